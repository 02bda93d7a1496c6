"""A department of which some sit elsewhere: a World whose people have seats of their own, and short words for post."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from office import approvals, posts
from office.contents import Words
from office.desk import Reading
from office.envelopes import open_envelope, seal
from office.journal.keys import MemorySigner
from office.outgoing import request_envelope, welcome_envelope
from office.packs import questions
from office.pictures import attach
from office.rules.facts import Window
from office.seats import Seat
from tests.office.world import HOUR, TWO_O_CLOCK, World, seed

EVE = MemorySigner("eve-id", seed("eve"))
"""Nobody here has enrolled her."""
YES = {code: "yes" for code, _ in questions()}
MINUTE = timedelta(minutes=1)


class Department(World):
    """`seat(who)` is that person's own Despatch, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "workspace")
        self.elsewhere = folder

    def joining(self, who: str) -> Seat:
        signer = self.people.get(who, EVE)
        folder = self.elsewhere / f"seat of {who}"
        if (folder / "seat.json").exists():
            return Seat(folder)
        return Seat.create(folder, who.title(), f"{who}@department.example", signer, self.now())

    def seat(self, who: str) -> Seat:
        seat = self.joining(who)
        if seat.state == "joining":
            seat.accept_welcome(welcome_envelope(self.desk("ada"), f"{who}-id"))
        return seat

    def ask(
        self,
        *texts: str,
        category: str = "operational",
        until: timedelta = HOUR,
        pictures: int = 0,
        accounts: tuple[str, ...] = (),
        post: str | None = None,
    ) -> str:
        """Olive asks for approval of a post; the request's id."""
        desk = self.desk("olive")
        drawn = tuple(self._picture(n) for n in range(pictures))
        parts = (Words(texts[0], drawn), *(Words(t) for t in texts[1:]))
        self.post = posts.save(desk, post, posts.Draft(texts[0][:40], category, parts))
        window = Window(TWO_O_CLOCK, TWO_O_CLOCK + until)
        return approvals.ask(desk, self.post, accounts or (self.account,), window)

    def _picture(self, number: int) -> Any:
        from dataclasses import replace

        out = io.BytesIO()
        Image.new("RGB", (40, 30), (number, 90, 120)).save(out, "PNG")
        attached = attach(self.desk().media, out.getvalue(), f"bin {number}.png")
        return replace(attached.picture, alt=f"Bin number {number}")

    def request(self, request: str, who: str = "len") -> bytes:
        return request_envelope(self.desk("olive"), request, (), f"{who}-id")

    @property
    def delivery_ids(self) -> tuple[str, ...]:
        return posts.post(Reading(self.journal), self.post).deliveries

    def yes(self, who: str, request: str) -> bytes:
        """The request goes to `who`'s seat, and their yes comes back as a file."""
        seat = self.seat(who)
        seat.receive(self.request(request, who), self.now())
        return seat.answer(request, self.people[who], "yes", YES, "", self.now())

    def refused_files(self) -> list[str]:
        entries = self.journal.stream("workspace")
        return [e.body["code"] for e in entries if e.kind == "file.refused" and e.body]


def rewritten(data: bytes, signer: Any, **payload: Any) -> bytes:
    """The file again with other words in it, signed by whoever forges it."""
    opened = open_envelope(data)
    return seal(opened.kind, {**opened.payload, **payload}, signer, opened.media)


def tampered(data: bytes, before: str, after: str) -> bytes:
    """Other words under the old signature."""
    changed = data.replace(before.encode(), after.encode())
    assert changed != data
    return changed


def payload(data: bytes) -> dict[str, Any]:
    return json.loads(data)["payload"]
