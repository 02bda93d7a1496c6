"""The lists themselves: walked by keyboard, pressed, opened; and the card that holds one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QListView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets import theme
from desktop.widgets.delegate import RowDelegate
from desktop.widgets.row_models import PagedModel, RowRole


class _Walked:
    """How a person walks through a list: by arrows, by J and K (`step`), by pressing; Enter opens."""

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

    def _prepare(self, label: str) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(label)
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self, _index: QModelIndex) -> None:
        self._tell()
        row = self.current_row()
        if row is not None:
            self.row_pressed.emit(row)

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
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.model().rowCount() - 1}
        if event.key() in ends:
            self.choose(ends[event.key()])
        else:
            super().keyPressEvent(event)  # type: ignore[misc]
        if self.currentIndex().row() != before:
            self._tell()

    def keyboardSearch(self, search: str) -> None:
        """Letters are shortcuts here, not a search."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)  # type: ignore[misc]
        row = self.current_row()
        if row is not None:
            self.row_opened.emit(row)


class RowsView(_Walked, QListView):
    """A list of some hundred rows, each as high as it needs. `row_chosen(row)` when a person moves to a row or presses
    it, `row_pressed(row)` when they press it, `row_opened(row)` on Enter or a double click."""

    row_chosen = Signal(object)
    row_pressed = Signal(object)
    row_opened = Signal(object)

    def __init__(
        self, model: QAbstractListModel, delegate: RowDelegate, label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setModel(model)
        self.setUniformItemSizes(isinstance(model, PagedModel))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._prepare(label)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)


class LongRowsView(_Walked, QTableView):
    """The same for any number of rows, all of one height: Qt's list asks Python about each row, its table does not."""

    row_chosen = Signal(object)
    row_pressed = Signal(object)
    row_opened = Signal(object)

    def __init__(
        self, model: QAbstractListModel, delegate: RowDelegate, label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        delegate.setParent(self)
        self._height = delegate.HEIGHT
        self.setItemDelegate(delegate)
        self.setModel(model)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._prepare(label)
        self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(theme.px(self._height))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.model() is not None:
            self._fit()


class ListCard(QFrame):
    """A card with a list in it, and the words for when the list is empty. `flat` where it already lies on a card."""

    def __init__(
        self,
        view: RowsView,
        empty: QWidget | None = None,
        parent: QWidget | None = None,
        *,
        flat: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setProperty("flat", "true" if flat else "false")
        self.view = view
        self._empty = empty
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)
        # The words lie over the empty list, which stays where it is: so it can have the keyboard before its rows come.
        both = QGridLayout()
        both.addWidget(view, 0, 0)
        if empty is not None:
            both.addWidget(empty, 0, 0)
        self.column.addLayout(both, 1)
        self.setMinimumHeight(160)
        view.model().modelReset.connect(self._on_reset)
        self._on_reset()

    def _on_reset(self) -> None:
        if self._empty is not None:
            self._empty.setVisible(self.view.model().rowCount() == 0)
            self._empty.raise_()
