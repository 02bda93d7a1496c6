"""A list that grows while a person scrolls: each page is asked for with the last row of the one above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.rows import Index, RowsModel


class GrowingModel(RowsModel):
    """`more_wanted(last row)` once for each page. A page shorter than `page` is the last one."""

    more_wanted = Signal(object)

    def __init__(self, page: int, say: Callable[[Any], str] = str, parent: QWidget | None = None) -> None:
        super().__init__(say, parent)
        self._page = page
        self._more = self._asked = False

    def show_rows(self, rows: Sequence[Any]) -> None:
        self._more, self._asked = len(rows) >= self._page, False
        super().show_rows(rows)

    def add_rows(self, rows: Sequence[Any]) -> None:
        self._more, self._asked = len(rows) >= self._page, False
        if rows:
            first = self.rowCount()
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += tuple(rows)
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more and not self._asked

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit(self._rows[-1])
