"""Posts: what is to be said, revision by revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from office.contents import Words, window_from, window_json, words_from, words_json
from office.deliveries import delivery
from office.desk import Desk, Reading, Refused, decide, iso_or_none, moment_or_none, new_id
from office.journal.port import Entry, Event
from office.journal.text import LIMIT, normalise
from office.people import me
from office.rules.facts import Window
from office.rules.refusal import Refusal

TITLE_LIMIT = 200


@dataclass(frozen=True)
class Draft:
    """What an author hands in. `variants`: account id -> the parts that differ there."""

    title: str
    category: str
    parts: tuple[Words, ...]
    objective: str = ""
    source: str = ""
    variants: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    embargo: datetime | None = None
    accounts: tuple[str, ...] = ()
    """Where it is meant to go, while it is drafted; deliveries are made when approval is asked for."""
    window: Window | None = None


@dataclass(frozen=True)
class Post:
    """A post as folded. `authors`: everybody who drafted or edited any revision."""

    id: str
    draft: Draft = field(default_factory=lambda: Draft("", "", ()))
    revision: int = 0
    authors: frozenset[str] = frozenset()
    last_author: str = ""
    edited: datetime | None = None
    discarded: bool = False
    reply_mention: str | None = None
    revisions: tuple[Draft, ...] = ()
    deliveries: tuple[str, ...] = ()

    def parts_for(self, account: str) -> tuple[Words, ...]:
        return self.draft.variants.get(account) or self.draft.parts


def evolve(post: Post, entry: Entry) -> Post:
    body: Mapping[str, Any] = entry.body or {}
    if entry.kind in ("post.drafted", "post.revised"):
        draft = draft_from(body)
        return replace(
            post,
            draft=draft,
            revision=body["revision"],
            authors=post.authors | {entry.actor},
            last_author=entry.actor,
            edited=entry.at,
            reply_mention=body.get("mention", post.reply_mention),
            revisions=(*post.revisions, draft),
        )
    if entry.kind == "post.discarded":
        return replace(post, discarded=True)
    if entry.kind == "post.addressed":
        return replace(post, deliveries=(*post.deliveries, *body["deliveries"]))
    return post


def fold(post_id: str, entries: Iterable[Entry]) -> Post:
    post = Post(post_id)
    for entry in entries:
        post = evolve(post, entry)
    return post


def post(reading: Reading, post_id: str) -> Post:
    """Raises Refused(`post.unknown`) where there is none."""
    found = fold(post_id, reading.stream(f"post-{post_id}"))
    if not found.revision:
        raise Refused(Refusal("post.unknown"))
    return found


def draft_json(draft: Draft) -> dict[str, Any]:
    return {
        "title": draft.title,
        "category": draft.category,
        "parts": words_json(draft.parts),
        "objective": draft.objective,
        "source": draft.source,
        "variants": {account: words_json(parts) for account, parts in draft.variants.items()},
        "embargo": iso_or_none(draft.embargo),
        "accounts": list(draft.accounts),
        "window": window_json(draft.window) if draft.window else None,
    }


def draft_from(body: Mapping[str, Any]) -> Draft:
    return Draft(
        body["title"],
        body["category"],
        words_from(body["parts"]),
        body["objective"],
        body["source"],
        {account: words_from(parts) for account, parts in body["variants"].items()},
        moment_or_none(body["embargo"]),
        tuple(body["accounts"]),
        window_from(body["window"]) if body["window"] else None,
    )


def clean(draft: Draft) -> tuple[Draft, tuple[str, ...]]:
    """The draft with every text normalised once, and the codes of what that changed. Raises Refused when enormous."""
    changes: list[str] = []
    texts = [p.text for parts in (draft.parts, *draft.variants.values()) for p in parts]
    if any(len(text) > LIMIT for text in texts):
        raise Refused(Refusal("content.enormous", {"limit": LIMIT}))

    def words(parts: Iterable[Words]) -> tuple[Words, ...]:
        out = []
        for part in parts:
            text, changed = normalise(part.text)
            changes.extend(changed)
            pictures = tuple(replace(p, alt=_line(p.alt), name=_line(p.name)) for p in part.pictures)
            out.append(Words(text, pictures))
        return tuple(out)

    cleaned = replace(
        draft,
        title=_line(draft.title)[:TITLE_LIMIT],
        objective=_line(draft.objective),
        source=_line(draft.source),
        parts=words(draft.parts),
        variants={account: words(parts) for account, parts in draft.variants.items()},
    )
    return cleaned, tuple(dict.fromkeys(changes))


def _line(text: str) -> str:
    return " ".join(normalise(text)[0].split())


def title_of(draft: Draft) -> str:
    """The title, or the first words of the text where nobody gave one."""
    if draft.title:
        return draft.title
    text = " ".join(draft.parts[0].text.split()) if draft.parts else ""
    return text if len(text) <= 60 else text[:59].rsplit(" ", 1)[0] + "…"


def save(desk: Desk, post_id: str | None, draft: Draft, mention: str | None = None) -> str:
    """Save a draft: a new post, or a new revision of `post_id` when anything changed. Returns the post id.

    Raises Refused when the post was discarded or a delivery of it is on its way out.
    """
    cleaned, _ = clean(draft)
    cleaned = replace(cleaned, title=title_of(cleaned))

    def decision(reading: Reading) -> tuple[list[Event], str]:
        me(desk, reading)
        if post_id is None:
            fresh = new_id()
            body = {**draft_json(cleaned), "revision": 1} | ({"mention": mention} if mention else {})
            return [Event(f"post-{fresh}", "post.drafted", body)], fresh
        found = post(reading, post_id)
        if found.discarded:
            raise Refused(Refusal("post.discarded"))
        if found.draft == cleaned:
            return [], post_id
        body = {**draft_json(cleaned), "revision": found.revision + 1}
        revised = Event(f"post-{post_id}", "post.revised", body)
        return [revised, *_reopened(reading, found, cleaned)], post_id

    return decide(desk, decision)


REOPENS = frozenset({"in review", "approved", "held", "missed", "refused"})


def _reopened(reading: Reading, found: Post, revised: Draft) -> list[Event]:
    """An edit makes every approval stale by construction; its deliveries are drafts again, and say so."""
    events = []
    for delivery_id in found.deliveries:
        d = delivery(reading, delivery_id)
        if d.on_its_way:
            raise Refused(Refusal("post.on-its-way"))
        same = revised.category == found.draft.category and replace(found, draft=revised).parts_for(
            d.account
        ) == found.parts_for(d.account)
        if d.state in REOPENS and not same:
            events.append(Event(f"delivery-{delivery_id}", "delivery.reopened", {"reason": "edited"}))
    return events


def discard(desk: Desk, post_id: str) -> None:
    """Put a draft away. Refused while a delivery of it may still go out: withdraw that first."""

    def decision(reading: Reading) -> tuple[list[Event], None]:
        me(desk, reading)
        found = post(reading, post_id)
        if found.discarded:
            return [], None
        if any(delivery(reading, d).open for d in found.deliveries):
            raise Refused(Refusal("post.has-deliveries"))
        return [Event(f"post-{post_id}", "post.discarded")], None

    decide(desk, decision)
