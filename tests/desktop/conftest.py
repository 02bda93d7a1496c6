"""For tests of the window's parts."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

HERE = Path(__file__).parent
OFFSCREEN = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
"""Qt's offscreen screen says this of every window; it is no fault of ours."""


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(OFFSCREEN)


@pytest.fixture
def on_screen(qtbot):
    """Shows a widget in an active window, so that shortcuts reach it."""

    def show(widget, width=1156, height=780):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return show


@pytest.fixture
def heard():
    """`heard(view, "open_wanted", ...)` is a list that fills with what the view asks for: (name, *arguments)."""

    def listen(view, *names):
        said = []
        for name in names:
            getattr(view, name).connect(lambda *args, name=name: said.append((name, *args)))
        return said

    return listen


@pytest.fixture
def press(qtbot):
    """Presses a key on a widget. A button answers to its shortcut a tenth of a second later."""

    def key(widget, *keys, modifier=Qt.KeyboardModifier.NoModifier):
        for one in keys:
            qtbot.keyClick(widget, one, modifier)
            qtbot.wait(130)

    return key


@pytest.fixture
def click(qtbot):
    """Presses a button with the mouse."""

    def mouse(widget):
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    return mouse


@pytest.fixture
def plain_look(qapp):
    """Gives the application its look back after a test that changes it."""
    sheet, font, palette = qapp.styleSheet(), qapp.font(), qapp.palette()
    yield
    qapp.setStyleSheet(sheet)
    qapp.setFont(font)
    qapp.setPalette(palette)


@pytest.fixture
def in_london(monkeypatch):
    """The machine's clock stands in London, so that times need no zone."""
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
