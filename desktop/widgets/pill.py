"""Small marks: a state in a word and a colour, a platform's letter, a person's initials."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets import paint, theme
from desktop.widgets.labels import PlainLabel, restyle
from desktop.widgets.palette import TONES, platform_of
from office.rows import AccountRow


class Pill(PlainLabel):
    """A state: always a word with its colour. `dot` puts a filled dot before it; it asks for nothing."""

    def __init__(
        self, text: str, tone: str = "neutral", parent: QWidget | None = None, *, dot: bool = False
    ) -> None:
        super().__init__("", parent, wrap=False)
        self._dot = dot
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone)

    def show_state(self, text: str, tone: str) -> None:
        self.setProperty("tone", tone if tone in TONES else "neutral")
        self.setText(text)
        restyle(self)

    def tone(self) -> str:
        return str(self.property("tone"))

    def _dot_room(self) -> int:
        return theme.px(14) if self._dot else 0

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self._dot_room(), 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint.pill_ground(painter, box, self.tone())
        ink = theme.tokens().of(self.tone())
        if self._dot:
            side = theme.px(8)
            spot = QRectF(theme.px(10), (box.height() - side) / 2, side, side)
            paint.rounded(painter, spot, side / 2, ink)
            box.setLeft(self._dot_room() + theme.px(6))
        paint.words(painter, box, self.words(), self.font(), ink, paint.CENTRE)


class _Mark(QWidget):
    """A square of a fixed size that grows with the text."""

    def __init__(self, size: float, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._side = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = theme.px(self._side)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
        super().changeEvent(event)


class Badge(_Mark):
    """The letter of an account's platform; the handle is its tool tip and its name for a screen reader."""

    def __init__(self, account: AccountRow, size: float = 18, parent: QWidget | None = None) -> None:
        super().__init__(size, parent)
        self.show_account(account)

    def show_account(self, account: AccountRow) -> None:
        self._platform = network(account)
        self.setToolTip(f"<qt>{platform_of(self._platform)[0]}</qt>" if not account.handle else "")
        self.setAccessibleName(f"{self._platform} {account.handle}".strip())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.badge(QPainter(self), QRectF(self.rect()), self._platform)


class Avatar(_Mark):
    """A person's initials; the same person has the same colour everywhere (`seed`: the id, or else the initials)."""

    def __init__(
        self, initials: str = "", seed: str = "", size: float = 28, parent: QWidget | None = None
    ) -> None:
        super().__init__(size, parent)
        self.show_person(initials, seed)

    def show_person(self, initials: str, seed: str = "") -> None:
        self._initials, self._seed = initials, seed
        self.setAccessibleName(initials)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.avatar(QPainter(self), QRectF(self.rect()), self._initials, self._seed)


def network(account: AccountRow) -> str:
    """Where an account's posts are seen: for a hand-off account the platform that it is handed to."""
    if account.platform == "handoff":
        return str(account.settings.get("network") or "handoff")
    return account.platform
