"""Replies go out in answer to what was asked, and their mention says what became of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from office import approvals, posts, replies, sending, templates
from office.contents import Words
from office.desk import Reading
from office.journal.mentions import Mention
from office.mentions import handling
from office.outcomes import record_published, record_rejected, record_uncertain
from office.rules.facts import Window
from office.sends import attend, claim
from office.verdicts import Outcome
from scheduler.inbox import mention as kept
from tests.office.world import TWO_O_CLOCK, World, claimed
from tests.scheduler.test_inbox import heard


@pytest.fixture
def asked(world: World) -> Mention:
    """A citizen's question, fetched."""
    found = kept(world.account, heard("77", "@dept how long?"), world.now())
    assert found is not None
    world.journal.local.mentions.add([found])
    return found


def answer(world: World, asked: Mention) -> str:
    """An approved answer's words, straight out. The delivery's id."""
    proposed = templates.propose(world.desk("olive"), "How long", "Allow up to 3 weeks.", "C-04")
    templates.approve(world.desk("len"), proposed)
    return replies.answer_with(world.desk("olive"), asked, proposed)


def state(world: World, asked: Mention) -> str:
    return handling(Reading(world.journal), asked.id).state


def test_an_approved_answer_goes_straight_out_to_who_asked(world: World, asked: Mention) -> None:
    delivery_id = answer(world, asked)
    assert attend(world.desk(None), delivery_id).state == "clear"
    found = claimed(world, delivery_id)
    assert (found.reply_to, found.text) == ("77", "Allow up to 3 weeks. ^O")
    record_published(world.desk(None), found, "101", "")
    assert state(world, asked) == "answered"


def test_an_answer_that_was_rejected_leaves_the_question_waiting_and_open(
    world: World, asked: Mention
) -> None:
    record_rejected(world.desk(None), claimed(world, answer(world, asked)), "Not to this person.")
    assert state(world, asked) == "waiting"
    record_published(world.desk(None), claimed(world, answer(world, asked)), "102", "")
    assert state(world, asked) == "answered"


def test_an_answer_that_came_too_late_leaves_the_question_waiting(world: World, asked: Mention) -> None:
    delivery_id = answer(world, asked)
    world.now.go(timedelta(hours=1))
    assert attend(world.desk(None), delivery_id).state == "missed"
    assert state(world, asked) == "waiting"


def test_an_answer_nobody_knows_of_does_not_leave_it_open(world: World, asked: Mention) -> None:
    record_uncertain(world.desk(None), claimed(world, answer(world, asked)), "No answer.")
    assert state(world, asked) == "taken"


def test_a_held_answer_does_not_leave_it_open(world: World, asked: Mention) -> None:
    delivery_id = answer(world, asked)
    sending.pause(world.desk("len"), "Stop")
    assert attend(world.desk(None), delivery_id).state == "held"
    assert state(world, asked) == "taken"


def test_an_answer_to_nobody_is_never_sent_as_a_post(world: World) -> None:
    draft = posts.Draft("Answer", "reply", (Words("In answer to nobody"),))
    post_id = posts.save(world.desk("olive"), None, draft, mention="purged")
    request = approvals.ask(world.desk("olive"), post_id, [world.account], Window(None, TWO_O_CLOCK))
    delivery_id = world.approve(post_id, request)
    outcome = claim(world.desk(None), delivery_id, "p1")
    assert isinstance(outcome, Outcome)
    assert (outcome.state, [r.code for r in outcome.refusals]) == ("refused", ["reply.no-target"])
