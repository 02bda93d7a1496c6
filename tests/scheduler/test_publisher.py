"""It goes out once, or it asks: the publisher with real threads, a real record and a platform that misbehaves."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from accounts.platform import (
    CredentialsRejected,
    OutcomeUnknown,
    Part,
    RateLimited,
    Rejected,
    Unreachable,
)
from accounts.vault import VaultLocked
from office import accounts, sending
from office.outcomes import SETTLING
from office.sends import CALL, GRACE
from scheduler.servertime import ServerTime
from tests.office.world import HOUR, MINUTE, TWO_O_CLOCK, at_two
from tests.scheduler.conftest import PATIENCE, Office
from tests.scheduler.pretend import KEYED, X

SETTLED = CALL + GRACE + SETTLING + timedelta(seconds=6)


def answer_lost(_part: Part) -> None:
    raise OutcomeUnknown("The answer was lost.")


class TestOnce:
    def test_what_is_due_goes_out_once_and_says_when_to_look_again(self, office: Office) -> None:
        delivery_id = office.world.draft_and_approve("The line is open.")
        publisher = office.publisher()
        assert publisher.wake() == TWO_O_CLOCK
        assert office.platform.accepted == []
        office.world.now.go_to(TWO_O_CLOCK)
        for _ in range(3):
            office.go(publisher)
        assert office.platform.texts == ["The line is open."]
        assert office.states(delivery_id) == ["published"]
        assert [n.outcome.state for n in office.news] == ["published"]

    def test_a_thread_goes_in_order(self, office: Office) -> None:
        delivery_id = at_two(office.world, "One of three", "Two of three", "Three of three")
        office.go(office.publisher())
        assert office.platform.texts == ["One of three", "Two of three", "Three of three"]
        assert [p.reply_to for _, p, _ in office.platform.accepted] == [None, "1001", "1002"]
        assert office.states(delivery_id) == ["published"]

    def test_an_account_is_sent_to_one_at_a_time_and_in_order(self, office: Office) -> None:
        texts = [f"Number {n}" for n in range(6)]
        deliveries = [at_two(office.world, text) for text in texts]
        office.go(office.publisher())
        assert office.platform.texts == texts
        assert office.platform.most_at_once == 1
        assert office.states(*deliveries) == ["published"] * 6

    def test_more_accounts_than_slots_are_all_served(self, office: Office) -> None:
        names = [office.world.add_account(f"dept{n}") for n in range(7)]
        deliveries = [at_two(office.world, f"For {name}", account=name) for name in names for _ in range(2)]
        office.go(office.publisher(slots=3))
        assert office.states(*deliveries) == ["published"] * 14
        assert len(office.platform.accepted) == 14

    def test_after_sleep_everything_late_is_missed_and_nothing_floods_out(self, office: Office) -> None:
        deliveries = [at_two(office.world, f"Number {n}") for n in range(5)]
        for slept in (HOUR + MINUTE, 24 * HOUR, 90 * 24 * HOUR):
            office.world.now.go_to(TWO_O_CLOCK + slept)
            office.go(office.publisher())
        assert office.platform.accepted == []
        assert office.states(*deliveries) == ["missed"] * 5

    def test_after_a_short_sleep_it_goes_within_its_window(self, office: Office) -> None:
        delivery_id = at_two(office.world)
        office.world.now.go(MINUTE)
        office.go(office.publisher())
        assert office.states(delivery_id) == ["published"]


class TestLostAnswers:
    def test_on_a_platform_that_can_be_read_one_copy_and_published(self, office: Office) -> None:
        delivery_id = at_two(office.world, "Once")
        office.platform.after = [answer_lost]
        publisher = office.publisher()
        office.go(publisher)
        assert office.states(delivery_id) == ["uncertain"]
        office.go(publisher)
        assert office.platform.texts == ["Once"]
        office.world.now.go(SETTLED)
        office.go(publisher)
        assert office.states(delivery_id) == ["published"]
        assert office.platform.texts == ["Once"]

    def test_never_arrived_and_surely_absent_goes_again(self, office: Office) -> None:
        delivery_id = at_two(office.world, "Once")
        office.platform.before = [OutcomeUnknown("Cut off.")]
        publisher = office.publisher()
        office.go(publisher)
        office.world.now.go(SETTLED)
        office.go(publisher)
        assert office.states(delivery_id) == ["published"]
        assert office.platform.texts == ["Once"]

    def test_on_x_not_found_asks_a_person_and_no_machine_sends_it_again(self, office: Office) -> None:
        delivery_id = at_two(office.world, "Once")
        office.platform.capabilities = X
        office.platform.before = [OutcomeUnknown("Cut off.")]
        publisher = office.publisher()
        for _ in range(30):
            office.go(publisher)
            office.world.now.go(SETTLED)
        assert office.states(delivery_id) == ["uncertain"]
        assert office.platform.accepted == []
        assert office.platform.asked.count("own posts") == 4
        publisher.look_again(delivery_id)
        office.go(publisher)
        assert office.platform.asked.count("own posts") == 5

    def test_where_reading_is_off_it_asks_a_person(self, office: Office) -> None:
        delivery_id = at_two(office.world, "Once")
        accounts.switch(office.world.desk("ada"), office.world.account, False, True)
        office.platform.after = [answer_lost]
        publisher = office.publisher()
        for _ in range(3):
            office.go(publisher)
            office.world.now.go(SETTLED)
        assert office.states(delivery_id) == ["uncertain"]
        assert office.platform.asked == []

    def test_a_key_is_evidence_within_its_life(self, office: Office) -> None:
        delivery_id = at_two(office.world, "Once")
        office.platform.capabilities = KEYED
        office.platform.before = [OutcomeUnknown("Cut off.")]
        publisher = office.publisher()
        office.go(publisher)
        office.world.now.go(SETTLED)
        office.go(publisher)
        assert office.states(delivery_id) == ["published"]
        assert len(office.platform.accepted) == 1

    def test_a_fault_of_the_adapter_counts_as_unknown(self, office: Office) -> None:
        delivery_id = at_two(office.world, "Once")
        office.platform.after = [ZeroDivisionError("ours")]
        office.go(office.publisher())
        assert office.states(delivery_id) == ["uncertain"]

    def test_an_answer_without_an_id_counts_as_unknown(self, office: Office) -> None:
        delivery_id = at_two(office.world, "Once")
        office.platform.publish = lambda *_: type("Sent", (), {"remote_id": "", "url": ""})()  # type: ignore[method-assign]
        office.go(office.publisher())
        assert office.states(delivery_id) == ["uncertain"]


class TestNo:
    def test_a_rate_limit_holds_the_accounts_queue_in_order(self, office: Office) -> None:
        deliveries = [at_two(office.world, f"Number {n}") for n in range(3)]
        reset = TWO_O_CLOCK + 5 * MINUTE
        office.platform.before = [RateLimited("Too many.", reset)]
        publisher = office.publisher()
        office.go(publisher)
        assert office.platform.accepted == []
        assert publisher.wake() == reset
        office.world.now.go_to(reset)
        office.go(publisher)
        assert office.platform.texts == ["Number 0", "Number 1", "Number 2"]
        assert office.states(*deliveries) == ["published"] * 3

    def test_a_rejected_part_stops_the_thread_and_says_why(self, office: Office) -> None:
        delivery_id = at_two(office.world, "One", "Two", "Three")
        office.platform.before = [lambda _: None, Rejected("Too similar to another post.")]
        office.go(office.publisher())
        assert office.states(delivery_id) == ["rejected"]
        assert office.platform.texts == ["One"]
        assert office.news[-1].sentence == "Too similar to another post."

    def test_a_sign_in_that_ends_in_the_middle_of_a_thread_goes_on_where_it_stopped(
        self, office: Office
    ) -> None:
        delivery_id = at_two(office.world, "One", "Two")
        office.platform.before = [lambda _: None, CredentialsRejected("Connect again.")]
        publisher = office.publisher()
        office.go(publisher)
        assert office.news[-1].outcome.refusals[0].code == "account.reconnect"
        office.world.now.go(5 * MINUTE)
        office.go(publisher)
        assert office.platform.texts == ["One", "Two"]
        assert office.states(delivery_id) == ["published"]

    def test_no_network_for_a_while(self, office: Office) -> None:
        deliveries = [at_two(office.world, f"Number {n}") for n in range(3)]
        office.platform.before = [Unreachable("No route."), Unreachable("No route.")]
        publisher = office.publisher()
        while office.states(*deliveries) != ["published"] * 3:
            office.go(publisher)
            office.world.now.go(timedelta(seconds=15))
            assert office.world.now() < TWO_O_CLOCK + 10 * MINUTE
        assert office.platform.texts == ["Number 0", "Number 1", "Number 2"]

    def test_a_locked_keyring_leaves_it_due_and_says_so(self, office: Office) -> None:
        delivery_id = at_two(office.world)
        locked = [True]

        def platforms(_account: str):
            if locked[0]:
                raise VaultLocked("Unlock the keyring.")
            return office.platform

        publisher = office.publisher(platforms=platforms)
        before = office.world.kinds(delivery_id)
        office.go(publisher)
        office.go(publisher)
        assert [n.sentence for n in office.news] == ["Unlock the keyring."]
        assert office.world.kinds(delivery_id) == before
        locked[0] = False
        office.go(publisher)
        assert office.states(delivery_id) == ["published"]

    def test_one_delivery_that_cannot_be_worked_on_does_not_stop_the_others(self, office: Office) -> None:
        other = office.world.add_account("other")
        broken, fine = at_two(office.world, "Broken"), at_two(office.world, "Fine", account=other)

        def platforms(account: str):
            if account != other:
                raise RuntimeError("a mistake of ours")
            return office.platform

        office.go(office.publisher(platforms=platforms))
        assert office.states(broken, fine) == ["approved", "published"]


class TestStops:
    def test_a_pause_stops_a_thread_before_its_next_part(self, office: Office) -> None:
        delivery_id = at_two(office.world, "One", "Two")
        office.platform.after = [lambda _: _pause(office)]
        office.go(office.publisher())
        assert office.platform.texts == ["One"]
        assert office.states(delivery_id) == ["held"]

    def test_a_local_pause_stops_this_machine_at_once(self, office: Office) -> None:
        delivery_id = at_two(office.world, "One", "Two")

        def stop_here(_part: Part) -> None:
            office.world.paused = True

        office.platform.after = [stop_here]
        publisher = office.publisher()
        office.go(publisher)
        assert office.platform.texts == ["One"]
        assert office.states(delivery_id) == ["approved"]
        office.world.paused = False
        office.go(publisher)
        assert office.platform.texts == ["One", "Two"]

    def test_after_a_jump_nothing_goes_until_a_server_was_asked(self, office: Office) -> None:
        delivery_id = at_two(office.world)
        server = ServerTime(office.world.now)
        server.jumped()

        def desks():
            from dataclasses import replace

            desk = office.world.fresh_desk()
            return replace(desk, server_clock=server.last, unchecked_jump=server.unchecked_jump)

        office.platform.readings = [Unreachable("No route.")]
        publisher = office.publisher(desks=desks, server=server)
        office.go(publisher)
        assert office.states(delivery_id) == ["approved"]
        office.go(publisher)
        assert office.states(delivery_id) == ["published"]

    def test_stopping_lets_what_is_being_sent_finish_and_begins_nothing(self, office: Office) -> None:
        sent, left = at_two(office.world, "First"), at_two(office.world, "Second")
        inside, go_on = threading.Event(), threading.Event()

        def slowly(_part: Part) -> None:
            inside.set()
            assert go_on.wait(PATIENCE)

        office.platform.before = [slowly]
        publisher = office.publisher()
        publisher.wake()
        assert inside.wait(PATIENCE)
        assert publisher.pending(office.world.now()) == (sent, left)
        assert not publisher.stop(0)
        go_on.set()
        assert publisher.settled(PATIENCE)
        assert office.states(sent, left) == ["published", "approved"]
        publisher.wake()
        assert office.states(left) == ["approved"]

    @pytest.mark.parametrize("planned", [HOUR, 24 * HOUR])
    def test_quitting_lists_what_will_not_go_out(self, office: Office, planned: timedelta) -> None:
        start = TWO_O_CLOCK + planned
        later = office.world.draft_and_approve("Later", start=start, until=start + HOUR)
        assert office.publisher().pending(office.world.now()) == (later,)


def _pause(office: Office) -> None:
    desk = office.world.fresh_desk()
    try:
        sending.pause(office.world.desk("len", desk.journal), "Stop")
    finally:
        desk.journal.close()
