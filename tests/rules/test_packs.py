"""The data: every pack says where it has each statement from, and whether anybody has seen it there."""

import re
import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from office import packs
from office.people import ROLES
from office.rules.facts import LEVELS
from office.rules.moments import period_start
from office.rules.triage import rules_from

RESOURCES = Path(__file__).parents[2] / "resources"
CONFIRMED, NOT_CONFIRMED = "confirmed", "not confirmed; check before relying on it"
WORKED_OUT = "worked out, not published"
UNSEEN = re.compile(
    r"\b(?:general knowledge|our choice|not seen|press|secondary|second-hand|worked out)\b", re.IGNORECASE
)
ACTS = {"post", "reply", "repost", "quote", "like", "follow", "delete", "profile", "pin", "repeat"}

PACKS = sorted(p.stem for p in (RESOURCES / "packs").glob("*.toml"))
PRESETS = ("light", "standard", "strict")


def table(name: str) -> dict:
    return tomllib.loads((RESOURCES / f"{name}.toml").read_text("utf-8"))


def test_the_packs_that_there_are():
    assert set(packs.packs()) == set(PACKS) >= {
        "uk-general-election", "english-local", "local-authority", "nhs-local", "scottish-parliament", "senedd",
        "ni-assembly", "ni-councils", "referendum", "by-election", "bridge", "major-incident",
    }  # fmt: skip


@pytest.mark.parametrize("name", PACKS)
def test_every_pack(name):
    pack = packs.packs()[name]
    assert pack.title
    assert pack.force
    assert pack.start_rule
    assert pack.end_rule
    assert pack.grounds
    assert "*" in pack.levels
    assert set(pack.levels.values()) <= set(LEVELS)
    assert set(pack.levels) - {"*"} <= set(packs.categories())
    assert set(pack.stops) <= ACTS
    assert pack.grantors
    assert set(pack.grantors) <= set(ROLES) - {"spad", "officer"}
    assert set(pack.body_types) <= {"*", *packs.places()["body_types"]}
    assert set(pack.territories) <= {"*", *packs.places()["territories"]}


@pytest.mark.parametrize("name", PACKS)
def test_every_statement_of_a_pack_has_a_source_and_a_status(name):
    sources = packs.packs()[name].sources
    assert sources
    for statement, source, status in sources:
        assert statement
        assert source
        assert status in {CONFIRMED, NOT_CONFIRMED}
        if UNSEEN.search(source):
            assert status == NOT_CONFIRMED, statement


@pytest.mark.parametrize("name", PACKS)
def test_how_a_pack_says_when_it_runs(name):
    data = table(f"packs/{name}")
    assert data["start_time"] == "now" or datetime.strptime(data["start_time"], "%H:%M")  # noqa: DTZ007
    assert data["end"] in {"open", "poll"}
    assert ("end_days_after" in data) == (data["end"] == "poll")
    assert data["checklist_start"]
    assert data["checklist_end"]


@pytest.mark.parametrize(
    ("name", "days"),
    [
        pytest.param("referendum", 27, id="referendum: 28 days ending with the poll, so minus 27"),
        pytest.param("english-local", 21, id="locals: minus 21"),
        pytest.param("scottish-parliament", 42, id="Scottish Parliament: minus 42"),
        pytest.param("uk-general-election", None, id="general election: announced, not counted"),
        pytest.param("senedd", None, id="Senedd: no stable formula"),
        pytest.param("local-authority", None, id="councils: their own notice"),
        pytest.param("bridge", None, id="Bridge: now"),
    ],
)
def test_days_before_the_poll(name, days):
    assert table(f"packs/{name}").get("start_days_before") == days


def test_a_general_election_starts_at_a_minute_past_midnight_and_ends_when_a_government_is_formed():
    data = table("packs/uk-general-election")
    assert (data["start_time"], data["end"]) == ("00:01", "open")
    assert "not at the close of poll" in data["end_rule"]


def test_how_strict_each_is():
    levels = {name: pack.levels for name, pack in packs.packs().items()}
    assert levels["uk-general-election"]["*"] == "exception"
    assert levels["english-local"]["*"] == "warn"
    assert levels["referendum"]["*"] == "exception"
    assert levels["referendum"]["poll-logistics"] == "exception"  # to encourage voting is forbidden there
    assert levels["uk-general-election"]["poll-logistics"] == "allow"
    assert levels["bridge"] == {"*": "exception"}


ELECTIONS = table("elections")["election"]


@pytest.mark.parametrize("poll", ELECTIONS, ids=[e["id"] for e in ELECTIONS])
def test_the_calendar(poll):
    assert poll["title"]
    assert poll["source"]
    assert poll["pack"] in packs.packs()
    assert poll["status"] in {CONFIRMED, NOT_CONFIRMED, WORKED_OUT}
    if "start" in poll:
        assert isinstance(poll["start"], datetime)
        assert poll["start"].date() < poll["poll"]
    if poll["status"] == WORKED_OUT:
        days = table(f"packs/{poll['pack']}")["start_days_before"]
        assert poll["start"].date() == poll["poll"] - timedelta(days=days)


def test_the_calendar_has_each_poll_once():
    ids = [e["id"] for e in ELECTIONS]
    assert len(ids) == len(set(ids)) == 30
    starts = {e["id"]: e["start"].isoformat() for e in ELECTIONS if "start" in e}
    assert starts["2024-general"] == "2024-05-25T00:01:00"
    assert starts["2019-general"] == "2019-11-06T00:01:00"
    assert starts["2026-senedd"] == "2026-04-08T00:00:00"
    assert starts["2016-eu-referendum"] == "2016-05-27T00:00:00"
    assert period_start(date(2016, 6, 23), 27).date() == date(2016, 5, 26)  # 23:00 UTC: midnight in London


@pytest.mark.parametrize("preset", PRESETS)
def test_workflows(preset):
    workflows = table(f"workflows/{preset}")["workflow"]
    assert "*" in workflows
    assert set(workflows) - {"*"} <= set(packs.categories())
    for stages in workflows.values():
        assert stages
        for stage in stages:
            assert stage["title"]
            assert stage["needed"] >= 1
            assert stage["roles"]
            assert set(stage["roles"]) <= set(ROLES) - {"spad", "officer", "administrator", "records"}


@pytest.mark.parametrize("category", list(packs.categories()))
def test_the_standard_workflow_can_be_passed_by_a_line_manager_and_a_director(category):
    assert all(s.roles & {"line-manager", "director"} for s in packs.workflow(category))
    assert len(packs.workflow(category)) <= 2


def test_what_nobody_has_a_workflow_for_asks_the_most():
    assert len(packs.workflow("something new")) == 2


def test_categories_questions_bodies():
    assert list(packs.categories())[:2] == ["operational", "emergency"]
    assert [code for code, _ in packs.questions()] == [
        "question.political", "question.partisan", "question.parliament", "question.polemical",
        "question.understanding",
    ]  # fmt: skip
    assert packs.places()["territories"]["uk"] == "United Kingdom"
    assert packs.workflows().keys() >= {"campaign", "*"}


def test_reply_policy():
    policy = packs.reply_policy()
    classes = policy["class"]
    keys = [c["key"] for c in classes]
    assert len(set(keys)) == len(classes) == 11
    assert not set(keys) & set("jknJKN")  # these move through the list
    assert {c["route"] for c in classes} <= {"none", "press-office", "correspondence", "foi", "procedure"}
    answered = {c["id"]: c["may_answer"] for c in classes}
    assert answered["service-question"]
    assert not any(
        answered[c] for c in ("possible-foi", "journalist", "representative", "safeguarding", "political")
    )
    assert next(c["working_days"] for c in classes if c["id"] == "possible-foi") == 20
    assert policy["category"] in packs.categories()
    assert policy["initials"] is True
    assert 0 < policy["keep_days"] <= 365
    assert {r.triage for r in rules_from(table("triage"))[0]} <= set(answered)


@pytest.mark.parametrize("name", [n for n, t in table("checks").items() if isinstance(t, dict)])
def test_every_number_of_the_linter_has_a_source_and_a_status(name):
    told = table("checks")[name]
    assert told["source"]
    assert told["status"] in {CONFIRMED, NOT_CONFIRMED}


def test_bank_holidays_are_working_days_but_for_that():
    holidays = table("bank-holidays")
    assert holidays["status"] == NOT_CONFIRMED
    assert set(holidays["territories"]) == set(packs.places()["territories"])
    for place in set(holidays["territories"].values()):
        days = [date.fromisoformat(d) for d in holidays[place]]
        assert days == sorted(days)
        assert all(d.weekday() < 5 for d in days)
