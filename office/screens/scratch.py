"""What is typed and not saved yet, kept beside the record so that a crash loses nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from office.contents import words_from, words_json
from office.desk import iso_or_none, moment_or_none
from office.rows import AccountId, DraftInput, PartRow
from office.screens.shared import Looking, media_row, words_of


def key(post: str | None) -> str:
    return f"editor/{post or 'new'}"


def kept(given: DraftInput) -> dict[str, Any]:
    """The draft as JSON; pictures by their digests, as they are in the media store already."""
    return {
        "title": given.title,
        "category": given.category,
        "objective": given.objective,
        "source": given.source,
        "parts": words_json(words_of(given.parts)),
        "variants": {account: words_json(words_of(parts)) for account, parts in given.variants.items()},
        "chosen": list(given.chosen),
        "start": iso_or_none(given.start),
        "until": iso_or_none(given.until),
    }


def found(look: Looking, post: str | None) -> DraftInput | None:
    """What was kept of this post, or of a new one; None for nothing, or for what an older Despatch kept otherwise."""
    told = look.desk.journal.local.scratch_get(key(post))
    if not isinstance(told, dict) or "start" not in told:
        return None
    return DraftInput(
        told["title"],
        told["category"],
        told["objective"],
        told["source"],
        _parts(look, told["parts"]),
        {account: _parts(look, parts) for account, parts in told["variants"].items()},
        tuple(AccountId(a) for a in told["chosen"]),
        moment_or_none(told["start"]),
        moment_or_none(told["until"]),
    )


def _parts(look: Looking, parts: Sequence[Mapping[str, Any]]) -> tuple[PartRow, ...]:
    return tuple(
        PartRow(w.text, tuple(media_row(look.desk.media, p) for p in w.pictures)) for w in words_from(parts)
    )
