"""A pause, a period and a second publisher at every point between looking and sending.

A journal that counts what is asked of it lets something else happen just before its n-th answer, for every n.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from office import periods, sending
from office.desk import Desk
from office.sends import CALL, Claimed, claim
from scheduler import sender
from scheduler.sender import Unrecorded, deliver
from tests.office.world import HOUR, TWO_O_CLOCK, World, at_two
from tests.scheduler.conftest import Office


class Counting:
    """A journal that lets `happens` happen before its `at`-th answer, and notes what it was asked for."""

    def __init__(self, journal: Any, at: int, happens: Callable[[], None]) -> None:
        self._journal, self._at, self._happens = journal, at, happens
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._journal, name)
        if name not in ("stream", "streams", "append", "entry", "head", "latest_time", "query"):
            return found

        def counted(*args: Any, **more: Any) -> Any:
            self.asked.append(f"{name} {args[0] if args and isinstance(args[0], str) else ''}")
            if len(self.asked) == self._at:
                self._happens()
            return found(*args, **more)

        return counted


def every_point(
    make_office: Callable[[str], Office], act: Callable[[World], None]
) -> Iterator[tuple[Office, str, Counting]]:
    """One delivery sent for each point at which `act` may come between; until it comes after all is over."""
    at = 0
    while True:
        at += 1
        office = make_office(f"run{at}")
        delivery_id = at_two(office.world, "Once")
        happened: list[int] = []

        def happens(office: Office = office, happened: list[int] = happened) -> None:
            happened.append(1)
            act(office.world)

        journal = Counting(office.world.journal, at, happens)
        desk = replace(office.world.desk(None), journal=journal)  # type: ignore[arg-type]
        list(deliver(desk, office.platform, delivery_id, "p1", CALL, Unrecorded()))
        if not happened:
            return
        yield office, delivery_id, journal


def pause(world: World) -> None:
    with_other(world, lambda desk: sending.pause(desk, "Stop"))


def declare(world: World) -> None:
    with_other(
        world,
        lambda desk: periods.declare(desk, "bridge", "Bridge", TWO_O_CLOCK - HOUR, None),
    )


def with_other(world: World, act: Callable[[Desk], object]) -> None:
    """As another process would: by a connection of its own."""
    desk = world.fresh_desk()
    try:
        act(world.desk("dee", desk.journal))
    finally:
        desk.journal.close()


@pytest.mark.parametrize("act", [pause, declare])
def test_whatever_was_recorded_before_the_last_question_stops_the_send(
    make_office: Callable[[str], Office], act: Callable[[World], None]
) -> None:
    points = 0
    sent = 0
    for office, delivery_id, _ in every_point(make_office, act):
        points += 1
        kinds = [e.kind for e in office.world.journal.entries()]
        stop = kinds.index("sending.paused" if act is pause else "period.declared")
        state = office.world.delivery(delivery_id).state
        copies = len(office.platform.accepted)
        sent += copies
        assert (state, copies) in (("published", 1), ("held", 0)), (points, kinds)
        if "delivery.claimed" not in kinds or stop < kinds.index("delivery.claimed"):
            assert copies == 0, (points, kinds)
    assert points > 20
    assert 0 < sent < points


def test_a_pause_before_the_last_reading_of_sending_stops_the_send(
    make_office: Callable[[str], Office],
) -> None:
    """More exactly: sent only if the pause came after `still_mine` had read the stream of pauses."""
    for office, _, journal in every_point(make_office, pause):
        asked = journal.asked
        readings = [n for n, what in enumerate(asked, start=1) if what == "stream sending"]
        claimed = next((n for n, what in enumerate(asked, start=1) if what.startswith("append")), 0)
        last = next((n for n in readings if n > claimed), 0)
        if office.platform.accepted:
            assert last < journal._at


@pytest.mark.parametrize("which", [0, 1], ids=["the same delivery", "another one of the account"])
def test_two_claims_at_every_point_give_one(make_office: Callable[[str], Office], which: int) -> None:
    points = 0
    while True:
        office = make_office(f"run{points}")
        deliveries = at_two(office.world, "First"), at_two(office.world, "Second")
        claims: list[object] = []
        journal = Counting(office.world.journal, points + 1, claiming(office, deliveries[which], claims))
        desk = replace(office.world.desk(None), journal=journal)  # type: ignore[arg-type]
        mine = claim(desk, deliveries[0], "p1")
        if not claims:
            break
        points += 1
        both = [c for c in (mine, *claims) if isinstance(c, Claimed)]
        assert len(both) == 1, (points, both)
        assert sum(e.kind == "delivery.claimed" for e in office.world.journal.entries()) == 1
    assert points > 10


def claiming(office: Office, delivery_id: str, claims: list[object]) -> Callable[[], None]:
    def happens() -> None:
        with_other(office.world, lambda other: claims.append(claim(other, delivery_id, "p2")))

    return happens


def test_a_part_that_was_claimed_by_a_process_that_woke_up_late_is_not_sent(office: Office) -> None:
    """The claim ran out while the machine slept between claim and part; somebody else settled and sent it."""
    delivery_id = at_two(office.world, "Once", until=TWO_O_CLOCK + HOUR)
    late = claim(office.world.desk(None), delivery_id, "asleep")
    assert isinstance(late, Claimed)
    publisher = office.publisher()
    for _ in range(3):
        office.world.now.go(HOUR / 20)
        office.go(publisher)
    assert office.platform.texts == ["Once"]
    _, record = sender._sent(office.world.desk(None), office.platform, late)
    assert record(office.world.desk(None)).state == "gone"
    assert office.platform.texts == ["Once"]
