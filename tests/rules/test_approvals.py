"""Who may say yes to what, and what a yes is worth."""

from dataclasses import replace

import pytest

from office.rules.approval import may_approve, may_confirm, may_resume
from office.rules.facts import PersonFacts, Stage, Window
from office.rules.gate import may_send
from office.rules.workflow import agreed_at, missing_approvals, progress
from tests.rules.case import (
    ANN,
    DEE,
    LEN,
    LINE_MANAGER,
    LIZ,
    OTHER_WORDS,
    POL,
    POLICY,
    SAM,
    WORDS,
    codes,
    day,
    post,
    yes,
)

WINDOW = Window(day(10), day(10, 13))
ONE = (LINE_MANAGER,)
TWO = (LINE_MANAGER, POLICY)
PAIR = (replace(LINE_MANAGER, needed=2),)
NAMED = (Stage("Fact check", frozenset(), people=frozenset({"pol"})),)
AUTHORS = frozenset({"ann"})


@pytest.mark.parametrize(
    ("person", "stages", "given", "said"),
    [
        pytest.param(LEN, ONE, (), [], id="a line manager may approve what somebody else wrote"),
        pytest.param(
            ANN,
            ONE,
            (),
            ["approval.own-post", "approval.not-your-stage"],
            id="an author may not, and every reason is told",
        ),
        pytest.param(
            replace(LEN, id="ann"), ONE, (), ["approval.own-post"], id="nor an author who is a line manager"
        ),
        pytest.param(SAM, ONE, (), ["approval.spad"], id="a special adviser never approves"),
        pytest.param(replace(LEN, left=True), ONE, (), ["person.left"], id="a leaver approves nothing"),
        pytest.param(POL, ONE, (), ["approval.not-your-stage"], id="a policy lead is not a line manager"),
        pytest.param(POL, NAMED, (), [], id="somebody whom the stage names may, whatever their role"),
        pytest.param(POL, TWO, (), ["approval.not-your-stage"], id="the second stage waits for the first"),
        pytest.param(POL, TWO, (yes(LEN),), [], id="and opens when the first is passed"),
        pytest.param(
            DEE,
            TWO,
            (yes(DEE),),
            ["approval.already-yours"],
            id="one person does not pass two stages",
        ),
        pytest.param(
            LEN, PAIR, (yes(LEN),), ["approval.already-yours"], id="nor say yes twice where two are needed"
        ),
        pytest.param(LIZ, PAIR, (yes(LEN),), [], id="a second person may"),
        pytest.param(LIZ, ONE, (yes(LEN),), ["approval.complete"], id="nothing is left to approve"),
        pytest.param(LIZ, (), (), ["approval.no-workflow"], id="a category without a workflow has nobody"),
    ],
)
def test_who_may_approve(person, stages, given, said):
    assert codes(may_approve(person, stages, given, WORDS, AUTHORS, WINDOW, day(9))) == said


def test_a_late_yes_is_refused_since_it_never_sends():
    assert codes(may_approve(LEN, ONE, (), WORDS, AUTHORS, WINDOW, day(10, 14))) == ["approval.too-late"]


def test_each_request_is_answered_once():
    assert codes(may_approve(LEN, ONE, (), WORDS, AUTHORS, WINDOW, day(9), answered=True)) == [
        "approval.answered"
    ]


@pytest.mark.parametrize(
    ("stages", "given", "complete"),
    [
        pytest.param(ONE, (yes(LEN),), True, id="one line manager's yes is enough where one is asked for"),
        pytest.param(ONE, (), False, id="no yes is not"),
        pytest.param((), (yes(LEN),), False, id="no workflow is not a workflow without stages to pass"),
        pytest.param(ONE, (yes(LEN, digest=OTHER_WORDS),), False, id="a yes to other words does not count"),
        pytest.param(ONE, (yes(LEN, signed=False),), False, id="nor one whose signature is not good"),
        pytest.param(ONE, (yes(ANN),), False, id="nor one by somebody of no role of the stage"),
        pytest.param(
            ONE, (yes(replace(LEN, id="ann")),), False, id="nor an author's, though they are a line manager"
        ),
        pytest.param(
            ONE, (yes(replace(LEN, left=True)),), False, id="nor one by somebody who has left since"
        ),
        pytest.param(ONE, (yes(SAM),), False, id="nor a special adviser's"),
        pytest.param(
            ONE,
            (yes(LEN, roles_then=frozenset({"line-manager", "spad"})),),
            False,
            id="nor one by somebody who was a special adviser then",
        ),
        pytest.param(
            ONE, (yes(replace(LEN, roles=frozenset())),), False, id="nor if the role was given then, not now"
        ),
        pytest.param(ONE, (yes(LEN, roles_then=frozenset()),), False, id="nor if it is theirs now, not then"),
        pytest.param(
            PAIR, (yes(LEN), yes(LEN)), False, id="a person counts once, however often they say yes"
        ),
        pytest.param(PAIR, (yes(LEN), yes(LIZ)), True, id="two people are two"),
        pytest.param(TWO, (yes(DEE), yes(DEE, stage=2)), False, id="a person counts once over all stages"),
        pytest.param(TWO, (yes(POL, stage=2),), False, id="a later stage waits for the earlier"),
        pytest.param(TWO, (yes(LEN), yes(POL, stage=2)), True, id="stage by stage, all are passed"),
        pytest.param(
            TWO,
            (yes(DEE), yes(LEN), yes(DEE, stage=2)),
            True,
            id="whoever may stand at two stages is counted where it helps",
        ),
        pytest.param(NAMED, (yes(POL),), True, id="a named person counts"),
    ],
)
def test_what_counts(stages, given, complete):
    assert progress(stages, given, WORDS, AUTHORS).complete is complete


def test_progress_names_the_stage_that_waits_and_who_has_counted():
    state = progress(TWO, (yes(LEN),), WORDS, AUTHORS)
    assert (state.next, [a.person.id for a in state.counted]) == (2, ["len"])


def test_agreement_is_dated_by_the_yes_that_completed_it_and_judged_as_of_then():
    given = (
        yes(POL, day(3), stage=2),
        yes(replace(LEN, left=True, roles=frozenset()), day(2), roles_then=LEN.roles),
    )
    assert agreed_at(TWO, given, WORDS, AUTHORS) == day(3)
    assert agreed_at(TWO, given[:1], WORDS, AUTHORS) is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param((), ["approval.missing"], id="nobody has said yes"),
        pytest.param((yes(digest=OTHER_WORDS),), ["approval.stale"], id="somebody has, to other words"),
        pytest.param((yes(signed=False),), ["approval.untrusted"], id="somebody has, with a key not trusted"),
        pytest.param((yes(),), [], id="somebody has"),
    ],
)
def test_why_approvals_do_not_suffice(given, said):
    assert codes(missing_approvals(ONE, given, WORDS, AUTHORS)) == said


def test_a_category_without_a_workflow_goes_nowhere():
    assert codes(may_send(post(workflow=()))) == ["approval.no-workflow"]


def test_until_somebody_else_is_enrolled_nothing_that_needs_approval_goes_out():
    assert codes(may_send(post(approvals=(), people=0))) == ["approval.missing", "approval.nobody-else"]


SENIOR = frozenset({"director"})


@pytest.mark.parametrize(
    ("person", "said"),
    [
        pytest.param(DEE, [], id="a director who neither paused nor asks"),
        pytest.param(LEN, ["resume.own-pause", "resume.not-senior"], id="not who paused"),
        pytest.param(ANN, ["resume.own-request", "resume.not-senior"], id="not who asks for it"),
        pytest.param(replace(DEE, left=True), ["person.left"], id="not somebody who has left"),
        pytest.param(
            PersonFacts("x", frozenset({"director", "spad"})), ["approval.spad"], id="not a special adviser"
        ),
    ],
)
def test_who_may_resume_after_a_pause(person, said):
    assert codes(may_resume(person, paused_by="len", asked_by="ann", senior=SENIOR)) == said


@pytest.mark.parametrize(
    ("person", "said"),
    [
        pytest.param(DEE, [], id="a second person with a role for it"),
        pytest.param(ANN, ["second.same-person", "second.not-entitled"], id="not the first person"),
        pytest.param(LIZ, ["second.not-entitled"], id="not somebody without such a role"),
        pytest.param(replace(DEE, left=True), ["person.left"], id="not somebody who has left"),
    ],
)
def test_who_may_be_the_second_of_two(person, said):
    assert codes(may_confirm(person, asked_by="ann", roles=SENIOR)) == said
