"""Statements: what a person signs with their own key, so that it can travel and be checked by anybody."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from office.desk import iso
from office.journal import keys
from office.journal.codec import canonical
from office.people import Key, Person
from office.ports import Now, Signer

PREFIX = b"despatch statement 1\n"
"""Keeps a statement's signature from ever passing for an entry's or a seal's."""

Statement = dict[str, Any]


def message(statement: Mapping[str, Any]) -> bytes:
    """The bytes that are signed."""
    return PREFIX + canonical(dict(statement))


def make(signer: Signer, now: Now, kind: str, workspace: str, **facts: Any) -> tuple[Statement, str]:
    """A statement of `kind` by the signer, with its signature (base64)."""
    statement: Statement = {
        "statement": kind,
        "workspace": workspace,
        "person": signer.actor,
        "key": signer.key_id,
        "at": iso(now()),
        **facts,
    }
    return statement, base64.b64encode(signer.sign(message(statement))).decode()


def signed_by(key: Key, statement: Mapping[str, Any], signature: str) -> bool:
    """Is the signature that key's?"""
    try:
        raw = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        return False
    return statement.get("key") == key.id and keys.verify(key.public, raw, message(statement))


def good(people: Mapping[str, Person], statement: Mapping[str, Any], signature: str, workspace: str) -> bool:
    """Is it of this workspace, and signed by a key of the person it names?"""
    person = people.get(str(statement.get("person")))
    key = person.keys.get(str(statement.get("key"))) if person else None
    return (
        statement.get("workspace") == workspace and key is not None and signed_by(key, statement, signature)
    )


def trusted(
    people: Mapping[str, Person], statement: Mapping[str, Any], signature: str, workspace: str
) -> bool:
    """Good, and its key has not been revoked since."""
    if not good(people, statement, signature, workspace):
        return False
    return people[statement["person"]].keys[statement["key"]].revoked is None
