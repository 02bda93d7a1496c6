"""Exactly what a yes would be bound to: words, pictures, accounts, time, fingerprint; beside what was seen last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop import times
from desktop.phrases import plural, tr
from desktop.views import words
from desktop.views.again import Again
from desktop.views.bound import BoundTo
from desktop.views.diff import Span, compare, summary
from desktop.views.strangers import shown
from desktop.widgets import theme
from desktop.widgets.cards import Card
from desktop.widgets.changed_text import ChangedText
from desktop.widgets.labels import PlainLabel, Rule, Secondary
from desktop.widgets.picture import Picture
from desktop.widgets.pill import Pill
from office.rows import MediaRow, PartRow, RequestDetail

TITLES = {
    "post": "You are saying yes to exactly this",
    "reply": "You are saying yes to exactly this answer",
    "resume": "Sending would start again",
    "lift": "The period would end or shrink",
    "exception": "One exception, for exactly this, once",
    "person": "Somebody would join this workspace",
    "join": "Somebody would join this workspace",
    "delete": "What has been published would be deleted",
    "clock": "The clock would be put right",
    "template": "Anybody could answer with exactly these words",
}
ITEMS = {
    "resume": ("These would go on", "Everything else that fell due waits for a fresh approval."),
    "lift": ("What it caught", "Nothing is released by this: each needs a fresh approval."),
    "person": (
        "Compare before you say yes",
        "Ask them to read the fingerprint aloud, on a telephone that you trust.",
    ),
    "join": (
        "Compare before you say yes",
        "Ask them to read the fingerprint aloud, on a telephone that you trust.",
    ),
    "delete": ("This would be taken down", "The record keeps what was said and that it was deleted."),
    "exception": ("The exception", "It unlocks exactly this, once; the period stays in force for all else."),
}


class ExactlyThis(Card):
    """The card on which a person reads what they would sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr(TITLES["post"]), "", parent, gap=12)
        self._revision, self._again = Pill("", "neutral"), Again()
        self.head.insertWidget(1, self._revision)

    def show_detail(self, detail: RequestDetail, now: datetime) -> None:
        """Takes out what was shown and shows this."""
        if self._again.said(detail, times.local(now).date()):
            return
        self.clear()
        kind = detail.row.kind
        self.heading.setText(tr(TITLES.get(kind, TITLES["post"])))
        self._revision.setVisible(bool(detail.parts))
        self._revision.show_state(tr("revision {n}").format(n=detail.revision), "neutral")
        self.set_aside(self._seen_words(detail))
        if detail.answering:
            self.column.addWidget(_quoted(tr("In answer to"), detail.answering))
        if kind == "template":
            self.column.addWidget(_answer(detail.items, now))
        elif detail.items:
            self.column.addWidget(_items(kind, detail.items))
        if detail.parts:
            self._show_parts(detail)
        self._show_variants(detail)
        if detail.deliveries:
            self.column.addWidget(Rule())
            self.column.addWidget(BoundTo(detail.deliveries, now))

    def _seen_words(self, detail: RequestDetail) -> str:
        if not detail.parts or detail.seen_revision is None:
            return tr("You see this for the first time") if detail.parts else ""
        if detail.seen_revision == detail.revision:
            return tr("You have seen this revision")
        return tr("You last saw revision {n}").format(n=detail.seen_revision)

    def _show_parts(self, detail: RequestDetail) -> None:
        seen = detail.seen_parts if detail.seen_revision not in (None, detail.revision) else None
        count = max(len(detail.parts), len(seen or ()))
        for number in range(count):
            now_part = detail.parts[number] if number < len(detail.parts) else None
            then_part = seen[number] if seen is not None and number < len(seen) else None
            title = (
                tr("Part {n} of {count}").format(n=number + 1, count=len(detail.parts)) if count > 1 else ""
            )
            if title:
                self.column.addWidget(Secondary(title, bold=True))
            if seen is None:
                self.column.addWidget(_boxed(_plain_text(now_part)))
            else:
                self.column.addWidget(_beside(detail, then_part, now_part))
            for media in now_part.media if now_part else ():
                self.column.addWidget(_picture(media, then_part, compared=seen is not None))
            for media in _gone(then_part, now_part):
                self.column.addWidget(_gone_picture(media))

    def _show_variants(self, detail: RequestDetail) -> None:
        accounts = {str(row.account.id): row.account for row in detail.deliveries}
        for account_id, parts in detail.variants.items():
            account = accounts.get(account_id)
            if account is None or tuple(parts) == tuple(detail.parts):
                continue
            title = tr("On {platform}, {handle}, it says this instead")
            said = title.format(platform=words.platform(account), handle=account.handle)
            self.column.addWidget(Secondary(said, bold=True))
            for number, part in enumerate(parts):
                shared = detail.parts[number].text if number < len(detail.parts) else ""
                self.column.addWidget(_boxed(_changed(shared, part.text, side=1)))
                for media in part.media:
                    self.column.addWidget(_picture(media, None, compared=False))


def _plain_text(part: PartRow | None) -> ChangedText:
    made = ChangedText()
    made.show_pieces([Span(part.text, "same")] if part else [])
    return made


def _changed(before: str, after: str, side: int) -> ChangedText:
    made = ChangedText()
    made.show_pieces(compare(before, after)[side], summary(before, after)[:2_000])
    return made


def _boxed(inside: QWidget) -> Card:
    box = Card(margins=12)
    box.setProperty("inner", "true")
    box.column.addWidget(inside)
    box.column.addStretch(1)
    return box


class _Beside(QWidget):
    """Then and now, side by side; one under the other where there is no room."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(16)
        self._box.addWidget(left, 1)
        self._box.addWidget(right, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(460)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != direction:
            self._box.setDirection(direction)


def _beside(detail: RequestDetail, then: PartRow | None, now: PartRow | None) -> QWidget:
    before, after = (then.text if then else "", now.text if now else "")
    titles = (
        tr("Revision {n}, when you last saw it").format(n=detail.seen_revision),
        tr("Revision {n}, now").format(n=detail.revision),
    )
    sides = []
    for side, title in enumerate(titles):
        column = QWidget()
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(Secondary(title, bold=True))
        lines.addWidget(_boxed(_changed(before, after, side)), 1)
        sides.append(column)
    return _Beside(*sides)


def _picture(media: MediaRow, then: PartRow | None, *, compared: bool) -> QWidget:
    before = {old.digest: old for old in then.media} if then else {}
    old = before.get(media.digest)
    if not compared:
        said = tr("Picture. Described as")
    elif old is None:
        said = tr("New picture. Described as")
    elif old.alt != media.alt:
        said = tr("Picture unchanged, its description changed to")
    else:
        said = tr("Picture, unchanged. Described as")
    picture = Picture(140, 88)
    picture.show_media(media)
    lines = QVBoxLayout()
    lines.setSpacing(2)
    lines.addWidget(Secondary(said, bold=True))
    if compared and old is not None and old.alt != media.alt:
        lines.addWidget(_changed(old.alt, media.alt, side=1))
    else:
        lines.addWidget(PlainLabel(media.alt or tr("Nothing. It must be described before it can go out.")))
    lines.addStretch(1)
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(lines, 1)
    return made


def _gone(then: PartRow | None, now: PartRow | None) -> list[MediaRow]:
    kept = {media.digest for media in now.media} if now else set()
    return [media for media in then.media if media.digest not in kept] if then else []


def _gone_picture(media: MediaRow) -> QWidget:
    said = tr("A picture was taken out: {words}").format(words=media.alt or media.name)
    return Secondary(said)


def _quoted(title: str, text: str) -> QWidget:
    made = Card(margins=12, gap=2)
    made.setProperty("inner", "true")
    made.column.addWidget(Secondary(title, bold=True))
    made.column.addWidget(PlainLabel(shown(text).text))
    return made


def _items(kind: str, items: Sequence[str]) -> QWidget:
    title, note = ITEMS.get(kind, ("What it is about", ""))
    made = QWidget()
    lines = QVBoxLayout(made)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(6)
    heading = tr(title)
    if kind == "resume":
        heading = plural(len(items), "One delivery would go on", "{n} deliveries would go on")
    lines.addWidget(Secondary(heading, bold=True))
    for item in items:
        lines.addWidget(PlainLabel(f"•  {item}", selectable=kind in ("person", "join")))
    if note:
        lines.addWidget(Secondary(tr(note)))
    return made


def _answer(items: Sequence[str], now: datetime) -> QWidget:
    """An answer that is to be approved: its title, words and policy reference, until when, and for which accounts."""
    title, text, policy, until, *handles = (*items, "", "", "", "")[: max(4, len(items))]
    made = QWidget()
    lines = QVBoxLayout(made)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(6)
    lasts = times.when(datetime.fromisoformat(until), now) if until else tr("until somebody withdraws it")
    told = (
        (tr("Policy reference"), policy or tr("none")),
        (tr("Valid until"), lasts),
        (tr("Accounts"), ", ".join(handles) or tr("every account")),
    )
    lines.addWidget(PlainLabel(title, bold=True))
    lines.addWidget(Secondary(tr("The words. The initials of whoever answers are added."), bold=True))
    lines.addWidget(_boxed(_plain_text(PartRow(text))))
    for name, said in told:
        lines.addWidget(Secondary(name, bold=True))
        lines.addWidget(PlainLabel(said))
    note = tr(
        "Once approved, they go straight out as a reply, without another yes, until they are withdrawn."
    )
    lines.addWidget(Secondary(note))
    return made
