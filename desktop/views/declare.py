"""Declare a period, in under a minute: which one, from when, and what it would catch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.phrases import plural, tr
from desktop.views import words
from desktop.views.delivery_line import DeliveryLine
from desktop.views.period_card import levels_shown, stops_words
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, Card, Field, empty
from desktop.widgets.combo import Combo
from desktop.widgets.labels import PlainLabel, Rule, Secondary
from desktop.widgets.line import Line
from desktop.widgets.moment import MomentField
from desktop.widgets.ticks import Options, Tick
from office.rows import DeliveryRow, PackRow

OPEN, AT = "open", "at"
ASKING = 200
SHOWN = 8


class DeclareCard(Card):
    """`preview_wanted` whenever what it would catch may have changed; `declare_wanted` with everything chosen."""

    preview_wanted = Signal(str, object, object)
    declare_wanted = Signal(str, str, object, object, list, list)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Declare a period"),
            tr("It counts at once, and catches what is already planned"),
            parent,
            gap=12,
        )
        self._packs: dict[str, PackRow] = {}
        self._now = datetime(2000, 1, 1, tzinfo=UTC)
        self._pack, self._name = Combo(), Line(tr("Its name on every screen"))
        self._start = MomentField(tr("From"))
        self._ends = Options(tr("Until"))
        self._end = MomentField(tr("Until"))
        self._ends.add(OPEN, tr("Until somebody ends it"))
        self._ends.add(AT, tr("Until a time"))
        self._rule, self._what = Secondary(""), QVBoxLayout()
        self._bodies, self._places = _Ticks(tr("Kinds of body")), _Ticks(tr("Where"))
        self._sources, self._caught = QVBoxLayout(), QVBoxLayout()
        self._caught_title = PlainLabel("", bold=True)
        self._fault = Callout("bad")
        self._declare, self._cancel = Button(tr("Declare it now"), "primary"), Button(tr("Cancel"), "link")
        self._asking = QTimer(self, singleShot=True, interval=ASKING)
        self._lay_out()
        self._wire()

    def open(self, packs: Sequence[PackRow], now: datetime) -> None:
        """Begins a new one. The first pack is chosen, from now."""
        self._now = now
        self._packs = {pack.id: pack for pack in packs}
        self._pack.show_choices([(pack.id, pack.title) for pack in packs], packs[0].id if packs else "")
        self._start.show_moment(now.replace(second=0, microsecond=0), now)
        self._end.show_moment(None, now)
        self._ends.choose(OPEN)
        self._fault.hide()
        self._show_pack()
        self.show()
        self._pack.setFocus()
        self._asking.start()

    def show_caught(self, rows: Sequence[DeliveryRow]) -> None:
        """What declaring this would hold."""
        empty(self._caught)
        count = len(rows)
        said = plural(
            count, "It would hold {n} post that is planned", "It would hold {n} posts that are planned"
        )
        self._caught_title.setText(said if count else tr("It would hold nothing that is planned now"))
        for row in rows[:SHOWN]:
            self._caught.addWidget(DeliveryLine(row, self._now, why=False))
        if count > SHOWN:
            self._caught.addWidget(Secondary(plural(count - SHOWN, "And {n} more.", "And {n} more.")))

    def show_fault(self, sentence: str) -> None:
        self._fault.say("bad", tr("It was not declared."), sentence)
        self._fault.show()

    def _make_fields(self) -> QGridLayout:
        times = QGridLayout()
        times.setHorizontalSpacing(16)
        times.setVerticalSpacing(12)
        until = QWidget()
        lines = QVBoxLayout(until)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._ends)
        lines.addWidget(self._end)
        fields = (
            (Field(tr("Which"), self._pack), Field(tr("Its name on every screen"), self._name)),
            (Field(tr("From"), self._start), Field(tr("Until"), until)),
        )
        for row, pair in enumerate(fields):
            for column, field in enumerate(pair):
                times.addWidget(field, row, column)
                times.setColumnStretch(column, 1)
        return times

    def _lay_out(self) -> None:
        self.column.addLayout(self._make_fields())
        self.column.addWidget(self._rule)
        self.column.addWidget(Rule())
        self.column.addWidget(self._caught_title)
        self.column.addLayout(self._caught)
        self.column.addWidget(Rule())
        self.column.addLayout(self._what)
        for ticks in (self._bodies, self._places):
            self.column.addWidget(ticks)
        self.column.addLayout(self._sources)
        self.column.addWidget(self._fault)
        foot = QHBoxLayout()
        foot.addWidget(self._declare)
        foot.addWidget(self._cancel)
        foot.addStretch(1)
        self.column.insertLayout(3, foot)

    def _wire(self) -> None:
        self._pack.picked.connect(self._on_pack)
        self._start.edited.connect(self._on_edited)
        self._end.edited.connect(self._on_edited)
        self._ends.picked.connect(self._on_ends)
        for ticks in (self._bodies, self._places):
            ticks.edited.connect(self._on_edited)
        self._declare.clicked.connect(self._on_declare)
        self._cancel.clicked.connect(self._on_cancel)
        self._asking.timeout.connect(self._on_asking)

    def _show_pack(self) -> None:
        pack = self._packs.get(self._pack.chosen())
        self._end.setVisible(self._ends.chosen() == AT)
        if pack is None:
            return
        self._name.show_words(pack.title)
        self._rule.setText(
            tr("Starts: {start}. Ends: {end}.").format(start=pack.start_rule, end=pack.end_rule)
        )
        empty(self._what)
        self._what.addWidget(Secondary(pack.force))
        self._what.addWidget(levels_shown(pack.levels))
        if pack.stops:
            self._what.addWidget(Secondary(stops_words(pack.stops)))
        self._bodies.show_ticks([(name, words.body_type(name)) for name in pack.body_types])
        self._places.show_ticks([(name, words.territory(name)) for name in pack.territories])
        empty(self._sources)
        unsure = [source for source in pack.sources if source[2] != "confirmed"]
        self._sources.addWidget(Secondary(_sources_title(len(pack.sources), len(unsure)), bold=True))
        for statement, source, status in sorted(pack.sources, key=lambda one: one[2] == "confirmed"):
            mark = tr("confirmed") if status == "confirmed" else tr("not confirmed")
            self._sources.addWidget(Secondary(f"{statement} ({source}: {mark})", hint=status == "confirmed"))

    def _chosen_end(self) -> datetime | None:
        return self._end.moment() if self._ends.chosen() == AT else None

    def _fault_of(self) -> str:
        if self._start.fault():
            return self._start.fault()
        if self._ends.chosen() == AT:
            if self._end.fault():
                return self._end.fault()
            start, end = self._start.moment(), self._end.moment()
            if start and end and end <= start:
                return tr("It would end before it begins.")
        if not (self._bodies.chosen() and self._places.chosen()):
            return tr("Tick at least one kind of body and one place, or it would hold nothing.")
        return ""

    def _on_pack(self, _pack: str) -> None:
        self._show_pack()
        self._on_edited()

    def _on_ends(self, _name: str) -> None:
        self._end.setVisible(self._ends.chosen() == AT)
        self._on_edited()

    def _on_edited(self) -> None:
        self._fault.hide()
        self._asking.start()

    def _on_asking(self) -> None:
        start = self._start.moment()
        if start is not None and not self._fault_of():
            self.preview_wanted.emit(self._pack.chosen(), start, self._chosen_end())

    def _on_declare(self) -> None:
        fault = self._fault_of()
        if fault:
            self.show_fault(fault)
            return
        title = self._name.words().strip() or self._packs[self._pack.chosen()].title
        self.declare_wanted.emit(
            self._pack.chosen(),
            title,
            self._start.moment(),
            self._chosen_end(),
            self._bodies.chosen(),
            self._places.chosen(),
        )

    def _on_cancel(self) -> None:
        self.hide()
        self.closed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self._asking.stop()
        super().hideEvent(event)


class _Ticks(QWidget):
    """Several of several, all ticked at first."""

    edited = Signal()

    def __init__(self, label: str) -> None:
        super().__init__()
        self._ticks: dict[str, Tick] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Secondary(label, bold=True))
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        column.addLayout(self._column)
        self.setAccessibleName(label)

    def show_ticks(self, choices: Sequence[tuple[str, str]]) -> None:
        empty(self._column)
        self._ticks = {}
        for name, title in choices:
            tick = Tick(title)
            tick.setChecked(True)
            tick.ticked.connect(self.edited)
            self._ticks[name] = tick
            self._column.addWidget(tick)

    def chosen(self) -> list[str]:
        return [name for name, tick in self._ticks.items() if tick.isChecked()]


def _sources_title(count: int, unsure: int) -> str:
    if not unsure:
        return plural(count, "{n} statement, confirmed", "{n} statements, all confirmed")
    return plural(unsure, "{n} statement is not confirmed: check before you rely on it", "{n} statements are not confirmed: check before you rely on them")  # fmt: skip
