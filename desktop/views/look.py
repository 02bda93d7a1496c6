"""How Despatch looks to one person: light or dark, and the text's size."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.phrases import tr
from desktop.widgets import theme
from desktop.widgets.choices import Segmented
from desktop.widgets.labels import Heading, Secondary
from desktop.widgets.sheet import Sheet


class LookSheet(Sheet):
    """Light or dark, and the text's size. `look_wanted(mode, percent)` as soon as one is picked."""

    look_wanted = Signal(str, int)

    def __init__(self, mode: str, percent: int, parent: QWidget | None = None) -> None:
        super().__init__(tr("Look"), parent)
        names = {
            "system": tr("As the system"),
            "light": tr("Light"),
            "dark": tr("Dark"),
            "contrast": tr("High contrast"),
        }
        self._mode = Segmented([names[m] for m in theme.MODES], label=tr("Colours"))
        self._mode.choose(theme.MODES.index(mode) if mode in theme.MODES else 0)
        self._size = Segmented([f"{p} %" for p in theme.SCALES], label=tr("Text size"))
        self._size.choose(theme.SCALES.index(percent) if percent in theme.SCALES else 0)
        for title, choice in ((tr("Colours"), self._mode), (tr("Text size"), self._size)):
            self.column.addWidget(Heading(title, 2))
            self.column.addWidget(choice, 0, Qt.AlignmentFlag.AlignLeft)
            choice.picked.connect(self._on_picked)
        self.column.addWidget(Secondary(tr("It is kept for you on this computer.")))
        self.column.addStretch(1)
        self.add_close()
        self.resize(theme.px(640), theme.px(330))

    def _on_picked(self, _index: int) -> None:
        self.look_wanted.emit(theme.MODES[self._mode.chosen()], theme.SCALES[self._size.chosen()])
