"""The linter: what an officer is told to look at, on the text as they type it."""

import tomllib
from datetime import date, time
from pathlib import Path

import pytest

from office.rules.checks import CHECKS, Checked, check, together
from office.rules.draft import CheckFacts, PartSaid, PictureSaid
from office.rules.links import links
from office.rules.numbers import hours_from, numbers_from
from office.rules.pace import earliest_next
from office.rules.refusal import Level
from office.rules.wording import emoji, fancy, sentences, with_capitals, words
from tests.rules.case import codes, day

RESOURCES = Path(__file__).parents[2] / "resources"
TABLES = {
    name: tomllib.loads((RESOURCES / f"{name}.toml").read_text("utf-8"))
    for name in ("checks", "bank-holidays")
}
NUMBERS = numbers_from(TABLES["checks"], TABLES["bank-holidays"])

LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
TWENTY_FIVE = f"{LONG} a b c d e f g h."


def facts(text: str = "Bin day is Tuesday.", **more: object) -> CheckFacts:
    said = {"account": "@dept", "platform": "x", "territory": "uk", "category": "operational", **more}
    return CheckFacts(parts=(PartSaid(text),), **said)  # type: ignore[arg-type]


def found(text: str, **more: object) -> list[str]:
    return codes(check(facts(text, **more), NUMBERS).refusals)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("Bin day is Tuesday.", [], id="plain words"),
        pytest.param("", [], id="nothing yet"),
        pytest.param(TWENTY_FIVE, [], id="a sentence of 25 words"),
        pytest.param("And " + TWENTY_FIVE, ["check.sentence"], id="a sentence of 26 words"),
        pytest.param(f"{LONG}\n{LONG}", [], id="a line break ends a sentence"),
        pytest.param(f"{LONG} e.g. {LONG}", ["check.sentence"], id="an abbreviation does not"),
        pytest.param(f"{LONG} https://www.gov.uk/a.b.c", [], id="a link is not a word"),
        pytest.param("Book now #getvaccinated", ["check.hashtag-capitals"], id="a hashtag without capitals"),
        pytest.param("Book now #zzqqxy", ["check.hashtag-one-word"], id="one whose words nobody can guess"),
        pytest.param("Book now #GetVaccinated #FluJab", [], id="two with capitals, at the end"),
        pytest.param("Book now #One #Two #Three", ["check.hashtag-count"], id="three hashtags"),
        pytest.param("Use #FluJab to book now", ["check.hashtag-place"], id="a hashtag inside a sentence"),
        pytest.param("Book now #FluJab https://www.gov.uk/flu", [], id="only a link after it"),
        pytest.param("Hooray 🎉👏🚀", [], id="three emoji"),
        pytest.param("Hooray 🎉👏🚀✅", ["check.emoji-count"], id="four emoji"),
        pytest.param("Hooray 🎉🎉", ["check.emoji-repeated"], id="the same emoji twice"),
        pytest.param("𝐁𝐨𝐨𝐤 now", ["check.fancy-letters"], id="letters that only look like letters"),
        pytest.param("FLOOD WARNING FOR YORK now", ["check.capitals"], id="words in capitals"),
        pytest.param("DWP and HMRC, NHS UK GB", [], id="abbreviations"),
        pytest.param("See https://www.gov.uk/flu.", [], id="one link"),
        pytest.param(
            "https://www.gov.uk/a https://www.gov.uk/b", ["check.link-count"], id="two links in one post"
        ),
        pytest.param("See http://www.gov.uk/flu", ["check.link-scheme"], id="a link by http"),
        pytest.param("See gov.uk/flu", ["check.link-scheme"], id="a link without https"),
        pytest.param(
            "See https://bit.ly/3xYz", ["check.link-shortener"], id="a link that hides where it leads"
        ),
        pytest.param("Write to joe.bloggs@hmrc.gov.uk", ["check.e-mail"], id="somebody's e-mail address"),
        pytest.param("Write to press@dept.gov.uk", [], id="an office's"),
        pytest.param("Write to joe@town.example.com", ["check.e-mail"], id="one outside government"),
        pytest.param("Ring 07700 900123", ["check.phone"], id="a mobile number"),
        pytest.param("Ring +44 (0)20 7946 0000", ["check.phone"], id="a number in London"),
        pytest.param("Ring 0300 123 4567 or +44 300 123 4567", [], id="a helpline, at home and from abroad"),
        pytest.param("QQ 12 34 56 C", [], id="the specimen insurance number, that nobody has"),
        pytest.param("Yours is AB123456C", ["check.insurance-number"], id="an insurance number"),
        pytest.param("Come to SW1A 2AA", ["check.postcode"], id="a postcode"),
        pytest.param("come to sw1a 2aa", ["check.postcode"], id="in small letters, too"),
        pytest.param("OFFICIAL-SENSITIVE draft lines", ["check.marking"], id="a protective marking"),
        pytest.param("We are proud of it", [], id="a proud word, outside a period"),
    ],
)
def test_words(text, said):
    assert found(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("We are proud of it", ["check.achievement"], id="a proud word"),
        pytest.param("As Jane Smith says", ["check.names"], id="a name on the list"),
        pytest.param("As jane smith says", ["check.names"], id="capitals do not matter"),
        pytest.param("As Jane Smithson says", [], id="another name"),
        pytest.param("Ask @PartyHQ.", ["check.names"], id="a handle on the list"),
    ],
)
def test_while_a_period_runs(text, said):
    assert found(text, period="UK general election", names=("Jane Smith", "@partyhq", " ")) == said


def test_outside_a_period_names_are_not_looked_for():
    assert found("Jane Smith", names=("Jane Smith",)) == []
    assert found("Jane Smith", period="UK general election") == []


@pytest.mark.parametrize(
    ("alt", "said"),
    [
        pytest.param("A pharmacist gives a man an injection.", [], id="described"),
        pytest.param(" ", [("content.no-alt", Level.BLOCK)], id="not described"),
        pytest.param("x" * 41, [("check.alt-too-long", Level.BLOCK)], id="longer than the platform takes"),
        pytest.param(
            "pharmacy.jpg", [("check.alt-file-name", Level.WARN)], id="a file's name is no description"
        ),
        pytest.param("IMG_2043", [("check.alt-file-name", Level.WARN)], id="nor a camera's number"),
        pytest.param("final v2", [("check.alt-file-name", Level.WARN)], id="nor this file's name"),
    ],
)
def test_pictures(alt, said):
    part = PartSaid("Words.", pictures=(PictureSaid(alt, "final v2"),), alt_limit=40)
    checked = check(CheckFacts("@d", "x", "uk", "operational", (part,)), NUMBERS)
    assert [(r.code, r.level) for r in checked.refusals] == said
    assert ("check.alt" in checked.passed) is (not said)


def test_length():
    parts = (PartSaid("a", 280, 280), PartSaid("b", 281, 280))
    checked = check(CheckFacts("@d", "x", "uk", "operational", parts), NUMBERS)
    assert codes(checked.refusals) == ["content.too-long"]
    assert checked.refusals[0].facts["part"] == 2
    assert "check.length" in checked.failed


OTHERS = (("@other", "Bin day is  tuesday."),)


@pytest.mark.parametrize(
    ("platform", "text", "others", "said"),
    [
        pytest.param(
            "x",
            "Bin day is Tuesday.",
            OTHERS,
            ["check.duplicate"],
            id="the same words on another account of X",
        ),
        pytest.param("x", "Bin day is Tuesday!!", OTHERS, ["check.near-duplicate"], id="nearly the same"),
        pytest.param("x", "The library is closed.", OTHERS, [], id="others"),
        pytest.param("x", "", (("@other", ""),), [], id="nothing yet"),
        pytest.param("x", "Bin day is Tuesday.", (), [], id="no other account"),
        pytest.param("mastodon", "Bin day is Tuesday.", OTHERS, [], id="on other platforms nobody minds"),
    ],
)
def test_the_same_words_on_several_accounts(platform, text, others, said):
    assert found(text, platform=platform, others=others) == said


@pytest.mark.parametrize(
    ("at", "posts", "said"),
    [
        pytest.param(day(3, 10), (), [], id="the first of the day"),
        pytest.param(day(3, 10), (day(3, 9, 30),), [], id="half an hour after another"),
        pytest.param(day(3, 10), (day(3, 9, 31),), ["check.pace-gap"], id="29 minutes after another"),
        pytest.param(day(3, 10), (day(3, 10, 29),), ["check.pace-gap"], id="29 minutes before another"),
        pytest.param(day(3, 15), tuple(day(3, h) for h in range(5, 14)), [], id="the tenth of the day"),
        pytest.param(
            day(3, 15), tuple(day(3, h) for h in range(4, 14)), ["check.pace-day"], id="the eleventh"
        ),
        pytest.param(
            day(3, 15), (*(day(3, h) for h in range(5, 14)), day(2, 22, 59)), [], id="yesterday's do not count"
        ),
        pytest.param(
            day(3, 15), (*(day(3, h) for h in range(5, 14)), day(2, 23)), ["check.pace-day"],
            id="a day is London's: 23:00 UTC in summer is today",
        ),
        pytest.param(day(3, 7, 59), (), ["check.out-of-hours"], id="08:59 in London: nobody is there yet"),
        pytest.param(day(3, 8), (), [], id="09:00 in London"),
        pytest.param(day(3, 16), (), ["check.out-of-hours"], id="17:00 in London: nobody is there any more"),
        pytest.param(day(6, 10), (), ["check.out-of-hours"], id="a Saturday"),
        pytest.param(day(92, 10), (), ["check.bank-holiday"], id="31 August 2026"),
        pytest.param(None, (day(3, 10),), [], id="as soon as approved: nobody knows when"),
    ],
)  # fmt: skip
def test_pace_and_hours(at, posts, said):
    assert found("Words.", at=at, posts=posts) == said


def test_31_august_is_no_bank_holiday_in_scotland():
    assert found("Words.", at=day(92, 10), territory="scotland") == []
    assert found("Words.", at=day(92, 10), territory="nowhere") == []


def test_emergencies_keep_no_hours_and_replies_no_pace():
    assert found("Leave now.", at=day(6, 2), posts=(day(6, 2),), category="emergency") == []
    assert found("Yes.", at=day(3, 10), posts=(day(3, 10),), act="reply", category="reply") == []


def test_the_next_moment_that_is_far_enough_from_all_others():
    assert earliest_next(day(3, 10), (day(3, 10, 20), day(3, 9, 50)), NUMBERS) == day(3, 10, 50)
    assert earliest_next(day(3, 10), (day(3, 12),), NUMBERS) == day(3, 10)


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        pytest.param(
            "About 5% fewer waits.", {"objective": "o"}, ["check.source"], id="a figure without source"
        ),
        pytest.param("About 5% fewer waits.", {"objective": "o", "source": "ONS"}, [], id="with its source"),
        pytest.param("Fewer waits.", {}, ["check.objective"], id="a campaign that serves no objective"),
        pytest.param("Fewer waits.", {"objective": "Winter"}, [], id="one that does"),
    ],
)
def test_facts_and_objectives(text, more, said):
    assert found(text, category="campaign", **more) == said


def test_parliament_is_told_first():
    told = {"category": "ministerial", "objective": "o"}
    assert found("A new plan.", **told) == ["check.parliament"]
    assert found("A new plan.", **told, embargo=day(3)) == []


def test_what_found_nothing_is_ticked_and_what_does_not_apply_is_not():
    assert check(facts("Book now #FluJab"), NUMBERS).passed == (
        "check.sentence", "check.hashtags", "check.letters", "check.personal",
        "check.markings",
    )  # fmt: skip


def test_several_accounts_get_one_answer():
    one = check(facts("Words.", at=day(3, 10)), NUMBERS)
    other = check(facts("Words.", at=day(3, 10), posts=(day(3, 10),)), NUMBERS)
    both = together([one, other])
    assert codes(both.refusals) == ["check.pace-gap"]
    assert "check.pace" in one.passed
    assert "check.pace" not in both.passed
    assert both.failed == ("check.pace",)
    assert "check.hours" in both.passed
    assert together([]) == Checked()


def test_every_check_is_asked():
    assert set(CHECKS) >= set(check(facts(), NUMBERS).passed)


@pytest.mark.parametrize(
    ("tag", "instead"),
    [
        pytest.param("getvaccinated", "GetVaccinated", id="its words are known"),
        pytest.param("GetVaccinated", None, id="it has its capitals"),
        pytest.param("getVaccinated", "GetVaccinated", id="all but the first"),
        pytest.param("Getvaccinated", "GetVaccinated", id="only the first"),
        pytest.param("GETVACCINATED", "GetVaccinated", id="all capitals are none"),
        pytest.param("NHS", None, id="an abbreviation"),
        pytest.param("Budget", None, id="one word"),
        pytest.param("budget", "Budget", id="one word without its capital"),
        pytest.param("covid19", "Covid19", id="with a number"),
        pytest.param("zzqqxy", "", id="words that nobody can guess"),
        pytest.param("getzzqqxy", "", id="or only half of them"),
        pytest.param("getvaccinated" * 6, "", id="too long to guess"),
    ],
)
def test_capitals_of_hashtags(tag, instead):
    assert with_capitals(tag, NUMBERS.words) == instead


def test_of_several_ways_to_take_a_hashtag_apart_the_one_with_fewest_words_is_offered():
    assert with_capitals("today", frozenset({"to", "day", "today"})) == "Today"
    assert with_capitals("today", frozenset({"to", "day"})) == "ToDay"


@pytest.mark.parametrize(
    "one", ["👩‍🚒", "👨‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇬🇧", "❤️", "✅", "1️⃣", "👍🏽", "🧑‍⚕️", "⭐", "™️", "🏴‍☠️"]
)
def test_an_emoji_is_one_however_many_characters_it_is_made_of(one):
    assert emoji(f"a{one}b") == [one]


def test_signs_and_digits_are_no_emoji():
    assert emoji("1 # * © ™ ✓ → €") == []


def test_fancy_letters_and_the_plain_ones():
    assert fancy("𝐇𝐢 Ⓐ ｆｒｅｅ, not é, ß or œ") == ("𝐇𝐢Ⓐｆｒｅｅ", "HiAfree")


def test_sentences_and_words():
    assert sentences("Hello there! See No. 10 (or 3.5). \n\nBye") == [
        "Hello there", "See No 10 (or 3.5)", "Bye",
    ]  # fmt: skip
    assert words("three words - here") == 3


def test_links_are_recognised_with_and_without_a_scheme_and_handles_are_not():
    text = "(https://www.gov.uk/a), gov.uk/flu. HTTP://X.com:80/b @dept@social.example a@b.gov.uk e.g.this 3.5 x.zz"
    assert [(m.written, m.host, m.scheme) for m in links(text, NUMBERS.endings)] == [
        ("https://www.gov.uk/a", "www.gov.uk", "https"),
        ("gov.uk/flu", "gov.uk", ""),
        ("HTTP://X.com:80/b", "x.com", "http"),
    ]
    assert [m.suggested for m in links("HTTP://X.com/b gov.uk", NUMBERS.endings)] == [
        "https://X.com/b", "https://gov.uk",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["0" * 50_000, "a." * 25_000, "#" * 50_000, " (" * 25_000, "A" * 50_000, "@" * 50_000]
)
def test_strange_texts_do_not_hold_the_linter_up(text):
    assert check(facts(text), NUMBERS).refusals is not None


@pytest.mark.parametrize(
    ("table", "key", "value", "said"),
    [
        pytest.param("sentence", "words", "many", "sentence.words", id="not a number"),
        pytest.param("links", "shorteners", None, "links.shorteners", id="missing"),
        pytest.param("hours", "days", ["sunny"], "sunny", id="no day of the week"),
        pytest.param("hours", "end", "08:00", "08:00 is not after 09:00", id="closed before it opens"),
    ],
)
def test_numbers_that_are_wrong_are_named(table, key, value, said):
    changed = {**TABLES["checks"], table: {**TABLES["checks"][table], key: value}}
    with pytest.raises(ValueError, match=said):
        numbers_from(changed, TABLES["bank-holidays"])


def test_hours_and_holidays_are_read():
    hours = hours_from({"days": ["monday", "sunday"], "start": "08:30", "end": "18:00"})
    assert (hours.days, hours.start) == (frozenset({0, 6}), time(8, 30))
    assert NUMBERS.holidays["wales"][date(2026, 12, 25)] == "Christmas Day"
