"""Answering citizens: whose mention it is, approved words go straight out, own words need a yes."""

from datetime import timedelta

import pytest

from office import replies, templates
from office.desk import Reading, Refused
from office.facts import case
from office.journal import queries
from office.journal.mentions import Mention, mention_digest
from office.mentions import handling
from office.rules.gate import may_send
from office.rules.refusal import stops
from office.screens import replies as screen
from office.screens.shared import Looking
from tests.office.test_posts import codes
from tests.office.world import World


def heard(world: World, text: str = "When is the line open?", summons: bool = True) -> Mention:
    at = world.now()
    digest = mention_digest(world.account, "77", "asker", text, at)
    found = Mention(
        "m1", world.account, "77", "asker", "An Asker", text, at, "", None, summons, digest, at, at + timedelta(days=30)
    )  # fmt: skip
    world.journal.local.mentions.add([found])
    return found


def approved_words(world: World, text: str = "The line is open from 8 to 6.") -> str:
    template = templates.propose(world.desk("olive"), "Hours", text, "C-02")
    templates.approve(world.desk("len"), template)
    return template


def test_approved_words_go_straight_out_signed_with_initials(world: World) -> None:
    delivery = replies.answer_with(world.desk("olive"), heard(world), approved_words(world))
    c = case(world.desk(None), Reading(world.journal), delivery)
    assert c.content.parts[0].text == "The line is open from 8 to 6. ^O"
    assert stops(may_send(c.facts)) == ()


def test_nobody_approves_words_that_they_proposed(world: World) -> None:
    template = templates.propose(world.desk("len"), "Hours", "Eight to six.")
    with pytest.raises(Refused) as refused:
        templates.approve(world.desk("len"), template)
    assert "second.same-person" in codes(refused)


def test_words_that_nobody_has_approved_are_not_used(world: World) -> None:
    template = templates.propose(world.desk("olive"), "Hours", "Eight to six.")
    with pytest.raises(Refused) as refused:
        replies.answer_with(world.desk("olive"), heard(world), template)
    assert codes(refused) == {"template.not-valid"}


def test_withdrawn_words_stop_an_answer_that_has_not_gone(world: World) -> None:
    template = approved_words(world)
    delivery = replies.answer_with(world.desk("olive"), heard(world), template)
    templates.withdraw(world.desk("len"), template, "Hours change")
    c = case(world.desk(None), Reading(world.journal), delivery)
    assert stops(may_send(c.facts))


def test_own_words_wait_for_a_line_manager(world: World) -> None:
    request = replies.answer_in_own_words(
        world.desk("olive"), heard(world), "From 8 to 6, and to 8 on Thursdays."
    )
    row = queries.of_request(world.journal, request)[0]
    assert (row["state"], row["act"], row["reply_to"]) == ("in review", "reply", "77")


def test_two_officers_never_answer_the_same_mention(world: World) -> None:
    mention = heard(world)
    replies.take(world.desk("olive"), mention.id)
    with pytest.raises(Refused) as refused:
        replies.answer_with(world.desk("len"), mention, approved_words(world))
    assert codes(refused) == {"reply.taken"}
    replies.release(world.desk("olive"), mention.id)
    replies.take(world.desk("len"), mention.id)
    assert handling(Reading(world.journal), mention.id).taken_by == world.people["len"].actor


def test_a_class_that_policy_does_not_answer_is_not_answered(world: World) -> None:
    mention = heard(world)
    replies.triage(world.desk("olive"), [mention.id], "journalist")
    with pytest.raises(Refused) as refused:
        replies.answer_with(world.desk("olive"), mention, approved_words(world))
    assert codes(refused) == {"reply.goes-to-press-office"}


def test_somebody_who_did_not_call_on_us_is_not_answered(world: World) -> None:
    with pytest.raises(Refused) as refused:
        replies.answer_in_own_words(world.desk("olive"), heard(world, summons=False), "Hello.")
    assert codes(refused) == {"reply.not-summoned"}


def test_a_mention_is_dealt_with_once(world: World) -> None:
    mention = heard(world)
    replies.close(world.desk("olive"), mention.id, "political")
    with pytest.raises(Refused) as refused:
        replies.hand_over(world.desk("olive"), mention.id, "press office")
    assert codes(refused) == {"reply.dealt-with"}


def test_the_queue_says_who_waits_and_why_an_answer_is_allowed(world: World) -> None:
    mention = heard(world, "<b>When</b>?")
    look = Looking(world.desk("olive"))
    assert [m.text for m in screen.queue(look)] == ["<b>When</b>?"]
    detail = screen.detail(look, mention.id)
    assert detail.may == ()
    assert "reply.template-straight-out" in detail.may_codes


def test_a_mention_that_was_deleted_says_so(world: World) -> None:
    with pytest.raises(Refused) as refused:
        screen.detail(Looking(world.desk("olive")), "gone")
    assert codes(refused) == {"reply.gone"}


def test_a_reply_that_is_asked_for_again_still_answers_the_same_mention(world: World) -> None:
    from office import approvals
    from office.rules.facts import Window

    request = replies.answer_in_own_words(world.desk("olive"), heard(world), "From 8 to 6.")
    first = queries.of_request(world.journal, request)[0]
    approvals.withdraw(world.desk("olive"), first["id"], "")
    window = Window(None, world.now() + timedelta(hours=1))
    again = approvals.ask(world.desk("olive"), first["post"], [world.account], window)
    row = queries.of_request(world.journal, again)[0]
    assert (row["act"], row["reply_to"], row["mention"]) == ("reply", "77", "m1")
