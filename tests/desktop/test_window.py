"""The window: it tells who, where and whether sending is on; every wish is a person's; every action has its keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.actions import ACTIONS
from desktop.views.help import HelpSheet
from desktop.views.look import LookSheet
from desktop.widgets.cards import Banner
from desktop.widgets.command import Found
from desktop.widgets.labels import PlainLabel
from desktop.window import MainWindow
from office.rows import SendingRow
from tests.desktop import sample_screens as rows

WISHES = (
    "view_wanted", "pause_wanted", "resume_wanted", "switch_wanted", "move_clock_wanted", "new_post_wanted",
    "help_wanted", "refresh_wanted", "find_wanted", "target_wanted", "action_wanted", "close_wanted", "undo_wanted",
)  # fmt: skip
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PAUSED = SendingRow("paused", "pause.all", {"by": "Duty officer", "at": rows.at(10, 5)}, "Line manager")


@pytest.fixture
def window(on_screen):
    made = MainWindow(ACTIONS)
    for name in ("today", "drafts", "record"):
        view = QWidget()
        button = QPushButton(name, view)
        button.setObjectName(name)
        made.add_view(name, view)
    on_screen(made, 1360, 860)
    yield made
    made.let_close()


@pytest.fixture
def asked(window, heard):
    return heard(window, *WISHES)


def words_of(widget):
    return [label.words() for label in widget.findChildren(PlainLabel) if label.isVisible()]


def test_loading_asks_for_nothing(window, asked):
    window.show_header(rows.HEADER)
    window.show_view("record")
    window.show_header(replace(rows.HEADER, sending=PAUSED, rehearsal=True, me=None))
    window.show_saving(True)
    window.toast("Done", undo=True)
    assert asked == []


def test_it_says_who_where_and_whether_sending_is_on(window):
    window.show_header(rows.HEADER)
    assert "Line manager, Department for Rehearsals" in window.windowTitle()
    assert {"Department for Rehearsals", "Sending: on"} <= set(words_of(window.header))
    assert window.header._person.words() == "Line manager"
    assert "Rehearsal" not in words_of(window.header)


def test_rehearsal_is_marked_and_has_a_clock(window, asked, qtbot):
    window.show_header(replace(rows.HEADER, rehearsal=True))
    assert "Rehearsal" in words_of(window.header)
    qtbot.mouseClick(window.header._clock, Qt.MouseButton.LeftButton)
    assert asked == [("move_clock_wanted",)]


def test_in_rehearsal_one_can_be_somebody_else(window, asked):
    window.show_header(replace(rows.HEADER, rehearsal=True))
    menu = window.header.person_menu()
    names = [action.text() for action in menu.actions()]
    assert {"Digital officer", "Line manager", "Director", "Records officer"} <= set(names)
    next(action for action in menu.actions() if action.text() == "Director").trigger()
    assert asked == [("switch_wanted", "p-di")]
    menu.deleteLater()


def test_a_period_stands_across_the_window(window, in_london):
    window.show_header(rows.HEADER)
    (banner,) = window.findChildren(Banner)
    assert banner.accessibleName() == (
        "Pre-election period UK general election since Mon 25 May, 00:01. Essential, factual posts only. "
        "3 scheduled posts are held."
    )


def test_a_pause_is_told_with_what_it_takes_to_resume(window, asked, qtbot):
    window.show_header(replace(rows.HEADER, sending=PAUSED, periods=()))
    (banner,) = window.findChildren(Banner)
    assert "senior person" in banner.accessibleName()
    assert "Line manager has asked to resume" in banner.accessibleName()
    assert not window.header._pause.isVisible()
    qtbot.mouseClick(window.header._resume, Qt.MouseButton.LeftButton)
    assert asked == [("resume_wanted",)]


@pytest.mark.parametrize(
    ("key", "modifier", "wish"),
    [
        (Qt.Key.Key_P, CTRL | SHIFT, ("pause_wanted",)),
        (Qt.Key.Key_N, CTRL, ("new_post_wanted",)),
        (Qt.Key.Key_2, CTRL, ("view_wanted", "drafts")),
        (Qt.Key.Key_7, CTRL, ("view_wanted", "record")),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier, ("refresh_wanted",)),
        (Qt.Key.Key_Q, CTRL, ("close_wanted",)),
    ],
)
def test_every_action_has_its_keys(window, asked, qtbot, key, modifier, wish):
    window.show_header(rows.HEADER)
    qtbot.keyClick(window, key, modifier)
    assert asked == [wish]


def test_a_room_moves_the_window_there_and_gives_it_the_keyboard(window, asked, qtbot):
    item = window.rail._items["record"]
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert window.view() == "record"
    assert item.isChecked()
    assert asked == [("view_wanted", "record")]
    screen = window.screen_of("record")
    qtbot.waitUntil(lambda: window.focusWidget() is screen or screen.isAncestorOf(window.focusWidget()))


def test_only_rooms_with_a_screen_stand_in_the_rail(window):
    assert [name for name, item in window.rail._items.items() if item.isVisible()] == [
        "today",
        "drafts",
        "record",
    ]


def test_the_rail_says_how_many_wait(window):
    window.show_header(rows.HEADER)
    assert "6 wait" in window.rail._items["today"].accessibleDescription()
    assert "14 wait" in window.rail._items["replies"].accessibleDescription()


def test_the_palette_finds_actions_and_things_by_typing(window, asked, qtbot):
    window.show_header(rows.HEADER)
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    palette = window._palette
    assert palette.isVisible()
    qtbot.keyClicks(palette._typed, "rec")
    qtbot.keyClick(palette._typed, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert asked == [
        ("find_wanted", "r"),
        ("find_wanted", "re"),
        ("find_wanted", "rec"),
        ("view_wanted", "record"),
    ]
    asked.clear()
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(palette._typed, "zz")
    window.show_found("z", [Found("Late", "", "editor/p0")])
    window.show_found("zz", [Found("<b>Flu</b> jabs", "Draft", "editor/p1")])
    qtbot.keyClick(palette._typed, Qt.Key.Key_Return)
    assert asked == [("find_wanted", "z"), ("find_wanted", "zz"), ("target_wanted", "editor/p1")]


def test_escape_leaves_the_palette_where_one_was(window, qtbot):
    window._on_room("record")
    qtbot.wait(20)
    before = window.focusWidget()
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    qtbot.keyClick(window._palette._typed, Qt.Key.Key_Escape)
    assert not window._palette.isVisible()
    assert window.focusWidget() is before


def test_help_lists_what_may_be_done_and_the_keys(window, asked, qtbot):
    window.show_header(rows.HEADER)
    window.show_view("record")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    (sheet,) = window.findChildren(HelpSheet)
    said = " ".join(label.words() for label in sheet.findChildren(PlainLabel))
    assert "Search the record" in said
    assert "Pause all" in said
    assert "Essential, factual posts only." in said
    assert asked == [("help_wanted", "record")]
    sheet.close()


def test_the_look_is_asked_for_when_it_is_picked(window, heard, qtbot):
    looked = heard(window, "look_wanted")
    window.show_look("light", 100)
    qtbot.keyClick(window, Qt.Key.Key_Comma, CTRL)
    (sheet,) = window.findChildren(LookSheet)
    assert looked == []
    sheet._mode._group.button(2).click()
    sheet._size._group.button(5).click()
    assert looked == [("look_wanted", "dark", 100), ("look_wanted", "dark", 200)]
    sheet.close()


def test_closing_asks_first(window, asked, qtbot):
    window.close()
    assert window.isVisible()
    assert asked == [("close_wanted",)]
    window.let_close()
    window.close()
    assert not window.isVisible()


def test_f6_walks_through_the_parts_of_the_window(window, qtbot):
    window.show_header(rows.HEADER)
    window._on_room("record")
    qtbot.wait(20)
    seen = []
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        focus = window.focusWidget()
        seen.append(
            next(
                n
                for n, part in (("header", window.header), ("rail", window.rail), ("screen", window._stack))
                if part.isAncestorOf(focus)
            )
        )
    assert sorted(seen) == ["header", "rail", "screen"]


def test_strangers_words_in_the_header_stay_words(window):
    window.show_header(replace(rows.HEADER, workspace="<h1>Dept</h1> & co"))
    assert "<h1>Dept</h1> & co" in words_of(window.header)


def test_everything_that_can_be_pressed_has_a_name(window):
    window.show_header(rows.HEADER)
    nameless = [b for b in window.findChildren(QPushButton) if not (b.accessibleName() or b.text())]
    assert nameless == []
