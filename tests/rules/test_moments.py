"""London's wall clock, the starts and ends of periods to the minute, and windows that stop at edges."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from office.rules.facts import Window
from office.rules.moments import (
    clip,
    default_window,
    edges,
    from_wall,
    london,
    period_end,
    period_start,
    shown_at,
    working_day,
)  # fmt: skip
from office.rules.pace import day_around
from tests.rules.case import COUNCIL, DEPARTMENT, codes, day, period


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("poll", "days", "at", "starts"),
    [
        pytest.param(
            date(2016, 6, 23), 27, time(0), utc(2016, 5, 26, 23),
            id="referendum of 23 June 2016: 28 days ending with it, so from 27 May (poll minus 27), in BST",
        ),
        pytest.param(
            date(2017, 5, 4), 21, time(0), utc(2017, 4, 12, 23),
            id="local elections of 4 May 2017: from 13 April (minus 21)",
        ),
        pytest.param(
            date(2023, 5, 4), 21, time(0), utc(2023, 4, 12, 23),
            id="local elections of 4 May 2023: from 13 April (minus 21)",
        ),
        pytest.param(
            date(2024, 5, 2), 21, time(0), utc(2024, 4, 10, 23),
            id="local elections of 2 May 2024: from 11 April (minus 21)",
        ),
        pytest.param(
            date(2026, 5, 7), 42, time(0), utc(2026, 3, 26),
            id="Scottish Parliament of 7 May 2026: from 26 March (minus 42), before the clocks go forward",
        ),
        pytest.param(
            date(2021, 5, 6), 42, time(0), utc(2021, 3, 25),
            id="Scottish Parliament of 6 May 2021: from 25 March (minus 42)",
        ),
        pytest.param(
            date(2023, 5, 18), 21, time(0), utc(2023, 4, 26, 23),
            id="councils in Northern Ireland, 18 May 2023: from 27 April (minus 21)",
        ),
    ],
)  # fmt: skip
def test_periods_counted_from_polling_day(poll, days, at, starts):
    assert period_start(poll, days, at) == starts


@pytest.mark.parametrize(
    ("named", "starts"),
    [
        pytest.param(date(2024, 5, 25), utc(2024, 5, 24, 23, 1), id="2024: 00:01 on 25 May is in BST"),
        pytest.param(date(2019, 11, 6), utc(2019, 11, 6, 0, 1), id="2019: 00:01 on 6 November is GMT"),
        pytest.param(
            date(2026, 4, 8), utc(2026, 4, 7, 23, 1), id="Senedd 2026: the day that was named, 8 April"
        ),
    ],
)
def test_periods_that_start_at_a_minute_past_midnight_of_a_named_day(named, starts):
    assert london(named, time(0, 1)) == starts


def test_an_ending_poll_ends_with_its_day():
    assert period_end(date(2016, 6, 23)) == utc(2016, 6, 23, 23)


@pytest.mark.parametrize(
    ("on", "at", "fold", "moment", "said"),
    [
        pytest.param(
            date(2026, 6, 3), time(14), None, utc(2026, 6, 3, 13), [], id="14:00 in June is 13:00 UTC"
        ),
        pytest.param(
            date(2026, 1, 5), time(14), None, utc(2026, 1, 5, 14), [], id="14:00 in January is 14:00 UTC"
        ),
        pytest.param(
            date(2026, 3, 29),
            time(1, 30),
            None,
            None,
            ["time.gap"],
            id="01:30 does not exist that night in March",
        ),
        pytest.param(date(2026, 3, 29), time(2), None, utc(2026, 3, 29, 1), [], id="02:00 does"),
        pytest.param(
            date(2026, 10, 25),
            time(1, 30),
            None,
            None,
            ["time.overlap"],
            id="01:30 comes twice in October: asks",
        ),
        pytest.param(
            date(2026, 10, 25), time(1, 30), 0, utc(2026, 10, 25, 0, 30), [], id="the first is meant"
        ),
        pytest.param(
            date(2026, 10, 25), time(1, 30), 1, utc(2026, 10, 25, 1, 30), [], id="the second is meant"
        ),
    ],
)
def test_what_a_wall_clock_in_london_means(on, at, fold, moment, said):
    wall = from_wall(on, at, fold)
    assert (wall.moment, codes(wall.refusals)) == (moment, said)


def test_what_is_asked_and_offered():
    (gap,) = from_wall(date(2026, 3, 29), time(1, 30)).refusals
    assert gap.facts["instead"] == utc(2026, 3, 29, 1, 30)
    (twice,) = from_wall(date(2026, 10, 25), time(1, 30)).refusals
    assert (twice.facts["first"], twice.facts["second"]) == (
        utc(2026, 10, 25, 0, 30),
        utc(2026, 10, 25, 1, 30),
    )


def test_a_window_is_a_quarter_of_an_hour_where_nobody_says_otherwise():
    assert default_window(day(10), timedelta(minutes=15)) == Window(day(10), day(10, 12, 15))


@pytest.mark.parametrize(
    ("window", "embargo", "at", "left", "said"),
    [
        pytest.param(Window(day(10), day(12)), None, (), Window(day(10), day(12)), [], id="nothing in its way"),
        pytest.param(
            Window(day(10), day(12)), None, (day(11),), Window(day(10), day(11)), ["window.clipped"],
            id="it stops where a period starts or ends",
        ),
        pytest.param(
            Window(day(10), day(14)), None, (day(13), day(11)), Window(day(10), day(11)), ["window.clipped"],
            id="at the first of several edges",
        ),
        pytest.param(
            Window(day(10), day(12)), None, (day(10), day(12), day(20)), Window(day(10), day(12)), [],
            id="an edge at its own ends cuts nothing",
        ),
        pytest.param(
            Window(None, day(12)), None, (day(11),), Window(None, day(11)), ["window.clipped"],
            id="also as soon as approved",
        ),
        pytest.param(
            Window(day(10), day(12)), day(11), (), Window(day(11), day(12)), ["window.embargo"],
            id="it starts when the embargo ends",
        ),
        pytest.param(
            Window(None, day(12)), day(11), (), Window(day(11), day(12)), ["window.embargo"],
            id="as soon as approved, but not before that",
        ),
        pytest.param(Window(day(10), day(12)), day(9), (), Window(day(10), day(12)), [], id="an earlier embargo"),
        pytest.param(
            Window(day(10), day(12)), day(12), (), None, ["window.embargo", "window.nothing-left"],
            id="an embargo for the whole of it leaves nothing",
        ),
    ],
)  # fmt: skip
def test_a_window_never_reaches_past_an_embargo_or_a_periods_edge(window, embargo, at, left, said):
    clipped = clip(window, day(2), embargo, at)
    assert (clipped.window, codes(clipped.refusals)) == (left, said)


def test_the_edges_are_those_of_periods_that_say_something_here():
    periods = (
        period(day(5), day(9)),
        period(day(6), None, name="open"),
        period(day(7), day(8), level="allow"),
        period(day(1), superseded=day(2)),
    )
    assert edges(periods, DEPARTMENT, "campaign") == (day(5), day(6), day(9))
    assert edges(periods, COUNCIL, "campaign") == ()


def test_twenty_working_days_go_round_weekends_and_bank_holidays():
    assert working_day(date(2026, 6, 1), 20) == date(2026, 6, 29)
    assert working_day(date(2026, 12, 1), 20, {date(2026, 12, 25), date(2026, 12, 28)}) == date(2026, 12, 31)
    assert working_day(date(2026, 6, 5), 0) == date(2026, 6, 5)


@pytest.mark.parametrize(
    ("shown", "moments"),
    [
        pytest.param((date(2026, 6, 3), time(14)), (utc(2026, 6, 3, 13),), id="summer time is an hour ahead"),
        pytest.param((date(2026, 3, 29), time(1, 30)), (), id="skipped"),
        pytest.param(
            (date(2026, 10, 25), time(1, 30)),
            (utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)),
            id="twice",
        ),
    ],
)
def test_when_a_wall_clock_shows_it(shown, moments):
    assert shown_at(*shown) == moments


@pytest.mark.parametrize(
    ("at", "day_"),
    [
        pytest.param(
            utc(2026, 6, 3, 23, 30),
            (utc(2026, 6, 3, 23), utc(2026, 6, 4, 23)),
            id="half past midnight in BST",
        ),
        pytest.param(utc(2026, 3, 29, 12), (utc(2026, 3, 29), utc(2026, 3, 29, 23)), id="a day of 23 hours"),
        pytest.param(
            utc(2026, 10, 25, 12), (utc(2026, 10, 24, 23), utc(2026, 10, 26)), id="a day of 25 hours"
        ),
    ],
)
def test_londons_day_around_a_moment(at, day_):
    assert day_around(at) == day_
