"""Replies: a queue of any length, strangers' words that cannot act, and a button that names the account."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.views.replies import RepliesView
from desktop.widgets.labels import PlainLabel
from office.rules.refusal import Refusal
from tests.desktop import sample_rows as rows

ASKS = (
    "filter_wanted",
    "open_wanted",
    "more_wanted",
    "triage_wanted",
    "take_wanted",
    "answer_wanted",
    "own_words_wanted",
    "close_wanted",
    "hand_over_wanted",
    "measure_wanted",
)


@pytest.fixture
def view(on_screen):
    return on_screen(RepliesView())


@pytest.fixture
def asked(view, heard):
    return heard(view, *ASKS)


def open_one(view, row=None, **more):
    row = row or rows.MENTIONS[0]
    view.show_rows((row, *rows.MENTIONS[1:]), rows.NOW)
    view.show_detail(rows.mention_detail(row, **more), rows.NOW)


def turn(view, click, tab):
    click(view._answers._tabs._group.button(tab))


def test_loading_asks_for_nothing(view, asked, qtbot):
    open_one(view)
    view.show_measure("m1", 10, 280)
    view.show_rows((), rows.NOW)
    qtbot.wait(250)
    assert asked == []


def test_a_filter_is_named(view, asked, click):
    open_one(view)
    click(view._filter._group.button(2))
    assert asked == [("filter_wanted", "others")]


def test_moving_opens_the_mention(view, asked, qtbot):
    open_one(view)
    qtbot.keyClick(view._list, Qt.Key.Key_J)
    qtbot.keyClick(view._list, Qt.Key.Key_Up)
    assert asked == [("open_wanted", "m2"), ("open_wanted", "m1")]


@pytest.mark.parametrize(
    ("key", "kind"), [("Q", "service-question"), ("F", "possible-foi"), ("T", "safeguarding")]
)
def test_one_key_says_what_it_is(view, asked, qtbot, key, kind):
    open_one(view)
    qtbot.keyClick(view._list, key.lower())
    assert asked == [("triage_wanted", "m1", kind)]


def test_letters_that_are_written_are_no_keys(view, asked, click, qtbot):
    open_one(view)
    turn(view, click, 1)
    qtbot.keyClicks(view._answers._edit, "qtjk")
    assert [one for one in asked if one[0] == "triage_wanted"] == []
    assert view._answers.text() == "qtjk"


def test_an_approved_answer_names_mention_and_template(view, asked, qtbot, press):
    open_one(view)
    qtbot.keyClick(view._answers._list, Qt.Key.Key_Down)
    assert view._act.words() == "Reply as @dept_rehearsal"
    press(view, Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert asked == [("answer_wanted", "m1", "t2")]


def test_own_words_are_measured_and_sent_exactly(view, asked, click, qtbot):
    open_one(view)
    turn(view, click, 1)
    assert not view._act.isEnabled()
    with qtbot.waitSignal(view.measure_wanted):
        qtbot.keyClicks(view._answers._edit, "5 <b>weeks</b>")
    view.show_measure("m1", 14, 280)
    click(view._act)
    assert asked == [("measure_wanted", "m1", "5 <b>weeks</b>"), ("own_words_wanted", "m1", "5 <b>weeks</b>")]


def test_own_words_that_are_too_long_are_refused_in_place(view, click, qtbot):
    open_one(view)
    turn(view, click, 1)
    qtbot.keyClicks(view._answers._edit, "x")
    view.show_measure("m1", 300, 280)
    assert not view._act.isEnabled()
    assert view._answers._count.text() == "20 too long, 300 / 280"


def test_a_measure_of_another_mention_is_let_go(view):
    open_one(view)
    view.show_measure("m9", 300, 280)
    assert view._answers._count.text() == ""


def test_what_was_begun_is_kept_while_another_is_looked_at(view, click, qtbot):
    open_one(view)
    turn(view, click, 1)
    qtbot.keyClicks(view._answers._edit, "Begun")
    view.show_detail(rows.mention_detail(rows.MENTIONS[3]), rows.NOW)
    assert view._answers.text() == ""
    view.show_detail(rows.mention_detail(rows.MENTIONS[0]), rows.NOW)
    assert view._answers.text() == "Begun"


def test_not_answering_names_its_reason(view, asked, click):
    open_one(view)
    turn(view, click, 2)
    assert not view._act.isEnabled()
    click(view._answers._because._ticks["not-ours"].box)
    click(view._act)
    assert asked == [("close_wanted", "m1", "not-ours")]


def test_a_refusal_disables_and_explains_but_closing_stays_open(view, asked, click):
    refusal = Refusal("reply.not-summoned", {"account": "a-x"})
    open_one(view, may=(refusal,), may_codes=())
    assert not view._act.isEnabled()
    assert view._card._refused.isVisible()
    assert view._act.accessibleDescription()
    turn(view, click, 2)
    click(view._answers._because._ticks["political"].box)
    assert view._act.isEnabled()


def test_taking_and_handing_over_name_the_mention(view, asked, click):
    open_one(view)
    click(view._card._take)
    view._card.hand_over_picked.emit("Press office")
    view._card.hand_over_picked.emit("")
    view._say._edit.put("The minister's office")
    click(view._say._send)
    assert asked == [
        ("take_wanted", "m1"),
        ("hand_over_wanted", "m1", "Press office"),
        ("hand_over_wanted", "m1", "The minister's office"),
    ]


def test_what_is_with_others_cannot_be_answered(view):
    row = replace(rows.MENTIONS[0], state="with others", taken_by="A colleague")
    open_one(view, row)
    assert view._answers.isHidden()
    assert not view._act.isVisible()
    assert "A colleague" in view._card._about.text()


def test_markup_and_overrides_stay_text(view):
    open_one(view, rows.mention(1, f"{rows.MARKUP}\u202e hidden"))
    assert rows.MARKUP in view._card._text.text()
    assert view._card._text.textFormat() == Qt.TextFormat.PlainText
    assert "\u202e" not in view._card._text.text()
    assert view._card._hidden.text() == "1 hidden sign is left out here."


@pytest.mark.parametrize(
    "text", ["\U0001f600" * 250_000, "e" + "\u0301" * 500_000, "x" * 1_000_000, "\n" * 1_000_000]
)
def test_a_megabyte_does_not_stall(view, click, text):
    began = time.monotonic()
    open_one(view, rows.mention(1, text, author="\u202e" + "a" * 100_000))
    view.grab()
    if not view._card._all.isHidden():
        view._card._all.click()
    assert time.monotonic() - began < 5


def test_a_million_rows_are_fetched_in_pages(view, asked):
    began = time.monotonic()
    view.show_rows(
        [rows.mention(n) for n in range(200)], rows.NOW, total=1_000_000, counts={"waiting": 1_000_000}
    )
    assert view._filter._group.button(0).text() == "Waiting 1,000,000"
    assert asked == []
    view._list.scrollToBottom()
    view.grab()
    assert ("more_wanted", "waiting", 999_800) in asked
    view.show_page(999_800, [rows.mention(n) for n in range(999_800, 1_000_000)])
    view.grab()
    assert time.monotonic() - began < 5


def test_an_empty_queue_says_what_would_be_here(view):
    view.show_rows((), rows.NOW)
    texts = [label.text() for label in view._empty.findChildren(PlainLabel)]
    assert "Nobody is waiting" in texts
    assert view._columns.isHidden()


def test_the_models_are_sound(view, qtmodeltester):
    for some in (rows.MENTIONS, ()):
        view.show_rows(some, rows.NOW)
        qtmodeltester.check(view._model)
