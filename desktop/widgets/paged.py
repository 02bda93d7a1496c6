"""The list for a million rows: only what is on the screen is ever looked at.

A QListView asks its model twice for each row that there is, shown or not (a million rows: ten seconds); a table with
rows of one height asks for none of them.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop.widgets import theme
from desktop.widgets.rows import PagedModel, RowDelegate, RowRole


class PagedView(QTableView):
    """As RowsView: `row_chosen(row)` when a person moves to a row or presses it; `row_opened(row)` on Enter."""

    row_chosen = Signal(object)
    row_opened = Signal(object)

    def __init__(
        self, model: PagedModel, delegate: RowDelegate, label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        delegate.setParent(self)
        self._delegate = delegate
        self.setItemDelegate(delegate)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setAccessibleName(label)
        self.clicked.connect(self._on_clicked)
        self._size_rows()

    def current_row(self) -> Any | None:
        index = self.currentIndex()
        return index.data(RowRole) if index.isValid() else None

    def choose(self, number: int) -> None:
        """Moves to a row without asking for anything."""
        index = self.model().index(number, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def step(self, by: int) -> None:
        """Moves up or down as a person would (J and K)."""
        number = self.currentIndex().row() + by
        if 0 <= number < self.model().rowCount():
            self.choose(number)
            self._tell()

    def _size_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(self._delegate.HEIGHT))

    def _on_clicked(self, _index: QModelIndex) -> None:
        self._tell()

    def _tell(self) -> None:
        row = self.current_row()
        if row is not None:
            self.row_chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row = self.current_row()
            if row is not None:
                self.row_opened.emit(row)
            return
        before = self.currentIndex().row()
        super().keyPressEvent(event)
        if self.currentIndex().row() != before:
            self._tell()

    def keyboardSearch(self, search: str) -> None:
        """Letters are shortcuts here, not a search."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        row = self.current_row()
        if row is not None:
            self.row_opened.emit(row)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_delegate"):
            self._size_rows()
        super().changeEvent(event)
