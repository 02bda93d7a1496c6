"""A publisher that is killed between claim, send and record; then another one starts."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from accounts.platform import Capabilities, OwnPost
from office.sends import CALL
from tests.office.world import HOUR, TWO_O_CLOCK, World, at_two
from tests.scheduler.conftest import Office
from tests.scheduler.test_publisher import SETTLED

HERE = Path(__file__).resolve().parents[2]


@contextmanager
def another_process(folder: Path, step: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.scheduler.killed", str(folder), step]
    with subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def killed_when(world: World, step: str) -> None:
    with another_process(world.folder, step) as process:
        assert process.stdout is not None
        said = process.stdout.readline(), process.stdout.readline()
        assert [word.strip() for word in said] == ["started", "here"]
        process.kill()


def on_the_account(world: World) -> list[OwnPost]:
    return list(world.practice().recent_own_posts(world.now() + CALL).posts)


def go_on(office: Office, capabilities: Capabilities | None = None) -> None:
    """Another publisher starts, and it is later and later."""

    def platforms(account: str):
        practice = office.world.practice(account)
        if capabilities is not None:
            practice.capabilities = capabilities  # type: ignore[misc]
        return practice

    publisher = office.publisher(platforms=platforms)
    for _ in range(3):
        office.go(publisher)
        office.world.now.go(SETTLED)
        office.go(publisher)


@pytest.mark.parametrize(
    ("step", "then"),
    [("claimed", "uncertain"), ("accepted", "published"), ("recorded", "published")],
)
def test_on_a_platform_like_x_a_kill_never_makes_a_copy(office: Office, step: str, then: str) -> None:
    delivery_id = at_two(office.world, "Once")
    killed_when(office.world, step)
    before = len(on_the_account(office.world))
    go_on(office, Capabilities(absence_conclusive=False))
    assert office.states(delivery_id) == [then]
    assert len(on_the_account(office.world)) == before == (0 if step == "claimed" else 1)


@pytest.mark.parametrize("step", ["claimed", "accepted", "recorded"])
def test_where_absence_is_certain_a_kill_loses_nothing_either(office: Office, step: str) -> None:
    delivery_id = at_two(office.world, "Once")
    killed_when(office.world, step)
    go_on(office)
    assert office.states(delivery_id) == ["published"]
    assert [p.text for p in on_the_account(office.world)] == ["Once"]


@pytest.mark.parametrize("step", ["claimed", "accepted"])
def test_a_thread_goes_on_after_the_part_at_which_it_was_killed(office: Office, step: str) -> None:
    delivery_id = at_two(office.world, "One", "Two", "Three")
    killed_when(office.world, step)
    go_on(office)
    assert office.states(delivery_id) == ["published"]
    posts = on_the_account(office.world)[::-1]
    assert [p.text for p in posts] == ["One", "Two", "Three"]
    assert [p.reply_to for p in posts] == [None, posts[0].remote_id, posts[1].remote_id]


def test_killed_and_found_again_after_its_window_it_is_missed_and_not_sent(office: Office) -> None:
    delivery_id = at_two(office.world, "Once")
    killed_when(office.world, "claimed")
    office.world.now.go_to(TWO_O_CLOCK + 2 * HOUR)
    go_on(office)
    assert office.states(delivery_id) == ["missed"]
    assert on_the_account(office.world) == []


@pytest.mark.parametrize("seed", range(8))
def test_killed_at_any_moment_everything_is_there_once(office: Office, seed: int) -> None:
    """The moment is drawn; whatever it hits, the end is the same."""
    texts = [f"Number {n}" for n in range(8)]
    deliveries = [at_two(office.world, text) for text in texts]
    with another_process(office.world.folder, "never") as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.Random(seed).random() * 0.5)
        process.kill()
    go_on(office)
    assert office.states(*deliveries) == ["published"] * 8
    assert sorted(p.text for p in on_the_account(office.world)) == texts
