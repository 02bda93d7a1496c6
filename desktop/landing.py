"""The way home to the Qt thread: results land there, many in one landing, and late answers are dropped."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from office.rows import Changes

Then = Callable[[Any], object]
Failed = Callable[[BaseException], object]
NOTHING = Changes(record=False)


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
class Landing:
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


def changes_in(value: Any) -> Changes | None:
    """What an act touched: its result, or the last of a tuple of results."""
    if isinstance(value, tuple) and value and not isinstance(value, Changes):
        value = value[-1]
    return value if isinstance(value, Changes) else None


class Landings(QObject):
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
        self._waiting: deque[Landing] = deque()
        self._lock = threading.Lock()
        self._open = True
        self._landed.connect(self._on_landed, Qt.ConnectionType.QueuedConnection)

    def latest(self, key: str) -> Latest:
        """A token for what is asked now: `runner.latest("today")(view.show_rows)` drops late answers."""
        return Latest(self._counters, key)

    def announce(self, changes: Changes, initiator: object = None) -> None:
        """Says from any thread that something changed (the publisher, the inbox)."""
        self._land(Landing(changes, None, None, None, initiator))

    def report(self, slot: Then) -> Callable[[Any], None]:
        """A way to report progress from inside work: what it is given arrives at `slot` on the Qt thread."""

        def tell(value: Any) -> None:
            self._land(Landing(value, None, slot, None, progress=True))

        return tell

    def _land(self, landing: Landing) -> None:
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

    def _put_back(self, rest: deque[Landing]) -> None:
        """What an error in a `then` left behind lands next time."""
        if rest and self._open:
            with self._lock:
                self._waiting.extendleft(reversed(rest))
            self._landed.emit()

    def _tell_idle(self) -> None:
        """Says that the record has nothing more to do, if that is so."""

    def _hand_over(self, landing: Landing) -> None:
        if landing.error is None:
            if landing.then is not None:
                landing.then(landing.value)
            return
        handler = landing.failed or self._unheard
        if handler is None:
            raise landing.error
        handler(landing.error)


def done(
    work: Callable[[], Any],
    then: Then | None,
    failed: Failed | None,
    initiator: object,
    broken: BaseException | None,
) -> Landing:
    if broken is not None:
        return Landing(None, broken, then, failed, initiator)
    try:
        return Landing(work(), None, then, failed, initiator)
    except Exception as error:  # noqa: BLE001 - carried home to whoever asked
        return Landing(None, error, then, failed, initiator)
