"""Grounds for words: cards, callouts, banners, empty states, labelled fields, toasts, progress."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.phrases import tr
from desktop.widgets import paint, theme
from desktop.widgets.buttons import Button
from desktop.widgets.emphasis import Emphasis
from desktop.widgets.icons import Icon
from desktop.widgets.labels import Heading, PlainLabel, Secondary, named, restyle


class Card(QFrame):
    """A white ground with a thin edge. `title` makes a section heading, `aside` words at its right."""

    def __init__(
        self,
        title: str = "",
        aside: str = "",
        parent: QWidget | None = None,
        *,
        margins: int = 16,
        gap: int = 8,
    ) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margins, margins, margins, margins)
        self.column.setSpacing(gap)
        self.heading = Heading(title, 2)
        self.aside = Secondary(aside, wrap=False)
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.head.addWidget(self.heading, 1)
        self.head.addWidget(self.aside)
        if not aside:
            self.aside.hide()
        if title:
            self.column.addLayout(self.head)
            self.setAccessibleName(title)
        else:
            self.heading.setParent(self)
            self.heading.hide()
            self.aside.setParent(self)

    def set_chosen(self, chosen: bool) -> None:
        self.setProperty("chosen", "true" if chosen else "false")
        restyle(self)

    def set_aside(self, text: str) -> None:
        self.aside.setText(text)
        self.aside.setVisible(bool(text))

    def clear(self, keep: int = 1) -> None:
        """Takes out all but the first `keep` things in the column."""
        empty(self.column, keep)


def empty(layout: QLayout, keep: int = 0) -> None:
    """Takes all but the first `keep` things out of a layout, and forgets the widgets."""
    while layout.count() > keep:
        item = layout.takeAt(layout.count() - 1)
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            empty(inner)
            inner.deleteLater()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


class Callout(QFrame):
    """A sentence that matters: a coloured edge, a bold beginning, plain words. More can be put into `column`."""

    def __init__(
        self, tone: str = "neutral", title: str = "", text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 10, 14, 10)
        self.column.setSpacing(8)
        self._words = Emphasis(size=theme.CALLOUT)
        self.column.addWidget(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.say(tone, title, text)

    def words(self) -> str:
        return self._words.words()

    def say(self, tone: str, title: str, text: str = "") -> None:
        self.setProperty("tone", tone)
        self._words.show_pieces([(f"{title} " if text else title, True), (text, False)])
        named(self, self._words.words())
        restyle(self)


class Banner(QFrame):
    """A line across the window. `pressed` when its link is pressed."""

    pressed = Signal()

    def __init__(
        self,
        tag: str,
        title: str,
        text: str = "",
        link: str = "",
        parent: QWidget | None = None,
        *,
        tone: str = "",
    ) -> None:
        super().__init__(parent)
        self.setProperty("tone", tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 7, 18, 8)
        row.setSpacing(12)
        for part, words in (("tag", tag), ("title", title)):
            label = PlainLabel(words, wrap=False)
            label.setProperty("part", part)
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
            label.setVisible(bool(words))
        self._text = PlainLabel(text)
        row.addWidget(self._text, 1)
        self._link = Button(link, "link", parent=self)
        self._link.setVisible(bool(link))
        self._link.clicked.connect(self.pressed)
        row.addWidget(self._link)
        named(self, " ".join(words for words in (tag, title, text) if words))


class EmptyState(QWidget):
    """What a screen says when there is nothing: what would be here, and the first step."""

    pressed = Signal()

    def __init__(
        self,
        title: str,
        text: str,
        button: str | None = None,
        parent: QWidget | None = None,
        *,
        icon: str = "",
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(1)
        if icon:
            column.addWidget(Icon(icon, "ink3", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        self._title, self._text = Heading(title, 2), PlainLabel(text)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        self.button = Button(button or "", parent=self)
        self.button.setVisible(bool(button))
        self.button.clicked.connect(self.pressed)
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def say(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)


class Field(QWidget):
    """A label over something to fill in, a hint under the label, and what is wrong with it, if anything."""

    def __init__(self, label: str, widget: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.widget = widget
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label = self._line("label", label)
        self._hint = self._line("hint", hint)
        self._error = self._line("error", "")
        for line in (self._label, self._hint, self._error):
            column.addWidget(line)
        column.addWidget(widget)
        self._label.setBuddy(widget)
        named(widget, label, hint)

    def _line(self, part: str, words: str) -> QLabel:
        line = PlainLabel(words)
        line.setProperty("part", part)
        if not words:
            line.hide()
        return line

    def set_hint(self, hint: str) -> None:
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.widget.setAccessibleDescription(hint)

    def set_error(self, error: str) -> None:
        """Says what is wrong ("" for nothing)."""
        self._error.setText(error)
        self._error.setVisible(bool(error))
        self.widget.setProperty("wrong", "true" if error else "false")
        restyle(self.widget)
        if error:
            self.widget.setAccessibleDescription(error)


class Toast(QFrame):
    """What has just been done, at the foot of the window for some seconds, with a way back if there is one."""

    undo_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(16)
        self._text = PlainLabel("", wrap=False)
        self._undo = Button(tr("Undo"), "link", parent=self)
        self._close = Button(tr("Close"), "link", parent=self)
        for widget in (self._text, self._undo, self._close):
            row.addWidget(widget)
        self._timer = QTimer(self, singleShot=True, interval=8000)
        self._timer.timeout.connect(self.hide)
        self._undo.clicked.connect(self._on_undo)
        self._close.clicked.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, *, undo: bool = False) -> None:
        self._text.setText(text)
        self._undo.setVisible(undo)
        named(self, text)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _on_undo(self) -> None:
        self.hide()
        self.undo_wanted.emit()

    def _place(self) -> None:
        room = self.parentWidget().rect()
        self.setFixedWidth(min(self.sizeHint().width(), room.width() - 24))
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - theme.px(28) - 16)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)


class Progress(QWidget):
    """A thin line that fills: 0.0 to 1.0, or hidden with None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part: float | None = None
        self.setFixedHeight(4)
        self.show_part(None)

    def show_part(self, part: float | None, words: str = "") -> None:
        self._part = part
        self.setVisible(part is not None)
        named(self, words or tr("Progress"), "" if part is None else f"{round(part * 100)} %")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint.rounded(painter, box, 2, theme.colour("line2"))
        box.setWidth(box.width() * max(0.0, min(1.0, self._part or 0.0)))
        paint.rounded(painter, box, 2, theme.colour("accent_fill"))
