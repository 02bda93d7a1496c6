"""Somebody asks to be enrolled: compare the fingerprint aloud, choose what they may do, enrol."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.phrases import tr
from desktop.phrases_people import ROLES, role_word
from desktop.phrases_tongue import sentence_case
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card
from desktop.widgets.labels import Fingerprint, Heading, PlainLabel, Secondary
from desktop.widgets.ticks import Tick
from office.rows import JoinRow


class JoinPanel(Card):
    """`enrol_wanted(id, roles)` when the fingerprint was ticked as heard and at least one role was chosen."""

    enrol_wanted = Signal(str, list)
    dismiss_wanted = Signal(str)

    def __init__(self, row: JoinRow, may: bool, parent: QWidget | None = None) -> None:
        super().__init__(tr("Somebody asks to join"), parent=parent, gap=10)
        self._row, self._may = row, may
        self.column.addWidget(Heading(row.name, 3))
        if row.email:
            self.column.addWidget(Secondary(row.email))
        ask = tr(
            "Ring them on a number that you know, and have them read this out. Enrol them only if it is the same:"
        )
        self.column.addWidget(PlainLabel(ask))
        self.column.addWidget(Fingerprint(row.fingerprint, groups=8))
        self._heard = Tick(tr("I have heard them read out the same"))
        self._heard.ticked.connect(self._refresh)
        self.column.addWidget(self._heard)
        self._roles: dict[str, Tick] = {}
        self.column.addLayout(self._make_roles())
        self._enrol, self._dismiss = Button(tr("Enrol"), "approve"), Button(tr("Put this away"), "link")
        foot = QHBoxLayout()
        foot.addWidget(self._dismiss)
        foot.addStretch(1)
        foot.addWidget(self._enrol)
        self.column.addLayout(foot)
        self._enrol.clicked.connect(self._on_enrol)
        self._dismiss.clicked.connect(lambda: self.dismiss_wanted.emit(self._row.id))
        self._refresh()

    def _make_roles(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for number, (role, (_, more)) in enumerate(ROLES.items()):
            tick = Tick(sentence_case(role_word(role)), tr(more))
            tick.ticked.connect(self._refresh)
            self._roles[role] = tick
            grid.addWidget(tick, number // 2, number % 2)
        return grid

    def roles(self) -> list[str]:
        return [role for role, tick in self._roles.items() if tick.isChecked()]

    def _refresh(self) -> None:
        self._enrol.setEnabled(self._may and self._heard.isChecked() and bool(self.roles()))

    def _on_enrol(self) -> None:
        self.enrol_wanted.emit(self._row.id, self.roles())
