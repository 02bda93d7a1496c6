"""X's weighted length, in a table that can be checked by eye."""

import time

import pytest

from accounts.platforms.x_length import measure, weighted_length

FAMILY = "👨\u200d👩\u200d👧\u200d👦"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Hello", 5),
        ("£3.50, v1.2 and 12:30", 21),
        ("it’s “quoted” – and so…", 23 + 1),
        ("日本", 4),
        ("Croeso i Gymru: ŵ ŷ", 19),
        ("é", 1),
        ("e\u0301", 1),
        ("one\r\ntwo", 7),
        ("😀", 2),
        ("👍🏽", 2),
        (FAMILY, 2),
        (ENGLAND, 2),
        ("🇬🇧", 2),
        ("1️⃣", 2),
        ("❤️", 2),
        ("🏳️\u200d🌈", 2),
        ("👩🏽\u200d🚒", 2),
        ("🤷🏽\u200d♀️", 2),
        ("©2026", 5),
        ("https://www.gov.uk/", 23),
        ("https://www.gov.uk/government/publications/a-very-long-title-indeed?x=1&y=2#part", 23),
        ("gov.uk", 23),
        ("See gov.uk/flood.", 4 + 23 + 1),
        ("(https://www.gov.uk/a_(b))", 25),
        ("HTTPS://WWW.GOV.UK/", 23),
        ("Read www.gov.uk.Then act", 5 + 23 + 9),
        ("日本語example.com中国語", 6 + 23 + 6),
        ("press@dept.gov.uk", 17),
        ("john.smith@dept.gov.uk", 22),
        ("@gov.uk #gov.uk", 15),
        ("gov.uk-wide", 11),
        ("e.g.this and file.txt", 21),
        ("https://localhost/a", 19),
        ("https://intranet.invalidtld/short", 33),
        ("@citizen @another thank you", 27),
    ],
)
def test_x_counts(text: str, length: int) -> None:
    assert weighted_length(text) == length


def test_the_limit_is_280_and_nothing_does_not_fit() -> None:
    assert (measure("x" * 280).limit, measure("x" * 280).fits, measure("x" * 281).fits) == (280, True, False)
    assert not measure("").fits
    assert measure("日" * 140).fits
    assert not measure("日" * 141).fits


@pytest.mark.parametrize(
    "text",
    [
        "é" * 60_000 + ".",
        "a." * 30_000,
        "a.co/" + "(a" * 25_000,
        "a.co/" + "." * 50_000,
        "😀" * 250_000,
        "👨\u200d" * 20_000,
    ],
)
def test_a_megabyte_of_anything_is_counted_at_once(text: str) -> None:
    started = time.monotonic()
    assert not measure(text).fits
    assert time.monotonic() - started < 5
