"""Pictures to X, in pieces, with their alt text, before the post that shows them is sent."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from accounts.platform import Media, Rejected
from accounts.platforms.x_failures import Asked, Malformed, broken
from accounts.platforms.x_limits import XLimits
from accounts.platforms.x_reading import id_of
from accounts.platforms.x_wire import Cut

# Asks X one thing and brings back its answer: Call.ask with the account's sign-in.
Ask = Callable[..., dict[str, Any]]

_PICTURE = Asked(
    "take a picture", certain="Nothing was posted.", before="A picture of the post did not reach X. "
)
_ALT = replace(_PICTURE, to="take a picture's alt text", before="A picture's alt text did not reach X. ")
_SHORTEST, _LONGEST = 0.2, 10.0


def refusal(media: tuple[Media, ...], limits: XLimits) -> str | None:
    """Why X would not take these pictures; None if it would."""
    if len(media) > limits.images:
        return f"X shows at most {limits.images} pictures in one post; this one has {len(media)}."
    if len(media) > 1 and any(picture.mime == "image/gif" for picture in media):
        return "X shows a GIF only by itself: take out the other pictures, or use a JPEG or PNG."
    for number, picture in enumerate(media, 1):
        if picture.mime not in limits.image_types:
            return f"Picture {number} is of a kind that X does not take ({picture.mime})."
        if not picture.data:
            return f"Picture {number} is empty."
        if len(picture.data) > limits.image_bytes:
            size = f"{len(picture.data) / 1e6:.1f} MB"
            return f"Picture {number} is too big for X: {size}, where {limits.image_bytes / 1e6:.0f} MB are allowed."
        if len(picture.alt) > limits.alt_characters:
            return f"The alt text of picture {number} is longer than the {limits.alt_characters:,} characters X allows."
    return None


def send_picture(picture: Media, ask: Ask, pause: Callable[[float], None], limits: XLimits) -> str:
    """X's id for the picture, ready to be shown with its alt text. Every failure here means that nothing was posted."""
    category = "tweet_gif" if picture.mime == "image/gif" else "tweet_image"
    start = {"media_type": picture.mime, "media_category": category, "total_bytes": len(picture.data)}
    media_id = _id(ask(_PICTURE, "POST", "/2/media/upload/initialize", body=start))
    for segment, at in enumerate(range(0, len(picture.data), limits.chunk_bytes)):
        piece = base64.b64encode(picture.data[at : at + limits.chunk_bytes]).decode("ascii")
        body = {"media": piece, "segment_index": segment}
        ask(_PICTURE, "POST", f"/2/media/upload/{media_id}/append", body=body, empty=True)
    ended = ask(_PICTURE, "POST", f"/2/media/upload/{media_id}/finalize")
    media_id = _id(ended)
    _await(media_id, ended, ask, pause)
    if picture.alt:
        body = {"id": media_id, "metadata": {"alt_text": {"text": picture.alt}}}
        ask(_ALT, "POST", "/2/media/metadata", body=body, empty=True)
    return media_id


def _await(media_id: str, answer: Mapping[str, Any], ask: Ask, pause: Callable[[float], None]) -> None:
    """Until X has looked at the picture."""
    while True:
        data = answer.get("data")
        info = data.get("processing_info") if isinstance(data, dict) else None
        state = info.get("state") if isinstance(info, dict) else None
        if state == "failed":
            raise Rejected(f"{_PICTURE.before}X could not make sense of it. {_PICTURE.certain}")
        if state not in {"pending", "in_progress"} or not isinstance(info, dict):
            return
        seconds = info.get("check_after_secs")
        wait = float(seconds) if isinstance(seconds, int | float) else 1.0
        try:
            pause(min(max(wait, _SHORTEST), _LONGEST))
        except Cut as late:
            raise broken(late, _PICTURE, sent=True) from None
        asked = {"media_id": media_id, "command": "STATUS"}
        answer = ask(_PICTURE, "GET", "/2/media/upload", params=asked)


def _id(answer: Mapping[str, Any]) -> str:
    data = answer.get("data")
    media_id = id_of(data.get("id")) if isinstance(data, dict) else None
    if media_id is None:
        raise broken(Malformed(), _PICTURE, sent=True)
    return media_id
