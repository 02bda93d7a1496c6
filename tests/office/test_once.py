"""Nothing goes out a second time, however it is asked for: twice in one breath, half a thread, a renamed account."""

from __future__ import annotations

import pytest

from office import accounts, approvals, posts
from office.contents import Words
from office.desk import Reading, Refused
from office.outcomes import record_published, record_rejected
from office.rules.facts import Window
from tests.office.world import HOUR, TWO_O_CLOCK, World, at_two, claimed


def test_an_account_named_twice_is_asked_for_once(world: World) -> None:
    draft = posts.Draft("Helpline", "operational", (Words("The line is open."),))
    post = posts.save(world.desk(), None, draft)
    approvals.ask(world.desk(), post, [world.account, world.account], Window(TWO_O_CLOCK, TWO_O_CLOCK + HOUR))
    assert len(posts.post(Reading(world.journal), post).deliveries) == 1


@pytest.mark.parametrize("second", ["Two", "Two, put right"])
def test_a_withdrawn_thread_of_which_a_part_is_out_is_not_begun_again(world: World, second: str) -> None:
    delivery = world.draft_and_approve("One", parts=(Words("One"), Words("Two")))
    world.now.go_to(TWO_O_CLOCK)
    record_published(world.desk(None), claimed(world, delivery), "r1", "")
    record_rejected(world.desk(None), claimed(world, delivery), "no")
    approvals.withdraw(world.desk(), delivery, "")
    post = world.delivery(delivery).post
    posts.save(world.desk(), post, posts.Draft("One", "operational", (Words("One"), Words(second))))
    with pytest.raises(Refused) as told:
        approvals.ask(world.desk(), post, [world.account], Window(world.now(), TWO_O_CLOCK + HOUR))
    assert [r.code for r in told.value.refusals] == ["post.already-out"]


def test_a_withdrawn_post_of_which_nothing_is_out_may_be_asked_for_again(world: World) -> None:
    delivery = world.draft_and_approve("One")
    approvals.withdraw(world.desk(), delivery, "")
    window = Window(TWO_O_CLOCK, TWO_O_CLOCK + HOUR)
    assert approvals.ask(world.desk(), world.delivery(delivery).post, [world.account], window)


def test_an_account_closed_and_added_again_gets_no_second_copy(world: World) -> None:
    delivery = at_two(world)
    record_published(world.desk(None), claimed(world, delivery), "1", "")
    accounts.retire(world.desk("ada"), world.account, "")
    again = world.add_account("DEPT")
    with pytest.raises(Refused) as told:
        approvals.ask(world.desk(), world.delivery(delivery).post, [again], Window(None, world.now() + HOUR))
    assert [r.code for r in told.value.refusals] == ["post.already-out"]
