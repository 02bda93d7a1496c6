"""Whatever happens in whatever order: never two copies of a part, and never a status that is not so.

Hypothesis plays the network, crashes, pauses, sleeping machines and late answers against one thread of two parts.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.platform import Capabilities, OwnPost, OwnPosts
from office import sending
from office.desk import Refused
from office.outcomes import (
    mark_expired,
    record_credentials,
    record_published,
    record_put_off,
    record_rejected,
    record_uncertain,
    record_unreachable,
)
from office.sends import Claimed, attend, claim, release, still_mine
from office.settling import evidence, settle_by_person
from tests.office.world import HOUR, TWO_O_CLOCK, HandClock, World, resume

PLATFORMS = {
    "X": Capabilities(absence_conclusive=False),
    "conclusive": Capabilities(absence_conclusive=True),
    "keyed": Capabilities(key_lifetime=timedelta(minutes=20)),
}
ANSWERS = (
    "accepted",
    "accepted, answer lost",
    "not accepted, answer lost",
    "rejected",
    "rate limit",
    "unreachable",
    "sign-in",
)
Late = Callable[[], Any]


class Publishing(RuleBasedStateMachine):
    """`truth`: what is on the account, (part, remote id, key, when); `hands`: claims that some process holds; `late`:
    answers that came and are not recorded yet."""

    template: Path
    platform: str

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="despatch-"))
        shutil.copytree(self.template, self.folder / "w")
        self.world = World(self.folder / "w", HandClock(TWO_O_CLOCK))
        self.delivery_id = self.world.journal.streams("delivery-")[0].removeprefix("delivery-")
        self.truth: list[tuple[int, str, str, datetime]] = []
        self.hands: list[Claimed] = []
        self.late: list[Late] = []

    def teardown(self) -> None:
        self.world.close()
        shutil.rmtree(self.folder)

    @property
    def desk(self):
        return self.world.desk(None)

    @rule(process=st.sampled_from(["p1", "p2"]))
    def claims(self, process: str) -> None:
        found = claim(self.desk, self.delivery_id, process)
        if isinstance(found, Claimed):
            self.hands.append(found)

    @precondition(lambda self: self.hands)
    @rule(data=st.data(), answer=st.sampled_from(ANSWERS))
    def sends(self, data: st.DataObject, answer: str) -> None:
        claimed = self.hands.pop(data.draw(st.integers(0, len(self.hands) - 1)))
        if still_mine(self.desk, claimed):
            release(self.desk, claimed)
            return
        self.late.append(self._answered(claimed, answer))

    def _answered(self, claimed: Claimed, answer: str) -> Late:
        no = {
            "accepted, answer lost": record_uncertain,
            "not accepted, answer lost": record_uncertain,
            "rejected": record_rejected,
            "unreachable": record_unreachable,
            "sign-in": record_credentials,
        }
        if answer.startswith("accepted"):
            remote_id = self._accept(claimed)
            if answer == "accepted":
                return lambda: record_published(
                    self.desk, claimed, remote_id, f"https://practice.invalid/{remote_id}"
                )
        if answer == "rate limit":
            until = self.world.now() + timedelta(minutes=2)
            return lambda: record_put_off(self.desk, claimed, until, "Too many.")
        return lambda: no[answer](self.desk, claimed, "It said no.")

    def _accept(self, claimed: Claimed) -> str:
        """A keyed platform gives the same receipt for a key it knows."""
        known = [t for t in self.truth if t[2] == claimed.key]
        if known and self.platform == "keyed" and self.world.now() < known[0][3] + timedelta(minutes=20):
            return known[0][1]
        remote_id = str(1001 + len(self.truth))
        self.truth.append((claimed.part, remote_id, claimed.key, self.world.now()))
        return remote_id

    @precondition(lambda self: self.late)
    @rule(data=st.data())
    def records(self, data: st.DataObject) -> None:
        self.late.pop(data.draw(st.integers(0, len(self.late) - 1)))()

    @precondition(lambda self: self.hands or self.late)
    @rule()
    def crashes(self) -> None:
        self.hands.clear()
        self.late.clear()

    @rule(seconds=st.sampled_from([1, 20, 100, 600]))
    def time_passes(self, seconds: int) -> None:
        self.world.now.go(timedelta(seconds=seconds))

    @rule()
    def looks(self) -> None:
        mark_expired(self.desk, self.world.now())
        attend(self.desk, self.delivery_id)

    @rule(reading=st.booleans())
    def finds_evidence(self, reading: bool) -> None:
        posts = [
            OwnPost(i, f"https://practice.invalid/{i}", self._text(part), at, self._target(part))
            for part, i, _, at in reversed(self.truth)
        ]
        own = OwnPosts(tuple(posts), datetime(1970, 1, 1, tzinfo=UTC)) if reading else None
        evidence(self.desk, self.delivery_id, own, PLATFORMS[self.platform], self.world.now())

    def _text(self, part: int) -> str:
        return ("One of two", "Two of two")[part - 1]

    def _target(self, part: int) -> str | None:
        return next((i for p, i, _, _ in self.truth if p == 1), None) if part == 2 else None

    @rule()
    def a_person_looks(self) -> None:
        """People tell the truth here."""
        for part in (1, 2):
            found = [i for p, i, _, _ in self.truth if p == part]
            try:
                settle_by_person(
                    self.world.desk("olive"),
                    self.delivery_id,
                    part,
                    "published" if found else "absent",
                    *found[:1],
                )
            except Refused:
                continue

    @rule()
    def pauses(self) -> None:
        sending.pause(self.world.desk("len"), "Stop")

    @rule()
    def resumes(self) -> None:
        if self.world.now() and sending.fold(self.world.journal.stream("sending")).paused:
            resume(self.world, [self.delivery_id])

    @invariant()
    def there_is_never_a_second_copy(self) -> None:
        parts = [part for part, _, _, _ in self.truth]
        assert sorted(set(parts)) == sorted(parts)

    @invariant()
    def what_the_record_says_is_so(self) -> None:
        d = self.world.delivery(self.delivery_id)
        said = {n: p.remote_id for n, p in d.out.items() if p.state == "published"}
        there = {part: remote_id for part, remote_id, _, _ in self.truth}
        assert said.items() <= there.items()
        assert d.state != "published" or said.keys() == {1, 2}
        if not (self.hands or self.late or d.in_doubt or d.state in ("sending", "uncertain")):
            assert said == there, d.state

    @invariant()
    def nothing_goes_after_its_window(self) -> None:
        assert all(at <= TWO_O_CLOCK + HOUR for _, _, _, at in self.truth)

    @invariant()
    def the_table_says_what_the_stream_says(self) -> None:
        row = self.world.journal.query("SELECT * FROM delivery WHERE id = ?", (self.delivery_id,))[0]
        assert row["state"] == self.world.delivery(self.delivery_id).state


@pytest.mark.parametrize("platform", PLATFORMS)
def test_in_any_order(tmp_path: Path, platform: str) -> None:
    world = World(tmp_path / "template")
    world.draft_and_approve("One of two", "Two of two")
    world.close()
    machine = type("Machine", (Publishing,), {"template": tmp_path / "template", "platform": platform})
    how = settings(
        max_examples=25,
        stateful_step_count=30,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=how)
