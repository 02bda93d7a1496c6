"""Replies: may this be answered, why, until when; and what it may be."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from office.rules.refusal import Level
from office.rules.reply import ReplyFacts, due_at, may_reply, why_may
from office.rules.triage import Suggestion, rules_from, suggest
from tests.rules.case import DEPARTMENT, codes, day, period

RESOURCES = Path(__file__).parents[2] / "resources"
RULES, QUESTION = rules_from(tomllib.loads((RESOURCES / "triage.toml").read_text("utf-8")))


def mention(**more: object) -> ReplyFacts:
    return replace(ReplyFacts(DEPARTMENT, "ann", day(10), "service-question", needs_summons=True), **more)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        pytest.param({}, [], id="they mentioned us and it is a service question"),
        pytest.param({"triage": ""}, [], id="nobody has decided yet: the officer decides by answering"),
        pytest.param({"summoned": False}, ["reply.not-summoned"], id="X: they did not mention us"),
        pytest.param({"summoned": False, "needs_summons": False}, [], id="elsewhere that is no matter"),
        pytest.param({"may_answer": False}, ["reply.class-not-answered"], id="a class that is not answered"),
        pytest.param(
            {"may_answer": False, "route": "press-office"}, ["reply.goes-to-press-office"],
            id="a journalist goes to the press office",
        ),
        pytest.param(
            {"may_answer": False, "route": "foi"}, ["reply.goes-to-foi"], id="a possible FOI request is handed over"
        ),
        pytest.param(
            {"may_answer": False, "route": "correspondence"}, ["reply.goes-to-correspondence"],
            id="an MP goes to the correspondence unit",
        ),
        pytest.param(
            {"may_answer": False, "route": "procedure"}, ["reply.goes-to-procedure"],
            id="a threat has its own procedure",
        ),
        pytest.param({"state": "taken", "taken_by": "bob"}, ["reply.taken"], id="somebody else is answering"),
        pytest.param({"state": "taken", "taken_by": "ann"}, [], id="I am"),
        pytest.param({"state": "answered"}, ["reply.dealt-with"], id="answered already"),
        pytest.param({"state": "handed over", "under_way": True}, ["reply.dealt-with"], id="handed over"),
        pytest.param({"under_way": True}, ["reply.under-way"], id="an answer waits for approval"),
        pytest.param({"gone": True}, ["reply.gone"], id="their words were deleted"),
        pytest.param({"reading": False}, ["account.reading-off"], id="reading is off: told, not refused"),
        pytest.param({"account": replace(DEPARTMENT, retired=True)}, ["account.retired"], id="the account is closed"),
        pytest.param(
            {"account": replace(DEPARTMENT, writing=False, connected=False, clause_read=False)},
            ["account.clause-not-read", "account.writing-off", "account.not-connected"],
            id="switched off, not connected, clause not read",
        ),
        pytest.param({"periods": (period(day(5), level="block"),)}, ["period.blocks"], id="a period blocks replies"),
        pytest.param(
            {"periods": (period(day(5)),)}, ["period.needs-exception"], id="a period wants an exception for each"
        ),
        pytest.param(
            {"periods": (period(day(5), level="warn"),)}, ["period.second-approver"],
            id="a period wants a second person: told, not refused",
        ),
        pytest.param({"periods": (period(day(5), level="allow"),)}, [], id="a period allows replies"),
        pytest.param({"periods": (period(day(11)),)}, [], id="a period that has not begun"),
        pytest.param(
            {"periods": (period(day(5), body_types=frozenset({"nhs"})),)}, [], id="a period of other bodies"
        ),
    ],
)  # fmt: skip
def test_may_this_be_answered(facts, said):
    assert codes(may_reply(mention(**facts))) == said


def test_only_what_stops_a_reply_is_more_than_a_warning():
    told = may_reply(mention(reading=False, periods=(period(day(5), level="warn"),)))
    assert {r.level for r in told} == {Level.WARN}


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        pytest.param(
            {}, ("reply.summoned", "reply.template-straight-out", "reply.own-words-need"),
            id="on X: they mentioned us; approved answers go straight out; own words need a yes",
        ),
        pytest.param(
            {"needs_summons": False}, ("reply.template-straight-out", "reply.own-words-need"), id="elsewhere"
        ),
        pytest.param(
            {"periods": (period(day(5), level="allow"),)},
            ("reply.summoned", "reply.template-straight-out", "reply.own-words-need", "reply.period-allows"),
            id="in a period that allows it",
        ),
        pytest.param(
            {"periods": (period(day(5), level="warn"),)},
            ("reply.summoned", "reply.own-words-need", "reply.period-allows"),
            id="in a period that wants two people approved answers do not go straight out",
        ),
        pytest.param({"summoned": False}, (), id="it may not"),
    ],
)  # fmt: skip
def test_why_it_may(facts, why):
    assert why_may(mention(**facts)) == why


SAID = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)


def test_when_an_answer_is_due():
    assert due_at(SAID, 120) == datetime(2026, 6, 2, 0, 30, tzinfo=UTC)
    assert due_at(SAID, 0) is None
    assert due_at(SAID, 99, 20) == datetime(2026, 6, 29, 22, 59, 59, tzinfo=UTC)
    assert due_at(SAID, 99, 1, {date(2026, 6, 2)}) == datetime(2026, 6, 3, 22, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "triage"),
    [
        pytest.param(
            "@dept My passport expires in 5 weeks. Is it too late to renew?",
            "service-question",
            id="passport",
        ),
        pytest.param(
            "@dept who signed off the closure of the office?", "journalist", id="reporter's question"
        ),
        pytest.param("Please send me all emails about Northtown since January.", "possible-foi", id="FOI"),
        pytest.param("Brilliant service from your helpline today, thank you.", "praise", id="praise"),
        pytest.param("You are all crooks and your minister is worse", "political", id="political"),
        pytest.param("Is the helpline open on the bank holiday?", "service-question", id="helpline"),
        pytest.param(
            "Thanks for nothing. I can’t go on, I’ll end my life", "safeguarding", id="safety comes first"
        ),
        pytest.param("Why is it blue?", "service-question", id="a question that no rule knows"),
        pytest.param("I am writing on behalf of my constituent", "representative", id="an MP's office"),
        pytest.param("Still waiting, this is unacceptable", "complaint", id="complaint"),
    ],
)
def test_what_it_may_be(text, triage):
    found = suggest(text, "@someone", RULES, QUESTION)
    assert found is not None
    assert found.triage == triage
    assert found.because


def test_what_nobody_can_tell_is_left_to_people():
    assert suggest("Blue.", "@someone", RULES, QUESTION) is None
    assert suggest("Why?", "@someone", RULES) is None


def test_a_local_list_of_public_roles_goes_before_words_but_not_before_safety():
    roles = {"@City_Desk": "journalist"}
    assert suggest("Thank you!", "city_desk", RULES, QUESTION, roles) == Suggestion(
        "journalist", "@city_desk"
    )
    assert suggest("Thank you!", "@other", RULES, QUESTION, roles) == Suggestion("praise", "thank you")
    danger = suggest("There is a bomb threat", "@city_desk", RULES, QUESTION, roles)
    assert danger == Suggestion("safeguarding", "bomb threat")


def test_only_whole_words_count_and_only_the_beginning_is_read():
    assert suggest("An idiotic story", "@x", RULES) is None
    assert suggest("." * 10_000 + " thank you", "@x", RULES) is None


@pytest.mark.parametrize(
    "rule", [{"class": "praise"}, {"words": ["thanks"]}, {"class": "praise", "words": [" "]}]
)
def test_a_rule_without_class_or_words_is_named(rule):
    with pytest.raises(ValueError, match="rule 1"):
        rules_from({"rule": [rule]})


def test_a_table_without_rules_suggests_nothing():
    assert rules_from({}) == ((), "")
