"""The carrier: takes files out of an exchange folder and puts files into it, for a desk or a seat.

The folder may be any share or synced folder. Files in it are whole, immutable, and written by one side each; it is
polled, since no share tells reliably of changes. Nobody else's file is ever changed or deleted: what has been taken is
remembered here (scheduler.carried).
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import stat as stat_
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from office.aside import Aside
from office.desk import Refused
from office.envelopes import LIMIT, EnvelopeFault, open_envelope, too_big
from office.journal.port import JournalFault
from office.letters import Outgoing, There
from office.rules.refusal import Level, Refusal
from scheduler import exchange as share
from scheduler.carried import Carried, Stat

log = logging.getLogger(__name__)

INTERVAL = 5.0
TRIES = 12
"""Looks at an unchanging file that is not whole, before it is kept aside: a minute."""
_FIRST = ("pause-", "roster-", "welcome-")
"""A pause waits for nothing; a roster says who signed the rest."""
_AWAY = {"exchange.away", "exchange.no-mark"}


@dataclass(frozen=True)
class Side:
    """Whom a carrier carries for. Its functions are called in the carrier's thread.

    `receive` raises Refused for what is to be kept aside, and JournalFault (or Refused `key.away`) for what is to be
    tried again.
    """

    inboxes: Callable[[], Sequence[str]]
    receive: Callable[[bytes], object]
    outgoing: Callable[[There], Outgoing]
    aside: Aside


class Carrier:
    """`memory`: a file of this machine's own. `on_notice` is told calmly, and once, what a person should know."""

    def __init__(
        self, exchange: Path, memory: Path, side: Side, on_notice: Callable[[Refusal], None],
        interval: float = INTERVAL, tries: int = TRIES,
    ) -> None:  # fmt: skip
        self._exchange, self._side, self._tell = exchange, side, on_notice
        self._interval, self._tries = interval, tries
        self._carried = Carried(memory)
        self._looks: dict[str, tuple[Stat, int]] = {}
        self._told: set[str] = set()
        self._rest = 0
        self._turn = threading.Lock()
        self._stopping, self._wake = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="carrier", daemon=True)
        self._thread.start()

    def stop(self, patience: float = 10.0) -> bool:
        """False when a share that does not answer still holds the thread, which then dies with the process."""
        self._stopping.set()
        self._wake.set()
        if self._thread is None:
            return True
        self._thread.join(patience)
        return not self._thread.is_alive()

    def nudge(self) -> None:
        """Something was asked or signed: look now."""
        self._rest = 0
        self._wake.set()

    def poll_once(self) -> None:
        """Take what is new, then put what is missing."""
        with self._turn:
            inboxes = tuple(self._side.inboxes())
            try:
                share.check(self._exchange)
                there = share.listing(self._exchange, inboxes)
            except OSError as error:
                code = "exchange.no-mark" if isinstance(error, share.NotAnExchange) else "exchange.away"
                self._once(code, {"folder": str(self._exchange), "why": error.strerror or str(error)})
                return
            if self._told & _AWAY:
                self._told -= _AWAY
                self._tell(Refusal("exchange.back", {"folder": str(self._exchange)}, Level.WARN))
            for folder, name in _in_order(inboxes, there):
                if self._stopping.is_set():
                    return
                self._take(folder, name)
            self._put(there)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                self.poll_once()
            except Exception as error:  # the next look goes on, whatever this one met
                log.exception("the carrier stumbled")
                self._once("exchange.failed", {"why": type(error).__name__})
            self._wake.wait(self._interval)

    def _take(self, folder: str, name: str) -> None:
        file = f"{folder}/{name}"
        try:
            stat, data = self._read(file)
        except FileNotFoundError:  # taken away again by whoever wrote it
            return
        except OSError as error:
            self._once("exchange.unreadable", {"name": name, "why": error.strerror or str(error)}, file)
            return
        if stat is None:
            return
        if data is None:
            self._refuse(file, stat, b"", too_big(stat[0]))
            return
        digest = hashlib.sha256(data).hexdigest()
        if len(data) != stat[0]:
            self._wait(file, stat, data)
        elif self._carried.knows(digest):
            self._carried.done(file, stat, digest)
        else:
            self._open(file, stat, data, digest)

    def _read(self, file: str) -> tuple[Stat | None, bytes | None]:
        """No stat: nothing to do with it. No data: too much of it."""
        path = self._exchange / file
        found = path.stat(follow_symlinks=False)
        stat = (found.st_size, found.st_mtime_ns)
        if not stat_.S_ISREG(found.st_mode) or self._carried.handled(file, stat):
            return None, None
        if found.st_size > LIMIT:
            return stat, None
        with path.open("rb") as opened:
            return stat, opened.read(LIMIT + 1)

    def _open(self, file: str, stat: Stat, data: bytes, digest: str) -> None:
        try:
            envelope = open_envelope(data)
        except EnvelopeFault as fault:
            if fault.code == "file.not-whole":
                self._wait(file, stat, data)
            else:
                self._refuse(file, stat, data, fault)
            return
        self._looks.pop(file, None)
        if self._carried.knows_id(envelope.id):  # a conflict copy, or the same thing sent twice
            self._carried.done(file, stat, digest, envelope.id)
        else:
            self._hand_over(file, stat, data, digest, envelope.id)

    def _hand_over(self, file: str, stat: Stat, data: bytes, digest: str, envelope_id: str) -> None:
        again = self._carried.was_begun(digest)
        self._carried.begin(digest)
        try:
            self._side.receive(data)
        except Refused as no:
            code = no.refusals[0].code
            if code == "key.away":
                self._once("exchange.waiting", {"why": code})
                return
            if code == "file.resent" or (again and code == "file.replayed"):
                self._carried.done(file, stat, digest, envelope_id)
                return
            self._refuse(file, stat, data, no, envelope_id)
        except (JournalFault, OSError) as fault:
            self._once("exchange.waiting", {"why": str(fault)})
        except Exception as error:  # a mistake of ours with one file does not stop the others
            log.exception("a file could not be taken")
            self._once("exchange.failed", {"why": type(error).__name__}, file)
        else:
            self._told.discard("exchange.waiting")
            self._carried.done(file, stat, digest, envelope_id)

    def _wait(self, file: str, stat: Stat, data: bytes) -> None:
        """It may still be on its way here: look again, and give up when it has not grown for a while."""
        before, looks = self._looks.get(file, (stat, 0))
        looks = looks + 1 if before == stat else 1
        self._looks[file] = (stat, looks)
        if looks >= self._tries:
            self._refuse(file, stat, data, EnvelopeFault("file.not-whole"), remember=False)

    def _refuse(
        self, file: str, stat: Stat, data: bytes, no: Refused, envelope_id: str = "", remember: bool = True
    ) -> None:  # fmt: skip
        """Keep it aside, and say so. One that was cut short may yet be completed: what is in it is not remembered."""
        name = file.rpartition("/")[2]
        if data:
            with contextlib.suppress(OSError):  # no room for it here: it stays where it is, and is told of
                self._side.aside.keep(data, no.refusals[0].code, no.refusals[0].facts, name)
        digest = hashlib.sha256(data).hexdigest() if data and remember else ""
        self._carried.done(file, stat, digest, envelope_id)
        self._looks.pop(file, None)
        for refusal in no.refusals:
            self._tell(Refusal(refusal.code, {**refusal.facts, "file": name}, refusal.level))

    def _put(self, there: There) -> None:
        """What could not be written is sealed anew each time, pictures and all: so a share that takes nothing is given
        a rest."""
        if self._rest > 0:
            self._rest -= 1
            return
        try:
            outgoing = self._side.outgoing(there)
        except (JournalFault, Refused) as fault:
            self._once("exchange.waiting", {"why": str(fault)})
            return
        try:
            for letter in outgoing.letters:
                if self._stopping.is_set():
                    return
                share.put(self._exchange, letter)
                self._carried.put(f"{letter.folder}/{letter.name}")
            self._tidy(outgoing, there)
        except OSError as error:
            self._rest = self._tries
            self._once("exchange.not-written", {"why": error.strerror or str(error)})
        else:
            self._told.discard("exchange.not-written")
        for refusal in outgoing.refused:
            self._once(refusal.code, refusal.facts, repr(sorted(refusal.facts.items())))

    def _tidy(self, outgoing: Outgoing, there: There) -> None:
        """Take away what this side itself put there and nobody needs any more."""
        for folder, name in outgoing.over:
            file = f"{folder}/{name}"
            if name in there.get(folder, ()) and self._carried.has_put(file):
                (self._exchange / file).unlink(missing_ok=True)
                self._carried.removed(file)

    def _once(self, code: str, facts: Mapping[str, Any], which: str = "") -> None:
        """Say it when it begins, and not again at every look."""
        if code + which in self._told:
            return
        self._told.add(code + which)
        self._tell(Refusal(code, facts, Level.WARN))


def _in_order(inboxes: Sequence[str], there: There) -> Iterator[tuple[str, str]]:
    found = [(folder, name) for folder in inboxes for name in there.get(folder, ())]
    return iter(sorted(found, key=lambda f: (not f[1].startswith(_FIRST), f)))
