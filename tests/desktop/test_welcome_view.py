"""The four doors: each asks for its own, and what is filled in stays when something stands in the way."""

import pytest

from desktop.views.welcome import WelcomeView
from desktop.views.welcome_pages import SetUpInput
from desktop.widgets.buttons import Button

ASKS = ("rehearse_wanted", "set_up_wanted", "join_wanted", "open_wanted")


@pytest.fixture
def view(on_screen):
    return on_screen(WelcomeView({"uk-department": "UK government department"}, {"uk": "United Kingdom"}))


def press(widget, words):
    next(b for b in widget.findChildren(Button) if b.words() == words).click()


def test_there_are_four_doors(view):
    doors = [b.words() for b in view.doors.findChildren(Button) if b.isVisibleTo(view)]
    assert doors == ["Begin a rehearsal", "Set up", "Join", "Choose the folder"]


def test_each_door_asks_for_its_own(view, heard):
    said = heard(view, *ASKS)
    view.pick_folder = lambda _parent: "/somewhere"
    press(view.doors, "Begin a rehearsal")
    press(view.doors, "Choose the folder")
    assert said == [("rehearse_wanted",), ("open_wanted", "/somewhere")]


def test_setting_up_hands_over_what_was_filled_in(view, heard):
    said = heard(view, *ASKS)
    press(view.doors, "Set up")
    view.set_up.department.setText("Department for Tests")
    view.set_up.name.setText("Olive")
    press(view.set_up, "Make the keys and begin the record")
    assert said == [
        ("set_up_wanted", SetUpInput("Department for Tests", "uk-department", "uk", "Olive", "", "", ""))
    ]


def test_a_fault_is_said_on_the_page_that_is_open_and_nothing_is_lost(view):
    press(view.doors, "Join")
    view.join.name.setText("Len")
    view.show_fault("The keyring is locked.")
    assert "The keyring is locked." in view.join.fault.words()
    assert view.join.name.text() == "Len"


def test_a_new_key_shows_what_to_read_out(view, heard):
    press(view.doors, "Join")
    view.show_join("3f2a09bc11d24e56aa770123456789ab", "/home/join.despatch", carried=False)
    opened = heard(view.join, "opened_wanted")
    press(view.join, "Open my seat")
    assert opened == [("opened_wanted",)]
    assert view.join._fingerprint.words() == "3f2a 09bc 11d2 4e56 aa77 0123 4567 89ab"
