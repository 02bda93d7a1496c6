"""How late is what is due at once? The real clock and publisher, a real record, and a platform that answers in 200 ms.

Each function takes a folder on the disk in question and returns (name, ratio, detail). Nothing here passes or fails.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from accounts.platform import Part
from office.desk import Desk
from scheduler.clock import Clock
from scheduler.now import SystemNow
from scheduler.publisher import News, Publisher
from tests.office.world import HandClock, World
from tests.scheduler.pretend import Pretend

Measured = tuple[str, float, str]

ANSWER = 0.2
SLOTS = 16
HEAD_START = timedelta(seconds=3)


class Timed(Pretend):
    """Answers in 200 ms, and remembers when it was called upon."""

    def __init__(self, now: SystemNow) -> None:
        super().__init__(now)
        self.begun: list[datetime] = []
        self._noting = threading.Lock()

    def publish(self, part: Part, key: str, deadline: datetime):
        with self._noting:
            self.begun.append(self.now())
        time.sleep(ANSWER)
        return super().publish(part, key, deadline)


def fifty_at_once(folder: Path) -> Measured:
    """The figure by which others are compared: 50 due in one second (elsewhere: median 36 s late, worst 68 s)."""
    return lateness(folder, 50, 50)


def two_hundred_at_once(folder: Path) -> Measured:
    return lateness(folder, 200, 50)


def lateness(folder: Path, deliveries: int, accounts: int, slots: int = SLOTS) -> Measured:
    """When the last of them was begun, against the pool's ideal."""
    late = _measure(folder / f"late-{deliveries}", deliveries, accounts, slots)
    rounds = -(-deliveries // min(slots, accounts))
    ideal = (rounds - 1) * ANSWER
    p99 = late[int(len(late) * 0.99) - 1]
    return (
        f"{deliveries} due at once on {accounts} accounts, {slots} slots: last begun / ideal (at most 1.2)",
        late[-1] / ideal if ideal else float("nan"),
        f"{late[-1]:.2f} s / {ideal:.2f} s; median {statistics.median(late):.2f} s, p99 {p99:.2f} s late",
    )


def _measure(folder: Path, deliveries: int, accounts: int, slots: int) -> list[float]:
    """Seconds of lateness, the least first."""
    now = SystemNow()
    world = World(folder, HandClock(now()))
    names = [world.account, *(world.add_account(f"dept{n}") for n in range(accounts - 1))]
    due = _planned(world, names, deliveries)
    platform, finished = Timed(now), Finished(deliveries)
    publisher = Publisher(lambda: _desk(world, now), lambda _: platform, slots=slots, on_news=finished)
    clock = Clock(now, publisher.wake)
    clock.start()
    finished.all.wait(60 + deliveries)
    clock.stop()
    publisher.stop()
    world.close()
    return sorted((at - due).total_seconds() for at in platform.begun)


class Finished:
    """Told the publisher's news; `all` is set when everything is out."""

    def __init__(self, count: int) -> None:
        self.all = threading.Event()
        self._left = count
        self._lock = threading.Lock()

    def __call__(self, news: News) -> None:
        with self._lock:
            self._left -= news.outcome.state == "published"
            if self._left == 0:
                self.all.set()


def _planned(world: World, names: list[str], deliveries: int) -> datetime:
    """All approved for one moment, a little after the last approval."""
    # Approving takes a while: the moment is far enough, and the world's clock goes there with the real one.
    due = SystemNow()() + timedelta(seconds=0.15 * deliveries) + HEAD_START
    for n in range(deliveries):
        world.draft_and_approve(
            f"Number {n}", start=due, until=due + timedelta(hours=1), account=names[n % len(names)]
        )
    world.now.go_to(SystemNow()())
    return due


def _desk(world: World, now: SystemNow) -> Desk:
    return replace(world.fresh_desk(), now=now)


BENCHES = (fifty_at_once, two_hundred_at_once)


if __name__ == "__main__":
    for bench in BENCHES:
        with tempfile.TemporaryDirectory() as made:
            name, ratio, detail = bench(Path(made))
        print(f"{name}: {ratio:.2f} ({detail})")
