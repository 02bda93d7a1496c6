"""Two publishers at one workspace, and a record that does not take what it is told."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from office.desk import Desk
from office.journal.port import DiskFault
from office.sends import CALL
from tests.office.world import at_two
from tests.scheduler.conftest import PATIENCE, Office
from tests.scheduler.pretend import Pretend
from tests.scheduler.test_killed import HERE, on_the_account
from tests.scheduler.test_publisher import SETTLED


def test_in_one_process_everything_goes_once_and_one_at_a_time_per_account(office: Office) -> None:
    names = [office.world.account, *(office.world.add_account(f"dept{n}") for n in range(3))]
    platforms = {name: Pretend(office.world.now) for name in names}
    deliveries = [at_two(office.world, f"Number {n}", account=name) for n in range(5) for name in names]
    both = [office.publisher(platforms=platforms.__getitem__, slots=4) for _ in range(2)]
    for _ in range(5):  # a slot that finds the other's claim open leaves it for the next beat
        threads = [threading.Thread(target=office.go, args=(publisher,)) for publisher in both]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
    assert office.states(*deliveries) == ["published"] * 20
    for platform in platforms.values():
        assert sorted(platform.texts) == [f"Number {n}" for n in range(5)]
        assert platform.most_at_once == 1


def test_in_two_processes_everything_goes_once(office: Office) -> None:
    texts = [f"Number {n}" for n in range(12)]
    deliveries = [at_two(office.world, text) for text in texts]
    command = [sys.executable, "-m", "tests.scheduler.killed", str(office.world.folder), "never"]
    processes = [subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for process in processes:
        assert process.stdout is not None
        assert [process.stdout.readline().strip() for _ in range(2)] == ["started", "here"]
        process.kill()
        process.communicate()
    office.go(office.publisher(platforms=office.world.practice))
    assert office.states(*deliveries) == ["published"] * 12
    assert sorted(p.text for p in on_the_account(office.world)) == sorted(texts)


class Full:
    """A journal whose disk is full while `full` says so of the events that are appended."""

    def __init__(self, journal: Any, full: Callable[[list[str]], bool]) -> None:
        self._journal, self._full = journal, full

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)

    def append(self, events: Any, **more: Any) -> Any:
        if self._full([e.kind for e in events]):
            raise DiskFault("The disk is full. Nothing was written.")
        return self._journal.append(events, **more)


@pytest.mark.parametrize(
    "kind", ["delivery.claimed", "delivery.part-published", "delivery.uncertain", "delivery.settled"]
)
def test_a_full_disk_at_any_append_makes_no_copy_and_loses_nothing(office: Office, kind: str) -> None:
    delivery_id = at_two(office.world, "Once")
    full = [3]

    def is_full(kinds: list[str]) -> bool:
        full[0] -= kind in kinds and full[0] > 0
        return kind in kinds and full[0] > 0

    def desks() -> Desk:
        desk = office.world.fresh_desk()
        return replace(desk, journal=Full(desk.journal, is_full))  # type: ignore[arg-type]

    if kind in ("delivery.uncertain", "delivery.settled"):
        office.platform.after = [TimeoutError("slow")]
    publisher = office.publisher(desks=desks)
    for _ in range(6):
        office.go(publisher)
        office.world.now.go(SETTLED)
    assert office.platform.texts == ["Once"]
    assert office.states(delivery_id) == ["published"]
    assert full[0] <= 1


def test_a_disk_that_stays_full_until_the_claim_ran_out_is_still_told_the_truth(office: Office) -> None:
    delivery_id = at_two(office.world, "Once")
    full = [True]
    journal_of = office.world.fresh_desk

    def desks() -> Desk:
        desk = journal_of()
        told = lambda kinds: full[0] and "delivery.claimed" not in kinds  # noqa: E731 - one line says it
        return replace(desk, journal=Full(desk.journal, told))  # type: ignore[arg-type]

    publisher = office.publisher(desks=desks)
    office.go(publisher)
    office.world.now.go(CALL * 2)
    with pytest.raises(DiskFault):
        publisher.wake()
    full[0] = False
    office.go(publisher)
    assert office.states(delivery_id) == ["published"]
    assert office.platform.texts == ["Once"]
