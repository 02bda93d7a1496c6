"""Files that come to a desk which holds the record: join requests, answers and pauses.

What is refused leaves an entry only when one of us signed it: a stranger's file never writes to the record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from office import exceptions, joins, templates
from office.accounts import account
from office.approvals import record_answer
from office.aside import Aside
from office.deliveries import delivery
from office.desk import Desk, Reading, Refused, decide, moment
from office.envelopes import Envelope, EnvelopeFault, open_envelope
from office.joins import JoinRequest
from office.journal.port import Entry, Event
from office.people import everybody
from office.periods import all_periods, confirm_change
from office.rosters import vouched
from office.rules.refusal import Refusal
from office.sending import confirm_clock, confirm_resume, pause_from, sending
from office.statements import good

TOLERANCE = timedelta(minutes=2)
"""Two machines' clocks may differ by as much (design.md, 5)."""
_IN_FILE_WORDS = {
    "statement.not-trusted": "file.not-trusted",
    "statement.other-content": "file.stale",
    "statement.seen": "file.replayed",
    "request.answered": "file.stale",
    "delivery.unknown": "file.stale",
    "period.unknown": "file.stale",
}


@dataclass(frozen=True)
class Received:
    """What a file was, and did. `kind`: join, approval, resume, lift, clock, exception, template, pause."""

    kind: str
    person: str = ""
    request: str = ""
    verdict: str = ""
    join: JoinRequest | None = None


def receive_by_hand(desk: Desk, data: bytes, aside: Aside, name: str = "") -> Received:
    """As `receive`, for a file that a person opened: one that is refused is kept aside, as the carrier does."""
    try:
        return receive(desk, data)
    except Refused as no:
        if no.refusals[0].code != "key.away":
            aside.keep(data, no.refusals[0].code, no.refusals[0].facts, name)
        raise


def receive(desk: Desk, data: bytes) -> Received:
    """Take a file from anywhere into the record, or refuse it.

    Raises EnvelopeFault (file.*) or Refused with the rules' reasons; the caller keeps the file aside. Other faults
    (the disk, the record's lock), and Refused `key.away`, leave it to be tried again.
    """
    envelope = open_envelope(data)
    if envelope.kind == "join":
        return Received("join", join=joins.keep(desk, envelope))
    if envelope.kind not in ("answer", "pause"):
        raise EnvelopeFault("file.not-for-you", {"kind": envelope.kind})
    reading = Reading(desk.journal)
    if envelope.payload["workspace"] != reading.workspace:
        raise EnvelopeFault("file.foreign")
    statement, signature = _statement(reading, envelope)
    if desk.signer is None and statement["statement"] in ("lift", "clock"):
        raise Refused(Refusal("key.away"))
    try:
        return _record(desk, reading, statement, signature)
    except Refused as no:
        fault = _in_file_words(no)
        _leave_a_trace(desk, envelope, statement, fault, data)
        raise fault from no


def _statement(reading: Reading, envelope: Envelope) -> tuple[Mapping[str, Any], str]:
    """The statement inside, signed by the person who signed the file. Raises EnvelopeFault."""
    statement, signature = envelope.payload["statement"], envelope.payload["signature"]
    people = everybody(reading)
    vouched(people, envelope, statement["person"])
    pause = statement["statement"] == "pause"
    if pause != (envelope.kind == "pause") or not good(people, statement, signature, reading.workspace):
        raise EnvelopeFault("file.forged")
    return statement, signature


def _record(desk: Desk, reading: Reading, statement: Mapping[str, Any], signature: str) -> Received:
    kind = statement["statement"]
    if kind == "pause":
        _pause(desk, reading, statement, signature)
        return Received("pause", statement["person"])
    verdict = statement["verdict"]
    if verdict not in ("yes", "changes" if kind == "approval" else "no"):
        raise EnvelopeFault("file.not-ours")
    match kind:
        case "approval":
            _approval(desk, reading, statement, signature)
        case "resume":
            _once(reading.stream("sending"), signature)
            confirm_resume(desk, statement, signature, by_device=desk.signer is None)
        case "lift":
            _lift(desk, reading, statement, signature)
        case "clock":
            _once(reading.stream("sending"), signature)
            confirm_clock(desk, statement, signature)
        case "exception":
            _once(reading.stream(f"delivery-{statement['delivery']}"), signature)
            exceptions.record_answer(desk, statement["delivery"], statement, signature)
        case "template":
            _once(reading.stream(f"template-{statement['template']}"), signature)
            templates.record_answer(desk, statement, signature)
    return Received(kind, statement["person"], statement["request"], verdict)


def _approval(desk: Desk, reading: Reading, statement: Mapping[str, Any], signature: str) -> None:
    """Beside what the record's own rules ask: the account was shown to them as what it is."""
    items = statement["deliveries"]
    if len({i["delivery"] for i in items}) != len(items):
        raise EnvelopeFault("file.not-ours")
    for asked in items:
        d = delivery(reading, asked["delivery"])
        _once(reading.stream(f"delivery-{d.id}"), signature)
        found = account(reading, d.account)
        if asked.get("account", {}) != {"platform": found.platform, "handle": found.handle}:
            raise EnvelopeFault("file.stale")
        answered = f"{statement['request']}/{statement['person']}" in d.answered
        if answered:
            raise Refused(Refusal("approval.answered"))
    record_answer(desk, statement, signature, "file")


def _lift(desk: Desk, reading: Reading, statement: Mapping[str, Any], signature: str) -> None:
    _once(reading.stream(f"period-{statement['period']}"), signature)
    for period in all_periods(reading):
        for asked in period.asked if period.id == statement["period"] else ():
            told = {k: statement[k] for k in ("lift", "start", "end")}
            if asked["request"] == statement["request"] and told != {k: asked[k] for k in told}:
                raise EnvelopeFault("file.stale")
    confirm_change(desk, statement["period"], statement, signature)


def _pause(desk: Desk, reading: Reading, statement: Mapping[str, Any], signature: str) -> None:
    """A pause signed before the last resumption has had its answer. One in doubt counts: pausing is the safe side."""
    entries = reading.stream("sending")
    resumed: datetime | None = max((e.at for e in entries if e.kind == "sending.resumed"), default=None)
    if _seen(entries, signature):
        raise EnvelopeFault("file.replayed")
    if resumed is not None and moment(statement["at"]) < resumed - TOLERANCE:
        raise EnvelopeFault("file.stale")
    pause_from(desk, statement, signature)


def _once(entries: Iterable[Entry], signature: str) -> None:
    if _seen(entries, signature):
        raise EnvelopeFault("file.replayed")


def _seen(entries: Iterable[Entry], signature: str) -> bool:
    return any((e.body or {}).get("signature") == signature for e in entries)


def _in_file_words(no: Refused) -> Refused:
    """The record's own "no" to a statement, as it is said of the file that it came in."""
    code = _IN_FILE_WORDS.get(no.refusals[0].code)
    return EnvelopeFault(code, no.refusals[0].facts) if code else no


def _leave_a_trace(
    desk: Desk, envelope: Envelope, statement: Mapping[str, Any], no: Refused, data: bytes
) -> None:
    """An entry, once per file: one of us signed this, and it was not taken. What has been recorded already and comes
    again, as after a restart or from a mail opened twice, leaves none, unless it is a pause that would stop us anew."""
    again = no.refusals[0].code == "file.replayed"
    if again and (envelope.kind != "pause" or sending(Reading(desk.journal)).paused):
        return
    digest = hashlib.sha256(data).hexdigest()
    body = {
        "code": no.refusals[0].code,
        "kind": envelope.kind,
        "file": digest,
        "person": statement["person"],
        "key": envelope.key,
    }

    def decision(reading: Reading) -> tuple[list[Event], None]:
        entries = reading.stream("workspace")
        if any(e.kind == "file.refused" and (e.body or {}).get("file") == digest for e in entries):
            return [], None
        return [Event("workspace", "file.refused", body)], None

    decide(desk, decision, desk.signer or desk.device)
