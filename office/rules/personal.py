"""Personal data and markings: what should not go out by mistake. What is found is told masked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# HMRC's pattern (NIM39110): two letters, six digits, A to D; never these prefixes.
_INSURANCE = re.compile(
    r"(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.+])(?:\+44[ .-]?(?:\(0\))?|\(?0)(?:[ ().-]{0,3}\d){9,10}(?!\d)")
_EMAIL = re.compile(r"[\w.+'-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?!\w)", re.IGNORECASE)
# BS 7666: area, district; sector, unit. Letters that no unit has are left out.
_POSTCODE = re.compile(
    r"(?<!\w)(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}|[a-z]{1,2}\d[a-z\d]? \d[abd-hjlnp-uw-z]{2})(?!\w)"
)


def personal_data(text: str, lines: Sequence[str], offices: Iterable[str]) -> list[tuple[str, str]]:
    """(kind, what was found, masked) of what may be somebody's own.

    `lines`: how numbers begin that are nobody's own (helplines). `offices`: where an address without a full stop
    before the @ is an office's and not a person's.
    """
    places = tuple(offices)
    found = [("insurance-number", m[0]) for m in _INSURANCE.finditer(text)]
    found += [("phone", m[0].strip()) for m in _PHONE.finditer(text) if not _line(m[0], lines)]
    found += [("e-mail", m[0]) for m in _EMAIL.finditer(text) if not _office(m[0], places)]
    found += [("postcode", m[0]) for m in _POSTCODE.finditer(text)]
    return [(kind, masked(what)) for kind, what in found]


def masked(what: str) -> str:
    """Enough to find it in the text, and no more."""
    return f"{what[:3]}…"


def _line(number: str, lines: Sequence[str]) -> bool:
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    national = "0" + digits.removeprefix("44") if number.startswith("+") else digits
    return national.startswith(tuple(lines))


def _office(address: str, offices: Sequence[str]) -> bool:
    name, _, host = address.casefold().rpartition("@")
    return "." not in name and any(host == o or host.endswith("." + o) for o in offices)


def mentioned(text: str, words: Iterable[str]) -> list[str]:
    """Those of `words` that stand in the text as whole words; capitals do not matter."""
    said = text.casefold()
    return [
        w for w in words if w.strip() and re.search(rf"(?<!\w){re.escape(w.strip().casefold())}(?!\w)", said)
    ]


def marked(text: str, markings: Iterable[str]) -> list[str]:
    """Protective markings in the text: in capitals, as they are written."""
    return [m for m in markings if m in text]
