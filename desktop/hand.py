"""A hand at the window: presses what a person would press, types what they would type, and waits as they would.

For the rehearsal's tour, and for journeys in the tests. It knows widgets by the words on them, not by their names.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from desktop.widgets.scroll import reveal
from desktop.widgets.ticks import Tick

PATIENCE = 20_000
"""Milliseconds until what does not come is missed."""
STEP = 50


class Missed(AssertionError):
    """What should have been on the screen was not. The message says what was looked for, and what was there."""


def let(milliseconds: int) -> None:
    """Let the window and what works beneath it go on. (QTest.qWait keeps Python to itself: other threads would crawl.)"""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait(holds: Callable[[], bool], what: str, patience: int = PATIENCE) -> None:
    """Let the window go on until something holds. Raises Missed when it does not."""
    waited = 0
    while not holds():
        if waited >= patience:
            raise Missed(f"{what} (waited {patience // 1000} s)")
        let(STEP)
        waited += STEP


def words_of(widget: QWidget) -> str:
    """The words on a widget, as a person reads them."""
    words = getattr(widget, "words", None)
    if callable(words):
        return str(words())
    text = getattr(widget, "text", None)
    return str(text()).replace("&&", "&") if callable(text) else ""


def there(kind: type[QWidget], words: str, exact: bool = True) -> list[QWidget]:
    """Visible, enabled widgets of a kind that say this, or are called this by a screen reader; in open sheets first."""
    top = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    top.sort(key=lambda w: not w.isModal())
    found = []
    for window in top:
        for widget in (window, *window.findChildren(kind)):
            if isinstance(widget, kind) and widget.isVisible() and widget.isEnabled():
                said = (words_of(widget), widget.accessibleName())
                if words in said or (not exact and any(s.startswith(words) for s in said)):
                    found.append(widget)
    return found


def find(kind: type[QWidget], words: str, exact: bool = True) -> QWidget:
    """The first of them, when it is there. Raises Missed."""
    wait(lambda: bool(there(kind, words, exact)), f"no {kind.__name__} says “{words}”")
    return there(kind, words, exact)[0]


def press(words: str, exact: bool = True) -> None:
    """Press a button, with the mouse; one that is further down the page is scrolled to first."""
    button = find(QAbstractButton, words, exact)
    if button.visibleRegion().isEmpty():
        reveal(button)
        wait(lambda: not button.visibleRegion().isEmpty(), f"“{words}” cannot be seen")
    QTest.mouseClick(
        button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, button.rect().center()
    )


def tick(words: str) -> None:
    """Tick a box, or choose one of several, by its words."""
    widget = find(Tick, words)
    box = widget.box  # type: ignore[attr-defined]
    wait(lambda: box.isChecked() or _clicked(box), f"“{words}” cannot be ticked")


def _clicked(box: QAbstractButton) -> bool:
    """Click it where it is now; a box that has just appeared may still be moving."""
    reveal(box)
    let(STEP)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, box.rect().center())
    return box.isChecked()


def write(field: str, text: str) -> None:
    """Type into a field, as called by a screen reader, over what it held."""
    kinds: tuple[type[QWidget], ...] = (QPlainTextEdit, QLineEdit)
    wait(lambda: any(there(k, field) for k in kinds), f"no field is called “{field}”")
    widget = next(w for k in kinds for w in there(k, field))
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(widget, Qt.Key.Key_Delete)
    for number, line in enumerate(text.split("\n")):
        if number:
            QTest.keyClick(widget, Qt.Key.Key_Return)
        QTest.keyClicks(widget, line)


def keys(
    widget: QWidget, sequence: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(widget, sequence, modifier)


def choose_row(name: str, says: str) -> None:
    """Click the row of a list that says this. Raises Missed when no row does."""
    view = find(QAbstractItemView, name)
    assert isinstance(view, QAbstractItemView)  # noqa: S101 - found by that kind
    model = view.model()

    def place() -> int:
        texts = (str(model.index(n, 0).data() or "") for n in range(model.rowCount()))
        return next((n for n, text in enumerate(texts) if says in text), -1)

    wait(lambda: place() >= 0, f"no row of “{name}” says “{says}”")
    index = model.index(place(), 0)
    view.scrollTo(index)
    spot = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)


def pick(menu_button: str, item: str) -> None:
    """Open a menu by its button, and choose from it."""
    press(menu_button, exact=False)
    wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu), f"no menu behind “{menu_button}”")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)  # noqa: S101 - just waited for
    action = next((a for a in menu.actions() if a.text().replace("&&", "&") == item), None)
    if action is None:
        raise Missed(f"the menu has no “{item}”: {[a.text() for a in menu.actions()]}")
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
