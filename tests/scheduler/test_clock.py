"""When to look: at the moment that was named, at each beat, when nudged; and jumps are noticed."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.clock import BEAT, Clock
from scheduler.now import RehearsalNow, SystemNow
from scheduler.servertime import ServerTime
from tests.office.world import TWO_O_CLOCK, HandClock

PATIENCE = 60.0
FAR = timedelta(days=400)


class Looks:
    """Counts looks; `following` is what each answers, one after the other, then nothing."""

    def __init__(self, *following: datetime | Exception | None) -> None:
        self.following = list(following)
        self.at: list[datetime] = []
        self.threads: set[str] = set()
        self.changed = threading.Condition()

    def __call__(self) -> datetime | None:
        answer = self.following.pop(0) if self.following else None
        with self.changed:
            self.at.append(SystemNow()())
            self.threads.add(threading.current_thread().name)
            self.changed.notify_all()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def wait_for(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.at) >= count, PATIENCE)


def test_it_looks_at_once_and_at_the_moment_that_was_named() -> None:
    moment = SystemNow()() + timedelta(seconds=0.3)
    looks = Looks(moment)
    clock = Clock(SystemNow(), looks, beat=FAR)
    clock.start()
    try:
        looks.wait_for(2)
    finally:
        clock.stop()
    assert looks.at[1] >= moment
    assert len(looks.threads) == 1


def test_it_looks_at_each_beat_whatever_went_wrong(caplog: pytest.LogCaptureFixture) -> None:
    looks = Looks(ValueError("a mistake of ours"), ValueError("another"))
    clock = Clock(SystemNow(), looks, beat=timedelta(seconds=0.1))
    clock.start()
    try:
        looks.wait_for(4)
    finally:
        clock.stop()
    assert "The look at what is due failed" in caplog.text


def test_nudged_it_looks_now_and_many_nudges_are_few_looks() -> None:
    inside, go_on = threading.Event(), threading.Event()
    looks = Looks()

    def slow() -> datetime | None:
        looks()
        inside.set()
        assert go_on.wait(PATIENCE)
        return None

    clock = Clock(SystemNow(), slow, beat=FAR)
    clock.start()
    try:
        assert inside.wait(PATIENCE)
        for _ in range(50):
            clock.nudge()
        go_on.set()
        looks.wait_for(2)
    finally:
        clock.stop()
    assert len(looks.at) == 2


def test_a_moment_of_a_rehearsal_is_waited_for_by_its_own_clock() -> None:
    now = RehearsalNow(TWO_O_CLOCK)
    looks = Looks(TWO_O_CLOCK + timedelta(hours=3))
    clock = Clock(now, looks, beat=FAR)
    clock.start()
    try:
        looks.wait_for(1)
        now.move_to(TWO_O_CLOCK + timedelta(hours=3))
        clock.nudge()
        looks.wait_for(2)
    finally:
        clock.stop()


def test_something_else_is_done_now_and_then_on_a_thread_beside() -> None:
    looks, other = Looks(), Looks(ValueError("no network"))
    clock = Clock(SystemNow(), looks, beat=FAR)
    clock.also("inbox", other, timedelta(seconds=0.1))
    clock.start()
    try:
        other.wait_for(3)
        looks.wait_for(1)
    finally:
        clock.stop()
    assert not looks.threads & other.threads


@pytest.mark.parametrize(
    ("wall", "running", "jumps"),
    [
        (20, 20, 0),
        (21, 20, 0),
        (140, 22, 0),
        (20 + 3600, 20, 1),
        (20 - 3600, 20, 1),
        (90 * 86400, 90 * 86400, 1),
    ],
    ids=[
        "a beat",
        "a little off",
        "within two minutes",
        "slept an hour",
        "set back an hour",
        "slept, running time too",
    ],
)
def test_jumps_and_sleep_are_noticed(wall: int, running: int, jumps: int) -> None:
    walls, runs = HandClock(TWO_O_CLOCK), [0.0]
    found: list[timedelta] = []
    clock = Clock(walls, Looks(), on_jump=found.append, beat=BEAT, wall=walls, monotonic=lambda: runs[0])
    clock.look()
    walls.go(timedelta(seconds=wall))
    runs[0] += running
    clock.look()
    assert len(found) == jumps


def test_stopped_before_it_was_started_and_twice() -> None:
    clock = Clock(SystemNow(), Looks(), beat=FAR)
    clock.stop()
    clock.start()
    clock.stop()
    clock.stop()


def test_a_rehearsals_clock_goes_on_and_is_never_moved_back() -> None:
    now = RehearsalNow(TWO_O_CLOCK)
    first = now()
    now.move_to(TWO_O_CLOCK - timedelta(days=1))
    time.sleep(0.001)
    assert first < now() < TWO_O_CLOCK + timedelta(minutes=10)
    now.move_to(TWO_O_CLOCK + timedelta(days=1))
    assert now() >= TWO_O_CLOCK + timedelta(days=1)
    assert RehearsalNow()().tzinfo is UTC


class TestServerTime:
    def test_after_a_jump_a_server_is_to_be_asked(self) -> None:
        now = HandClock(TWO_O_CLOCK)
        server = ServerTime(now)
        assert not server.to_be_asked()
        server.jumped()
        assert (server.to_be_asked(), server.unchecked_jump(), server.last()) == (True, True, None)
        server.told(TWO_O_CLOCK)
        assert (server.to_be_asked(), server.last()) == (False, (TWO_O_CLOCK, TWO_O_CLOCK))

    def test_while_the_clocks_differ_too(self) -> None:
        server = ServerTime(HandClock(TWO_O_CLOCK))
        server.told(TWO_O_CLOCK + timedelta(minutes=3))
        assert (server.to_be_asked(), server.unchecked_jump()) == (True, False)
        server.jumped()
        server.nobody_to_ask()
        assert not server.to_be_asked()
