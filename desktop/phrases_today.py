"""The words of Today: what happened, what it means, and the one thing to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop import times
from desktop.phrases import fact_words, filled, joined, number_word, refusal_words, sentence_case, tr
from desktop.phrases_tongue import mark
from desktop.views import words
from office.rows import TodayItem
from office.rules.refusal import Refusal


@dataclass(frozen=True)
class Said:
    """A row of Today in words."""

    pill: str
    tone: str
    title: str
    text: str
    when: str
    button: str


KINDS: Mapping[str, tuple[str, str]] = {
    "approve": (mark("Approve"), "accent"),
    "uncertain": (mark("Did it go?"), "bad"),
    "missed": (mark("Missed"), "warn"),
    "held": (mark("Held"), "hold"),
    "rejected": (mark("Not accepted"), "bad"),
    "refused": (mark("Refused"), "bad"),
    "changes": (mark("Changes"), "warn"),
    "reply": (mark("Reply"), "accent"),
    "reconnect": (mark("Reconnect"), "warn"),
    "resume": (mark("Paused"), "bad"),
    "review": (mark("Look again"), "warn"),
    "setup": (mark("Set up"), "accent"),
    "clock": (mark("Clock"), "bad"),
}

BUTTONS: Mapping[str, str] = {
    "review": mark("Review"),
    "decide": mark("Decide"),
    "choose": mark("Choose"),
    "see": mark("See it"),
    "edit": mark("Edit"),
    "enrol": mark("Enrol somebody"),
    "add": mark("Add an account"),
    "answer": mark("Answer"),
    "reconnect": mark("Reconnect"),
    "resume": mark("Resume"),
}

TITLES: Mapping[str, str] = {
    "today.alone": mark("You are the only person here"),
    "today.no-account": mark("There is no account yet"),
    "today.resume": mark("Sending may go on, if you agree"),
}

SENTENCES: Mapping[str, str] = {
    "today.alone": mark(
        "Nobody approves their own words. Until a second person is enrolled nothing that needs approval goes out; drafts are safe."
    ),
    "today.no-account": mark("Add the account that you speak from. Drafts can be written before."),
    "today.uncertain": mark(
        "Nobody knows whether {platform} published it. Nothing is sent again until you have looked."
    ),
    "today.missed": mark("It was not sent late. Choose a new time, or let it go."),
    "today.rejected": mark("{platform} did not accept it. See why; change it and ask again, or let it go."),
    "today.refused": mark("One of our rules stopped it when it was due. See which."),
    "today.held": mark(
        "Nothing is released by itself when the period ends. Each will need a fresh approval."
    ),
    "today.changes": mark("{by} says: {words}"),
    "today.reconnect": mark("Sign in again. What is planned for it waits, and is not lost."),
    "today.resume": mark("{author} asks to resume. It takes a second, senior person, item by item."),
    "today.lift": mark("{author} asks to end a period early. It takes two people."),
    "today.exception": mark("{author} asks for an exception for exactly this, once."),
    "today.person": mark("{author} asks to enrol a person or a key. It takes two people."),
    "today.delete": mark("{author} asks to delete what was published. The record keeps it."),
    "today.review": mark("It went out single-handed. A second person looks at it now."),
}


def said(item: TodayItem, now: datetime) -> Said:
    """An item in words."""
    pill, tone = KINDS.get(item.kind, (sentence_case(item.kind), "neutral"))
    button = (
        tr("See them") if item.action == "see" and item.count > 1 else tr(BUTTONS.get(item.action, "See it"))
    )
    return Said(tr(pill), tone, _title(item), _text(item, now), _when(item, now), button)


def headline(count: int, now: datetime) -> str:
    """`Good morning. Six things need you.`"""
    if count == 0:
        need = tr("Nothing needs you.")
    elif count == 1:
        need = tr("One thing needs you.")
    else:
        need = tr("{n} things need you.").replace("{n}", sentence_case(number_word(count)))
    return f"{times.greeting(now)} {need}"


def _title(item: TodayItem) -> str:
    if item.title:
        return item.title
    if item.kind == "held":
        name = str(item.facts.get("name") or "")
        by = name if name and "." not in name else tr("a rule")
        template = tr("{n} posts are held: {name}") if item.count > 1 else tr("A post is held: {name}")
        return template.replace("{n}", sentence_case(number_word(item.count))).replace("{name}", by)
    if item.code in TITLES:
        return tr(TITLES[item.code])
    return refusal_words(Refusal(item.code, item.facts))[0]


def _text(item: TodayItem, now: datetime) -> str:
    if item.code in ("today.post", "today.reply"):
        return _request(item, now)
    facts = {**item.facts}
    if facts.get("platform"):
        facts["platform"] = sentence_case(words.NETWORKS.get(str(facts["platform"]), str(facts["platform"])))
    if item.code in SENTENCES:
        sentence = filled(tr(SENTENCES[item.code]), facts)
        return " ".join(part for part in (_because(item.kind, facts), sentence or "") if part)
    return refusal_words(Refusal(item.code, item.facts))[1]


def _because(kind: str, facts: Mapping[str, Any]) -> str:
    """For missed and refused: the rule's own title, if the row tells it."""
    code = str(facts.get("code") or "")
    if kind not in ("missed", "refused") or not code or code == "window.missed":
        return ""
    return f"{refusal_words(Refusal(code, facts))[0]}."


def _request(item: TodayItem, now: datetime) -> str:
    facts = item.facts
    accounts = [str(a).split(":", 1) for a in facts.get("accounts", ())]
    names = [sentence_case(words.NETWORKS.get(a[0], a[0])) for a in accounts]
    if len(set(names)) < len(names):
        names = [a[-1] for a in accounts]
    what = words.category(str(facts.get("category", "")))
    pattern = tr("Reply on {where}.") if item.code == "today.reply" else "{what}, {where}."
    first = pattern.replace("{what}", what).replace("{where}", joined(names)) if names else f"{what}."
    stage = tr("From {author}, stage {stage} of {stages}.")
    for name in ("author", "stage", "stages"):
        stage = stage.replace(f"{{{name}}}", fact_words(facts.get(name, "")))
    start = facts.get("start")
    out = (
        tr("Would go out {when}.").replace("{when}", times.when(start, now))
        if isinstance(start, datetime)
        else tr("Would go out as soon as everybody has said yes.")
    )
    return f"{first} {stage} {out}"


def _when(item: TodayItem, now: datetime) -> str:
    if item.when is None:
        return ""
    if item.kind in ("approve", "reply"):
        return times.needed_by(item.when, now)
    if item.kind == "reconnect":
        return times.when(item.when, now)
    if item.kind in ("uncertain", "held", "resume", "clock"):
        return times.since(item.when, now, seconds=item.kind == "uncertain")
    return times.ago(item.when, now)
