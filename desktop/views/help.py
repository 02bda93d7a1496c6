"""Help in one screen: what may be posted now, and everything that can be done here with its keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop import times
from desktop.actions import Action
from desktop.phrases import tr
from desktop.views import words
from desktop.widgets.buttons import keys_shown
from desktop.widgets.cards import Callout
from desktop.widgets.keycap import KeyCap
from desktop.widgets.labels import Heading, PlainLabel, Rule, Secondary
from desktop.widgets.sheet import Sheet
from office.rows import PeriodRow


class HelpSheet(Sheet):
    """What may be posted now, and everything that can be done here with its keys."""

    def __init__(
        self,
        here: Sequence[Action],
        everywhere: Sequence[Action],
        periods: Sequence[PeriodRow],
        parent: QWidget | None,
    ) -> None:
        super().__init__(tr("Help"), parent, wide=640)
        for period in periods:
            self._add_period(period)
        for title, actions in ((tr("On this screen"), here), (tr("Everywhere"), everywhere)):
            if actions:
                self.column.addWidget(Heading(title, 2))
                self._add_actions(actions)
        self.column.addStretch(1)
        self.add_close()

    def _add_period(self, period: PeriodRow) -> None:
        end = times.when(period.end) if period.end else tr("somebody ends it")
        span = (
            tr("From {start} until {end}.").replace("{start}", times.when(period.start)).replace("{end}", end)
        )
        self.column.addWidget(
            Callout("hold", tr("{title}: what may I post?").replace("{title}", period.title), span)
        )
        if period.notice:
            self.column.addWidget(PlainLabel(period.notice))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        for number, (category, level) in enumerate(period.levels.items()):
            grid.addWidget(PlainLabel(words.category(category)), number, 0)
            grid.addWidget(Secondary(words.level(level)[0]), number, 1)
        self.column.addLayout(grid)
        self.column.addWidget(Rule())

    def _add_actions(self, actions: Sequence[Action]) -> None:
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        for number, action in enumerate(actions):
            grid.addWidget(PlainLabel(action.said()), number, 0)
            if action.shortcut:
                grid.addWidget(KeyCap(keys_shown(action.shortcut)), number, 1, Qt.AlignmentFlag.AlignRight)
        self.column.addLayout(grid)
