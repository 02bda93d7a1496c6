"""How it looks: colours that can be read, sizes that follow the text, labels that stay plain."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.widgets import theme
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, Card, Field, Toast
from desktop.widgets.emphasis import Emphasis
from desktop.widgets.focus import FocusRing
from desktop.widgets.icons import Icon
from desktop.widgets.labels import Heading, PlainLabel, plain_tip, shown
from desktop.widgets.palette import (
    AVATARS,
    CONTRAST,
    CONTRAST_DARK,
    DARK,
    LIGHT,
    PLATFORMS,
    SCHEMES,
    contrast,
)
from desktop.widgets.pill import Pill
from desktop.widgets.shelf import shelf

TEXT_ON_GROUND = {
    "ink": ("page", "card", "neutral_soft", "accent_soft", "hover", "weekend"),
    "ink2": ("page", "card", "hover", "accent_soft", "neutral_soft"),
    "ink3": ("page", "card", "hover"),
    "neutral": ("neutral_soft",),
    "accent": ("card", "page", "accent_soft"),
    "ok": ("card", "page", "ok_soft"),
    "warn": ("card", "page", "warn_soft"),
    "bad": ("card", "page", "bad_soft", "header"),
    "hold": ("card", "page", "hold_soft"),
    "rail_text": ("rail",),
    "rail_ink": ("rail_badge", "rail_chosen"),
    "over_fill": ("accent_fill", "accent_over", "ok_fill", "ok_over", "bad_fill", "hold_fill"),
    "banner_ink": ("banner",),
    "banner_link": ("banner",),
    "tag_ink": ("tag",),
}


@pytest.mark.parametrize("tokens", SCHEMES, ids=lambda tokens: tokens.name)
def test_every_text_can_be_read_on_every_ground_that_it_stands_on(tokens):
    low = [
        f"{text} on {ground}: {contrast(getattr(tokens, text), getattr(tokens, ground)):.2f}"
        for text, grounds in TEXT_ON_GROUND.items()
        for ground in grounds
        if contrast(getattr(tokens, text), getattr(tokens, ground)) < 4.5
    ]
    assert low == []


@pytest.mark.parametrize("tokens", SCHEMES, ids=lambda tokens: tokens.name)
def test_what_can_be_written_in_has_an_edge_that_can_be_seen(tokens):
    assert min(contrast(tokens.edge, tokens.card), contrast(tokens.edge, tokens.page)) >= 3


@pytest.mark.parametrize("tokens", [CONTRAST, CONTRAST_DARK], ids=lambda tokens: tokens.name)
def test_high_contrast_is_higher(tokens):
    assert min(contrast(tokens.ink, tokens.card), contrast(tokens.ink2, tokens.card)) >= 15


def test_letters_on_badges_and_avatars_can_be_read():
    grounds = [*AVATARS, *(ground for _, ground in PLATFORMS.values())]
    assert min(contrast(ground, "#ffffff") for ground in grounds) >= 4.5


@pytest.mark.parametrize("tokens", SCHEMES, ids=lambda tokens: tokens.name)
@pytest.mark.parametrize("size", [1.0, 2.0])
def test_the_style_sheet_is_filled_in(tokens, size):
    sheet = theme.stylesheet(tokens, size)
    rules = sheet.split("*/", 1)[1]
    assert "$" not in rules
    assert "sp;" not in rules
    assert f"font-size: {round(14 * size)}px" in rules


@pytest.mark.parametrize(
    ("mode", "dark", "more", "chosen"),
    [
        ("system", False, False, LIGHT),
        ("system", True, False, DARK),
        ("system", True, True, CONTRAST_DARK),
        ("light", True, True, LIGHT),
        ("dark", False, False, DARK),
        ("contrast", False, False, CONTRAST),
    ],
)
def test_the_look_follows_the_system_where_it_is_asked_to(mode, dark, more, chosen):
    assert theme.choose(mode, dark=dark, more=more) is chosen


def test_sizes_follow_the_text(qapp, plain_look):
    theme.apply(qapp, "dark", 200)
    assert (theme.tokens(), theme.px(14), theme.scale()) == (DARK, 28, 2.0)
    theme.apply(qapp, "light", 900)
    assert (theme.tokens(), theme.scale()) == (LIGHT, 2.0)


def test_every_icon_can_be_drawn(qtbot):
    for drawing in shelf("icons").glob("*.svg"):
        icon = Icon(drawing.stem)
        qtbot.addWidget(icon)
        assert not icon.grab().isNull()


def test_strangers_words_stay_words(qtbot):
    label = PlainLabel("<b>bold</b> &amp; <img src=x>")
    qtbot.addWidget(label)
    label.setTextFormat(Qt.TextFormat.RichText)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == label.words() == "<b>bold</b> &amp; <img src=x>"


def test_overrides_of_direction_and_endless_words_cannot_break_a_screen():
    assert "\u202e" not in shown("safe \u202etxt.exe")
    assert "\u200b" in shown("a" * 500)
    assert len(shown("b c " * 100_000)) < 30_000
    assert shown("\0") == "\ufffd"
    assert shown("\ud800") == "?"


def test_a_tool_tip_is_plain(qtbot):
    label = PlainLabel("x")
    qtbot.addWidget(label)
    plain_tip(label, "<b>no</b>")
    assert label.toolTip() == "<qt>&lt;b&gt;no&lt;/b&gt;</qt>"


def test_an_ampersand_on_a_button_is_an_ampersand(qtbot):
    button = Button("Bread & butter", "primary", "Ctrl+B")
    qtbot.addWidget(button)
    assert button.words() == "Bread & butter"
    assert button.text() == "Bread && butter"
    assert button.shortcut().isEmpty()
    assert button.accessibleDescription() == "Ctrl B"


def test_words_that_wrap_are_as_high_as_their_lines(qtbot):
    label = PlainLabel("one two three four five six seven eight nine ten " * 6)
    qtbot.addWidget(label)
    assert label.heightForWidth(200) > 2 * label.heightForWidth(1600)


def test_what_has_states_tells_them_to_a_screen_reader(qtbot):
    callout, pill, emphasis = (
        Callout("ok", "Yes.", "Go on."),
        Pill("held", "hold"),
        Emphasis([("a ", False), ("b", True)]),
    )
    for widget in (callout, pill, emphasis):
        qtbot.addWidget(widget)
    assert callout.accessibleName() == "Yes. Go on."
    assert pill.text() == "held"
    assert emphasis.accessibleName() == "a b"


def test_a_field_says_what_is_wrong_with_it(qtbot):
    line = QLineEdit()
    field = Field("Department", line, "As people know it")
    qtbot.addWidget(field)
    assert (line.accessibleName(), line.accessibleDescription()) == ("Department", "As people know it")
    field.set_error("Write its name.")
    assert line.accessibleDescription() == "Write its name."
    assert line.property("wrong") == "true"


def test_a_toast_offers_a_way_back_and_goes(qtbot, on_screen):
    ground = on_screen(QWidget(), 600, 300)
    toast = Toast(ground)
    toast.say("Withdrawn.", undo=True)
    assert toast.isVisible()
    with qtbot.waitSignal(toast.undo_wanted):
        qtbot.mouseClick(toast._undo, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


def test_the_ring_lies_round_what_has_the_keyboard(qtbot, on_screen, qapp):
    ring = FocusRing(qapp)
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(20, 20, 20, 20)
    line, button = QLineEdit(), Button("Go")
    column.addWidget(line)
    column.addWidget(button)
    column.addWidget(Card("Words"))
    on_screen(ground, 400, 300)
    for target in (line, button):
        target.setFocus()
        qtbot.waitUntil(lambda: ring._ring is not None and ring._ring.isVisible())
        assert ring._ring.geometry().contains(target.geometry())
    button.hide()
    qtbot.waitUntil(
        lambda: ring._ring is None or not ring._ring.isVisible() or QApplication.focusWidget() is not button
    )
    qapp.focusChanged.disconnect(ring._on_focus)
    ring._leave()
    ring.deleteLater()


def test_headings_say_their_level(qtbot):
    heading = Heading("Today", 1)
    qtbot.addWidget(heading)
    assert heading.property("level") == "1"
