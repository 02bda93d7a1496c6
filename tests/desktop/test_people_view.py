"""Accounts and people: who is here, who asks to join, and what is read out; nothing is asked for by loading."""

from datetime import UTC, datetime

import pytest

from desktop.views.people import PeopleView
from desktop.widgets.buttons import Button
from desktop.widgets.labels import PlainLabel
from office.rows import AccountId, AccountRow, JoinRow, PersonId, PersonRow

ASKS = (
    "file_wanted", "enrol_wanted", "dismiss_wanted", "left_wanted", "exchange_wanted", "account_wanted",
    "add_account_wanted",
)  # fmt: skip
ME = PersonRow(PersonId("me"), "Olive Carter", "OC", ("administrator",), is_me=True)
LEN = PersonRow(PersonId("len"), "<b>Len</b>", "L", ("line-manager",))
ACCOUNT = AccountRow(AccountId("a1"), "practice", "dept", "Dept")
JOIN = JoinRow(
    "j1",
    "<i>Eve</i>",
    "eve@example.org",
    "3f2a 09bc 11d2 4e56 aa77 0123 4567 89ab",
    datetime(2026, 6, 3, tzinfo=UTC),
)


@pytest.fixture
def view(on_screen):
    return on_screen(PeopleView())


def press(view, words):
    next(
        b for b in view.findChildren(Button) if words in (b.words(), b.accessibleName()) and not b.isHidden()
    ).click()


def test_loading_asks_for_nothing(view, heard):
    said = heard(view, *ASKS)
    view.show_rows((ME, LEN), (ACCOUNT,), (JOIN,), "/share", True, "aa" * 16)
    assert said == []


def test_somebody_alone_is_told_what_to_do(view):
    view.show_rows((ME,), (), ())
    assert view._alone.isVisibleTo(view)


def test_a_click_names_who_left_and_which_account(view, heard):
    said = heard(view, *ASKS)
    view.show_rows((ME, LEN), (ACCOUNT,), ())
    press(view, "<b>Len</b> has left")
    press(view, "Change dept")
    assert said == [("left_wanted", "len"), ("account_wanted", "a1")]


def test_nobody_is_enrolled_before_the_fingerprint_was_heard_and_a_role_chosen(view, heard):
    said = heard(view, *ASKS)
    view.show_rows((ME, LEN), (), (JOIN,))
    panel = view._joins.itemAt(0).widget()
    press(panel, "Enrol")
    panel._heard.box.click()
    press(panel, "Enrol")
    assert said == []
    panel._roles["line-manager"].box.click()
    press(panel, "Enrol")
    assert said == [("enrol_wanted", "j1", ["line-manager"])]


def test_strangers_names_stay_text(view):
    view.show_rows((ME, LEN), (), (JOIN,))
    words = [label.words() for label in view.findChildren(PlainLabel)]
    assert "<i>Eve</i>" in words
    assert "<b>Len</b>" in words


def test_somebody_who_may_not_enrol_is_not_offered_to(view):
    view.show_rows((ME, LEN), (), (JOIN,), "", False)
    panel = view._joins.itemAt(0).widget()
    panel._heard.box.click()
    panel._roles["officer"].box.click()
    assert not panel._enrol.isEnabled()


def test_a_chosen_folder_is_the_exchange_folder(view, heard):
    said = heard(view, *ASKS)
    view.show_rows((ME,), ())
    view.pick_folder = lambda _parent: "/share"
    press(view, "Choose a folder")
    assert said == [("exchange_wanted", "/share")]
