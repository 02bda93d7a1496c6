"""Two doors out of the Qt thread, and no default: the record (one thread, in order) and the network (a pool).

Work takes and returns plain values and never sees a widget; `then` and `failed` run on the Qt thread.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from office.rows import Changes

Then = Callable[[Any], object]
Failed = Callable[[BaseException], object]
NETWORK_THREADS = 4
NOTHING = Changes(record=False)


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


class Latest:
    """Lets an answer through only while its view has not asked for something else since."""

    def __init__(self, counters: dict[str, int], key: str) -> None:
        self._counters, self._key = counters, key
        self._number = counters[key] = counters.get(key, 0) + 1

    def holds(self) -> bool:
        return self._counters[self._key] == self._number

    def __call__(self, then: Then) -> Then:
        def only_if_latest(value: Any) -> None:
            if self.holds():
                then(value)

        return only_if_latest


@dataclass(frozen=True)
class _Landing:
    """What has come home: a value for `then`, or an error for `failed`."""

    value: Any
    error: BaseException | None
    then: Then | None
    failed: Failed | None
    initiator: object = None
    progress: bool = False

    @property
    def changes(self) -> Changes | None:
        return None if self.error or self.progress else changes_in(self.value)


@dataclass(frozen=True)
class _Errand:
    work: Callable[[Any], Any]
    then: Then | None
    failed: Failed | None
    initiator: object


def changes_in(value: Any) -> Changes | None:
    """What an act touched: its result, or the last of a tuple of results."""
    if isinstance(value, tuple) and value and not isinstance(value, Changes):
        value = value[-1]
    return value if isinstance(value, Changes) else None


class _Landings(QObject):
    """Brings results home to the Qt thread, many in one landing. Made on the Qt thread."""

    changed = Signal(object, object)
    """(Changes, initiator), once for each initiator of a landing."""
    busy = Signal(bool)
    """Whether the record has work to do, for "All saved"."""
    _landed = Signal()

    def __init__(self, unheard: Failed | None, parent: QObject | None) -> None:
        super().__init__(parent)
        self._unheard = unheard
        self._counters: dict[str, int] = {}
        self._waiting: deque[_Landing] = deque()
        self._lock = threading.Lock()
        self._open = True
        self._landed.connect(self._on_landed, Qt.ConnectionType.QueuedConnection)

    def latest(self, key: str) -> Latest:
        """A token for what is asked now: `runner.latest("today")(view.show_rows)` drops late answers."""
        return Latest(self._counters, key)

    def announce(self, changes: Changes, initiator: object = None) -> None:
        """Says from any thread that something changed (the publisher, the inbox)."""
        self._land(_Landing(changes, None, None, None, initiator))

    def report(self, slot: Then) -> Callable[[Any], None]:
        """A way to report progress from inside work: what it is given arrives at `slot` on the Qt thread."""

        def tell(value: Any) -> None:
            self._land(_Landing(value, None, slot, None, progress=True))

        return tell

    def _land(self, landing: _Landing) -> None:
        with self._lock:
            first = not self._waiting
            self._waiting.append(landing)
        if first and self._open:
            self._landed.emit()

    @Slot()
    def _on_landed(self) -> None:
        with self._lock:
            batch, self._waiting = self._waiting, deque()
        touched: dict[int, tuple[object, Changes]] = {}
        try:
            while batch and self._open:
                landing = batch.popleft()
                if landing.changes is not None:
                    before = touched.get(id(landing.initiator), (None, NOTHING))[1]
                    touched[id(landing.initiator)] = (landing.initiator, before | landing.changes)
                self._hand_over(landing)
        finally:
            self._put_back(batch)
            for initiator, changes in touched.values():
                self.changed.emit(changes, initiator)
            self._tell_idle()

    def _put_back(self, rest: deque[_Landing]) -> None:
        """What an error in a `then` left behind lands next time."""
        if rest and self._open:
            with self._lock:
                self._waiting.extendleft(reversed(rest))
            self._landed.emit()

    def _tell_idle(self) -> None:
        """Says that the record has nothing more to do, if that is so."""

    def _hand_over(self, landing: _Landing) -> None:
        if landing.error is None:
            if landing.then is not None:
                landing.then(landing.value)
            return
        handler = landing.failed or self._unheard
        if handler is None:
            raise landing.error
        handler(landing.error)


class Runner(_Landings):
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
            landing = _done(work, errand.then, errand.failed, errand.initiator, broken)
            with self._lock:
                self._owed -= 1
            self._land(landing)
        if hasattr(office, "close"):
            office.close()

    def _away(self, work: Callable[[], Any], then: Then | None, failed: Failed | None) -> None:
        self._land(_done(work, then, failed, None, None))


def _done(
    work: Callable[[], Any],
    then: Then | None,
    failed: Failed | None,
    initiator: object,
    broken: BaseException | None,
) -> _Landing:
    if broken is not None:
        return _Landing(None, broken, then, failed, initiator)
    try:
        return _Landing(work(), None, then, failed, initiator)
    except Exception as error:  # noqa: BLE001 - carried home to whoever asked
        return _Landing(None, error, then, failed, initiator)


class NowRunner(_Landings):
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
            self._land(_done(partial(work, self._office), then, failed, initiator, None))

    def on_network(
        self, work: Callable[[], Any], then: Then | None = None, failed: Failed | None = None
    ) -> None:
        if self._open:
            self._land(_done(work, then, failed, None, None))

    def close(self) -> None:
        self._open = False
        if hasattr(self._office, "close"):
            self._office.close()

    def _land(self, landing: _Landing) -> None:
        self._waiting.append(landing)
        if len(self._waiting) == 1:
            self._on_landed()
