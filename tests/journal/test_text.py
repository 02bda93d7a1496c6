"""Text is made regular once, and then left alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.journal.text import CHANGES, LIMIT, TextTooLong, normalise

AWKWARD = "\r\n\t \x00\x0b\x0c\x85\u2028\u2029\u00a0\u202f\ufeff\u202e\u2066\u2069\ud83d\ude00e\u0301\u0344\u212b\uac00\u1100\u1161"
anything = st.text(st.one_of(st.sampled_from(AWKWARD), st.characters(exclude_categories=())))


@pytest.mark.parametrize(
    ("given_text", "regular", "changes"),
    [
        pytest.param("Plain text.\nTwo lines.", "Plain text.\nTwo lines.", (), id="regular text is left alone"),
        pytest.param("a\r\nb\rc", "a\nb\nc", ("line-ends",), id="Windows and old Mac line ends"),
        pytest.param("a\u2028b\u2029c\x0bd", "a\nb\nc\nd", ("line-ends",), id="Qt's and Word's line separators"),
        pytest.param("a\tb", "a b", ("tabs",), id="a tab"),
        pytest.param("a\0b\x07c\x1bd", "abcd", ("control-characters",), id="NUL, bell and escape"),
        pytest.param("\ufeffHello", "Hello", ("byte-order-marks",), id="a byte order mark"),
        pytest.param("GBP\u00a05\u202f000", "GBP 5 000", ("no-break-spaces",), id="no-break spaces"),
        pytest.param("a\ud83db", "ab", ("half-characters",), id="half a character"),
        pytest.param("\ud83d\ude00", "\U0001f600", (), id="two halves that belong together"),
        pytest.param("invoice\u202efdp.exe", "invoicefdp.exe", ("direction-controls",), id="a direction override"),
        pytest.param("\u2066a\u2069", "a", ("direction-controls",), id="a direction isolate"),
        pytest.param("cafe\u0301", "caf\u00e9", ("composed",), id="an accent typed apart"),
        pytest.param("One.  \nTwo. ", "One.\nTwo.", ("trailing-spaces",), id="spaces at the ends of lines"),
        pytest.param("", "", (), id="nothing"),
    ],
)  # fmt: skip
def test_what_is_changed_and_what_is_said_of_it(
    given_text: str, regular: str, changes: tuple[str, ...]
) -> None:
    assert normalise(given_text) == (regular, changes)


@pytest.mark.parametrize(
    "kept",
    [
        "👩🏽‍🚒",
        "🏴󠁧󠁢󠁷󠁬󠁳󠁿 Cymru",
        "❤️",
        "می‌خواهم",
        "שלום",
        "soft\u00adhyphen",
        "left\u200emark",
        "ﬁ and ① stay",
        "  indented",
        "end\n\n",
    ],
)
def test_what_is_kept(kept: str) -> None:
    assert normalise(kept) == (kept, ())


@given(anything)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_doing_it_twice_changes_nothing_more(text: str) -> None:
    once, changes = normalise(text)
    assert normalise(once) == (once, ())
    assert set(changes) <= set(CHANGES)
    assert changes == tuple(code for code in CHANGES if code in changes)


@given(anything)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_regular_text_can_be_stored_and_shown(text: str) -> None:
    regular, _ = normalise(text)
    regular.encode()
    assert unicodedata.is_normalized("NFC", regular)
    assert not set(regular) & set("\0\r\t\u2028\u2029\u00a0\ufeff\u202e")
    assert all(not line.endswith(" ") for line in regular.split("\n"))


@pytest.mark.parametrize("length", [LIMIT + 1, 50 * LIMIT])
def test_an_enormous_text_is_refused_with_a_sentence(length: int) -> None:
    with pytest.raises(TextTooLong, match="100,000 is the most"):
        normalise("x" * length)


def test_the_limit_counts_what_remains() -> None:
    assert len(normalise("\r\n" * LIMIT)[0]) == LIMIT
    with pytest.raises(TextTooLong):
        normalise("\u0958" * (LIMIT // 2 + 1))
