"""What works beneath the window, loaded when the window stands: the publisher and its libraries take their time."""

from __future__ import annotations

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

    def start(self) -> None:
        """Once; asked again it does nothing."""
        if self._working is None:
            from desktop.assemble.working import Working

            self._working = Working(self._house, self._announce, self._told)
            self._working.start()

    def stop(self) -> bool:
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
