"""What this copy keeps beside the record: scratch, settings, and what citizens said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from office.journal.local import Local
from office.journal.mentions import Mention, mention_digest
from office.journal.sqlite import SqliteJournal
from tests.journal.desk import NOON

HELP = Mention(
    id="m1", account="council", remote_id="999", author="u1", author_name="Dai <b>Bach</b>", text="When is bin day?\u202e",
    at=NOON, url="https://example.org/999", in_reply_to=None, summons=True,
    digest=mention_digest("council", "999", "u1", "When is bin day?", NOON), fetched_at=NOON,
    keep_until=NOON + timedelta(days=90),
)  # fmt: skip


@pytest.fixture
def local(journal: SqliteJournal) -> Local:
    return journal.local


def test_half_typed_text_is_kept_as_it_is(local: Local, journal: SqliteJournal) -> None:
    draft = {"text": "half \ud83d and \0 too", "parts": [1, None, True, 0.5]}
    local.scratch_set("draft:post-1", draft)
    assert local.scratch_get("draft:post-1") == draft
    local.scratch_set("draft:post-1", {"text": "later"})
    with SqliteJournal(journal.path) as other:
        assert other.local.scratch_get("draft:post-1") == {"text": "later"}
    assert local.scratch_get("draft:post-2") is None


def test_scratch_is_found_by_its_beginning_and_dropped(local: Local) -> None:
    for key in ("draft:b", "draft:a", "drafts", "note:1", "draft:%", "draft:é"):
        local.scratch_set(key, 1)
    assert local.scratch_keys("draft:") == ("draft:%", "draft:a", "draft:b", "draft:é")
    local.scratch_drop("draft:a")
    local.scratch_drop("never there")
    assert "draft:a" not in local.scratch_keys()


def test_settings_are_not_scratch_and_neither_is_in_the_record(local: Local, journal: SqliteJournal) -> None:
    before = journal.head()
    local.setting_set("seal-folder", "/srv/seals")
    assert local.setting_get("seal-folder") == "/srv/seals"
    assert local.setting_get("other") is None
    assert local.scratch_get("seal-folder") is None
    assert journal.head() == before


def test_a_mention_is_taken_in_once(local: Local) -> None:
    later = replace(HELP, id="m2", remote_id="1000")
    assert local.mentions.add([HELP, later]) == 2
    assert local.mentions.add([replace(HELP, id="m3", text="changed"), replace(later, id="m1")]) == 0
    assert local.mentions.get("m1") == HELP
    assert local.mentions.get("m2") == later
    assert local.mentions.get("m3") is None


def test_the_newest_is_the_largest_id_and_outlives_the_purge(local: Local) -> None:
    local.mentions.add(
        [replace(HELP, id=i, remote_id=r) for i, r in (("a", "1000"), ("b", "999"), ("c", "1001"))]
    )
    local.mentions.add([replace(HELP, id="d", account="other", remote_id="5")])
    assert local.mentions.newest("council") == "1001"
    assert local.mentions.newest("other") == "5"
    assert local.mentions.newest("third") is None
    assert local.mentions.purge(NOON + timedelta(days=91)) == 4
    assert local.mentions.newest("council") == "1001"


def test_only_what_need_not_be_kept_is_purged(local: Local) -> None:
    local.mentions.add(
        [HELP, replace(HELP, id="m2", remote_id="1000", keep_until=NOON + timedelta(days=365))]
    )
    local.mentions.keep("m1", NOON + timedelta(days=30))
    assert local.mentions.purge(NOON + timedelta(days=30)) == 1
    assert local.mentions.get("m1") is None
    assert local.mentions.get("m2") is not None


def test_an_erased_mention_does_not_come_back(local: Local, journal: SqliteJournal) -> None:
    local.mentions.add([HELP])
    assert local.mentions.erase("m1")
    assert not local.mentions.erase("m1")
    assert local.mentions.add([HELP]) == 0
    assert journal.checkpoint()
    for file in journal.path.parent.iterdir():
        assert b"bin day" not in file.read_bytes()
