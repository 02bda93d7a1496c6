"""What each kind of `.despatch` file has to say, field by field. Nothing more and nothing else is read.

To add a kind: 1. its fields in `PAYLOADS`; 2. who makes it (outgoing or seats) and who takes it (incoming or seats);
3. a row in docs/by-file.md. To change one that is out in the world: raise `VERSION` in office.envelopes.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

Check = Callable[[Any, str], None]

DEPTH = 12
SAFE_INTEGER = 2**53 - 1


class Misshapen(ValueError):
    """Not what this kind of file says. The message names the field."""


def sound(value: Any, depth: int = 0) -> None:
    """Only what canonical JSON can hold exactly: no fractions, no half characters, not too deep."""
    if depth > DEPTH:
        raise Misshapen("too deep")
    if isinstance(value, str):
        if "\0" in value or (not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value)):
            raise Misshapen("half a character, or NUL")
    elif isinstance(value, dict):
        for key, item in value.items():
            sound(key, depth + 1)
            sound(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            sound(item, depth + 1)
    elif isinstance(value, int):
        if abs(value) > SAFE_INTEGER:
            raise Misshapen("too large a number")
    elif value is not None:
        raise Misshapen(f"{type(value).__name__} is not for a file")


def fields(needed: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with exactly these fields; the optional ones may be missing."""
    known = {**needed, **(optional or {})}

    def check(value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise Misshapen(where)
        if value.keys() - known.keys() or needed.keys() - value.keys():
            raise Misshapen(f"{where}: {sorted(map(str, value.keys() ^ needed.keys()))[:3]}")
        for name, item in value.items():
            known[name](item, f"{where}.{name}")

    return check


def words(limit: int, least: int = 0) -> Check:
    def check(value: Any, where: str) -> None:
        if not isinstance(value, str) or not least <= len(value) <= limit:
            raise Misshapen(where)

    return check


def shaped(pattern: str) -> Check:
    compiled = re.compile(pattern)

    def check(value: Any, where: str) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise Misshapen(where)

    return check


def many(of: Check, limit: int, least: int = 0) -> Check:
    def check(value: Any, where: str) -> None:
        if not isinstance(value, list) or not least <= len(value) <= limit:
            raise Misshapen(where)
        for number, item in enumerate(value):
            of(item, f"{where}[{number}]")

    return check


def maybe(of: Check) -> Check:
    def check(value: Any, where: str) -> None:
        if value is not None:
            of(value, where)

    return check


def one_of(*choices: str) -> Check:
    def check(value: Any, where: str) -> None:
        if not isinstance(value, str) or value not in choices:
            raise Misshapen(where)

    return check


def number(low: int, high: int) -> Check:
    def check(value: Any, where: str) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise Misshapen(where)

    return check


def yes_or_no(value: Any, where: str) -> None:
    if not isinstance(value, bool):
        raise Misshapen(where)


def moment(value: Any, where: str) -> None:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) and len(value) <= 40 else None
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not 2000 < at.year < 3000:
        raise Misshapen(where)


def public_key(value: Any, where: str) -> None:
    try:
        raw = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != 32:
        raise Misshapen(where)


def plain_facts(value: Any, where: str) -> None:
    """A flat object of plain values: a refusal's facts, an approver's answers."""
    if not isinstance(value, dict) or len(value) > 60:
        raise Misshapen(where)
    for name, item in value.items():
        words(120)(name, where)
        if isinstance(item, dict):
            fields({"moment": moment})(item, f"{where}.{name}")
        elif isinstance(item, list):
            many(words(500), 100)(item, f"{where}.{name}")
        elif isinstance(item, str):
            words(4000)(item, f"{where}.{name}")


ID = shaped(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
WORD = shaped(r"[a-z0-9*][a-z0-9 .-]{0,59}")
DIGEST = shaped(r"[0-9a-f]{64}")
KEY = shaped(r"[0-9a-f]{32}")
NONCE = shaped(r"[0-9a-f]{32}")
SIGNATURE = shaped(r"[A-Za-z0-9+/]{86}==")
NAME = words(300)
LINE = words(2_000)
TEXT = words(100_000)

WINDOW = fields({"start": maybe(moment), "until": moment})
PICTURE = fields({
    "digest": DIGEST, "alt": words(10_000), "mime": shaped(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,60}"), "name": NAME,
    "width": number(0, 100_000), "height": number(0, 100_000), "size": number(0, 2**40),
})  # fmt: skip
PARTS = many(fields({"text": TEXT, "media": many(PICTURE, 20)}), 100)
REFUSAL = fields({"code": WORD, "level": one_of("block", "hold", "warn"), "facts": plain_facts})
STAGE = fields({
    "title": NAME, "roles": many(WORD, 40), "needed": number(0, 40), "people": many(ID, 200),
})  # fmt: skip
ACCOUNT = fields({"id": ID, "platform": WORD, "handle": NAME, "name": NAME})
DELIVERY = fields({
    "delivery": ID, "account": ACCOUNT, "act": WORD, "category": WORD, "parts": PARTS, "window": WINDOW,
    "reply_to": maybe(LINE), "mention": maybe(LINE), "digest": DIGEST, "stage": number(1, 40),
    "checks": many(REFUSAL, 200),
})  # fmt: skip

VERDICT = one_of("yes", "changes", "no")
SHOWN = fields({"platform": WORD, "handle": NAME})
ITEM = fields({"delivery": ID, "digest": DIGEST, "stage": number(1, 40)}, {"account": SHOWN})
_SIGNED = {"statement": WORD, "workspace": DIGEST, "person": ID, "key": KEY, "at": moment}
_ANSWERED = {**_SIGNED, "request": ID, "verdict": VERDICT, "words": words(10_000)}
STATEMENTS: Mapping[str, Check] = {
    "approval": fields({**_ANSWERED, "deliveries": many(ITEM, 200, 1), "answers": plain_facts}),
    "resume": fields({**_ANSWERED, "released": many(ID, 5_000)}),
    "lift": fields({**_ANSWERED, "period": ID, "lift": yes_or_no, "start": moment, "end": maybe(moment)}),
    "clock": fields(_ANSWERED),
    "exception": fields({**_ANSWERED, "delivery": ID, "period": ID, "digest": DIGEST, "expires": moment}),
    "template": fields({**_ANSWERED, "template": ID, "digest": DIGEST}),
    "pause": fields({**_SIGNED, "words": words(10_000)}),
}
"""What a person signs: the statement itself is an entry's body one day, so its names are ours for ever."""


def statement(value: Any, where: str) -> None:
    kind = value.get("statement") if isinstance(value, dict) else None
    check = STATEMENTS.get(kind) if isinstance(kind, str) else None
    if check is None:
        raise Misshapen(where)
    check(value, where)


PROOF = fields({"statement": statement, "signature": SIGNATURE})
MEMBER = fields({
    "id": ID, "name": NAME, "roles": many(WORD, 40), "left": yes_or_no,
    "keys": many(fields({"id": KEY, "public": public_key, "revoked": maybe(moment)}), 50),
})  # fmt: skip
_ROSTER = {
    "workspace": DIGEST, "from": ID, "at": moment, "entry": number(1, SAFE_INTEGER), "department": NAME,
    "roster": many(MEMBER, 2_000, 1),
}  # fmt: skip
_ASKED = {
    "workspace": DIGEST, "from": ID, "request": ID, "asked_by": ID, "at": moment, "made": moment, "why": words(10_000),
}  # fmt: skip
"""`at`: when it was asked; `made`: when this file was."""
SEEN = maybe(fields({"revision": number(1, SAFE_INTEGER), "parts": PARTS}))

PAYLOADS: Mapping[str, Check] = {
    "join": fields({"name": words(200, 1), "email": words(254), "at": moment, "nonce": NONCE}),
    "welcome": fields({**_ROSTER, "person": ID}),
    "roster": fields(_ROSTER),
    "request": fields({
        **_ASKED, "to": maybe(ID), "post": ID, "reply": yes_or_no, "title": NAME, "category": WORD,
        "revision": number(1, SAFE_INTEGER), "author": ID, "authors": many(ID, 200, 1), "stages": many(STAGE, 40, 1),
        "approvals": many(PROOF, 200), "deliveries": many(DELIVERY, 200, 1), "seen": SEEN,
        "questions": many(fields({"code": WORD, "words": LINE}), 60), "answering": TEXT,
    }),
    "resume-request": fields({
        **_ASKED, "paused_by": ID, "paused_at": moment, "reason": words(10_000), "released": many(ID, 5_000),
        "items": many(fields({"delivery": ID, "title": NAME, "account": ACCOUNT, "released": yes_or_no}), 5_000),
    }),
    "lift-request": fields({
        **_ASKED, "period": ID, "title": NAME, "lift": yes_or_no, "start": moment, "end": maybe(moment), "was": fields({
            "start": moment, "end": maybe(moment),
        }),
    }),
    "clock-request": fields(_ASKED),
    "exception-request": fields({
        **_ASKED, "period": ID, "period_title": NAME, "ground": NAME, "reference": LINE, "expires": moment, "title": NAME,
        "category": WORD, "post": ID,
        "revision": number(1, SAFE_INTEGER), "author": ID, "authors": many(ID, 200, 1), "grantors": many(WORD, 40),
        "deliveries": many(DELIVERY, 1, 1),
    }),
    "template-request": fields({
        **_ASKED, "template": ID, "title": NAME, "text": TEXT, "policy": LINE, "accounts": many(ACCOUNT, 200),
        "valid_until": maybe(moment), "digest": DIGEST,
    }),
    "closed": fields({"workspace": DIGEST, "from": ID, "at": moment, "request": ID, "why": WORD}),
    "answer": fields({"workspace": DIGEST, "statement": statement, "signature": SIGNATURE}),
    "pause": fields({"workspace": DIGEST, "statement": statement, "signature": SIGNATURE}),
}  # fmt: skip
REQUESTS = frozenset({
    "request", "resume-request", "lift-request", "clock-request", "exception-request", "template-request",
})  # fmt: skip


def check_payload(kind: str, payload: Any) -> None:
    """Raises Misshapen."""
    sound(payload)
    PAYLOADS[kind](payload, kind)
