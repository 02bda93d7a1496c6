"""Pre-election periods, mourning, incidents: what they catch, hold, and let by."""

from dataclasses import replace

import pytest

from office.rules.facts import LEVELS, AccountFacts, PersonFacts, Stage, Window
from office.rules.gate import may_ask, may_send
from office.rules.purdah import catches, covers, in_force, strictest
from office.rules.refusal import stops
from office.rules.standing import standing
from tests.rules.case import (
    ANN,
    COUNCIL,
    DEE,
    DEPARTMENT,
    LEN,
    LINE_MANAGER,
    LIZ,
    OTHER_WORDS,
    POL,
    POLICY,
    codes,
    day,
    exception,
    period,
    post,
    told,
    yes,
)  # fmt: skip

BEFORE, START, END, AFTER = day(2), day(5), day(20), day(22)


@pytest.mark.parametrize(
    ("level", "said"),
    [
        pytest.param("allow", [], id="allowed: it goes"),
        pytest.param("warn", [("period.second-approver", "hold")], id="warned: a second person must say yes"),
        pytest.param(
            "exception", [("period.needs-exception", "hold")], id="held unless an exception is granted"
        ),
        pytest.param("block", [("period.blocks", "hold")], id="held, and there is no exception"),
        pytest.param("blok", [("period.blocks", "hold")], id="a level that nobody knows is the strictest"),
    ],
)
def test_what_a_period_says_of_a_category(level, said):
    assert told(may_send(post(periods=(period(START, level=level),)))) == said


def test_emergencies_go_on():
    assert may_send(post(category="emergency", periods=(period(START, level="block"),))) == ()


def test_a_category_that_a_pack_does_not_name_is_blocked():
    assert replace(period(START), levels=()).level("campaign") == "block"


@pytest.mark.parametrize(
    ("at", "held"),
    [
        pytest.param(day(10), True, id="from its start on"),
        pytest.param(day(9, 23, 59), False, id="not a minute earlier"),
    ],
)
def test_the_start_belongs_to_the_period(at, held):
    facts = post(at, window=Window(at, AFTER), periods=(period(day(10)),))
    assert bool(stops(may_send(facts))) is held


def test_the_end_does_not():
    facts = post(day(10), approvals=(yes(at=day(10)),), periods=(period(START, day(10)),))
    assert may_send(facts) == ()


@pytest.mark.parametrize(
    ("account", "over"),
    [
        pytest.param(DEPARTMENT, True, id="a department's account is covered by the department's period"),
        pytest.param(COUNCIL, False, id="a council's is not: councils have their own"),
        pytest.param(
            replace(DEPARTMENT, territory="wales"), True, id="a period of the whole country covers Wales"
        ),
    ],
)
def test_a_period_attaches_to_the_accounts_body_and_territory(account, over):
    assert covers(period(START), account) is over


def test_a_period_in_scotland_does_not_touch_wales_and_one_for_every_body_touches_all():
    scottish = period(START, territories=frozenset({"scotland"}), body_types=frozenset({"*"}))
    assert not covers(scottish, AccountFacts("a", "x", "welsh-government", "wales"))
    assert covers(scottish, AccountFacts("a", "x", "scottish-government", "scotland"))
    assert covers(replace(scottish, territories=frozenset({"*"})), AccountFacts("a", "x", "nhs", "wales"))


def test_periods_overlap_and_the_strictest_is_named_first():
    local = period(START, level="warn", name="local")
    general = period(day(6), level="exception", name="general")
    said = may_send(post(periods=(local, general)))
    assert [(r.code, r.facts["title"]) for r in said] == [
        ("period.needs-exception", "The general"),
        ("period.second-approver", "The local"),
    ]
    assert strictest((local, general), "campaign") == general
    assert strictest((), "campaign") is None


def test_levels_are_ordered_from_the_mildest():
    assert LEVELS == ("allow", "warn", "exception", "block")


# Exceptions: a named authority's permission for one exact revision, once.


@pytest.mark.parametrize(
    ("granted", "goes"),
    [
        pytest.param(exception(), True, id="the director grants it for exactly these words"),
        pytest.param(exception(digest=OTHER_WORDS), False, id="not for other words"),
        pytest.param(exception(period="another"), False, id="not for another period"),
        pytest.param(exception(signed=False), False, id="not with a signature that is not good"),
        pytest.param(exception(used=True), False, id="not twice"),
        pytest.param(exception(expires=day(10)), False, id="not once it has expired"),
        pytest.param(exception(LEN), False, id="not by somebody who is not on the pack's list"),
        pytest.param(exception(replace(DEE, left=True)), False, id="not by somebody who has left"),
        pytest.param(exception(replace(DEE, id="ann")), False, id="not by an author, director or not"),
        pytest.param(
            exception(PersonFacts("x", frozenset({"director", "spad"}))), False, id="not by a special adviser"
        ),
        pytest.param(
            exception(roles_then=frozenset()), False, id="not by somebody who was not on the list then"
        ),
        pytest.param(
            exception(roles_then=frozenset({"director"})), True, id="by somebody who was then and is now"
        ),
    ],
)
def test_an_exception(granted, goes):
    assert (may_send(post(periods=(period(START),), exceptions=(granted,))) == ()) is goes


def test_nothing_unlocks_a_category_that_is_blocked():
    facts = post(periods=(period(START, level="block"),), exceptions=(exception(),))
    assert codes(may_send(facts)) == ["period.blocks"]


# What is caught stays held.


def test_what_a_coming_period_will_catch_is_told_beforehand():
    facts = post(day(4), periods=(period(START),))
    assert codes(may_send(facts)) == ["window.not-yet", "period.needs-exception"]


def test_a_period_that_will_be_over_by_then_says_nothing():
    assert codes(may_send(post(day(7), periods=(period(START, day(9)),)))) == ["window.not-yet"]


LONG = Window(day(10), day(28))


@pytest.mark.parametrize(
    ("approvals", "ended", "said"),
    [
        pytest.param(
            (yes(at=BEFORE),), {}, ["period.caught"], id="it ended by itself: held until approved afresh"
        ),
        pytest.param(
            (yes(at=day(12)),), {}, ["period.caught"], id="a yes from while it ran is not fresh either"
        ),
        pytest.param((yes(at=day(21)),), {}, [], id="a yes from after its end releases"),
        pytest.param((yes(at=BEFORE), yes(LIZ, at=day(21))), {}, [], id="also beside an older one"),
        pytest.param((yes(at=BEFORE), yes(at=day(21))), {}, [], id="also by the same person, asked again"),
        pytest.param(
            (yes(at=BEFORE),),
            {"superseded": day(11)},
            ["period.caught"],
            id="it was lifted: held all the same",
        ),
        pytest.param(
            (yes(at=BEFORE),),
            {"superseded": day(4)},
            ["period.caught"],
            id="it was moved before it began: what it caught on paper is held",
        ),
        pytest.param((yes(at=day(4)),), {"superseded": day(4)}, [], id="a yes from after that is fresh"),
    ],
)
def test_what_was_caught_stays_held_when_the_period_ends_or_shrinks(approvals, ended, said):
    facts = post(AFTER, window=LONG, approvals=approvals, periods=(replace(period(START, END), **ended),))
    assert codes(may_send(facts)) == said


def test_what_was_due_before_but_not_sent_is_caught_like_what_a_running_machine_held():
    facts = post(AFTER, window=Window(day(4), day(28)), periods=(period(START, END),))
    assert codes(may_send(facts)) == ["period.caught"]


def test_as_soon_as_approved_is_due_from_its_approval():
    facts = post(
        AFTER, window=Window(None, day(28)), approvals=(yes(at=BEFORE),), periods=(period(START, END),)
    )
    assert codes(may_send(facts)) == ["period.caught"]
    assert may_send(replace(facts, approvals=(yes(at=day(21)),))) == ()


def test_a_yes_dated_later_than_now_by_a_clock_that_went_back_lets_nothing_slip_out():
    facts = post(day(10), window=Window(None, day(28)), approvals=(yes(at=day(10, 12, 1)),))
    assert may_send(facts) == ()
    inside = replace(facts, periods=(period(START, day(10, 12, 1)),))
    assert codes(may_send(inside)) == ["period.needs-exception"]


def test_moving_a_post_inside_its_window_does_not_free_it():
    facts = post(AFTER, window=LONG, planned=AFTER, periods=(period(START, END),))
    assert codes(may_send(facts)) == ["period.caught"]


def test_moving_a_post_that_no_period_touched_leaves_it_free():
    facts = post(AFTER, window=Window(day(4), day(28)), planned=AFTER, periods=(period(START, END),))
    assert may_send(facts) == ()


def test_what_the_period_allowed_was_never_caught():
    facts = post(AFTER, window=LONG, category="emergency", periods=(period(START, END),))
    assert may_send(facts) == ()


def test_an_exception_still_valid_after_the_end_is_enough():
    facts = post(AFTER, window=LONG, periods=(period(START, END),), exceptions=(exception(),))
    assert may_send(facts) == ()


def test_a_shortened_period_is_told_once_by_the_wording_that_stops_most():
    first = replace(period(START, END), superseded=day(11))
    facts = post(window=LONG, at=day(12), periods=(first, period(START, day(18), recorded=day(11))))
    assert codes(may_send(facts)) == ["period.caught"]


def test_catching_on_paper_is_a_question_of_time_alone():
    assert catches(period(START, END), day(10))
    assert not catches(period(START, END), day(21))
    assert catches(period(START), day(300))
    assert not catches(period(START, END), day(10), agreed=day(21))
    assert not in_force(period(START, END), END)


# A period that warns: a second approver.

SECOND = yes(LIZ, at=day(3), stage=2)


@pytest.mark.parametrize(
    ("approvals", "workflow", "said"),
    [
        pytest.param(
            (yes(),), (LINE_MANAGER,), [("period.second-approver", "hold")], id="one yes is not enough"
        ),
        pytest.param((yes(), SECOND), (LINE_MANAGER,), [("period.warn", "warn")], id="two people's are"),
        pytest.param(
            (yes(), yes(LEN, stage=2)),
            (LINE_MANAGER,),
            [("period.second-approver", "hold")],
            id="not one's two",
        ),
        pytest.param(
            (yes(), yes(POL, stage=2)),
            (LINE_MANAGER,),
            [("period.second-approver", "hold")],
            id="not anybody's",
        ),
        pytest.param(
            (yes(), yes(POL, stage=2)),
            (LINE_MANAGER, POLICY),
            [("period.warn", "warn")],
            id="a workflow of two people has them already",
        ),
        pytest.param(
            (yes(),),
            (replace(LINE_MANAGER, needed=2),),
            [("approval.missing", "block"), ("period.second-approver", "hold")],
            id="and asks for them itself",
        ),
    ],
)
def test_where_a_period_warns_two_people_say_yes(approvals, workflow, said):
    facts = post(approvals=approvals, workflow=workflow, periods=(period(START, level="warn"),))
    assert told(may_send(facts)) == said


def test_what_two_people_let_go_in_such_a_period_is_not_held_after_it():
    facts = post(AFTER, window=LONG, approvals=(yes(), SECOND), periods=(period(START, END, level="warn"),))
    assert may_send(facts) == ()
    assert codes(may_send(replace(facts, approvals=(yes(),)))) == ["period.caught"]


def test_approved_answers_do_not_pass_where_a_second_person_is_asked_for():
    facts = post(template=True, cleared=day(9), approvals=(), periods=(period(START, level="warn"),))
    assert codes(may_send(facts)) == ["period.second-approver"]


# Acts.


def test_some_acts_stop_whatever_the_category():
    facts = post(act="repost", category="emergency", periods=(period(START),))
    assert codes(may_send(facts)) == ["period.stops-act"]
    assert may_send(replace(facts, exceptions=(exception(),))) == ()
    assert may_send(replace(facts, periods=(period(START, day(8)),))) == ()
    assert may_send(replace(facts, account=COUNCIL)) == ()


def test_approval_may_be_asked_for_during_a_period_and_what_it_holds_is_told():
    assert told(may_ask(post(day(4), periods=(period(START),)))) == [("period.needs-exception", "warn")]
    assert told(may_ask(post(act="delete", category="emergency", periods=(period(START),)))) == [
        ("period.stops-act", "warn")
    ]


def test_the_second_approver_is_anybody_who_could_have_been_the_first():
    named = Stage("Fact check", frozenset(), people=frozenset({"pol"}))
    stages = standing(post(workflow=(named,), periods=(period(START, level="warn"),))).stages
    assert [(s.title, s.people, s.period) for s in stages] == [
        ("Fact check", frozenset({"pol"}), ""),
        ("Second approver", frozenset({"pol"}), "election"),
    ]
    assert ANN.roles.isdisjoint(stages[1].roles)
