"""A publisher in a process of its own, which stops at a step and says so, to be killed there.

`python -m tests.scheduler.killed FOLDER STEP`: it is two o'clock, and it sends what is due.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from accounts.platform import Part, Platform, Sent
from scheduler.publisher import Publisher
from tests.office.world import TWO_O_CLOCK, HandClock, World

STEPS = ("claimed", "accepted", "recorded", "never")


def main(folder: str, step: str) -> None:
    world = World(Path(folder), HandClock(TWO_O_CLOCK))
    publisher = Publisher(world.fresh_desk, lambda account: Stopping(world.practice(account), step), slots=2)
    say("started")
    publisher.wake()
    publisher.settled(60)
    stop_here(step in ("recorded", "never"))


class Stopping:
    """The practice platform; it stops before it accepts, or before its answer is believed."""

    def __init__(self, practice: Platform, step: str) -> None:
        self._practice, self._step = practice, step

    def __getattr__(self, name: str) -> object:
        return getattr(self._practice, name)

    def publish(self, part: Part, key: str, deadline: object) -> Sent:
        stop_here(self._step == "claimed")
        sent = self._practice.publish(part, key, deadline)  # type: ignore[arg-type]
        stop_here(self._step == "accepted")
        return sent


def stop_here(now: bool) -> None:
    if now:
        say("here")
        time.sleep(600)


def say(word: str) -> None:
    print(word, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
