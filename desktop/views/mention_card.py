"""One mention: who, what they said, what passed before, and whether we may answer."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop import times
from desktop.phrases import plural, tr
from desktop.views import words
from desktop.views.refused import RefusedCallout
from desktop.views.strangers import AT_MOST, ENOUGH, one_line, shown
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Callout, Card, empty
from desktop.widgets.chips import FilterChip
from desktop.widgets.emphasis import Emphasis
from desktop.widgets.flow import FlowLayout
from desktop.widgets.labels import PlainLabel, Secondary
from desktop.widgets.pill import Avatar
from office.rows import MentionDetail
from office.rules.refusal import stops

MAY = {
    "reply.summoned": "They mentioned us, so {platform} allows a reply.",
    "reply.template-straight-out": "Approved answers go straight out.",
    "reply.own-words-need": "Your own words need a line manager.",
    "reply.period-allows": "In the pre-election period factual answers continue.",
}
EARLIER = 5


class MentionCard(Card):
    """Strangers' words are plain text, isolated, and cut to what a person reads."""

    triage_picked = Signal(str)
    take_pressed = Signal()
    hand_over_picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent, gap=10)
        self._detail: MentionDetail | None = None
        self._avatar = Avatar()
        self._who, self._about = Emphasis(ink="ink3", bold_ink="ink"), Secondary("")
        self._take, self._hand = Button(tr("Take it")), Button(tr("Hand over"))
        self._kind = FilterChip("")
        self._earlier = QVBoxLayout()
        self._text, self._hidden = PlainLabel("", selectable=True), Secondary("", hint=True)
        self._text.setProperty("big", "true")
        self._all = Button("", "link")
        self._may, self._refused = Callout("ok"), RefusedCallout()
        self._lay_out()
        self._take.clicked.connect(self.take_pressed)
        self._hand.clicked.connect(self._on_hand)
        self._kind.clicked.connect(self._on_kind)
        self._all.clicked.connect(self._on_all)

    def show_detail(self, detail: MentionDetail, now: datetime) -> None:
        self._detail = detail
        row = detail.row
        self._avatar.show_person(_initials(row.author_name or row.author), row.author)
        where = tr(" on {platform}, {when}").format(
            platform=words.platform(row.account), when=times.short(row.at, now)
        )
        self._who.show_pieces([(one_line(row.author, 80), True), (where, False)])
        self._about.setText(_about(detail, now))
        open_ = row.state in ("waiting", "mine", "with others")
        self._take.setVisible(row.state == "waiting")
        self._hand.setVisible(open_)
        self._kind.setEnabled(open_)
        self._kind.set_words(words.triage(row.triage) if row.triage else tr("What is it?"))
        self._kind.set_chosen(bool(row.triage))
        self._show_earlier(detail, now)
        self._show_text(ENOUGH)
        self._show_may(detail)

    def _lay_out(self) -> None:
        lines, tools = QVBoxLayout(), QWidget()
        lines.setSpacing(0)
        lines.addWidget(self._who)
        lines.addWidget(self._about)
        flow = FlowLayout(tools, gap=10)
        for button in (self._kind, self._take, self._hand):
            flow.addWidget(button)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(lines, 1)
        self._earlier.setSpacing(2)
        self.column.addLayout(head)
        self.column.addLayout(self._earlier)
        for widget in (self._text, self._hidden):
            self.column.addWidget(widget)
        self.column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        for callout in (self._may, self._refused):
            self.column.addWidget(callout)
        self.column.addWidget(tools)

    def _show_earlier(self, detail: MentionDetail, now: datetime) -> None:
        empty(self._earlier)
        for at, who, text in detail.earlier[-EARLIER:]:
            line = f"{times.short(at, now)}  {one_line(who, 60)}: {one_line(text, 200)}"
            self._earlier.addWidget(Secondary(line))

    def _show_text(self, enough: int) -> None:
        if self._detail is None:
            return
        seen = shown(self._detail.row.text, enough)
        self._text.setText(seen.text)
        hidden = plural(
            seen.hidden, "{n} hidden sign is left out here.", "{n} hidden signs are left out here."
        )
        self._hidden.setText(hidden)
        self._hidden.setVisible(seen.hidden > 0)
        more = min(seen.more, AT_MOST - enough)
        self._all.setVisible(more > 0)
        self._all.set_words(plural(more, "Show all, {n} more character", "Show all, {n} more characters"))

    def _show_may(self, detail: MentionDetail) -> None:
        allowed = not stops(detail.may) and detail.row.state in ("waiting", "mine")
        self._may.setVisible(allowed)
        platform = words.platform(detail.row.account)
        said = [tr(MAY[code]).format(platform=platform) for code in detail.may_codes if code in MAY]
        self._may.say("ok", tr("You may answer this."), " ".join(said))
        self._refused.show_refusals(detail.may)

    def _on_all(self) -> None:
        self._show_text(AT_MOST)

    def _on_kind(self) -> None:
        menu = QMenu(self)
        for name, (_title, key, _means) in words.TRIAGE.items():
            menu.addAction(f"{words.triage_line(name)}\t{key}").setData(name)
        menu.triggered.connect(lambda action: self.triage_picked.emit(action.data()))
        self._pop(menu, self._kind)

    def _on_hand(self) -> None:
        menu = QMenu(self)
        for name in words.HAND_OVER:
            menu.addAction(tr(name)).setData(tr(name))
        menu.addSeparator()
        menu.addAction(tr("Somebody else")).setData("")
        menu.triggered.connect(lambda action: self.hand_over_picked.emit(action.data()))
        self._pop(menu, self._hand)

    def _pop(self, menu: QMenu, under: QWidget) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(QPoint(0, under.height() + 2)))


def _about(detail: MentionDetail, now: datetime) -> str:
    row = detail.row
    told = []
    if row.state == "with others":
        told.append(tr("{name} is answering this.").format(name=row.taken_by or tr("Somebody else")))
    if not detail.earlier:
        told.append(tr("First time they have written to us."))
    if detail.keep_until is not None:
        told.append(tr("Their details are deleted on {day}.").format(day=times.day(detail.keep_until, now)))
    return " ".join(told)


def _initials(name: str) -> str:
    parts = [
        part for part in name.replace("_", " ").replace(".", " ").lstrip("@").split() if part[0].isalnum()
    ]
    return "".join(part[0] for part in parts[:2]).upper() or "?"
