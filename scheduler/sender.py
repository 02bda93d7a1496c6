"""Sending one delivery: claim, ask again, hand over, record; part by part, in the order of the thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

from accounts.platform import (
    CredentialsRejected,
    Media,
    OutcomeUnknown,
    Part,
    Platform,
    RateLimited,
    Rejected,
    Sent,
    Unreachable,
)
from office.desk import Desk
from office.journal.port import JournalFault
from office.outcomes import (
    record_credentials,
    record_published,
    record_put_off,
    record_rejected,
    record_uncertain,
    record_unreachable,
)
from office.rules.refusal import Refusal
from office.sends import Claimed, claim, release, still_mine
from office.verdicts import Outcome

Record = Callable[[Desk], Outcome]
"""What is to be written down about a claim, once the record can be written to."""

_log = logging.getLogger(__name__)


class Unrecorded:
    """Outcomes that the record did not take (full disk, busy): kept, and tried again at each wake."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Record] = []

    def record(self, desk: Desk, record: Record) -> tuple[Outcome, str]:
        try:
            return record(desk), ""
        except JournalFault as fault:
            with self._lock:
                self._waiting.append(record)
            return Outcome("waits", (Refusal("record.fault"),)), str(fault)

    def retry(self, desk: Desk) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for record in waiting:
            self.record(desk, record)


def deliver(
    desk: Desk, platform: Platform, delivery_id: str, process: str, call: timedelta, unrecorded: Unrecorded
) -> Iterator[tuple[Outcome, str]]:
    """Send the parts that are missing; after each, its outcome and the platform's own sentence, if it said one."""
    while True:
        claimed = claim(desk, delivery_id, process, call)
        if isinstance(claimed, Outcome):
            yield claimed, ""
            return
        sentence, record = _sent(desk, platform, claimed)
        outcome, fault = unrecorded.record(desk, record)
        yield outcome, fault or sentence
        if outcome.state != "more":
            return


def _sent(desk: Desk, platform: Platform, claimed: Claimed) -> tuple[str, Record]:
    """Hand the part over, unless the claim is lost or the gate has changed its mind since."""
    try:
        refusals = still_mine(desk, claimed)
    except JournalFault as fault:
        return str(fault), lambda d: release(d, claimed)
    if refusals:
        return "", lambda d: release(d, claimed)
    media = tuple(Media(p.digest, p.mime, p.data, p.alt) for p in claimed.pictures)
    return _hand_over(platform, Part(claimed.text, media, claimed.reply_to), claimed)


def _hand_over(platform: Platform, part: Part, claimed: Claimed) -> tuple[str, Record]:
    """The platform's answer, as what is to be recorded of it."""
    try:
        sent = platform.publish(part, claimed.key, claimed.deadline)
    except RateLimited as no:
        until, why = no.until, str(no)
        return why, lambda d: record_put_off(d, claimed, until, why)
    except Rejected as no:
        why = str(no)
        return why, lambda d: record_rejected(d, claimed, why)
    except CredentialsRejected as no:
        why = str(no)
        return why, lambda d: record_credentials(d, claimed, why)
    except Unreachable as no:
        why = str(no)
        return why, lambda d: record_unreachable(d, claimed, why)
    except OutcomeUnknown as no:
        why = str(no)
        return why, lambda d: record_uncertain(d, claimed, why)
    except Exception as failure:  # noqa: BLE001 - a fault of ours in the adapter: it may have left, so nobody knows
        _log.exception("The adapter of %s failed", platform.name)
        why = f"The connection to the platform failed in a way that Despatch does not know ({type(failure).__name__})."
        return why, lambda d: record_uncertain(d, claimed, why)
    return _believed(sent, claimed)


def _believed(sent: Sent, claimed: Claimed) -> tuple[str, Record]:
    if not sent.remote_id:
        why = "The platform's answer named no post."
        return why, lambda d: record_uncertain(d, claimed, why)
    return "", lambda d: record_published(d, claimed, sent.remote_id, sent.url)
