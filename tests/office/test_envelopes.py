"""The `.despatch` file, read strictly: whatever comes, it is an envelope or a fault with a code, and never anything else."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from office.envelopes import LIMIT, Envelope, EnvelopeFault, open_envelope, seal
from office.forms import PAYLOADS, Misshapen
from office.journal.keys import MemorySigner
from office.letters import file_name, plain, to_person
from tests.office.world import seed

ADA = MemorySigner("ada-id", seed("ada"))
EVE = MemorySigner("eve", seed("eve"))
AT = "2026-06-03T13:00:00+00:00"
JOIN = {"name": "Len", "email": "len@department.example", "at": AT, "nonce": "0" * 32}
PICTURE = b"\x89PNG a picture"
DIGEST = hashlib.sha256(PICTURE).hexdigest()


def delivery(**more: Any) -> dict[str, Any]:
    picture = {"digest": DIGEST, "alt": "A bin", "mime": "image/png", "name": "bin.png", "width": 2, "height": 2, "size": 9}  # fmt: skip
    return {
        "delivery": "d1", "account": {"id": "a1", "platform": "practice", "handle": "dept", "name": "Dept"},
        "act": "post", "category": "operational", "parts": [{"text": "Bin day is Tuesday.", "media": [picture]}],
        "window": {"start": None, "until": AT}, "reply_to": None, "mention": None, "digest": "0" * 64, "stage": 1,
        "checks": [{"code": "check.hashtags", "level": "warn", "facts": {"at": {"moment": AT}, "of": ["a"], "n": 1}}],
    } | more  # fmt: skip


def request(**more: Any) -> dict[str, Any]:
    return {
        "workspace": "f" * 64, "from": "ada-id", "request": "ab12", "asked_by": "ada-id", "at": AT, "made": AT, "why": "",
        "to": None, "post": "p1", "reply": False, "title": "Bin day", "category": "operational", "revision": 1,
        "author": "ada-id", "authors": ["ada-id"], "approvals": [], "deliveries": [delivery()], "seen": None,
        "stages": [{"title": "Line manager", "roles": ["line-manager"], "needed": 1, "people": []}],
        "questions": [{"code": "facts", "words": "Are the facts right?"}], "answering": "",
    } | more  # fmt: skip


def sealed(**more: Any) -> bytes:
    return seal("request", request(**more), ADA, {DIGEST: PICTURE})


def altered(data: bytes, **top: Any) -> bytes:
    return json.dumps(json.loads(data) | top).encode()


def code(data: bytes) -> str:
    with pytest.raises(EnvelopeFault) as caught:
        open_envelope(data)
    assert caught.value.code == caught.value.refusals[0].code
    return caught.value.code


def test_a_request_comes_out_as_it_went_in_with_its_pictures_and_signature():
    opened = open_envelope(sealed())
    assert (opened.kind, dict(opened.payload), opened.media) == ("request", request(), {DIGEST: PICTURE})
    assert opened.signed_by(ADA.public)
    assert not opened.signed_by(EVE.public)


def test_a_join_request_brings_its_own_key_and_is_checked_with_it():
    data = seal("join", JOIN, EVE)
    assert open_envelope(data).public == EVE.public
    forged = altered(data, payload=JOIN | {"name": "The Permanent Secretary"})
    assert code(forged) == "file.forged"
    other = altered(data, public=base64.b64encode(ADA.public).decode())
    assert code(other) == "file.forged"


def test_the_same_content_is_the_same_letter_however_the_file_is_laid_out():
    data = sealed()
    spaced = json.dumps(json.loads(data), indent=4).encode()
    assert open_envelope(spaced).id == open_envelope(data).id
    assert open_envelope(sealed(title="Bins")).id != open_envelope(data).id


def test_every_beginning_of_a_file_is_a_file_that_is_not_whole_yet():
    data = sealed()
    codes = {code(data[:length]) for length in range(len(data))}
    assert codes == {"file.not-whole"}


@pytest.mark.parametrize("blank", [b"\0" * 4096, b"", b"   \n"], ids=["zeros", "empty", "spaces"])
def test_a_file_that_a_copying_program_has_only_made_room_for_is_not_whole_yet(blank: bytes):
    assert code(blank) == "file.not-whole"


def test_a_file_with_a_hole_that_is_still_being_filled_is_not_whole_yet():
    data = sealed()
    assert code(data[:300] + b"\0" * 200 + data[500:]) == "file.not-whole"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 a spreadsheet",
        b"{}",
        b"[]",
        b'"despatch"',
        b"null",
        b"12",
        b"\xff\xfe\x00",
        b'{"name": "something else"}',
        b"[" * 200_000,
        b"[]," * 600_000,
    ],
    ids=["zip", "empty object", "list", "text", "null", "number", "not text", "another", "deep", "many"],
)
def test_what_is_not_ours_is_told_from_what_is_forged(data: bytes):
    assert code(data) == "file.not-ours"


def test_a_newer_despatchs_file_is_told_as_that():
    data = sealed()
    assert code(altered(data, despatch=2, something="new")) == "file.newer"
    assert code(altered(data, kind="ballot")) == "file.newer"


@pytest.mark.parametrize("version", [0, -1, True, "1", None, 1.5, 10**30])
def test_a_version_that_is_no_version_is_not_ours(version: object):
    assert code(altered(sealed(), despatch=version)) in ("file.not-ours", "file.newer")


def test_a_picture_that_was_changed_left_out_or_slipped_in_is_a_forgery():
    data = sealed()
    other = base64.b64encode(b"another picture").decode()
    assert code(altered(data, media={DIGEST: other})) == "file.forged"
    assert code(altered(data, media={})) == "file.forged"
    whole = json.loads(data)["media"]
    assert code(altered(data, media=whole | {hashlib.sha256(b"x").hexdigest(): "eA=="})) == "file.forged"


def test_changed_words_no_longer_carry_the_signature():
    document = json.loads(sealed())
    document["payload"]["deliveries"][0]["parts"][0]["text"] = "Bin day is cancelled."
    assert not open_envelope(json.dumps(document).encode()).signed_by(ADA.public)


def test_a_thing_said_twice_could_mean_two_things_and_is_refused():
    data = sealed().decode()
    twice = data.replace('"title":"Bin day"', '"title":"Bin day","title":"Budget"')
    assert code(twice.encode()) == "file.not-ours"


@pytest.mark.parametrize(
    "more",
    [
        {"extra": 1},
        {"title": 5},
        {"title": "x" * 400},
        {"title": "half \ud800 a character"},
        {"title": "NUL \0"},
        {"revision": True},
        {"revision": 0},
        {"revision": 2**60},
        {"at": "yesterday"},
        {"at": "2026-06-03T13:00:00"},
        {"at": "1000-06-03T13:00:00+00:00"},
        {"request": "../../etc/passwd"},
        {"workspace": "F" * 64},
        {"deliveries": []},
        {"authors": []},
        {"stages": [{"title": "x", "roles": ["line-manager"], "needed": 1}]},
        {"approvals": [{"statement": {"statement": "will"}, "signature": "x"}]},
        {"seen": {"revision": 1}},
        {"questions": {}},
    ],
    ids=str,
)
def test_a_field_that_is_not_what_it_should_be_is_neither_sealed_nor_opened(more: dict[str, Any]):
    with pytest.raises(Misshapen):
        sealed(**more)
    assert code(altered(sealed(), payload=request(**more))) == "file.not-ours"


@pytest.mark.parametrize("number", ["1.0", "1e3", "NaN", "Infinity", "9" * 5000])
def test_numbers_that_canonical_json_cannot_hold_exactly_are_refused(number: str):
    data = sealed().decode().replace('"revision":1', f'"revision":{number}')
    assert code(data.encode()) == "file.not-ours"


def test_a_file_larger_than_the_limit_is_neither_made_nor_read():
    assert code(b" " * (LIMIT + 1)) == "file.too-big"
    large = b"\0" * (LIMIT * 3 // 4 + 10)
    digest = hashlib.sha256(large).hexdigest()
    picture = delivery()["parts"][0]["media"][0] | {"digest": digest}
    payload = request(deliveries=[delivery(parts=[{"text": "x", "media": [picture]}])])
    with pytest.raises(EnvelopeFault, match="too-big"):
        seal("request", payload, ADA, {digest: large})


def test_a_picture_that_is_not_named_is_our_own_mistake():
    with pytest.raises(Misshapen):
        seal("request", request(), ADA, {})


@pytest.mark.parametrize(
    "name", ["../../x", "CON", "a/b", "a\\b", "x" * 100, "Ann", "", ".hidden", "a\nb", "\ud800"]
)
def test_no_name_ever_leads_out_of_its_folder(name: str):
    safe = plain(name)
    assert safe.isalnum()
    assert len(safe) <= 64
    assert file_name("request", name).count("/") == 0
    assert to_person("f" * 64, name).split("/")[1] == f"to-{safe}"


def opened_or_fault(data: bytes) -> Envelope | EnvelopeFault:
    try:
        return open_envelope(data)
    except EnvelopeFault as fault:
        return fault


WHOLE = sealed()


@given(st.binary(max_size=2000))
@example(b'{"despatch":')
def test_any_bytes_are_an_envelope_or_a_fault(data: bytes):
    opened_or_fault(data)


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
@settings(max_examples=400)
def test_bytes_changed_anywhere_are_a_fault_or_an_envelope_whose_signature_tells(
    changes: list[tuple[int, int]],
):
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    found = opened_or_fault(bytes(data))
    if isinstance(found, Envelope) and found.signed_by(ADA.public):
        assert found.payload == request()


@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)), st.integers(1, 3))
def test_pieces_cut_out_moved_or_doubled_are_a_fault_or_an_envelope(start: int, end: int, times: int):
    opened_or_fault(WHOLE[:start] + WHOLE[end:] * times)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


@given(st.sampled_from(sorted(PAYLOADS)), JSON, st.sampled_from(sorted(request())))
def test_any_json_as_payload_or_as_one_of_its_fields_is_an_envelope_or_a_fault(kind: str, value: Any, field: str):  # fmt: skip
    for payload in (value, request() | {field: value}):
        document = json.loads(WHOLE) | {"kind": kind, "payload": payload}
        opened_or_fault(json.dumps(document).encode("utf-8", "surrogatepass"))


@given(JSON, st.sampled_from(["despatch", "kind", "payload", "key", "signature", "media", "public"]))
def test_any_json_anywhere_at_the_top_is_an_envelope_or_a_fault(value: Any, name: str):
    opened_or_fault(json.dumps(json.loads(WHOLE) | {name: value}).encode("utf-8", "surrogatepass"))
