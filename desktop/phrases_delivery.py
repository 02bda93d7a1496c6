"""What became of a delivery, in words: what happened, and what that means."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from desktop import times
from desktop.phrases import fact_words, filled, refusal_words, sentence_case, tr
from desktop.phrases_refusals import REFUSALS
from desktop.phrases_tongue import mark
from desktop.views import words
from office.rows import DeliveryRow
from office.rules.refusal import Refusal

Said = tuple[str, str, str]
"""Tone, what happened, what it means."""

_TONES: Mapping[str, str] = {
    "missed": "warn",
    "held": "hold",
    "rejected": "bad",
    "refused": "bad",
    "uncertain": "bad",
    "published": "ok",
    "approved": "ok",
    "due": "accent",
    "sending": "accent",
    "in review": "warn",
    "withdrawn": "neutral",
    "draft": "neutral",
}

_TITLES: Mapping[str, str] = {
    "missed": mark("It was not sent, because it would have been late."),
    "held": mark("It is held."),
    "rejected": mark("{platform} did not accept it."),
    "refused": mark("One of our rules stopped it when it was due."),
    "uncertain": mark("Nobody knows whether it is out."),
    "published": mark("It is out."),
    "approved": mark("Everybody has said yes."),
    "due": mark("It is due now."),
    "sending": mark("It is going out now."),
    "in review": mark("It waits for approval."),
    "withdrawn": mark("It was withdrawn, and will not go out."),
    "draft": mark("It is a draft."),
}

_MEANS: Mapping[str, str] = {
    "missed": mark(
        "Nothing goes out late by itself. Choose a new time, which asks for approval again, or let it go."
    ),
    "held": mark("Nothing is released by itself. It needs a fresh approval, or can be withdrawn."),
    "rejected": mark("Nothing is tried again by itself. Change it and ask again, or let it go."),
    "refused": mark("Change it and ask again, or let it go."),
    "uncertain": mark(
        "{platform} may have taken it and never answered. Nothing is sent again until somebody has looked."
    ),
    "published": mark("What was sent is what was approved; the record shows both fingerprints."),
    "approved": mark("A new time inside what was approved keeps the approval; any other asks again."),
    "due": mark("It starts as soon as this computer has a free turn."),
    "sending": mark("It can no longer be changed here."),
    "in review": mark("If nobody answers in time it is missed, and does not go out."),
    "withdrawn": mark("Draft it again if it is needed after all."),
    "draft": mark("Ask for approval when it is ready."),
}


def told(row: DeliveryRow) -> Said:
    """What happened to it, and what that means."""
    platform = sentence_case(words.platform(row.account))
    title = tr(_TITLES.get(row.state, mark("It is {state}."))).replace("{platform}", platform)
    title = title.replace("{state}", words.state(row.state)[0])
    means = tr(_MEANS[row.state]).replace("{platform}", platform) if row.state in _MEANS else ""
    return _TONES.get(row.state, "neutral"), title, " ".join(part for part in (why(row), means) if part)


def why(row: DeliveryRow) -> str:
    """Why it is so, from the code that the record keeps; a platform's own sentence as it is."""
    if not row.why:
        return ""
    theirs = row.why_facts.get("why") or row.why_facts.get("words")
    if theirs:
        return fact_words(theirs)
    if row.why == "window.missed":
        return filled(tr("It could go out until {until}."), row.why_facts) or ""
    if row.why not in REFUSALS:
        return ""
    title, sentence = refusal_words(Refusal(row.why, row.why_facts))
    return f"{title}. {sentence}".strip()


def due_title(row: DeliveryRow) -> str:
    """What stands over its time."""
    if row.state == "published":
        return tr("Went out")
    return (
        tr("Was due")
        if row.state in ("missed", "uncertain", "rejected", "refused", "withdrawn")
        else tr("Goes out")
    )


def goes_out(row: DeliveryRow, now: datetime) -> str:
    """When it goes or went out."""
    if row.state == "published" and row.state_at is not None:
        return times.when(row.state_at, now)
    return sentence_case(times.window(row.start, row.until, now))
