"""A Despatch started as a person starts it, in this process, with somebody who presses and reads in its window.

A play is a function; `on_stage` starts Despatch with a command line, plays it once the window is there, and returns
the exit status that Despatch ends with.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from desktop import cli, hand
from desktop.app import Despatch
from desktop.views.before_sign import BeforeSign
from desktop.widgets.emphasis import Emphasis
from desktop.widgets.labels import PlainLabel

FAILED = 9
OTHERS = 60_000
"""Milliseconds for something that another computer has a part in."""
READ = (PlainLabel, Emphasis, hand.QAbstractButton)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def on_stage(argv: list[str], play: Callable[[], None]) -> int:
    """The status is FAILED when the play did not come to its end; why is on stderr."""
    real = Despatch.exec

    def act() -> None:
        try:
            play()
            for window in windows():
                window.close()
        except BaseException as error:  # noqa: BLE001 - told below, with what was on the screen
            traceback.print_exception(error)
            print("on the screen:", *(sorted(set(on_screen()))), sep="\n  ", file=sys.stderr)
            sys.stderr.flush()
            os._exit(FAILED)

    def exec_(_app: object = None) -> int:
        QTimer.singleShot(0, act)
        return real()

    Despatch.exec = exec_
    try:
        status = cli.main(argv)
    finally:
        Despatch.exec = real
    return status


def windows() -> list[QWidget]:
    return [w for w in QApplication.topLevelWidgets() if w.isVisible()]


def on_screen() -> list[str]:
    """The words that can be read now."""
    parts = [part for window in windows() for part in window.findChildren(QWidget)]
    said = [hand.words_of(part) for part in parts if isinstance(part, READ) and part.isVisible()]
    return said + [window.windowTitle() for window in windows()]


def reads(words: str) -> bool:
    return any(words in said for said in on_screen())


def read(words: str, patience: int = hand.PATIENCE) -> None:
    """Wait until this can be read."""
    hand.wait(lambda: reads(words), f"nothing says “{words}”", patience)


def come(kind: type[QWidget], words: str, patience: int = hand.PATIENCE) -> None:
    """Wait until a widget that begins so is there and open."""
    hand.wait(
        lambda: bool(hand.there(kind, words, exact=False)), f"no {kind.__name__} says “{words}”", patience
    )


def main_window() -> QWidget:
    return next(w for w in windows() if hasattr(w, "show_header"))


def go(room: str) -> None:
    hand.press(room, exact=False)
    hand.wait(
        lambda: main_window().view() == {"Accounts, people": "people"}.get(room, room.lower()),
        f"{room} does not open",
    )
    hand.let(200)


def key(which: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A shortcut of the window. Offscreen, the menu that was open last would keep the keyboard."""
    main_window().activateWindow()
    hand.let(200)
    hand.keys(main_window(), which, modifier)


def choose(field: str, words: str) -> None:
    box = hand.find(QComboBox, field)
    wanted = box.findText(words)
    assert wanted >= 0, f"“{field}” has no “{words}”: {[box.itemText(n) for n in range(box.count())]}"
    while box.currentIndex() != wanted:
        hand.keys(box, Qt.Key.Key_Down if box.currentIndex() < wanted else Qt.Key.Key_Up)


def draft(title: str, text: str, account: str, kind: str = "Service information") -> None:
    """A post that goes out as soon as it is approved."""
    key(Qt.Key.Key_N, CTRL)
    hand.wait(lambda: main_window().view() == "editor", "the editor does not open")
    chip = hand.find(hand.QAbstractButton, account, exact=False)
    if not chip.chosen():  # the only account is chosen beforehand
        hand.press(account, exact=False)
    hand.write("Title for colleagues", title)
    hand.write("What to say", text)
    choose("Kind", kind)


def ask() -> None:
    come(hand.QAbstractButton, "Ask for approval")
    hand.press("Ask for approval", exact=False)
    read("Asked.")


def sign() -> None:
    """Answer every question and approve."""
    come(hand.QAbstractButton, "Ask for changes", OTHERS)
    card = next(c for window in windows() for c in window.findChildren(BeforeSign) if c.isVisible())
    for box in card.findChildren(hand.Tick):
        hand.tick(box.words())
    hand.press("Approve revision", exact=False)


def quit_despatch() -> None:
    """By the keyboard, also when something would not go out meanwhile."""
    key(Qt.Key.Key_Q, CTRL)
    hand.wait(
        lambda: not windows() or bool(hand.there(hand.QAbstractButton, "Quit all the same")),
        "it does not quit",
    )
    if windows():
        hand.press("Quit all the same")
    hand.wait(lambda: not windows(), "it does not quit")


def shot(path: Path) -> None:
    windows()[0].grab().save(str(path))
