"""The colours, by name: light, dark, and both again with high contrast."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Tone = Literal["ok", "warn", "bad", "hold", "accent", "neutral"]
TONES: tuple[Tone, ...] = ("ok", "warn", "bad", "hold", "accent", "neutral")


@dataclass(frozen=True)
class Tokens:
    """Each pair of a text colour and a ground that we use together has a contrast of 4.5 or more."""

    name: str
    dark: bool
    ink: str
    ink2: str
    ink3: str
    line: str
    line2: str
    edge: str
    """The border of what can be written in: 3 : 1 against its ground."""
    page: str
    card: str
    neutral: str
    neutral_soft: str
    header: str
    rail: str
    rail_text: str
    rail_ink: str
    rail_chosen: str
    rail_badge: str
    rail_line: str
    accent: str
    accent_soft: str
    accent_line: str
    accent_fill: str
    accent_over: str
    ok: str
    ok_soft: str
    ok_fill: str
    ok_over: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    bad_fill: str
    hold: str
    hold_soft: str
    hold_fill: str
    over_fill: str
    banner: str
    banner_ink: str
    banner_link: str
    tag: str
    tag_ink: str
    focus: str
    focus_ink: str
    weekend: str
    hover: str
    bar_later: str

    @property
    def shade(self) -> str:
        """For the pictures of the style sheet, which cannot be tinted."""
        return "dark" if self.dark else "light"

    def of(self, tone: str) -> str:
        """The text colour of a tone."""
        return str(getattr(self, tone))

    def soft(self, tone: str) -> str:
        """The ground of a tone."""
        return str(getattr(self, f"{tone}_soft"))


LIGHT = Tokens(
    name="light",
    dark=False,
    ink="#0b0c0c",
    ink2="#4a5459",
    ink3="#626b70",
    line="#d5d9dc",
    line2="#e8ebed",
    edge="#858f95",
    page="#f4f6f7",
    card="#ffffff",
    neutral="#4a5459",
    neutral_soft="#eceff1",
    header="#ffffff",
    rail="#13212e",
    rail_text="#c4ced6",
    rail_ink="#ffffff",
    rail_chosen="#24384b",
    rail_badge="#30475c",
    rail_line="#2f4253",
    accent="#1d70b8",
    accent_soft="#e8f1f8",
    accent_line="#a9c9e3",
    accent_fill="#1d70b8",
    accent_over="#175a94",
    ok="#00703c",
    ok_soft="#e3f1e9",
    ok_fill="#00703c",
    ok_over="#005a30",
    warn="#a35000",
    warn_soft="#fdf0e2",
    bad="#c8301a",
    bad_soft="#fbeae7",
    bad_fill="#c8301a",
    hold="#4c2c92",
    hold_soft="#efeaf7",
    hold_fill="#4c2c92",
    over_fill="#ffffff",
    banner="#0b0c0c",
    banner_ink="#ffffff",
    banner_link="#8ec5f5",
    tag="#ffdd00",
    tag_ink="#0b0c0c",
    focus="#ffdd00",
    focus_ink="#0b0c0c",
    weekend="#fafbfb",
    hover="#f4f6f7",
    bar_later="#8d979d",
)

DARK = Tokens(
    name="dark",
    dark=True,
    ink="#f2f4f5",
    ink2="#b3bdc4",
    ink3="#98a3aa",
    line="#33424e",
    line2="#2a3741",
    edge="#6f7f8b",
    page="#0f171e",
    card="#18232c",
    neutral="#b3bdc4",
    neutral_soft="#263440",
    header="#18232c",
    rail="#0a1117",
    rail_text="#c4ced6",
    rail_ink="#ffffff",
    rail_chosen="#24384b",
    rail_badge="#30475c",
    rail_line="#2a3741",
    accent="#6db3f2",
    accent_soft="#1d3447",
    accent_line="#3c6a92",
    accent_fill="#2672b3",
    accent_over="#205f95",
    ok="#63c98d",
    ok_soft="#17352a",
    ok_fill="#17794a",
    ok_over="#12663d",
    warn="#f0a860",
    warn_soft="#3a2a18",
    bad="#ff8d7a",
    bad_soft="#42211c",
    bad_fill="#c8301a",
    hold="#b9a4ee",
    hold_soft="#2c2444",
    hold_fill="#6a49b8",
    over_fill="#ffffff",
    banner="#0b0c0c",
    banner_ink="#ffffff",
    banner_link="#8ec5f5",
    tag="#ffdd00",
    tag_ink="#0b0c0c",
    focus="#ffdd00",
    focus_ink="#0b0c0c",
    weekend="#141e26",
    hover="#202d38",
    bar_later="#8d979d",
)

CONTRAST = replace(
    LIGHT,
    name="contrast",
    ink2="#0b0c0c",
    ink3="#2b3337",
    line="#0b0c0c",
    line2="#4a5459",
    edge="#000000",
    page="#ffffff",
    neutral="#0b0c0c",
    neutral_soft="#ffffff",
    rail="#000000",
    rail_text="#ffffff",
    rail_chosen="#00386b",
    rail_badge="#00386b",
    rail_line="#ffffff",
    accent="#00437b",
    accent_soft="#ffffff",
    accent_line="#00437b",
    accent_fill="#00437b",
    accent_over="#002c52",
    ok="#00522b",
    ok_soft="#ffffff",
    ok_fill="#00522b",
    ok_over="#003b1f",
    warn="#7a3a00",
    warn_soft="#ffffff",
    bad="#9b1c0a",
    bad_soft="#ffffff",
    bad_fill="#9b1c0a",
    hold="#38197c",
    hold_soft="#ffffff",
    hold_fill="#38197c",
    weekend="#ffffff",
    hover="#e8ebed",
    bar_later="#4a5459",
)

CONTRAST_DARK = replace(
    DARK,
    name="contrast-dark",
    ink="#ffffff",
    ink2="#ffffff",
    ink3="#d5d9dc",
    line="#ffffff",
    line2="#98a3aa",
    edge="#ffffff",
    page="#000000",
    card="#000000",
    neutral="#ffffff",
    neutral_soft="#000000",
    header="#000000",
    rail="#000000",
    rail_text="#ffffff",
    rail_line="#ffffff",
    accent="#9ccdfb",
    accent_soft="#000000",
    accent_line="#9ccdfb",
    accent_fill="#005aa5",
    accent_over="#0073d1",
    ok="#8be3b0",
    ok_soft="#000000",
    warn="#ffc58a",
    warn_soft="#000000",
    bad="#ffb3a6",
    bad_soft="#000000",
    hold="#d3c5f8",
    hold_soft="#000000",
    weekend="#000000",
    hover="#1c1c1c",
)

SCHEMES: tuple[Tokens, ...] = (LIGHT, DARK, CONTRAST, CONTRAST_DARK)

PLATFORMS: dict[str, tuple[str, str]] = {
    "x": ("X", "#0b0c0c"),
    "bluesky": ("B", "#0a6fd6"),
    "mastodon": ("M", "#563acc"),
    "linkedin": ("L", "#0a66c2"),
    "facebook": ("F", "#0b5fcf"),
    "instagram": ("I", "#b3246b"),
    "threads": ("T", "#3a3f42"),
    "practice": ("P", "#00695c"),
    "handoff": ("H", "#4a5459"),
}
"""A platform's letter and the ground it stands on; the handle beside it says the rest."""

AVATARS: tuple[str, ...] = ("#7a3e9d", "#0b6b50", "#4a5459", "#85521f", "#1d5f99", "#a02c4f")


def platform_of(platform: str) -> tuple[str, str]:
    """The letter and colour of a platform; of an unknown one its own first letter."""
    return PLATFORMS.get(platform, (platform[:1].upper() or "?", "#4a5459"))


def avatar_colour(seed: str) -> str:
    """The same person has the same colour on every screen."""
    return AVATARS[sum(seed.encode("utf-8", "replace")) % len(AVATARS)]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG 2.2 counts it (1 to 21)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
