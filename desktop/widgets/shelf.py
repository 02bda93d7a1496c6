"""Where the data beside the code lies: icons, fonts, styles."""

from __future__ import annotations

from pathlib import Path

_SHELF = Path(__file__).resolve().parents[2] / "resources"


def shelf(*parts: str) -> Path:
    """The path of a file or folder below resources/, frozen or not."""
    return _SHELF.joinpath(*parts)
