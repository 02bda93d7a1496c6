"""The carrier: takes each file once, whole, from a folder on which anything may happen, and puts its own there whole."""

from __future__ import annotations

import os
import shutil
import stat
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from office.aside import Aside
from office.desk import Refused
from office.envelopes import LIMIT, EnvelopeFault, seal
from office.journal.keys import MemorySigner
from office.journal.port import Busy
from office.letters import Letter, Outgoing, There
from office.rules.refusal import Refusal
from scheduler import exchange as share
from scheduler.carrier import Carrier, Side
from tests.office.test_envelopes import JOIN
from tests.office.world import seed

EVE = MemorySigner("eve", seed("eve"))
INBOX = "abc/to-workspace"


def letter(name: str = "Len") -> bytes:
    return seal("join", JOIN | {"name": name}, EVE)


@dataclass
class Ends:
    """Both ends of a carrier: the folder that others write to, and what its own side was told."""

    folder: Path
    own: Path
    taken: list[bytes] = field(default_factory=list)
    notices: list[Refusal] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    over: list[tuple[str, str]] = field(default_factory=list)
    answer: Callable[[bytes], object] = lambda _data: None

    def __post_init__(self) -> None:
        self.folder.mkdir()
        share.prepare(self.folder)
        self.inbox.mkdir(parents=True)
        self.aside = Aside(self.own / "kept-aside")
        self.carrier = self.another()

    @property
    def inbox(self) -> Path:
        return self.folder / INBOX

    def another(self, tries: int = 3, interval: float = 0.01) -> Carrier:
        """As after a restart: nothing is known but what is on this machine's disk."""
        side = Side(lambda: (INBOX,), self._receive, self._outgoing, self.aside)
        return Carrier(self.folder, self.own / "carried.jsonl", side, self.notices.append, interval, tries)

    def _receive(self, data: bytes) -> None:
        self.answer(data)
        self.taken.append(data)

    def _outgoing(self, there: There) -> Outgoing:
        missing = [x for x in self.letters if x.name not in there.get(x.folder, ())]
        return Outgoing(tuple(missing), tuple(self.over))

    def polls(self, times: int = 1) -> None:
        for _ in range(times):
            self.carrier.poll_once()

    @property
    def codes(self) -> list[str]:
        return [n.code for n in self.notices]

    @property
    def kept(self) -> list[str]:
        return sorted(k.code for k in self.aside.kept())


@pytest.fixture
def ends(tmp_path: Path) -> Iterator[Ends]:
    return Ends(tmp_path / "share", tmp_path / "own")


def test_a_file_is_taken_once_and_left_where_it_is(ends: Ends):
    (ends.inbox / "a.despatch").write_bytes(letter())
    ends.polls(3)
    assert ends.taken == [letter()]
    assert (ends.inbox / "a.despatch").exists()
    assert ends.notices == []


def test_a_restart_takes_nothing_twice(ends: Ends):
    (ends.inbox / "a.despatch").write_bytes(letter())
    ends.polls()
    ends.another().poll_once()
    os.utime(ends.inbox / "a.despatch", (1, 1))
    ends.another().poll_once()
    assert len(ends.taken) == 1


def test_conflict_copies_and_files_sent_twice_are_the_same_letter(ends: Ends):
    data = letter()
    (ends.inbox / "join-1.despatch").write_bytes(data)
    ends.polls()
    (ends.inbox / "join-1 (Ada's conflicted copy 2026-06-03).despatch").write_bytes(data)
    (ends.inbox / "join-1-DESKTOP-7.despatch").write_bytes(data.replace(b',"kind"', b', "kind"'))
    ends.polls(2)
    assert (len(ends.taken), ends.notices, ends.kept) == (1, [], [])


def test_a_conflict_copy_that_is_the_only_whole_one_is_taken(ends: Ends):
    (ends.inbox / "a.despatch").write_bytes(letter()[:100])
    (ends.inbox / "a (conflicted copy).despatch").write_bytes(letter())
    ends.polls()
    assert len(ends.taken) == 1


def test_a_file_that_is_still_being_copied_is_taken_when_it_is_whole(ends: Ends):
    data, path = letter(), ends.inbox / "a.despatch"
    for length in (0, 1, len(data) // 3, len(data) // 2, len(data) - 1):
        path.write_bytes(data[:length])
        os.utime(path, ns=(length, length))
        ends.polls(2)
        assert ends.taken == []
    path.write_bytes(data)
    ends.polls()
    assert (ends.taken, ends.notices, ends.kept) == ([data], [], [])


def test_a_file_that_stays_cut_short_is_kept_aside_with_a_reason_and_taken_should_it_be_completed(ends: Ends):
    path = ends.inbox / "a.despatch"
    path.write_bytes(letter()[:100])
    ends.polls(6)
    assert (ends.codes, ends.kept) == (["file.not-whole"], ["file.not-whole"])
    assert ends.notices[0].facts["file"] == "a.despatch"
    path.write_bytes(letter())
    ends.polls()
    assert len(ends.taken) == 1


def test_a_file_of_zeros_that_a_copying_program_made_room_with_is_waited_for(ends: Ends):
    data, path = letter(), ends.inbox / "a.despatch"
    path.write_bytes(b"\0" * len(data))
    ends.polls(2)
    assert ends.notices == []
    path.write_bytes(data)
    ends.polls()
    assert len(ends.taken) == 1


def test_strange_files_are_kept_aside_once_and_named(ends: Ends):
    (ends.inbox / "holiday.despatch").write_bytes(b"PK a spreadsheet")
    (ends.inbox / "notes.txt").write_text("not looked at")
    (ends.inbox / "a folder.despatch").mkdir()
    ends.polls(3)
    ends.another().poll_once()
    assert (ends.codes, ends.kept, ends.taken) == (["file.not-ours"], ["file.not-ours"], [])


def test_what_the_office_refuses_is_kept_aside_with_its_reason(ends: Ends):
    def refuse(_data: bytes) -> None:
        raise EnvelopeFault("file.forged")

    ends.answer = refuse
    (ends.inbox / "a.despatch").write_bytes(letter())
    ends.polls(3)
    assert (ends.codes, ends.kept) == (["file.forged"], ["file.forged"])
    assert next(ends.aside.kept()).name == "a.despatch"
    assert ends.aside.data(next(ends.aside.kept()).digest) == (ends.inbox / "a.despatch").read_bytes()


@pytest.mark.parametrize(
    "fault", [Busy("Another program is writing."), Refused(Refusal("key.away"))], ids=str
)
def test_what_cannot_be_taken_now_is_taken_later_and_told_once(ends: Ends, fault: Exception):
    def away(_data: bytes) -> None:
        raise fault

    ends.answer = away
    (ends.inbox / "a.despatch").write_bytes(letter())
    ends.polls(3)
    assert (ends.codes, ends.kept) == (["exchange.waiting"], [])
    ends.answer = lambda _data: None
    ends.polls(2)
    assert len(ends.taken) == 1


def test_a_mistake_of_ours_with_one_file_does_not_stop_the_others(ends: Ends):
    def stumble(data: bytes) -> None:
        if b"Len" in data:
            raise ZeroDivisionError

    ends.answer = stumble
    (ends.inbox / "a.despatch").write_bytes(letter("Len"))
    (ends.inbox / "b.despatch").write_bytes(letter("Dee"))
    ends.polls(3)
    assert len(ends.taken) == 1
    assert ends.codes == ["exchange.failed"]


def test_taken_but_not_yet_remembered_when_the_machine_stopped_is_no_alarm(ends: Ends):
    """The record had it; the carrier's own memory had not."""
    (ends.inbox / "a.despatch").write_bytes(letter())

    class Stopped(BaseException):
        pass

    def recorded_then_stopped(_data: bytes) -> None:
        raise Stopped

    ends.answer = recorded_then_stopped
    with pytest.raises(Stopped):
        ends.polls()

    def replayed(_data: bytes) -> None:
        raise EnvelopeFault("file.replayed")

    ends.answer = replayed
    ends.another().poll_once()
    assert (ends.notices, ends.kept) == ([], [])


def test_a_torn_last_line_of_its_memory_is_as_if_it_had_not_been_written(ends: Ends):
    (ends.inbox / "a.despatch").write_bytes(letter())
    ends.polls()
    memory = ends.own / "carried.jsonl"
    memory.write_bytes(memory.read_bytes() + b'{"file": "abc/to-wo')
    carrier = ends.another()
    (ends.inbox / "b.despatch").write_bytes(letter("Dee"))
    carrier.poll_once()
    ends.another().poll_once()
    assert len(ends.taken) == 2


def test_a_pause_goes_before_everything_else(ends: Ends):
    for name in ("answer-1.despatch", "join-1.despatch", "pause-1.despatch"):
        (ends.inbox / name).write_bytes(letter(name))
    ends.polls()
    assert b"pause-1" in ends.taken[0]


def test_a_link_or_a_pipe_is_not_read(ends: Ends, tmp_path: Path):
    (tmp_path / "secret").write_bytes(letter())
    (ends.inbox / "a.despatch").symlink_to(tmp_path / "secret")
    os.mkfifo(ends.inbox / "b.despatch")
    ends.polls(2)
    assert (ends.taken, ends.notices) == ([], [])


def test_an_enormous_file_is_refused_unread(ends: Ends):
    with (ends.inbox / "a.despatch").open("wb") as out:
        out.truncate(LIMIT + 1)
    ends.polls(3)
    assert ends.codes == ["file.too-big"]
    assert not list((ends.own / "kept-aside").glob("*.kept"))


def test_a_file_that_vanishes_under_our_hands_is_passed_over(ends: Ends, monkeypatch: pytest.MonkeyPatch):
    (ends.inbox / "a.despatch").write_bytes(letter())
    real = share.listing

    def then_gone(folder: Path, inboxes: tuple[str, ...]) -> There:
        found = real(folder, inboxes)
        (ends.inbox / "a.despatch").unlink()
        return found

    monkeypatch.setattr(share, "listing", then_gone)
    ends.polls()
    assert (ends.taken, ends.notices) == ([], [])


# The share goes and comes


def test_a_share_that_goes_away_is_told_once_and_so_is_its_return(ends: Ends):
    elsewhere = ends.folder.with_name("elsewhere")
    ends.folder.rename(elsewhere)
    ends.polls(3)
    assert ends.codes == ["exchange.away"]
    elsewhere.rename(ends.folder)
    (ends.inbox / "a.despatch").write_bytes(letter())
    ends.polls(2)
    assert ends.codes == ["exchange.away", "exchange.back"]
    assert len(ends.taken) == 1


def test_an_empty_mount_point_is_not_the_share_and_nothing_is_written_into_it(ends: Ends):
    shutil.rmtree(ends.folder)
    ends.folder.mkdir()
    ends.letters = [Letter(INBOX, "answer-1.despatch", letter())]
    ends.polls(2)
    assert (ends.codes, list(ends.folder.iterdir())) == (["exchange.no-mark"], [])


def test_a_folder_with_somebody_elses_file_of_our_marks_name_is_not_the_share(ends: Ends):
    (ends.folder / share.MARK).write_text("shopping list")
    ends.polls()
    assert ends.codes == ["exchange.no-mark"]


def test_an_unreadable_file_is_told_once_and_tried_again(ends: Ends, monkeypatch: pytest.MonkeyPatch):
    (ends.inbox / "a.despatch").write_bytes(letter())

    def denied(_file: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(ends.carrier, "_read", denied)
    ends.polls(2)
    assert ends.codes == ["exchange.unreadable"]
    monkeypatch.undo()
    ends.polls()
    assert len(ends.taken) == 1


# Putting


def test_a_letter_is_put_whole_beside_a_new_folder_and_not_again_while_it_lies_there(ends: Ends):
    ends.letters = [Letter("abc/to-len-id", "request-1.despatch", letter())]
    ends.polls(3)
    folder = ends.folder / "abc" / "to-len-id"
    assert [p.name for p in folder.iterdir()] == ["request-1.despatch"]
    assert (folder / "request-1.despatch").read_bytes() == letter()
    (folder / "request-1.despatch").unlink()
    ends.polls()
    assert (folder / "request-1.despatch").exists()


def test_nobody_ever_sees_half_of_a_letter_under_its_name(ends: Ends, monkeypatch: pytest.MonkeyPatch):
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    ends.letters = [Letter(INBOX, "answer-1.despatch", letter())]
    with monkeypatch.context() as patch:
        patch.setattr(share.os, "fsync", full)
        ends.polls(6)
    assert (ends.codes, list(ends.inbox.iterdir())) == (["exchange.not-written"], [])
    ends.polls(3)
    assert [p.name for p in ends.inbox.iterdir()] == ["answer-1.despatch"]


def test_a_share_that_takes_nothing_is_given_a_rest_but_not_when_something_new_is_asked(ends: Ends):
    sealed = []

    def count(there: There) -> Outgoing:
        sealed.append(there)
        return Outgoing((Letter("abc/to-len-id", "request-1.despatch", letter()),))

    (ends.folder / "abc" / "to-len-id").write_text("a file where a folder should be")
    side = Side(lambda: (INBOX,), ends.taken.append, count, ends.aside)
    carrier = Carrier(ends.folder, ends.own / "carried.jsonl", side, ends.notices.append, tries=3)
    for _ in range(4):
        carrier.poll_once()
    assert len(sealed) == 1
    carrier.nudge()
    carrier.poll_once()
    assert (len(sealed), ends.codes) == (2, ["exchange.not-written"])


def test_what_is_put_is_as_open_as_the_exchange_folder_whatever_our_own_mask(ends: Ends):
    ends.folder.chmod(0o2770)
    ends.letters = [Letter("abc/to-len-id", "request-1.despatch", letter())]
    before = os.umask(0o077)
    try:
        ends.polls()
    finally:
        os.umask(before)
    folder = ends.folder / "abc" / "to-len-id"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o2770
    assert stat.S_IMODE((folder / "request-1.despatch").stat().st_mode) == 0o660


def test_only_what_this_side_put_is_ever_taken_away(ends: Ends):
    ends.letters = [Letter("abc/to-len-id", "request-1.despatch", letter())]
    ends.polls()
    folder = ends.folder / "abc" / "to-len-id"
    (folder / "request-2.despatch").write_bytes(letter("Dee"))
    ends.letters = []
    ends.over = [("abc/to-len-id", "request-1.despatch"), ("abc/to-len-id", "request-2.despatch")]
    ends.another().poll_once()
    assert [p.name for p in folder.iterdir()] == ["request-2.despatch"]


def test_a_folder_that_is_a_link_to_somewhere_else_is_not_written_through(ends: Ends, tmp_path: Path):
    (tmp_path / "home").mkdir()
    (ends.folder / "abc" / "to-len-id").symlink_to(tmp_path / "home")
    ends.letters = [Letter("abc/to-len-id", "request-1.despatch", letter())]
    ends.polls()
    assert (ends.codes, list((tmp_path / "home").iterdir())) == (["exchange.not-written"], [])


# By itself


def test_it_looks_by_itself_and_at_once_when_nudged_and_ends_when_told(ends: Ends):
    carrier = ends.another(interval=60)
    carrier.start()
    (ends.inbox / "a.despatch").write_bytes(letter())
    until(lambda: carrier.nudge() or ends.taken)
    assert carrier.stop()
    assert "carrier" not in {t.name for t in threading.enumerate()}


def test_a_stumble_is_told_and_the_next_look_goes_on(ends: Ends, monkeypatch: pytest.MonkeyPatch):
    carrier = ends.another()
    real = share.check
    monkeypatch.setattr(share, "check", lambda _folder: 1 / 0)
    carrier.start()
    until(lambda: ends.codes == ["exchange.failed"])
    monkeypatch.setattr(share, "check", real)
    (ends.inbox / "a.despatch").write_bytes(letter())
    until(lambda: ends.taken)
    assert carrier.stop()


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)
