"""How to answer: with approved words, with one's own, or not at all and why."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import times
from desktop.phrases import tr
from desktop.views import words
from desktop.widgets import paint, theme
from desktop.widgets.cards import Card, EmptyState
from desktop.widgets.choices import Tabs
from desktop.widgets.labels import Rule, Secondary
from desktop.widgets.rows import Index, RowDelegate, RowRole, RowsModel, RowsView
from desktop.widgets.ticks import Options
from desktop.widgets.words_edit import WordsEdit
from office.rows import MentionDetail, TemplateRow

APPROVED, OWN, NOT = 0, 1, 2
TYPING = 200


class TemplateDelegate(RowDelegate):
    """An approved answer as a card; the chosen one has the accent round it."""

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime | None = None

    def height(self, row: TemplateRow | None, width: int) -> float:
        if row is None:
            return 90
        scale = theme.scale()
        text = paint.lines(row.text, theme.font(theme.SECONDARY), width - 32, 4)
        tall = text.lineAt(text.lineCount() - 1).rect().bottom() if text.lineCount() else 0
        return tall / scale + 84

    def paint(self, painter: QPainter, option: object, index: Index) -> None:
        from PySide6.QtWidgets import QStyle

        state = option.state  # type: ignore[attr-defined]
        box = QRectF(option.rect).adjusted(2, 2, -2, -6)  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        paint.rounded(
            painter,
            box,
            6,
            theme.colour("accent_soft" if chosen else "card"),
            theme.colour("accent_fill" if chosen else "line"),
        )
        if chosen:
            paint.rounded(
                painter, box.adjusted(1, 1, -1, -1), 5, theme.colour("card"), theme.colour("accent_fill")
            )
        self.paint_row(painter, box, index.data(RowRole))
        if state & QStyle.StateFlag.State_HasFocus:
            from desktop.widgets.focus import paint_ring

            paint_ring(painter, box.adjusted(-1, -1, 1, 1))
        painter.restore()

    def paint_row(self, painter: QPainter, box: QRectF, row: TemplateRow) -> None:
        inside = box.adjusted(14, theme.px(10), -14, -theme.px(8))
        line = QRectF(inside.left(), inside.top(), inside.width(), theme.px(20))
        paint.words(painter, line, row.title, theme.font(13.5, 600), theme.colour("ink"))
        painter.setPen(theme.colour("ink2"))
        text = paint.lines(row.text, theme.font(theme.SECONDARY), inside.width(), 4)
        text.draw(painter, QPointF(inside.left(), line.bottom() + theme.px(2)))
        said = _approved(row, self.now)
        size = paint.pill_size(said)
        foot = QRectF(inside.left(), inside.bottom() - size.height(), size.width(), size.height())
        paint.pill(painter, foot, said, "ok")
        count = QRectF(foot.right() + 8, foot.top(), 160, foot.height())
        length = f"{row.length} / {row.limit}" if row.limit else row.policy
        paint.words(painter, count, length, theme.font(theme.SECONDARY, digits=True), theme.colour("ink2"))


class Answers(Card):
    """`ready()` says whether there is something to do; `edited` when that may have changed."""

    edited = Signal()
    measure_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent, margins=1, gap=0)
        self._kept: dict[str, str] = {}
        self._id = ""
        self._limit: tuple[int, int] = (0, 0)
        names = [tr("Approved answers"), tr("My own words"), tr("Not answering, because")]
        self._tabs, self._stack = Tabs(names, label=tr("How to answer")), QStackedWidget()
        self._delegate = TemplateDelegate()
        self._model = RowsModel(lambda row: f"{row.title}: {row.text}")
        self._list = RowsView(self._model, self._delegate, tr("Approved answers"))
        self._list.setMinimumHeight(theme.px(150))
        self._none = EmptyState(
            tr("No approved answer fits this account"),
            tr(
                "Answers that are approved once can be used again and again without asking. Use your own words meanwhile."
            ),
        )
        self._edit = WordsEdit(tr("My own words"), lines=4, most=10)
        self._count, self._note = Secondary("", wrap=False), Secondary("")
        self._because = Options(tr("Not answering, because"))
        for name, title in words.BECAUSE.items():
            self._because.add(name, tr(title))
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._lay_out()
        self._wire()

    def tab(self) -> int:
        return self._tabs.chosen()

    def template(self) -> TemplateRow | None:
        return self._list.current_row()

    def text(self) -> str:
        return self._edit.text()

    def because(self) -> str:
        return self._because.chosen()

    def too_long(self) -> bool:
        length, limit = self._limit
        return bool(limit) and length > limit

    def ready(self) -> bool:
        """Is there something to do on the tab that is open?"""
        if self.tab() == APPROVED:
            return self.template() is not None
        if self.tab() == OWN:
            return bool(self.text().strip()) and not self.too_long()
        return bool(self.because())

    def show_detail(self, detail: MentionDetail, now: datetime) -> None:
        """What a person had begun to write to this mention stands there again."""
        self._delegate.now = now
        again = self._id == str(detail.row.id)
        if not again:
            self._kept[self._id] = self._edit.text()
            self._id = str(detail.row.id)
            self._edit.show_text(self._kept.get(self._id, ""))
            self._limit = (0, 0)
            self._turn(OWN if self._edit.text() else APPROVED)
        if not again or self._model.rows() != tuple(detail.templates):
            self._model.show_rows(detail.templates)
            self._list.choose(0)
            self._list.setVisible(bool(detail.templates))
            self._none.setVisible(not detail.templates)
        initials = (
            tr(" Sign with ^{initials}: it counts.").format(initials=detail.initials)
            if detail.initials
            else ""
        )
        self._note.setText(tr("A line manager sees your words first.") + initials)
        self._say()

    def show_measure(self, length: int, limit: int) -> None:
        self._limit = (length, limit)
        self._say()

    def clear_words(self, mention: str) -> None:
        """What was sent is not kept."""
        self._kept.pop(mention, None)
        if mention == self._id:
            self._edit.show_text("")

    def _lay_out(self) -> None:
        own, foot = QWidget(), QHBoxLayout()
        lines = QVBoxLayout(own)
        lines.setContentsMargins(16, 12, 16, 12)
        foot.addWidget(self._note, 1)
        foot.addWidget(self._count)
        lines.addWidget(self._edit)
        lines.addLayout(foot)
        lines.addStretch(1)
        because = QWidget()
        reasons = QVBoxLayout(because)
        reasons.setContentsMargins(16, 12, 16, 12)
        reasons.addWidget(self._because)
        reasons.addWidget(Secondary(tr("The reason goes into the record. Nothing is sent.")))
        reasons.addStretch(1)
        approved = QWidget()
        cards = QVBoxLayout(approved)
        cards.setContentsMargins(14, 12, 14, 6)
        cards.addWidget(self._list, 1)
        cards.addWidget(self._none, 1)
        for page in (approved, own, because):
            self._stack.addWidget(page)
        self.column.addWidget(self._tabs)
        self.column.addWidget(Rule())
        self.column.addWidget(self._stack, 1)

    def _wire(self) -> None:
        self._tabs.picked.connect(self._on_tab)
        self._list.row_chosen.connect(self.edited)
        self._because.picked.connect(self.edited)
        self._edit.edited.connect(self._on_edited)
        self._edit.refused.connect(self._note.setText)
        self._typing.timeout.connect(self._on_typing)

    def _turn(self, tab: int) -> None:
        self._tabs.choose(tab)
        self._stack.setCurrentIndex(tab)

    def _say(self) -> None:
        length, limit = self._limit
        over = self.too_long()
        said = f"{length:,} / {limit:,}" if limit else ""
        self._count.setText(
            tr("{n:,} too long, {said}").format(n=length - limit, said=said) if over else said
        )
        self._edit.set_wrong(over)

    def _on_tab(self, tab: int) -> None:
        self._stack.setCurrentIndex(tab)
        self.edited.emit()

    def _on_edited(self) -> None:
        self._typing.start()
        self.edited.emit()

    def _on_typing(self) -> None:
        self.measure_wanted.emit(self._edit.text())

    def hideEvent(self, event: QHideEvent) -> None:
        self._typing.stop()
        super().hideEvent(event)


def _approved(row: TemplateRow, now: datetime | None) -> str:
    """`approved 4 May, valid to 4 Nov`."""
    if now is None:
        return tr("approved")
    said = tr("approved {day}").format(day=_day(row.approved, now))
    if row.valid_until is None:
        return said
    return tr("{said}, valid to {day}").format(said=said, day=_day(row.valid_until, now))


def _day(moment: datetime, now: datetime) -> str:
    """`4 May`, with the year where it is another."""
    day = times.local(moment).date()
    return times.date_words(day, weekday=False, year=day.year != times.local(now).date().year)
