"""The questions that an approver answers before signing; the answers are kept with the approval."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.phrases import tr
from desktop.widgets import theme
from desktop.widgets.cards import Card, empty
from desktop.widgets.ticks import Tick


class BeforeSign(Card):
    """`answered` when a person ticks or unticks; `complete()` when all are ticked."""

    answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Before you sign"), tr("Your answers are kept with your approval"), parent)
        self._boxes: dict[str, Tick] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(4)
        self.column.addLayout(self._grid)

    def show_questions(self, questions: Sequence[tuple[str, str]]) -> None:
        """Shows (code, words); all unticked."""
        empty(self._grid)
        self._boxes = {}
        for code, words in questions:
            box = Tick(words)
            box.ticked.connect(self.answered)
            self._boxes[code] = box
        self._arrange()
        self.setVisible(bool(questions))

    def answers(self) -> dict[str, bool]:
        return {code: box.isChecked() for code, box in self._boxes.items()}

    def complete(self) -> bool:
        return all(box.isChecked() for box in self._boxes.values())

    def missing(self) -> int:
        return sum(not box.isChecked() for box in self._boxes.values())

    def open_for_answers(self, open_: bool) -> None:
        for box in self._boxes.values():
            box.setEnabled(open_)

    def _arrange(self) -> None:
        """One column where two would not fit."""
        across = 1 if self.width() < theme.px(560) else 2
        for number, box in enumerate(self._boxes.values()):
            self._grid.addWidget(box, number // across, number % across)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, across - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
