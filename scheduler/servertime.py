"""What servers said the time is: a wrong clock stops sending, and after a jump or a sleep a server is asked first."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from office.ports import Now

TOLERANCE = timedelta(minutes=2)


class ServerTime:
    """Told the `Date` of every answer (accounts.platform.ServerDate); a Desk asks `last` and `unchecked_jump`."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._last: tuple[datetime, datetime] | None = None
        self._jumped = False

    def told(self, theirs: datetime) -> None:
        with self._lock:
            self._last, self._jumped = (theirs, self._now()), False

    def jumped(self) -> None:
        """The clock was moved or the machine slept: what servers said before is no measure any more."""
        with self._lock:
            self._last, self._jumped = None, True

    def nobody_to_ask(self) -> None:
        """The account's platform has no server of its own (practice, hand-off)."""
        with self._lock:
            self._jumped = False

    def last(self) -> tuple[datetime, datetime] | None:
        """(a server's time, ours at that moment)."""
        with self._lock:
            return self._last

    def unchecked_jump(self) -> bool:
        with self._lock:
            return self._jumped

    def to_be_asked(self) -> bool:
        """After a jump, and for as long as the clocks differ: no send would bring a new answer then."""
        with self._lock:
            apart = timedelta(0) if self._last is None else abs(self._last[0] - self._last[1])
            return self._jumped or apart > TOLERANCE
