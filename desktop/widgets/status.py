"""The last line of the window: what goes out next, the record, whether all is saved, and the time."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop import times
from desktop.phrases import tr
from desktop.views.words import platform
from desktop.widgets.header import Elided
from desktop.widgets.labels import PlainLabel, restyle
from office.rows import HeaderRow, RecordRow


class StatusLine(QFrame):
    """28 pixels high; it only tells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self._next, self._record = Elided(), Elided()
        self._saved, self._clock = PlainLabel(tr("All saved"), wrap=False), PlainLabel("", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(22)
        row.addWidget(self._next)
        row.addWidget(self._record)
        row.addStretch(1)
        row.addWidget(self._saved)
        row.addWidget(self._clock)
        self.setAccessibleName(tr("Status"))

    def show_header(self, row: HeaderRow) -> None:
        self._next.setText(next_words(row))
        words, tone = record_words(row.record)
        self._record.setText(words)
        self._record.setProperty("tone", tone)
        restyle(self._record)
        self._clock.setText(f"Europe/London, {times.clock(row.now)}")

    def show_saving(self, saving: bool) -> None:
        self._saved.setText(tr("Saving") if saving else tr("All saved"))


def record_words(record: RecordRow) -> tuple[str, str]:
    """The record's state as one line, and its tone ("" when there is nothing to look at)."""
    entries = f"{record.entries:,}"
    if record.whole is False:
        return tr("The record is not whole: look at Record"), "bad"
    if record.whole is None:
        words = tr("Record: {n} entries, not checked yet").replace("{n}", entries)
    else:
        words = tr("Record whole: {n} entries").replace("{n}", entries)
    if record.sealed_at is None:
        return f"{words}, {tr('not sealed yet')}", ""
    return f"{words}, {tr('sealed {when}').replace('{when}', times.clock(record.sealed_at))}", ""


def next_words(row: HeaderRow) -> str:
    """What goes out next, as one line."""
    due = row.next_out
    if row.sending.state != "on":
        return tr("Nothing goes out while sending is off")
    if due is None or due.start is None:
        return tr("Nothing is due to go out")
    words = tr("Next out: {when} on {platform}, {account}")
    when = times.short_ahead(due.start, row.now)
    words = words.replace("{platform}", platform(due.account))
    return words.replace("{when}", when).replace("{account}", due.account.handle)
