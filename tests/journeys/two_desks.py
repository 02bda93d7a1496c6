"""One of two desks, as a program of its own with a home of its own: `desk` holds the record, `seat` does not.

It is told what to do by lines on its standard input and says what happened by lines of JSON on its standard output.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from office import accounts, approvals, joins, posts, sending, workspace
from office.aside import Aside
from office.contents import Words
from office.desk import Desk, Limits, Reading
from office.incoming import receive
from office.journal import keys
from office.journal.keys import MemorySigner
from office.journal.media import FOLDER_NAME, MediaStore
from office.journal.projections import SCREENS
from office.journal.sqlite import SqliteJournal
from office.letters import workspace_inboxes
from office.outbox import Outbox
from office.rules.facts import Window
from office.rules.refusal import Refusal
from office.seats import Seat
from scheduler import exchange as share
from scheduler.carrier import Carrier, Side
from tests.office.world import seed

HOME = Path(os.environ["HOME"])


def now() -> datetime:
    return datetime.now(UTC)


def say(what: str, **facts: Any) -> None:
    sys.stdout.write(json.dumps({"said": what, **facts}) + "\n")
    sys.stdout.flush()


def notice(refusal: Refusal) -> None:
    say("notice", code=refusal.code)


class RecordDesk:
    """Ada's: she founded it, administers it and drafts. The record has one thread of its own."""

    def __init__(self, exchange: Path) -> None:
        self.lane = ThreadPoolExecutor(1)
        folder = HOME / "workspace"
        made = not folder.exists()
        ada, device = MemorySigner("ada-id", seed("ada")), MemorySigner("device-1", seed("device"))
        self.desk: Desk = self.on_record(self._open, folder, made, ada, device)
        share.prepare(exchange)
        outbox = Outbox()
        side = Side(
            lambda: workspace_inboxes(self.on_record(lambda: self.desk.journal.workspace)),
            lambda data: self.on_record(self._receive, data),
            lambda there: self.on_record(outbox.pending, self.desk, there),
            Aside(folder / "kept-aside"),
        )
        self.carrier = Carrier(exchange, HOME / "carried.jsonl", side, notice, 0.05)

    def on_record(self, work: Callable[..., Any], *args: Any) -> Any:
        return self.lane.submit(work, *args).result()

    def _open(self, folder: Path, made: bool, ada: MemorySigner, device: MemorySigner) -> Desk:
        journal = SqliteJournal(folder, SCREENS, create=made)
        if made:
            place = ("uk-department", "uk")
            workspace.found(journal, "Department for Tests", *place, "Ada", "a@x.example", ada, device, now())
        desk = Desk(
            journal, MediaStore(folder / FOLDER_NAME), ada, device, now,
            lambda _platform, text: (len(text), 280, "characters"), lambda _platform: Limits(4, 1000),
        )  # fmt: skip
        if made:
            accounts.add(desk, "practice", "dept", "Department", *place)
        return desk

    def _receive(self, data: bytes) -> None:
        found = receive(self.desk, data)
        say("received", kind=found.kind, verdict=found.verdict)

    def fingerprints(self) -> None:
        journal = self.desk.journal
        say("fingerprints", workspace=keys.fingerprint(journal.workspace), administrator=keys.fingerprint(self.desk.me.public))  # fmt: skip

    def enrol(self) -> None:
        (join,) = joins.waiting(self.desk)
        person, _ = joins.enrol_from_join(self.desk, join, ["line-manager", "director"])
        say("enrolled", person=person, fingerprint=join.fingerprint)

    def ask(self, text: str) -> None:
        post = posts.save(self.desk, None, posts.Draft("Bin day", "operational", (Words(text),)))
        account = self.desk.journal.streams("account-")[0].removeprefix("account-")
        request = approvals.ask(self.desk, post, [account], Window(None, now() + timedelta(hours=1)))
        say("asked", request=request)

    def state(self) -> None:
        rows = self.desk.journal.query("SELECT title, state FROM delivery ORDER BY rowid")
        entries = [e.kind for e in self.desk.journal.entries()]
        paused = sending.sending(Reading(self.desk.journal)).paused is not None
        say("state", deliveries=[row["state"] for row in rows], kinds=entries, paused=paused)

    def do(self, command: str, rest: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "fingerprints": self.fingerprints, "enrol": self.enrol, "ask": lambda: self.ask(rest), "state": self.state,
        }  # fmt: skip
        self.on_record(acts[command])
        self.carrier.nudge()

    def close(self) -> None:
        self.carrier.stop()
        self.on_record(self.desk.journal.close)
        self.lane.shutdown()


class SeatDesk:
    """Len's: a seat, on another computer."""

    def __init__(self, exchange: Path) -> None:
        self.signer = MemorySigner("", seed("len"))
        folder = HOME / "seat"
        made = (folder / "seat.json").exists()
        self.seat = Seat(folder) if made else Seat.create(folder, "Len", "len@x.example", self.signer, now())
        side = Side(
            self.seat.inboxes, self._receive, lambda there: self.seat.pending_outgoing(there, now()), self.seat.aside
        )  # fmt: skip
        self.carrier = Carrier(exchange, HOME / "carried.jsonl", side, notice, 0.05)

    def _receive(self, data: bytes) -> None:
        taken = self.seat.receive(data, now())
        say("received", kind=taken.kind, why=taken.why)

    def do(self, command: str, rest: str) -> None:
        match command:
            case "fingerprint":
                say("fingerprint", mine=self.seat.fingerprint)
            case "welcome":
                welcome = self.seat.welcome()
                say("welcome", workspace=welcome and welcome.workspace_fingerprint, administrator=welcome and welcome.administrator_fingerprint)  # fmt: skip
            case "accept":
                say("accepted", department=self.seat.accept_welcome().department)
            case "requests":
                rows = self.seat.requests(now())
                texts = [self.seat.detail(r.id, now()).parts[0].text for r in rows]
                say(
                    "requests",
                    ids=[r.id for r in rows],
                    texts=texts,
                    refusals=[len(r.refusals) for r in rows],
                )
            case "yes" | "changes":
                self.seat.answer(
                    rest, self.signer, command, {}, "" if command == "yes" else "Which bins?", now()
                )
                say("answered")
            case "pause":
                self.seat.pause(self.signer, "wrong account", now())
                say("signed")
        self.carrier.nudge()

    def close(self) -> None:
        self.carrier.stop()


def main() -> None:
    desk = {"desk": RecordDesk, "seat": SeatDesk}[sys.argv[1]](Path(sys.argv[2]))
    desk.carrier.start()
    say("started")
    for line in sys.stdin:
        command, _, rest = line.strip().partition(" ")
        if command == "end":
            break
        desk.do(command, rest)
    desk.close()
    say("ended")


if __name__ == "__main__":
    main()
