"""Two doors out of the Qt thread, and no default: the record (one thread, in order) and the network (a pool).

Work takes and returns plain values and never sees a widget; `then` and `failed` run on the Qt thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from desktop.landing import Failed, Landing, Landings, Latest, Then, done
from office.rows import Changes

NETWORK_THREADS = 4


class Runs(Protocol):
    """What the wishes need of a runner."""

    changed: Signal

    def on_record(
        self,
        work: Callable[[Any], Any],
        then: Then | None = None,
        failed: Failed | None = None,
        initiator: object = None,
    ) -> None: ...
    def on_network(
        self, work: Callable[[], Any], then: Then | None = None, failed: Failed | None = None
    ) -> None: ...
    def latest(self, key: str) -> Latest: ...
    def report(self, slot: Then) -> Callable[[Any], None]: ...
    def announce(self, changes: Changes, initiator: object = None) -> None: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class _Errand:
    work: Callable[[Any], Any]
    then: Then | None
    failed: Failed | None
    initiator: object


class Runner(Landings):
    """`factory` makes the record object (the office) on the record's own thread, which alone ever touches it.

    `unheard` is told of errors for which nobody gave a `failed`.
    """

    def __init__(
        self, factory: Callable[[], Any], unheard: Failed | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(unheard, parent)
        self._factory = factory
        self._errands: SimpleQueue[_Errand | None] = SimpleQueue()
        self._owed = 0
        self._busy = False
        self._pool = ThreadPoolExecutor(NETWORK_THREADS, thread_name_prefix="network")
        self._futures: set[Future] = set()
        self._thread = threading.Thread(target=self._keep_record, name="record")
        self._thread.start()

    def on_record(
        self,
        work: Callable[[Any], Any],
        then: Then | None = None,
        failed: Failed | None = None,
        initiator: object = None,
    ) -> None:
        """Does `work(office)` on the record's thread, after all that was asked before."""
        if self._open:
            with self._lock:
                self._owed += 1
            if not self._busy:
                self._busy = True
                self.busy.emit(True)
            self._errands.put(_Errand(work, then, failed, initiator))

    def on_network(
        self, work: Callable[[], Any], then: Then | None = None, failed: Failed | None = None
    ) -> None:
        """Does `work()` on one of a few threads; what it touches must not be the record."""
        if self._open:
            future = self._pool.submit(self._away, work, then, failed)
            self._futures.add(future)
            future.add_done_callback(self._futures.discard)

    def close(self) -> None:
        """Refuses landings, cancels the network's waiting work, and lets the record finish what it was asked."""
        if not self._open:
            return
        self._open = False
        for future in list(self._futures):
            future.cancel()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._errands.put(None)
        self._thread.join()

    def _tell_idle(self) -> None:
        with self._lock:
            done = self._busy and self._owed == 0
        if done and self._open:
            self._busy = False
            self.busy.emit(False)

    def _keep_record(self) -> None:
        office: Any = None
        broken: BaseException | None = None
        try:
            office = self._factory()
        except Exception as error:  # noqa: BLE001 - whatever it was, everybody who asks is told
            broken = error
        while (errand := self._errands.get()) is not None:
            work = partial(errand.work, office)
            landing = done(work, errand.then, errand.failed, errand.initiator, broken)
            with self._lock:
                self._owed -= 1
            self._land(landing)
        if hasattr(office, "close"):
            office.close()

    def _away(self, work: Callable[[], Any], then: Then | None, failed: Failed | None) -> None:
        self._land(done(work, then, failed, None, None))


class NowRunner(Landings):
    """Does everything at once and on the spot, for tests and for the tour."""

    def __init__(
        self, factory: Callable[[], Any], unheard: Failed | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(unheard, parent)
        self._office = factory()

    def on_record(
        self,
        work: Callable[[Any], Any],
        then: Then | None = None,
        failed: Failed | None = None,
        initiator: object = None,
    ) -> None:
        if self._open:
            self._land(done(partial(work, self._office), then, failed, initiator, None))

    def on_network(
        self, work: Callable[[], Any], then: Then | None = None, failed: Failed | None = None
    ) -> None:
        if self._open:
            self._land(done(work, then, failed, None, None))

    def close(self) -> None:
        self._open = False
        if hasattr(self._office, "close"):
            self._office.close()

    def _land(self, landing: Landing) -> None:
        self._waiting.append(landing)
        if len(self._waiting) == 1:
            self._on_landed()
