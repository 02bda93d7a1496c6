"""Drafting, asking, approving: who may, what it is bound to, and what an edit undoes."""

import pytest

from office import approvals, posts
from office.contents import Words
from office.desk import Reading, Refused
from office.journal import queries
from office.rules.facts import Window
from tests.office.world import HOUR, TWO_O_CLOCK, World

WINDOW = Window(TWO_O_CLOCK, TWO_O_CLOCK + HOUR)
YES = {"political": "yes"}


def draft(text: str = "The helpline is open until 8pm.", category: str = "operational") -> posts.Draft:
    return posts.Draft("", category, (Words(text),))


def asked(
    world: World, text: str = "The helpline is open until 8pm.", category: str = "operational"
) -> tuple[str, str, str]:
    post = posts.save(world.desk("olive"), None, draft(text, category))
    request = approvals.ask(world.desk("olive"), post, [world.account], WINDOW)
    return post, request, queries.of_request(world.journal, request)[0]["id"]


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {r.code for r in refused.value.refusals}


def test_a_draft_without_a_title_is_called_by_its_first_words(world: World) -> None:
    post = posts.save(world.desk("olive"), None, draft())
    assert posts.post(Reading(world.journal), post).draft.title == "The helpline is open until 8pm."


def test_saving_what_did_not_change_leaves_no_entry(world: World) -> None:
    post = posts.save(world.desk("olive"), None, draft())
    before = world.journal.head()
    posts.save(world.desk("olive"), post, draft())
    assert world.journal.head() == before


def test_everybody_who_edits_is_an_author_and_may_not_approve(world: World) -> None:
    post = posts.save(world.desk("olive"), None, draft())
    posts.save(world.desk("len"), post, draft("The helpline is open until 9pm."))
    request = approvals.ask(world.desk("olive"), post, [world.account], WINDOW)
    delivery = queries.of_request(world.journal, request)[0]["id"]
    with pytest.raises(Refused) as refused:
        approvals.answer_here(world.desk("len"), [delivery], request, "yes", YES)
    assert "approval.own-post" in codes(refused)


def test_nobody_approves_their_own_post(world: World) -> None:
    _, request, delivery = asked(world)
    with pytest.raises(Refused) as refused:
        approvals.answer_here(world.desk("olive"), [delivery], request, "yes", YES)
    assert "approval.own-post" in codes(refused)


def test_the_line_managers_yes_makes_a_one_stage_post_approved(world: World) -> None:
    _, request, delivery = asked(world)
    approvals.answer_here(world.desk("len"), [delivery], request, "yes", YES)
    assert world.delivery(delivery).state == "approved"


def test_an_edit_after_the_yes_asks_everybody_again(world: World) -> None:
    post, request, delivery = asked(world)
    approvals.answer_here(world.desk("len"), [delivery], request, "yes", YES)
    posts.save(world.desk("olive"), post, draft("The helpline is open until 9pm."))
    assert world.delivery(delivery).state == "draft"
    with pytest.raises(Refused):
        approvals.answer_here(world.desk("len"), [delivery], request, "yes", YES)


def test_each_request_is_answered_once(world: World) -> None:
    _, request, delivery = asked(world, category="ministerial")
    approvals.answer_here(world.desk("len"), [delivery], request, "yes", YES)
    with pytest.raises(Refused) as refused:
        approvals.answer_here(world.desk("len"), [delivery], request, "yes", YES)
    assert "approval.answered" in codes(refused)


def test_a_late_yes_is_refused(world: World) -> None:
    _, request, delivery = asked(world)
    world.now.go_to(WINDOW.until + HOUR)
    with pytest.raises(Refused) as refused:
        approvals.answer_here(world.desk("len"), [delivery], request, "yes", YES)
    assert "approval.too-late" in codes(refused)


def test_asking_for_changes_needs_words_and_gives_the_draft_back(world: World) -> None:
    _, request, delivery = asked(world)
    with pytest.raises(Refused) as refused:
        approvals.answer_here(world.desk("len"), [delivery], request, "changes", {}, "  ")
    assert codes(refused) == {"words.needed"}
    approvals.answer_here(world.desk("len"), [delivery], request, "changes", {}, "Say until when.")
    assert (world.delivery(delivery).state, world.delivery(delivery).note) == ("draft", "Say until when.")


def test_a_post_to_one_more_account_does_not_disturb_the_others(world: World) -> None:
    post, request, delivery = asked(world)
    approvals.answer_here(world.desk("len"), [delivery], request, "yes", YES)
    second = world.add_account("helpline")
    approvals.ask(world.desk("olive"), post, [second], WINDOW)
    assert world.delivery(delivery).state == "approved"


def test_a_post_too_long_for_the_platform_may_not_even_be_asked_for(world: World) -> None:
    post = posts.save(world.desk("olive"), None, draft("a" * 281))
    with pytest.raises(Refused) as refused:
        approvals.ask(world.desk("olive"), post, [world.account], WINDOW)
    assert codes(refused) == {"content.too-long"}


def test_moving_inside_the_approved_window_keeps_the_approval(world: World) -> None:
    _, request, delivery = asked(world)
    approvals.answer_here(world.desk("len"), [delivery], request, "yes", YES)
    assert approvals.move(world.desk("olive"), delivery, TWO_O_CLOCK + HOUR / 2, WINDOW.until)
    assert world.delivery(delivery).state == "approved"
    assert world.delivery(delivery).planned == TWO_O_CLOCK + HOUR / 2


def test_moving_outside_it_needs_a_fresh_approval(world: World) -> None:
    _, request, delivery = asked(world)
    approvals.answer_here(world.desk("len"), [delivery], request, "yes", YES)
    assert not approvals.move(world.desk("olive"), delivery, WINDOW.until + HOUR, WINDOW.until + 2 * HOUR)
    assert world.delivery(delivery).state == "draft"


def test_a_withdrawn_delivery_is_closed(world: World) -> None:
    _, _, delivery = asked(world)
    approvals.withdraw(world.desk("olive"), delivery, "No longer needed")
    assert not world.delivery(delivery).open


def test_a_draft_with_open_deliveries_is_not_discarded(world: World) -> None:
    post, _, delivery = asked(world)
    with pytest.raises(Refused) as refused:
        posts.discard(world.desk("olive"), post)
    assert codes(refused) == {"post.has-deliveries"}
    approvals.withdraw(world.desk("olive"), delivery, "")
    posts.discard(world.desk("olive"), post)
    assert posts.post(Reading(world.journal), post).discarded


def test_text_is_made_regular_once_and_an_enormous_one_is_refused(world: World) -> None:
    post = posts.save(world.desk("olive"), None, draft("One\r\ntwo\u00a0three"))
    assert posts.post(Reading(world.journal), post).draft.parts[0].text == "One\ntwo three"
    with pytest.raises(Refused) as refused:
        posts.save(world.desk("olive"), None, draft("a" * 300_000))
    assert codes(refused) == {"content.enormous"}


def test_with_the_keyring_away_nothing_is_signed(world: World) -> None:
    with pytest.raises(Refused) as refused:
        posts.save(world.desk(None), None, draft())
    assert codes(refused) == {"key.away"}


def test_asking_again_never_makes_a_second_copy(world: World) -> None:
    from office.outcomes import record_published
    from tests.office.world import claimed

    delivery = world.draft_and_approve("The line is open.")
    world.now.go_to(TWO_O_CLOCK)
    record_published(world.desk(None), claimed(world, delivery), "1", "https://example.org/1")
    post = world.delivery(delivery).post
    again = Window(TWO_O_CLOCK + HOUR, TWO_O_CLOCK + 2 * HOUR)
    with pytest.raises(Refused) as refused:
        approvals.ask(world.desk("olive"), post, [world.account], again)
    assert codes(refused) == {"post.already-out"}
    second = world.add_account("helpline")
    request = approvals.ask(world.desk("olive"), post, [world.account, second], again)
    assert [r["account"] for r in queries.of_request(world.journal, request)] == [second]
