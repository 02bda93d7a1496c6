"""Pause, resumption, the clock, the window: may anything be sent at all, and may this now?"""

from dataclasses import replace

import pytest

from office.rules.facts import AccountFacts, ClockFacts, PartFacts, Window
from office.rules.gate import may_ask, may_send, planned_at
from office.rules.refusal import Level, Refusal, distinct, stops
from office.rules.standing import judged, standing
from tests.rules.case import (
    DEPARTMENT,
    LINE_MANAGER,
    LIZ,
    POL,
    POLICY,
    codes,
    day,
    pause,
    period,
    post,
    told,
    yes,
)  # fmt: skip

# Pause all.

PAUSED, RESUMED = day(8), day(9)


@pytest.mark.parametrize(
    ("pauses", "approvals", "said"),
    [
        pytest.param((), (yes(),), [], id="no pause: it goes"),
        pytest.param((pause(PAUSED),), (yes(),), ["pause.all"], id="paused: nothing goes"),
        pytest.param((pause(PAUSED),), (yes(at=RESUMED),), ["pause.all"], id="not even what is approved now"),
        pytest.param(
            (pause(PAUSED, RESUMED),), (yes(),), ["pause.caught"], id="resumed: it waits, not named"
        ),
        pytest.param((pause(PAUSED, RESUMED, "d1"),), (yes(),), [], id="resumed, and named: it goes on"),
        pytest.param((pause(PAUSED, RESUMED, "d2"),), (yes(),), ["pause.caught"], id="another one was named"),
        pytest.param((pause(PAUSED, RESUMED),), (yes(at=RESUMED),), [], id="approved afresh since: it goes"),
        pytest.param(
            (pause(PAUSED, RESUMED),),
            (yes(at=day(8, 18)),),
            ["pause.caught"],
            id="approved while all was paused: it waits too",
        ),
        pytest.param(
            (pause(day(3), day(4)), pause(PAUSED, RESUMED, "d1")),
            (yes(),),
            ["pause.caught"],
            id="named by the second resumption, not by the first",
        ),
        pytest.param(
            (pause(day(3), day(4)), pause(PAUSED)), (yes(),), ["pause.all", "pause.caught"], id="paused again"
        ),
    ],
)
def test_pause_all(pauses, approvals, said):
    refusals = may_send(post(pauses=pauses, approvals=approvals))
    assert codes(refusals) == said
    assert all(r.level is Level.HOLD for r in refusals)


def test_a_pause_of_this_machine_needs_no_record():
    assert codes(may_send(post(locally_paused=True))) == ["pause.here"]
    assert codes(may_send(post(locally_paused=True, pauses=(pause(PAUSED),)))) == ["pause.here"]


def test_what_was_still_in_review_when_sending_was_resumed_was_not_caught():
    facts = post(
        workflow=(LINE_MANAGER, POLICY),
        approvals=(yes(at=day(7)), yes(POL, at=RESUMED, stage=2)),
        pauses=(pause(PAUSED, RESUMED),),
    )
    assert may_send(facts) == ()


@pytest.mark.parametrize(
    ("cleared", "said"),
    [
        pytest.param(day(7), ["pause.caught"], id="let go before the resumption: it waits"),
        pytest.param(RESUMED, [], id="let go since"),
        pytest.param(None, ["pause.caught"], id="not known when: it waits"),
    ],
)
def test_approved_answers_are_caught_by_a_pause_as_posts_are(cleared, said):
    facts = post(template=True, approvals=(), cleared=cleared, pauses=(pause(PAUSED, RESUMED),))
    assert codes(may_send(facts)) == said


def test_an_approved_answer_needs_no_further_approval():
    assert may_send(post(template=True, approvals=(), workflow=(), people=0)) == ()


# What counts after a hold: everybody may say yes again.


def test_yeses_used_up_by_a_pause_do_not_stand_in_the_way_of_fresh_ones():
    facts = judged(post(pauses=(pause(PAUSED, RESUMED),)))
    assert (facts.approvals, facts.spent) == ((), (yes(),))
    assert judged(facts) == facts
    assert codes(may_send(facts)) == ["pause.caught"]


def test_judging_keeps_the_stage_that_a_period_adds_and_adds_it_once():
    facts = judged(judged(post(periods=(period(day(5), level="warn"),))))
    assert [s.title for s in facts.workflow] == ["Line manager", "Second approver"]
    assert standing(facts).stages == facts.workflow


# The window.


@pytest.mark.parametrize(
    ("at", "said"),
    [
        pytest.param(day(10, 11, 59), ["window.not-yet"], id="a minute early: not yet"),
        pytest.param(day(10), [], id="at its time"),
        pytest.param(day(10, 12, 15), [], id="at the end of its window"),
        pytest.param(day(10, 12, 16), ["window.missed"], id="a minute late: missed, it asks"),
    ],
)
def test_a_post_goes_inside_its_window_or_not_at_all(at, said):
    assert codes(may_send(post(at))) == said


def test_moved_inside_its_window_it_waits_for_that():
    facts = post(day(10, 12, 5), planned=day(10, 12, 10))
    assert codes(may_send(facts)) == ["window.not-yet"]
    assert may_send(replace(facts, now=day(10, 12, 10))) == ()


def test_moving_never_makes_it_earlier_than_what_was_approved():
    assert codes(may_send(post(day(10, 11), planned=day(10, 10)))) == ["window.not-yet"]


def test_as_soon_as_approved_is_now():
    facts = post(window=Window(None, day(10, 13)))
    assert may_send(facts) == ()
    assert planned_at(facts) == facts.now


@pytest.mark.parametrize(
    ("embargo", "said"),
    [
        pytest.param(day(10), [], id="lifted at its time"),
        pytest.param(day(10, 12, 1), ["window.embargo"], id="a minute longer: refused, even later"),
        pytest.param(None, [], id="none"),
    ],
)
def test_an_embargo(embargo, said):
    assert codes(may_send(post(day(10, 12, 5), embargo=embargo))) == said
    assert codes(may_ask(post(day(9), embargo=embargo))) == said


def test_asking_too_late():
    assert codes(may_ask(post(day(10, 12, 15)))) == ["window.past"]


# The clock.


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        pytest.param(ClockFacts(), [], id="nothing to compare with"),
        pytest.param(ClockFacts(day(10, 12, 2)), [], id="two minutes behind the record are tolerated"),
        pytest.param(ClockFacts(day(10, 12, 3)), ["clock.behind-record"], id="three are not"),
        pytest.param(ClockFacts(server=(day(10), day(10, 12, 2))), [], id="two minutes from a server's time"),
        pytest.param(
            ClockFacts(server=(day(10), day(10, 12, 3))), ["clock.differs"], id="three minutes ahead"
        ),
        pytest.param(ClockFacts(server=(day(10, 12, 3), day(10))), ["clock.differs"], id="three behind"),
        pytest.param(
            ClockFacts(unchecked_jump=True), ["clock.jumped"], id="asleep or moved, nobody asked since"
        ),
        pytest.param(
            ClockFacts(day(11), (day(11), day(10)), True),
            ["clock.behind-record", "clock.differs", "clock.jumped"],
            id="all reasons are told",
        ),
    ],
)
def test_a_wrong_clock_stops_sending(clock, said):
    assert codes(may_send(post(clock=clock))) == said


# The content, the account, this machine.


@pytest.mark.parametrize(
    ("part", "said"),
    [
        pytest.param(PartFacts(280, 280), [], id="as long as it may be"),
        pytest.param(PartFacts(281, 280), ["content.too-long"], id="one too many"),
        pytest.param(PartFacts(0, 280), ["content.empty"], id="nothing said"),
        pytest.param(PartFacts(0, 280, images=1), [], id="a picture alone"),
        pytest.param(PartFacts(9, 280, images=5), ["content.too-many-images"], id="five pictures of four"),
        pytest.param(
            PartFacts(9, 280, images=2, undescribed=1), ["content.no-alt"], id="one is not described"
        ),
        pytest.param(
            PartFacts(9, 280, images=1, media_intact=False),
            ["content.media-changed"],
            id="a file was changed",
        ),
    ],
)
def test_content(part, said):
    assert codes(may_send(post(parts=(part,)))) == said
    assert codes(may_ask(post(parts=(part,), now=day(9)))) == said


def test_nothing_to_say():
    assert codes(may_send(post(parts=()))) == ["content.empty"]


def test_which_part_of_a_thread_is_told():
    (said,) = may_send(post(parts=(PartFacts(9, 280), PartFacts(290, 280))))
    assert said.facts == {
        "part": 2, "parts": 2, "length": 290, "limit": 280, "over": 10, "unit": "characters",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("account", "said"),
    [
        pytest.param({"retired": True}, "account.retired", id="retired"),
        pytest.param({"writing": False}, "account.writing-off", id="writing is switched off"),
        pytest.param({"clause_read": False}, "account.clause-not-read", id="the clause has not been read"),
        pytest.param({"connected": False}, "account.not-connected", id="not connected here"),
    ],
)
def test_account(account, said):
    assert codes(may_send(post(account=replace(DEPARTMENT, **account)))) == [said]


def test_a_reply_needs_a_summons_and_a_class_that_is_answered():
    assert codes(may_send(post(act="reply", summoned=False, triage_allowed=False))) == [
        "reply.not-summoned",
        "reply.class-not-answered",
    ]
    assert may_send(post(summoned=False)) == ()
    assert may_send(post(act="reply")) == ()


@pytest.mark.parametrize(
    ("dealt_with", "said"),
    [
        pytest.param("answered", "reply.dealt-with", id="answered by somebody else"),
        pytest.param("closed", "reply.dealt-with", id="closed"),
        pytest.param("handed over", "reply.dealt-with", id="handed over"),
        pytest.param("taken", "reply.under-way", id="another answer is under way"),
        pytest.param(
            "waiting", "reply.under-way", id="another answer is under way and its officer gave it back"
        ),
    ],
)
def test_nobody_is_answered_once_they_were_dealt_with(dealt_with, said):
    assert codes(may_send(post(act="reply", dealt_with=dealt_with))) == [said]
    assert may_send(post(dealt_with=dealt_with)) == ()


def test_a_withdrawn_post_and_another_machine_send_nothing():
    assert codes(may_send(post(withdrawn=True))) == ["delivery.withdrawn"]
    assert codes(may_send(post(publisher_here=False))) == ["sending.not-here"]


def test_approval_is_not_asked_for_when_nobody_else_could_give_it():
    assert codes(may_ask(post(day(9), people=0))) == ["approval.nobody-else"]
    assert codes(may_ask(post(day(9), workflow=()))) == ["approval.no-workflow"]
    assert may_ask(post(day(9), people=0, workflow=(), template=True)) == ()


def test_approval_may_be_asked_for_while_all_is_paused_and_that_is_told():
    assert told(may_ask(post(day(9), pauses=(pause(PAUSED),), approvals=()))) == [("pause.all", "warn")]


def test_all_reasons_are_told_at_once():
    facts = post(
        day(11),
        approvals=(),
        periods=(period(day(5)),),
        pauses=(pause(PAUSED),),
        account=AccountFacts("a", "x", "uk-department", "uk", writing=False),
        parts=(PartFacts(0, 280),),
        clock=ClockFacts(unchecked_jump=True),
        publisher_here=False,
    )
    assert codes(may_send(facts)) == [
        "content.empty", "account.writing-off", "approval.missing", "window.missed", "period.needs-exception",
        "pause.all", "clock.jumped", "sending.not-here",
    ]  # fmt: skip


def test_a_yes_from_the_second_of_two_stages_does_not_run_ahead():
    facts = post(workflow=(LINE_MANAGER, POLICY), approvals=(yes(LIZ),))
    (said,) = may_send(facts)
    assert (said.code, said.facts["stage"], said.facts["title"]) == ("approval.missing", 2, "Policy facts")


def test_refusals_are_told_once_the_strongest_first_and_warnings_stop_nothing():
    warn, hold = Refusal("a", level=Level.WARN), Refusal("b", level=Level.HOLD)
    assert distinct([warn, hold, warn, Refusal("c", {"n": 1}), Refusal("c", {"n": 2})]) == (
        Refusal("c", {"n": 1}),
        Refusal("c", {"n": 2}),
        hold,
        warn,
    )
    assert stops([warn, hold]) == (hold,)
