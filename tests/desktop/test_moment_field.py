"""A moment in London, typed: what was understood is said, what is wrong is said, and only edits ask."""

import pytest
from PySide6.QtCore import Qt

from desktop.widgets.moment import MomentField
from tests.desktop import sample_rows as rows

FIRST = rows.datetime(2026, 10, 25, 0, 30, tzinfo=rows.UTC)
SECOND = rows.datetime(2026, 10, 25, 1, 30, tzinfo=rows.UTC)


@pytest.fixture
def field(on_screen):
    return on_screen(MomentField("Goes out"), 400, 200)


def write(qtbot, field, day, time):
    for edit, text in ((field._day, day), (field._time, time)):
        edit.clear()
        qtbot.keyClicks(edit, text)


@pytest.mark.parametrize(
    "moment", [rows.at(14), FIRST, SECOND, rows.datetime(2026, 1, 5, 9, tzinfo=rows.UTC)]
)
def test_what_is_shown_comes_back_and_asks_for_nothing(field, heard, moment):
    asked = heard(field, "edited")
    field.show_moment(moment, rows.NOW)
    assert (field.moment(), field.fault(), asked) == (moment, "", [])


def test_words_are_understood_and_said(field, qtbot):
    field.show_moment(None, rows.NOW)
    write(qtbot, field, "tomorrow", "2pm")
    assert field.moment() == rows.at(14, day=4)
    assert field._said.text() == "Tomorrow, 14:00 (summer time, 13:00 UTC)"


def test_a_moment_that_comes_twice_is_asked_for(field, qtbot, click):
    field.show_moment(rows.at(14), rows.NOW)
    write(qtbot, field, "25 October", "01:30")
    assert (field.moment(), "comes twice" in field.fault()) == (None, True)
    click(field._first)
    assert field.moment() == FIRST
    click(field._second)
    assert field.moment() == SECOND


def test_a_moment_that_the_clocks_skip_is_refused(field, qtbot):
    field.show_moment(None, rows.NOW)
    write(qtbot, field, "28 March 2027", "01:30")
    assert "go forward" in field.fault()


def test_keys_step_by_days_and_quarters(field, qtbot):
    field.show_moment(rows.at(14, 5), rows.NOW)
    qtbot.keyClick(field._time, Qt.Key.Key_Up)
    qtbot.keyClick(field._day, Qt.Key.Key_Down)
    assert field.moment() == rows.at(14, 15, day=2)


def test_nothing_written_is_no_fault_where_it_may_stay_empty(qtbot):
    field = MomentField("Until", optional=True)
    qtbot.addWidget(field)
    field.show_moment(None, rows.NOW)
    assert (field.moment(), field.fault()) == (None, "")
