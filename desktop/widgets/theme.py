"""How everything looks: the tokens in use, sizes that follow the text size, and the one style sheet.

Qt itself keeps what is in use (the application's palette and font), so that any widget can ask for it here
and none has to be told: the palette's link colour names the scheme, the font's height names the scale.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.widgets.palette import CONTRAST, CONTRAST_DARK, DARK, LIGHT, SCHEMES, Tokens
from desktop.widgets.shelf import shelf

Mode = Literal["system", "light", "dark", "contrast"]
MODES: tuple[Mode, ...] = ("system", "light", "dark", "contrast")
SCALES: tuple[int, ...] = (100, 115, 130, 150, 175, 200)

BODY = 14.0
TITLE, SECTION, CALLOUT, SECONDARY, SMALL = 22.0, 15.0, 13.5, 12.5, 11.5
FAMILY = "Inter"
_WEIGHTS = {500: "Inter Medium", 600: "Inter Semi Bold"}
_BY_LINK = {QColor(tokens.accent).rgb(): tokens for tokens in SCHEMES}


def tokens() -> Tokens:
    """The colours in use."""
    link = QApplication.palette().color(QPalette.ColorRole.Link)
    return _BY_LINK.get(link.rgb(), LIGHT)


def scale() -> float:
    """The text size in use: 1.0 to 2.0."""
    height = QApplication.font().pixelSize()
    return height / BODY if height > 0 else 1.0


def px(size: float) -> int:
    """A length that grows with the text: what holds words, and the words themselves."""
    return round(size * scale())


def font(size: float = BODY, weight: int = 400, *, digits: bool = False) -> QFont:
    """The interface font at a size, for what paints itself; `digits` makes numbers stand in columns."""
    made = QFont(QApplication.font())
    made.setFamilies(families(weight, made.families()))
    made.setPixelSize(px(size))
    made.setWeight(QFont.Weight(weight))
    if digits:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def families(weight: int, used: list[str]) -> list[str]:
    """Where Qt knows Inter's middle weights as families of their own (Linux), they come first."""
    base = [name for name in used if name not in _WEIGHTS.values()]
    own = _WEIGHTS.get(weight)
    return [own, *base] if own and base[:1] == [FAMILY] else base


def mono(size: float = SECONDARY, weight: int = 600) -> QFont:
    """The fixed-width font, for fingerprints."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setPixelSize(px(size))
    made.setWeight(QFont.Weight(weight))
    return made


def colour(name: str) -> QColor:
    """A token of the scheme in use, as a colour to paint with."""
    return QColor(getattr(tokens(), name))


def apply(app: QApplication, mode: str = "system", percent: int = 100) -> Tokens:
    """Gives the application a look. `mode` is one of MODES, `percent` the text size (100 to 200)."""
    chosen = choose(mode, dark=_system_is_dark(app), more=_system_wants_contrast(app))
    size = max(100, min(200, percent)) / 100
    if app.style().objectName().lower() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(_body_font(size))
    app.setPalette(_palette(chosen))
    app.setStyleSheet(stylesheet(chosen, size, app.font().family() == FAMILY))
    return chosen


def choose(mode: str, *, dark: bool, more: bool) -> Tokens:
    """The tokens for a mode, given what the system asks for."""
    if mode == "contrast" or (mode == "system" and more):
        return CONTRAST_DARK if dark else CONTRAST
    if mode == "system":
        return DARK if dark else LIGHT
    return DARK if mode == "dark" else LIGHT


@lru_cache(maxsize=16)
def stylesheet(used: Tokens, size: float, inter: bool = False) -> str:
    """The style sheet with its `$tokens` and its `14sp` sizes filled in."""
    sheet = shelf("styles", "despatch.qss").read_text(encoding="utf-8")
    sheet = re.sub(r"\$(\w+)", lambda found: str(getattr(used, found.group(1))), sheet)
    sheet = re.sub(r"([\d.]+)sp\b", lambda found: f"{round(float(found.group(1)) * size)}px", sheet)
    if inter:
        sheet = re.sub(r"font-weight: (\d+);", _with_families, sheet)
    return sheet.replace("@icons", shelf("icons").as_posix())


def _with_families(found: re.Match[str]) -> str:
    names = ", ".join(f'"{name}"' for name in families(int(found.group(1)), [FAMILY]))
    return f"{found.group(0)} font-family: {names};"


def load_fonts() -> tuple[str, ...]:
    """Makes the fonts that come with Despatch known to Qt; returns their families."""
    known: list[str] = []
    for path in sorted(shelf("fonts").glob("*.[ot]tf")):
        number = QFontDatabase.addApplicationFont(str(path))
        if number >= 0:
            known += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(known))


def _body_font(size: float) -> QFont:
    own = FAMILY in QFontDatabase.families()
    made = QFont(FAMILY) if own else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    made.setPixelSize(round(BODY * size))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def _system_is_dark(app: QApplication) -> bool:
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _system_wants_contrast(app: QApplication) -> bool:
    hints = app.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def _palette(used: Tokens) -> QPalette:
    role = QPalette.ColorRole
    made = QPalette()
    pairs = {
        role.Window: used.page,
        role.WindowText: used.ink,
        role.Base: used.card,
        role.AlternateBase: used.page,
        role.Text: used.ink,
        role.Button: used.card,
        role.ButtonText: used.ink,
        role.BrightText: used.over_fill,
        role.Link: used.accent,
        role.LinkVisited: used.accent,
        role.Highlight: used.accent_fill,
        role.HighlightedText: used.over_fill,
        role.ToolTipBase: used.ink,
        role.ToolTipText: used.card,
        role.PlaceholderText: used.ink3,
        role.Accent: used.accent,
        role.Light: used.card,
        role.Midlight: used.line2,
        role.Mid: used.line,
        role.Dark: used.edge,
        role.Shadow: used.ink,
    }
    for which, value in pairs.items():
        made.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(used.ink3))
    return made
