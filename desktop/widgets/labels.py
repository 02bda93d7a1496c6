"""Words on a screen. Every label here is plain text: what strangers write can never become markup."""

from __future__ import annotations

import html
import re
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.widgets import theme
from desktop.widgets.lines import LEADING, layout_of, set_lines

LONGEST = 20_000
"""More than this is not shown in a label: laying it out would hold up the screen."""

_OVERRIDES = re.compile("[\u202d\u202e]")
_UNBROKEN = re.compile(r"(\S{40})(?=\S)")


def shown(text: str) -> str:
    """A stranger's words as a label shows them: NUL and direction overrides out, endless words breakable."""
    if len(text) <= 40 and text.isprintable():
        return text
    short = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    short = _OVERRIDES.sub("", short).replace("\0", "\ufffd")
    return _UNBROKEN.sub("\\1\u200b", short.encode("utf-8", "replace").decode("utf-8"))


def plain_tip(widget: QWidget, text: str) -> None:
    """Sets a tool tip that stays plain text, whatever it says."""
    widget.setToolTip(f"<qt>{html.escape(shown(text))}</qt>" if text else "")


class PlainLabel(QLabel):
    """The one label for words, ours or a stranger's. It wraps unless told not to.

    `widest`: how wide it would like to be before it wraps, at text size 100 %.
    """

    widest = 420.0
    leading = LEADING

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        wrap: bool = True,
        selectable: bool = False,
        bold: bool = False,
    ) -> None:
        super().__init__(parent)
        self._words = ""
        self._heights: dict[tuple[int, ...], int] = {}
        self._hint: QSize | None = None
        super().setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if bold:
            self.setProperty("weight", "bold")
        if selectable:
            keys = Qt.TextInteractionFlag.TextSelectableByKeyboard
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | keys)
        self.setText(text)

    def words(self) -> str:
        """What was set, before it was made fit to show."""
        return self._words

    def set_bold(self, bold: bool) -> None:
        self.setProperty("weight", "bold" if bold else "")
        restyle(self)

    def setText(self, text: str) -> None:
        self._words = text
        self._measure_again()
        super().setText(shown(text))

    def _measure_again(self) -> None:
        """A page asks each label for its height some twenty times: it is counted once for each width."""
        self._heights.clear()
        self._hint = None

    def changeEvent(self, event: QEvent) -> None:
        self._measure_again()
        super().changeEvent(event)

    def _sets_itself(self) -> bool:
        """Wrapping words that nobody selects are set here, with room between the lines, which Qt's label has not."""
        return (
            self.wordWrap() and self.textInteractionFlags() == Qt.TextInteractionFlag.LinksAccessibleByMouse
        )

    def _set(self, width: float) -> tuple[QTextLayout, float]:
        made = layout_of(self.text(), self.font(), self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        return made, set_lines(made, width, self.leading)

    def heightForWidth(self, width: int) -> int:
        if not self._sets_itself():
            return super().heightForWidth(width)
        margins = self.contentsMargins()
        asked = (width, margins.left() + margins.right(), margins.top() + margins.bottom())
        known = self._heights.get(asked)
        if known is None:
            known = ceil(self._set(asked[0] - asked[1])[1]) + asked[2]
            self._heights[asked] = known
        return known

    def sizeHint(self) -> QSize:
        if not self._sets_itself():
            return super().sizeHint()
        self.ensurePolished()
        if self._hint is None:
            made, _ = self._set(theme.px(self.widest))
            wide = max((made.lineAt(n).naturalTextWidth() for n in range(made.lineCount())), default=0)
            self._hint = QSize(ceil(wide) + 1, 0)
        margins = self.contentsMargins()
        across = self._hint.width() + margins.left() + margins.right()
        return QSize(across, self.heightForWidth(across))

    def minimumSizeHint(self) -> QSize:
        if not self._sets_itself():
            return super().minimumSizeHint()
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.px(64)), min(hint.height(), theme.px(20)))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._sets_itself():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        box = self.contentsRect()
        made, height = self._set(box.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        centred = self.alignment() & Qt.AlignmentFlag.AlignVCenter
        top = box.top() + max(0.0, (box.height() - height) / 2 if centred else 0.0)
        made.draw(painter, QPointF(box.left(), top))

    def setTextFormat(self, _format: Qt.TextFormat) -> None:
        """Plain it stays."""


class Heading(PlainLabel):
    """A heading: level 1 is the screen's title, 2 a section, 3 a row's title."""

    def __init__(
        self, text: str = "", level: int = 2, parent: QWidget | None = None, *, wrap: bool = True
    ) -> None:
        super().__init__(text, parent, wrap=wrap)
        self.setProperty("level", str(level))
        if level == 1:
            self.leading = 1.0


class Secondary(PlainLabel):
    """Smaller words in the second ink; `hint` in the third."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        wrap: bool = True,
        hint: bool = False,
        bold: bool = False,
    ) -> None:
        super().__init__(text, parent, wrap=wrap, bold=bold)
        self.setProperty("hint", "true" if hint else "false")


class Fingerprint(PlainLabel):
    """A digest's first letters in fours, in a fixed width, so that two can be compared by eye."""

    def __init__(self, digest: str = "", parent: QWidget | None = None, *, groups: int = 3) -> None:
        super().__init__("", parent, wrap=False, selectable=True)
        self._groups = groups
        families = theme.mono().families()
        self.setFont(QFont(families[0] if families else "monospace"))
        self.show_digest(digest)

    def show_digest(self, digest: str) -> None:
        self.setText(grouped(digest, self._groups))


def grouped(digest: str, groups: int = 3) -> str:
    """`9f3c71abe204...` as `9f3c 71ab e204`."""
    letters = digest.replace(" ", "")[: groups * 4]
    return " ".join(letters[i : i + 4] for i in range(0, len(letters), 4))


class Rule(QFrame):
    """A thin line between rows, or with `upright` between columns."""

    def __init__(self, parent: QWidget | None = None, *, upright: bool = False, strong: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("strong", "true" if strong else "false")
        fixed, free = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        if upright:
            self.setFixedWidth(1)
            self.setSizePolicy(fixed, free)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(free, fixed)


def restyle(widget: QWidget) -> None:
    """Asks the style sheet again after a property that it selects by has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.updateGeometry()
    widget.update()


def named(widget: QWidget, name: str, description: str = "") -> None:
    """Says to a screen reader what this is."""
    widget.setAccessibleName(shown(name))
    if description:
        widget.setAccessibleDescription(shown(description))
