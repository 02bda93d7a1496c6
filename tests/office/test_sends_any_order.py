"""Whatever happens in whatever order: never two copies of a part, and never a status that is not so.

Seeded chance plays the network, crashes, pauses, sleeping machines and late answers against one thread of two parts.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from accounts.platform import Capabilities, OwnPost, OwnPosts
from office import approvals, sending
from office.desk import Desk, Refused
from office.outcomes import (
    mark_expired,
    record_credentials,
    record_published,
    record_put_off,
    record_rejected,
    record_uncertain,
    record_unreachable,
)
from office.rules.facts import Window
from office.sends import Claimed, attend, claim, release, still_mine
from office.settling import evidence, settle_by_person
from tests.office.world import HOUR, TWO_O_CLOCK, HandClock, World, resume

KEY_LIFE = timedelta(minutes=20)
PLATFORMS = {
    "X": Capabilities(absence_conclusive=False),
    "conclusive": Capabilities(absence_conclusive=True),
    "keyed": Capabilities(key_lifetime=KEY_LIFE),
}
NO = {
    "accepted, answer lost": record_uncertain,
    "not accepted, answer lost": record_uncertain,
    "rejected": record_rejected,
    "unreachable": record_unreachable,
    "sign-in": record_credentials,
}
OFTEN = {
    "claim": 8,
    "send accepted": 4,
    "send accepted, answer lost": 4,
    "send not accepted, answer lost": 4,
    "send rejected": 3,
    "send rate limit": 1,
    "send unreachable": 2,
    "send sign-in": 1,
    "oldest sends accepted": 3,
    "record newest": 6,
    "record oldest": 2,
    "crash": 2,
    "wait 5": 2,
    "wait 20": 2,
    "wait 110": 5,
    "wait 600": 1,
    "look": 4,
    "read": 4,
    "see nothing": 2,
    "settle without reading": 6,
    "person": 2,
    "ask again": 2,
    "pause": 2,
    "resume": 3,
}
"""What may happen, and how often it does, where it makes sense."""
Late = Callable[[], Any]


class Play:
    """`truth`: what is on the account, (part, remote id, key, when); `hands`: claims that some process holds; `late`:
    answers that came and are not recorded yet."""

    def __init__(self, folder: Path, platform: str) -> None:
        self.world = World(folder, HandClock(TWO_O_CLOCK))
        self.world.journal._conn.execute("PRAGMA synchronous = OFF")
        self.platform = platform
        self.delivery_id = self.world.journal.streams("delivery-")[0].removeprefix("delivery-")
        self.truth: list[tuple[int, str, str, datetime]] = []
        self.hands: list[Claimed] = []
        self.late: list[Late] = []

    @property
    def desk(self) -> Desk:
        return self.world.desk(None)

    def makes_sense(self, word: str) -> bool:
        state = self.world.delivery(self.delivery_id).state
        match word.split(" ", 1)[0]:
            case "send" | "oldest":
                return bool(self.hands)
            case "record":
                return bool(self.late)
            case "crash":
                return bool(self.hands or self.late)
            case "read" | "settle" | "person":
                return state == "uncertain"
            case "see":
                return state == "uncertain" and self.platform != "conclusive"
            case "ask":
                return state in ("missed", "rejected", "refused", "held")
            case "claim":
                return state in ("approved", "held")
            case "resume":
                return bool(sending.fold(self.world.journal.stream("sending")).paused)
        return state != "published" or bool(self.hands or self.late)

    def play(self, word: str) -> None:
        match word.split(" ", 1):
            case ["claim"]:
                found = claim(self.desk, self.delivery_id, "p1")
                self.hands += [found] if isinstance(found, Claimed) else []
            case ["send", answer]:
                self._send(-1, answer)
            case ["oldest", _]:
                self._send(0, "accepted")
            case ["record", which]:
                self.late.pop(-1 if which == "newest" else 0)()
            case ["crash"]:
                self.hands.clear()
                self.late.clear()
            case ["wait", seconds]:
                self.world.now.go(timedelta(seconds=int(seconds)))
            case _:
                getattr(self, f"_{word.replace(' ', '_')}")()

    def _send(self, which: int, answer: str) -> None:
        claimed = self.hands.pop(which)
        if still_mine(self.desk, claimed):
            release(self.desk, claimed)
            return
        self.late.append(self._answered(claimed, answer))

    def _answered(self, claimed: Claimed, answer: str) -> Late:
        if answer.startswith("accepted"):
            remote_id = self._accept(claimed)
            if answer == "accepted":
                url = f"https://practice.invalid/{remote_id}"
                return lambda: record_published(self.desk, claimed, remote_id, url)
        if answer == "rate limit":
            until = self.world.now() + timedelta(minutes=2)
            return lambda: record_put_off(self.desk, claimed, until, "Too many.")
        return lambda: NO[answer](self.desk, claimed, "It said no.")

    def _accept(self, claimed: Claimed) -> str:
        """A keyed platform gives the same receipt for a key it knows."""
        now = self.world.now()
        known = [t for t in self.truth if t[2] == claimed.key]
        if known and self.platform == "keyed" and now < known[0][3] + KEY_LIFE:
            return known[0][1]
        remote_id = str(1001 + len(self.truth))
        self.truth.append((claimed.part, remote_id, claimed.key, now))
        assert now <= self.world.delivery(self.delivery_id).window.until, "late"
        return remote_id

    def _look(self) -> None:
        mark_expired(self.desk, self.world.now())
        attend(self.desk, self.delivery_id)

    def _see_nothing(self) -> None:
        """Where absence proves nothing, a reading may show nothing though it is there."""
        own = OwnPosts((), datetime(1970, 1, 1, tzinfo=UTC))
        evidence(self.desk, self.delivery_id, own, PLATFORMS[self.platform], self.world.now())

    def _read(self) -> None:
        first = next((i for p, i, _, _ in self.truth if p == 1), None)
        posts = [
            OwnPost(
                i,
                f"https://practice.invalid/{i}",
                ("One of two", "Two of two")[part - 1],
                at,
                first if part == 2 else None,
            )
            for part, i, _, at in reversed(self.truth)
        ]
        own = OwnPosts(tuple(posts), datetime(1970, 1, 1, tzinfo=UTC))
        evidence(self.desk, self.delivery_id, own, PLATFORMS[self.platform], self.world.now())

    def _settle_without_reading(self) -> None:
        evidence(self.desk, self.delivery_id, None, PLATFORMS[self.platform], self.world.now())

    def _person(self) -> None:
        """People tell the truth here."""
        for part in (1, 2):
            found = [i for p, i, _, _ in self.truth if p == part][:1]
            verdict = "published" if found else "absent"
            try:
                settle_by_person(self.world.desk("olive"), self.delivery_id, part, verdict, *found)
            except Refused:
                continue

    def _ask_again(self) -> None:
        d = self.world.delivery(self.delivery_id)
        window = Window(self.world.now(), self.world.now() + HOUR)
        try:
            request = approvals.ask(self.world.desk("olive"), d.post, [self.world.account], window)
        except Refused:
            return
        assert self.world.approve(d.post, request) == self.delivery_id

    def _pause(self) -> None:
        sending.pause(self.world.desk("len"), "Stop")

    def _resume(self) -> None:
        resume(self.world, [self.delivery_id])

    def check(self) -> None:
        parts = [part for part, _, _, _ in self.truth]
        assert sorted(set(parts)) == sorted(parts), "a copy"
        d = self.world.delivery(self.delivery_id)
        said = {n: p.remote_id for n, p in d.out.items() if p.state == "published"}
        there = {part: remote_id for part, remote_id, _, _ in self.truth}
        assert said.items() <= there.items(), "said to be out, and is not"
        assert (d.state == "published") == (said.keys() == {1, 2})
        if not (self.hands or self.late or d.in_doubt or d.state in ("sending", "uncertain")):
            assert said == there, f"out, and said to be {d.state}"
        row = self.world.journal.query("SELECT * FROM delivery WHERE id = ?", (self.delivery_id,))[0]
        assert (row["state"], row["parts_out"]) == (d.state, len(said)), "the table says something else"


RUNS = 12
STEPS = 60


@pytest.mark.parametrize("platform", PLATFORMS)
def test_in_any_order(tmp_path: Path, platform: str) -> None:
    world = World(tmp_path / "template")
    world.draft_and_approve("One of two", "Two of two")
    world.close()
    for seed in range(RUNS):
        folder = tmp_path / f"run{seed}"
        shutil.copytree(tmp_path / "template", folder)
        play_once(Play(folder, platform), random.Random(f"{platform} {seed}"))
        shutil.rmtree(folder)


def play_once(play: Play, draw: random.Random) -> None:
    words: list[str] = []
    try:
        for _ in range(STEPS):
            sensible = {word: times for word, times in OFTEN.items() if play.makes_sense(word)}
            if not sensible:
                break
            words += draw.choices(list(sensible), list(sensible.values()))
            play.play(words[-1])
            play.check()
    except Exception as failure:
        failure.add_note(f"after: {', '.join(words)}")
        raise
    finally:
        play.world.close()
