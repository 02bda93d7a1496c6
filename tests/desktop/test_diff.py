"""The word diff: both sides stay the text exactly, and only what changed is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.views.diff import Span, compare, differing, summary


def joined(spans):
    return "".join(span.text for span in spans)


def marked(spans):
    return [span.text for span in spans if span.kind != "same"]


def test_changed_words_are_marked_and_the_rest_is_not():
    before, after = compare(
        "you can get your flu jab today. It is free.", "you can book your flu jab now. It is free."
    )
    assert marked(before) == ["get", "today"]
    assert marked(after) == ["book", "now"]


def test_changed_words_with_a_blank_between_are_one_change():
    before, after = compare("#getvaccinated #flujab", "#GetVaccinated #FluJab")
    assert before == (Span("#getvaccinated #flujab", "gone"),)
    assert after == (Span("#GetVaccinated #FluJab", "new"),)


def test_a_blank_after_the_last_change_is_not_part_of_it():
    before, _ = compare("get it", "it")
    assert before == (Span("get ", "gone"), Span("it", "same"))


def test_the_same_text_has_no_change():
    assert compare("a\u00a0b\u2028c", "a\u00a0b\u2028c")[0] == (Span("a\u00a0b\u2028c", "same"),)
    assert compare("", "") == ((), ())


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_sides_are_the_texts_exactly(before, after):
    old, new = compare(before, after)
    assert (joined(old), joined(new)) == (before, after)
    assert {span.kind for span in old} <= {"same", "gone"}
    assert {span.kind for span in new} <= {"same", "new"}


def test_an_enormous_text_is_compared_in_a_moment():
    text = "word " * 200_000
    before, after = compare(text, f"{text}end")
    assert (joined(before), joined(after)) == (text, f"{text}end")


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("same", "same", 0),
        ("now", "new", 1),
        ("book now", "book", 4),
        ("", "abc", 3),
        ("Flu jabs", "Flu jab", 1),
    ],
)
def test_differing_counts_characters(one, other, count):
    assert differing(one, other) == count
    assert differing(other, one) == count


def test_the_change_is_also_told_in_words():
    assert summary("get it today", "book it today") == "Removed: get. Added: book."
    assert summary("same", "same") == ""
