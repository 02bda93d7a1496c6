"""Refusals on a screen: the reason beside the button that they disable."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.phrases import reasons, refusal_tone, refusal_words
from desktop.widgets.cards import Callout
from office.rules.refusal import Level, Refusal, stops


class RefusedCallout(Callout):
    """Hidden while nothing is refused; else the strongest reason, with the others after it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bad", "", "", parent)
        self.hide()

    def show_refusals(self, refusals: Sequence[Refusal]) -> None:
        told = [refusal for n, refusal in enumerate(refusals) if refusal not in refusals[:n]]
        ordered = sorted(told, key=lambda refusal: list(Level).index(refusal.level))
        self.setVisible(bool(ordered))
        if ordered:
            title, sentence = refusal_words(ordered[0])
            self.say(refusal_tone(ordered[0]), f"{title}.", f"{sentence} {reasons(ordered[1:])}".strip())


def bar(button: QAbstractButton, refusals: Sequence[Refusal]) -> bool:
    """Disables a button that is refused, and says why to a screen reader; True if it is refused."""
    blocking = stops(refusals)
    button.setEnabled(not blocking)
    button.setAccessibleDescription(reasons(blocking))
    return bool(blocking)
