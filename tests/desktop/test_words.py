"""Words: times by London's clock, refusals as sentences, entries as acts. Strangers' marks stay marks."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from desktop import times
from desktop.actions import ACTIONS, EVERYWHERE, matching
from desktop.phrases import filled, reasons, refusal_words
from desktop.phrases_acts import ACTS
from desktop.phrases_delivery import told
from desktop.phrases_record import act, pieces_of, story_line
from desktop.phrases_today import headline, said
from desktop.phrases_tongue import joined, number_word, plural
from office.rows import EntryRow
from office.rules.refusal import Refusal
from tests.desktop import sample_screens as rows

NOW = rows.NOW


pytestmark = pytest.mark.usefixtures("in_london")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (rows.at(14), "today 14:00"),
        (rows.at(9, day=4), "tomorrow 09:00"),
        (rows.at(9, day=2), "yesterday 09:00"),
        (rows.at(14, day=10), "Wed 10 June, 14:00"),
        (datetime(2027, 1, 5, 9, tzinfo=UTC), "Tue 5 January 2027, 09:00"),
    ],
)
def test_a_moment_in_words(moment, words):
    assert times.when(moment, NOW) == words


def test_another_machine_zone_is_said(monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    assert times.when(rows.at(14), NOW) == "today 14:00 London"
    assert times.needed_by(rows.at(13, 45), NOW) == "needed by 13:45 London"


def test_the_clocks_change_and_the_words_follow():
    winter = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert times.clock(winter) == "01:30"
    assert times.clock(winter - timedelta(hours=1)) == "01:30"
    assert times.clock(rows.at(14)) == "14:00"


@pytest.mark.parametrize(
    ("length", "words"),
    [(20, "under a minute"), (42 * 60, "42 min"), (11520, "3 h 12 min"), (7200, "2 h"), (200_000, "2 days")],
)
def test_a_length_in_words(length, words):
    assert times.span(timedelta(seconds=length)) == words


def test_what_is_left_has_a_tone():
    assert times.left(NOW + timedelta(minutes=18), NOW) == ("18 min", "bad")
    assert times.left(NOW + timedelta(minutes=70), NOW) == ("1 h", "warn")
    assert times.left(NOW - timedelta(minutes=1), NOW) == ("late", "bad")
    assert times.left(None, NOW) == ("none", "neutral")
    assert times.left(NOW + timedelta(days=20), NOW) == ("20 days", "accent")


def test_windows_in_words():
    assert times.window(rows.at(14), rows.at(14, 15), NOW) == "today 14:00, no later than 14:15"
    assert times.window(None, rows.at(9, day=4), NOW) == "as soon as approved, until tomorrow 09:00"
    assert times.window(None, None, NOW) == "no time yet"


def test_small_words():
    assert plural(1, "{n} post", "{n} posts") == "1 post"
    assert plural(3000, "{n} post", "{n} posts") == "3,000 posts"
    assert joined(["a", "b", "c"]) == "a, b and c"
    assert (number_word(6), number_word(99)) == ("six", "99")
    assert headline(6, NOW) == "Good morning. Six things need you."
    assert headline(0, NOW).endswith("Nothing needs you.")


def test_a_refusal_says_why_and_what_to_do():
    title, sentence = refusal_words(Refusal("approval.own-post"))
    assert title == "You wrote this"
    assert sentence == "Nobody approves their own words. Somebody else has to say yes."


def test_an_unknown_refusal_still_reads_as_a_sentence():
    title, sentence = refusal_words(Refusal("moon.not-full", {"phase": "waxing", "days": 3}))
    assert title == "This may not be done now"
    assert sentence == "The rule “not full” of “moon” says no. Phase: waxing and days: 3."


def test_a_missing_fact_leaves_no_half_sentence():
    assert filled("until {until}", {}) is None
    assert "{" not in " ".join(refusal_words(Refusal("window.missed")))
    assert "{" not in reasons([Refusal("content.too-long"), Refusal("approval.missing")])


def test_braces_in_facts_are_only_braces():
    words = filled("{by} says: {words}", {"by": "{words}", "words": "{by} {0} {x.__class__}"})
    assert words == "{words} says: {by} {0} {x.__class__}"


def test_every_act_has_words_without_any_facts():
    for kind in ACTS:
        words = act(EntryRow(1, NOW, "Line manager", kind, {})).said
        assert "{" not in words, kind
        assert "[" not in words, kind
        assert "*" not in words, kind


def test_an_unknown_kind_still_reads():
    words = act(EntryRow(1, NOW, "Director", "brand.new-kind", {"title": "X"}))
    assert words.said == "Director new kind: brand X"
    assert "new kind" in "".join(text for text, _ in words.pieces).lower()
    assert story_line(EntryRow(1, NOW, "Director", "brand.new-kind", {}), NOW)[0] == ("New kind", True)


def test_marks_in_strangers_words_stay_marks():
    pieces = pieces_of("answered *{title}*[: {words}]", {"title": "a *b* [c] {d}", "words": "*e* {title}"})
    assert pieces == (("answered ", False), ("a *b* [c] {d}", True), (": *e* {title}", False))


def test_an_entry_by_file_names_who_signed_it():
    row = EntryRow(
        1, NOW, "Despatch", "delivery.approved", {"person": "Line manager", "title": "Flu"}, via="file"
    )
    assert act(row).said == "Line manager approved Flu (by file)"


@pytest.mark.parametrize("row", [rows.MISSED, rows.HELD, rows.REJECTED, rows.UNCERTAIN, *rows.GOING])
def test_each_delivery_says_what_happened_and_what_it_means(row):
    tone, title, means = told(row)
    assert tone
    assert title.endswith(".")
    assert means.endswith(".")
    assert "{" not in title + means


def test_each_row_of_today_says_what_it_means_and_the_one_thing_to_do():
    words = [said(item, NOW) for item in rows.TODAY.items]
    assert [w.button for w in words] == ["Review", "Review", "Decide", "Choose", "See them", "Reconnect"]
    assert words[0].text == (
        "Campaign, X and Bluesky. From Digital officer, stage 1 of 2. Would go out today 14:00."
    )
    assert words[0].when == "needed by 13:45"
    assert words[3].when == "3 h 12 min ago"
    assert words[4].title == "Three posts are held: UK general election"


def test_actions_are_found_by_any_of_their_words():
    assert matching(ACTIONS, "pur")[0].id == "view.rules"
    assert matching(ACTIONS, "new")[0].id == "post.new"
    assert matching(ACTIONS, "zebra") == []


def test_no_two_actions_of_the_window_share_a_shortcut():
    keys = [action.shortcut for action in ACTIONS if action.context == EVERYWHERE and action.shortcut]
    assert len(keys) == len(set(keys))
