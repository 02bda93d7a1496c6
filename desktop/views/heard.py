"""Is anybody listening? A button for a wish that nothing answers is not shown."""

from __future__ import annotations

from PySide6.QtCore import QMetaMethod, QObject, SignalInstance


def heard(view: QObject, signal: SignalInstance) -> bool:
    """Has somebody joined this wish to something that is done?"""
    return view.isSignalConnected(QMetaMethod.fromSignal(signal))
