"""Calendar: what goes out when?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QDateTime, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop import times
from desktop.phrases import tr
from desktop.views import calendar_days as cal
from desktop.views.calendar_agenda import AgendaDelegate, AgendaModel, DayHead, agenda
from desktop.views.calendar_entry import paint_ground
from desktop.views.calendar_grid import DaysGrid
from desktop.widgets import theme
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card, EmptyState, empty
from desktop.widgets.chips import FilterChip
from desktop.widgets.choices import Segmented
from desktop.widgets.emphasis import Emphasis
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import Secondary, named, shown
from desktop.widgets.page import Page, TitleLine
from desktop.widgets.rows import ListCard, RowsView
from office.rows import DeliveryRow, PeriodRow
from office.rules.moments import london


class Swatch(QWidget):
    """A state as the calendar draws it, for the legend."""

    def __init__(self, state: str) -> None:
        super().__init__()
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(11), theme.px(11))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_ground(QPainter(self), QRectF(self.rect()), self._state)


class PeriodStrip(QWidget):
    """A period that covers everything shown, across the calendar's head."""

    def __init__(self, period: PeriodRow) -> None:
        super().__init__()
        self.setObjectName("periodStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title, until = cal.period_words(period)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 12, 4)
        row.addWidget(Emphasis([(title, True), (f" {until}", False)], size=theme.SECONDARY, ink="banner_ink"))
        named(self, f"{title} {until}")


class CalendarView(Page):
    """`range_wanted(start, end)` when a person moves in time; `range()` is what stands there now (UTC)."""

    range_wanted = Signal(object, object)
    delivery_wanted = Signal(str)
    new_post_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=12)
        self._kind, self._anchor, self._now = cal.MONTH, None, None
        self._rows: tuple[DeliveryRow, ...] = ()
        self._periods: tuple[PeriodRow, ...] = ()
        self._account = ""
        self._line = TitleLine(tr("Calendar"))
        self._kinds = Segmented([tr("Month"), tr("Week"), tr("Agenda")], label=tr("How much"))
        self._accounts = FilterChip(tr("All accounts"))
        self._grid = DaysGrid()
        self._agenda = AgendaModel()
        self._list = RowsView(self._agenda, AgendaDelegate(), tr("Agenda"))
        self._strips = QVBoxLayout()
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        today, before, after = Button(tr("Today")), Button("‹"), Button("›")
        for button, by, name in (
            (today, 0, tr("Go to today")),
            (before, -1, tr("Earlier")),
            (after, 1, tr("Later")),
        ):
            named(button, name)
            button.setToolTip(name)
            button.clicked.connect(lambda _=False, step=by: self._on_step(step))
            self._line.left.addWidget(button)
        self._line.left.addWidget(self._kinds)
        new = Button(tr("New post"), "primary", "Ctrl+N")
        new.clicked.connect(self.new_post_wanted)
        self._line.right.addWidget(self._accounts)
        self._line.right.addWidget(new)
        self.column.addWidget(self._line)
        self.column.addWidget(_legend())
        card = Card(margins=1, gap=0)
        self._strips.setSpacing(1)
        card.column.addLayout(self._strips)
        nothing = EmptyState(
            tr("Nothing is planned here"),
            tr(
                "Posts stand here once they have a time, approved or waiting. Look earlier or later, or write one."
            ),
            icon="calendar",
        )
        self._body.addWidget(self._grid)
        self._body.addWidget(ListCard(self._list, nothing, flat=True))
        card.column.addWidget(self._body, 1)
        self.column.addWidget(card, 1)
        self.setFocusProxy(self._grid)

    def _connect(self) -> None:
        self._kinds.picked.connect(self._on_kind)
        self._accounts.clicked.connect(self._on_accounts)
        self._grid.delivery_wanted.connect(self.delivery_wanted)
        self._grid.day_wanted.connect(self._on_day)
        self._list.row_opened.connect(self._on_row)
        self._list.row_pressed.connect(self._on_row)
        keys = {"PgUp": -1, "PgDown": 1, "T": 0}
        for key, by in keys.items():
            self._bind(key, lambda step=by: self._on_step(step))
        for key, kind in {"M": cal.MONTH, "W": cal.WEEK, "G": cal.AGENDA}.items():
            self._bind(key, lambda which=kind: self._on_kind(which))

    def _bind(self, key: str, do: object) -> None:
        keys = QShortcut(QKeySequence(key), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(do)

    def range(self, now: datetime | None = None) -> tuple[datetime, datetime]:
        """What is shown, from midnight to midnight in London. Give `now` at first: it is where the calendar opens."""
        first, after = cal.span(self._kind, self._at(now))
        return london(first), london(after)

    def show_rows(self, rows: Sequence[DeliveryRow], periods: Sequence[PeriodRow], now: datetime) -> None:
        self._rows, self._periods, self._now = tuple(rows), tuple(periods), now
        self._at(now)
        self._show()

    def _at(self, now: datetime | None = None) -> date:
        if self._anchor is None:
            moment = now or self._now
            clock = QDateTime.currentDateTimeUtc().toPython()
            self._anchor = times.local(moment).date() if moment else clock.date()
        return self._anchor

    def _show(self) -> None:
        if self._now is None:
            return
        anchor = self._at()
        chosen = [row for row in self._rows if self._account in ("", row.account.id)]
        days = cal.days(self._kind, anchor, chosen, self._periods, self._now)
        whole = cal.throughout(self._periods, days)
        inside = [period for period in self._periods if period not in whole]
        if whole:
            days = cal.days(self._kind, anchor, chosen, inside, self._now)
        self._line.say(cal.title(self._kind, anchor))
        empty(self._strips)
        for period in whole:
            self._strips.addWidget(PeriodStrip(period))
        self._body.setCurrentIndex(1 if self._kind == cal.AGENDA else 0)
        self.setFocusProxy(self._list if self._kind == cal.AGENDA else self._grid)
        if self._kind == cal.AGENDA:
            self._agenda.show_rows(agenda(days) if any(day.entries for day in days) else ())
        else:
            self._grid.show_days(days, large=self._kind == cal.WEEK)

    def _move(self, anchor: date) -> None:
        self._anchor = anchor
        self._rows = ()
        self._show()
        self.range_wanted.emit(*self.range())

    def _on_step(self, by: int) -> None:
        today = times.local(self._now).date() if self._now else self._at()
        self._move(cal.step(self._kind, self._at(), by) if by else today)

    def _on_kind(self, kind: int) -> None:
        self._kind = kind
        self._kinds.choose(kind)
        today = times.local(self._now).date() if self._now else self._at()
        first, after = cal.span(cal.MONTH, self._at())
        self._move(today if first <= today < after else self._at())

    def _on_day(self, day: date) -> None:
        """A day with many: the agenda, at that day."""
        self._kind = cal.AGENDA
        self._kinds.choose(cal.AGENDA)
        self._anchor = day
        self._show()
        self.range_wanted.emit(*self.range())
        self._list.choose(max(0, self._agenda.place_of(day)))
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_row(self, row: DeliveryRow | DayHead) -> None:
        if isinstance(row, DeliveryRow):
            self.delivery_wanted.emit(row.id)

    def _on_accounts(self) -> None:
        menu = QMenu(self)
        found = {row.account.id: row.account for row in self._rows}
        choices = [("", tr("All accounts")), *((a.id, a.handle) for a in found.values())]
        for which, name in choices:
            action = menu.addAction(shown(name).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(which == self._account)
            action.triggered.connect(lambda _=False, chosen=which, said=name: self._on_account(chosen, said))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._accounts.mapToGlobal(self._accounts.rect().bottomLeft()))

    def _on_account(self, account: str, name: str) -> None:
        self._account = account
        self._accounts.set_words(name)
        self._accounts.set_chosen(bool(account))
        self._show()


def _legend() -> QWidget:
    whole = QWidget()
    flow = FlowLayout(whole, gap=18, line_gap=4)
    for state, name in cal.LEGEND:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Swatch(state))
        row.addWidget(Secondary(tr(name), wrap=False))
        flow.addWidget(pair)
    return whole
