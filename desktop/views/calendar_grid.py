"""The month and the week: a table of days, drawn as a calendar, walked by arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from desktop import times
from desktop.phrases import tr
from desktop.views.calendar_days import Day, entry_said, more
from desktop.views.calendar_entry import LARGE, SMALL, paint_entry
from desktop.widgets import paint, theme
from desktop.widgets.focus import paint_ring
from desktop.widgets.labels import shown
from office.rows import DeliveryRow

Index = QModelIndex | QPersistentModelIndex
DayRole = Qt.ItemDataRole.UserRole + 1
HEAD, GAP, BAND = 28.0, 3.0, 18.0
MOST = 8
"""More entries than this in a day are opened in the agenda."""


class DaysModel(QAbstractTableModel):
    """Weeks by weekdays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[Day, ...] = ()

    def show_days(self, days: Sequence[Day]) -> None:
        self.beginResetModel()
        self._days = tuple(days)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._days) // 7

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 7

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = index.row() * 7 + index.column()
        if not index.isValid() or place >= len(self._days):
            return None
        if role == DayRole:
            return self._days[place]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return shown(self._days[place].said())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value)
        if role != Qt.ItemDataRole.DisplayRole or orientation == Qt.Orientation.Vertical or not self._days:
            return None
        return times.day_name(self._days[section].day)


class DayDelegate(QStyledItemDelegate):
    """Draws a day: its number, the periods across it, and as many entries as there is room for."""

    large = False

    def entry_height(self) -> float:
        return theme.px(LARGE if self.large else SMALL)

    def boxes(self, cell: QRectF, day: Day) -> tuple[list[tuple[DeliveryRow, QRectF]], int]:
        """Where each entry lies, and how many have no room."""
        top = cell.top() + theme.px(HEAD) + theme.px(BAND + 2) * len(day.bands)
        tall, gap = self.entry_height(), theme.px(GAP)
        room = cell.bottom() - top - 2
        fit = int((room + gap) // (tall + gap))
        if fit < len(day.entries):
            fit = max(0, int((room - theme.px(16) + gap) // (tall + gap)))
        left, wide = cell.left() + theme.px(6), cell.width() - theme.px(13)
        placed = [
            (entry, QRectF(left, top + number * (tall + gap), wide, tall))
            for number, entry in enumerate(day.entries[:fit])
        ]
        return placed, len(day.entries) - len(placed)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        day: Day | None = index.data(DayRole)
        if day is None:
            return
        box = QRectF(option.rect)
        painter.save()
        self._paint_ground(painter, box, day)
        number = QRectF(box.left() + theme.px(6.5), box.top() + theme.px(4), box.width() - 12, theme.px(20))
        ink = "ink3" if day.outside else "ink"
        paint.words(painter, number, str(day.day.day), theme.font(13, 600, digits=True), theme.colour(ink))
        for place, (period, begins) in enumerate(day.bands):
            band = QRectF(
                box.left(),
                box.top() + theme.px(HEAD) + place * theme.px(BAND + 2),
                box.width(),
                theme.px(BAND),
            )
            painter.fillRect(band, theme.colour("banner"))
            if begins:
                text = band.adjusted(theme.px(7), 0, -2, 0)
                paint.words(
                    painter, text, period.title, theme.font(theme.SMALL, 600), theme.colour("banner_ink")
                )
        placed, left_over = self.boxes(box, day)
        for entry, spot in placed:
            paint_entry(painter, spot, entry, large=self.large)
        if left_over:
            foot = QRectF(
                box.left() + theme.px(7), box.bottom() - theme.px(18), box.width() - 12, theme.px(16)
            )
            paint.words(painter, foot, more(left_over), theme.font(theme.SMALL, 600), theme.colour("accent"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(painter, box.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_ground(self, painter: QPainter, box: QRectF, day: Day) -> None:
        painter.setClipRect(box)
        weekend = day.day.weekday() >= 5
        painter.fillRect(box, theme.colour("weekend" if weekend or day.outside else "card"))
        if day.today:
            soft = theme.colour("accent_soft")
            soft.setAlphaF(0.45)
            painter.fillRect(box, soft)
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 3), theme.colour("accent_fill"))
        painter.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), theme.colour("line2"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.colour("line2"))


class DaysGrid(QTableView):
    """`delivery_wanted(id)` when an entry is pressed; `day_wanted(day)` for a day with more than can be opened."""

    delivery_wanted = Signal(str)
    day_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._delegate = DaysModel(self), DayDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Calendar"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMinimumHeight(240)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)

    def show_days(self, days: Sequence[Day], *, large: bool) -> None:
        before = self.currentIndex()
        self._delegate.large = large
        self._model.show_days(days)
        place = next((n for n, day in enumerate(days) if day.today), 0)
        index = before if before.isValid() else self._model.index(place // 7, place % 7)
        self.setCurrentIndex(self._model.index(min(index.row(), self._model.rowCount() - 1), index.column()))
        self._fit()

    def _fit(self) -> None:
        """Every week gets what its fullest day needs; what is left is shared. Very full days say how many more."""
        rows = self._model.rowCount()
        if not rows:
            return
        each = self._delegate.entry_height() + theme.px(GAP)
        needs = [
            max(self._need(self._model.index(row, c).data(DayRole), each) for c in range(7))
            for row in range(rows)
        ]
        spare = max(0, self.viewport().height() - sum(needs))
        for row, need in enumerate(needs):
            self.setRowHeight(row, need + spare // rows)

    def _need(self, day: Day, each: float) -> int:
        entries = min(len(day.entries), MOST) + (len(day.entries) > MOST)
        bands = theme.px(BAND + 2) * len(day.bands)
        return round(theme.px(HEAD) + bands + each * max(1, entries) + theme.px(6))

    def entry_at(self, place: QPoint) -> DeliveryRow | None:
        index = self.indexAt(place)
        day = index.data(DayRole) if index.isValid() else None
        if day is None:
            return None
        placed, _ = self._delegate.boxes(QRectF(self.visualRect(index)), day)
        return next((entry for entry, box in placed if box.contains(place.toPointF())), None)

    def open_day(self, index: Index) -> None:
        """One entry opens itself; several open the day."""
        day: Day | None = index.data(DayRole)
        if day is None or not day.entries:
            return
        if len(day.entries) == 1:
            self.delivery_wanted.emit(day.entries[0].id)
        else:
            self.day_wanted.emit(day.day)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        entry = self.entry_at(event.position().toPoint())
        if entry is not None:
            self.delivery_wanted.emit(entry.id)
            return
        index = self.indexAt(event.position().toPoint())
        day = index.data(DayRole) if index.isValid() else None
        foot = self.visualRect(index).bottom() - theme.px(20)
        if (
            day is not None
            and event.position().y() > foot
            and self._delegate.boxes(QRectF(self.visualRect(index)), day)[1]
        ):
            self.day_wanted.emit(day.day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self.entry_at(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open_day(self.currentIndex())
        elif event.text().strip() or event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            entry = self.entry_at(event.pos())
            if entry is not None:
                import html

                QToolTip.showText(
                    event.globalPos(), f"<qt>{html.escape(shown(entry_said(entry)))}</qt>", self
                )
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
