"""Rules: who may speak, where, under what rules? Pause, periods, what is held, approved answers, who must say yes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import times
from desktop.phrases import tr
from desktop.views import words
from desktop.views.again import Again
from desktop.views.answers_card import AnswersCard
from desktop.views.declare import DeclareCard
from desktop.views.held_card import HeldCard
from desktop.views.period_card import PeriodCard
from desktop.views.sending_card import SendingCard
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, Card, empty
from desktop.widgets.emphasis import Emphasis
from desktop.widgets.labels import Heading, PlainLabel, Secondary
from desktop.widgets.page import Columns, Page, TitleLine
from desktop.widgets.scroll import reveal
from office.rows import DeliveryRow, PeriodRow, RulesRows, StageRow


class RulesView(Page):
    """`show_caught` answers `preview_wanted`. `declare_wanted`: pack, title, start, end, body types, territories."""

    pause_wanted = Signal(str)
    resume_ask_wanted = Signal(str, list)
    clock_ask_wanted = Signal(str)
    preview_wanted = Signal(str, object, object)
    declare_wanted = Signal(str, str, object, object, list, list)
    lift_wanted = Signal(str, str)
    shorten_wanted = Signal(str, object, str)
    reapprove_wanted = Signal(str)
    withdraw_wanted = Signal(str)
    exception_wanted = Signal(str, str, str, str)
    propose_wanted = Signal(str, str, str, object)
    withdraw_template_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, scrolls=True)
        self._rows: RulesRows | None = None
        self._now: datetime | None = None
        self._periods_again, self._workflows_again = Again(), Again()
        self._line = TitleLine(tr("Rules"))
        self._new = Button(tr("Declare a period"), "primary")
        self._fault = Callout("bad")
        self._sending, self._declare, self._held = SendingCard(), DeclareCard(), HeldCard()
        self._answers = AnswersCard()
        self._periods, self._workflows = QVBoxLayout(), Card(tr("Who must say yes"), gap=6)
        self._lay_out()
        self._wire()

    def show_rows(
        self, rows: RulesRows, in_flight: Sequence[DeliveryRow] = (), now: datetime | None = None
    ) -> None:
        """`in_flight`: everything that a resumption would have to decide on."""
        self._rows = rows
        self._now = now or self._now or max((p.start for p in rows.periods), default=None) or _epoch()
        self._sending.show_sending(rows.sending, in_flight or rows.held, self._now)
        self._show_periods(rows.periods, self._now)
        packs = {pack.id: pack for pack in rows.packs}
        grounds = {p.title: packs[p.pack].grounds for p in rows.periods if p.pack in packs}
        self._held.show_held(rows.held, self._now, grounds)
        self._answers.show_answers(rows.answers, self._now)
        self._show_workflows(rows.workflows)
        self._new.setEnabled(bool(rows.packs))
        self._new.set_kind("primary" if rows.sending.state == "on" else "plain")
        self._fault.hide()

    def show_caught(self, rows: Sequence[DeliveryRow]) -> None:
        self._declare.show_caught(rows)

    def show_declared(self) -> None:
        """It was declared: the panel goes."""
        self._declare.hide()
        self._new.show()

    def show_fault(self, sentence: str) -> None:
        """Says why something was not done; what was filled in stays."""
        if self._declare.isVisible():
            self._declare.show_fault(sentence)
            return
        if self._answers.proposing():
            self._answers.show_fault(sentence)
            return
        self._fault.say("bad", tr("That was not done."), sentence)
        self._fault.show()

    def show_proposed(self) -> None:
        """It was proposed: the panel goes."""
        self._answers.show_proposed()

    def declare(self) -> None:
        """Opens the panel, as its button does."""
        if self._rows is not None and self._now is not None:
            self._new.hide()
            self._declare.open(self._rows.packs, self._now)
            reveal(self._declare)

    def point_at_resume(self) -> None:
        """Puts the keyboard on the list of what would go on."""
        self._sending.point_at_resume()
        reveal(self._sending)

    def point_at_held(self) -> None:
        reveal(self._held)

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        columns = []
        for side in (left, right):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
            columns.append(column)
        self._periods.setSpacing(16)
        columns[0].addWidget(self._sending)
        columns[0].addWidget(self._declare)
        columns[0].addLayout(self._periods)
        columns[0].addWidget(self._answers)
        columns[1].addWidget(self._held)
        columns[1].addWidget(self._workflows)
        for column in columns:
            column.addStretch(1)
        self._line.right.addWidget(self._new)
        self.column.addWidget(self._line)
        self.column.addWidget(self._fault)
        self.column.addWidget(Columns(left, right, second_width=440), 1)
        self._declare.hide()
        self._fault.hide()

    def _wire(self) -> None:
        self._new.clicked.connect(self.declare)
        self._sending.pause_wanted.connect(self.pause_wanted)
        self._sending.resume_wanted.connect(self.resume_ask_wanted)
        self._sending.clock_wanted.connect(self.clock_ask_wanted)
        self._declare.preview_wanted.connect(self.preview_wanted)
        self._declare.declare_wanted.connect(self.declare_wanted)
        self._declare.closed.connect(self._new.show)
        self._held.reapprove_wanted.connect(self.reapprove_wanted)
        self._held.withdraw_wanted.connect(self.withdraw_wanted)
        self._held.exception_wanted.connect(self.exception_wanted)
        self._answers.propose_wanted.connect(self.propose_wanted)
        self._answers.withdraw_template_wanted.connect(self.withdraw_template_wanted)

    def _show_periods(self, periods: Sequence[PeriodRow], now: datetime) -> None:
        if self._periods_again.said(tuple(periods), times.local(now).date()):
            return
        empty(self._periods)
        open_ = [period for period in periods if period.state in ("in force", "coming")]
        over = [period for period in periods if period not in open_]
        if not open_:
            self._periods.addWidget(_no_period())
        for period in open_:
            self._periods.addWidget(self._period(period, now))
        if over:
            self._periods.addWidget(Heading(tr("Earlier periods"), 2))
        for period in over:
            self._periods.addWidget(self._period(period, now))

    def _period(self, period: PeriodRow, now: datetime) -> PeriodCard:
        card = PeriodCard(period, now)
        card.lift_wanted.connect(self.lift_wanted)
        card.shorten_wanted.connect(self.shorten_wanted)
        return card

    def _show_workflows(self, workflows: Sequence[tuple[str, tuple[StageRow, ...]]]) -> None:
        if self._workflows_again.said(tuple(workflows)):
            return
        self._workflows.clear()
        for title, stages in workflows:
            self._workflows.column.addWidget(
                Emphasis([(f"{title}: ", True), (_stages(stages), False)], size=13.5)
            )
        note = tr("Nobody approves what they wrote or edited. Any change asks again.")
        self._workflows.column.addWidget(Secondary(note))


def _stages(stages: Sequence[StageRow]) -> str:
    """`line manager, then health policy`."""
    said = []
    for stage in stages:
        who = stage.title or words.roles(stage.roles)
        said.append(tr("{n} × {who}").format(n=stage.needed, who=who) if stage.needed > 1 else who)
    return tr(", then ").join(said) if said else tr("nobody; it opens a review the next working day")


def _no_period() -> Card:
    card = Card(tr("No period is in force or coming"))
    card.column.addWidget(
        PlainLabel(tr("When an election, a referendum or a mourning is announced, declare its period here. It takes one person and counts at once; ending it early takes two."))
    )  # fmt: skip
    return card


def _epoch() -> datetime:
    from datetime import UTC

    return datetime(2000, 1, 1, tzinfo=UTC)
