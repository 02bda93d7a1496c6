"""When to look: the wall clock, and the one scheduler, which holds nothing but its next look.

It decides nothing. Each look asks the record what is due by the wall clock, so nothing can be lost with it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from office.ports import Now
from scheduler.now import SystemNow

BEAT = timedelta(seconds=20)
JUMP = timedelta(minutes=2)
_log = logging.getLogger(__name__)


class Clock:
    """Calls `wake` at the moment that it returned last, at each beat, and when nudged; always on the same thread.

    `on_jump(by)` is called before a look that finds that the wall clock was moved or the machine slept.
    """

    def __init__(
        self,
        now: Now,
        wake: Callable[[], datetime | None],
        *,
        on_jump: Callable[[timedelta], None] | None = None,
        beat: timedelta = BEAT,
        wall: Now | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now, self._wake, self._on_jump, self._beat = now, wake, on_jump, beat
        self._wall: Now = wall or SystemNow()
        self._monotonic = monotonic
        self._seen: tuple[datetime, float] | None = None
        self._nudged = threading.Event()
        pools = {"default": ThreadPoolExecutor(1), "beside": ThreadPoolExecutor(1)}
        self._scheduler = BackgroundScheduler(executors=pools, timezone=UTC)

    def start(self) -> None:
        """Looks at once, and from then on."""
        every = IntervalTrigger(seconds=self._beat.total_seconds(), timezone=UTC)
        self._scheduler.add_job(
            self.look, every, id="beat", coalesce=True, max_instances=1, misfire_grace_time=None
        )
        self._scheduler.start()
        self.nudge()

    def also(self, name: str, call: Callable[[], object], every: timedelta) -> None:
        """Something else to be done now and then (the inbox, the exchange folder), on a thread beside."""
        self._scheduler.add_job(
            _guarded(name, call),
            IntervalTrigger(seconds=every.total_seconds(), timezone=UTC),
            id=name,
            executor="beside",
            next_run_time=self._wall(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def stop(self) -> None:
        """No further look; one that is under way is waited for."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def nudge(self) -> None:
        """Something was approved, moved or resumed: look now. Many nudges before the look are one."""
        if not self._nudged.is_set():
            self._nudged.set()
            self._plan("nudge", self._wall(), instances=2)

    def look(self) -> None:
        """One look. The scheduler calls it; a rehearsal or a test may."""
        self._nudged.clear()
        self._notice_jumps()
        try:
            following = self._wake()
        except Exception:  # noqa: BLE001 - whatever went wrong, the next beat looks again
            _log.exception("The look at what is due failed")
            following = None
        if following is not None and self._scheduler.running:
            wait = max(following - self._now(), timedelta(0))
            self._plan("next", self._wall() + wait)
        self._seen = self._wall(), self._monotonic()

    def _plan(self, name: str, at: datetime, instances: int = 1) -> None:
        self._scheduler.add_job(
            self.look,
            DateTrigger(at, timezone=UTC),
            id=name,
            replace_existing=True,
            misfire_grace_time=None,
            max_instances=instances,
        )

    def _notice_jumps(self) -> None:
        """The wall clock went otherwise than the machine's running time; or, where that counts sleep too, nobody
        looked for far longer than a beat."""
        if self._seen is None:
            return
        wall, running = self._wall() - self._seen[0], self._monotonic() - self._seen[1]
        apart = wall - timedelta(seconds=running)
        slept = timedelta(seconds=running) - self._beat
        if self._on_jump is not None and (abs(apart) > JUMP or slept > JUMP):
            self._on_jump(apart if abs(apart) > JUMP else slept)


def _guarded(name: str, call: Callable[[], object]) -> Callable[[], None]:
    def guarded() -> None:
        try:
            call()
        except Exception:  # noqa: BLE001 - the next time may be better
            _log.exception("%s failed", name)

    return guarded
