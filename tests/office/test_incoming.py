"""Files that come to the record: taken once, or refused with a code; a stranger's never writes to the record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from office import approvals, joins, people, periods, posts, sending, templates
from office.aside import Aside
from office.contents import Words
from office.desk import Reading, Refused
from office.envelopes import open_envelope, seal
from office.forms import REQUESTS
from office.incoming import receive, receive_by_hand
from office.journal.port import Busy
from office.letters import JOINS, There, file_name, to_key, to_person
from office.outbox import Outbox, pending_outgoing
from office.outgoing import request_envelope, roster_envelope, welcome_envelope
from office.statements import make
from tests.office.seated import EVE, MINUTE, YES, Department, payload, rewritten, tampered
from tests.office.test_seats import exception_asked
from tests.office.world import HOUR, TWO_O_CLOCK, World


@pytest.fixture
def dept(tmp_path: Path) -> Iterator[Department]:
    made = Department(tmp_path)
    yield made
    made.close()


def refused(dept: Department, data: bytes, who: str | None = "olive") -> str:
    with pytest.raises(Refused) as caught:
        receive(dept.desk(who), data)
    return caught.value.refusals[0].code


def entries(dept: Department) -> int:
    return dept.journal.head().seq


# Approvals


def test_a_yes_by_file_approves_exactly_what_was_asked_and_the_record_keeps_the_statement(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    answer = dept.yes("len", request)
    received = receive(dept.desk("olive"), answer)
    assert (received.kind, received.person, received.request, received.verdict) == ("approval", "len-id", request, "yes")  # fmt: skip
    (delivery,) = dept.delivery_ids
    found = dept.delivery(delivery)
    assert found.state == "approved"
    entry = dept.journal.stream(f"delivery-{delivery}")[-1]
    assert entry.body
    assert entry.body["via"] == "file"
    assert entry.body["statement"] == payload(answer)["statement"]


def test_one_signed_yes_covers_several_accounts(dept: Department):
    second = dept.add_account("dept_wales")
    request = dept.ask("Bin day is Tuesday.", accounts=(dept.account, second))
    receive(dept.desk("olive"), dept.yes("len", request))
    assert {dept.delivery(d).state for d in dept.delivery_ids} == {"approved"}


def test_changes_asked_by_file_bring_the_draft_back_with_the_words(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    seat = dept.seat("len")
    seat.receive(dept.request(request), dept.now())
    receive(dept.desk("olive"), seat.answer(request, dept.people["len"], "changes", {}, "Which bins?", dept.now()))  # fmt: skip
    assert [(dept.delivery(d).state, dept.delivery(d).note) for d in dept.delivery_ids] == [("draft", "Which bins?")]  # fmt: skip


def test_an_answer_is_taken_while_nobody_is_signed_in(dept: Department):
    answer = dept.yes("len", dept.ask("Bin day is Tuesday."))
    receive(dept.desk(None), answer)
    assert dept.journal.stream(f"delivery-{dept.delivery_ids[0]}")[-1].actor == "device-1"


def test_the_same_answer_again_is_replayed(dept: Department):
    answer = dept.yes("len", dept.ask("Bin day is Tuesday."))
    receive(dept.desk("olive"), answer)
    assert refused(dept, answer) == "file.replayed"
    wrapped_anew = rewritten(answer, dept.people["len"])
    assert refused(dept, wrapped_anew) == "file.replayed"
    assert dept.kinds(dept.delivery_ids[0]).count("approved") == 1
    assert dept.refused_files() == []


def test_a_second_answer_by_the_same_person_is_refused(dept: Department, tmp_path: Path):
    request = dept.ask("Bins: the facts.", category="news-release")
    receive(dept.desk("olive"), dept.yes("len", request))
    statement, signature = make(
        dept.people["len"],
        dept.now,
        "approval",
        dept.journal.workspace,
        **{**_approval(dept, request), "words": "Changed my mind.", "verdict": "changes"},
    )
    assert refused(dept, _answer(dept, statement, signature)) == "approval.answered"


def _approval(dept: Department, request: str) -> dict[str, object]:
    (d,) = dept.delivery_ids
    shown = {"platform": "practice", "handle": "dept"}
    item = {"delivery": d, "digest": dept.delivery(d).requested["digest"], "stage": 1, "account": shown}
    return {"request": request, "verdict": "yes", "words": "", "deliveries": [item], "answers": {}}


def _answer(dept: Department, statement: object, signature: str, who: str = "len") -> bytes:
    proof = {"workspace": dept.journal.workspace, "statement": statement, "signature": signature}
    return seal("answer", proof, dept.people.get(who, EVE))


def signed(dept: Department, who: str, request: str, **other: object) -> bytes:
    """An answer made by hand, not by a seat that would have refused to."""
    signer = dept.people.get(who, EVE)
    facts = {**_approval(dept, request), **other}
    return _answer(dept, *make(signer, dept.now, "approval", dept.journal.workspace, **facts), who)


def test_an_answer_about_content_that_has_changed_since_is_stale(dept: Department):
    answer = dept.yes("len", dept.ask("Bin day is Tuesday."))
    posts.save(dept.desk("olive"), dept.post, posts.Draft("Bin day", "operational", (Words("Bin day is Sunday."),)))  # fmt: skip
    assert refused(dept, answer) == "file.stale"
    assert dept.delivery(dept.delivery_ids[0]).state == "draft"


def test_an_answer_to_a_request_that_was_asked_anew_is_stale(dept: Department):
    answer = dept.yes("len", dept.ask("Bin day is Tuesday."))
    dept.now.go(MINUTE)
    approvals.ask(dept.desk("olive"), dept.post, [dept.account], dept.delivery(dept.delivery_ids[0]).window)
    assert refused(dept, answer) == "file.stale"


def test_a_yes_to_another_account_than_was_shown_is_stale(dept: Department):
    """An officer's desk that shows one account and means another gets no approval by it."""
    request = dept.ask("Bin day is Tuesday.")
    data = dept.request(request)
    deliveries = payload(data)["deliveries"]
    deliveries[0]["account"]["handle"] = "somebody_else"
    seat = dept.seat("len")
    seat.receive(rewritten(data, dept.people["olive"], deliveries=deliveries), dept.now())
    answer = seat.answer(request, dept.people["len"], "yes", YES, "", dept.now())
    assert refused(dept, answer) == "file.stale"


def test_a_forged_answer_is_refused_and_leaves_no_entry(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    answer = dept.yes("len", request)
    before = entries(dept)
    changed = tampered(answer, '"verdict":"yes"', '"verdict":"no"')
    assert refused(dept, changed) == "file.forged"
    assert refused(dept, rewritten(answer, EVE)) == "file.unknown-key"
    assert refused(dept, rewritten(answer, dept.people["dee"])) == "file.forged"
    statement = {**payload(answer)["statement"], "verdict": "changes", "words": "no"}
    inside = rewritten(answer, dept.people["len"], statement=statement)
    assert refused(dept, inside) == "file.forged"
    assert entries(dept) == before


def test_a_strangers_answer_is_refused_and_leaves_no_entry(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    before = entries(dept)
    assert refused(dept, signed(dept, "eve", request)) == "file.unknown-key"
    assert entries(dept) == before


def test_an_answer_for_another_workspace_is_foreign(dept: Department, tmp_path: Path):
    other = World(tmp_path / "other")
    answer = dept.yes("len", dept.ask("Bin day is Tuesday."))
    with pytest.raises(Refused, match=r"file\.foreign"):
        receive(other.desk("olive"), answer)
    other.close()


@pytest.mark.parametrize(
    ("who", "code"),
    [("olive", "approval.own-post"), ("ada", "approval.not-your-stage")],
)
def test_what_the_rules_forbid_is_refused_though_it_is_well_signed_and_leaves_one_entry(
    dept: Department, who: str, code: str
):
    data = signed(dept, who, dept.ask("Bin day is Tuesday."))
    assert refused(dept, data) == code
    assert refused(dept, data) == code
    assert dept.refused_files() == [code]


def test_a_late_answer_is_refused(dept: Department):
    answer = dept.yes("len", dept.ask("Bin day is Tuesday."))
    dept.now.go_to(TWO_O_CLOCK + HOUR + MINUTE)
    assert refused(dept, answer) == "approval.too-late"
    assert dept.delivery(dept.delivery_ids[0]).state == "in review"


def test_an_answer_that_arrives_after_its_writer_has_left_is_refused(dept: Department):
    answer = dept.yes("len", dept.ask("Bin day is Tuesday."))
    people.leave(dept.desk("ada"), "len-id", "moved on")
    assert refused(dept, answer) == "file.not-trusted"


def test_a_half_copied_answer_is_not_whole_and_leaves_no_entry(dept: Department):
    answer = dept.yes("len", dept.ask("Bin day is Tuesday."))
    before = entries(dept)
    assert refused(dept, answer[:-100]) == "file.not-whole"
    assert entries(dept) == before


def test_an_answer_that_names_a_delivery_nobody_knows_or_one_twice_is_refused(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    item = _approval(dept, request)["deliveries"][0]  # type: ignore[index]
    assert refused(dept, signed(dept, "len", request, deliveries=[item, item])) == "file.not-ours"
    unknown = {**item, "delivery": "0" * 20}
    assert refused(dept, signed(dept, "len", request, deliveries=[unknown])) == "file.stale"


def test_a_verdict_that_nobody_is_asked_for_is_refused(dept: Department):
    assert refused(dept, signed(dept, "len", dept.ask("Bin day."), verdict="no")) == "file.not-ours"


def test_kept_files_never_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    aside = Aside(tmp_path / "kept-aside")
    monkeypatch.setattr("office.aside.ROOM", 10)
    monkeypatch.setattr("office.aside.MOST", 2)
    for data in (b"12345678", b"too much", b"too many"):
        aside.keep(data, "file.not-ours", {}, "name")
    assert [(k.size, aside.data(k.digest) is not None) for k in aside.kept()].count((8, True)) == 1
    assert len(list(aside.kept())) == 2


def test_a_files_way_is_one_way(dept: Department):
    request = dept.ask("Bin day is Tuesday.")
    for data in (dept.request(request), roster_envelope(dept.desk("ada")), welcome_envelope(dept.desk("ada"), "len-id")):  # fmt: skip
        assert refused(dept, data) == "file.not-for-you"
    seat = dept.seat("len")
    answer = dept.yes("len", request)
    with pytest.raises(Refused, match=r"file\.not-for-you"):
        seat.receive(answer, dept.now())


def test_a_bad_file_opened_by_hand_is_kept_aside_with_its_reason(dept: Department, tmp_path: Path):
    aside = Aside(tmp_path / "kept-aside")
    answer = dept.yes("len", dept.ask("Bin day is Tuesday."))
    for data in (answer[:-100], tampered(answer, '"verdict":"yes"', '"verdict":"no"')):
        with pytest.raises(Refused):
            receive_by_hand(dept.desk("olive"), data, aside, "answer.despatch")
    assert receive_by_hand(dept.desk("olive"), answer, aside).verdict == "yes"
    assert sorted((k.code, k.name) for k in aside.kept()) == [
        ("file.forged", "answer.despatch"),
        ("file.not-whole", "answer.despatch"),
    ]


def test_a_locked_record_is_no_refusal(dept: Department, monkeypatch: pytest.MonkeyPatch):
    answer = dept.yes("len", dept.ask("Bin day is Tuesday."))
    desk = dept.desk("olive")

    def busy(*_args: object, **_more: object) -> None:
        raise Busy("Another program is writing.")

    monkeypatch.setattr(desk.journal, "append", busy)
    with pytest.raises(Busy):
        receive(desk, answer)
    monkeypatch.undo()
    assert receive(desk, answer).verdict == "yes"


# Pauses


def test_a_pause_by_file_stops_everything_whoever_is_signed_in(dept: Department):
    data = dept.seat("len").pause(dept.people["len"], "wrong account", dept.now())
    assert receive(dept.desk(None), data).kind == "pause"
    state = sending.sending(Reading(dept.journal))
    assert state.paused
    assert (state.paused.by, state.reasons) == ("len-id", ("wrong account",))


def resumed(dept: Department, minutes: int = 10) -> None:
    request = sending.ask_resume(dept.desk("olive"), [], "checked")
    dept.now.go(minutes * MINUTE)
    seat = dept.seat("dee")
    seat.receive(request_envelope(dept.desk("olive"), request), dept.now())
    receive(dept.desk("olive"), seat.answer(request, dept.people["dee"], "yes", {}, "", dept.now()))


def test_an_old_pause_does_not_stop_things_again_after_the_resumption(dept: Department):
    first = dept.seat("len").pause(dept.people["len"], "", dept.now())
    second = dept.seat("len").pause(dept.people["len"], "again", dept.now())
    receive(dept.desk("olive"), first)
    receive(dept.desk("olive"), second)
    resumed(dept)
    assert refused(dept, first) == "file.replayed"
    assert refused(dept, second) == "file.stale"
    assert dept.refused_files() == ["file.replayed", "file.stale"]
    assert sending.sending(Reading(dept.journal)).paused is None


def test_a_pause_from_a_clock_two_minutes_slow_still_counts(dept: Department):
    sending.pause(dept.desk("olive"))
    resumed(dept)
    late = dept.seat("len").pause(dept.people["len"], "", dept.now() - MINUTE)
    receive(dept.desk("olive"), late)
    assert sending.sending(Reading(dept.journal)).paused


def test_a_strangers_or_a_leavers_pause_stops_nothing(dept: Department):
    data = dept.seat("len").pause(dept.people["len"], "", dept.now())
    assert refused(dept, rewritten(data, EVE)) == "file.unknown-key"
    people.leave(dept.desk("ada"), "len-id", "moved on")
    assert refused(dept, data) == "file.not-trusted"
    assert sending.sending(Reading(dept.journal)).paused is None


def test_a_statement_never_passes_for_one_of_another_kind(dept: Department):
    pause = payload(dept.seat("len").pause(dept.people["len"], "", dept.now()))
    assert refused(dept, seal("answer", pause, dept.people["len"])) == "file.forged"
    answer = payload(dept.yes("len", dept.ask("Bin day is Tuesday.")))
    assert refused(dept, seal("pause", answer, dept.people["len"])) == "file.forged"


# Second signatures


def test_a_resumption_that_would_release_other_things_than_were_shown_is_stale(dept: Department):
    delivery = dept.draft_and_approve("Bin day is Tuesday.")
    sending.pause(dept.desk("olive"))
    request = sending.ask_resume(dept.desk("olive"), [], "checked")
    facts = {"request": request, "verdict": "yes", "words": "", "released": [delivery]}
    statement, signature = make(dept.people["dee"], dept.now, "resume", dept.journal.workspace, **facts)
    assert refused(dept, _answer(dept, statement, signature, "dee")) == "file.stale"


def test_a_change_of_a_period_other_than_was_shown_is_stale(dept: Department):
    period = periods.declare(dept.desk("olive"), "uk-general-election", "", TWO_O_CLOCK, None)
    request = periods.ask_change(dept.desk("olive"), period, None, None, True, "by mistake")
    data = request_envelope(dept.desk("olive"), request)
    seat = dept.seat("dee")
    shown = rewritten(data, dept.people["olive"], lift=False, end=(TWO_O_CLOCK + HOUR).isoformat())
    seat.receive(shown, dept.now())
    answer = seat.answer(request, dept.people["dee"], "yes", {}, "", dept.now())
    assert refused(dept, answer) == "file.stale"
    assert periods.period(Reading(dept.journal), period).lifted is None


def test_a_no_to_every_second_signature_is_kept_too(dept: Department):
    period = periods.declare(dept.desk("olive"), "uk-general-election", "", TWO_O_CLOCK, None)
    request = periods.ask_change(dept.desk("olive"), period, None, None, True, "by mistake")
    seat = dept.seat("dee")
    seat.receive(request_envelope(dept.desk("olive"), request), dept.now())
    answer = seat.answer(request, dept.people["dee"], "no", {}, "It was not.", dept.now())
    assert receive(dept.desk("olive"), answer).verdict == "no"
    assert periods.period(Reading(dept.journal), period).asked == ()
    assert refused(dept, answer) == "file.replayed"


def test_what_has_to_be_signed_here_waits_for_somebody_to_sign_in(dept: Department):
    request = sending.ask_clock(dept.desk("olive"), "the battery was flat")
    seat = dept.seat("len")
    seat.receive(request_envelope(dept.desk("olive"), request), dept.now())
    answer = seat.answer(request, dept.people["len"], "yes", {}, "", dept.now())
    assert refused(dept, answer, None) == "key.away"
    assert dept.refused_files() == []
    assert receive(dept.desk("olive"), answer).kind == "clock"


# Joining


def test_a_join_request_waits_for_an_administrator_and_its_welcome_opens_the_seat(dept: Department):
    seat = dept.joining("nell")
    received = receive(dept.desk("ada"), seat.join_envelope())
    assert received.join
    assert received.join.fingerprint == seat.fingerprint
    before = entries(dept)
    (waiting,) = joins.waiting(dept.desk("ada"))
    person, welcome = joins.enrol_from_join(dept.desk("ada"), waiting, ["officer", "duty-officer"])
    assert seat.accept_welcome(welcome).roles == ("duty-officer", "officer")
    assert (seat.me.id, seat.state) == (person, "joined")
    assert joins.waiting(dept.desk("ada")) == ()
    assert entries(dept) > before


def test_a_join_request_writes_nothing_to_the_record_and_one_put_away_stays_away(dept: Department):
    data = dept.joining("nell").join_envelope()
    before = entries(dept)
    receive(dept.desk("ada"), data)
    receive(dept.desk("ada"), data)
    (waiting,) = joins.waiting(dept.desk("ada"))
    joins.dismiss(dept.desk("ada"), waiting.id)
    assert refused(dept, data, "ada") == "file.resent"
    assert joins.waiting(dept.desk("ada")) == ()
    assert entries(dept) == before


def test_only_an_administrator_enrols_and_a_key_only_once(dept: Department):
    data = dept.joining("nell").join_envelope()
    join = receive(dept.desk("olive"), data).join
    assert join
    with pytest.raises(Refused, match="not-administrator"):
        joins.enrol_from_join(dept.desk("olive"), join, ["officer"])
    joins.enrol_from_join(dept.desk("ada"), join, ["officer"])
    with pytest.raises(Refused, match=r"key\.known"):
        joins.enrol_from_join(dept.desk("ada"), join, ["officer"])
    assert refused(dept, data) == "file.resent"


def test_strangers_cannot_fill_the_workspace_with_join_requests(
    dept: Department, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(joins, "MOST", 0)
    assert refused(dept, dept.joining("nell").join_envelope()) == "file.too-many"


# What the exchange folder should hold


def put(there: dict[str, set[str]], dept: Department, who: str = "olive") -> list[str]:
    """Everything pending is put into the folder, looked at until nothing more comes; the names in their order."""
    names = []
    while letters := pending_outgoing(dept.desk(who), there).letters:
        for letter in letters:
            assert letter.name not in there.setdefault(letter.folder, set())
            there[letter.folder].add(letter.name)
            names.append(f"{letter.folder.rpartition('/')[2]}/{letter.name.partition('-')[0]}")
    return names


def test_an_open_request_lies_in_the_folder_of_everybody_who_may_answer_it_and_of_nobody_else(
    dept: Department,
):
    dept.ask("Bin day is Tuesday.")
    assert sorted(put({}, dept)) == ["to-dee-id/request", "to-len-id/request"]


def test_what_was_asked_while_the_share_was_away_is_written_when_it_is_back(dept: Department):
    there: dict[str, set[str]] = {}
    dept.ask("Bin day is Tuesday.")
    dept.ask("Bin day is Wednesday.")
    assert len(put(there, dept)) == 4
    for names in there.values():
        names.clear()
    assert len(put(there, dept)) == 4


def test_when_it_waits_no_more_those_who_were_asked_are_told_and_their_copies_go(dept: Department):
    there: dict[str, set[str]] = {}
    request = dept.ask("Bin day is Tuesday.")
    put(there, dept)
    answer = dept.yes("len", request)
    receive(dept.desk("olive"), answer)
    letters = pending_outgoing(dept.desk("olive"), there).letters
    told = {x.folder.rpartition("/")[2]: open_envelope(x.data).payload["why"] for x in letters}
    assert told == {"to-len-id": "recorded", "to-dee-id": "approved"}
    put(there, dept)
    over = pending_outgoing(dept.desk("olive"), there).over
    assert {name.partition("-")[0] for _, name in over} == {"request"}
    assert len(over) == 2


def test_the_next_stage_is_asked_when_the_first_has_said_yes(dept: Department):
    there: dict[str, set[str]] = {}
    request = dept.ask("Bins: the facts.", category="news-release")
    assert put(there, dept) == ["to-len-id/request"]
    receive(dept.desk("olive"), dept.yes("len", request))
    assert sorted(put(there, dept)) == ["to-dee-id/request", "to-len-id/closed"]


def test_every_kind_of_second_signature_is_asked_for_by_file(dept: Department):
    exception_asked(dept)
    sending.pause(dept.desk("olive"))
    sending.ask_resume(dept.desk("olive"), [], "checked")
    sending.ask_clock(dept.desk("olive"), "the battery was flat")
    period = periods.declare(dept.desk("olive"), "uk-general-election", "", TWO_O_CLOCK, None)
    periods.ask_change(dept.desk("olive"), period, None, None, True, "by mistake")
    templates.propose(dept.desk("olive"), "Hours", "The line is open from 8 to 6.")
    names = put({}, dept)
    assert {n for n in names if n.startswith("to-dee")} == {
        f"to-dee-id/{kind.partition('-')[0]}" for kind in REQUESTS if kind != "request"
    }


def test_nothing_is_signed_while_nobody_is_signed_in(dept: Department):
    dept.ask("Bin day is Tuesday.")
    assert pending_outgoing(dept.desk(None), {}).letters == ()


def test_a_welcome_answers_a_join_request_in_the_folder_and_rosters_follow_changes(dept: Department):
    nell = dept.joining("nell")
    data = nell.join_envelope()
    key = nell.card.key
    there: dict[str, set[str]] = {JOINS: {file_name("join", key)}}
    join = receive(dept.desk("ada"), data).join
    assert join
    assert put(there, dept, "ada") == []
    person, _ = joins.enrol_from_join(dept.desk("ada"), join, ["line-manager"])
    assert put(there, dept, "olive") == []
    assert put(there, dept, "ada") == [f"{to_key(key)}/welcome"]
    dept.ask("Bin day is Tuesday.")
    folder = to_person(dept.journal.workspace, person)
    assert f"{folder.rpartition('/')[2]}/roster" in put(there, dept, "ada")
    people.leave(dept.desk("ada"), "dee-id", "moved on")
    assert f"{folder.rpartition('/')[2]}/roster" in put(there, dept, "ada")
    over: There = {f: {n} for f, n in pending_outgoing(dept.desk("ada"), there).over}
    assert any(n.startswith("roster-") for n in over.get(folder, ()))


def test_a_request_with_too_many_pictures_is_told_and_does_not_hold_up_the_others(
    dept: Department, monkeypatch: pytest.MonkeyPatch
):
    from office import envelopes

    large, small = dept.ask("Bin day is Tuesday.", pictures=1), dept.ask("Bin day is Wednesday.")
    monkeypatch.setattr(envelopes, "LIMIT", len(dept.request(small)) + 100)
    assert len(dept.request(small)) < envelopes.LIMIT
    found = pending_outgoing(dept.desk("olive"), {})
    assert {r.code for r in found.refused} == {"file.too-big"}
    assert {open_envelope(x.data).payload["request"] for x in found.letters} == {small} != {large}
    monkeypatch.undo()
    stored = [p for p in (dept.folder / "media").rglob("*") if p.is_file()]
    stored[0].unlink()
    found = pending_outgoing(dept.desk("olive"), {})
    assert {r.code for r in found.refused} == {"file.no-picture"}
    assert len(found.letters) == 2


def test_the_outbox_is_worked_out_anew_only_when_something_has_changed(dept: Department):
    outbox = Outbox()
    there: dict[str, set[str]] = {}
    assert outbox.pending(dept.desk("olive"), there).letters == ()
    dept.ask("Bin day is Tuesday.")
    letters = outbox.pending(dept.desk("olive"), there).letters
    assert len(letters) == 2
    assert len(outbox.pending(dept.desk("olive"), there).letters) == 2
    for letter in letters:
        there.setdefault(letter.folder, set()).add(letter.name)
    assert outbox.pending(dept.desk("olive"), there).letters == ()
