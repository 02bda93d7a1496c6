"""What a hold wants is a fresh approval, and it can be given; a period that warns is satisfied by a second person."""

from datetime import timedelta

from office import approvals, periods, sending
from office.desk import Reading
from office.facts import case
from office.packs import questions
from office.rules.facts import Window
from office.rules.gate import may_send
from office.rules.refusal import stops
from tests.office.world import HOUR, TWO_O_CLOCK, World, resume


def stopped(world, delivery):
    return {r.code for r in stops(may_send(case(world.desk(None), Reading(world.journal), delivery).facts))}


def test_after_a_pause_the_same_person_may_say_yes_again(world: World):
    d = world.draft_and_approve("The line is open until 8pm.")
    sending.pause(world.desk("len"))
    world.now.go(timedelta(minutes=1))
    resume(world, [])
    world.now.go(timedelta(minutes=1))
    assert "pause.caught" in stopped(world, d)
    post = world.delivery(d).post
    request = approvals.ask(
        world.desk("olive"), post, [world.account], Window(TWO_O_CLOCK, TWO_O_CLOCK + HOUR)
    )
    world.approve(post, request)
    world.now.go_to(TWO_O_CLOCK)
    assert stopped(world, d) == set()


def test_a_period_that_warns_adds_a_second_approver(world: World):
    periods.declare(world.desk("olive"), "english-local", "", world.now(), None)
    d = world.draft_and_approve("Our new campaign starts.", category="campaign")
    assert world.delivery(d).state == "in review"
    world.now.go_to(TWO_O_CLOCK)
    assert stopped(world, d) == {"period.second-approver"}
    post = world.delivery(d)
    answers = {code: "yes" for code, _ in questions()}
    approvals.answer_here(world.desk("dee"), [d], post.request, "yes", answers)
    assert world.delivery(d).state == "approved"
    assert stopped(world, d) == set()
