"""What works beneath the window, loaded when the window stands: the publisher and its libraries take their time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.assemble.house import House
from office.rows import Changes
from office.rules.refusal import Refusal

if TYPE_CHECKING:
    from desktop.assemble.working import Working


class Works:
    """As desktop.assemble.working.Working; before `start` it has nothing to nudge."""

    def __init__(
        self, house: House, announce: Callable[[Changes], None], told: Callable[[str | Refusal], None]
    ) -> None:
        self._house, self._announce, self._told = house, announce, told
        self._working: Working | None = None
        self._stopped = False
        self._lock = threading.Lock()

    def start(self) -> None:
        """Once; asked again, or after `stop`, it does nothing. Blocks: network door."""
        from desktop.assemble.working import Working

        with self._lock:
            if self._working is None and not self._stopped:
                working = Working(self._house, self._announce, self._told)
                working.start()
                self._working = working

    def stop(self) -> bool:
        with self._lock:
            self._stopped = True
            return self._working is None or self._working.stop()

    def nudge(self) -> None:
        if self._working is not None:
            self._working.nudge()

    def fetch(self) -> None:
        """Look now at what citizens say; blocks: network door."""
        if self._working is not None:
            self._working.fetch()

    def carry(self, folder: Path | None) -> None:
        if self._working is not None:
            self._working.carry(folder)
