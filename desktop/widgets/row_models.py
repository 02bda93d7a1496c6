"""Models over frozen rows: all at hand, or a million fetched in slices."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.phrases import tr
from desktop.widgets.labels import shown

Index = QModelIndex | QPersistentModelIndex
RowRole = Qt.ItemDataRole.UserRole + 1
SLICE = 200
KEPT = 40


class RowsModel(QAbstractListModel):
    """Rows that are all at hand. `say(row)` is what a screen reader reads."""

    def __init__(self, say: Callable[[Any], str] = str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._rows: tuple[Any, ...] = ()

    def rows(self) -> tuple[Any, ...]:
        return self._rows

    def show_rows(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == RowRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return shown(self._say(row))
        return None


class PagedModel(QAbstractListModel):
    """Rows of which only slices are at hand: `page_wanted(offset)` asks for SLICE rows from there, once.

    `show_total(n)` forgets everything; `show_page(offset, rows)` puts a slice in its place.
    """

    page_wanted = Signal(int)

    def __init__(self, say: Callable[[Any], str] = str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._total = 0
        self._pages: OrderedDict[int, tuple[Any, ...]] = OrderedDict()
        self._asked: set[int] = set()

    def show_total(self, total: int) -> None:
        self.beginResetModel()
        self._total = total
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()

    def show_page(self, offset: int, rows: Sequence[Any]) -> None:
        self._asked.discard(offset)
        self._pages[offset] = tuple(rows)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        last = min(offset + len(rows), self._total) - 1
        if last >= offset:
            self.dataChanged.emit(self.index(offset), self.index(last))

    def row(self, number: int) -> Any | None:
        """The row, or None while its slice is on its way."""
        offset = number - number % SLICE
        page = self._pages.get(offset)
        if page is None:
            if offset not in self._asked:
                self._asked.add(offset)
                self.page_wanted.emit(offset)
            return None
        self._pages.move_to_end(offset)
        place = number - offset
        return page[place] if place < len(page) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._total

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self._total:
            return None
        if role == RowRole:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(index.row())
            return tr("Loading") if row is None else shown(self._say(row))
        return None
