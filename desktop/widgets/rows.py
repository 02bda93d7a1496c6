"""Lists: models over frozen rows, all at hand or a million fetched in slices, and the card that shows them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.phrases import tr
from desktop.widgets import theme
from desktop.widgets.focus import paint_ring
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


class RowDelegate(QStyledItemDelegate):
    """Draws a row's ground, its line and the focus ring; a screen's own delegate draws the rest in `paint_row`."""

    HEIGHT = 64.0

    def paint_row(self, painter: QPainter, box: QRectF, row: Any) -> None:
        """Draws what the row says into its box."""
        raise NotImplementedError

    def height(self, row: Any, width: int) -> float:  # noqa: ARG002
        """The row's height at text size 100 %, scaled by the delegate."""
        return self.HEIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        uniform = isinstance(view, QListView) and view.uniformItemSizes()
        row = None if uniform else index.data(RowRole)
        return QSize(max(width, 1), theme.px(self.height(row, width)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme.tokens()
        box = QRectF(option.rect)
        painter.save()
        painter.setClipRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("accent_soft"))
            painter.fillRect(QRectF(box.left(), box.top(), 4, box.height()), theme.colour("accent_fill"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.colour("hover"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("line2"))
        row = index.data(RowRole)
        if row is None:
            self._paint_waiting(painter, box, tokens.line2)
        else:
            self.paint_row(painter, box, row)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, box.adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_waiting(self, painter: QPainter, box: QRectF, ground: str) -> None:
        from desktop.widgets.paint import rounded

        tall = theme.px(10)
        rounded(
            painter,
            QRectF(box.left() + 16, box.center().y() - tall / 2, box.width() * 0.4, tall),
            tall / 2,
            ground,
        )


class RowsView(QListView):
    """The list itself. `row_chosen(row)` when a person moves to a row or presses it, `row_pressed(row)` when they
    press it, `row_opened(row)` on Enter or a double click."""

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
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(isinstance(model, PagedModel))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(label)
        self.clicked.connect(self._on_clicked)

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
        super().keyPressEvent(event)
        if self.currentIndex().row() != before:
            self._tell()

    def keyboardSearch(self, search: str) -> None:
        """Letters are shortcuts here, not a search."""

    def mouseDoubleClickEvent(self, event: QEvent) -> None:
        super().mouseDoubleClickEvent(event)
        row = self.current_row()
        if row is not None:
            self.row_opened.emit(row)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)


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
        self.column.addWidget(view, 1)
        if empty is not None:
            self.column.addWidget(empty, 1)
        self.setMinimumHeight(160)
        view.model().modelReset.connect(self._on_reset)
        self._on_reset()

    def _on_reset(self) -> None:
        nothing = self.view.model().rowCount() == 0
        if self._empty is not None:
            self._empty.setVisible(nothing)
            self.view.setVisible(not nothing)
