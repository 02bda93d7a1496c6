"""What nobody knows is settled by evidence, or by a person; never by a guess."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from accounts.platform import Capabilities, OwnPost, OwnPosts
from office import sending
from office.desk import Refused
from office.outcomes import (
    SETTLING,
    mark_expired,
    record_published,
    record_rejected,
    record_uncertain,
    record_unreachable,
)
from office.sends import CALL, GRACE, Claimed, attend, claim
from office.settling import evidence, ready, settle_by_person
from tests.office.world import HOUR, MINUTE, TWO_O_CLOCK, World, at_two, claimed, table_agrees

X = Capabilities(absence_conclusive=False)
CONCLUSIVE = Capabilities(absence_conclusive=True)
KEYED = Capabilities(key_lifetime=timedelta(hours=1))
LONG_AGO = datetime(2026, 1, 1, tzinfo=TWO_O_CLOCK.tzinfo)


def uncertain(world: World, *texts: str, **more: object) -> tuple[str, Claimed]:
    """Sent at two, no answer, and the platform has had its time."""
    delivery_id = at_two(world, *texts, **more)
    found = claimed(world, delivery_id)
    record_uncertain(world.desk(None), found, "No answer")
    world.now.go(CALL + GRACE + SETTLING)
    return delivery_id, found


def shows(*posts: OwnPost, complete_since: datetime | None = LONG_AGO) -> OwnPosts:
    return OwnPosts(posts, complete_since)


def own(remote_id: str, text: str, at: datetime = TWO_O_CLOCK, reply_to: str | None = None) -> OwnPost:
    return OwnPost(remote_id, f"https://practice.invalid/{remote_id}", text, at, reply_to)


def look(world: World, delivery_id: str, posts: OwnPosts | None, lore: Capabilities = X) -> str:
    return evidence(world.desk(None), delivery_id, posts, lore, world.now()).state


class TestFound:
    def test_once_is_published_with_its_address(self, world: World) -> None:
        delivery_id, found = uncertain(world, "The line is open.")
        assert look(world, delivery_id, shows(own("7", "The  line is open."))) == "published"
        d = world.delivery(delivery_id)
        assert (d.state, d.out[1].remote_id, d.sent_digest) == ("published", "7", found.digest)
        entry = world.journal.stream(f"delivery-{delivery_id}")[-2]
        assert (entry.kind, entry.actor) == ("delivery.settled", world.device.actor)
        assert table_agrees(world, delivery_id)

    def test_twice_asks(self, world: World) -> None:
        delivery_id, _ = uncertain(world, "Same")
        assert look(world, delivery_id, shows(own("7", "Same"), own("8", "Same")), CONCLUSIVE) == "asks"
        assert world.delivery(delivery_id).state == "uncertain"

    @pytest.mark.parametrize(
        "other",
        [
            own("7", "Same", TWO_O_CLOCK - 5 * MINUTE),
            own("7", "Same", TWO_O_CLOCK + 20 * MINUTE),
            own("7", "Same", reply_to="5"),
        ],
        ids=["at another time before", "at another time after", "in answer to something"],
    )
    def test_the_same_words_elsewhere_are_no_evidence_either_way(self, world: World, other: OwnPost) -> None:
        delivery_id, _ = uncertain(world, "Same")
        assert look(world, delivery_id, shows(other), CONCLUSIVE) == "asks"

    def test_a_post_recorded_for_another_delivery_never_matches(self, world: World) -> None:
        first = at_two(world, "Same")
        record_published(world.desk(None), claimed(world, first), "7", "")
        second, _ = uncertain(world, "Same")
        assert look(world, second, shows(own("7", "Same"))) == "asks"
        assert look(world, second, shows(own("7", "Same")), CONCLUSIVE) == "clear"
        assert world.delivery(second).out[1].state == "absent"

    def test_one_post_is_not_given_to_one_of_two_who_wait_for_the_same_words(self, world: World) -> None:
        first = at_two(world, "Same")
        record_uncertain(world.desk(None), claimed(world, first), "No answer")
        second, _ = uncertain(world, "Same")
        assert look(world, first, shows(own("7", "Same"))) == "asks"
        assert look(world, second, shows(own("7", "Same"))) == "asks"

    def test_not_while_the_account_is_sending_something_else(self, world: World) -> None:
        first, _ = uncertain(world, "Same", until=TWO_O_CLOCK + HOUR)
        other = world.draft_and_approve("Same", start=None)
        claimed(world, other)
        assert look(world, first, shows(own("7", "Same"))) == "waits"

    def test_a_thread_goes_on_after_what_was_found(self, world: World) -> None:
        delivery_id, _ = uncertain(world, "One of two", "Two of two")
        assert look(world, delivery_id, shows(own("7", "One of two"))) == "more"
        second = claimed(world, delivery_id)
        assert (second.part, second.reply_to) == (2, "7")
        assert table_agrees(world, delivery_id)

    def test_the_other_part_of_a_thread_never_matches(self, world: World) -> None:
        delivery_id = at_two(world, "Ding", "Ding")
        record_published(world.desk(None), claimed(world, delivery_id), "7", "")
        record_uncertain(world.desk(None), claimed(world, delivery_id), "No answer")
        world.now.go(CALL + GRACE + SETTLING)
        assert look(world, delivery_id, shows(own("7", "Ding"))) == "asks"
        assert (
            look(world, delivery_id, shows(own("7", "Ding"), own("8", "Ding", reply_to="7"))) == "published"
        )


class TestNotFound:
    def test_on_x_it_asks(self, world: World) -> None:
        delivery_id, _ = uncertain(world)
        assert look(world, delivery_id, shows()) == "asks"
        assert claim(world.desk(None), delivery_id, "p1").state == "gone"  # type: ignore[union-attr]

    def test_surely_absent_may_be_sent_again(self, world: World) -> None:
        delivery_id, first = uncertain(world)
        assert look(world, delivery_id, shows(), CONCLUSIVE) == "clear"
        assert table_agrees(world, delivery_id)
        assert claimed(world, delivery_id).key == first.key

    def test_an_incomplete_reading_proves_nothing(self, world: World) -> None:
        delivery_id, _ = uncertain(world)
        assert look(world, delivery_id, shows(complete_since=None), CONCLUSIVE) == "asks"
        assert look(world, delivery_id, shows(complete_since=TWO_O_CLOCK), CONCLUSIVE) == "asks"

    def test_a_reading_begun_too_early_proves_nothing(self, world: World) -> None:
        delivery_id, _ = uncertain(world)
        desk = world.desk(None)
        early = TWO_O_CLOCK + MINUTE
        assert evidence(desk, delivery_id, shows(), CONCLUSIVE, early).state == "asks"

    def test_nothing_is_settled_before_the_platform_had_its_time(self, world: World) -> None:
        delivery_id = at_two(world)
        record_uncertain(world.desk(None), claimed(world, delivery_id), "No answer")
        assert not ready(world.desk(None), delivery_id)
        assert look(world, delivery_id, shows(), CONCLUSIVE) == "waits"
        world.now.go(CALL + GRACE + SETTLING)
        assert ready(world.desk(None), delivery_id)

    def test_absent_and_too_late_is_missed(self, world: World) -> None:
        delivery_id, _ = uncertain(world, until=TWO_O_CLOCK + MINUTE)
        assert look(world, delivery_id, shows(), CONCLUSIVE) == "clear"
        assert attend(world.desk(None), delivery_id).state == "missed"


class TestKeys:
    def test_within_its_life_the_same_key_may_be_sent_again(self, world: World) -> None:
        delivery_id, first = uncertain(world)
        assert look(world, delivery_id, None, KEYED) == "clear"
        again = claimed(world, delivery_id)
        assert again.key == first.key
        assert world.delivery(delivery_id).out[1].state == "again"

    def test_its_life_counts_from_the_first_send(self, world: World) -> None:
        delivery_id, _ = uncertain(world, until=TWO_O_CLOCK + 3 * HOUR)
        assert look(world, delivery_id, None, KEYED) == "clear"
        again = claimed(world, delivery_id)
        record_uncertain(world.desk(None), again, "No answer again")
        world.now.go_to(TWO_O_CLOCK + HOUR)
        assert look(world, delivery_id, None, KEYED) == "asks"

    def test_a_key_that_runs_out_meanwhile_is_not_used(self, world: World) -> None:
        delivery_id, _ = uncertain(world, until=TWO_O_CLOCK + 3 * HOUR)
        look(world, delivery_id, None, KEYED)
        world.now.go_to(TWO_O_CLOCK + HOUR)
        outcome = claim(world.desk(None), delivery_id, "p1")
        assert outcome.state == world.delivery(delivery_id).state == "uncertain"  # type: ignore[union-attr]

    def test_a_no_to_the_second_try_says_nothing_about_the_first(self, world: World) -> None:
        delivery_id, _ = uncertain(world)
        look(world, delivery_id, None, KEYED)
        record_rejected(world.desk(None), claimed(world, delivery_id), "Duplicate")
        assert world.delivery(delivery_id).state == "uncertain"
        assert table_agrees(world, delivery_id)

    @pytest.mark.parametrize("record", [record_rejected, record_unreachable])
    def test_a_late_no_to_the_second_try_says_nothing_about_the_first(self, world: World, record) -> None:
        delivery_id, _ = uncertain(world)
        look(world, delivery_id, None, KEYED)
        again = claimed(world, delivery_id)
        world.now.go_to(again.expires + MINUTE)
        mark_expired(world.desk(None), world.now())
        assert record(world.desk(None), again, "No").state == "gone"
        assert world.delivery(delivery_id).state == "uncertain"

    def test_no_network_for_the_second_try_leaves_it_in_doubt(self, world: World) -> None:
        delivery_id, _ = uncertain(world)
        look(world, delivery_id, None, KEYED)
        record_unreachable(world.desk(None), claimed(world, delivery_id), "No route")
        d = world.delivery(delivery_id)
        assert (d.state, d.in_doubt) == ("approved", True)

    def test_what_may_be_out_is_never_called_held(self, world: World) -> None:
        delivery_id, _ = uncertain(world)
        look(world, delivery_id, None, KEYED)
        sending.pause(world.desk("len"), "Stop")
        assert attend(world.desk(None), delivery_id).state == "uncertain"
        assert look(world, delivery_id, None, KEYED) == "asks"


class TestByPerson:
    def test_a_person_who_found_it_says_so_and_signs(self, world: World) -> None:
        delivery_id, _ = uncertain(world)
        outcome = settle_by_person(world.desk("olive"), delivery_id, 1, "published", "7", "https://x.com/i/7")
        assert outcome.state == "published"
        entry = world.journal.stream(f"delivery-{delivery_id}")[-2]
        assert (entry.actor, (entry.body or {})["by"]) == (world.people["olive"].actor, "person")

    def test_absent_never_goes_late(self, world: World) -> None:
        delivery_id, _ = uncertain(world, until=TWO_O_CLOCK + MINUTE)
        settle_by_person(world.desk("olive"), delivery_id, 1, "absent")
        assert attend(world.desk(None), delivery_id).state == "missed"

    def test_absent_within_the_window_goes_again(self, world: World) -> None:
        delivery_id, _ = uncertain(world)
        settle_by_person(world.desk("olive"), delivery_id, 1, "absent")
        claimed(world, delivery_id)

    def test_a_late_answer_after_a_wrong_absent_is_still_the_truth(self, world: World) -> None:
        delivery_id, first = uncertain(world)
        settle_by_person(world.desk("olive"), delivery_id, 1, "absent")
        record_published(world.desk(None), first, "7", "")
        assert world.delivery(delivery_id).state == "published"
        assert claim(world.desk(None), delivery_id, "p1").state == "gone"  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("part", "verdict", "remote_id", "code"),
        [(2, "absent", "", "settle.nothing"), (1, "published", " ", "settle.no-post")],
    )
    def test_what_cannot_be_settled_is_refused(
        self, world: World, part: int, verdict: str, remote_id: str, code: str
    ) -> None:
        delivery_id, _ = uncertain(world)
        with pytest.raises(Refused) as refused:
            settle_by_person(world.desk("olive"), delivery_id, part, verdict, remote_id)
        assert [r.code for r in refused.value.refusals] == [code]

    def test_absent_cannot_be_said_while_it_may_still_appear(self, world: World) -> None:
        delivery_id = at_two(world)
        record_uncertain(world.desk(None), claimed(world, delivery_id), "No answer")
        with pytest.raises(Refused, match="too-early"):
            settle_by_person(world.desk("olive"), delivery_id, 1, "absent")

    def test_another_deliverys_post_is_refused(self, world: World) -> None:
        first = at_two(world, "First")
        record_published(world.desk(None), claimed(world, first), "7", "")
        second, _ = uncertain(world, "Second")
        with pytest.raises(Refused, match="other-delivery"):
            settle_by_person(world.desk("olive"), second, 1, "published", "7")
