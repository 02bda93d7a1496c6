"""Times in words. UTC comes in; what a screen shows is London's time, and says so where the machine's is another."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from desktop.phrases_tongue import mark, plural, tr
from office.rules.moments import LONDON

_DAYS = (
    mark("Mon"),
    mark("Tue"),
    mark("Wed"),
    mark("Thu"),
    mark("Fri"),
    mark("Sat"),
    mark("Sun"),
)
_MONTHS = (
    mark("January"),
    mark("February"),
    mark("March"),
    mark("April"),
    mark("May"),
    mark("June"),
    mark("July"),
    mark("August"),
    mark("September"),
    mark("October"),
    mark("November"),
    mark("December"),
)


def local(moment: datetime) -> datetime:
    """The moment by London's clock."""
    return moment.astimezone(LONDON)


def zone(moment: datetime) -> str:
    """` London` where this machine's clock shows another time at that moment, else nothing."""
    here = moment.astimezone()
    return "" if here.utcoffset() == local(moment).utcoffset() else " " + tr("London")


def clock(moment: datetime, *, seconds: bool = False) -> str:
    """`14:00`, for columns; the window's last line says that all times are London's."""
    return f"{local(moment):%H:%M:%S}" if seconds else f"{local(moment):%H:%M}"


def day_name(day: date) -> str:
    return tr(_DAYS[day.weekday()])


def month_name(day: date) -> str:
    return tr(_MONTHS[day.month - 1])


def date_words(day: date, *, weekday: bool = True, year: bool = False) -> str:
    """`Wed 3 June`, or with the year `Wed 3 June 2026`."""
    words = f"{day.day} {month_name(day)}" + (f" {day.year}" if year else "")
    return f"{day_name(day)} {words}" if weekday else words


def month_title(day: date) -> str:
    """`June 2026`."""
    return f"{month_name(day)} {day.year}"


def day(moment: datetime, now: datetime) -> str:
    """`today`, `tomorrow`, `yesterday`, `Wed 3 June`; the year where it is another."""
    then, today = local(moment).date(), local(now).date()
    near = {0: tr("today"), 1: tr("tomorrow"), -1: tr("yesterday")}
    word = near.get((then - today).days)
    return word or date_words(then, year=then.year != today.year)


def when(moment: datetime, now: datetime | None = None) -> str:
    """`today 14:00`, `Wed 3 June, 14:00`; without `now` always with the date and the year."""
    then = local(moment)
    if now is None:
        return f"{date_words(then.date(), year=True)}, {then:%H:%M}{zone(moment)}"
    words = day(moment, now)
    near = abs((then.date() - local(now).date()).days) <= 1
    return f"{words} {then:%H:%M}{zone(moment)}" if near else f"{words}, {then:%H:%M}{zone(moment)}"


def short(moment: datetime, now: datetime) -> str:
    """For a narrow column: `11:42`, `Tue 17:20`, `25 May`, `25 May 2025`."""
    then, today = local(moment), local(now).date()
    days = (today - then.date()).days
    if days == 0:
        return f"{then:%H:%M}"
    if 0 < days < 7:
        return f"{day_name(then.date())} {then:%H:%M}"
    return date_words(then.date(), weekday=False, year=then.year != today.year)


def span(length: timedelta) -> str:
    """`42 min`, `3 h 12 min`, `2 days`; less than a minute is `under a minute`."""
    minutes = int(abs(length).total_seconds() // 60)
    if minutes < 1:
        return tr("under a minute")
    hours, rest = divmod(minutes, 60)
    if hours < 1:
        return tr("{n} min").replace("{n}", str(minutes))
    if hours < 24:
        tail = " " + tr("{n} min").replace("{n}", str(rest)) if rest else ""
        return tr("{n} h").replace("{n}", str(hours)) + tail
    return plural(hours // 24, "{n} day", "{n} days")


def ago(moment: datetime, now: datetime) -> str:
    """`3 h 12 min ago`, `just now`; what is still to come is told by `when`."""
    if moment > now:
        return when(moment, now)
    if now - moment < timedelta(minutes=1):
        return tr("just now")
    return tr("{span} ago").replace("{span}", span(now - moment))


def since(moment: datetime, now: datetime, *, seconds: bool = False) -> str:
    """`since 09:00:04` today, `since 25 May` else."""
    then = local(moment)
    today = then.date() == local(now).date()
    other = date_words(then.date(), weekday=False, year=then.year != local(now).year)
    words = clock(moment, seconds=seconds) + zone(moment) if today else other
    return tr("since {when}").replace("{when}", words)


def needed_by(moment: datetime, now: datetime) -> str:
    """`needed by 13:45`, `needed by tomorrow 13:45`, `was needed by 13:45`."""
    today = local(moment).date() == local(now).date()
    words = clock(moment) + zone(moment) if today else when(moment, now)
    text = tr("needed by {when}") if moment > now else tr("was needed by {when}")
    return text.replace("{when}", words)


def by(moment: datetime, now: datetime) -> str:
    """`by 13:45`, short, for a pill."""
    return tr("by {when}").replace("{when}", short_ahead(moment, now))


def short_ahead(moment: datetime, now: datetime) -> str:
    """`13:45` today, `tomorrow 09:00`, `Fri 09:00` within a week, `25 June` later."""
    then, today = local(moment), local(now).date()
    days = (then.date() - today).days
    if days == 0:
        return f"{then:%H:%M}"
    if days == 1:
        return f"{tr('tomorrow')} {then:%H:%M}"
    if 1 < days < 7:
        return f"{day_name(then.date())} {then:%H:%M}"
    return date_words(then.date(), weekday=False, year=then.year != today.year)


def left(moment: datetime | None, now: datetime) -> tuple[str, str]:
    """How long is left, and its tone: `18 min` (bad), `1 h` (warn), `today`, `20 days`, `late`, `none`."""
    if moment is None:
        return tr("none"), "neutral"
    length = moment - now
    if length <= timedelta():
        return tr("late"), "bad"
    if length < timedelta(minutes=60):
        return span(length), "bad"
    if length < timedelta(hours=2):
        return tr("{n} h").replace("{n}", str(round(length.total_seconds() / 3600))), "warn"
    days = (local(moment).date() - local(now).date()).days
    if days == 0:
        return tr("today"), "neutral"
    return (tr("tomorrow"), "neutral") if days == 1 else (plural(days, "{n} day", "{n} days"), "accent")


def window(start: datetime | None, until: datetime | None, now: datetime) -> str:
    """When it goes out: `today 14:00, or else by 14:15`, `as soon as approved, until tomorrow 09:00`."""
    if start is None and until is None:
        return tr("no time yet")
    if start is None and until is not None:
        return tr("as soon as approved, until {until}").replace("{until}", when(until, now))
    if start is not None and until is not None:
        same = local(start).date() == local(until).date()
        last = clock(until) if same else when(until, now)
        words = tr("{start}, no later than {until}")
        return words.replace("{start}", when(start, now)).replace("{until}", last)
    return when(start, now) if start is not None else ""


def greeting(now: datetime) -> str:
    """For the time of the day."""
    hour = local(now).hour
    return tr("Good morning.") if hour < 12 else tr("Good afternoon.") if hour < 18 else tr("Good evening.")
