"""Whatever happened, in any combination: nothing goes out that it may not."""

import os
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.rules.facts import (
    ApprovalFacts,
    ExceptionFacts,
    PauseFacts,
    PersonFacts,
    SendFacts,
    Stage,
    Window,
)
from office.rules.gate import may_send
from office.rules.purdah import covers
from office.rules.refusal import stops
from office.rules.standing import judged
from office.rules.workflow import as_then
from tests.rules.case import COUNCIL, DEPARTMENT, OTHER_WORDS, WORDS, day, period, post

ROLES = ("line-manager", "policy-lead", "director", "spad")
TIMES = int(os.environ.get("DESPATCH_TIMES", "1"))
"""How many times as many cases to try; 1 takes some seconds, 100 a while."""


def cases_tried(count: int) -> settings:
    return settings(max_examples=count * TIMES, deadline=None)


moments = st.integers(1, 14).map(day)
roles = st.frozensets(st.sampled_from(ROLES), max_size=2)
people = st.builds(
    PersonFacts, st.sampled_from(("ann", "bob", "cat", "dan")), roles, st.just(False) | st.booleans()
)
stages = st.builds(
    Stage,
    st.just("Stage"),
    st.frozensets(st.sampled_from(ROLES[:3]), min_size=1),
    st.integers(1, 2),
    st.frozensets(st.sampled_from(("bob", "cat")), max_size=1),
)
approvals = st.builds(
    ApprovalFacts,
    st.integers(1, 3),
    people,
    roles,
    st.sampled_from((WORDS, WORDS, WORDS, OTHER_WORDS)),
    moments,
    st.sampled_from((True, True, True, False)),
)
periods = st.builds(
    lambda start, length, level, name, superseded, stops: period(
        start,
        start + (day(length) - day(1)) if length else None,
        level,
        name,
        superseded=superseded,
        stops=stops,
    ),
    moments,
    st.integers(0, 6),
    st.sampled_from(("allow", "warn", "exception", "block")),
    st.sampled_from(("election", "mourning")),
    st.none() | moments,
    st.sampled_from((frozenset[str](), frozenset({"post"}))),
)
exceptions = st.builds(
    ExceptionFacts,
    st.sampled_from(("election", "mourning")),
    st.sampled_from((WORDS, WORDS, OTHER_WORDS)),
    people,
    moments,
    st.booleans(),
    st.sampled_from((False, False, True)),
    st.none() | roles,
)
pauses = st.builds(
    lambda at, length, released: PauseFacts(
        "len", at, at + (day(length) - day(1)) if length else None, released
    ),
    moments,
    st.integers(0, 4),
    st.sampled_from((frozenset[str](), frozenset({"d1"}))),
)
windows = st.builds(
    lambda start, length, soon: Window(None if soon else start, start + (day(length) - day(1))),
    moments,
    st.integers(1, 10),
    st.booleans(),
)
facts = st.builds(
    post,
    moments,
    window=windows,
    planned=st.none() | moments,
    embargo=st.none() | moments,
    workflow=st.lists(stages, min_size=1, max_size=2).map(tuple),
    approvals=st.lists(approvals, max_size=6).map(tuple),
    periods=st.lists(periods, max_size=3).map(tuple),
    exceptions=st.lists(exceptions, max_size=2).map(tuple),
    pauses=st.lists(pauses, max_size=2).map(tuple),
    locally_paused=st.sampled_from((False, False, False, True)),
    account=st.sampled_from((DEPARTMENT, DEPARTMENT, COUNCIL)),
    template=st.sampled_from((False, False, False, True)),
    cleared=st.none() | moments,
)
BOB, CAT = (PersonFacts(name, frozenset({"director"})) for name in ("bob", "cat"))


@st.composite
def likely(draw):
    """Like `facts`, but inside its window and with the yeses of two directors: about a third of these may be sent."""
    start = draw(st.integers(1, 8))
    now = draw(st.integers(start, 14))
    given_ = draw(
        st.lists(st.tuples(st.sampled_from((1, 2)), st.sampled_from((BOB, CAT)), moments), max_size=3)
    )
    return replace(
        draw(facts),
        now=day(now),
        window=Window(draw(st.sampled_from((None, day(start)))), day(draw(st.integers(now, 14)))),
        planned=draw(st.sampled_from((None, None, day(now)))),
        embargo=None,
        workflow=(Stage("One", frozenset({"director"})),),
        approvals=(
            ApprovalFacts(1, BOB, BOB.roles, WORDS, draw(moments), True),
            *(ApprovalFacts(stage, p, p.roles, WORDS, at, True) for stage, p, at in given_),
        ),
        periods=tuple(draw(st.lists(periods, max_size=2))),
        pauses=tuple(draw(st.lists(pauses, max_size=1))),
        locally_paused=False,
    )


@st.composite
def caught(draw):
    """Approved before, inside its window, and stopped by one period that is in force."""
    start = draw(st.integers(2, 8))
    now = draw(st.integers(start, 10))
    level = draw(st.sampled_from(("warn", "exception", "block")))
    end = draw(st.sampled_from((None, day(draw(st.integers(now + 1, 14))))))
    return post(
        day(now),
        window=Window(draw(st.sampled_from((None, day(start)))), day(draw(st.integers(now + 1, 14)))),
        planned=draw(st.sampled_from((None, day(draw(st.integers(start, now)))))),
        workflow=(Stage("One", frozenset({"director"})),),
        approvals=(ApprovalFacts(1, BOB, BOB.roles, WORDS, day(draw(st.integers(1, now))), True),),
        periods=(period(day(draw(st.integers(1, now))), end, level),),
    )


cases = facts | likely()


STRICTNESS = {"period.blocks": 3, "period.needs-exception": 2, "period.second-approver": 1}


def goes(f: SendFacts) -> bool:
    return not stops(may_send(f))


def valid(f: SendFacts, yes: ApprovalFacts, number: int, stage: Stage) -> bool:
    """What makes a yes count, written a second time and plainly."""
    p = yes.person
    then_and_now = [yes.roles_then, p.roles]
    return (
        yes.stage == number
        and yes.digest == f.digest
        and yes.signed
        and p.id not in f.authors
        and not p.left
        and not any("spad" in r for r in then_and_now)
        and (p.id in stage.people or all(r & stage.roles for r in then_and_now))
    )


def complete(f: SendFacts, given: list[ApprovalFacts]) -> bool:
    """Is there a different person for every seat? By trying all."""
    seats = [(n, s) for n, s in enumerate(f.workflow, start=1) for _ in range(s.needed)]
    names = sorted({a.person.id for a in given})
    return any(
        all(
            any(a.person.id == who and valid(f, a, n, s) for a in given)
            for who, (n, s) in zip(order, seats, strict=True)
        )
        for order in permutations(names, len(seats))
    )


def test_enough_of_these_cases_may_be_sent_for_the_rest_to_mean_something():
    sent = []

    @settings(max_examples=100, deadline=None, database=None, derandomize=True)
    @given(cases)
    def count(f):
        sent.append(goes(f))

    count()
    assert 10 < sum(sent) < len(sent) - 10, sum(sent)


def by_people_who_wrote_none_of_it(f):
    """(a) Complete, counted approvals by people who are no authors."""
    assert f.template or complete(f, list(f.approvals))


def with_an_exact_exception(f):
    """(b) Not inside a period that stops it, but for an exception for exactly this."""
    for p in f.periods:
        here = p.start <= f.now and (p.end is None or f.now < p.end)
        if not here or (p.superseded is not None and p.superseded <= f.now) or not covers(p, f.account):
            continue
        exact = any(
            e.period == p.id and e.digest == f.digest and e.signed and not e.used and f.now < e.expires
            and e.granted_by.id not in f.authors and not e.granted_by.left and "director" in e.granted_by.roles
            for e in f.exceptions
        )  # fmt: skip
        level = dict(p.levels)["*"]
        assert level != "block"
        assert level != "exception" or exact
        assert level != "warn" or len({a.person.id for a in f.approvals if a.person.id not in f.authors}) >= 2
        assert f.act not in p.stops or exact


def not_under_a_pause(f):
    """(c) Not under a pause, nor caught by one that did not release it."""
    assert not f.locally_paused
    for p in f.pauses:
        assert p.resumed is not None
        if f.delivery in p.released:
            continue
        if f.template:
            assert f.cleared is not None
            assert f.cleared >= p.resumed
        elif complete(f, [as_then(a) for a in f.approvals if a.at < p.resumed]):
            assert complete(f, [a for a in f.approvals if a.at >= p.resumed])


def inside_its_window(f):
    """(d) Neither early nor late, nor under embargo."""
    assert f.now <= f.window.until
    assert f.window.start is None or f.window.start <= f.now
    assert f.planned is None or f.planned <= f.now
    assert f.embargo is None or f.embargo <= f.now


@cases_tried(200)
@given(cases)
def test_nothing_goes_that_may_not(f):
    if goes(f):
        by_people_who_wrote_none_of_it(f)
        with_an_exact_exception(f)
        not_under_a_pause(f)
        inside_its_window(f)
    assert not goes(replace(f, digest="digest of words that nobody has seen", template=False))


@cases_tried(100)
@given(cases, st.lists(periods, max_size=2), st.lists(pauses, max_size=1))
def test_declaring_a_period_or_pausing_never_lets_more_go(f, more_periods, more_pauses):
    more = replace(f, periods=(*f.periods, *more_periods), pauses=(*f.pauses, *more_pauses))
    assert goes(f) or not goes(more)


@cases_tried(100)
@given(cases)
def test_yeses_and_the_order_of_periods(f):
    """One yes less never lets more go; judging beforehand changes no answer; the strictest period is named first."""
    without = [replace(f, approvals=f.approvals[:n] + f.approvals[n + 1 :]) for n in range(len(f.approvals))]
    assert goes(f) or not any(map(goes, without))
    once = judged(f)
    assert judged(once) == once
    assert set(map(str, may_send(once))) == set(map(str, may_send(f)))
    ranks = [STRICTNESS[r.code] for r in may_send(f) if r.code in STRICTNESS]
    assert ranks == sorted(ranks, reverse=True)


@cases_tried(80)
@given(caught(), st.integers(1, 5), st.sampled_from(("lift", "shorten", "end")))
def test_ending_or_shrinking_a_period_lets_nothing_go_that_it_had_caught(f, later, how):
    """What a wording stops at its moment is stopped when it is taken away, until approved afresh; and then it goes."""
    (held,) = f.periods
    assert not goes(f)
    now = f.now + (day(1 + later) - day(1))
    gone = replace(held, superseded=now)
    shorter = replace(held, end=now, recorded=now)
    after = {"lift": (gone,), "shorten": (gone, shorter), "end": (shorter,)}[how]
    then = replace(f, now=now, window=replace(f.window, until=now), periods=after)
    assert [r.code for r in may_send(then)] == ["period.caught"]
    assert goes(replace(then, approvals=(ApprovalFacts(1, CAT, CAT.roles, WORDS, now, True),)))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_the_oracle_itself_knows_two_people_from_one(count):
    f = post(workflow=(Stage("Two", frozenset({"director"}), 2),))
    given_ = [ApprovalFacts(1, p, p.roles, WORDS, day(1), True) for p in (BOB, CAT)[:count]]
    assert complete(f, given_) is (count == 2)
