"""Sending: pause all, resume, the publishing device, and the clock's corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from office.desk import Desk, Reading, Refused, decide, new_id
from office.journal.port import Entry, Event
from office.people import SENIOR, everybody, me
from office.rules.approval import may_confirm, may_resume
from office.rules.facts import PauseFacts
from office.rules.refusal import Refusal
from office.statements import trusted

CLOCK_ROLES = frozenset({"director", "head-of-digital", "administrator", "line-manager"})


@dataclass(frozen=True)
class Sending:
    """The state of sending. `asked`: open requests to resume. `publisher`: the publishing device's id.
    `corrected`: the entries up to this one are no measure of the clock any more."""

    pauses: tuple[PauseFacts, ...] = ()
    asked: tuple[Mapping[str, Any], ...] = ()
    publisher: str = ""
    corrected: int = 0
    clock_asked: tuple[Mapping[str, Any], ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def paused(self) -> PauseFacts | None:
        return next((p for p in reversed(self.pauses) if p.resumed is None), None)


def evolve(s: Sending, entry: Entry) -> Sending:
    body: Mapping[str, Any] = entry.body or {}
    match entry.kind:
        case "sending.paused":
            by = body.get("by", entry.actor)
            return replace(
                s, pauses=(*s.pauses, PauseFacts(by, entry.at)), reasons=(*s.reasons, body.get("reason", ""))
            )
        case "sending.resume-asked":
            return replace(s, asked=(*s.asked, {**body, "by": entry.actor, "at": entry.at}))
        case "sending.resume-refused":
            return replace(s, asked=tuple(a for a in s.asked if a["request"] != body["request"]))
        case "sending.resumed":
            released = frozenset(body["released"])
            pauses = tuple(
                replace(p, resumed=entry.at, released=released) if p.resumed is None else p for p in s.pauses
            )
            return replace(s, pauses=pauses, asked=())
        case "sending.publisher-named" | "sending.taken-over":
            return replace(s, publisher=body["device"])
        case "clock.correction-asked":
            return replace(s, clock_asked=(*s.clock_asked, {**body, "by": entry.actor, "at": entry.at}))
        case "clock.correction-refused":
            return replace(s, clock_asked=tuple(a for a in s.clock_asked if a["request"] != body["request"]))
        case "clock.corrected":
            return replace(s, corrected=entry.seq - 1, clock_asked=())
    return s


def fold(entries: Iterable[Entry]) -> Sending:
    s = Sending()
    for entry in entries:
        s = evolve(s, entry)
    return s


def sending(reading: Reading) -> Sending:
    return fold(reading.stream("sending"))


def pause(desk: Desk, reason: str = "") -> None:
    """Pause all: anybody signed in, one step. Already paused, it says so again without a second entry."""

    def decision(reading: Reading) -> tuple[list[Event], None]:
        me(desk, reading)
        if sending(reading).paused:
            return [], None
        return [Event("sending", "sending.paused", {"reason": reason.strip()})], None

    decide(desk, decision)


def pause_from(desk: Desk, statement: Mapping[str, Any], signature: str) -> None:
    """A pause that somebody signed elsewhere. Raises Refused if it is not an enrolled person's; an old one, from
    before the last resumption, is refused as replayed."""

    def decision(reading: Reading) -> tuple[list[Event], None]:
        people = everybody(reading)
        if not trusted(people, statement, signature, reading.workspace) or people[statement["person"]].left:
            raise Refused(Refusal("statement.not-trusted"))
        entries = reading.stream("sending")
        if any((e.body or {}).get("signature") == signature for e in entries):
            raise Refused(Refusal("statement.seen"))
        if fold(entries).paused:
            return [], None
        body = {
            "reason": statement.get("words", ""),
            "by": statement["person"],
            "statement": dict(statement),
            "signature": signature,
        }
        return [Event("sending", "sending.paused", body)], None

    decide(desk, decision, desk.device)


def ask_resume(desk: Desk, released: Sequence[str], why: str) -> str:
    """Ask to resume, item by item: `released` are the deliveries that would go on. Returns the request id."""

    def decision(reading: Reading) -> tuple[list[Event], str]:
        me(desk, reading)
        if not sending(reading).paused:
            raise Refused(Refusal("resume.not-paused"))
        request = new_id()
        body = {"request": request, "released": sorted(released), "why": why.strip()}
        return [Event("sending", "sending.resume-asked", body)], request

    return decide(desk, decision)


def confirm_resume(desk: Desk, statement: Mapping[str, Any], signature: str, by_device: bool = False) -> None:
    """Append the answer of a different, senior person. Raises Refused as rules say (may_resume)."""

    def decision(reading: Reading) -> tuple[list[Event], None]:
        state = sending(reading)
        asked = next((a for a in state.asked if a["request"] == statement.get("request")), None)
        pause_now = state.paused
        if asked is None or pause_now is None:
            raise Refused(Refusal("request.answered"))
        people = everybody(reading)
        if not trusted(people, statement, signature, reading.workspace):
            raise Refused(Refusal("statement.not-trusted"))
        if (
            statement.get("statement") != "resume"
            or sorted(statement.get("released", [])) != asked["released"]
        ):
            raise Refused(Refusal("statement.other-content", {"title": asked["why"]}))
        refusals = may_resume(people[statement["person"]].facts, pause_now.by, asked["by"], SENIOR)
        if refusals:
            raise Refused(*refusals)
        proof = {"request": asked["request"], "statement": dict(statement), "signature": signature}
        if statement["verdict"] != "yes":
            return [Event("sending", "sending.resume-refused", proof)], None
        return [Event("sending", "sending.resumed", {**proof, "released": asked["released"]})], None

    decide(desk, decision, desk.device if by_device else None)


def name_publisher(desk: Desk, taken_over: bool, looked_at: Sequence[str] = ()) -> None:
    """Make this machine the publishing device. `taken_over`: a copy or a moved workspace that a person accepted,
    having looked at the deliveries that were due or claimed."""

    def decision(reading: Reading) -> tuple[list[Event], None]:
        me(desk, reading)
        kind = "sending.taken-over" if taken_over else "sending.publisher-named"
        body = {"device": desk.device.actor, "looked_at": sorted(looked_at)}
        return [Event("sending", kind, body)], None

    decide(desk, decision)


def ask_clock(desk: Desk, why: str) -> str:
    """The first of two people who say that the clock is right now and the record's last time was wrong."""

    def decision(reading: Reading) -> tuple[list[Event], str]:
        me(desk, reading)
        if not why.strip():
            raise Refused(Refusal("words.needed"))
        request = new_id()
        return [Event("sending", "clock.correction-asked", {"request": request, "why": why.strip()})], request

    return decide(desk, decision)


def confirm_clock(desk: Desk, statement: Mapping[str, Any], signature: str) -> None:
    """The second person's yes: from then on the last entries before it are no measure of the clock."""

    def decision(reading: Reading) -> tuple[list[Event], None]:
        asked = next(
            (a for a in sending(reading).clock_asked if a["request"] == statement.get("request")), None
        )
        if asked is None:
            raise Refused(Refusal("request.answered"))
        people = everybody(reading)
        if not trusted(people, statement, signature, reading.workspace):
            raise Refused(Refusal("statement.not-trusted"))
        if statement.get("statement") != "clock":
            raise Refused(Refusal("statement.other-content", {"title": asked["why"]}))
        refusals = may_confirm(people[statement["person"]].facts, asked["by"], CLOCK_ROLES)
        if refusals:
            raise Refused(*refusals)
        proof = {"request": asked["request"], "statement": dict(statement), "signature": signature}
        kind = "clock.corrected" if statement["verdict"] == "yes" else "clock.correction-refused"
        return [Event("sending", kind, proof)], None

    decide(desk, decision)
