"""Periods: declared by one person at once; lifted, shortened or moved by two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from office.desk import Desk, Reading, Refused, decide, iso, iso_or_none, moment, moment_or_none, new_id
from office.journal.port import Entry, Event
from office.packs import packs
from office.people import everybody, me
from office.rules.approval import may_confirm
from office.rules.facts import PeriodVersion
from office.rules.refusal import Refusal
from office.statements import trusted

CONFIRM_ROLES = frozenset({"director", "head-of-digital", "administrator"})


@dataclass(frozen=True)
class Period:
    """A declared period with all its wordings, oldest first. `lifted`: when two people took it away."""

    id: str
    pack: str = ""
    declared_by: str = ""
    declared: datetime | None = None
    notice: str = ""
    versions: tuple[PeriodVersion, ...] = ()
    asked: tuple[Mapping[str, Any], ...] = ()
    lifted: datetime | None = None

    @property
    def now(self) -> PeriodVersion:
        return self.versions[-1]


def evolve(period: Period, entry: Entry) -> Period:
    body: Mapping[str, Any] = entry.body or {}
    match entry.kind:
        case "period.declared":
            version = _version(period.id, body, entry.at)
            return replace(
                period,
                pack=body["pack"],
                declared_by=entry.actor,
                declared=entry.at,
                notice=body["notice"],
                versions=(version,),
            )
        case "period.change-asked":
            return replace(period, asked=(*period.asked, {**body, "by": entry.actor, "at": entry.at}))
        case "period.changed":
            last = replace(period.now, superseded=entry.at)
            fresh = replace(
                last,
                start=moment(body["start"]),
                end=moment_or_none(body["end"]),
                recorded=entry.at,
                superseded=None,
            )
            return replace(period, versions=(*period.versions[:-1], last, fresh), asked=_rest(period, body))
        case "period.lifted":
            last = replace(period.now, superseded=entry.at)
            versions = (*period.versions[:-1], last)
            return replace(period, versions=versions, lifted=entry.at, asked=_rest(period, body))
        case "period.change-refused":
            return replace(period, asked=_rest(period, body))
    return period


def _rest(period: Period, body: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    return tuple(a for a in period.asked if a["request"] != body["request"])


def _version(period_id: str, body: Mapping[str, Any], at: datetime) -> PeriodVersion:
    return PeriodVersion(
        period_id,
        body["title"],
        moment(body["start"]),
        moment_or_none(body["end"]),
        frozenset(body["body_types"]),
        frozenset(body["territories"]),
        tuple(sorted(body["levels"].items())),
        frozenset(body["stops"]),
        frozenset(body["grantors"]),
        at,
    )


def fold(entries: Sequence[Entry]) -> Period:
    period = Period(entries[0].stream.removeprefix("period-"))
    for entry in entries:
        period = evolve(period, entry)
    return period


def all_periods(reading: Reading) -> tuple[Period, ...]:
    """Every period ever declared. The `sending` stream is read too: each declaration leaves a mark there, so that
    a decision made while a new period is being declared is made again."""
    reading.stream("sending")
    return tuple(fold(entries) for entries in reading.streams("period-"))


def versions(periods: Iterable[Period]) -> tuple[PeriodVersion, ...]:
    return tuple(v for p in periods for v in p.versions)


def period(reading: Reading, period_id: str) -> Period:
    entries = reading.stream(f"period-{period_id}")
    if not entries:
        raise Refused(Refusal("period.unknown"))
    return fold(entries)


def proposal(
    pack_id: str,
    title: str,
    start: datetime,
    end: datetime | None,
    body_types: Sequence[str],
    territories: Sequence[str],
    at: datetime,
    period_id: str = "proposed",
) -> PeriodVersion:
    """The wording that declaring this would make; for the preview of what it would catch."""
    return _version(period_id, _body(pack_id, title, start, end, body_types, territories), at)


def _body(
    pack_id: str,
    title: str,
    start: datetime,
    end: datetime | None,
    body_types: Sequence[str],
    territories: Sequence[str],
) -> dict[str, Any]:
    pack = packs().get(pack_id)
    if pack is None:
        raise Refused(Refusal("period.pack-unknown"))
    if end is not None and end <= start:
        raise Refused(Refusal("period.end-before-start"))
    return {
        "pack": pack_id,
        "title": title.strip() or pack.title,
        "start": iso(start),
        "end": iso_or_none(end),
        "body_types": sorted(body_types or pack.body_types),
        "territories": sorted(territories or pack.territories),
        "levels": dict(pack.levels),
        "stops": sorted(pack.stops),
        "grantors": sorted(pack.grantors),
        "notice": pack.notice,
    }


def declare(
    desk: Desk,
    pack_id: str,
    title: str,
    start: datetime,
    end: datetime | None,
    body_types: Sequence[str] = (),
    territories: Sequence[str] = (),
) -> str:
    """Declare a period: one person, at once, no network. Returns its id."""
    body = _body(pack_id, title, start, end, body_types, territories)

    def decision(reading: Reading) -> tuple[list[Event], str]:
        me(desk, reading)
        period_id = new_id()
        return [
            Event(f"period-{period_id}", "period.declared", body),
            Event("sending", "sending.rules-changed", {"period": period_id}),
        ], period_id

    return decide(desk, decision)


def ask_change(
    desk: Desk, period_id: str, start: datetime | None, end: datetime | None, lift: bool, why: str
) -> str:
    """Ask for a period to be lifted (`lift`), shortened, extended or moved: the first of two people.
    Returns the request id."""

    def decision(reading: Reading) -> tuple[list[Event], str]:
        me(desk, reading)
        found = period(reading, period_id)
        if found.lifted:
            raise Refused(Refusal("period.lifted"))
        if not why.strip():
            raise Refused(Refusal("words.needed"))
        first = start or found.now.start
        if end is not None and end <= first and not lift:
            raise Refused(Refusal("period.end-before-start"))
        request = new_id()
        body = {
            "request": request,
            "lift": lift,
            "start": iso(first),
            "end": iso_or_none(end),
            "why": why.strip(),
        }
        return [Event(f"period-{period_id}", "period.change-asked", body)], request

    return decide(desk, decision)


def confirm_change(desk: Desk, period_id: str, statement: Mapping[str, Any], signature: str) -> None:
    """Append the second person's signed yes (or no) to a change of a period.

    Raises Refused when it is not trusted, not the second person, not entitled, or answered already.
    """

    def decision(reading: Reading) -> tuple[list[Event], None]:
        found = period(reading, period_id)
        asked = next((a for a in found.asked if a["request"] == statement.get("request")), None)
        if asked is None:
            raise Refused(Refusal("request.answered"))
        people = everybody(reading)
        if not trusted(people, statement, signature, reading.workspace):
            raise Refused(Refusal("statement.not-trusted"))
        told = {k: asked[k] for k in ("lift", "start", "end")}
        if statement.get("statement") != "lift" or told != {k: statement.get(k) for k in told}:
            raise Refused(Refusal("statement.other-content", {"title": found.now.title}))
        refusals = may_confirm(people[statement["person"]].facts, asked["by"], CONFIRM_ROLES)
        if refusals:
            raise Refused(*refusals)
        proof = {"request": asked["request"], "statement": dict(statement), "signature": signature}
        mark = Event("sending", "sending.rules-changed", {"period": period_id})
        stream = f"period-{period_id}"
        if statement["verdict"] != "yes":
            return [Event(stream, "period.change-refused", proof)], None
        if asked["lift"]:
            return [Event(stream, "period.lifted", proof), mark], None
        change = {**proof, "start": asked["start"], "end": asked["end"]}
        return [Event(stream, "period.changed", change), mark], None

    decide(desk, decision)
