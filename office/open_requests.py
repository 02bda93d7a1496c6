"""What is asked in the record and waits for somebody's signature: posts, resumptions, changes of periods, clock
corrections, exceptions and answers to be approved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from office import exceptions
from office.approvals import item, may_answer
from office.desk import Desk, Reading
from office.facts import case
from office.journal import queries
from office.people import SENIOR, Person
from office.periods import CONFIRM_ROLES, all_periods
from office.rules.approval import may_confirm, may_resume
from office.sending import CLOCK_ROLES, sending
from office.templates import APPROVERS, open_proposals


@dataclass(frozen=True)
class Open:
    """An open request. `asked`: the entry's body, with `by` and `at`. `may`: may this person answer it now?"""

    kind: str
    request: str
    may: Callable[[Person], bool]
    deliveries: tuple[str, ...] = ()
    stage: int = 1
    asked: Mapping[str, Any] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()
    """Person ids."""


def open_requests(desk: Desk, reading: Reading) -> tuple[Open, ...]:
    return (
        *_posts(desk, reading),
        *_sending(reading),
        *_changes(reading),
        *_exceptions(desk, reading),
        *_templates(reading),
    )


def _posts(desk: Desk, reading: Reading) -> Iterator[Open]:
    requests: dict[str, list[str]] = {}
    for row in queries.deliveries(desk.journal, ["in review"]):
        requests.setdefault(row["request"], []).append(row["id"])
    for request, deliveries in requests.items():
        yield _post(desk, reading, request, deliveries)


def _post(desk: Desk, reading: Reading, request: str, deliveries: list[str]) -> Open:
    c = case(desk, reading, deliveries[0])
    entry = next(
        e
        for e in reversed(reading.stream(f"delivery-{deliveries[0]}"))
        if e.kind == "delivery.requested" and e.body and e.body["request"] == request
    )
    answered = frozenset(a.rpartition("/")[2] for a in c.delivery.answered if a.startswith(f"{request}/"))

    def may(person: Person) -> bool:
        return not may_answer(c, person.facts, desk.now())

    asked = {"by": entry.actor, "at": entry.at, "why": ""}
    return Open("request", request, may, tuple(deliveries), item(c)["stage"], asked, answered)


def _sending(reading: Reading) -> Iterator[Open]:
    state = sending(reading)
    for a in state.asked if state.paused else ():
        paused = state.paused

        def may_resume_it(
            person: Person, by: str = a["by"], pause_by: str = paused.by if paused else ""
        ) -> bool:
            return not may_resume(person.facts, pause_by, by, SENIOR)

        yield Open("resume-request", a["request"], may_resume_it, asked=a)
    for a in state.clock_asked:
        yield Open("clock-request", a["request"], _second(a["by"], CLOCK_ROLES), asked=a)


def _changes(reading: Reading) -> Iterator[Open]:
    for period in all_periods(reading):
        for a in period.asked:
            told = {**a, "period": period.id}
            yield Open("lift-request", a["request"], _second(a["by"], CONFIRM_ROLES), asked=told)


def _exceptions(desk: Desk, reading: Reading) -> Iterator[Open]:
    grantors = {p.id: p.now.grantors for p in all_periods(reading)}
    rows = desk.journal.query("SELECT DISTINCT delivery FROM act WHERE kind = 'delivery.exception-asked'")
    for row in rows:
        for a in exceptions.asked(reading, row["delivery"]):
            may = _second(a["by"], grantors.get(a["period"], frozenset()))
            yield Open("exception-request", a["request"], may, (row["delivery"],), asked=a)


def _templates(reading: Reading) -> Iterator[Open]:
    for t in open_proposals(reading):
        asked = {"by": t.proposed_by, "at": t.proposed, "why": "", "template": t.id}
        yield Open("template-request", t.request, _second(t.proposed_by, APPROVERS), asked=asked)


def _second(asked_by: str, roles: frozenset[str]) -> Callable[[Person], bool]:
    return lambda person: not may_confirm(person.facts, asked_by, roles)
