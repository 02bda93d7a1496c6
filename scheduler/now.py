"""The time: the machine's own, or a rehearsal's that may be moved on. Apart from the scheduler, which takes its time to load."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class SystemNow:
    """The machine's own clock. The only place that asks it."""

    def __call__(self) -> datetime:
        return datetime.now(UTC)


class RehearsalNow:
    """A clock that goes on like the machine's, and that may be moved on. It begins at `start`, or at the real time."""

    def __init__(self, start: datetime | None = None) -> None:
        self._system = SystemNow()
        self._ahead = timedelta(0) if start is None else start - self._system()

    def __call__(self) -> datetime:
        return self._system() + self._ahead

    def move_to(self, moment: datetime) -> None:
        """Never back: the record's times go forward."""
        self._ahead += max(moment - self(), timedelta(0))
