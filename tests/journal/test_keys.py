"""Keys sign, and are never shown."""

from __future__ import annotations

import copy
import hashlib
import pickle
import traceback

import pytest

from office.journal import keys
from office.journal.keys import MemorySigner
from office.ports import Signer


def test_a_signature_is_of_one_key_and_one_message(ann: MemorySigner, ben: MemorySigner) -> None:
    signature = ann.sign(b"yes")
    assert keys.verify(ann.public, signature, b"yes")
    assert not keys.verify(ann.public, signature, b"no")
    assert not keys.verify(ben.public, signature, b"yes")


@pytest.mark.parametrize("public", [b"", b"short", bytes(31), bytes(33)])
def test_a_broken_key_or_signature_is_simply_not_valid(public: bytes, ann: MemorySigner) -> None:
    assert not keys.verify(public, ann.sign(b"yes"), b"yes")
    assert not keys.verify(ann.public, public, b"yes")


def test_a_key_is_named_by_its_digest_and_read_out_in_fours(ann: MemorySigner) -> None:
    assert ann.key_id == keys.key_id(ann.public) == hashlib.sha256(ann.public).hexdigest()[:32]
    assert keys.fingerprint(ann.public) == keys.fingerprint(ann.key_id)
    assert keys.fingerprint(ann.public).replace(" ", "") == ann.key_id
    assert [len(group) for group in keys.fingerprint("AB" * 32).split()] == [4] * 8


def test_a_key_comes_back_from_the_vault_as_it_went(ann: MemorySigner) -> None:
    again = MemorySigner("ann", ann.private_bytes())
    assert (again.key_id, again.public) == (ann.key_id, ann.public)
    assert MemorySigner.generate("ann").key_id != MemorySigner.generate("ann").key_id
    with pytest.raises(ValueError, match="32"):
        MemorySigner("ann", b"short")


def test_a_private_key_is_never_shown_or_copied(ann: MemorySigner) -> None:
    signer: Signer = ann
    shown = repr(signer) + str(signer) + f"{signer!r}"
    try:
        raise RuntimeError(signer)
    except RuntimeError:
        shown += traceback.format_exc()
    assert ann.private_bytes().hex() not in shown
    assert repr(ann.private_bytes()) not in shown
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            attempt(ann)  # type: ignore[operator]
