"""The publisher: sends what is due, one at a time per account, and asks the record before and after each part.

It remembers nothing that matters: whatever happens to it, the record says what was claimed and what came of it.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.accounts import PlatformFor
from accounts.platform import Platform, PlatformFailure
from accounts.vault import VaultFailure
from office.accounts import all_accounts
from office.desk import Desk, Reading, new_id
from office.journal import outgoing
from office.journal.port import JournalFault
from office.outcomes import mark_expired
from office.rules.refusal import Refusal
from office.sends import CALL, attend, next_moment
from office.verdicts import Outcome
from scheduler.evidence import Patience, look
from scheduler.sender import Unrecorded, deliver
from scheduler.servertime import ServerTime

SLOTS = 8
ASK_TIME = timedelta(seconds=10)
ASKED = 3
"""So many accounts' servers are asked for the time, until one answers."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class News:
    """What became of a delivery, for whoever watches. `sentence`: a platform's or the keyring's own words."""

    account: str
    delivery: str
    outcome: Outcome
    sentence: str = ""


@dataclass(frozen=True)
class _Job:
    kind: str
    """send, or settle"""
    delivery: str
    account: str


class Publisher:
    """`desks()` gives a desk with a journal of its own, which is closed after use. `on_news` is called on any thread.

    `slots`: how many accounts are sent to at the same time. `wake` is for the clock.
    """

    def __init__(
        self,
        desks: Callable[[], Desk],
        platforms: PlatformFor,
        *,
        slots: int = SLOTS,
        on_news: Callable[[News], None] | None = None,
        server: ServerTime | None = None,
        call: timedelta = CALL,
    ) -> None:
        self._desks, self._platforms, self._slots, self._call = desks, platforms, slots, call
        self._on_news, self._server = on_news, server
        self._process = f"{os.getpid()}-{new_id()}"
        self._pool = ThreadPoolExecutor(slots, thread_name_prefix="publisher")
        self._waking = threading.Lock()
        self._state = threading.Condition()
        self._active = 0
        self._stopping = False
        self._busy: set[str] = set()
        self._tried: set[_Job] = set()
        self._told: dict[str, News] = {}
        self._held_at = -1
        self._patience = Patience()
        self._unrecorded = Unrecorded()

    def wake(self) -> datetime | None:
        """Look at the record and start what is due. Returns when to look again at the latest."""
        with self._waking, self._desk() as desk:
            self._unrecorded.retry(desk)
            self._keep_time(desk)
            self._attend(desk)
            self._start(desk)
            return next_moment(desk, desk.now())

    def look_again(self, delivery_id: str) -> None:
        """A person wants to know: evidence is looked for at the next wake, however often it was in vain."""
        self._patience.forget(delivery_id)

    def pending(self, now: datetime) -> tuple[str, ...]:
        """The deliveries that will not go out while no Despatch runs."""
        with self._desk() as desk:
            return tuple(outgoing.unsent(desk.journal, now))

    def settled(self, seconds: float) -> bool:
        """Wait until nothing is being sent; False when the time was not enough."""
        with self._state:
            return self._state.wait_for(lambda: self._active == 0, seconds)

    def stop(self, seconds: float = 75.0) -> bool:
        """Nothing new is begun; what is being sent may finish. False when something was still on its way then: its
        claim is in the record and is settled at the next start."""
        with self._state:
            self._stopping = True
        finished = self.settled(seconds)
        self._pool.shutdown(wait=finished, cancel_futures=True)
        return finished

    @contextmanager
    def _desk(self) -> Iterator[Desk]:
        desk = self._desks()
        try:
            yield desk
        finally:
            desk.journal.close()

    def _attend(self, desk: Desk) -> None:
        """What needs no platform: claims that ran out, reviews that came too late, held ones that were released."""
        now = desk.now()
        for delivery_id, outcome in mark_expired(desk, now).items():
            self._tell(News("", delivery_id, outcome))
        waiting = outgoing.overdue_reviews(desk.journal, now)
        if desk.journal.head().seq != self._held_at:
            waiting += outgoing.held(desk.journal, now)
            self._held_at = desk.journal.head().seq
        for delivery_id in waiting:
            outcome = attend(desk, delivery_id)
            if outcome.state not in ("gone", "held"):
                self._tell(News("", delivery_id, outcome))

    def _start(self, desk: Desk) -> None:
        with self._state:
            self._tried.clear()
            accounts = {job.account for job in self._jobs(desk)} - self._busy
            for _ in range(min(len(accounts), self._slots - self._active)):
                self._active += 1
                self._pool.submit(self._work)

    def _work(self) -> None:
        """One slot: takes jobs until there are none that could be done now."""
        left = False
        try:
            with self._desk() as desk:
                while (job := self._take(desk)) is not None:
                    self._do(desk, job)
                left = True
        except Exception:  # noqa: BLE001 - a slot must come free whatever went wrong; the next beat tries again
            _log.exception("A publisher's slot failed")
        if not left:
            self._leave()

    def _take(self, desk: Desk) -> _Job | None:
        with self._state:
            # Looking and leaving are one step: a wake either finds this slot free or its work is found here.
            job = next((j for j in self._jobs(desk) if j.account not in self._busy), None)
            if job is None:
                self._leave()
                return None
            self._busy.add(job.account)
            self._tried.add(job)
            return job

    def _leave(self) -> None:
        with self._state:
            self._active -= 1
            self._state.notify_all()

    def _jobs(self, desk: Desk) -> Iterator[_Job]:
        if self._stopping:
            return
        now = desk.now()
        for delivery_id, account in outgoing.due(desk.journal, now):
            if (job := _Job("send", delivery_id, account)) not in self._tried:
                yield job
        for delivery_id, account in outgoing.uncertain(desk.journal):
            job = _Job("settle", delivery_id, account)
            if job not in self._tried and self._patience.may_look(delivery_id, now):
                yield job

    def _do(self, desk: Desk, job: _Job) -> None:
        try:
            platform = self._platform(desk, job)
            if platform is not None:
                self._done(desk, job, platform)
        except JournalFault as fault:
            self._tell(
                News(job.account, job.delivery, Outcome("waits", (Refusal("record.fault"),)), str(fault))
            )
        except Exception as failure:  # noqa: BLE001 - one delivery never stops the others
            _log.exception("Delivery %s could not be worked on", job.delivery)
            self._tell(News(job.account, job.delivery, Outcome("waits"), str(failure)))
        finally:
            with self._state:
                self._busy.discard(job.account)

    def _platform(self, desk: Desk, job: _Job) -> Platform | None:
        try:
            return self._platforms(job.account)
        except (PlatformFailure, VaultFailure) as no:
            outcome = attend(desk, job.delivery) if job.kind == "send" else Outcome("waits")
            waits = Outcome("waits", (Refusal("account.not-connected", {"account": job.account}),))
            self._tell(
                News(job.account, job.delivery, waits if outcome.state == "clear" else outcome, str(no))
            )
            return None

    def _done(self, desk: Desk, job: _Job, platform: Platform) -> None:
        if job.kind == "settle":
            outcome, sentence = look(desk, platform, job.delivery, job.account, self._patience, self._call)
            if sentence or outcome.state != "waits":
                self._tell(News(job.account, job.delivery, outcome, sentence))
            return
        for outcome, sentence in deliver(
            desk, platform, job.delivery, self._process, self._call, self._unrecorded
        ):
            self._tell(News(job.account, job.delivery, outcome, sentence))
            if self._stopping:
                return

    def _keep_time(self, desk: Desk) -> None:
        """After a jump, ask a server for the time: any answer that a platform gives carries it."""
        if self._server is None or not self._server.to_be_asked():
            return
        accounts = [a for a in all_accounts(Reading(desk.journal)) if not a.retired]
        for account in accounts[:ASKED]:
            try:
                self._platforms(account.id).profile(desk.now() + ASK_TIME)
            except (PlatformFailure, VaultFailure):
                continue
            if self._server.unchecked_jump():
                self._server.nobody_to_ask()
            return

    def _tell(self, news: News) -> None:
        """The same news of a delivery is told once."""
        with self._state:
            if self._told.get(news.delivery) == news:
                return
            self._told[news.delivery] = news
            if news.outcome.state == "published":
                del self._told[news.delivery]
        if self._on_news is not None:
            self._on_news(news)
