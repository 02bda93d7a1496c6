"""Chips: an account with its platform's letter, a filter with its menu."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets import paint, theme
from desktop.widgets.buttons import Faced
from desktop.widgets.icons import paint_icon
from desktop.widgets.labels import restyle
from desktop.widgets.pill import network
from office.rows import AccountRow


class _Chip(Faced):
    """A button with round ends, which it draws itself: a style sheet's radius does not follow the text size."""

    LEFT = 6

    def chosen(self) -> bool:
        return self.isChecked() if self.isCheckable() else self.property("chosen") == "true"

    def set_chosen(self, chosen: bool) -> None:
        """Asks for nothing: only a click does."""
        self.setProperty("chosen", "true" if chosen else "false")
        if self.isCheckable():
            self.setChecked(chosen)
        restyle(self)

    def ink(self) -> QColor:
        if not self.isEnabled():
            return theme.colour("ink3")
        return theme.colour("ink" if self.chosen() else "ink2")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground, edge = ("accent_soft", "accent_fill") if self.chosen() else ("card", "line")
        if self.underMouse() and self.isEnabled() and not self.chosen():
            ground = "hover"
        box = QRectF(self.rect())
        paint.rounded(painter, box, box.height() / 2, theme.colour(ground), theme.colour(edge))
        self.paint_face(painter, box.adjusted(theme.px(self.LEFT), 0, -theme.px(10), 0))


class AccountChip(_Chip):
    """An account: its platform's letter and its handle. `checkable` makes it a choice; listen to `clicked`."""

    def __init__(
        self,
        account: AccountRow,
        chosen: bool = False,
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(account.handle or account.name, parent)
        self.account = account
        self.setCheckable(checkable)
        self.setProperty("chosen", "true" if chosen else "false")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{network(account)} {account.handle}".strip())
        if checkable:
            self.setChecked(chosen)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setCursor(Qt.CursorShape.ArrowCursor)

    def lead_width(self) -> float:
        return theme.px(18)

    def paint_lead(self, painter: QPainter, box: QRectF) -> None:
        side = box.width()
        paint.badge(
            painter, QRectF(box.left(), box.center().y() - side / 2, side, side), network(self.account)
        )


class FilterChip(_Chip):
    """A choice in a rounded chip with a small arrow: press it for its menu."""

    LEFT = 12

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("chosen", "false")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def tail_width(self) -> float:
        return theme.px(12)

    def paint_tail(self, painter: QPainter, box: QRectF) -> None:
        side = box.width()
        paint_icon(painter, "down", QRectF(box.left(), box.center().y() - side / 2, side, side), self.ink())
