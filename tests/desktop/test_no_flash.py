"""Nothing appears as a window of its own for a moment while a view is being made or filled."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from tests.desktop import gallery_more


class Windows(QObject):
    """Notes each widget that is shown as a window."""

    def __init__(self):
        super().__init__()
        self.shown = []

    def eventFilter(self, watched, event):  # noqa: N802 - Qt calls it so
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.mark.parametrize("name", sorted(gallery_more.PAGES))
def test_nothing_flashes(qapp, qtbot, name):
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        qtbot.addWidget(gallery_more.PAGES[name]())
    finally:
        qapp.removeEventFilter(windows)
    assert windows.shown == []


def test_a_window_would_be_noticed(qapp, qtbot):
    windows, widget = Windows(), QWidget()
    qtbot.addWidget(widget)
    qapp.installEventFilter(windows)
    widget.setVisible(True)
    qapp.removeEventFilter(windows)
    assert windows.shown == ["QWidget "]
