"""The lines across the window: sending is off, a period is in force."""

from __future__ import annotations

from desktop import times
from desktop.phrases import plural, refusal_words, tr
from desktop.widgets.cards import Banner
from office.rows import HeaderRow, PeriodRow, SendingRow
from office.rules.refusal import Refusal

SHOWN_PERIODS = 2


def sending_banner(sending: SendingRow) -> Banner:
    """Why nothing goes out, and what it takes to go on."""
    title, sentence = refusal_words(Refusal(sending.why, sending.facts)) if sending.why else ("", "")
    title = title or tr("Nothing goes out")
    if sending.state != "paused":
        return Banner(tr("Not sending"), title, sentence, tone="bad")
    asked = sending.resume_asked_by
    waits = (
        tr("{name} has asked to resume; a second person confirms.").replace("{name}", asked) if asked else ""
    )
    words = " ".join(part for part in (sentence, waits) if part)
    return Banner(tr("Paused"), title, words, tr("Resume"), tone="bad")


def period_banners(row: HeaderRow) -> list[Banner]:
    """One for each period in force; of many, the number of the others."""
    now = [period for period in row.periods if period.state == "in force"]
    link = tr("What may I post? F1")
    made = [
        Banner(tr("Pre-election period"), period.title, _period_words(period, row), link)
        for period in now[:SHOWN_PERIODS]
    ]
    more = len(now) - SHOWN_PERIODS
    if more > 0:
        made.append(
            Banner(
                "", "", plural(more, "{n} more period is in force.", "{n} more periods are in force."), link
            )
        )
    return made


def _period_words(period: PeriodRow, row: HeaderRow) -> str:
    """`since Sat 25 May, 00:01. Essential, factual posts only. 3 scheduled posts are held.`"""
    notice = period.notice.split(". ")[0].rstrip(".")
    held = (
        plural(row.held, "{n} scheduled post is held.", "{n} scheduled posts are held.") if row.held else ""
    )
    start = tr("since {when}.").replace("{when}", times.when(period.start, row.now))
    return " ".join(part for part in (start, f"{notice}." if notice else "", held) if part)
