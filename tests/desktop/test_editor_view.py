"""The editor: what is opened comes back exactly, only a person's edits ask for anything, and refusals explain."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl

from desktop.views.editor import EditorView
from desktop.widgets.labels import PlainLabel
from office.rows import DraftInput, MeasureRow, PartRow
from office.rules.refusal import Refusal
from tests.desktop import sample_rows as rows

ASKS = (
    "changed",
    "scratch_wanted",
    "save_wanted",
    "ask_wanted",
    "image_wanted",
    "image_chosen",
    "template_wanted",
    "history_wanted",
    "may_i_wanted",
    "back_wanted",
)


@pytest.fixture
def view(on_screen):
    return on_screen(EditorView())


@pytest.fixture
def asked(view, heard):
    return heard(view, *ASKS)


def words_of(view, number=0):
    return view._words._parts.part(number).edit


def names(asked):
    return [one[0] for one in asked]


def test_loading_asks_for_nothing(view, asked, qtbot):
    view.show_rows(rows.editor(), rows.NOW)
    view.show_checks(rows.editor(revision=5))
    view.show_saved(rows.editor(revision=5))
    qtbot.wait(350)
    assert asked == []


@pytest.mark.parametrize("text", [rows.ODD, rows.MARKUP, "", "a\u00a0b\u2028c", "\ud83d", "😀 & <b>"])
def test_opening_hands_back_exactly_what_was_given(view, text):
    part = PartRow(text, (replace(rows.PICTURE, alt=text),))
    row = rows.editor(
        title=text[:3], objective=text[:3], source="x", variants={"a-x": (PartRow(text + "!"),)}
    )
    row = replace(row, parts=(part, PartRow("two")), chosen=(rows.BLUESKY.id, rows.X.id))
    view.show_rows(row, rows.NOW)
    for tab in (1, 2, 0):
        view._words._tabs.picked.emit(tab)
    assert view.draft() == DraftInput(
        row.title,
        row.category,
        row.objective,
        row.source,
        row.parts,
        row.variants,
        row.chosen,
        row.start,
        row.until,
    )


def test_an_edit_changes_its_own_place_only(view, qtbot):
    view.show_rows(rows.editor(rows.ODD), rows.NOW)
    words_of(view).moveCursor(words_of(view).textCursor().MoveOperation.Start)
    qtbot.keyClicks(words_of(view), "Take ")
    assert view.draft().parts[0].text == f"Take {rows.ODD}".replace("\r\n", "\n")


def test_shift_and_enter_is_a_line_like_any_other(view, qtbot):
    view.show_rows(rows.editor("a"), rows.NOW)
    words_of(view).moveCursor(words_of(view).textCursor().MoveOperation.End)
    qtbot.keyClick(words_of(view), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.draft().parts[0].text == "a\n"


def test_typing_asks_for_the_checks_once_it_rests(view, asked, qtbot):
    view.show_rows(rows.editor(), rows.NOW)
    with qtbot.waitSignal(view.changed):
        qtbot.keyClicks(words_of(view), "abc")
    assert names(asked) == ["changed"]
    assert asked[0][1] == view.draft()
    view.hide()
    assert names(asked) == ["changed", "scratch_wanted"]


def test_checks_leave_the_cursor_and_the_words_alone(view, qtbot):
    view.show_rows(rows.editor("one two"), rows.NOW)
    qtbot.keyClicks(words_of(view), "x")
    place = words_of(view).textCursor().position()
    view.show_checks(rows.editor("something else", measures=(MeasureRow(rows.X, 1, 300, 280),)))
    assert (words_of(view).text(), words_of(view).textCursor().position()) == ("xone two", place)
    assert words_of(view).document().isUndoAvailable()


def test_what_is_typed_is_not_overwritten_by_the_same_post(view, qtbot):
    view.show_rows(rows.editor("one"), rows.NOW)
    qtbot.keyClicks(words_of(view), "x")
    view.show_rows(rows.editor("two"), rows.NOW)
    assert view.draft().parts[0].text == "xone"
    view.show_rows(rows.editor("three", post="p9"), rows.NOW)
    assert view.draft().parts[0].text == "three"


def test_saving_and_asking_name_the_post_and_everything_written(view, asked, qtbot, press):
    view.show_rows(rows.editor(), rows.NOW)
    press(view, Qt.Key.Key_S, modifier=Qt.KeyboardModifier.ControlModifier)
    assert view._ask.words() == "Ask for approval, X and Bluesky"
    press(words_of(view), Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert asked == [("save_wanted", "p1", view.draft()), ("ask_wanted", "p1", view.draft())]


def test_a_new_post_has_no_name_yet(view, asked, click):
    view.show_rows(rows.editor("", (), post=None), rows.NOW)
    click(view._save)
    assert asked == [("save_wanted", None, view.draft())]


def test_a_refusal_disables_and_explains(view):
    refused = Refusal("content.no-alt", {"part": 1, "parts": 1, "images": 1})
    view.show_rows(rows.editor(checks=(refused,), may_ask=False), rows.NOW)
    assert not view._ask.isEnabled()
    assert "A picture is not described" in view._ask.accessibleDescription()


def test_without_an_account_nothing_is_asked(view, click):
    view.show_rows(rows.editor(), rows.NOW)
    for chip in view._goes._chips[:2]:
        click(chip)
    assert view.draft().chosen == ()
    assert not view._ask.isEnabled()


def test_an_account_may_say_it_differently_and_the_tab_tells(view, click, qtbot):
    view.show_rows(rows.editor("book now"), rows.NOW)
    click(view._words._tabs._group.button(1))
    qtbot.keyClicks(words_of(view), "X: ")
    assert view.draft().variants == {"a-x": (PartRow("X: book now", (rows.PICTURE,)),)}
    assert view._words._tabs._group.button(1).text() == "X differs by 3 characters"
    click(view._words._share)
    assert view.draft().variants == {}


def test_parts_can_be_added_and_removed(view, click, qtbot):
    view.show_rows(rows.editor("one"), rows.NOW)
    click(view._words._add)
    qtbot.keyClicks(words_of(view, 1), "two")
    assert [part.text for part in view.draft().parts] == ["one", "two"]
    click(view._words._parts.part(0)._remove)
    assert [part.text for part in view.draft().parts] == ["two"]


def test_a_picture_is_chosen_named_and_described(view, asked, click, qtbot):
    view.show_rows(rows.editor("one", ()), rows.NOW)
    view.choose_image = lambda: "/home/me/flu.jpg"
    click(view._words._image)
    assert asked == [("image_wanted", 0), ("image_chosen", 0, "/home/me/flu.jpg")]
    view.add_image(0, replace(rows.PICTURE, alt=""))
    picture = view._words._parts.part(0)._shown[0]
    assert not picture._required.isHidden()
    qtbot.keyClicks(picture._edit, "A pharmacist")
    assert view.draft().parts[0].media[0].alt == "A pharmacist"
    assert picture._required.isHidden()


def test_no_file_no_wish(view, asked, click):
    view.show_rows(rows.editor(), rows.NOW)
    view.choose_image = lambda: ""
    click(view._words._image)
    assert names(asked) == ["image_wanted"]


def test_a_dropped_file_is_a_picture_for_its_part(view, asked):
    view.show_rows(rows.editor(), rows.NOW)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/home/me/flu.jpg")])
    words_of(view).insertFromMimeData(data)
    assert asked == [("image_chosen", 0, "/home/me/flu.jpg")]


def test_an_enormous_paste_is_refused_in_place(view, asked):
    view.show_rows(rows.editor("kept"), rows.NOW)
    data = QMimeData()
    data.setText("x" * 1_000_000)
    words_of(view).insertFromMimeData(data)
    assert "1,000,000 characters" in view._words._parts.part(0)._fault.text()
    assert (view.draft().parts[0].text, asked) == ("kept", [])


def test_a_time_that_does_not_exist_is_refused_in_place(view, asked, click, qtbot):
    view.show_rows(rows.editor(), rows.NOW)
    when = view._details.when
    when._start._day.setText("")
    qtbot.keyClicks(when._start._day, "28 March 2027")
    when._start._time.setText("")
    qtbot.keyClicks(when._start._time, "01:30")
    click(view._save)
    assert "the clocks go forward" in view._fault.words()
    assert "save_wanted" not in names(asked)


def test_the_end_moves_with_the_start(view, qtbot):
    view.show_rows(rows.editor(), rows.NOW)
    qtbot.keyClick(view._details.when._start._time, Qt.Key.Key_Up)
    assert (view.draft().start, view.draft().until) == (rows.at(14, 15), rows.at(14, 30))


def test_as_soon_as_approved_has_no_start(view, click):
    view.show_rows(rows.editor(), rows.NOW)
    click(view._details._when)
    click(view._details.when._options._ticks["soon"].box)
    assert (view.draft().start, view.draft().until) == (None, rows.at(14, 15))


def test_a_fault_of_the_office_is_shown_and_nothing_is_lost(view):
    view.show_rows(rows.editor(), rows.NOW)
    before = view.draft()
    view.show_fault("The disk is full.")
    assert "The disk is full." in view._fault.words()
    assert view.draft() == before


def test_every_check_that_found_nothing_has_words():
    from desktop.views.editor_checks import PASSED
    from office.rules.checks import CHECKS

    assert set(CHECKS) <= set(PASSED)


def test_only_the_first_checks_that_found_nothing_are_named(view):
    from office.rules.checks import CHECKS

    view.show_rows(rows.editor(checks=(), passed=tuple(CHECKS)), rows.NOW)
    told = [label.text() for label in view._checks.findChildren(PlainLabel)]
    assert "Every picture is described" in told
    assert "12 more checks found nothing" in told
