"""The front office: a window, its screens, and the wishes that join them to one opened workspace."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from desktop import faults, screens, times
from desktop.actions import ACTIONS
from desktop.assemble.house import House
from desktop.phrases import refusal_line
from desktop.runner import Runs
from desktop.views.leaving import TakeOverSheet
from desktop.widgets.command import Found
from desktop.window import MainWindow
from desktop.wishes.desk import DeskWishes
from desktop.wishes.wish import Wish
from desktop.works import Works
from office.rows import EVERYTHING, Changes, DraftRow, HeaderRow
from office.rules.refusal import Refusal

BEAT = 2_000
"""Milliseconds between looks whether another process has appended."""
MINUTE = 20_000
"""Milliseconds between looks at the clock: "due in 5 minutes" grows old by itself."""


class Later(QWidget):
    """A screen that is made when it is first visited, so that the window is there at once."""

    def __init__(self, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make = make
        self._made: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def made(self) -> QWidget:
        if self._made is None:
            self._made = self._make()
            self._column.addWidget(self._made)
            self.setFocusProxy(self._made)
        return self._made


class Front(QObject):
    """Joins everything. It is the Shell that wishes know."""

    def __init__(self, house: House, runner: Runs, window: MainWindow, working: Works) -> None:
        super().__init__(window)
        self.house, self.runner, self.window, self.working = house, runner, window, working
        self.wishes: dict[str, Wish] = {}
        self._undo: Callable[[], None] | None = None
        self._seen = 0
        self.header: HeaderRow | None = None
        self.desk = DeskWishes("desk", window, house, runner, self)
        self.holders: dict[str, Later] = {}
        for name in screens.NAMES:
            self.holders[name] = Later(partial(self._make, name))
            window.add_view(name, self.holders[name])
        self._join()

    def _make(self, name: str) -> QWidget:
        view, wish = screens.make(name, self.house, self.runner, self)
        self.wishes[name] = wish
        wish.veiled = True
        view.hide()
        return view

    def _join(self) -> None:
        window = self.window
        window.view_wanted.connect(self._on_view)
        window.target_wanted.connect(self.go)
        window.new_post_wanted.connect(lambda: self.go("editor/new"))
        window.refresh_wanted.connect(self._on_refresh)
        window.action_wanted.connect(self._on_action)
        window.find_wanted.connect(self._on_find)
        window.undo_wanted.connect(self._on_undo)
        self.desk.join()
        self.desk.shown.connect(self._on_header)
        self.runner.changed.connect(self._on_changed)
        self._beat = QTimer(self)
        self._beat.timeout.connect(self._on_beat)
        self._minute = QTimer(self)
        self._minute.timeout.connect(self._on_minute)

    def start(self) -> None:
        """Show the first screen, and begin to look at the clock."""
        self.desk.reload()
        self.go("today")
        self._beat.start(BEAT)
        self._minute.start(MINUTE)

    def stop(self) -> None:
        self._beat.stop()
        self._minute.stop()

    def wish(self, name: str) -> Any:
        """The wishes of a screen, which is made if it was never visited."""
        self.holders[name].made()
        return self.wishes[name]

    def _on_view(self, name: str) -> None:
        wish = self.wish(name)
        wish.stale = False
        wish.reload()

    def go(self, target: str) -> None:
        name, _, which = target.partition("/")
        wish = self.wish(name) if name in screens.NAMES else None
        if wish is None:
            return
        self.window.show_view(name, screens.ROOM.get(name, ""))
        wish.stale = False
        if name == "editor":
            wish.open(None if which == "new" else which)
            return
        wish.reload()
        if which and name == "record":
            wish.story(which)
        elif which and hasattr(wish, "open"):
            wish.open(which)

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        self._undo = undo
        self.window.toast(words, undo=undo is not None)

    def tell(self, error: BaseException) -> None:
        self.window.toast(faults.sentence(error))

    def sentence(self, error: BaseException) -> str:
        return faults.sentence(error)

    def carry(self, folder: Path | None) -> None:
        self.runner.on_network(lambda: self.working.carry(folder))

    def hear(self, told: str | Refusal) -> None:
        """Something that a person should know, from what works by itself."""
        self.window.toast(told if isinstance(told, str) else refusal_line(told))

    def wake(self) -> None:
        self.working.nudge()

    def asked(self, request: str) -> None:
        self.working.nudge()
        self.desk.send_by_hand(request)

    def take_over(self, words: str) -> None:
        """This workspace is a copy, or was moved or restored: nothing is sent here until somebody takes over."""
        sheet = TakeOverSheet(words, self.window)
        sheet.take_over_wanted.connect(self.desk.take_over)
        sheet.open()

    def refresh(self) -> None:
        self.desk.reload()

    def saving(self, under_way: bool) -> None:
        self.window.show_saving(under_way)

    def pause(self, reason: str) -> None:
        self.desk.pause(reason)

    def help(self) -> None:
        self.window.show_help()

    def open_url(self, url: str) -> None:
        """In the person's browser; only web addresses."""
        if url.startswith(("https://", "http://")):
            QDesktopServices.openUrl(QUrl(url))

    def _on_changed(self, changes: Changes, _initiator: object) -> None:
        self.desk.reload()
        shown = self.window.view()
        for name, wish in self.wishes.items():
            if not wish.touched(changes):
                continue
            if name == shown:
                wish.reload()
            else:
                wish.stale = True

    def _on_header(self, row: HeaderRow) -> None:
        self.header = row

    def _on_beat(self) -> None:
        self.runner.on_record(lambda r: r.journal.data_version(), self._on_version, lambda _: None)

    def _on_version(self, version: int) -> None:
        if self._seen and version != self._seen:
            self.runner.announce(EVERYTHING)
        self._seen = version

    def _on_minute(self) -> None:
        self.desk.reload()
        shown = self.wishes.get(self.window.view())
        if shown is not None and self.window.view() in ("today", "replies"):
            shown.reload()

    def _on_refresh(self) -> None:
        """Everything shown is read again, and what citizens say is fetched now."""
        self.runner.announce(EVERYTHING)
        self.runner.on_network(self.working.fetch)

    def _on_action(self, which: str) -> None:
        """An action of the screen that is open: its own keys or button do it."""
        action = next((a for a in ACTIONS if a.id == which), None)
        if action is None or self.window.view() not in self.holders:
            return
        screen, sequence = self.holders[self.window.view()].made(), QKeySequence(action.shortcut)
        for shortcut in screen.findChildren(QShortcut):
            if shortcut.key() == sequence:
                shortcut.activated.emit()
                return
        for button in screen.findChildren(QAbstractButton):
            if button.shortcut() == sequence and button.isEnabled():
                button.click()
                return

    def _on_find(self, text: str) -> None:
        """Posts whose title has the words that are typed into the palette."""

        def show(rows: tuple[DraftRow, ...]) -> None:
            found = [
                Found(r.title, times.ago(r.edited, self.house.now()), f"editor/{r.post}", "drafts")
                for r in rows
            ]
            self.window.show_found(text, found)

        self.desk.find(text, show)

    def _on_undo(self) -> None:
        if self._undo is not None:
            undo, self._undo = self._undo, None
            undo()
