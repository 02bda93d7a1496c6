"""Drafts: loading asks for nothing, a press names the post, putting away asks first."""

import pytest
from PySide6.QtCore import Qt

from desktop.views.drafts import DraftsView, state_of
from tests.desktop import sample_rows as rows


@pytest.fixture
def view(on_screen):
    return on_screen(DraftsView())


@pytest.fixture
def asked(view, heard):
    return heard(view, "open_wanted", "new_wanted", "discard_wanted")


def test_loading_asks_for_nothing(view, asked):
    view.show_rows(rows.DRAFTS, rows.NOW)
    view.show_rows((), rows.NOW)
    assert asked == []


def test_a_press_opens_that_draft(view, asked, qtbot):
    view.show_rows(rows.DRAFTS, rows.NOW)
    place = view._list.visualRect(view._model.index(1)).center()
    qtbot.mouseClick(view._list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClick(view._list, Qt.Key.Key_Return)
    assert asked == [("open_wanted", "p2"), ("open_wanted", "p2")]


def test_moving_through_the_list_opens_nothing(view, asked, qtbot):
    view.show_rows(rows.DRAFTS, rows.NOW)
    qtbot.keyClick(view._list, Qt.Key.Key_Down)
    assert (asked, view.current()) == ([], "p2")


def test_putting_away_asks_first_and_names_the_draft(view, asked, click, press):
    view.show_rows(rows.DRAFTS, rows.NOW)
    press(view._list, Qt.Key.Key_Delete)
    assert "Flu jabs: book now" in view._sure.words()
    click(view._no)
    assert asked == []
    press(view._list, Qt.Key.Key_Delete)
    click(view._yes)
    assert asked == [("discard_wanted", "p1")]


def test_an_empty_list_teaches_the_first_step(view, asked, click):
    view.show_rows((), rows.NOW)
    click(view._empty.button)
    assert asked == [("new_wanted",)]


def test_what_was_asked_to_be_changed_comes_first():
    assert [state_of(row)[0] for row in rows.DRAFTS] == ["draft", "changes wanted", "draft"]


def test_markup_stays_text(view):
    view.show_rows(rows.DRAFTS, rows.NOW)
    assert view._list.sizeHintForRow(2) == view._list.sizeHintForRow(0)


def test_the_model_is_sound(view, qtmodeltester):
    for some in (rows.DRAFTS, ()):
        view.show_rows(some, rows.NOW)
        qtmodeltester.check(view._model)
