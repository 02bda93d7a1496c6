"""One of several, side by side: segments in a frame, tabs over a card."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.widgets import theme
from desktop.widgets.labels import shown


class _Choice(QWidget):
    """One of several, side by side. `picked(index)` only when a person picks; `choose` asks for nothing."""

    picked = Signal(int)
    PAD = 28
    """What the style sheet puts beside the words."""

    def __init__(self, options: Sequence[str], parent: QWidget | None = None, *, label: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(label)
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._group.idClicked.connect(self.picked)
        self.show_options(options)

    def show_options(self, options: Sequence[str], chosen: int = 0) -> None:
        """Changes the words in place where the number stays the same, so that focus stays where it is."""
        buttons = self._group.buttons()
        if len(buttons) != len(options):
            for button in buttons:
                self._group.removeButton(button)
                self._row.removeWidget(button)
                button.hide()
                button.deleteLater()
            for number in range(len(options)):
                button = QPushButton(self)
                button.setCheckable(True)
                button.setAutoDefault(False)
                button.setCursor(Qt.CursorShape.PointingHandCursor)
                self._group.addButton(button, number)
                self._row.insertWidget(number, button)
        for number, text in enumerate(options):
            self._group.button(number).setText(shown(text).replace("&", "&&"))
            self._group.button(number).setAccessibleName(shown(text))
        self._fit()
        if options:
            self.choose(min(chosen, len(options) - 1))

    def _fit(self) -> None:
        """Room for the words when they are chosen, and so bold: Qt counts only what they are now."""
        metrics = QFontMetricsF(theme.font(13.5, 600))
        for button in self._group.buttons():
            words = button.text().replace("&&", "&")
            button.setMinimumWidth(ceil(metrics.horizontalAdvance(words)) + theme.px(self.PAD) + 4)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        super().changeEvent(event)

    def choose(self, index: int) -> None:
        button = self._group.button(index)
        if button is not None:
            button.setChecked(True)

    def chosen(self) -> int:
        return self._group.checkedId()

    def enable(self, index: int, enabled: bool) -> None:
        button = self._group.button(index)
        if button is not None:
            button.setEnabled(enabled)


class Segmented(_Choice):
    """A few choices in one frame: `Segmented(["Month", "Week", "Agenda"])`."""

    def __init__(self, options: Sequence[str], parent: QWidget | None = None, *, label: str = "") -> None:
        super().__init__(options, parent, label=label)
        self._row.setContentsMargins(1, 1, 1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


class Tabs(_Choice):
    """The tabs at the head of a card, the chosen one underlined."""

    PAD = 22

    def __init__(self, options: Sequence[str], parent: QWidget | None = None, *, label: str = "") -> None:
        super().__init__(options, parent, label=label)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
