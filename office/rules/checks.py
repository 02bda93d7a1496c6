"""The linter: what to look at before a post goes out. Missing descriptions and lengths block; the rest warns, with
its reason. Numbers and words are data (office.rules.numbers); their sources stand beside them there.

A new check: a function of (facts, numbers) that returns None where it does not apply, and else what it found;
a line in CHECKS; words for its codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from office.rules import checks_time, checks_words
from office.rules.draft import Check, CheckFacts
from office.rules.numbers import CheckNumbers
from office.rules.refusal import Refusal, distinct

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "check.alt": checks_words.alt,
        "check.length": checks_words.length,
        "check.sentence": checks_words.sentence,
        "check.hashtags": checks_words.hashtags,
        "check.emoji": checks_words.emoji,
        "check.letters": checks_words.letters,
        "check.links": checks_words.links,
        "check.personal": checks_words.personal_data,
        "check.markings": checks_words.markings,
        "check.names": checks_words.names,
        "check.achievement": checks_words.achievement,
        "check.duplicate": checks_words.duplicate,
        "check.pace": checks_time.pace,
        "check.hours": checks_time.hours,
        "check.source": checks_time.source,
        "check.objective": checks_time.objective,
        "check.parliament": checks_time.parliament,
    }
)
"""Code of the check, as `passed` names it -> the check, in the order of the screen."""


@dataclass(frozen=True)
class Checked:
    """What was found, blocks first; the codes of the checks that found nothing; and of those that found something."""

    refusals: tuple[Refusal, ...] = ()
    passed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def check(facts: CheckFacts, numbers: CheckNumbers) -> Checked:
    """Ask every check that applies."""
    found = {code: ask(facts, numbers) for code, ask in CHECKS.items()}
    return Checked(
        distinct(r for said in found.values() for r in said or ()),
        tuple(code for code, said in found.items() if said == ()),
        tuple(code for code, said in found.items() if said),
    )


def together(results: Iterable[Checked]) -> Checked:
    """One answer for several accounts: all that any of them found, and what passed wherever it was asked."""
    several = tuple(results)
    failed = {code for c in several for code in c.failed}
    passed = {code for c in several for code in c.passed} - failed
    return Checked(
        distinct(r for c in several for r in c.refusals),
        tuple(code for code in CHECKS if code in passed),
        tuple(code for code in CHECKS if code in failed),
    )
