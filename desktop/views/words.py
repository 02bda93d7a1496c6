"""The office's stored names as people say them: kinds, roles, triage classes, platforms, levels of a period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from desktop.phrases import joined, sentence_case, tr
from desktop.widgets.pill import network
from office.rows import AccountRow

CATEGORIES = {
    "operational": "Service information",
    "emergency": "Emergency",
    "campaign": "Campaign",
    "news-release": "News release",
    "ministerial": "Ministerial announcement",
    "statistics": "Statistics",
    "reply": "Reply",
    "poll-logistics": "How to vote",
    "correction": "Correction",
    "period-notice": "Notice about a period",
    "other": "Something else",
    "*": "Everything else",
}

ROLES = {
    "officer": ("Officer", "drafts posts and answers citizens"),
    "line-manager": ("Line manager", "approves what officers write"),
    "policy-lead": ("Policy lead", "checks the facts"),
    "head-of-digital": ("Head of digital", "approves, and may agree to resume after a pause"),
    "director": ("Director of communications", "grants exceptions and agrees to resume"),
    "private-office": ("Private office", "clears what speaks for a minister"),
    "spad": ("Special adviser", "may comment, never approves"),
    "duty-officer": ("Duty officer", "out of hours: pauses and answers"),
    "records": ("Records officer", "reads, verifies and extracts the record"),
    "administrator": ("Administrator", "people, accounts and rules"),
}

TRIAGE: Mapping[str, tuple[str, str, str]] = {
    "service-question": ("Service question", "Q", ""),
    "complaint": ("Complaint", "C", "point to the complaints process"),
    "praise": ("Praise", "P", ""),
    "misinformation": ("Misinformation", "I", "answer with facts and their source"),
    "journalist": ("Journalist", "R", "goes to the press office"),
    "possible-foi": ("Possible FOI request", "F", "20 working days"),
    "representative": ("MP, peer or devolved member", "M", "goes to the correspondence unit"),
    "safeguarding": ("Threat or safeguarding", "T", "by the procedure, now"),
    "political": ("Political", "B", "no answer, by policy"),
    "abuse": ("Abuse", "A", "no answer"),
    "spam": ("Spam", "X", "no answer"),
}
"""Class -> its name, the key that chooses it, and what it means (resources/replies.toml)."""

BECAUSE: Mapping[str, str] = {
    "political": "Political or rhetorical",
    "abusive": "Abusive",
    "answered": "Answered already",
    "not-ours": "Not ours to answer",
    "no-resource": "No time or no clearance before it is too late",
}

HAND_OVER = (
    "Press office",
    "Correspondence unit",
    "FOI team",
    "Policy lead",
    "Duty officer",
)
"""To whom a mention is most often handed over."""

NETWORKS = {
    "x": "X",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "linkedin": "LinkedIn",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "threads": "Threads",
    "practice": "Practice",
    "handoff": "Hand-off",
}

BODY_TYPES = {
    "uk-department": "UK government department",
    "alb": "Arm's length body or agency of a UK department",
    "local-authority": "Local authority in England",
    "nhs": "NHS body in England",
    "scottish-government": "Scottish Government or its agencies",
    "scottish-council": "Council in Scotland",
    "welsh-government": "Welsh Government or its sponsored bodies",
    "welsh-council": "Council in Wales",
    "ni-department": "Northern Ireland department or its bodies",
    "ni-council": "Council in Northern Ireland",
    "other": "Another public body",
}

TERRITORIES = {
    "uk": "United Kingdom",
    "england": "England",
    "scotland": "Scotland",
    "wales": "Wales",
    "northern-ireland": "Northern Ireland",
}

LEVELS: Mapping[str, tuple[str, str]] = {
    "allow": ("goes out", "ok"),
    "warn": ("needs a second approver", "warn"),
    "exception": ("held, unless there is an exception", "hold"),
    "block": ("held", "bad"),
}

ACTS = {
    "post": "posting",
    "reply": "replying",
    "repost": "reposting",
    "quote": "quoting",
    "delete": "deleting",
    "profile": "changing the profile",
    "pin": "pinning",
    "like": "liking",
    "follow": "following",
    "repeat": "repeating an old post",
}

STATES: Mapping[str, tuple[str, str]] = {
    "draft": ("draft", "neutral"),
    "in review": ("waiting for approval", "warn"),
    "approved": ("approved", "ok"),
    "due": ("due now", "accent"),
    "sending": ("going out", "accent"),
    "published": ("published", "ok"),
    "rejected": ("the platform said no", "bad"),
    "uncertain": ("did it go?", "bad"),
    "held": ("held", "hold"),
    "missed": ("missed", "warn"),
    "refused": ("refused", "bad"),
    "withdrawn": ("withdrawn", "neutral"),
    "changes": ("changes wanted", "warn"),
}


def _said(name: str, words: str | None) -> str:
    return tr(words) if words else sentence_case(name.replace("-", " ").replace("_", " "))


def category(name: str) -> str:
    return _said(name, CATEGORIES.get(name))


def role(name: str) -> str:
    return _said(name, ROLES.get(name, ("", ""))[0])


def role_means(name: str) -> str:
    return tr(ROLES[name][1]) if name in ROLES else ""


def roles(names: Iterable[str]) -> str:
    return ", ".join(role(name) for name in names)


def triage(name: str) -> str:
    return _said(name, TRIAGE.get(name, ("", "", ""))[0]) if name else tr("Not decided yet")


def triage_line(name: str) -> str:
    """The class with what it means: `Journalist, goes to the press office`."""
    means = TRIAGE.get(name, ("", "", ""))[2]
    return f"{triage(name)}, {tr(means)}" if means else triage(name)


def platform(account: AccountRow) -> str:
    """The platform's name: `X`, `Bluesky`."""
    name = network(account)
    return _said(name, NETWORKS.get(name))


def platforms(accounts: Sequence[AccountRow]) -> str:
    """`X and Bluesky`; the handles where two accounts are on one platform."""
    names = [platform(account) for account in accounts]
    if len(set(names)) < len(names):
        names = [account.handle for account in accounts]
    return joined(names)


def body_type(name: str) -> str:
    return _said(name, BODY_TYPES.get(name)) if name != "*" else tr("every kind of body")


def territory(name: str) -> str:
    return _said(name, TERRITORIES.get(name)) if name != "*" else tr("everywhere")


def act(name: str) -> str:
    return _said(name, ACTS.get(name)).lower()


def level(name: str) -> tuple[str, str]:
    words, tone = LEVELS.get(name, (name, "neutral"))
    return tr(words), tone


def state(name: str) -> tuple[str, str]:
    """A delivery's state in a word, and its tone."""
    words, tone = STATES.get(name, (name, "neutral"))
    return tr(words), tone
