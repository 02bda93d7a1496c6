"""What an approver's screen shows of a request file: the same rows as at a desk that holds the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from office.asked import Asked, facts_from
from office.contents import fingerprint, words_from
from office.desk import moment
from office.journal.media import MediaStore
from office.people import Person
from office.rows import (
    AccountId,
    AccountRow,
    DeliveryId,
    DeliveryRow,
    PartRow,
    PostId,
    RequestDetail,
    RequestId,
    RequestRow,
    StageRow,
)
from office.rules.refusal import Level, Refusal
from office.rules.workflow import progress
from office.screens.shared import part_rows, stage_rows

_KIND = {
    "resume-request": "resume",
    "lift-request": "lift",
    "clock-request": "clock",
    "exception-request": "exception",
    "template-request": "template",
}


@dataclass(frozen=True)
class Showing:
    """One look at a seat's requests: who looks, who is enrolled, when."""

    me: Person
    people: Mapping[str, Person]
    store: MediaStore
    now: datetime

    def name(self, person: str) -> str:
        return self.people[person].name if person in self.people else person

    def row(self, asked: Asked, answered: bool) -> RequestRow:
        p = asked.payload
        first = next(iter(asked.contents.values()), None)
        return RequestRow(
            RequestId(asked.request),
            _KIND.get(asked.kind) or ("reply" if p["reply"] else "post"),
            p["title"] if "title" in p else p["why"],
            p.get("category", ""),
            self._accounts(asked),
            self.name(p.get("author", p["asked_by"])),
            asked.at,
            asked.until,
            first.window.start if first else None,
            min((d["stage"] for d in asked.deliveries), default=1),
            max(1, len(asked.stages)),
            asked.refusals(self.me, self.people, self.now, answered),
        )

    def detail(self, asked: Asked, answered: bool, seen: Mapping[str, Any] | None) -> RequestDetail:
        p, row = asked.payload, self.row(asked, answered)
        parts, variants = self._parts(asked)
        stages = self._stages(asked)
        older = seen is not None and seen["revision"] < p.get("revision", 0)
        return RequestDetail(
            row,
            p.get("revision", 0),
            parts,
            variants,
            seen["revision"] if seen and older else None,
            part_rows(self.store, words_from(seen["parts"])) if seen and older else None,
            tuple(self._delivery(asked, d) for d in asked.deliveries),
            stages,
            tuple((q["code"], q["words"]) for q in p.get("questions", ())),
            self._checks(asked),
            next((s.title for s in stages if s.number > row.stage), ""),
            self._items(asked),
            p.get("answering", ""),
        )

    def _accounts(self, asked: Asked) -> tuple[AccountRow, ...]:
        told = [d["account"] for d in (*asked.deliveries, *asked.payload.get("items", ()))]
        told += asked.payload.get("accounts", ())
        return tuple({a["id"]: _account(a) for a in told}.values())

    def _parts(self, asked: Asked) -> tuple[tuple[PartRow, ...], dict[str, tuple[PartRow, ...]]]:
        """The first delivery's parts, and those of accounts where something else would be said."""
        shown = {c.account: part_rows(self.store, c.parts) for c in asked.contents.values()}
        main = next(iter(shown.values()), ())
        return main, {account: parts for account, parts in shown.items() if parts != main}

    def _stages(self, asked: Asked) -> tuple[StageRow, ...]:
        if asked.kind != "request":
            return ()
        delivery, digest = next(iter(asked.digests.items()))
        authors = frozenset(asked.payload["authors"])
        given = asked.approvals(self.people, delivery, digest)
        return stage_rows(asked.stages, given, digest, authors, self.people)

    def _delivery(self, asked: Asked, d: Mapping[str, Any]) -> DeliveryRow:
        p, content = asked.payload, asked.contents[d["delivery"]]
        given = asked.approvals(self.people, d["delivery"], content.digest) if "approvals" in p else ()
        state = progress(asked.stages, given, content.digest, frozenset(p["authors"]))
        return DeliveryRow(
            DeliveryId(d["delivery"]),
            PostId(p["post"]),
            p["title"],
            _account(d["account"]),
            "in review",
            d["category"],
            content.window.start,
            content.window.until,
            p["revision"],
            self.name(p["author"]),
            fingerprint(content.digest),
            stage=(state.next or len(asked.stages) + 1) - 1,
            stages=len(asked.stages),
            parts=len(content.parts),
            reply_to=content.reply_to or "",
        )

    def _checks(self, asked: Asked) -> tuple[Refusal, ...]:
        told = [c for d in asked.deliveries for c in d["checks"]]
        found = {
            (c["code"], str(c["facts"])): Refusal(c["code"], facts_from(c["facts"]), Level(c["level"]))
            for c in told
        }
        return tuple(found.values())

    def _items(self, asked: Asked) -> tuple[str, ...]:
        p = asked.payload
        match asked.kind:
            case "resume-request":
                return tuple(i["title"] for i in p["items"] if i["released"])
            case "lift-request":
                until = "" if p["lift"] or not p["end"] else p["end"]
                return (p["title"], p["why"], until)
            case "clock-request":
                return (p["why"],)
            case "exception-request":
                return (p["period_title"], p["ground"], p["reference"], p["why"], p["expires"])
            case "template-request":
                handles = (a["handle"] for a in p["accounts"])
                return (p["title"], p["text"], p["policy"], p["valid_until"] or "", *handles)
        return ()


def _account(account: Mapping[str, str]) -> AccountRow:
    return AccountRow(AccountId(account["id"]), account["platform"], account["handle"], account["name"])


def asked_from(document: Mapping[str, Any]) -> Asked:
    """A kept request, its digests made anew from what it shows. Raises EnvelopeFault(`file.forged`)."""
    asked = Asked(document["kind"], document["payload"])
    asked.check()
    return asked


def received_at(document: Mapping[str, Any]) -> datetime:
    return moment(document["taken"])
