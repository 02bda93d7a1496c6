"""Approvals: reading asks for nothing, a yes names the request and its answers, a refusal says why."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.views.approvals import ApprovalsView
from tests.desktop import sample_rows as rows

ASKS = ("open_wanted", "approve_wanted", "changes_wanted", "comment_wanted", "save_answer_wanted")


@pytest.fixture
def view(on_screen):
    return on_screen(ApprovalsView())


@pytest.fixture
def asked(view, heard):
    return heard(view, *ASKS)


def open_one(view, detail=None):
    view.show_rows(rows.REQUESTS, rows.NOW)
    view.show_detail(detail or rows.detail(), rows.NOW)


def tick_all(view, qtbot):
    for tick in view._sign._boxes.values():
        qtbot.mouseClick(tick.box, Qt.MouseButton.LeftButton)


def test_loading_asks_for_nothing(view, asked):
    open_one(view)
    view.show_rows(rows.REQUESTS[1:], rows.NOW)
    view.show_rows((), rows.NOW)
    assert asked == []


def test_it_stands_on_the_first_and_stays_where_it_was(view, qtbot):
    view.show_rows(rows.REQUESTS, rows.NOW)
    assert view.current() == "r1"
    qtbot.keyClick(view._list, Qt.Key.Key_J)
    view.show_rows(rows.REQUESTS[1:], rows.NOW)
    assert view.current() == "r2"


def test_j_and_k_open_the_next_and_the_one_before(view, asked, qtbot, press):
    open_one(view)
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K):
        qtbot.keyClick(view._list, key)
    assert asked == [("open_wanted", "r2"), ("open_wanted", "r3"), ("open_wanted", "r2")]


def test_a_yes_needs_every_answer_and_names_them(view, asked, qtbot, press):
    open_one(view)
    press(view, Qt.Key.Key_A)
    assert not view._approve.isEnabled()
    tick_all(view, qtbot)
    assert view._approve.words() == "Approve revision 5"
    press(view, Qt.Key.Key_A)
    assert asked == [("approve_wanted", "r1", {code: True for code, _ in rows.QUESTIONS})]


def test_a_second_press_does_not_ask_twice(view, asked, qtbot, press):
    open_one(view)
    tick_all(view, qtbot)
    press(view, Qt.Key.Key_A)
    press(view, Qt.Key.Key_A)
    assert len(asked) == 1


def test_a_refusal_disables_and_explains(view, asked, qtbot, press):
    row = replace(rows.REQUESTS[0], refusals=(rows.OWN_POST,))
    open_one(view, rows.detail(row))
    tick_all(view, qtbot)
    press(view, Qt.Key.Key_A)
    assert asked == []
    assert "You wrote this" in view._refused.words()
    assert "You wrote this" in view._approve.accessibleDescription()


def test_asking_for_changes_needs_words(view, asked, qtbot, press):
    open_one(view)
    press(view, Qt.Key.Key_C)
    qtbot.mouseClick(view._say._send, Qt.MouseButton.LeftButton)
    assert asked == []
    qtbot.keyClicks(view._say._edit, "a & b")
    qtbot.mouseClick(view._say._send, Qt.MouseButton.LeftButton)
    assert asked == [("changes_wanted", "r1", "a & b")]


def test_the_same_content_again_keeps_the_ticks(view, qtbot):
    open_one(view)
    tick_all(view, qtbot)
    view.show_detail(rows.detail(), rows.NOW)
    assert view._sign.complete()
    view.show_detail(rows.detail(revision=6), rows.NOW)
    assert not view._sign.complete()


def test_what_changed_is_marked_and_told(view):
    from desktop.widgets.changed_text import ChangedText

    open_one(view)
    then, now = view._exactly.findChildren(ChangedText)[:2]
    assert ("get", "gone") in then._pieces
    assert ("you can book", "new") in now._pieces
    assert now.accessibleDescription().startswith("Removed: get;")


def test_markup_stays_text(view):
    from desktop.widgets.labels import PlainLabel

    detail = rows.detail(
        rows.request(3, "resume"), items=(rows.MARKUP,), parts=(), seen_parts=None, deliveries=()
    )
    open_one(view, detail)
    labels = [label for label in view._exactly.findChildren(PlainLabel) if "<b>hello" in label.text()]
    assert labels
    assert labels[0].textFormat() == Qt.TextFormat.PlainText
    assert labels[0].sizeHint().height() < 60


def test_an_answer_to_be_approved_is_shown_whole(view):
    from desktop.widgets.changed_text import ChangedText
    from desktop.widgets.labels import PlainLabel

    row = rows.request(3, "template")
    items = ("Opening hours", "From 8 to 6.", "C-02", "2026-11-04T00:00:00+00:00", "@dept")
    more = {"parts": (), "seen_parts": None, "deliveries": (), "questions": ()}
    open_one(view, rows.detail(row, items=items, **more))
    said = [label.text() for label in view._exactly.findChildren(PlainLabel)]
    assert {"Opening hours", "C-02", "@dept"} <= set(said)
    assert any("4 Nov" in line for line in said)
    (words,) = view._exactly.findChildren(ChangedText)
    assert list(words._pieces) == [("From 8 to 6.", "same")]
    assert (view._approve.words(), view._changes.words()) == ("Approve these words", "Say no")
    open_one(view, rows.detail(row, items=("Opening hours", "From 8 to 7.", "", ""), **more))
    said = [label.text() for label in view._exactly.findChildren(PlainLabel)]
    assert {"none", "until somebody withdraws it", "every account"} <= set(said)


def test_an_answer_for_a_file_can_be_saved(view, asked, qtbot, press):
    open_one(view)
    view.show_answer("r1", "You said yes at 11:42.", file=True)
    qtbot.mouseClick(view._save, Qt.MouseButton.LeftButton)
    assert asked == [("save_answer_wanted", "r1")]
    assert not view._approve.isEnabled()


@pytest.mark.parametrize(
    "kind", ["post", "reply", "resume", "lift", "exception", "template", "person", "delete", "never-heard-of"]
)
def test_every_kind_can_be_shown(view, kind):
    open_one(view, rows.detail(rows.request(1, kind), items=("one",), answering="What a citizen said"))
    assert view._approve.isVisible()


def test_what_is_no_text_is_refused_with_a_reason(view, asked, click, press):
    open_one(
        view, rows.detail(rows.request(3, "resume"), items=("one",), parts=(), seen_parts=None, questions=())
    )
    assert (view.shown_kind(), view._changes.words()) == ("resume", "Say no")
    press(view, Qt.Key.Key_C)
    view._say._edit.put("Not yet")
    click(view._say._send)
    assert asked == [("changes_wanted", "r3", "Not yet")]


def test_a_wish_that_nobody_answers_is_not_offered(view):
    open_one(view)
    assert view._comment.isHidden()


def test_a_comment_names_its_request(view, asked, click):
    open_one(view)
    click(view._comment)
    view._say._edit.put("Good")
    click(view._say._send)
    assert asked == [("comment_wanted", "r1", "Good")]
