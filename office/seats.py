"""A seat: a person's own Despatch that belongs to a workspace without holding its record.

It pins the workspace and its roster when it is welcomed, keeps requests that come by file, shows exactly what a yes
would be bound to, and signs answers. Any thread may use one.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any

from office.aside import Aside
from office.asked import STATEMENT, Asked, check_verdict
from office.contents import words_json
from office.desk import Refused, iso, moment
from office.envelopes import open_envelope, seal
from office.journal import keys
from office.journal.media import MediaStore
from office.letters import JOINS, Letter, Outgoing, There, file_name, to_key, to_person, to_workspace
from office.people import Person
from office.ports import Signer
from office.rosters import people_of
from office.rows import RequestDetail, RequestRow
from office.rules.refusal import Refusal
from office.seat_files import Card, SeatFiles
from office.seat_mail import SeatMail, Taken, Welcome
from office.seat_rows import Showing, asked_from
from office.statements import Statement, make

SHOWN_LATE = timedelta(days=7)
"""How long a request that was not answered in time is still shown, with the reason."""
PAUSE_SENT_FOR = timedelta(days=1)
ANSWER_SENT_FOR = timedelta(days=60)


class Seat:
    """Opened from its folder. Raises SeatFault with a sentence where there is none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.media = MediaStore(folder / "media")
        self.aside = Aside(folder / "kept-aside")
        self._files = SeatFiles(folder)
        self._mail = SeatMail(self._files, self.media, self.aside)
        self._lock = RLock()
        self._files.card()

    @classmethod
    def create(cls, folder: Path, name: str, email: str, signer: Signer, now: datetime) -> Seat:
        """A new seat with its join request. Raises SeatFault when there is one, Refused without a name."""
        if not name.strip():
            raise Refused(Refusal("person.no-name"))
        payload = {
            "name": name.strip(),
            "email": email.strip(),
            "at": iso(now),
            "nonce": secrets.token_hex(16),
        }
        public = base64.b64encode(signer.public).decode()
        card = Card(payload["name"], payload["email"], signer.key_id, public)
        SeatFiles(folder).make(card, seal("join", payload, signer))
        return cls(folder)

    @property
    def card(self) -> Card:
        with self._lock:
            return self._files.card()

    @property
    def fingerprint(self) -> str:
        """Of my own key, to read out to the administrator."""
        return keys.fingerprint(base64.b64decode(self.card.public))

    @property
    def state(self) -> str:
        """joining, welcomed (the fingerprints wait to be compared), joined, left."""
        card = self.card
        if not card.workspace:
            return "welcomed" if self.welcome() else "joining"
        return "left" if self.me.left else "joined"

    @property
    def people(self) -> dict[str, Person]:
        return people_of(self.card.roster)

    @property
    def me(self) -> Person:
        card = self.card
        return self.people.get(card.person, Person(card.person, card.name, left=moment("1970-01-01T00:00Z")))

    def join_envelope(self) -> bytes:
        """The join request, the same each time."""
        return self._files.whole("join") or b""

    def welcome(self) -> Welcome | None:
        """The one that came through the exchange folder and waits to be compared aloud."""
        with self._lock:
            return self._mail.welcome()

    def accept_welcome(self, data: bytes | None = None) -> Welcome:
        """Pin the workspace, its fingerprints having been compared aloud. Raises EnvelopeFault."""
        with self._lock:
            return self._mail.accept_welcome(data)

    def receive(self, data: bytes, now: datetime) -> Taken:
        """Take a file. Raises EnvelopeFault; the file is then kept aside, unless it may be only half of one."""
        with self._lock:
            return self._mail.receive(data, now)

    def requests(self, now: datetime) -> tuple[RequestRow, ...]:
        """Everything that waits for an answer, the most urgent first; each with why I may not give it."""
        with self._lock:
            showing = self._showing(now)
            rows = [showing.row(Asked(d["kind"], d["payload"]), False) for d in self._files.waiting()]
        shown = [r for r in rows if r.due is None or now < r.due + SHOWN_LATE]
        return tuple(sorted(shown, key=lambda r: (bool(r.refusals), r.due or r.asked, r.id)))

    def detail(self, request: str, now: datetime) -> RequestDetail:
        """Exactly what is asked. Raises Refused: request.answered, file.forged (changed on this disk)."""
        with self._lock:
            asked, answered = self._asked(request)
            post = asked.payload.get("post")
            seen = (self._files.seen(post) if post else None) or asked.payload.get("seen")
            return self._showing(now).detail(asked, answered, seen)

    def answer(
        self, request: str, signer: Signer, verdict: str, answers: Mapping[str, Any], words: str, now: datetime
    ) -> bytes:  # fmt: skip
        """Sign an answer, once: `verdict` is yes or changes (of posts), yes or no (of all else). The file to send.

        Raises Refused with every reason why not; MediaFault when a picture that a yes would cover is not whole.
        """
        with self._lock:
            asked, answered = self._asked(request)
            check_verdict(asked, verdict, words)
            refusals = asked.refusals(self._mine(signer), self.people, now, answered)
            if refusals:
                raise Refused(*refusals)
            for picture in (p for c in asked.contents.values() for w in c.parts for p in w.pictures):
                self.media.get(picture.digest)
            facts = asked.covers() | ({"answers": dict(answers)} if asked.kind == "request" else {})
            said = {"request": request, "verdict": verdict, "words": words.strip()}
            data = self._signed("answer", signer, STATEMENT[asked.kind], now, {**said, **facts})
            if not self._files.put_answer(request, data):
                raise Refused(Refusal("approval.answered"))
            self._remember(asked)
            return data

    def pause(self, signer: Signer, words: str, now: datetime) -> bytes:
        """Sign a pause of everything; it counts once the desk that sends has it."""
        with self._lock:
            self._mine(signer)
            data = self._signed("pause", signer, "pause", now, {"words": words.strip()})
            self._files.put_pause(open_envelope(data).id[:32], data)
            return data

    def inboxes(self) -> tuple[str, ...]:
        """What of an exchange folder is for me."""
        card = self.card
        return (to_person(card.workspace, card.person),) if card.workspace else (to_key(card.key),)

    def pending_outgoing(self, there: There, now: datetime) -> Outgoing:
        """What should lie in the exchange folder and does not: my join request, answers, pauses."""
        with self._lock:
            card = self._files.card()
            join = file_name("join", card.key)
            if not card.workspace:
                absent = join not in there.get(JOINS, ())
                return Outgoing((Letter(JOINS, join, self.join_envelope()),) if absent else ())
            folder = to_workspace(card.workspace)
            wanted, over = self._answers(card, folder, now)
        letters = tuple(x for x in wanted if x.name not in there.get(folder, ()))
        return Outgoing(letters, ((JOINS, join), *((folder, name) for name in over)))

    def _answers(self, card: Card, folder: str, now: datetime) -> tuple[list[Letter], list[str]]:
        wanted, over = [], []
        for request, data, why in self._files.answers():
            name = file_name("answer", request, card.key[:12])
            old = _signed_at(data) + ANSWER_SENT_FOR < now
            wanted += [] if why or old else [Letter(folder, name, data)]
            over += [name] if why or old else []
        for pause, data in self._files.pauses():
            name, old = file_name("pause", pause), _signed_at(data) + PAUSE_SENT_FOR < now
            wanted += [] if old else [Letter(folder, name, data)]
            over += [name] if old else []
        return wanted, over

    def _showing(self, now: datetime) -> Showing:
        return Showing(self.me, self.people, self.media, now)

    def _asked(self, request: str) -> tuple[Asked, bool]:
        document = self._files.request(request)
        if document is None or "payload" not in document or document.get("closed"):
            raise Refused(Refusal("request.answered"))
        return asked_from(document), self._files.is_answered(request)

    def _mine(self, signer: Signer) -> Person:
        """Me, whose key this is. Raises Refused."""
        card, me = self.card, self.me
        key = me.keys.get(signer.key_id)
        if not card.workspace:
            raise Refused(Refusal("seat.not-joined"))
        if signer.key_id != card.key or key is None or key.revoked is not None:
            raise Refused(Refusal("key.not-trusted"))
        return me

    def _signed(self, envelope: str, signer: Signer, kind: str, now: datetime, facts: Statement) -> bytes:
        card = self._files.card()
        me = _As(card.person, signer)
        statement, signature = make(me, lambda: now, kind, card.workspace, **facts)
        proof = {"workspace": card.workspace, "statement": statement, "signature": signature}
        return seal(envelope, proof, me)

    def _remember(self, asked: Asked) -> None:
        """So that a later revision can be shown beside what I answered about."""
        self._files.finish(asked.request)
        first = next(iter(asked.contents.values()), None)
        if asked.kind == "request" and first is not None:
            told = {"revision": asked.payload["revision"], "parts": words_json(first.parts)}
            self._files.put_seen(asked.payload["post"], told)


class _As:
    """The signer, acting as the person that an administrator enrolled: it had no person id when it was made."""

    def __init__(self, person: str, signer: Signer) -> None:
        self.actor, self.key_id, self.public, self.sign = person, signer.key_id, signer.public, signer.sign


def _signed_at(data: bytes) -> datetime:
    return moment(open_envelope(data).payload["statement"]["at"])
