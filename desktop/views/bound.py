"""What a yes is bound to besides the words: account, time, what if nobody answers, fingerprint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop import times
from desktop.phrases import sentence_case, tr
from desktop.widgets import theme
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import Fingerprint, PlainLabel, Secondary
from desktop.widgets.pill import Badge
from office.rows import DeliveryRow


class BoundTo(QWidget):
    """A line for each delivery; what is the same as in the line above is not said again. Two by two where narrow."""

    STRETCH = (5, 4, 4, 3)

    def __init__(
        self, deliveries: Sequence[DeliveryRow], now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._across = 0
        self._titles = [
            Secondary(title, bold=True)
            for title in (tr("Account"), tr("Goes out"), tr("If nobody answers"), tr("Fingerprint"))
        ]
        self._cells: list[list[QWidget]] = []
        above = ("", "")
        for delivery in deliveries:
            said = (goes_out(delivery, now), unanswered(delivery, now))
            labels = [PlainLabel("" if said == above else cell) for cell in said]
            self._cells.append([_account(delivery), *labels, Fingerprint(delivery.fingerprint)])
            above = said
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._arrange()

    def _arrange(self) -> None:
        across = 4 if self.width() >= theme.px(520) or not self.isVisible() else 2
        if across == self._across:
            return
        self._across = across
        for column in range(4):
            self._grid.setColumnStretch(column, self.STRETCH[column] if column < across else 0)
        for number, title in enumerate(self._titles):
            self._grid.addWidget(title, number // across * (len(self._cells) + 1), number % across)
        for line, cells in enumerate(self._cells, start=1):
            for number, cell in enumerate(cells):
                row = number // across * (len(self._cells) + 1) + line
                self._grid.addWidget(cell, row, number % across, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()
        super().changeEvent(event)


def _account(delivery: DeliveryRow) -> QWidget:
    made = QWidget()
    flow = FlowLayout(made, gap=5, line_gap=2)
    flow.addWidget(Badge(delivery.account))
    flow.addWidget(PlainLabel(delivery.account.handle or delivery.account.name, wrap=False))
    return made


def goes_out(delivery: DeliveryRow, now: datetime) -> str:
    if delivery.start is None:
        return tr("As soon as it is approved")
    said = sentence_case(times.when(delivery.start, now))
    return said if said.endswith(tr("London")) else f"{said} {tr('London')}"


def unanswered(delivery: DeliveryRow, now: datetime) -> str:
    if delivery.until is None:
        return tr("It waits")
    until = delivery.until
    same = times.local(until).date() == times.local(delivery.start or now).date()
    said = times.clock(until) if same else times.when(until, now)
    return tr("It is missed at {until} and does not go out").format(until=said)
