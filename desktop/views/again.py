"""The same rows again are not built again: a reload then costs nothing, and leaves focus and scrolling alone."""

from __future__ import annotations

from typing import Any


class Again:
    """`said(rows, ...)` is True when exactly this was said last."""

    def __init__(self) -> None:
        self._last: tuple[Any, ...] | None = None

    def said(self, *rows: Any) -> bool:
        same = self._last == rows
        self._last = rows
        return same

    def forget(self) -> None:
        self._last = None
