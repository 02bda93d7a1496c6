"""Words for people: their roles, and what each role is for."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.phrases_tongue import joined, mark, sentence_case, tr

ROLES = {
    "officer": (mark("officer"), mark("drafts, schedules, answers")),
    "line-manager": (mark("line manager"), mark("approves what officers write")),
    "policy-lead": (mark("policy lead"), mark("checks the facts")),
    "head-of-digital": (mark("head of digital"), mark("approves, and confirms a resumption")),
    "director": (mark("director of communications"), mark("grants exceptions, confirms a resumption")),
    "private-office": (mark("private office"), mark("clears for the minister")),
    "spad": (mark("special adviser"), mark("comments, never approves")),
    "duty-officer": (mark("duty officer"), mark("out of hours")),
    "records": (mark("records officer"), mark("reads, verifies, seals")),
    "administrator": (mark("administrator"), mark("people, accounts, rules")),
}


def role_word(role: str) -> str:
    return tr(ROLES[role][0]) if role in ROLES else role


def role_words(roles: Iterable[str]) -> str:
    """`Line manager and policy lead`."""
    return sentence_case(joined([role_word(r) for r in ROLES if r in set(roles)]))
