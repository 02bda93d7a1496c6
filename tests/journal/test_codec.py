"""Bytes for ever: canonical JSON, digests and times."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.journal import codec
from office.journal.codec import Fields, UnfitEvent
from office.journal.port import Event

CALM = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A slow machine is not a wrong one."""

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
name = st.text(
    st.sampled_from([chr(c) for c in range(33, 127) if chr(c) not in '"\\']), min_size=1, max_size=40
)
whole = st.integers(-(2**53) + 1, 2**53 - 1)
value = st.recursive(
    st.none() | st.booleans() | whole | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=20,
)
digest = st.binary(min_size=32, max_size=32)
fields = st.builds(Fields, whole, text, whole, text, whole, text, text, text, digest, digest)


@given(st.dictionaries(text, value, max_size=6))
@CALM
def test_a_body_is_read_back_exactly(body: dict[str, Any]) -> None:
    draft = codec.draft(Event("post-1", "post.drafted", body))
    assert codec.loads(draft.json) == body
    assert draft.json.encode() == rfc8785.dumps(body) == codec.canonical(codec.loads(draft.json))
    assert draft.body_digest == hashlib.sha256(draft.nonce + draft.json.encode()).digest()


@given(text | name, fields)
@CALM
def test_the_digest_is_of_canonical_json_as_the_library_writes_it(workspace: str, of: Fields) -> None:
    listed = [1, workspace, *of[:8], of.body_digest.hex(), of.previous.hex()]
    assert codec.entry_digest(workspace, of) == hashlib.sha256(rfc8785.dumps(listed)).digest()


@given(fields, fields)
@CALM
def test_different_entries_have_different_digests(one: Fields, other: Fields) -> None:
    assert (codec.entry_digest("w", one) == codec.entry_digest("w", other)) == (one == other)


def test_a_known_entry_has_the_digest_that_it_always_had() -> None:
    of = Fields(
        1, "post-1", 1, "post.drafted", 1, "2026-11-24T12:00:00.000000Z", "ann", "k", b"\1" * 32, bytes(32)
    )
    preimage = '[1,"",1,"post-1",1,"post.drafted",1,"2026-11-24T12:00:00.000000Z","ann","k","' + "01" * 32
    preimage += '","' + "00" * 32 + '"]'
    assert codec.entry_digest("", of) == hashlib.sha256(preimage.encode()).digest()


def test_equal_texts_have_different_digests() -> None:
    one, other = (codec.draft(Event("post-1", "post.drafted", {"text": "Yes"})) for _ in range(2))
    assert one.json == other.json
    assert one.body_digest != other.body_digest


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-9, minutes=-30))]),
                    min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)))  # fmt: skip  # noqa: DTZ001
@CALM
def test_times_are_read_back_exactly_and_sort_as_text(at: datetime) -> None:
    assert codec.moment(codec.stamp(at)) == at
    assert len(codec.stamp(at)) == len("2026-11-24T12:00:00.000000Z")
    assert codec.stamp(at) < codec.stamp(at + timedelta(microseconds=1))


def test_a_time_is_written_so() -> None:
    assert codec.stamp(datetime(2026, 11, 24, 12, tzinfo=UTC)) == "2026-11-24T12:00:00.000000Z"


@pytest.mark.parametrize("name", ["", "post 1", "post\n", 'a"b', "a\\b", "caf\u00e9", "x" * 201, "\0"])
def test_an_unfit_name_is_refused(name: str) -> None:
    with pytest.raises(UnfitEvent):
        codec.draft(Event(name, "post.drafted"))
    with pytest.raises(UnfitEvent):
        codec.draft(Event("post-1", name))


def test_an_enormous_body_is_refused() -> None:
    with pytest.raises(UnfitEvent, match="8 MiB"):
        codec.draft(Event("post-1", "post.drafted", {"text": "x" * codec.MAX_BODY_BYTES}))


def test_versions_of_a_kind_count_from_one() -> None:
    with pytest.raises(UnfitEvent):
        codec.draft(Event("post-1", "post.drafted", {}, 0))


def test_an_erased_body_is_raised_without_being_touched() -> None:
    assert codec.raised("k", 1, None, {("k", 1): lambda body: {"was": body["x"]}}) == (2, None)


def test_every_upcast_leads_to_a_version_above_its_own() -> None:
    for kind, version in codec.UPCASTS:
        assert version >= 1
        assert codec.raised(kind, version, None, codec.UPCASTS)[0] > version
