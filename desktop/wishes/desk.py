"""The header's wishes: pause, resume, who is signed in, the rehearsal's clock.

The header is the first thing that is shown: what it does not need is loaded when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal

from desktop import places
from desktop.assemble.house import EXCHANGE, PAUSED_HERE, Record
from desktop.phrases import tr
from desktop.wishes.wish import Wish
from office import sealing, sending
from office.journal import copies
from office.rows import EVERYTHING, HeaderRow, RecordRow
from office.screens.approvals import mine
from office.screens.header import header
from office.screens.rules import going_out_soon
from office.screens.shared import Looking
from office.screens.today import today
from office.workspace import enrol_device


class DeskWishes(Wish):
    """`view` is the window. `shown`: the header's row, for the tray."""

    shown = Signal(object)

    def join(self) -> None:
        self.view.pause_wanted.connect(self.pause)
        self.view.resume_wanted.connect(lambda: self.shell.go("rules/resume"))
        self.view.switch_wanted.connect(self._on_switch)
        self.view.move_clock_wanted.connect(self._on_move_clock)

    def reload(self) -> None:
        latest = self.runner.latest("desk")
        self.runner.on_record(self._header, latest(self._show), latest(self.shell.tell))

    def _header(self, record: Record) -> HeaderRow:
        look = record.look()
        head = record.journal.head()
        sealed = sealing.last(record.desk)
        known = RecordRow(
            head.seq,
            head.digest.hex(),
            self.house.checked_at,
            self.house.checked.whole if self.house.checked else None,
            sealed_to=sealed.seq if sealed else 0,
            sealed_at=sealed.at if sealed else None,
        )
        row = header(look, self.house.rehearsal, known)
        counts = {**row.counts, "today": len(today(look).items), "approvals": len(mine(look))}
        return HeaderRow(**{**vars(row), "counts": counts})

    def _show(self, row: HeaderRow) -> None:
        self.view.show_header(row)
        self.shown.emit(row)

    def pause(self, reason: str = "") -> None:
        """At once on this machine, whatever the record and the keyring say; then into the record."""
        self.house.paused.set()
        self.act(lambda r: sending.pause(r.desk, reason), EVERYTHING, self._paused, self._paused_here_only)

    def _paused(self, _: object) -> None:
        self.house.paused.clear()
        self.runner.on_record(
            lambda r: r.journal.local.setting_set(PAUSED_HERE, False), None, self.shell.tell
        )
        self.shell.say(tr("Paused. Nothing goes out from any account."))

    def _paused_here_only(self, error: BaseException) -> None:
        """The record could not be told: this machine stays paused all the same, also after a restart."""
        self.shell.tell(error)
        self.runner.on_record(lambda r: r.journal.local.setting_set(PAUSED_HERE, True), None, self.shell.tell)
        self.runner.announce(EVERYTHING)

    def _on_switch(self, person: str) -> None:
        if self.house.rehearsal:
            self.house.people.switch(person)
            self.runner.announce(EVERYTHING)

    def _on_move_clock(self) -> None:
        """The rehearsal's clock goes on to the next due moment."""
        clock = self.house.rehearsal_clock
        if clock is None:
            return

        def moved(moment: object) -> None:
            if moment is None:
                self.shell.say(tr("Nothing is planned: there is no moment to move on to."))
                return
            clock.move_to(moment)  # type: ignore[arg-type]
            self.shell.wake()
            self.runner.announce(EVERYTHING)

        self.runner.on_record(self._next_moment, moved, self.shell.tell)

    def _next_moment(self, record: Record) -> datetime | None:
        from office import sends

        return sends.next_moment(record.desk, self.house.now())

    def send_by_hand(self, request: str) -> None:
        """Without an exchange folder a request is a file to send: written into the workspace's own folder."""

        def work(record: Record) -> Path | None:
            if self.house.rehearsal or record.journal.local.setting_get(EXCHANGE):
                return None
            from desktop.assemble import files
            from office.outgoing import request_envelope

            path = self.house.folder / "outgoing" / f"request-{request}.despatch"
            return files.write(path, request_envelope(record.desk, request))

        def done(path: Path | None) -> None:
            if path is not None:
                said = tr(
                    "Asked. Send this file to whoever says yes: {path}. Open the answer under Accounts, people."
                )
                self.shell.say(said.format(path=path))

        self.runner.on_record(work, done, self.shell.tell)

    def find(self, text: str, show: Callable[[Any], object]) -> None:
        """Posts whose title has these words."""

        def read(look: Looking) -> Any:
            from office.screens.editor import found_posts

            return found_posts(look, text)

        self.look(read, show, "find")

    def unsent(self, then: Callable[[Any], object], failed: Callable[[BaseException], object]) -> None:
        """What will not go out while no Despatch runs."""
        self.runner.on_record(lambda r: going_out_soon(r.look()), then, failed)

    def take_over(self) -> None:
        """A person takes over a copied, moved or restored workspace on this machine."""

        def work(record: Record) -> None:
            desk = record.desk
            looked_at = [d.id for d in going_out_soon(record.look())]
            enrol_device(desk)
            sending.name_publisher(desk, taken_over=True, looked_at=looked_at)
            copies.accept(record.journal, places.state(), desk.device.actor)

        def done(_: object) -> None:
            self.house.here.set()
            self.shell.say(tr("Taken over. Despatch sends from this computer from now on."))

        self.act(work, EVERYTHING, done)
