"""What a request file asks: its content and digests made anew from what it shows, why a person may not answer it,
and what the answer's statement covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from office.contents import Content, window_from, words_from
from office.desk import Refused, iso, moment, moment_or_none
from office.envelopes import EnvelopeFault
from office.journal.text import normalise
from office.people import SENIOR, Person
from office.periods import CONFIRM_ROLES
from office.rules.approval import may_approve, may_confirm, may_resume
from office.rules.facts import ApprovalFacts, Stage
from office.rules.refusal import Refusal
from office.sending import CLOCK_ROLES
from office.statements import trusted
from office.templates import APPROVERS, content_digest

STATEMENT = {
    "request": "approval",
    "resume-request": "resume",
    "lift-request": "lift",
    "clock-request": "clock",
    "exception-request": "exception",
    "template-request": "template",
}
"""Kind of request -> kind of the statement that answers it."""


@dataclass(frozen=True)
class Asked:
    """An opened request, `payload` as office.forms has checked it."""

    kind: str
    payload: Mapping[str, Any]

    @property
    def request(self) -> str:
        return str(self.payload["request"])

    @property
    def at(self) -> datetime:
        return moment(self.payload["at"])

    @property
    def verdicts(self) -> tuple[str, str]:
        return ("yes", "changes") if self.kind == "request" else ("yes", "no")

    @property
    def deliveries(self) -> Sequence[Mapping[str, Any]]:
        return tuple(self.payload.get("deliveries", ()))

    @cached_property
    def contents(self) -> Mapping[str, Content]:
        """Delivery id -> its content, as the file shows it."""
        return {d["delivery"]: _content(d) for d in self.deliveries}

    @property
    def digests(self) -> dict[str, str]:
        return {delivery: content.digest for delivery, content in self.contents.items()}

    @property
    def template_digest(self) -> str:
        """Of the answer that is to be approved, as the file shows it."""
        p = self.payload
        until = moment_or_none(p["valid_until"])
        return content_digest(p["title"], p["text"], p["policy"], p["accounts"], until)

    @property
    def until(self) -> datetime | None:
        """When it is too late to answer; None: it is never."""
        if self.kind == "exception-request":
            return moment(self.payload["expires"])
        return min((c.window.until for c in self.contents.values()), default=None)

    @property
    def stages(self) -> tuple[Stage, ...]:
        return tuple(
            Stage(s["title"], frozenset(s["roles"]), s["needed"], frozenset(s["people"]))
            for s in self.payload.get("stages", ())
        )

    def check(self) -> None:
        """Raises EnvelopeFault(`file.forged`) unless what it shows is what it says it would be bound to."""
        said = {d["delivery"]: d["digest"] for d in self.deliveries}
        same = self.digests == said and len(said) == len(self.deliveries)
        regular = all(
            normalise(p.text)[0] == p.text and all(normalise(m.alt)[0] == m.alt for m in p.pictures)
            for c in self.contents.values()
            for p in c.parts
        )
        stages = all(d["stage"] <= len(self.stages) for d in self.deliveries) or self.kind != "request"
        answer = self.kind != "template-request" or self._template_is_shown()
        if not (same and regular and stages and answer):
            raise EnvelopeFault("file.forged")

    def _template_is_shown(self) -> bool:
        p = self.payload
        regular = all(normalise(p[k])[0].strip() == p[k] for k in ("title", "text", "policy"))
        return regular and bool(p["title"] and p["text"]) and self.template_digest == p["digest"]

    def approvals(
        self, people: Mapping[str, Person], delivery: str, digest: str
    ) -> tuple[ApprovalFacts, ...]:
        """The yeses that the file brings along for exactly this, their signatures checked."""
        found = []
        for proof in self.payload["approvals"]:
            statement = proof["statement"]
            person = people.get(statement["person"])
            for item in statement.get("deliveries", ()):
                if person is None or (item["delivery"], item["digest"]) != (delivery, digest):
                    continue
                ok = statement["verdict"] == "yes" and trusted(
                    people, statement, proof["signature"], self.payload["workspace"]
                )
                at = moment(statement["at"])
                found.append(ApprovalFacts(item["stage"], person.facts, person.roles, digest, at, ok))
        return tuple(found)

    def refusals(
        self, me: Person, people: Mapping[str, Person], now: datetime, answered: bool
    ) -> tuple[Refusal, ...]:
        """Why this person may not answer it now: the rules that the record will ask again."""
        p = self.payload
        found: list[Refusal] = []
        if self.kind == "request":
            for delivery, content in self.contents.items():
                digest = content.digest
                given = self.approvals(people, delivery, digest)
                authors = frozenset(p["authors"])
                found += may_approve(
                    me.facts, self.stages, given, digest, authors, content.window, now, answered
                )
            return tuple({r.code: r for r in found}.values())
        if answered:
            found.append(Refusal("approval.answered"))
        if self.until is not None and now > self.until:
            found.append(Refusal("approval.too-late", {"until": self.until}))
        if me.id in p.get("authors", ()):
            found.append(Refusal("approval.own-post"))
        return (*found, *self._second(me))

    def _second(self, me: Person) -> tuple[Refusal, ...]:
        p = self.payload
        if self.kind == "resume-request":
            return may_resume(me.facts, p["paused_by"], p["asked_by"], SENIOR)
        roles = {
            "lift-request": CONFIRM_ROLES,
            "clock-request": CLOCK_ROLES,
            "exception-request": frozenset(p.get("grantors", ())),
            "template-request": APPROVERS,
        }
        return may_confirm(me.facts, p["asked_by"], roles[self.kind])

    def covers(self) -> dict[str, Any]:
        """What a statement that answers this says, beside who, when, and the verdict."""
        p = self.payload
        match self.kind:
            case "request":
                return {"deliveries": [self._item(d) for d in self.deliveries]}
            case "resume-request":
                return {"released": sorted(p["released"])}
            case "lift-request":
                return {k: p[k] for k in ("period", "lift", "start", "end")}
            case "exception-request":
                (d,) = self.deliveries
                digest = self.digests[d["delivery"]]
                told = {"delivery": d["delivery"], "period": p["period"], "digest": digest}
                return {**told, "expires": p["expires"]}
            case "template-request":
                return {"template": p["template"], "digest": self.template_digest}
        return {}

    def _item(self, d: Mapping[str, Any]) -> dict[str, Any]:
        shown = {"platform": d["account"]["platform"], "handle": d["account"]["handle"]}
        return {
            "delivery": d["delivery"],
            "digest": self.digests[d["delivery"]],
            "stage": d["stage"],
            "account": shown,
        }


def _content(d: Mapping[str, Any]) -> Content:
    parts, window = words_from(d["parts"]), window_from(d["window"])
    return Content(d["account"]["id"], d["act"], d["category"], parts, window, d["reply_to"], d["mention"])


def check_verdict(asked: Asked, verdict: str, words: str) -> None:
    """Raises Refused(`words.needed`) for a no that does not say why."""
    if verdict not in asked.verdicts:
        raise ValueError(f"not a verdict of a {asked.kind}: {verdict!r}")
    if verdict != "yes" and not words.strip():
        raise Refused(Refusal("words.needed"))


def facts_json(facts: Mapping[str, Any]) -> dict[str, Any]:
    """A refusal's facts as a file carries them."""
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"moment": iso(value)}
    if isinstance(value, list | tuple | set | frozenset):
        return (
            sorted(str(v) for v in value) if isinstance(value, set | frozenset) else [str(v) for v in value]
        )
    return value if value is None or isinstance(value, bool | int) else str(value)


def facts_from(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {n: moment(v["moment"]) if isinstance(v, dict) else v for n, v in facts.items()}
