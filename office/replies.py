"""Replies: what we do about what citizens said to us. Their words stay outside the record; our acts are in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from office.accounts import account
from office.approvals import plan, requested
from office.contents import Words
from office.desk import Desk, Reading, Refused, decide, new_id
from office.facts import content_of
from office.journal.mentions import Mention
from office.journal.port import Event
from office.journal.text import normalise
from office.mentions import Handling, classes, handling, reply_facts
from office.packs import reply_policy
from office.people import me, person
from office.posts import Draft, Post, draft_json, title_of
from office.rules.facts import Window
from office.rules.refusal import Refusal, stops
from office.rules.reply import DEALT_WITH, may_reply
from office.rules.workflow import ADVISER
from office.templates import Template, template

WINDOW = timedelta(minutes=30)
"""How long an answer in approved words may wait for its turn before it asks again."""
OWN_WORDS_WINDOW = timedelta(hours=24)


def triage(desk: Desk, mention_ids: Iterable[str], triage_class: str) -> None:
    """A person's decision on what a mention is. Suggestions are only that. How long the words are kept goes by it."""
    if triage_class not in classes():
        raise Refused(Refusal("reply.class-unknown"))

    chosen = tuple(mention_ids)

    def decision(reading: Reading) -> tuple[list[Event], None]:
        me(desk, reading)
        return [
            Event(f"mention-{m}", "mention.triaged", {"class": triage_class})
            for m in chosen
            if handling(reading, m).triage != triage_class
        ], None

    decide(desk, decision)
    keep = timedelta(days=int(classes()[triage_class].get("keep_days") or reply_policy()["keep_days"]))
    for mention_id in chosen:
        found = desk.journal.local.mentions.get(mention_id)
        if found is not None:
            desk.journal.local.mentions.keep(mention_id, found.fetched_at + keep)


def take(desk: Desk, mention_id: str) -> None:
    """Say that I am answering: two officers never answer the same mention."""

    def decision(reading: Reading) -> tuple[list[Event], None]:
        person = me(desk, reading)
        h = handling(reading, mention_id)
        _free(h, person.id)
        return [] if h.state == "taken" else [Event(f"mention-{mention_id}", "mention.taken")], None

    decide(desk, decision)


def release(desk: Desk, mention_id: str) -> None:
    """Give it back to the queue."""

    def decision(reading: Reading) -> tuple[list[Event], None]:
        person = me(desk, reading)
        h = handling(reading, mention_id)
        if h.state != "taken":
            return [], None
        _free(h, person.id)
        return [Event(f"mention-{mention_id}", "mention.released")], None

    decide(desk, decision)


def _free(h: Handling, person_id: str) -> None:
    if h.state in DEALT_WITH:
        raise Refused(Refusal("reply.dealt-with", {"state": h.state}))
    if h.state == "taken" and h.taken_by != person_id:
        raise Refused(Refusal("reply.taken", {"by": h.taken_by}))


def close(desk: Desk, mention_id: str, because: str) -> None:
    """Not answering, because: political, rhetorical, abusive, already answered, not ours."""
    _deal(desk, mention_id, "mention.closed", {"because": because})


def hand_over(desk: Desk, mention_id: str, to: str) -> None:
    """To the press office, the correspondence unit, the FOI team ... : who then answers elsewhere."""
    if not to.strip():
        raise Refused(Refusal("words.needed"))
    _deal(desk, mention_id, "mention.handed-over", {"to": to.strip()})


def _deal(desk: Desk, mention_id: str, kind: str, body: dict[str, Any]) -> None:
    def decision(reading: Reading) -> tuple[list[Event], None]:
        person = me(desk, reading)
        _free(handling(reading, mention_id), person.id)
        return [Event(f"mention-{mention_id}", kind, body)], None

    decide(desk, decision)


def answer_with(desk: Desk, mention: Mention, template_id: str) -> str:
    """Answer in an approved answer's exact words, signed with my initials: no further approval, at once.

    Returns the delivery id. Raises Refused when the class is not answered, somebody else is answering, the
    template is not valid, or the platform would not accept it.
    """

    def decision(reading: Reading) -> tuple[list[Event], str]:
        person = me(desk, reading)
        if ADVISER in person.roles:
            raise Refused(Refusal("approval.spad"))
        _may(desk, reading, mention, person.id)
        found = template(reading, template_id)
        _usable(reading, found, mention, desk.now())
        post, drafted = _draft(mention, found.words(person.initials), found.title)
        window = Window(None, desk.now() + WINDOW)
        d, planned = plan(post, mention.account, window, "reply", **_to(mention), template=template_id)
        cleared = Event(
            f"delivery-{d.id}",
            "delivery.cleared",
            {"template": template_id, "digest": content_of(post, d).digest},
        )
        return [drafted, *planned, _addressed(post, d.id), cleared, _answering(mention, d.id)], d.id

    return decide(desk, decision)


def answer_in_own_words(desk: Desk, mention: Mention, text: str) -> str:
    """Answer in my own words, through the workflow that the policy names. Returns the request id."""
    words = normalise(text)[0].strip()
    if not words:
        raise Refused(Refusal("content.empty", {"part": 1, "parts": 1}))

    def decision(reading: Reading) -> tuple[list[Event], str]:
        person = me(desk, reading)
        _may(desk, reading, mention, person.id)
        post, drafted = _draft(mention, words, "")
        post = replace(post, authors=frozenset({person.id}))
        window = Window(None, desk.now() + OWN_WORDS_WINDOW)
        d, planned = plan(post, mention.account, window, "reply", **_to(mention))
        request = new_id()
        asked = requested(desk, reading, post, d, request)
        return [drafted, *planned, _addressed(post, d.id), asked, _answering(mention, d.id)], request

    return decide(desk, decision)


def _may(desk: Desk, reading: Reading, mention: Mention, person_id: str) -> None:
    account_ = account(reading, mention.account)
    refusals = stops(
        may_reply(reply_facts(reading, account_, mention.id, mention.summons, person_id, desk.now()))
    )
    if refusals:
        raise Refused(*refusals)


def _usable(reading: Reading, found: Template, mention: Mention, now: datetime) -> None:
    if not found.valid_on(mention.account, now) or person(reading, found.approved_by).left:
        raise Refused(Refusal("template.not-valid", {"title": found.title}))


def _draft(mention: Mention, words: str, title: str) -> tuple[Post, Event]:
    draft = Draft(title, "reply", (Words(words),), accounts=(mention.account,))
    draft = replace(draft, title=title_of(draft))
    post = Post(new_id(), draft, 1, reply_mention=mention.id)
    body = {**draft_json(draft), "revision": 1, "mention": mention.id}
    return post, Event(f"post-{post.id}", "post.drafted", body)


def _to(mention: Mention) -> dict[str, str | None]:
    return {"reply_to": mention.remote_id, "mention": mention.id, "mention_digest": mention.digest}


def _addressed(post: Post, delivery_id: str) -> Event:
    return Event(f"post-{post.id}", "post.addressed", {"deliveries": [delivery_id]})


def _answering(mention: Mention, delivery_id: str) -> Event:
    return Event(f"mention-{mention.id}", "mention.answering", {"delivery": delivery_id})


def outcome(reading: Reading, mention_id: str, published: bool, delivery_id: str) -> list[Event]:
    """The mention's own entry when its reply went out (answered) or was given up (waiting again)."""
    h = handling(reading, mention_id)
    if h.delivery != delivery_id or h.state in DEALT_WITH:
        return []
    kind = "mention.answered" if published else "mention.released"
    return [Event(f"mention-{mention_id}", kind, {"delivery": delivery_id})]
