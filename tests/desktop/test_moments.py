"""Days and times as people type them, in London, with the two hours a year that are not what they seem."""

from datetime import UTC, date, datetime, time

import pytest

from desktop.widgets.moments import meant, read_day, read_time, write_day, write_time

TODAY = date(2026, 6, 3)  # a Wednesday


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", date(2026, 6, 3)),
        ("Tomorrow", date(2026, 6, 4)),
        ("wed", date(2026, 6, 3)),
        ("friday", date(2026, 6, 5)),
        ("3 June", date(2026, 6, 3)),
        ("2 June", date(2027, 6, 2)),
        ("Wed 3 June 2026", date(2026, 6, 3)),
        ("3rd Jun", date(2026, 6, 3)),
        ("4/7", date(2026, 7, 4)),
        ("4/7/26", date(2026, 7, 4)),
        ("04.07.2026", date(2026, 7, 4)),
        ("2026-07-04", date(2026, 7, 4)),
        ("31 June", None),
        ("3 ju", None),
        ("30 February", None),
        ("soon", None),
        ("", None),
    ],
)
def test_days(said, day):
    assert read_day(said, TODAY) == day


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("14:00", time(14)),
        ("1400", time(14)),
        ("9.30", time(9, 30)),
        ("930", time(9, 30)),
        ("2pm", time(14)),
        ("12 am", time(0)),
        ("12:15 pm", time(12, 15)),
        ("noon", time(12)),
        ("24:00", None),
        ("13pm", None),
        ("14", None),
        ("14:60", None),
        ("later", None),
    ],
)
def test_times(said, at):
    assert read_time(said) == at


def test_written_days_and_times_are_read_again():
    assert read_day(write_day(TODAY), date(2030, 1, 1)) == TODAY
    assert read_time(write_time(time(9, 5))) == time(9, 5)


def test_summer_time_is_an_hour_ahead():
    assert meant(TODAY, time(14)).choices == (datetime(2026, 6, 3, 13, tzinfo=UTC),)
    assert meant(date(2026, 1, 3), time(14)).choices == (datetime(2026, 1, 3, 14, tzinfo=UTC),)


def test_a_time_that_the_clocks_skip_is_no_time():
    assert meant(date(2026, 3, 29), time(1, 30)).skipped


def test_a_time_that_comes_twice_is_asked_for():
    when = meant(date(2026, 10, 25), time(1, 30))
    assert when.twice
    assert when.choices == (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )
