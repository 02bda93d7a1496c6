"""Whatever is done to the file shows, and the entry is named."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from office.journal import codec, seals
from office.journal.keys import MemorySigner
from office.journal.port import Damaged, Event
from office.journal.report import Checkpoint, Report
from office.journal.sqlite import SqliteJournal
from office.journal.verify import verify
from tests.journal.attacks import both, burgled, rechain, rewrite_body
from tests.journal.desk import NOON, append, drafted, founded, key, minutes


@pytest.fixture
def record(
    journal: SqliteJournal, ann: MemorySigner, ben: MemorySigner, desk: MemorySigner
) -> Iterator[Path]:
    """Twelve entries: 1 founded, 2 Ben enrolled and 3 named by Ann, then 4 to 12 posts by Ann, Ben and the device."""
    enrolled = Event(
        "person-ben", "person.enrolled", {"roles": ["line-manager"], "keys": [key(ben)], "by": "ann"}
    )
    named = Event("person-ben", "person.named", {"name": "Ben Okafor", "email": "ben@example.gov.uk"})
    append(journal, ann, enrolled, named, at=minutes(1))
    for n, signer in enumerate((ann, ben, desk) * 3, 2):
        append(journal, signer, drafted(f"post-{n % 2}", "Bin day is Tuesday."), at=minutes(n))
    return journal.path


def found(report: Report) -> list[tuple[str, int]]:
    return [(finding.code, finding.seq) for finding in report.findings]


def test_a_record_that_nobody_touched_is_whole(record: Path, journal: SqliteJournal) -> None:
    report = verify(record)
    assert report.whole
    assert (report.entries, report.head, report.workspace) == (12, journal.head(), journal.workspace)
    assert report.lines() == (
        f"Workspace {journal.workspace}",
        "12 entries verified (chain and signatures).",
        f"Head: entry 12, {journal.head().digest.hex()}",
        "No seal: 12 entries not yet protected against being cut off.",
        "The record is whole.",
    )


def test_it_may_be_verified_beside_a_journal_in_use(record: Path, journal: SqliteJournal) -> None:
    assert verify(journal).whole
    assert verify(journal.path.parent).whole


def test_an_altered_body_is_named(record: Path) -> None:
    with burgled(record) as conn:
        conn.execute("UPDATE body SET json = replace(json, 'Tuesday', 'Thursday') WHERE seq = 5")
    report = verify(record)
    assert found(report) == [("body-altered", 5)]
    assert not report.whole
    assert report.lines()[-2:] == (
        "Entry 5 has been altered: its body does not match the digest in the entry.",
        "The record is NOT whole: 1 finding.",
    )
    assert found(verify(record, signatures=False)) == [("body-altered", 5)]


def test_a_space_more_in_a_body_is_an_alteration(record: Path) -> None:
    with burgled(record) as conn:
        conn.execute("UPDATE body SET json = json || ' ' WHERE seq = 5")
    assert found(verify(record)) == [("body-altered", 5)]


def test_bodies_of_equal_text_cannot_change_places(record: Path) -> None:
    with burgled(record) as conn:
        (one,), (other,) = conn.execute("SELECT nonce FROM body WHERE seq IN (4, 6) ORDER BY seq").fetchall()
        conn.execute("UPDATE body SET nonce = ? WHERE seq = 4", (other,))
        conn.execute("UPDATE body SET nonce = ? WHERE seq = 6", (one,))
    assert found(verify(record)) == [("body-altered", 4), ("body-altered", 6)]


@pytest.mark.parametrize(
    "change",
    [
        "stream = 'post-7'",
        "version = 90",
        "kind = 'post.discarded'",
        "kind_version = 2",
        "at = '2026-11-23T12:00:00.000000Z'",
        "actor = 'ann'",
        "device = (SELECT device FROM entry WHERE seq = 6)",
        "body_digest = zeroblob(32)",
    ],
)
def test_an_altered_entry_is_named(change: str, record: Path) -> None:
    with burgled(record) as conn:
        conn.execute(f"UPDATE entry SET {change} WHERE seq = 5")  # noqa: S608
    report = verify(record, signatures=False)
    assert ("altered", 5) in found(report)


def test_an_altered_entry_whose_digest_was_made_to_fit_breaks_the_chain_and_the_signature(
    record: Path,
) -> None:
    with burgled(record) as conn:
        rewrite_body(conn, 5, '{"text":"Bin day is Thursday."}')
        rows = conn.execute("SELECT * FROM entry WHERE seq = 5").fetchall()
        stranger = MemorySigner.generate("ben")
        rechain(conn, 5, lambda _: stranger)
        conn.execute("UPDATE entry SET device = ? WHERE seq = 5", (rows[0][7],))
    assert ("altered", 5) in found(verify(record))


def test_entries_that_were_removed_are_numbered(record: Path) -> None:
    with burgled(record) as conn:
        conn.execute("DELETE FROM entry WHERE seq IN (6, 7)")
        conn.execute("DELETE FROM body WHERE seq IN (6, 7)")
    report = verify(record)
    assert ("removed", 8) in found(report)
    assert "Entries 6 to 7 are missing before entry 8: removed." in report.lines()


def test_an_entry_removed_and_the_rest_moved_up_shows(record: Path) -> None:
    with burgled(record) as conn:
        both(conn, "DELETE FROM TABLE WHERE seq = 6", "UPDATE TABLE SET seq = -seq WHERE seq > 6")
        both(conn, "UPDATE TABLE SET seq = -seq - 1 WHERE seq < 0")
    assert {("order", 6), ("altered", 6)} <= set(found(verify(record)))


def test_an_inserted_entry_shows(record: Path) -> None:
    with burgled(record) as conn:
        both(
            conn, "UPDATE TABLE SET seq = -seq - 1 WHERE seq > 6", "UPDATE TABLE SET seq = -seq WHERE seq < 0"
        )
        conn.execute("UPDATE entry SET previous = randomblob(32) WHERE seq = 8")
        conn.execute(
            "INSERT INTO entry SELECT 7, 'post-9', 1, kind, 1, at, actor, device, body_digest, digest, zeroblob(32),"
            " signature FROM entry WHERE seq = 6"
        )
        conn.execute("INSERT INTO body SELECT 7, nonce, json FROM body WHERE seq = 6")
    assert {("altered", 7), ("order", 8)} <= set(found(verify(record)))


def test_entries_in_another_order_show(record: Path) -> None:
    with burgled(record) as conn:
        both(conn, "UPDATE TABLE SET seq = -5 WHERE seq = 5", "UPDATE TABLE SET seq = 5 WHERE seq = 6")
        both(conn, "UPDATE TABLE SET seq = 6 WHERE seq = -5")
    assert {("order", 5), ("altered", 5), ("altered", 6), ("order", 7)} <= set(found(verify(record)))


def test_a_missing_body_shows(record: Path) -> None:
    with burgled(record) as conn:
        conn.execute("DELETE FROM body WHERE seq = 7")
        conn.execute("UPDATE body SET json = NULL, nonce = x'' WHERE seq = 3")
    assert found(verify(record)) == [("body-missing", 3), ("body-missing", 7)]


def test_a_body_without_an_entry_shows(record: Path) -> None:
    with burgled(record) as conn:
        conn.execute("INSERT INTO body VALUES (99, x'00', '{}')")
    assert found(verify(record)) == [("stray", 0)]


def test_an_entry_signed_again_by_a_stranger_shows(record: Path) -> None:
    stranger = MemorySigner("ben", b"s" * 32)
    with burgled(record) as conn:
        (digest,) = conn.execute("SELECT digest FROM entry WHERE seq = 8").fetchone()
        conn.execute("UPDATE entry SET signature = ? WHERE seq = 8", (stranger.sign(digest),))
    assert found(verify(record)) == [("signature", 8)]
    assert verify(record, signatures=False).whole


def test_a_chain_made_anew_by_a_stranger_shows_at_every_entry(record: Path) -> None:
    stranger = MemorySigner("ben", b"s" * 32)
    with burgled(record) as conn:
        rechain(conn, 5, lambda _: stranger)
    assert found(verify(record)) == [("key-unknown", seq) for seq in range(5, 13)]


def test_nobody_can_write_in_somebody_elses_name(record: Path, ben: MemorySigner) -> None:
    with burgled(record) as conn:
        rechain(conn, 5, lambda _: ben)
    assert found(verify(record)) == [("key-of-another", seq) for seq in (6, 7, 9, 10, 12)]


def test_a_chain_made_anew_with_a_revoked_key_shows(
    record: Path, journal: SqliteJournal, ann: MemorySigner, ben: MemorySigner
) -> None:
    since = minutes(20).isoformat()
    append(
        journal,
        ann,
        Event("person-ben", "key.revoked", {"key": ben.key_id, "since": since, "reason": "lost"}),
        at=minutes(20),
    )
    assert verify(record).whole
    append(journal, ben, drafted("post-0", "Backdated"), at=minutes(3))
    assert found(verify(record)) == [("key-revoked", 14)]


def test_a_record_rewritten_whole_with_a_revoked_key_shows(
    record: Path, journal: SqliteJournal, ann: MemorySigner, ben: MemorySigner
) -> None:
    since = minutes(20).isoformat()
    append(
        journal,
        ann,
        Event("person-ben", "key.revoked", {"key": ben.key_id, "since": since, "reason": "left angry"}),
        at=minutes(20),
    )
    with burgled(record) as conn:
        rewrite_body(conn, 4, '{"text":"Never said."}')
        rechain(conn, 2, lambda _: ben)
    codes = found(verify(record))
    assert {("key-unknown", 2), ("key-of-another", 13)} <= set(codes)


def test_a_record_founded_anew_is_another_workspace(
    record: Path, journal: SqliteJournal, ann: MemorySigner, ben: MemorySigner, desk: MemorySigner
) -> None:
    pinned = journal.workspace
    forged = MemorySigner.generate("ann")
    with burgled(record) as conn:
        rewrite_body(conn, 1, codec.draft(founded(forged, desk)).json)
        rechain(conn, 1, {"ann": forged, "ben": ben, "desk": desk}.__getitem__)
    assert verify(record).whole
    assert found(verify(record, workspace=pinned)) == [("workspace", 1)]


def test_what_was_signed_after_a_key_was_lost_and_before_it_was_revoked_shows(
    record: Path, journal: SqliteJournal, ann: MemorySigner, ben: MemorySigner
) -> None:
    body = {"key": ben.key_id, "since": minutes(6).isoformat(), "reason": "stolen"}
    append(journal, ann, Event("person-ben", "key.revoked", body), at=minutes(20))
    assert found(verify(record)) == [("key-revoked", seq) for seq in (8, 11)]


def test_who_has_left_signs_no_more(
    record: Path, journal: SqliteJournal, ann: MemorySigner, ben: MemorySigner
) -> None:
    append(journal, ann, Event("person-ben", "person.left"), at=minutes(20))
    assert verify(record).whole
    append(journal, ben, drafted("post-0"), at=minutes(21))
    assert found(verify(record)) == [("person-left", 14)]


def test_a_second_key_counts_from_when_it_was_added(
    record: Path, journal: SqliteJournal, ann: MemorySigner, ben: MemorySigner
) -> None:
    laptop = MemorySigner("ben", b"l" * 32)
    append(journal, ben, Event("person-ben", "key.added", {"key": key(laptop)}), at=minutes(20))
    append(journal, laptop, drafted("post-0"), at=minutes(21))
    assert verify(record).whole
    append(journal, laptop, Event("person-ann", "key.added", {"key": key(laptop)}), at=minutes(22))
    assert found(verify(record)) == [("unreadable", 15)]


def test_a_device_signs_once_it_is_enrolled(record: Path, journal: SqliteJournal, ann: MemorySigner) -> None:
    server = MemorySigner("server", b"v" * 32)
    append(
        journal,
        ann,
        Event("device-server", "device.enrolled", {"device": "server", "key": key(server), "by": "ann"}),
    )
    append(journal, server, drafted("post-0"))
    assert verify(record).whole


def test_a_record_whose_founder_is_not_in_it_is_not_believed(folder: Path, ann: MemorySigner) -> None:
    with SqliteJournal(folder, create=True) as journal:
        append(journal, ann, drafted())
    assert found(verify(folder)) == [("key-unknown", 1)]


class TestSeals:
    def test_a_cut_tail_shows_only_against_a_seal(
        self, record: Path, journal: SqliteJournal, desk: MemorySigner
    ) -> None:
        seal = seals.make(journal, at=NOON, signer=desk)
        with burgled(record) as conn:
            conn.execute("DELETE FROM entry WHERE seq > 9")
            conn.execute("DELETE FROM body WHERE seq > 9")
        assert verify(record).whole
        report = verify(record, [seal])
        assert found(report) == [("cut", 12)]
        assert "The record has been cut off: it ends at entry 9" in "\n".join(report.lines())

    def test_a_record_rewritten_by_its_only_signer_shows_only_against_a_seal(
        self, folder: Path, ann: MemorySigner, desk: MemorySigner
    ) -> None:
        with SqliteJournal(folder, create=True) as journal:
            append(journal, ann, founded(ann, desk), drafted(), drafted())
            seal = seals.make(journal, at=NOON, signer=desk)
            append(journal, ann, drafted())
        with burgled(journal.path) as conn:
            rewrite_body(conn, 2, '{"text":"Never said."}')
            rechain(conn, 2, lambda _: ann)
        assert verify(folder).whole
        assert found(verify(folder, [seal])) == [("seal-broken", 3)]

    def test_it_says_to_where_it_is_sealed_and_what_is_not_yet_protected(
        self, record: Path, journal: SqliteJournal, desk: MemorySigner, ann: MemorySigner
    ) -> None:
        old, new = (seals.make(journal, at=minutes(n), signer=desk) for n in (1, 2))
        append(journal, ann, drafted(), drafted())
        report = verify(record, [new, old])
        assert report.whole
        assert report.sealed == new
        assert report.unprotected == 2
        assert (
            "Sealed to entry 12 on 24 November 2026 at 12:02 UTC; 2 later entries not yet protected."
            in report.lines()
        )

    def test_seals_may_be_looked_for_once_the_workspace_is_known(
        self, record: Path, journal: SqliteJournal, desk: MemorySigner
    ) -> None:
        kept = {journal.workspace: [seals.make(journal, at=NOON, signer=desk)]}
        assert verify(record, kept.__getitem__).unprotected == 0

    def test_a_seal_by_a_stranger_is_not_believed_and_not_passed_over(
        self, record: Path, journal: SqliteJournal
    ) -> None:
        seal = seals.make(journal, at=NOON, signer=MemorySigner.generate("desk"))
        assert found(verify(record, [seal])) == [("seal-forged", 12)]

    def test_a_seal_by_a_key_that_was_no_longer_trusted_is_not_believed(
        self, record: Path, journal: SqliteJournal, ann: MemorySigner, desk: MemorySigner
    ) -> None:
        body = {"key": desk.key_id, "since": minutes(30).isoformat(), "reason": "sold"}
        append(journal, ann, Event("device-desk", "key.revoked", body), at=minutes(30))
        good, bad = (seals.make(journal, at=minutes(n), signer=desk) for n in (29, 30))
        report = verify(record, [good, bad])
        assert found(report) == [("seal-forged", 13)]
        assert report.sealed == good

    def test_a_seal_of_another_workspace_is_named(
        self, record: Path, tmp_path: Path, ann: MemorySigner, desk: MemorySigner
    ) -> None:
        with SqliteJournal(tmp_path / "other", create=True) as other:
            append(other, ann, founded(ann, desk))
            seal = seals.make(other, at=NOON, signer=desk)
        assert found(verify(record, [seal])) == [("seal-foreign", 1)]

    def test_another_workspace_than_the_pinned_one_is_named(
        self, record: Path, journal: SqliteJournal
    ) -> None:
        assert verify(record, workspace=journal.workspace).whole
        assert found(verify(record, workspace="ab" * 32)) == [("workspace", 1)]


class TestTheFile:
    def test_a_fence_that_is_down_shows(self, record: Path) -> None:
        with burgled(record, repaired=False):
            pass
        report = verify(record)
        assert {finding.code for finding in report.findings} == {"fence"}
        assert len(report.findings) == 6

    def test_a_gate_in_the_fence_shows(self, record: Path) -> None:
        with burgled(record) as conn:
            conn.execute("CREATE TRIGGER quiet AFTER INSERT ON entry BEGIN DELETE FROM scratch; END")
        assert found(verify(record)) == [("fence", 0)]
        assert "trigger quiet is not ours" in verify(record).lines()[-2]

    def test_an_index_that_hides_an_entry_shows(self, record: Path, journal: SqliteJournal) -> None:
        with burgled(record) as conn:
            conn.execute("CREATE TABLE decoy (stream TEXT, version INTEGER, UNIQUE (stream, version))")
            conn.execute("INSERT INTO decoy SELECT stream, version FROM entry WHERE seq <> 5")
            conn.execute("PRAGMA writable_schema = ON")
            conn.execute(
                "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master"
                " WHERE name = 'sqlite_autoindex_decoy_1') WHERE name = 'sqlite_autoindex_entry_2'"
            )
            conn.execute("DELETE FROM sqlite_master WHERE tbl_name = 'decoy'")
        assert "index" in {finding.code for finding in verify(record).findings}

    def test_a_row_of_another_shape_is_unreadable_not_a_crash(self, record: Path) -> None:
        with burgled(record) as conn:
            conn.execute("PRAGMA writable_schema = ON")
            conn.execute(
                "UPDATE sqlite_master SET sql = replace(sql, ') STRICT', ')') WHERE name IN ('entry', 'body')"
            )
        with burgled(record) as conn:
            conn.execute("PRAGMA ignore_check_constraints = ON")
            conn.execute("UPDATE entry SET at = 'soon' WHERE seq = 5")
            conn.execute("UPDATE entry SET at = x'00ff' WHERE seq = 6")
            conn.execute("UPDATE entry SET digest = 'text', previous = 7.5 WHERE seq = 7")
            conn.execute("UPDATE body SET nonce = 'text' WHERE seq = 8")
        codes = set(found(verify(record)))
        assert {("unreadable", 5), ("unreadable", 6), ("order", 7), ("unreadable", 8)} <= codes

    def test_a_table_that_is_not_there_is_a_sentence(self, record: Path) -> None:
        with burgled(record, repaired=False) as conn:
            conn.execute("DROP TABLE body")
        with pytest.raises(Damaged):
            verify(record)

    @pytest.mark.parametrize(
        "made",
        [
            "CREATE VIEW entry AS SELECT * FROM real",
            "CREATE TABLE entry AS SELECT * FROM real",
            "CREATE TABLE entry AS SELECT 'x' AS seq, * FROM (SELECT stream, version, kind, kind_version, at FROM real)",
            "CREATE TABLE entry (seq)",
        ],
    )
    def test_another_table_in_its_place_is_a_sentence_or_a_finding(self, made: str, record: Path) -> None:
        with burgled(record, repaired=False) as conn:
            conn.execute("PRAGMA legacy_alter_table = ON")
            conn.execute("ALTER TABLE entry RENAME TO real")
            conn.execute(made)
        try:
            assert "fence" in {finding.code for finding in verify(record).findings}
        except Damaged:
            return

    def test_a_last_entry_without_a_digest_can_still_be_reported(self, record: Path) -> None:
        with burgled(record) as conn:
            conn.execute("UPDATE entry SET digest = zeroblob(32) WHERE seq = 12")
        assert found(verify(record, signatures=False)) == [("altered", 12)]
        assert verify(record).lines()

    def test_text_with_a_quotation_mark_cannot_pass_for_two(
        self, journal: SqliteJournal, ann: MemorySigner
    ) -> None:
        append(journal, ann, Event("a", "b"))
        with burgled(journal.path) as conn:
            conn.execute("UPDATE entry SET stream = 'a\",1,\"b', version = 1, kind = 'b' WHERE seq = 2")
        assert ("altered", 2) in found(verify(journal.path))


class TestGoingOn:
    def test_it_goes_on_where_it_was_stopped(self, record: Path) -> None:
        asked = iter([False, True])
        first = verify(record, should_stop=lambda: next(asked, True))
        assert first.stopped
        assert not first.whole
        second = verify(record, after=Checkpoint.from_json(first.checkpoint.to_json()))
        assert second.whole
        assert second.head.seq == 12

    def test_only_what_is_new_is_looked_at(
        self, record: Path, journal: SqliteJournal, ben: MemorySigner
    ) -> None:
        first = verify(record)
        append(journal, ben, drafted("post-0"), drafted("post-new"))
        second = verify(record, after=first.checkpoint)
        assert second.whole
        assert (second.entries, second.after, second.head.seq) == (2, 12, 14)
        assert "2 entries verified after entry 12" in second.lines()[1]
        with burgled(record) as conn:
            conn.execute("UPDATE entry SET version = 9 WHERE seq = 14")
        assert {("altered", 14), ("version", 14)} <= set(found(verify(record, after=first.checkpoint)))

    def test_a_record_rewritten_before_the_checkpoint_shows(self, record: Path, ann: MemorySigner) -> None:
        first = verify(record)
        with burgled(record) as conn:
            rechain(conn, 11, lambda _: ann)
        assert ("checkpoint", 12) in found(verify(record, after=first.checkpoint))

    def test_progress_reaches_the_end(self, record: Path) -> None:
        seen: list[tuple[int, int]] = []
        verify(record, progress=lambda done, total: seen.append((done, total)))
        assert seen[-1] == (12, 12)


def test_a_record_from_which_everything_was_removed_is_not_whole(record: Path) -> None:
    with burgled(record) as conn:
        both(conn, "DELETE FROM TABLE")
    assert found(verify(record)) == [("empty", 0)]


def test_a_thousand_findings_are_enough(journal: SqliteJournal, ann: MemorySigner) -> None:
    append(journal, ann, *(drafted(f"post-{n}") for n in range(1200)))
    with burgled(journal.path) as conn:
        conn.execute("UPDATE body SET json = '{}'")
    report = verify(journal.path)
    assert len(report.findings) == 1000
    assert report.more > 200
    assert report.lines()[-2].startswith("... and 2,")


def test_it_reads_a_copy_that_may_not_be_written_to(
    record: Path, journal: SqliteJournal, tmp_path: Path
) -> None:
    copy = tmp_path / "stick" / "record.db"
    copy.parent.mkdir()
    target = sqlite3.connect(copy)
    source = sqlite3.connect(record)
    source.backup(target)
    for conn in (source, target):
        conn.close()
    copy.chmod(0o400)
    copy.parent.chmod(0o500)
    try:
        assert verify(copy).whole
        assert [p.name for p in copy.parent.iterdir()] == ["record.db"]
    finally:
        copy.parent.chmod(0o700)
