"""An enrolled colleague whose Despatch has gone mad signs odd requests: the seat refuses them or shows them, and stands."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from office.desk import Refused
from office.envelopes import EnvelopeFault, open_envelope, seal
from office.forms import Misshapen
from office.incoming import receive
from office.outgoing import request_envelope
from office.seats import Seat
from tests.office.seated import YES, Department

NUMBERS = itertools.count()
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 3),
    st.text(max_size=5),
    st.sampled_from(["", "0" * 64, "ada-id", "yes", "2026-06-03T15:00:00+00:00", "\u202e", "block"]),
    st.sampled_from([[], {}, [[]], [{}]]),
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Department, Seat, bytes]]:
    dept = Department(tmp_path_factory.mktemp("dept"))
    request = dept.ask("Bins: the facts.", "And more.", category="news-release", pictures=1)
    receive(dept.desk("olive"), dept.yes("len", request))
    yield dept, dept.seat("dee"), request_envelope(dept.desk("olive"), request)
    dept.close()


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += paths(inner, (*path, key))
    return found


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def changed(payload: Any, path: tuple[Any, ...], value: Any) -> Any:
    made = copy.deepcopy(payload)
    inner = made
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return made


@given(st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_odd_but_well_signed_request_is_refused_or_shown(
    whole: tuple[Department, Seat, bytes], data: st.DataObject
):
    dept, seat, request = whole
    opened = open_envelope(request)
    payload = copy.deepcopy(dict(opened.payload)) | {"request": f"r{next(NUMBERS)}"}
    for _ in range(data.draw(st.integers(0, 2))):
        path = data.draw(st.sampled_from(paths(payload)))
        alike = [at(payload, p) for p in paths(payload) if type(at(payload, p)) is type(at(payload, path))]
        value = data.draw(st.one_of(ODD, *[st.sampled_from(alike)] * 4))
        payload = changed(payload, path, copy.deepcopy(value))
    try:
        sealed = seal("request", payload, dept.people["olive"], opened.media)
    except Misshapen:
        return
    event("sealed")
    try:
        taken = seat.receive(sealed, dept.now())
    except EnvelopeFault as fault:
        event(fault.code)
        return
    event("taken")
    for row in seat.requests(dept.now()):
        seat.detail(row.id, dept.now())
    try:
        answer = seat.answer(taken.request, dept.people["dee"], "yes", YES, "", dept.now())
    except Refused:
        return
    try:
        receive(dept.desk("olive"), answer)
    except Refused:
        return
