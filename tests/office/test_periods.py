"""Periods, pauses and exceptions as acts: who may, what they catch, what two people are needed for."""

from datetime import timedelta

import pytest

from office import answers, exceptions, periods, sending
from office.desk import Reading, Refused
from office.facts import case
from office.journal import queries
from office.rules.gate import may_send
from tests.office.test_posts import codes
from tests.office.world import HOUR, TWO_O_CLOCK, World, resume

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def stopped(world: World, delivery: str) -> set[str]:
    return {r.code for r in may_send(case(world.desk(None), Reading(world.journal), delivery).facts)}


def declare(world: World, pack: str = "uk-general-election") -> str:
    return periods.declare(world.desk("olive"), pack, "", world.now(), None)


def ask_lift(world: World, period: str) -> str:
    return periods.ask_change(world.desk("olive"), period, None, None, True, "A government has been formed.")


def test_one_person_declares_at_once_and_what_is_planned_inside_is_held(world: World) -> None:
    delivery = world.draft_and_approve("Our new strategy.", category="campaign")
    declare(world)
    world.now.go_to(TWO_O_CLOCK)
    assert stopped(world, delivery) & {"period.needs-exception", "period.blocks"}


def test_essential_posts_go_on(world: World) -> None:
    delivery = world.draft_and_approve("Road closed.", category="emergency")
    declare(world)
    world.now.go_to(TWO_O_CLOCK)
    assert not {c for c in stopped(world, delivery) if c.startswith("period.") and c != "period.warn"}


def test_lifting_takes_two_people(world: World) -> None:
    request = ask_lift(world, declare(world))
    with pytest.raises(Refused) as refused:
        answers.answer(world.desk("olive"), request, "yes", {})
    assert "second.same-person" in codes(refused)
    answers.answer(world.desk("dee"), request, "yes", {})
    period = periods.all_periods(Reading(world.journal))[0]
    assert period.lifted == world.now()


def test_a_no_leaves_the_period_as_it_was(world: World) -> None:
    period = declare(world)
    answers.answer(world.desk("dee"), ask_lift(world, period), "no", {}, "Not yet.")
    found = periods.period(Reading(world.journal), period)
    assert not found.lifted
    assert not found.asked


def test_what_was_caught_stays_held_after_lifting_until_approved_afresh(world: World) -> None:
    delivery = world.draft_and_approve("Our new strategy.", category="campaign")
    world.now.go(MINUTE)
    period = declare(world)
    world.now.go(MINUTE)
    answers.answer(world.desk("dee"), ask_lift(world, period), "yes", {})
    world.now.go_to(TWO_O_CLOCK)
    assert "period.caught" in stopped(world, delivery)


def test_a_period_that_ends_before_it_starts_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        periods.declare(world.desk("olive"), "bridge", "", world.now(), world.now() - DAY)
    assert codes(refused) == {"period.end-before-start"}


def test_an_unknown_pack_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        declare(world, "no-such-pack")
    assert codes(refused) == {"period.pack-unknown"}


def test_anybody_pauses_and_pausing_twice_is_one_pause(world: World) -> None:
    sending.pause(world.desk("olive"), "Incident")
    head = world.journal.head()
    sending.pause(world.desk("len"))
    assert world.journal.head() == head
    assert sending.sending(Reading(world.journal)).paused


def test_resuming_takes_a_different_senior_person(world: World) -> None:
    sending.pause(world.desk("dee"))
    request = sending.ask_resume(world.desk("olive"), [], "Over")
    for who, code in (
        ("olive", "resume.own-request"),
        ("dee", "resume.own-pause"),
        ("len", "resume.not-senior"),
    ):
        with pytest.raises(Refused) as refused:
            answers.answer(world.desk(who), request, "yes", {})
        assert code in codes(refused)


def test_a_resumption_lets_go_on_only_what_it_names(world: World) -> None:
    first, second = world.draft_and_approve("One."), world.draft_and_approve("Two.")
    world.now.go(MINUTE)
    sending.pause(world.desk("olive"))
    world.now.go(MINUTE)
    resume(world, [first])
    world.now.go_to(TWO_O_CLOCK)
    assert "pause.caught" not in stopped(world, first)
    assert "pause.caught" in stopped(world, second)


def test_an_exception_unlocks_one_exact_content_and_only_from_the_list_of_grantors(world: World) -> None:
    delivery = world.draft_and_approve("Our new strategy.", category="campaign")
    period = declare(world)
    expires = TWO_O_CLOCK + HOUR
    request = exceptions.ask(
        world.desk("olive"), delivery, period, "Public safety", "PE-1", "Cleared.", expires
    )
    with pytest.raises(Refused) as refused:
        answers.answer(world.desk("len"), request, "yes", {})
    assert "second.not-entitled" in codes(refused)
    answers.answer(world.desk("dee"), request, "yes", {})
    world.now.go_to(TWO_O_CLOCK)
    assert not {c for c in stopped(world, delivery) if c.startswith("period.")}
    assert not exceptions.asked(Reading(world.journal), delivery)


def test_a_wrong_clock_is_corrected_by_two_people(world: World) -> None:
    delivery = world.draft_and_approve("The line is open.")
    world.now.go_to(TWO_O_CLOCK - 30 * DAY)
    assert "clock.behind-record" in stopped(world, delivery)
    request = sending.ask_clock(world.desk("olive"), "The machine had been in the future.")
    with pytest.raises(Refused):
        answers.answer(world.desk("olive"), request, "yes", {})
    answers.answer(world.desk("len"), request, "yes", {})
    assert "clock.behind-record" not in stopped(world, delivery)


def test_answering_what_nobody_asks_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refused:
        answers.answer(world.desk("dee"), "no-such-request", "yes", {})
    assert codes(refused) == {"request.answered"}
    assert not queries.of_request(world.journal, "no-such-request")


def test_a_yes_to_something_else_does_not_lift_a_period(world: World) -> None:
    from office.statements import make

    period = declare(world)
    request = ask_lift(world, period)
    asked = periods.period(Reading(world.journal), period).asked[0]
    told = {k: asked[k] for k in ("lift", "start", "end")}
    for kind, facts in (("resume", told), ("lift", {**told, "lift": False})):
        statement, signature = make(
            world.people["dee"], world.now, kind, world.journal.workspace,
            request=request, verdict="yes", words="", period=period, **facts,
        )  # fmt: skip
        with pytest.raises(Refused) as refused:
            periods.confirm_change(world.desk("olive"), period, statement, signature)
        assert codes(refused) == {"statement.other-content"}
