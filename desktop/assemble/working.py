"""What works by itself beneath the window: the clock with the publisher, the inbox, the exchange folder's carrier."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from desktop import places
from desktop.assemble import checking
from desktop.assemble.house import EXCHANGE, House
from office import sealing
from office.aside import Aside
from office.desk import Reading
from office.incoming import receive
from office.journal import copies
from office.letters import Outgoing, There, workspace_inboxes
from office.outbox import Outbox
from office.rows import EVERYTHING, Changes
from office.rules.refusal import Refusal
from scheduler.carrier import Carrier, Side
from scheduler.clock import Clock
from scheduler.inbox import Inbox
from scheduler.publisher import News, Publisher

SENT = Changes(posts=True, approvals=True, mentions=True, sending=True)
HEARD = Changes(mentions=True)
SEAL_EVERY = timedelta(hours=1)
"""Between two seals made by themselves, while anything was recorded."""
POLL = timedelta(seconds=60)
"""Between two looks at what citizens say, unless somebody asks."""


class Working:
    """Starts and stops them together. `announce` is told what changed, `told` what a person should know, a platform's
    or the keyring's sentence or a Refusal: both from any thread."""

    def __init__(
        self, house: House, announce: Callable[[Changes], None], told: Callable[[str | Refusal], None]
    ) -> None:
        self.house, self._announce, self._told = house, announce, told
        self.publisher = Publisher(house.desk, house.platform, on_news=self._on_news, server=house.servers)
        self.inbox = Inbox(
            house.desk, house.platform, on_heard=lambda *_: announce(HEARD), on_trouble=self._on_trouble
        )
        self.clock = Clock(house.now, self._look, on_jump=self._on_jump)
        self._polled: datetime | None = None
        self._polling = threading.Lock()
        self._carrier: Carrier | None = None

    def start(self) -> None:
        self.clock.start()
        self.carry(self.exchange())

    def stop(self) -> bool:
        """Sends that are under way come to their end, within a bound; False when one did not."""
        if self._carrier is not None:
            self._carrier.stop()
        self.clock.stop()
        return self.publisher.stop()

    def nudge(self) -> None:
        """Something was approved, moved, resumed or asked: look now."""
        self.clock.nudge()
        if self._carrier is not None:
            self._carrier.nudge()

    def fetch(self) -> None:
        """Look now at what citizens say; blocks: network door."""
        with self._polling:
            self._polled = self.house.now()
            self.inbox.poll()

    def exchange(self) -> Path | None:
        """The exchange folder of this copy, if one was named."""
        with closing(self.house.record()) as record:
            named = record.journal.local.setting_get(EXCHANGE)
        return Path(named) if isinstance(named, str) and named else None

    def carry(self, folder: Path | None) -> None:
        """Watch this exchange folder from now on, or none."""
        if self._carrier is not None:
            self._carrier.stop()
            self._carrier = None
        if folder is not None:
            memory = self.house.folder / "carried.jsonl"
            self._carrier = Carrier(folder, memory, self._side(), self._told)
            self._carrier.start()

    def _side(self) -> Side:
        outbox = Outbox()

        def inboxes() -> tuple[str, ...]:
            with closing(self.house.record()) as record:
                return workspace_inboxes(Reading(record.journal).workspace)

        def take(data: bytes) -> object:
            with closing(self.house.record()) as record:
                received = receive(record.desk, data)
            self._announce(EVERYTHING)
            self.clock.nudge()
            return received

        def outgoing(there: There) -> Outgoing:
            with closing(self.house.record()) as record:
                return outbox.pending(record.desk, there)

        return Side(inboxes, take, outgoing, Aside(self.house.folder / "kept-aside"))

    def _look(self) -> datetime | None:
        self._still_here()
        following = self.publisher.wake()
        self._keep_watch()
        now = self.house.now()
        if self._polled is None or now - self._polled >= POLL:
            threading.Thread(target=self.fetch, name="inbox", daemon=True).start()
        return following

    def _still_here(self) -> None:
        """Somebody may have taken over a copy meanwhile: then this one sends no more."""
        if self.house.rehearsal or not self.house.here.is_set():
            return
        with closing(self.house.record()) as record:
            standing = copies.recognise(record.journal, places.state(), self.house.device.actor)
        if standing != "same":
            self.house.here.clear()
            self._announce(Changes(sending=True))

    def _keep_watch(self) -> None:
        """Remember outside the record how far it has come, and seal it now and then: a cut tail then shows."""
        with closing(self.house.record()) as record:
            if not self.house.rehearsal:
                copies.note_head(record.journal, places.state())
            last = sealing.last(record.desk)
            head, now = record.journal.head(), self.house.now()
            old = last is None or now - last.at >= SEAL_EVERY
            if self.house.rehearsal or not old or (last is not None and head.seq - last.seq <= 1):
                return
            made, folder = sealing.seal(record.desk), sealing.folder(record.desk)
        for fault in checking.keep(self.house.vault, made, folder):
            self._told(fault)

    def _on_jump(self, _by: timedelta) -> None:
        """After a sleep or a jump, what servers said before is no measure of the clock."""
        self.house.servers.jumped()

    def _on_news(self, news: News) -> None:
        self._announce(SENT)
        if news.sentence:
            self._told(news.sentence)

    def _on_trouble(self, _account: str, sentence: str) -> None:
        if sentence:
            self._told(sentence)
