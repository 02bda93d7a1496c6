"""A department, a platform that does what it is told, and a publisher between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scheduler.publisher import News, Publisher
from tests.office.world import World
from tests.scheduler.pretend import Pretend

PATIENCE = 60.0


class Office:
    """What a test of the publisher needs. `go` is one look of the clock, and waits until all is done."""

    def __init__(self, folder: Path) -> None:
        self.world = World(folder)
        self.platform = Pretend(self.world.now)
        self.news: list[News] = []
        self.publishers: list[Publisher] = []

    def publisher(self, **more: object) -> Publisher:
        how = {
            "desks": self.world.fresh_desk,
            "platforms": lambda _account: self.platform,
            "slots": 3,
            "on_news": self.news.append,
        }
        publisher = Publisher(**(how | more))  # type: ignore[arg-type]
        self.publishers.append(publisher)
        return publisher

    def go(self, publisher: Publisher) -> None:
        publisher.wake()
        assert publisher.settled(PATIENCE)

    def states(self, *deliveries: str) -> list[str]:
        return [self.world.delivery(d).state for d in deliveries]

    def close(self) -> None:
        for publisher in self.publishers:
            publisher.stop(PATIENCE)
        self.world.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path / "workspace")
    yield office
    office.close()


@pytest.fixture
def make_office(tmp_path: Path) -> Iterator[Callable[[str], Office]]:
    """Several departments in one test."""
    made: list[Office] = []

    def make(name: str) -> Office:
        made.append(Office(tmp_path / name))
        return made[-1]

    yield make
    for office in made:
        office.close()
