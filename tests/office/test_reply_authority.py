"""An answer waits for its turn while the world goes on: whoever may no longer be answered, or so, is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from office import approvals, people, replies, templates
from office.desk import Reading, Refused
from office.journal.keys import MemorySigner
from office.journal.mentions import Mention
from office.mentions import handling
from office.outcomes import record_published, record_rejected
from office.packs import questions
from office.rules.facts import Window
from office.sends import Claimed, claim
from scheduler.inbox import mention as kept
from tests.office.world import HOUR, World, claimed, seed
from tests.scheduler.test_inbox import heard

WORDS = "Allow up to 3 weeks."


@pytest.fixture
def asked(world: World) -> Mention:
    found = kept(world.account, heard("77", "@dept how long?"), world.now())
    assert found is not None
    world.journal.local.mentions.add([found])
    return found


@pytest.fixture
def approved(world: World) -> str:
    """An approved answer, by its id: proposed by Olive, approved by Len."""
    found = templates.propose(world.desk("olive"), "How long", WORDS, "C-04")
    templates.approve(world.desk("len"), found)
    return found


def goes_out(world: World, delivery: str) -> bool:
    return isinstance(claim(world.desk(None), delivery, "p1"), Claimed)


def in_own_words(world: World, asked: Mention) -> tuple[str, str]:
    """An answer that waits for a yes: its delivery and its request."""
    request = replies.answer_in_own_words(world.desk(), asked, "About three weeks.")
    return handling(Reading(world.journal), asked.id).delivery, request


def yes(world: World, delivery: str, request: str) -> None:
    answers = {question: "yes" for question, _ in questions()}
    approvals.answer_here(world.desk("len"), [delivery], request, "yes", answers)


def for_another_account(world: World, template: str) -> None:
    other = world.add_account("other")
    desk = world.desk("olive")
    templates.propose(desk, "How long", WORDS, "C-04", accounts=[other], revises=template)
    templates.approve(world.desk("len"), template)


def its_approver_leaves(world: World, _: str) -> None:
    people.leave(world.desk("ada"), "len-id", "stolen key")


def its_officer_leaves(world: World, _: str) -> None:
    people.leave(world.desk("ada"), "olive-id", "stolen key")


@pytest.mark.parametrize("change", [for_another_account, its_approver_leaves, its_officer_leaves])
def test_a_queued_answer_is_judged_again(
    world: World, asked: Mention, approved: str, change: Callable[[World, str], None]
) -> None:
    delivery = replies.answer_with(world.desk(), asked, approved)
    change(world, approved)
    assert not goes_out(world, delivery)


@pytest.mark.parametrize("change", [for_another_account, its_approver_leaves])
def test_an_answer_that_no_longer_stands_is_not_offered(
    world: World, asked: Mention, approved: str, change: Callable[[World, str], None]
) -> None:
    change(world, approved)
    with pytest.raises(Refused) as told:
        replies.answer_with(world.desk(), asked, approved)
    assert [r.code for r in told.value.refusals] == ["template.not-valid"]


def test_a_special_adviser_answers_nobody_with_an_approved_answer(
    world: World, asked: Mention, approved: str
) -> None:
    key = MemorySigner("", seed("sam"))
    sam = people.enrol(world.desk("ada"), "Sam", "sam@x.example", key.public, ["spad"])
    world.people["sam"] = MemorySigner(sam, seed("sam"))
    with pytest.raises(Refused) as told:
        replies.answer_with(world.desk("sam"), asked, approved)
    assert [r.code for r in told.value.refusals] == ["approval.spad"]


@pytest.mark.parametrize("deal", [replies.close, replies.hand_over])
def test_whoever_was_dealt_with_meanwhile_is_not_answered(
    world: World, asked: Mention, deal: Callable[..., None]
) -> None:
    delivery, request = in_own_words(world, asked)
    yes(world, delivery, request)
    deal(world.desk(), asked.id, "abusive")
    assert not goes_out(world, delivery)


def test_whoever_was_answered_otherwise_is_not_answered_again(
    world: World, asked: Mention, approved: str
) -> None:
    first, request = in_own_words(world, asked)
    yes(world, first, request)
    record_rejected(world.desk(None), claimed(world, first), "no")
    second = replies.answer_with(world.desk("dee"), asked, approved)
    record_published(world.desk(None), claimed(world, second), "101", "")
    window = Window(None, world.now() + HOUR)
    with pytest.raises(Refused) as told:
        approvals.ask(world.desk(), world.delivery(first).post, [world.account], window)
    assert "reply.dealt-with" in [r.code for r in told.value.refusals]


def test_a_rejected_answer_asked_for_again_is_the_answer(world: World, asked: Mention, approved: str) -> None:
    delivery, request = in_own_words(world, asked)
    yes(world, delivery, request)
    record_rejected(world.desk(None), claimed(world, delivery), "no")
    again = approvals.ask(
        world.desk(), world.delivery(delivery).post, [world.account], Window(None, world.now() + HOUR)
    )
    yes(world, delivery, again)
    record_published(world.desk(None), claimed(world, delivery), "101", "")
    assert handling(Reading(world.journal), asked.id).state == "answered"
    with pytest.raises(Refused) as told:
        replies.answer_with(world.desk("dee"), asked, approved)
    assert [r.code for r in told.value.refusals] == ["reply.dealt-with"]
