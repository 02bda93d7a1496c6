"""Our words: what a rule's code means to a person. The only place where rules become sentences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """The words in the language of the screen."""
    return QCoreApplication.translate("despatch", text)
