"""What every journal must do, whatever stores it. A store's test subclasses this and says how one is opened."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from office.journal import codec, keys
from office.journal.codec import UnfitEvent
from office.journal.keys import MemorySigner
from office.journal.port import Conflict, Event, Head, Journal, Projection
from tests.journal.desk import NOON, append, counting, drafted, founded, minutes

Opener = Callable[..., Journal]


class JournalContract(ABC):
    """`open_journal(projections=(), upcasts={})` opens the same record again each time; the first time it is new."""

    @pytest.fixture
    @abstractmethod
    def open_journal(self) -> Opener: ...

    @abstractmethod
    def rows(self, journal: Journal, sql: str) -> Sequence[Any]: ...

    def test_a_new_record_is_empty(self, open_journal: Opener) -> None:
        journal = open_journal()
        assert journal.head() == Head(0, bytes(32))
        assert journal.workspace == ""
        assert journal.stream("post-1") == ()
        assert journal.streams("") == ()
        assert list(journal.entries()) == []

    def test_the_workspace_is_the_digest_of_its_founding_entry(
        self, open_journal: Opener, ann: MemorySigner, desk: MemorySigner
    ) -> None:
        journal = open_journal()
        first, second = append(journal, ann, founded(ann, desk), drafted())
        assert journal.workspace == first.digest.hex() == open_journal().workspace
        assert first.previous == bytes(32)
        assert second.previous == first.digest

    def test_what_was_appended_is_read_back_exactly(self, open_journal: Opener, ann: MemorySigner) -> None:
        journal = open_journal()
        body = {
            "text": "Dŵr £5\n👩🏽‍🚒",
            "n": -3,
            "yes": True,
            "none": None,
            "list": [1, "a", {"z": [], "a": {}}],
            "": "",
        }
        (entry,) = append(journal, ann, Event("post-1", "post.drafted", body, 2))
        assert (entry.seq, entry.stream, entry.version, entry.kind) == (1, "post-1", 1, "post.drafted")
        assert (entry.kind_version, entry.at, entry.actor, entry.device) == (2, NOON, "ann", ann.key_id)
        assert entry.body == body
        assert list(open_journal().entries()) == [entry] == list(journal.stream("post-1"))
        assert journal.head() == Head(1, entry.digest)

    def test_times_are_kept_in_utc_to_the_microsecond(self, open_journal: Opener, ann: MemorySigner) -> None:
        journal = open_journal()
        summer = datetime(2026, 7, 1, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
        (entry,) = append(journal, ann, drafted(), at=summer)
        assert entry.at == summer
        assert entry.at.tzinfo == UTC

    def test_versions_count_from_one_in_each_stream(self, open_journal: Opener, ann: MemorySigner) -> None:
        journal = open_journal()
        entries = append(journal, ann, drafted("post-1"), drafted("post-2"), drafted("post-1"))
        assert [(e.seq, e.stream, e.version) for e in entries] == [
            (1, "post-1", 1),
            (2, "post-2", 1),
            (3, "post-1", 2),
        ]
        assert [e.seq for e in journal.stream("post-1")] == [1, 3]

    def test_streams_are_named_in_order_of_their_first_entry(
        self, open_journal: Opener, ann: MemorySigner
    ) -> None:
        journal = open_journal()
        for stream in ("post-b", "postbox", "period-1", "post-a", "post-b"):
            append(journal, ann, Event(stream, "something.happened"))
        assert journal.streams("post-") == ("post-b", "post-a")
        assert journal.streams("period-") == ("period-1",)
        assert journal.streams("") == ("post-b", "postbox", "period-1", "post-a")

    def test_entries_are_read_from_a_place_and_so_many(self, open_journal: Opener, ann: MemorySigner) -> None:
        journal = open_journal()
        append(journal, ann, *(drafted(f"post-{n}") for n in range(2300)))
        assert [e.seq for e in journal.entries()] == list(range(1, 2301))
        assert [e.seq for e in journal.entries(after=2290)] == list(range(2291, 2301))
        assert [e.seq for e in journal.entries(after=900, limit=1200)] == list(range(901, 2101))
        assert list(journal.entries(limit=0)) == []

    def test_one_entry_is_read_by_its_number(self, open_journal: Opener, ann: MemorySigner) -> None:
        journal = open_journal()
        one, _ = append(journal, ann, drafted(), drafted())
        assert journal.entry(1) == one
        assert journal.entry(0) is journal.entry(3) is None

    def test_the_latest_time_is_not_the_last_entrys(self, open_journal: Opener, ann: MemorySigner) -> None:
        journal = open_journal()
        assert journal.latest_time() is None
        for n in (1, 5, 2):
            append(journal, ann, drafted(), at=minutes(n))
        assert journal.latest_time() == minutes(5)
        assert journal.latest_time(after=2) == minutes(2)
        assert journal.latest_time(after=3) is None

    def test_a_decision_on_old_reading_is_refused(self, open_journal: Opener, ann: MemorySigner) -> None:
        here, there = open_journal(), open_journal()
        append(here, ann, Event("sending", "sending.paused"), reads={"sending": 0})
        with pytest.raises(Conflict) as refused:
            append(there, ann, drafted(), reads={"post-1": 0, "sending": 0})
        assert (refused.value.stream, refused.value.expected, refused.value.found) == ("sending", 0, 1)
        assert there.head().seq == 1
        append(there, ann, drafted(), reads={"post-1": 0, "sending": 1})

    def test_a_stream_that_nobody_read_may_move_on(self, open_journal: Opener, ann: MemorySigner) -> None:
        here, there = open_journal(), open_journal()
        append(here, ann, drafted("post-1"), reads={"post-1": 0})
        (entry,) = append(there, ann, drafted("post-2"), reads={"post-2": 0})
        assert entry.seq == 2

    def test_nothing_happened_writes_nothing(self, open_journal: Opener, ann: MemorySigner) -> None:
        journal = open_journal()
        assert append(journal, ann) == ()
        assert journal.head().seq == 0

    def test_the_version_moves_whoever_appends(self, open_journal: Opener, ann: MemorySigner) -> None:
        here, there = open_journal(), open_journal()
        seen = [here.data_version()]
        for journal in (here, there):
            append(journal, ann, drafted())
            seen.append(here.data_version())
        assert len(set(seen)) == 3

    def test_each_entry_is_signed_over_its_digest_and_its_place(
        self, open_journal: Opener, ann: MemorySigner
    ) -> None:
        journal = open_journal()
        append(journal, ann, drafted())
        append(journal, ann, drafted(text="And recycling on Wednesday."))
        workspace = ""
        for row in self.rows(journal, "SELECT * FROM entry ORDER BY seq"):
            *fields, digest, signature = tuple(row)
            assert digest == codec.entry_digest(workspace, codec.Fields(*fields))
            assert keys.verify(ann.public, signature, digest)
            workspace = journal.workspace

    def test_an_unfit_body_is_refused_before_anything_is_written(
        self, open_journal: Opener, ann: MemorySigner
    ) -> None:
        journal = open_journal()
        for body in (
            {"text": "a\0b"},
            {"text": "\ud83d"},
            {"n": 1.5},
            {"n": 2**53},
            {"\0": 1},
            {"x": b"bytes"},
            {1: 1},
        ):
            with pytest.raises(UnfitEvent):
                append(journal, ann, drafted(), Event("post-2", "post.drafted", body))  # type: ignore[arg-type]
        with pytest.raises(UnfitEvent):
            append(journal, ann, Event("post 1", "post.drafted"))
        with pytest.raises(UnfitEvent):
            append(journal, ann, drafted(), at=datetime(2026, 1, 1))  # noqa: DTZ001 - the point
        assert journal.head().seq == 0
        append(journal, ann, drafted())

    def test_a_signer_that_fails_leaves_nothing(self, open_journal: Opener, ann: MemorySigner) -> None:
        class Locked(MemorySigner):
            def sign(self, message: bytes) -> bytes:
                raise PermissionError("the keyring is locked")

        journal = open_journal()
        with pytest.raises(PermissionError):
            append(journal, Locked("ann", b"x" * 32), drafted(), drafted())
        assert journal.head().seq == 0
        append(journal, ann, drafted())

    def test_old_bodies_are_raised_on_reading(self, open_journal: Opener, ann: MemorySigner) -> None:
        append(open_journal(), ann, drafted(text="Hello"))
        upcasts = {
            ("post.drafted", 1): lambda body: {"parts": [body["text"]]},
            ("post.drafted", 2): lambda body: {**body, "media": []},
        }
        (entry,) = open_journal(upcasts=upcasts).entries()
        assert (entry.kind_version, entry.body) == (3, {"parts": ["Hello"], "media": []})
        assert next(open_journal().entries()).body == {"text": "Hello"}

    def test_a_projection_is_written_with_its_entry(self, open_journal: Opener, ann: MemorySigner) -> None:
        journal = open_journal(projections=[counting()])
        append(journal, ann, drafted(text="One"), drafted(text="Two"), drafted("post-2", "Three"))
        assert [tuple(row) for row in self.rows(journal, "SELECT * FROM post ORDER BY stream")] == [
            ("post-1", 2, "Two"),
            ("post-2", 3, "Three"),
        ]

    def test_a_projection_that_fails_takes_its_entry_with_it(
        self, open_journal: Opener, ann: MemorySigner
    ) -> None:
        def apply(execute: Callable[..., Any], entry: Any) -> None:
            execute("INSERT INTO fragile VALUES (?)", (entry.stream,))

        fragile = Projection(
            "fragile", 1, ("fragile",), "CREATE TABLE fragile (stream TEXT PRIMARY KEY)", apply
        )
        journal = open_journal(projections=[counting(), fragile])
        append(journal, ann, drafted(text="One"))
        with pytest.raises(Exception, match="UNIQUE"):
            append(journal, ann, drafted("post-2"), drafted("post-1", "Again"))
        assert journal.head().seq == 1
        assert [row["text"] for row in self.rows(journal, "SELECT text FROM post")] == ["One"]
        assert append(journal, ann, drafted("post-3"))[0].seq == 2

    def test_a_reshaped_projection_is_read_again(self, open_journal: Opener, ann: MemorySigner) -> None:
        append(open_journal(projections=[counting()]), ann, drafted(text="One"), drafted("post-2", "Two"))

        def apply(execute: Callable[..., Any], entry: Any) -> None:
            execute("INSERT INTO post VALUES (?, ?)", (entry.seq, entry.body["text"].upper()))

        reshaped = Projection("posts", 2, ("post",), "CREATE TABLE post (seq INTEGER, loud TEXT)", apply)
        seen: list[tuple[int, int]] = []
        journal = open_journal(
            projections=[reshaped], progress=lambda done, total: seen.append((done, total))
        )
        assert [row["loud"] for row in self.rows(journal, "SELECT loud FROM post ORDER BY seq")] == [
            "ONE",
            "TWO",
        ]
        assert seen[-1] == (2, 2)

    def test_a_projection_catches_up_with_one_who_appended_without_it(
        self, open_journal: Opener, ann: MemorySigner
    ) -> None:
        journal = open_journal(projections=[counting()])
        plain = open_journal()
        append(plain, ann, drafted("post-1", "Unseen"))
        append(journal, ann, drafted("post-2", "Seen"))
        assert [row["text"] for row in self.rows(journal, "SELECT text FROM post ORDER BY seq")] == [
            "Unseen",
            "Seen",
        ]
        append(plain, ann, drafted("post-3", "Late"))
        opened = open_journal(projections=[counting()])
        assert [row["text"] for row in self.rows(opened, "SELECT text FROM post ORDER BY seq")][-1] == "Late"
