"""Approved answers: one proposes, another says yes to exactly these words, here or by file, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from office import answers, templates
from office.desk import Reading, Refused
from office.envelopes import EnvelopeFault
from office.incoming import receive
from office.journal.port import Event
from office.outgoing import request_envelope
from office.screens import approvals, replies
from office.screens.shared import Looking
from office.statements import make
from office.templates import Template
from tests.office.seated import Department, rewritten, tampered
from tests.office.test_posts import codes

WORDS = "The line is open from 8 to 6."


@pytest.fixture
def dept(tmp_path: Path) -> Iterator[Department]:
    made = Department(tmp_path)
    yield made
    made.close()


def propose(dept: Department, who: str = "olive", text: str = WORDS, **more: Any) -> Template:
    made = templates.propose(dept.desk(who), "Hours", text, "C-02", **more)
    return templates.template(Reading(dept.journal), made)


def now(dept: Department, t: Template) -> Template:
    return templates.template(Reading(dept.journal), t.id)


def look(dept: Department, who: str = "olive") -> Looking:
    return Looking(dept.desk(who))


def signed(dept: Department, t: Template, who: str = "len", **other: Any) -> tuple[dict[str, Any], str]:
    digest = templates.digest(Reading(dept.journal), t)
    facts = {"request": t.request, "verdict": "yes", "words": "", "template": t.id, "digest": digest, **other}
    return make(dept.people[who], dept.now, "template", dept.journal.workspace, **facts)


def no(dept: Department, t: Template, who: str) -> set[str]:
    with pytest.raises(Refused) as refused:
        answers.answer(dept.desk(who), t.request, "yes", {})
    assert now(dept, t).open
    return codes(refused)


# Here


def test_a_yes_at_the_desk_makes_the_words_usable_and_says_who_gave_it(dept: Department) -> None:
    t = propose(dept)
    assert replies.usable_templates(look(dept)) == ()
    answers.answer(dept.desk("len"), t.request, "yes", {})
    (row,) = replies.usable_templates(look(dept))
    assert (row.text, row.approved_by, row.approved) == (WORDS, "Len", dept.now())
    entry = dept.journal.stream(f"template-{t.id}")[-1]
    assert (entry.kind, (entry.body or {})["statement"]["digest"]) == (
        "template.approved",
        templates.digest(Reading(dept.journal), t),
    )


def test_nobody_approves_what_they_proposed(dept: Department) -> None:
    assert no(dept, propose(dept, "len"), "len") == {"second.same-person"}


def test_an_officer_approves_no_answer(dept: Department) -> None:
    assert no(dept, propose(dept, "len"), "olive") == {"second.not-entitled"}


def test_a_proposal_waits_under_approvals_with_exactly_its_words(dept: Department) -> None:
    until = dept.now() + timedelta(days=30)
    t = propose(dept, accounts=[dept.account], valid_until=until)
    (row,) = approvals.waiting(look(dept, "len"))
    assert (row.kind, row.title, row.refusals, row.author) == ("template", "Hours", (), "Olive")
    shown = approvals.detail(look(dept, "len"), t.request)
    assert shown.items == ("Hours", WORDS, "C-02", until.isoformat(timespec="microseconds"), "dept")
    assert [r.code for r in approvals.waiting(look(dept))[0].refusals] == [
        "second.same-person",
        "second.not-entitled",
    ]


def test_a_no_says_why_and_the_words_stay_unusable(dept: Department) -> None:
    t = propose(dept)
    answers.answer(dept.desk("len"), t.request, "changes", {}, "It is 7 on Fridays.")
    (row,) = replies.all_answers(look(dept))
    assert (row.state, row.why, row.proposed_by) == ("refused", "It is 7 on Fridays.", "Olive")
    assert approvals.waiting(look(dept, "len")) == ()


def test_a_proposal_is_answered_once(dept: Department) -> None:
    t = propose(dept)
    answers.answer(dept.desk("len"), t.request, "yes", {})
    with pytest.raises(Refused, match=r"request\.answered"):
        answers.answer(dept.desk("dee"), t.request, "changes", {}, "No.")
    with pytest.raises(Refused, match=r"request\.answered"):
        templates.record_answer(dept.desk("dee"), *signed(dept, t, "dee"))
    assert now(dept, t).approved_by == "len-id"


def test_a_yes_to_other_words_does_not_count(dept: Department) -> None:
    t = propose(dept)
    with pytest.raises(Refused, match=r"statement\.other-content"):
        templates.record_answer(dept.desk("len"), *signed(dept, t, digest="0" * 64))


def test_a_signature_over_something_else_does_not_count(dept: Department) -> None:
    t = propose(dept)
    statement, signature = signed(dept, t, verdict="no")
    with pytest.raises(Refused, match=r"statement\.not-trusted"):
        templates.record_answer(dept.desk("len"), {**statement, "verdict": "yes"}, signature)


def test_revised_words_need_a_yes_of_their_own(dept: Department) -> None:
    t = propose(dept)
    old = signed(dept, t)
    revised = propose(dept, text="The line is open from 8 to 7.", revises=t.id)
    with pytest.raises(Refused, match=r"request\.answered"):
        templates.record_answer(dept.desk("len"), *old)
    answers.answer(dept.desk("len"), revised.request, "yes", {})
    assert now(dept, t).valid(dept.now())
    propose(dept, revises=t.id)
    assert not now(dept, t).valid(dept.now())


def test_every_word_is_in_the_digest(dept: Department) -> None:
    reading = Reading(dept.journal)
    other = dept.add_account("second")
    made = [
        propose(dept),
        propose(dept, text="Other words."),
        propose(dept, accounts=[dept.account]),
        propose(dept, accounts=[other]),
        propose(dept, valid_until=dept.now() + timedelta(days=1)),
    ]
    assert len({templates.digest(reading, t) for t in made}) == len(made)


def test_what_is_withdrawn_waits_no_more_and_is_gone_from_the_list(dept: Department) -> None:
    t = propose(dept)
    templates.withdraw(dept.desk("olive"), t.id, "")
    assert (approvals.waiting(look(dept, "len")), replies.all_answers(look(dept))) == ((), ())
    with pytest.raises(Refused, match=r"request\.answered"):
        templates.approve(dept.desk("len"), t.id)


def test_all_answers_say_where_they_stand(dept: Department) -> None:
    over = propose(dept, valid_until=dept.now() + timedelta(hours=1))
    templates.approve(dept.desk("len"), over.id)
    templates.approve(dept.desk("len"), propose(dept).id)
    propose(dept)
    dept.now.go(timedelta(hours=2))
    assert [row.state for row in replies.all_answers(look(dept))] == ["waiting", "approved", "over"]


def test_entries_of_the_first_shape_are_read_still(dept: Department) -> None:
    body = {"title": "Hours", "text": WORDS, "policy": "", "accounts": [], "valid_until": None}
    events = [Event("template-t1", "template.proposed", body)]
    dept.journal.append(events, reads={}, at=dept.now(), signer=dept.people["olive"])
    found = templates.template(Reading(dept.journal), "t1")
    assert (found.request, found.open) == ("t1", True)
    events = [Event("template-t1", "template.approved", {"title": "Hours"})]
    dept.journal.append(events, reads={}, at=dept.now(), signer=dept.people["len"])
    found = templates.template(Reading(dept.journal), "t1")
    assert (found.approved_by, found.valid(dept.now()), found.open) == ("len-id", True, False)


# By file


def test_an_answer_is_approved_by_file_having_been_shown_exactly(dept: Department) -> None:
    until = dept.now() + timedelta(days=30)
    t = propose(dept, accounts=[dept.account], valid_until=until)
    seat = dept.seat("len")
    seat.receive(request_envelope(dept.desk("olive"), t.request), dept.now())
    (row,) = seat.requests(dept.now())
    assert (row.kind, row.title, row.refusals) == ("template", "Hours", ())
    shown = seat.detail(t.request, dept.now())
    assert shown.items == approvals.detail(look(dept, "len"), t.request).items
    answer = seat.answer(t.request, dept.people["len"], "yes", {}, "", dept.now())
    received = receive(dept.desk("olive"), answer)
    assert (received.kind, received.verdict) == ("template", "yes")
    (row,) = replies.usable_templates(look(dept))
    assert (row.text, row.approved_by) == (WORDS, "Len")
    with pytest.raises(EnvelopeFault, match=r"file\.replayed"):
        receive(dept.desk("olive"), answer)


def test_an_answer_by_file_is_taken_while_nobody_is_signed_in(dept: Department) -> None:
    t = propose(dept)
    seat = dept.seat("len")
    seat.receive(request_envelope(dept.desk("olive"), t.request), dept.now())
    receive(dept.desk(None), seat.answer(t.request, dept.people["len"], "yes", {}, "", dept.now()))
    assert now(dept, t).approved_by == "len-id"


def test_a_no_by_file_says_why(dept: Department) -> None:
    t = propose(dept)
    seat = dept.seat("len")
    seat.receive(request_envelope(dept.desk("olive"), t.request), dept.now())
    receive(
        dept.desk("olive"), seat.answer(t.request, dept.people["len"], "no", {}, "Too vague.", dept.now())
    )
    assert now(dept, t).refused == "Too vague."


def test_a_seat_says_who_may_not_approve(dept: Department) -> None:
    data = request_envelope(dept.desk("olive"), propose(dept).request)
    for who, said in (("ada", ["second.not-entitled"]), ("dee", [])):
        seat = dept.seat(who)
        seat.receive(data, dept.now())
        assert [r.code for r in seat.requests(dept.now())[0].refusals] == said


@pytest.mark.parametrize(
    "other",
    [{"text": "It never opens."}, {"title": "Hours "}, {"policy": "C-03"}, {"digest": "0" * 64}, {"text": "Open\u202e"}],
    ids=["words", "title", "policy", "digest", "turned round"],
)  # fmt: skip
def test_a_file_that_shows_other_words_than_its_digest_is_forged(
    dept: Department, other: dict[str, str]
) -> None:
    data = request_envelope(dept.desk("olive"), propose(dept).request)
    with pytest.raises(EnvelopeFault, match=r"file\.forged"):
        dept.seat("len").receive(rewritten(data, dept.people["olive"], **other), dept.now())


def test_words_changed_on_their_way_are_forged(dept: Department) -> None:
    data = request_envelope(dept.desk("olive"), propose(dept).request)
    with pytest.raises(EnvelopeFault, match=r"file\.forged"):
        dept.seat("len").receive(tampered(data, "from 8 to 6", "from 9 to 5"), dept.now())


def test_a_yes_to_words_that_only_the_file_shows_is_stale(dept: Department) -> None:
    """An officer whose Despatch has gone mad shows other words, with their digest: the record's own words stay."""
    t = propose(dept)
    data = request_envelope(dept.desk("olive"), t.request)
    digest = templates.content_digest("Hours", "It never opens.", "C-02", [], None)
    seat = dept.seat("len")
    seat.receive(rewritten(data, dept.people["olive"], text="It never opens.", digest=digest), dept.now())
    answer = seat.answer(t.request, dept.people["len"], "yes", {}, "", dept.now())
    with pytest.raises(EnvelopeFault, match=r"file\.stale"):
        receive(dept.desk("olive"), answer)
    assert now(dept, t).open
