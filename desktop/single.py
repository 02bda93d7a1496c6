"""One window per workspace: a second start brings the first to the front."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE = 500
WORD = b"raise\n"


def server_name(folder: Path) -> str:
    """The same for every way to write the folder's path; says nothing about it."""
    return (
        "despatch-"
        + hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    )


class Single(QObject):
    """`claim()` is True for the first; for a later one it is False, and the first says `raise_wanted`."""

    raise_wanted = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def claim(self) -> bool:
        if self._call_first():
            return False
        if self._server.listen(self._name):
            return True
        # What a killed process left behind does not answer, and may be taken away.
        if self._call_first():
            return False
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def release(self) -> None:
        self._server.close()

    def _call_first(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(PATIENCE):
            return False
        socket.write(WORD)
        socket.waitForBytesWritten(PATIENCE)
        socket.disconnectFromServer()
        return True

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raise_wanted.emit()
