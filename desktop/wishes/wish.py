"""What every joining of a view with the office has in common.

To add a wish: 1. the view gets a signal `..._wanted`; 2. connect it here to a method of its noun's class;
3. the method runs one office function by `act`, or shows rows by `look`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject

from desktop.assemble.house import House, Record
from desktop.runner import Runs
from office.rows import Changes
from office.screens.shared import Looking


class Shell(Protocol):
    """What a wish may ask of the window around it."""

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """Tell what was done, with a way back if there is one."""
        ...

    def tell(self, error: BaseException) -> None:
        """Say calmly what stands in the way: our rules' no, the world's fault, or our own."""
        ...

    def go(self, target: str) -> None:
        """Open `today`, `approvals/<id>`, `editor/<post>`, `delivery/<id>` ..."""
        ...

    def sentence(self, error: BaseException) -> str:
        """The same, to be shown in place."""
        ...

    def wake(self) -> None:
        """Something may be due sooner: nudge the clock and the carrier."""
        ...

    def asked(self, request: str) -> None:
        """A request was made: it is carried to whoever may answer."""
        ...

    def refresh(self) -> None:
        """The header, the rail and the last line."""
        ...

    def saving(self, under_way: bool) -> None:
        """Is something typed that is not kept yet?"""
        ...

    def pause(self, reason: str) -> None:
        """Everything stops now."""
        ...

    def help(self) -> None:
        """What may I do here?"""
        ...

    def open_url(self, url: str) -> None:
        """In the person's browser."""
        ...

    def carry(self, folder: Path | None) -> None:
        """Watch this exchange folder from now on, or none."""
        ...


class Wish(QObject):
    """`name`: the screen. `view` is its widget; it is loaded again when something it shows was touched."""

    def __init__(self, name: str, view: Any, house: House, runner: Runs, shell: Shell) -> None:
        super().__init__()
        self.name, self.view, self.house, self.runner, self.shell = name, view, house, runner, shell
        self.stale = True
        self.veiled = False
        """The view was made and has nothing to show yet: it is not seen until its first rows come."""

    def reload(self) -> None:
        """Show the view's rows afresh."""

    def touched(self, changes: Changes) -> bool:
        """Does what was changed show on this view?"""
        return any(changes.values())

    def look(self, read: Callable[[Looking], Any], show: Callable[[Any], object], key: str = "") -> None:
        """Read rows on the record's thread, and show them if nothing newer was asked for since."""
        latest = self.runner.latest(f"{self.name}/{key}")
        self.runner.on_record(
            lambda r: read(r.look()), latest(self.seen(show)), latest(self.seen(self.shell.tell))
        )

    def seen(self, show: Callable[[Any], object]) -> Callable[[Any], object]:
        """The same, and from then on the view is seen."""

        def showing(value: Any) -> None:
            show(value)
            self.unveil()

        return showing

    def unveil(self) -> None:
        if self.veiled:
            self.veiled = False
            self.view.show()

    def act(
        self,
        work: Callable[[Record], Any],
        changes: Changes,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Do one office act; announce what it touched; then `done` with its result."""

        def doing(record: Record) -> tuple[Any, Changes]:
            return work(record), changes

        def then(result: tuple[Any, Changes]) -> None:
            if changes.sending or changes.approvals or changes.rules:
                self.shell.wake()
            if done is not None:
                done(result[0])

        self.runner.on_record(doing, then, failed or self.shell.tell, self)
