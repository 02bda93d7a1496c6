"""Every code that our rules can answer with has words, and the words ask for no fact that it lacks."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from desktop.phrases import refusal_words
from desktop.phrases_refusals import REFUSALS
from office.rules.checks import CHECKS
from office.rules.refusal import Refusal

HOUSE = Path(__file__).parents[2]
CODE = re.compile(r"[a-z]+(?:\.[a-z]+(?:-[a-z]+)*)")
SAYING = {"Refusal", "EnvelopeFault", "warning"}
WHY_IT_MAY = {
    "reply.summoned", "reply.template-straight-out", "reply.own-words-need", "reply.period-allows",
}  # fmt: skip
"""Their words stand beside the view that shows them, as do the names of checks that found nothing."""


def strings(node: ast.AST) -> set[str]:
    return {
        n.value
        for n in ast.walk(node)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and CODE.fullmatch(n.value)
    }


def handed(tree: ast.AST) -> set[str]:
    """The codes that are handed to a refusal."""
    calls = (n for n in ast.walk(tree) if isinstance(n, ast.Call) and n.args)
    named = ((getattr(n.func, "id", getattr(n.func, "attr", "")), n.args[0]) for n in calls)
    return {code for name, first in named if name in SAYING for code in strings(first)}


def all_codes() -> set[str]:
    """Those, and in the rules all that look like one: some are chosen from a table."""
    rooms = ("office", "accounts", "scheduler")
    trees = {p: ast.parse(p.read_text("utf-8")) for room in rooms for p in (HOUSE / room).rglob("*.py")}
    said = set().union(*map(handed, trees.values()))
    in_rules = set().union(*(strings(tree) for p, tree in trees.items() if p.parent.name == "rules"))
    return said | (in_rules - WHY_IT_MAY - set(CHECKS))


def test_codes_are_found():
    assert {
        "approval.stale",
        "period.caught",
        "check.phone",
        "reply.goes-to-foi",
        "file.forged",
    } <= all_codes()


@pytest.mark.parametrize("code", sorted(all_codes()))
def test_every_code_has_words(code):
    assert code in REFUSALS


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_the_words_read_as_sentences(code):
    title, sentence = REFUSALS[code]
    assert title[0].isupper() or title[0] in "“{"
    assert title[-1] not in ".!"
    assert not sentence or sentence[-1] in ".”?}"
    facts = {name: "x" for words in (title, sentence) for _, name, _, _ in Formatter().parse(words) if name}
    assert refusal_words(Refusal(code, facts))[0]
