"""Buttons, with their shortcuts on them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from desktop.widgets import paint, theme
from desktop.widgets.icons import paint_icon
from desktop.widgets.labels import restyle, shown

KINDS = ("plain", "primary", "danger", "approve", "link", "quiet")


def keys_shown(shortcut: str) -> str:
    """`Ctrl+Shift+P` as it stands on the key cap: `Ctrl Shift P`."""
    return shortcut.replace("Return", "Enter").replace("+", " ")


class Faced(QPushButton):
    """A push button that draws its own face: something before the words, the words, something after."""

    GAP = 8

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_words(text)

    def words(self) -> str:
        return self._words

    def set_words(self, text: str) -> None:
        """Plain words: an ampersand is an ampersand."""
        self._words = text
        self.setText(shown(text).replace("&", "&&"))
        self.updateGeometry()

    def ink(self) -> QColor:
        return theme.colour("ink" if self.isEnabled() else "ink3")

    def lead_width(self) -> float:
        return 0

    def tail_width(self) -> float:
        return 0

    def paint_lead(self, painter: QPainter, box: QRectF) -> None:
        """Draws what stands before the words."""

    def paint_tail(self, painter: QPainter, box: QRectF) -> None:
        """Draws what stands after the words."""

    def _extra(self) -> int:
        widths = (self.lead_width(), self.tail_width())
        return round(sum(width + theme.px(self.GAP) for width in widths if width))

    def sizeHint(self) -> QSize:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        metrics = QFontMetricsF(self.font())
        inside = QSize(round(metrics.horizontalAdvance(shown(self._words)) + 1), round(metrics.height()))
        size = self.style().sizeFromContents(QStyle.ContentsType.CT_PushButton, option, inside, self)
        return size + QSize(self._extra(), 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        box = QRectF(self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self))
        self.paint_face(painter, box)

    def paint_face(self, painter: QPainter, box: QRectF) -> None:
        wide = QFontMetricsF(self.font()).horizontalAdvance(shown(self._words)) + 1
        wide = min(wide, box.width() - self._extra())
        left = box.left() + max(0, (box.width() - wide - self._extra()) / 2)
        gap = theme.px(self.GAP)
        if self.lead_width():
            self.paint_lead(painter, QRectF(left, box.top(), self.lead_width(), box.height()))
            left += self.lead_width() + gap
        paint.words(
            painter, QRectF(left, box.top(), wide, box.height()), self._words, self.font(), self.ink()
        )
        if self.tail_width():
            self.paint_tail(painter, QRectF(left + wide + gap, box.top(), self.tail_width(), box.height()))


class Button(Faced):
    """A button. `kind` is one of KINDS; one filled button (primary or approve) stands on a screen.

    `shortcut` ("Ctrl+N") is shown as a key cap. With `live` the button also answers to it while it is visible;
    leave `live` off where the window's own action has the same keys.
    """

    def __init__(
        self,
        text: str,
        kind: str = "plain",
        shortcut: str | None = None,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        live: bool = False,
        small: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self._keys = keys_shown(shortcut) if shortcut else ""
        self._keys_showing = True
        self.setProperty("kind", kind)
        self.setProperty("small", "true" if small else "false")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._live = QKeySequence(shortcut) if shortcut and live else QKeySequence()
        if shortcut:
            self.setAccessibleDescription(self._keys)
            self.setShortcut(self._live)

    def show_keys(self, showing: bool) -> None:
        """Hides the key cap where room is scarce; the keys work all the same."""
        if self._keys_showing != showing:
            self._keys_showing = showing
            self.updateGeometry()
            self.update()

    def set_words(self, text: str) -> None:
        """Qt forgets a button's shortcut when its words change."""
        super().set_words(text)
        self.setShortcut(getattr(self, "_live", QKeySequence()))

    def kind(self) -> str:
        return str(self.property("kind"))

    def set_kind(self, kind: str) -> None:
        self.setProperty("kind", kind)
        restyle(self)

    def ink(self) -> QColor:
        if not self.isEnabled():
            return theme.colour("ink3")
        over = self.underMouse() and self.kind() == "link"
        role = {"primary": "over_fill", "approve": "over_fill", "danger": "bad", "link": "accent"}.get(
            self.kind(), "ink"
        )
        if self.kind() == "link" and (ground := _on_banner(self)) is not None:
            role = "banner_ink" if over or ground.property("tone") else "banner_link"
        elif self.objectName() == "find":
            role = "rail_ink" if self.underMouse() else "rail_text"
        elif over:
            role = "ink"
        return theme.colour(role)

    def lead_width(self) -> float:
        return theme.px(16) if self._icon else 0

    def tail_width(self) -> float:
        return paint.keycap_size(self._keys).width() if self._keys and self._keys_showing else 0

    def paint_lead(self, painter: QPainter, box: QRectF) -> None:
        side = box.width()
        paint_icon(
            painter, self._icon, QRectF(box.left(), box.center().y() - side / 2, side, side), self.ink()
        )

    def paint_tail(self, painter: QPainter, box: QRectF) -> None:
        size = paint.keycap_size(self._keys)
        paint.keycap(
            painter,
            QRectF(box.left(), box.center().y() - size.height() / 2, size.width(), size.height()),
            self._keys,
            self.ink(),
        )


def _on_banner(widget: QWidget) -> QWidget | None:
    parent = widget.parentWidget()
    return parent if parent is not None and type(parent).__name__ in ("Banner", "Toast") else None
