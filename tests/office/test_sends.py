"""What is due, what stands in its way, and that a claim is in the record before anything leaves."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from office import approvals, people, periods, posts, sending
from office.contents import Picture, Words
from office.desk import Reading, iso
from office.facts import case
from office.journal.port import Event
from office.outcomes import (
    BACK_OFF,
    SETTLING,
    mark_expired,
    record_credentials,
    record_published,
    record_put_off,
    record_rejected,
    record_uncertain,
    record_unreachable,
    try_again,
)
from office.rules.facts import Window
from office.sends import (
    CALL,
    GRACE,
    Claimed,
    attend,
    claim,
    due,
    expired_claims,
    next_moment,
    release,
    still_mine,
)
from office.verdicts import Outcome
from tests.office.world import HOUR, MINUTE, TWO_O_CLOCK, World, at_two, claimed, resume, table_agrees


class TestDue:
    def test_nothing_is_due_before_its_moment(self, world: World) -> None:
        delivery_id = world.draft_and_approve("Early")
        assert due(world.desk(None), TWO_O_CLOCK - timedelta(microseconds=1)) == ()
        assert due(world.desk(None), TWO_O_CLOCK) == (delivery_id,)
        assert next_moment(world.desk(None), world.now()) == TWO_O_CLOCK

    def test_as_soon_as_approved_is_due_at_once(self, world: World) -> None:
        delivery_id = world.draft_and_approve("Now", start=None)
        assert due(world.desk(None), world.now()) == (delivery_id,)

    def test_emergencies_go_first(self, world: World) -> None:
        first = world.draft_and_approve("First", start=TWO_O_CLOCK - 2 * MINUTE)
        flood = world.draft_and_approve("Flood warning", category="emergency", start=TWO_O_CLOCK)
        assert due(world.desk(None), TWO_O_CLOCK) == (flood, first)

    def test_what_is_not_approved_is_not_due_and_is_missed_at_its_end(self, world: World) -> None:
        post_id = posts.save(world.desk(), None, posts.Draft("Waiting", "operational", (Words("Waiting"),)))
        approvals.ask(world.desk(), post_id, [world.account], Window(TWO_O_CLOCK, TWO_O_CLOCK + HOUR))
        (delivery_id,) = posts.post(Reading(world.journal), post_id).deliveries
        world.now.go_to(TWO_O_CLOCK)
        assert due(world.desk(None), world.now()) == ()
        assert attend(world.desk(None), delivery_id).state == "gone"
        world.now.go_to(TWO_O_CLOCK + HOUR + MINUTE)
        assert attend(world.desk(None), delivery_id).state == "missed"
        assert world.delivery(delivery_id).state == "missed"


class TestAttend:
    def test_with_nothing_in_the_way_it_may_be_claimed_and_nothing_is_recorded(self, world: World) -> None:
        delivery_id = at_two(world)
        before = world.kinds(delivery_id)
        assert attend(world.desk(None), delivery_id) == Outcome("clear")
        assert world.kinds(delivery_id) == before

    def test_late_is_missed_and_said_once(self, world: World) -> None:
        delivery_id = at_two(world)
        world.now.go_to(TWO_O_CLOCK + 90 * 24 * HOUR)
        outcome = attend(world.desk(None), delivery_id)
        assert (outcome.state, [r.code for r in outcome.refusals]) == ("missed", ["window.missed"])
        assert attend(world.desk(None), delivery_id).state == "gone"
        assert world.kinds(delivery_id).count("missed") == 1
        assert due(world.desk(None), world.now()) == ()

    def test_a_pause_holds_what_falls_due_and_says_so_once(self, world: World) -> None:
        delivery_id = at_two(world)
        sending.pause(world.desk("len"), "Incident")
        for _ in range(3):
            assert attend(world.desk(None), delivery_id).state == "held"
        assert world.kinds(delivery_id).count("held") == 1
        body = world.journal.stream(f"delivery-{delivery_id}")[-1].body or {}
        assert [r["code"] for r in body["refusals"]] == ["pause.all"]

    def test_nothing_unholds_itself_and_a_resumption_that_names_it_does(self, world: World) -> None:
        kept, freed = at_two(world, "Kept back"), at_two(world, "Set free")
        sending.pause(world.desk("ada"), "Incident")
        for delivery_id in (kept, freed):
            attend(world.desk(None), delivery_id)
        world.now.go(MINUTE)
        resume(world, [freed])
        assert attend(world.desk(None), kept).state == "held"
        assert attend(world.desk(None), freed) == Outcome("clear")
        assert world.delivery(freed).state == "approved"
        assert isinstance(claim(world.desk(None), freed, "p1"), Claimed)
        assert claim(world.desk(None), kept, "p1") == Outcome("held")

    def test_a_period_that_has_ended_does_not_unhold(self, world: World) -> None:
        delivery_id = at_two(world, "Campaign", category="campaign", until=TWO_O_CLOCK + 12 * HOUR)
        periods.declare(
            world.desk("dee"), "uk-general-election", "Election", TWO_O_CLOCK - MINUTE, TWO_O_CLOCK + HOUR
        )
        assert attend(world.desk(None), delivery_id).state == "held"
        world.now.go_to(TWO_O_CLOCK + 2 * HOUR)
        assert attend(world.desk(None), delivery_id).state == "held"
        assert claim(world.desk(None), delivery_id, "p1") == Outcome("held")

    def test_an_approver_who_has_left_takes_the_approval_along(self, world: World) -> None:
        delivery_id = at_two(world)
        people.leave(world.desk("ada"), world.people["len"].actor, "New job")
        outcome = attend(world.desk(None), delivery_id)
        assert outcome.state == "refused"
        assert [r.code for r in outcome.refusals] == ["approval.untrusted"]

    def test_a_paused_machine_records_nothing_and_it_stays_due(self, world: World) -> None:
        delivery_id = at_two(world)
        world.paused = True
        before = world.kinds(delivery_id)
        assert attend(world.desk(None), delivery_id).state == "waits"
        assert claim(world.desk(None), delivery_id, "p1").state == "waits"  # type: ignore[union-attr]
        assert world.kinds(delivery_id) == before
        assert due(world.desk(None), world.now()) == (delivery_id,)

    def test_a_clock_behind_the_record_records_nothing(self, world: World) -> None:
        delivery_id = at_two(world)
        world.now.go(20 * MINUTE)
        posts.save(world.desk(), None, posts.Draft("Later", "operational", (Words("Later"),)))
        world.now.go(-15 * MINUTE)
        outcome = attend(world.desk(None), delivery_id)
        assert (outcome.state, [r.code for r in outcome.refusals]) == ("waits", ["clock.behind-record"])

    def test_another_machine_publishes(self, world: World) -> None:
        delivery_id = at_two(world)
        event = Event("sending", "sending.publisher-named", {"device": "device-2", "looked_at": []})
        world.journal.append([event], reads={}, at=world.now(), signer=world.people["ada"])
        assert attend(world.desk(None), delivery_id).state == "waits"


class TestClaim:
    def test_the_claim_is_in_the_record_with_all_that_it_needs(self, world: World) -> None:
        delivery_id = at_two(world, "The line is open.")
        found = claimed(world, delivery_id)
        entry = world.journal.stream(f"delivery-{delivery_id}")[-1]
        body = entry.body or {}
        assert entry.kind == "delivery.claimed"
        assert entry.actor == world.device.actor
        assert (body["part"], body["process"], body["device"]) == (1, "p1", "device-1")
        assert body["deadline"] == iso(world.now() + CALL + GRACE)
        assert (
            body["digest"]
            == found.digest
            == case(world.desk(), Reading(world.journal), delivery_id).facts.digest
        )
        assert found.text == "The line is open."
        assert world.delivery(delivery_id).state == "sending"
        assert still_mine(world.desk(None), found) == ()

    def test_it_is_claimed_once(self, world: World) -> None:
        delivery_id = at_two(world)
        claimed(world, delivery_id)
        assert claim(world.desk(None), delivery_id, "p2") == Outcome("gone")

    def test_an_account_sends_one_thing_at_a_time(self, world: World) -> None:
        first, second = at_two(world, "First"), at_two(world, "Second")
        other = at_two(world, "Elsewhere", account=world.add_account("other"))
        found = claimed(world, first)
        busy = claim(world.desk(None), second, "p2")
        assert [r.code for r in busy.refusals] == ["sending.account-busy"]  # type: ignore[union-attr]
        claimed(world, other)
        record_published(world.desk(None), found, "1", "https://practice.invalid/1")
        claimed(world, second, "p2")

    def test_the_key_is_the_same_however_often_it_is_tried(self, world: World) -> None:
        delivery_id = at_two(world)
        first = claimed(world, delivery_id)
        record_unreachable(world.desk(None), first, "No network")
        world.now.go(MINUTE)
        second = claimed(world, delivery_id)
        assert (second.key, second.attempt != first.attempt) == (first.key, True)
        assert claimed(world, at_two(world, "Other", account=world.add_account("other"))).key != first.key

    def test_pictures_are_handed_over_as_approved(self, world: World) -> None:
        data = b"\x89PNG not really"
        digest = world.desk().media.put(data)
        words = Words("Look", (Picture(digest, "A harbour at dusk", "image/png"),))
        found = claimed(world, at_two(world, parts=[words]))
        (picture,) = found.pictures
        assert (picture.data, picture.digest, picture.alt) == (
            data,
            hashlib.sha256(data).hexdigest(),
            "A harbour at dusk",
        )

    def test_a_picture_that_is_not_what_was_approved_stops_the_post(self, world: World) -> None:
        store = world.desk().media
        digest = store.put(b"approved")
        words = Words("Look", (Picture(digest, "A harbour at dusk", "image/png"),))
        delivery_id = at_two(world, parts=[words])
        store.path(digest).write_bytes(b"swapped!")
        outcome = claim(world.desk(None), delivery_id, "p1")
        assert isinstance(outcome, Outcome)
        assert (outcome.state, [r.code for r in outcome.refusals]) == ("refused", ["content.media-changed"])
        assert "claimed" not in world.kinds(delivery_id)

    def test_a_pause_between_claim_and_part_is_seen(self, world: World) -> None:
        delivery_id = at_two(world)
        found = claimed(world, delivery_id)
        sending.pause(world.desk("olive"), "Stop")
        assert [r.code for r in still_mine(world.desk(None), found)] == ["pause.all"]
        assert release(world.desk(None), found).state == "held"
        assert world.delivery(delivery_id).claim is None

    def test_a_claim_that_ran_out_is_not_used(self, world: World) -> None:
        delivery_id = at_two(world)
        found = claimed(world, delivery_id)
        world.now.go(CALL)
        assert [r.code for r in still_mine(world.desk(None), found)] == ["claim.late"]
        world.now.go(GRACE + MINUTE)
        assert list(mark_expired(world.desk(None), world.now())) == [delivery_id]
        assert [r.code for r in still_mine(world.desk(None), found)] == ["claim.lost"]
        assert release(world.desk(None), found) == Outcome("gone")

    def test_a_claim_given_back_on_a_paused_machine_stays_due(self, world: World) -> None:
        delivery_id = at_two(world)
        found = claimed(world, delivery_id)
        world.paused = True
        assert release(world.desk(None), found).state == "waits"
        assert due(world.desk(None), world.now()) == (delivery_id,)
        world.paused = False
        claimed(world, delivery_id)


class TestThreads:
    def test_parts_follow_each_other(self, world: World) -> None:
        delivery_id = at_two(world, "One of two", "Two of two")
        first = claimed(world, delivery_id)
        assert (first.part, first.parts, first.reply_to) == (1, 2, None)
        assert (
            record_published(world.desk(None), first, "101", "https://practice.invalid/101").state == "more"
        )
        second = claimed(world, delivery_id)
        assert (second.part, second.text, second.reply_to) == (2, "Two of two", "101")
        assert (
            record_published(world.desk(None), second, "102", "https://practice.invalid/102").state
            == "published"
        )
        d = world.delivery(delivery_id)
        assert (d.state, d.sent_digest) == ("published", second.digest)
        assert table_agrees(world, delivery_id)

    def test_a_thread_resumes_at_the_part_that_is_missing(self, world: World) -> None:
        delivery_id = at_two(world, "One of two", "Two of two")
        record_published(world.desk(None), claimed(world, delivery_id), "101", "")
        second = claimed(world, delivery_id)
        assert record_rejected(world.desk(None), second, "Too rude").state == "rejected"
        post_id = world.delivery(delivery_id).post
        window = Window(TWO_O_CLOCK + HOUR, TWO_O_CLOCK + 2 * HOUR)
        request = approvals.ask(world.desk(), post_id, [world.account], window)
        assert world.approve(post_id, request) == delivery_id
        world.now.go_to(TWO_O_CLOCK + HOUR)
        again = claimed(world, delivery_id)
        assert (again.part, again.reply_to) == (2, "101")

    def test_what_is_uncertain_may_not_be_asked_for_a_second_time(self, world: World) -> None:
        delivery_id = at_two(world)
        record_uncertain(world.desk(None), claimed(world, delivery_id), "No answer")
        window = Window(TWO_O_CLOCK + HOUR, TWO_O_CLOCK + 2 * HOUR)
        with pytest.raises(Exception, match="on-its-way"):
            approvals.ask(world.desk(), world.delivery(delivery_id).post, [world.account], window)


class TestOutcomes:
    def test_published_says_that_approved_is_what_was_sent(self, world: World) -> None:
        delivery_id = at_two(world)
        found = claimed(world, delivery_id)
        record_published(world.desk(None), found, "7", "https://practice.invalid/7")
        body = world.journal.stream(f"delivery-{delivery_id}")[-1].body
        assert body == {"sent_digest": found.digest, "url": "https://practice.invalid/7"}
        assert record_published(world.desk(None), found, "7", "").state == "published"
        assert world.kinds(delivery_id).count("published") == 1

    def test_a_rate_limit_keeps_the_order_of_the_account(self, world: World) -> None:
        first, second = at_two(world, "First"), at_two(world, "Second")
        until = world.now() + 5 * MINUTE
        assert record_put_off(world.desk(None), claimed(world, first), until, "Too many").state == "waits"
        assert due(world.desk(None), world.now()) == ()
        assert next_moment(world.desk(None), world.now()) == until
        assert claim(world.desk(None), first, "p1").state == "waits"  # type: ignore[union-attr]
        assert due(world.desk(None), until) == (first, second)

    def test_a_wait_beyond_the_window_is_missed(self, world: World) -> None:
        delivery_id = at_two(world)
        outcome = record_put_off(
            world.desk(None), claimed(world, delivery_id), TWO_O_CLOCK + 2 * HOUR, "Too many"
        )
        assert outcome.state == world.delivery(delivery_id).state == "missed"
        assert table_agrees(world, delivery_id)

    def test_no_network_backs_off_and_tries_once_more_before_the_end(self, world: World) -> None:
        delivery_id = at_two(world, until=TWO_O_CLOCK + 3 * MINUTE)
        waits = []
        while (found := claim(world.desk(None), delivery_id, "p1")) and isinstance(found, Claimed):
            record_unreachable(world.desk(None), found, "No route")
            d = world.delivery(delivery_id)
            if d.put_off is None:
                break
            waits.append(d.put_off - world.now())
            world.now.go_to(d.put_off)
        assert waits[:2] == list(BACK_OFF[:2])
        assert world.now() == TWO_O_CLOCK + 3 * MINUTE - timedelta(seconds=5)
        assert world.delivery(delivery_id).state == "missed"

    def test_a_sign_in_that_is_refused_waits_until_it_is_connected(self, world: World) -> None:
        delivery_id = at_two(world)
        outcome = record_credentials(world.desk(None), claimed(world, delivery_id), "Connect again")
        assert [r.code for r in outcome.refusals] == ["account.reconnect"]
        assert due(world.desk(None), world.now()) == ()
        assert try_again(world.desk(None), world.account) == 1
        assert due(world.desk(None), world.now()) == (delivery_id,)

    def test_a_late_answer_settles_what_was_marked_uncertain(self, world: World) -> None:
        delivery_id = at_two(world)
        found = claimed(world, delivery_id)
        world.now.go(2 * MINUTE)
        mark_expired(world.desk(None), world.now())
        assert world.delivery(delivery_id).state == "uncertain"
        assert record_published(world.desk(None), found, "7", "").state == "published"
        assert world.delivery(delivery_id).state == "published"
        assert table_agrees(world, delivery_id)

    @pytest.mark.parametrize("record", [record_rejected, record_unreachable, record_credentials])
    def test_a_late_no_settles_the_only_attempt(self, world: World, record) -> None:
        delivery_id = at_two(world)
        found = claimed(world, delivery_id)
        world.now.go(2 * MINUTE)
        mark_expired(world.desk(None), world.now())
        record(world.desk(None), found, "No")
        d = world.delivery(delivery_id)
        assert d.state in ("rejected", "approved")
        assert (d.in_doubt, d.out) == (False, {})
        assert table_agrees(world, delivery_id)

    def test_a_copy_is_recorded_as_a_copy(self, world: World) -> None:
        delivery_id = at_two(world)
        found = claimed(world, delivery_id)
        record_published(world.desk(None), found, "7", "")
        record_published(world.desk(None), found, "8", "")
        record_published(world.desk(None), found, "8", "")
        assert world.kinds(delivery_id).count("copy-found") == 1
        assert world.delivery(delivery_id).out[1].remote_id == "7"

    def test_any_process_marks_a_claim_uncertain_once_its_time_is_over(self, world: World) -> None:
        delivery_id = at_two(world)
        found = claimed(world, delivery_id)
        world.now.go_to(found.expires)
        assert mark_expired(world.desk(None), world.now()) == {}
        world.now.go(timedelta(seconds=1))
        assert expired_claims(world.desk(None), world.now()) == (delivery_id,)
        assert list(mark_expired(world.desk(None), world.now())) == [delivery_id]
        assert mark_expired(world.desk(None), world.now()) == {}
        assert next_moment(world.desk(None), world.now()) == found.expires + SETTLING

    def test_words_from_a_platform_are_made_regular(self, world: World) -> None:
        delivery_id = at_two(world)
        record_rejected(world.desk(None), claimed(world, delivery_id), "No\0 \ud800" + "x" * 10_000)
        body = world.journal.stream(f"delivery-{delivery_id}")[-1].body or {}
        assert body["why"].startswith("No x")
        assert len(body["why"]) <= 500
