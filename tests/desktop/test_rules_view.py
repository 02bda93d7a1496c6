"""Rules: pause and resume item by item, declare in a minute, end with two, and what is held waits for a person."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.views.period_card import PeriodCard, level_lines
from desktop.views.rules import RulesView
from desktop.views.sending_card import SendingCard
from desktop.widgets.buttons import Button
from desktop.widgets.labels import PlainLabel
from office.rows import SendingRow
from tests.desktop import sample_rows as rows

ASKS = (
    "pause_wanted",
    "resume_ask_wanted",
    "clock_ask_wanted",
    "preview_wanted",
    "declare_wanted",
    "lift_wanted",
    "shorten_wanted",
    "reapprove_wanted",
    "withdraw_wanted",
    "exception_wanted",
    "propose_wanted",
    "withdraw_template_wanted",
)


@pytest.fixture
def view(on_screen):
    return on_screen(RulesView())


@pytest.fixture
def asked(view, heard):
    return heard(view, *ASKS)


def buttons(widget, words):
    return [button for button in widget.findChildren(Button) if button.words() == words]


def texts(widget):
    return [label.text() for label in widget.findChildren(PlainLabel)]


def test_loading_asks_for_nothing(view, asked, qtbot):
    view.show_rows(rows.RULES, rows.HELD, rows.NOW)
    view.show_caught(rows.HELD)
    view.show_rows(replace(rows.RULES, sending=rows.PAUSED), rows.HELD, rows.NOW)
    qtbot.wait(250)
    assert asked == []


def test_a_pause_needs_no_reason_and_carries_one(view, asked, click, qtbot):
    view.show_rows(rows.RULES, (), rows.NOW)
    click(view._sending._pause)
    qtbot.keyClicks(view._sending._why, "Wrong picture")
    click(view._sending._pause)
    assert asked == [("pause_wanted", ""), ("pause_wanted", "Wrong picture")]


def test_resuming_is_asked_item_by_item_and_needs_a_reason(view, asked, click, qtbot):
    view.show_rows(replace(rows.RULES, sending=rows.PAUSED), rows.HELD, rows.NOW)
    resume = view._sending._resume
    click(resume._ask)
    assert asked == []
    qtbot.keyClicks(resume._why, "Picture replaced")
    click(list(resume._ticks.values())[1].box)
    assert resume._ask.words() == "Ask to resume, 1 goes on"
    click(resume._ask)
    assert asked == [("resume_ask_wanted", "Picture replaced", ["d8"])]


def test_ticks_stay_when_the_rows_come_again(view, click):
    paused = replace(rows.RULES, sending=rows.PAUSED)
    view.show_rows(paused, rows.HELD, rows.NOW)
    click(view._sending._resume._ticks["d8"].box)
    view.show_rows(paused, rows.HELD[1:], rows.NOW)
    assert view._sending._resume._chosen() == ["d8"]


def test_a_resumption_that_was_asked_for_is_not_asked_twice(view):
    view.show_rows(
        replace(rows.RULES, sending=replace(rows.PAUSED, resume_asked_by="Duty officer")), (), rows.NOW
    )
    assert view._sending._resume.isHidden()
    assert "Duty officer has asked" in view._sending._asked.words()


def test_declaring_takes_two_presses(view, asked, click, qtbot):
    view.show_rows(rows.RULES, (), rows.NOW)
    click(view._new)
    qtbot.waitUntil(lambda: asked == [("preview_wanted", "uk-general", rows.NOW, None)])
    click(view._declare._declare)
    bodies, places = ["uk-department", "alb"], ["uk"]
    assert asked[1:] == [
        ("declare_wanted", "uk-general", "UK general election", rows.NOW, None, bodies, places)
    ]


def test_what_it_would_catch_is_shown_and_asked_again_when_the_time_changes(view, asked, click, qtbot):
    view.show_rows(rows.RULES, (), rows.NOW)
    click(view._new)
    qtbot.waitUntil(lambda: len(asked) == 1)
    view.show_caught(rows.HELD)
    assert view._declare._caught_title.text() == "It would hold 3 posts that are planned"
    qtbot.keyClick(view._declare._start._day, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked[1][2] == rows.at(11, 42, day=4)


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("soon", "12:00", "is not a day we know"),
        ("28 March 2027", "01:30", "the clocks go forward"),
        ("25 October 2026", "01:30", "comes twice"),
    ],
)
def test_a_bad_time_is_refused_in_place(view, asked, click, qtbot, day, time, said):
    view.show_rows(rows.RULES, (), rows.NOW)
    click(view._new)
    start = view._declare._start
    for edit, text in ((start._day, day), (start._time, time)):
        edit.clear()
        qtbot.keyClicks(edit, text)
    click(view._declare._declare)
    assert said in view._declare._fault.words()
    assert [one for one in asked if one[0] == "declare_wanted"] == []


def test_the_second_of_two_moments_can_be_meant(view, asked, click, qtbot):
    view.show_rows(rows.RULES, (), rows.NOW)
    click(view._new)
    start = view._declare._start
    for edit, text in ((start._day, "25 October 2026"), (start._time, "01:30")):
        edit.clear()
        qtbot.keyClicks(edit, text)
    click(start._second)
    assert start.moment() == rows.datetime(2026, 10, 25, 1, 30, tzinfo=rows.UTC)


def test_an_end_before_the_start_and_no_body_are_refused(view, click, qtbot):
    view.show_rows(rows.RULES, (), rows.NOW)
    click(view._new)
    click(view._declare._ends._ticks["at"].box)
    for edit, text in ((view._declare._end._day, "1 June 2026"), (view._declare._end._time, "09:00")):
        qtbot.keyClicks(edit, text)
    click(view._declare._declare)
    assert "end before it begins" in view._declare._fault.words()
    click(view._declare._ends._ticks["open"].box)
    click(view._declare._places._ticks["uk"].box)
    click(view._declare._declare)
    assert "at least one" in view._declare._fault.words()


def test_what_is_not_confirmed_is_said(view, click):
    view.show_rows(rows.RULES, (), rows.NOW)
    assert any(text.startswith("Not confirmed: ") for text in texts(view))
    click(view._new)
    assert any("not confirmed" in text for text in texts(view._declare))


def test_ending_and_shortening_ask_with_a_reason(view, asked, click, qtbot):
    view.show_rows(rows.RULES, (), rows.NOW)
    card = view.findChildren(PeriodCard)[1]
    click(card._lift)
    click(card._panel._send)
    assert asked == []
    card._panel._why.put("Called off")
    click(card._panel._send)
    click(card._shorten)
    qtbot.keyClick(card._panel._end._day, Qt.Key.Key_Down)
    click(card._panel._send)
    assert asked == [
        ("lift_wanted", "q2", "Called off"),
        ("shorten_wanted", "q2", rows.at(22, day=6, month=10), "Called off"),
    ]


def test_what_is_over_cannot_be_ended(view):
    view.show_rows(replace(rows.RULES, periods=(rows.ENDED,)), (), rows.NOW)
    assert buttons(view, "End it") == []


def test_what_is_held_waits_for_a_person(view, asked, click):
    view.show_rows(rows.RULES, (), rows.NOW)
    click(buttons(view._held, "Ask for fresh approval")[0])
    click(buttons(view._held, "Withdraw")[1])
    assert asked == [("reapprove_wanted", "d7"), ("withdraw_wanted", "d8")]


def test_an_exception_is_asked_for_one_delivery_with_ground_and_words(view, asked, click, qtbot):
    from desktop.views.held_card import ExceptionPanel

    view.show_rows(rows.RULES, (), rows.NOW)
    click(buttons(view._held, "Ask for an exception")[0])
    panel = view._held.findChildren(ExceptionPanel)[0]
    click(panel._send)
    assert asked == []
    panel._words.put("A flood")
    qtbot.keyClick(panel._ground, Qt.Key.Key_Down)
    qtbot.keyClicks(panel._reference, "PS-12")
    click(panel._send)
    assert asked == [("exception_wanted", "d7", "Public safety or public health", "PS-12", "A flood")]


def test_levels_are_told_in_words():
    assert level_lines({"operational": "allow", "*": "block", "reply": "warn"}) == [
        ("Goes out", "Service information"),
        ("Needs a second approver", "Reply"),
        ("Held", "Everything else"),
    ]


def test_markup_stays_text(view):
    view.show_rows(rows.RULES, rows.HELD, rows.NOW)
    labels = [label for label in view.findChildren(PlainLabel) if label.text() == rows.MARKUP]
    assert labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_a_fault_stays_where_it_was_asked(view, click):
    view.show_rows(rows.RULES, (), rows.NOW)
    view.show_fault("The disk is full.")
    assert "The disk is full." in view._fault.words()
    click(view._new)
    view.show_fault("The disk is full.")
    assert "The disk is full." in view._declare._fault.words()


def test_a_wrong_clock_offers_a_way_out_and_asks_how_one_knows(on_screen, heard, qtbot):
    card = on_screen(SendingCard())
    said = heard(card, "clock_wanted")
    card.show_sending(
        SendingRow("stopped", "clock.behind-record", {"last": rows.NOW, "now": rows.NOW}), (), rows.NOW
    )
    [ask] = buttons(card, "Ask a second person to confirm the time")
    ask.click()
    assert not said
    field = next(e for e in card.findChildren(QLineEdit) if "clock is right" in e.accessibleName())
    qtbot.keyClicks(field, "The radio said so")
    ask.click()
    assert said == [("clock_wanted", "The radio said so")]


def test_answers_say_where_they_stand(view):
    view.show_rows(rows.RULES, (), rows.NOW)
    said = texts(view._answers)
    assert "Waits for a yes, under Approvals. Proposed by Digital officer." in said
    assert any(line.startswith("Approved by Line manager. Valid until Wed 4 Nov") for line in said)
    assert any(line.startswith("Not approved: Say where.") for line in said)


def test_withdrawing_an_answer_names_exactly_it(view, asked, click):
    view.show_rows(rows.RULES, (), rows.NOW)
    click(buttons(view._answers, "Withdraw")[1])
    assert asked == [("withdraw_template_wanted", "t1")]


def test_an_answer_is_proposed_with_title_words_policy_and_an_end_if_wanted(view, asked, click, qtbot):
    view.show_rows(rows.RULES, (), rows.NOW)
    click(view._answers._propose)
    panel = view._answers._panel
    click(panel._send)
    assert asked == []
    assert "Give it a title." in texts(panel)
    qtbot.keyClicks(panel._title, "Opening hours")
    panel._words.put("From 8 to 6.")
    qtbot.keyClicks(panel._policy, "C-02")
    assert panel._count.text().startswith("12 characters.")
    click(panel._send)
    qtbot.keyClicks(panel._until._day, "1 June 2026")
    qtbot.keyClicks(panel._until._time, "09:00")
    click(panel._send)
    assert "That has passed already." in texts(panel)
    panel._until._day.clear()
    qtbot.keyClicks(panel._until._day, "4 June 2026")
    click(panel._send)
    said = ("propose_wanted", "Opening hours", "From 8 to 6.", "C-02")
    assert asked == [(*said, None), (*said, rows.at(9, day=4))]


def test_what_is_being_proposed_survives_a_fault_and_new_rows_and_goes_when_it_is_done(view, click, qtbot):
    view.show_rows(rows.RULES, (), rows.NOW)
    click(view._answers._propose)
    panel = view._answers._panel
    qtbot.keyClicks(panel._title, "Opening hours")
    view.show_fault("The disk is full.")
    assert "The disk is full." in panel._fault.words()
    view.show_rows(replace(rows.RULES, answers=()), (), rows.NOW)
    assert (panel._title.words(), panel.isVisible()) == ("Opening hours", True)
    view.show_proposed()
    assert (panel.isVisible(), view._answers._propose.isVisible()) == (False, True)
    click(view._answers._propose)
    assert panel._title.words() == ""


def test_what_was_not_approved_can_be_proposed_again_with_its_words(view, asked, click):
    view.show_rows(rows.RULES, (), rows.NOW)
    click(buttons(view._answers, "Propose it again")[0])
    click(view._answers._panel._send)
    policy = rows.TEMPLATES[2].policy
    assert asked == [("propose_wanted", rows.MARKUP.strip(), rows.TEMPLATES[2].text, policy, None)]
