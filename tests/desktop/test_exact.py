"""What nobody edited comes back exactly as it was given; an edit changes its own place only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from desktop.widgets.exact import ExactText

ODD = [
    "plain",
    "a\u00a0b\u2028c\u2029d",
    "\ud800 alone",
    "x\r\ny",
    "\U0001f468\u200d\U0001f469 family",
    "\x00\u202eX",
    "",
]


def units(text):
    return len(text.encode("utf-16-le")) // 2


class Editing:
    """Qt's own editor, joined to the exact text as the post's editor joins it."""

    def __init__(self, qtbot, text):
        self.exact = ExactText(text)
        self.edit = QPlainTextEdit()
        qtbot.addWidget(self.edit)
        self.edit.setPlainText(self.exact.shown)
        self.edit.document().contentsChange.connect(self._on_change)

    def _on_change(self, position, removed, added):
        self.exact.edited(position, removed, added, self.edit.document().toRawText())

    def put(self, position, words, instead_of=0):
        cursor = self.edit.textCursor()
        cursor.setPosition(position)
        cursor.setPosition(position + instead_of, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words)


@pytest.mark.parametrize("text", ODD)
def test_opening_hands_back_the_same_text(qtbot, text):
    assert Editing(qtbot, text).exact.text == text


def test_an_edit_leaves_the_odd_signs_elsewhere_as_they_were(qtbot):
    editing = Editing(qtbot, "5\u00a0mg\u2028\ud800 daily\rend")
    editing.put(8, " twice")
    assert editing.exact.text == "5\u00a0mg\u2028\ud800 d twiceaily\rend"


def test_replacing_everything_and_undoing_it(qtbot):
    editing = Editing(qtbot, "one\ntwo")
    editing.edit.selectAll()
    editing.edit.insertPlainText("three")
    assert editing.exact.text == "three"
    editing.edit.undo()
    assert editing.exact.text == "one\ntwo"


def test_editing_a_text_with_carriage_returns_makes_them_lines_and_keeps_the_rest(qtbot):
    editing = Editing(qtbot, "x\u00a0\r\n\ud83dy\r")
    editing.put(5, "!")
    assert editing.exact.text == "x\u00a0\n\ud83dy!\r"


@given(st.data())
def test_edits_anywhere_are_what_python_would_do(data):
    text = data.draw(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufdd0\ufdd1"), max_size=30)
    )
    words = data.draw(
        st.text(
            st.characters(exclude_categories=["Cs"], exclude_characters="\r\u2029\ufdd0\ufdd1"), max_size=5
        )
    )
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    wanted = text[:start] + words + text[end:]
    exact = ExactText(text)
    exact.edited(units(text[:start]), units(text[start:end]), units(words), wanted.replace("\n", "\u2029"))
    assert exact.text == wanted
