"""A seat: an approver's own Despatch. What they see is what is digested, and each request is answered once."""

from __future__ import annotations

import json
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from office import approvals, exceptions, people, periods, sending
from office.desk import Reading, Refused
from office.envelopes import EnvelopeFault, open_envelope
from office.incoming import receive
from office.journal import keys
from office.journal.keys import MemorySigner
from office.journal.media import MediaFault
from office.letters import JOINS, to_person, to_workspace
from office.outgoing import closed_envelope, request_envelope, roster_envelope, welcome_envelope
from office.seat_files import SeatFault
from office.seats import Seat
from tests.office.seated import EVE, MINUTE, YES, Department, payload, rewritten, tampered
from tests.office.world import HOUR, TWO_O_CLOCK, World, seed


@pytest.fixture
def dept(tmp_path: Path) -> Iterator[Department]:
    made = Department(tmp_path)
    yield made
    made.close()


def refused(seat: Seat, data: bytes, dept: Department) -> str:
    """The code with which the seat refuses the file, which must then lie aside."""
    with pytest.raises(EnvelopeFault) as caught:
        seat.receive(data, dept.now())
    fault = caught.value
    if fault.code != "file.not-whole":
        assert fault.code in {k.code for k in seat.aside.kept()}
    return fault.code


# Joining


def test_a_seat_is_private_and_survives_being_closed(dept: Department):
    seat = dept.seat("len")
    modes = {stat.S_IMODE(p.stat().st_mode) for p in seat.folder.rglob("*.json")}
    folders = {stat.S_IMODE(p.stat().st_mode) for p in (seat.folder, *seat.folder.glob("*/"))}
    assert (modes, folders) == ({0o600}, {0o700})
    again = Seat(seat.folder)
    assert (again.state, again.me.name, again.card.department) == ("joined", "Len", "Department for Tests")


def test_the_join_request_is_the_same_each_time_and_shows_the_fingerprint_that_is_read_out(dept: Department):
    seat = dept.joining("len")
    opened = open_envelope(seat.join_envelope())
    assert keys.fingerprint(opened.public or b"") == seat.fingerprint
    assert seat.join_envelope() == Seat(seat.folder).join_envelope()


def test_the_welcome_shows_what_to_compare_aloud_before_it_is_accepted(dept: Department):
    seat = dept.joining("len")
    seat.receive(welcome_envelope(dept.desk("ada"), "len-id"), dept.now())
    assert seat.state == "welcomed"
    welcome = seat.welcome()
    assert welcome is not None
    assert welcome.workspace_fingerprint == keys.fingerprint(dept.journal.workspace)
    assert (welcome.administrator, welcome.administrator_fingerprint) == ("Ada", keys.fingerprint(dept.people["ada"].public))  # fmt: skip
    assert (welcome.name, welcome.roles) == ("Len", ("line-manager", "policy-lead"))
    seat.accept_welcome()
    assert (seat.state, seat.welcome()) == ("joined", None)


def test_somebody_elses_welcome_is_not_for_me(dept: Department):
    assert refused(dept.joining("len"), welcome_envelope(dept.desk("ada"), "dee-id"), dept) == "file.not-for-you"  # fmt: skip


def test_a_welcome_is_an_administrators(dept: Department):
    data = welcome_envelope(dept.desk("ada"), "len-id")
    by_olive = rewritten(data, dept.people["olive"], **{"from": "olive-id"})
    assert refused(dept.joining("len"), by_olive, dept) == "file.not-administrator"
    assert refused(dept.joining("len"), rewritten(data, EVE), dept) == "file.forged"
    assert refused(dept.joining("len"), tampered(data, '"director"', '"administrator"'), dept) == "file.forged"  # fmt: skip


def test_a_second_workspace_is_refused(dept: Department, tmp_path: Path):
    other = World(tmp_path / "other")
    data = welcome_envelope(other.desk("ada"), "len-id")
    assert refused(dept.seat("len"), data, dept) == "file.foreign"
    with pytest.raises(EnvelopeFault) as caught:
        dept.seat("len").accept_welcome(data)
    assert caught.value.facts == {"department": "Department for Tests"}
    other.close()


def test_nothing_is_taken_before_the_welcome_is_accepted(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    assert refused(dept.joining("len"), dept.request(request), dept) == "file.not-joined"


def test_a_missing_damaged_or_newer_seat_says_so(dept: Department, tmp_path: Path):
    with pytest.raises(SeatFault, match="There is no seat"):
        Seat(tmp_path / "nowhere")
    seat = dept.seat("len")
    with pytest.raises(SeatFault, match="Open it instead"):
        Seat.create(seat.folder, "Len", "", dept.people["len"], dept.now())
    card = seat.folder / "seat.json"
    whole = json.loads(card.read_text())
    card.write_text(json.dumps(whole | {"seat": 2}))
    with pytest.raises(SeatFault, match="newer Despatch"):
        Seat(seat.folder)
    card.write_bytes(card.read_bytes()[:-20])
    with pytest.raises(SeatFault, match="damaged"):
        Seat(seat.folder)


# Seeing exactly what is asked


def test_the_approver_sees_every_part_picture_and_account_and_the_fingerprint_that_the_record_has(
    dept: Department,
):
    second = dept.add_account("dept_wales")
    request = dept.ask("Bin day is Tuesday.", "Not Monday.", pictures=2, accounts=(dept.account, second))
    seat = dept.seat("len")
    seat.receive(dept.request(request), dept.now())
    (row,) = seat.requests(dept.now())
    assert (row.id, row.kind, row.author, row.stage, row.stages) == (request, "post", "Olive", 1, 1)
    assert (row.start, row.due, row.refusals) == (TWO_O_CLOCK, TWO_O_CLOCK + HOUR, ())
    detail = seat.detail(request, dept.now())
    assert [p.text for p in detail.parts] == ["Bin day is Tuesday.", "Not Monday."]
    assert [m.alt for m in detail.parts[0].media] == ["Bin number 0", "Bin number 1"]
    assert all(m.thumb.startswith(b"\x89PNG") for m in detail.parts[0].media)
    assert {d.account.handle for d in detail.deliveries} == {"dept", "dept_wales"}
    from office.contents import fingerprint

    asked = {dept.delivery(d).requested["digest"] for d in dept.delivery_ids}
    assert {d.fingerprint for d in detail.deliveries} == {fingerprint(d) for d in asked}
    assert detail.questions
    assert detail.stages[0].title == "Line manager"


def test_a_request_whose_digest_is_not_that_of_what_it_shows_is_forged_even_if_well_signed(dept: Department):
    data = dept.request(dept.ask("Bin day is Tuesday."))
    deliveries = payload(data)["deliveries"]
    deliveries[0]["parts"][0]["text"] = "Bin day is cancelled."
    assert refused(dept.seat("len"), rewritten(data, dept.people["olive"], deliveries=deliveries), dept) == "file.forged"  # fmt: skip


def test_text_that_a_screen_would_show_otherwise_is_forged(dept: Department):
    from office.asked import Asked

    data = dept.request(dept.ask("Bin day is Tuesday."))
    changed = payload(data)
    changed["deliveries"][0]["parts"][0]["text"] = "Bin day \u202eyadseuT si"
    digest = Asked("request", changed).digests[changed["deliveries"][0]["delivery"]]
    changed["deliveries"][0]["digest"] = digest
    assert refused(dept.seat("len"), rewritten(data, dept.people["olive"], **changed), dept) == "file.forged"


def test_a_request_changed_on_its_way_is_forged(dept: Department):
    data = dept.request(dept.ask("Bin day is Tuesday."))
    assert refused(dept.seat("len"), tampered(data, "Tuesday", "Sunday"), dept) == "file.forged"


def test_a_request_changed_on_the_approvers_own_disk_is_forged(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    seat = dept.seat("len")
    seat.receive(dept.request(request), dept.now())
    (kept,) = (seat.folder / "received").glob("*.json")
    kept.write_text(kept.read_text().replace("Tuesday.", "Sunday."))
    for act in (lambda: seat.detail(request, dept.now()), lambda: seat.answer(request, dept.people["len"], "yes", YES, "", dept.now())):  # fmt: skip
        with pytest.raises(EnvelopeFault, match="forged"):
            act()


def test_a_picture_that_is_not_whole_any_more_is_not_approved(dept: Department):
    request = dept.ask("Bin day is Tuesday.", pictures=1)
    seat = dept.seat("len")
    seat.receive(dept.request(request), dept.now())
    (stored,) = (p for p in (seat.folder / "media").rglob("*") if p.is_file())
    stored.write_bytes(b"something else")
    with pytest.raises(MediaFault, match="changed"):
        seat.answer(request, dept.people["len"], "yes", YES, "", dept.now())


def test_a_request_by_a_stranger_is_kept_until_a_roster_names_them_and_then_taken(dept: Department):
    seat = dept.seat("len")
    nell = MemorySigner("nell-id", seed("nell"))
    dept.people["nell"] = nell
    person = people.enrol(dept.desk("ada"), "Nell", "nell@department.example", nell.public, ["officer"])
    dept.people["nell"] = nell = MemorySigner(person, seed("nell"))
    request = dept.ask("Bin day is Tuesday.")
    data = request_envelope(dept.desk("nell"), request)
    assert refused(seat, data, dept) == "file.unknown-key"
    assert seat.requests(dept.now()) == ()
    assert seat.receive(roster_envelope(dept.desk("ada")), dept.now()).kind == "roster"
    assert [r.id for r in seat.requests(dept.now())] == [request]
    assert list(seat.aside.kept()) == []


def test_a_request_by_a_leaver_or_for_another_workspace_or_person_is_refused(dept: Department):
    seat = dept.seat("len")
    request = dept.ask("Bin day is Tuesday.")
    data = dept.request(request)
    assert refused(seat, dept.request(request, "dee"), dept) == "file.not-for-you"
    foreign = rewritten(data, dept.people["olive"], workspace="0" * 64)
    assert refused(seat, foreign, dept) == "file.foreign"
    assert refused(seat, rewritten(data, dept.people["olive"], **{"from": "ada-id"}), dept) == "file.forged"
    people.leave(dept.desk("ada"), "olive-id", "moved on")
    seat.receive(roster_envelope(dept.desk("ada")), dept.now())
    assert refused(seat, data, dept) == "file.not-trusted"


def test_a_roster_is_an_administrators_and_never_an_older_one(dept: Department):
    seat = dept.seat("len")
    old = roster_envelope(dept.desk("ada"))
    assert refused(seat, old, dept) == "file.resent"
    people.leave(dept.desk("ada"), "dee-id", "moved on")
    new = roster_envelope(dept.desk("ada"))
    by_olive = rewritten(new, dept.people["olive"], **{"from": "olive-id"})
    assert refused(seat, by_olive, dept) == "file.not-administrator"
    seat.receive(new, dept.now())
    assert seat.people["dee-id"].left is not None
    assert refused(seat, old, dept) == "file.stale"


# Answering


def test_a_yes_is_given_once_and_travels_as_the_same_bytes(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    data = dept.yes("len", request)
    seat = dept.seat("len")
    assert seat.requests(dept.now()) == ()
    for verdict in ("yes", "changes"):
        with pytest.raises(Refused) as caught:
            seat.answer(request, dept.people["len"], verdict, YES, "why", dept.now())
        assert "approval.answered" in {r.code for r in caught.value.refusals}
    (letter,) = seat.pending_outgoing({}, dept.now()).letters
    assert (letter.data, letter.folder) == (data, to_workspace(dept.journal.workspace))
    assert seat.pending_outgoing({letter.folder: {letter.name}}, dept.now()).letters == ()


def test_two_windows_that_answer_at_the_same_moment_give_one_answer(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    dept.seat("len").receive(dept.request(request), dept.now())
    together = threading.Barrier(4)
    given: list[bytes] = []
    refused_as: list[str] = []

    def answer(verdict: str) -> None:
        seat = Seat(dept.seat("len").folder)
        together.wait()
        try:
            given.append(seat.answer(request, dept.people["len"], verdict, YES, "why", dept.now()))
        except Refused as no:
            refused_as.append(no.refusals[0].code)

    threads = [threading.Thread(target=answer, args=(v,)) for v in ("yes", "changes") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(given), set(refused_as)) == (1, {"approval.answered"})
    (letter,) = dept.seat("len").pending_outgoing({}, dept.now()).letters
    assert letter.data == given[0]


def test_a_request_that_comes_again_is_resent_before_and_after_it_is_answered(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    data = dept.request(request)
    seat = dept.seat("len")
    seat.receive(data, dept.now())
    assert refused(seat, data, dept) == "file.resent"
    seat.answer(request, dept.people["len"], "yes", YES, "", dept.now())
    assert refused(seat, data, dept) == "file.resent"


def test_other_content_under_a_request_that_was_here_before_is_refused(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    first = dept.request(request)
    seat = dept.seat("len")
    seat.receive(first, dept.now())
    dept.now.go(MINUTE)
    other = dept.ask("Bin day is Sunday.")
    again = rewritten(dept.request(other), dept.people["olive"], request=request)
    assert refused(seat, again, dept) == "file.replayed"
    assert seat.detail(request, dept.now()).parts[0].text == "Bin day is Tuesday."


def test_a_request_cannot_be_answered_late_or_about_ones_own_post_or_without_the_role(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    len_seat, olive_seat, dee_seat = (dept.seat(who) for who in ("len", "olive", "dee"))
    data = request_envelope(dept.desk("olive"), request)
    for seat in (len_seat, olive_seat, dee_seat):
        seat.receive(data, dept.now())

    def codes(seat: Seat, who: str) -> set[str]:
        with pytest.raises(Refused) as caught:
            seat.answer(request, dept.people[who], "yes", YES, "", dept.now())
        shown = seat.requests(dept.now())[0].refusals
        assert {r.code for r in shown} == {r.code for r in caught.value.refusals}
        return {r.code for r in shown}

    assert "approval.own-post" in codes(olive_seat, "olive")
    dept.now.go_to(TWO_O_CLOCK + HOUR + MINUTE)
    assert codes(len_seat, "len") == {"approval.too-late"}
    news = dept.ask("Bins: the facts.", category="news-release", until=HOUR * 3)
    stage_one = request_envelope(dept.desk("olive"), news)
    dee_seat.receive(stage_one, dept.now())
    with pytest.raises(Refused) as caught:
        dee_seat.answer(news, dept.people["dee"], "yes", YES, "", dept.now())
    assert {r.code for r in caught.value.refusals} == {"approval.not-your-stage"}


def test_asking_for_changes_needs_words(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    seat = dept.seat("len")
    seat.receive(dept.request(request), dept.now())
    with pytest.raises(Refused, match=r"words\.needed"):
        seat.answer(request, dept.people["len"], "changes", {}, "  ", dept.now())
    data = seat.answer(request, dept.people["len"], "changes", {}, "Say which bins.", dept.now())
    assert payload(data)["statement"]["words"] == "Say which bins."


def test_only_my_own_key_signs_for_me_and_only_while_it_is_trusted(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    seat = dept.seat("len")
    seat.receive(dept.request(request), dept.now())
    with pytest.raises(Refused, match=r"key\.not-trusted"):
        seat.answer(request, dept.people["dee"], "yes", YES, "", dept.now())
    people.leave(dept.desk("ada"), "len-id", "moved on")
    seat.receive(roster_envelope(dept.desk("ada")), dept.now())
    assert seat.state == "left"
    with pytest.raises(Refused, match=r"key\.not-trusted"):
        seat.answer(request, dept.people["len"], "yes", YES, "", dept.now())
    with pytest.raises(Refused, match=r"key\.not-trusted"):
        seat.pause(dept.people["len"], "", dept.now())


def test_the_second_stage_sees_the_first_ones_signed_yes_and_not_a_forged_one(dept: Department):
    request = dept.ask("Bins: the facts.", category="news-release")
    receive(dept.desk("olive"), dept.yes("len", request))
    data = dept.request(request, "dee")
    seat = dept.seat("dee")
    seat.receive(data, dept.now())
    detail = seat.detail(request, dept.now())
    assert (detail.row.stage, detail.row.refusals) == (2, ())
    assert [(s.state, s.by) for s in detail.stages] == [("done", ("Len",)), ("next", ())]
    proofs = payload(data)["approvals"]
    proofs[0]["statement"]["person"] = "ada-id"
    proofs[0]["statement"]["key"] = dept.people["ada"].key_id
    forged = Department.seat(dept, "olive")
    forged.receive(rewritten(data, dept.people["olive"], approvals=proofs, to=None), dept.now())
    assert forged.detail(request, dept.now()).stages[0].state == "next"


def test_a_later_stage_takes_the_earlier_ones_place(dept: Department):
    request = dept.ask("Bins: the facts.", category="news-release")
    answer = dept.yes("len", request)
    seat = dept.seat("dee")
    everybody = request_envelope(dept.desk("olive"), request)
    seat.receive(everybody, dept.now())
    assert seat.requests(dept.now())[0].refusals
    receive(dept.desk("olive"), answer)
    dept.now.go(MINUTE)
    seat.receive(dept.request(request, "dee"), dept.now())
    assert [(r.stage, r.refusals) for r in seat.requests(dept.now())] == [(2, ())]
    assert refused(seat, everybody, dept) == "file.stale"


def test_what_was_answered_before_is_shown_beside_the_next_revision(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    seat = dept.seat("len")
    seat.receive(dept.request(request), dept.now())
    receive(dept.desk("olive"), seat.answer(request, dept.people["len"], "changes", {}, "Which bins?", dept.now()))  # fmt: skip
    second = dept.ask("Bin day for brown bins is Tuesday.", post=dept.post)
    seat.receive(request_envelope(dept.desk("olive"), second), dept.now())
    detail = seat.detail(second, dept.now())
    assert (detail.revision, detail.seen_revision) == (2, 1)
    assert [p.text for p in detail.seen_parts or ()] == ["Bin day is Tuesday."]


def test_the_record_tells_what_was_seen_when_the_seat_is_new(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    delivery = dept.delivery_ids
    approvals.answer_here(dept.desk("len"), delivery, request, "changes", {}, "Which bins?")
    second = dept.ask("Bin day for brown bins is Tuesday.", post=dept.post)
    seat = dept.seat("len")
    seat.receive(dept.request(second), dept.now())
    assert seat.detail(second, dept.now()).seen_revision == 1


def test_what_waits_no_more_goes_from_the_list_even_if_the_word_comes_first(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    data = dept.request(request)
    word = closed_envelope(dept.desk("olive"), request, "withdrawn")
    seat, early = dept.seat("len"), dept.seat("dee")
    seat.receive(data, dept.now())
    assert seat.receive(word, dept.now()).why == "withdrawn"
    assert seat.requests(dept.now()) == ()
    with pytest.raises(Refused, match=r"request\.answered"):
        seat.answer(request, dept.people["len"], "yes", YES, "", dept.now())
    early.receive(word, dept.now())
    assert refused(early, request_envelope(dept.desk("olive"), request), dept) in ("file.stale", "file.resent")  # fmt: skip


# Every second signature


def test_a_resumption_is_answered_by_somebody_senior_who_did_not_pause(dept: Department):
    dept.draft_and_approve("Bin day is Tuesday.")
    sending.pause(dept.desk("olive"), "wrong account")
    request = sending.ask_resume(dept.desk("olive"), [], "checked every account")
    data = request_envelope(dept.desk("olive"), request)
    seats = {who: dept.seat(who) for who in ("dee", "len", "olive")}
    for seat in seats.values():
        seat.receive(data, dept.now())
    codes = {who: {r.code for r in s.requests(dept.now())[0].refusals} for who, s in seats.items()}
    assert codes["dee"] == set()
    assert codes["len"] == {"resume.not-senior"}
    assert codes["olive"] >= {"resume.own-pause", "resume.own-request"}
    answer = seats["dee"].answer(request, dept.people["dee"], "yes", {}, "", dept.now())
    assert receive(dept.desk("olive"), answer).kind == "resume"
    assert sending.sending(Reading(dept.journal)).paused is None


def test_lifting_a_period_shows_what_it_was_and_is_confirmed_by_file(dept: Department):
    period = periods.declare(dept.desk("olive"), "uk-general-election", "", TWO_O_CLOCK, None)
    request = periods.ask_change(dept.desk("olive"), period, None, None, True, "declared by mistake")
    seat = dept.seat("dee")
    seat.receive(request_envelope(dept.desk("olive"), request), dept.now())
    (row,) = seat.requests(dept.now())
    assert (row.kind, row.refusals) == ("lift", ())
    assert seat.detail(request, dept.now()).items[1] == "declared by mistake"
    receive(dept.desk("olive"), seat.answer(request, dept.people["dee"], "yes", {}, "", dept.now()))
    assert periods.period(Reading(dept.journal), period).lifted == dept.now()


def test_a_clock_correction_is_confirmed_by_file(dept: Department):
    request = sending.ask_clock(dept.desk("olive"), "the battery was flat")
    seat = dept.seat("len")
    seat.receive(request_envelope(dept.desk("olive"), request), dept.now())
    assert seat.detail(request, dept.now()).items == ("the battery was flat",)
    receive(dept.desk("olive"), seat.answer(request, dept.people["len"], "yes", {}, "", dept.now()))
    assert sending.sending(Reading(dept.journal)).corrected > 0


def exception_asked(dept: Department) -> tuple[str, str]:
    """A campaign post inside an election, and olive's request for an exception: (delivery, request)."""
    from office.packs import packs

    pack = next(
        p for p in packs().values() if "exception" in dict(p.levels).values() and "director" in p.grantors
    )
    category = next(c for c, level in pack.levels.items() if level == "exception")
    period = periods.declare(dept.desk("olive"), pack.id, "", TWO_O_CLOCK - HOUR, None)
    delivery = dept.draft_and_approve(
        "Register to vote.", category=category if category != "*" else "campaign"
    )
    desk = dept.desk("olive")
    args = ("public safety", "CO/2026/1", "It cannot wait.", TWO_O_CLOCK + HOUR)
    return delivery, exceptions.ask(desk, delivery, period, *args)


def test_an_exception_shows_the_exact_content_and_is_granted_by_file(dept: Department):
    delivery, request = exception_asked(dept)
    seat = dept.seat("dee")
    seat.receive(request_envelope(dept.desk("olive"), request), dept.now())
    (row,) = seat.requests(dept.now())
    assert (row.kind, row.refusals) == ("exception", ())
    assert seat.detail(request, dept.now()).parts[0].text == "Register to vote."
    receive(dept.desk("olive"), seat.answer(request, dept.people["dee"], "yes", {}, "", dept.now()))
    assert "excepted" in dept.kinds(delivery)


# What lies in the exchange folder


def test_a_seat_puts_its_join_request_first_and_later_only_what_the_record_has_not_told_of(dept: Department):
    seat = dept.joining("len")
    (letter,) = seat.pending_outgoing({}, dept.now()).letters
    assert (letter.folder, letter.data) == (JOINS, seat.join_envelope())
    dept.seat("len")
    request = dept.ask("Bin day is Tuesday.")
    dept.yes("len", request)
    seat.pause(dept.people["len"], "stop", dept.now())
    names = [x.name.partition("-")[0] for x in seat.pending_outgoing({}, dept.now()).letters]
    assert names == ["answer", "pause"]
    seat.receive(closed_envelope(dept.desk("olive"), request, "recorded"), dept.now())
    dept.now.go(HOUR * 25)
    outgoing = seat.pending_outgoing({}, dept.now())
    assert outgoing.letters == ()
    assert [name.partition("-")[0] for _, name in outgoing.over] == ["join", "answer", "pause"]
    assert seat.inboxes() == (to_person(dept.journal.workspace, "len-id"),)
