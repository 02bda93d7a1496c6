"""What X's posts say: read from answers of either of its two vocabularies, and believed no further than need be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.platform import Heard, OwnPost

# X's description asks for `post.fields`; its guides, and servers that follow those, for `tweet.fields`.
FIELDS: tuple[Mapping[str, str], ...] = (
    {
        "post.fields": "created_at,entities,note_post",
        "expansions": "author_id,referenced_posts",
        "user.fields": "name,username",
    },
    {
        "tweet.fields": "created_at,entities,note_tweet,author_id,referenced_tweets",
        "expansions": "author_id",
        "user.fields": "name,username",
    },
)
METRIC_FIELDS: tuple[Mapping[str, str], ...] = (
    {"post.fields": "public_metrics"},
    {"tweet.fields": "public_metrics"},
)

_ID = re.compile(r"[0-9]{1,19}")
_FIRST_MILLISECOND = 1_288_834_974_657
_METRICS = {
    "repost_count": "reposts",
    "retweet_count": "reposts",
    "reply_count": "replies",
    "like_count": "likes",
    "quote_count": "quotes",
    "bookmark_count": "bookmarks",
    "impression_count": "views",
}


def id_of(value: object) -> str | None:
    """An id as X writes it (digits in a string), or None. A number is forgiven."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if _ID.fullmatch(text) else None


def rows(answer: Mapping[str, Any], name: str = "data") -> Iterator[Mapping[str, Any]]:
    """The objects of a list that have an id; anything else in it is passed over."""
    found = answer.get(name)
    for row in found if isinstance(found, list) else ():
        if isinstance(row, dict) and id_of(row.get("id")):
            yield row


def includes(answer: Mapping[str, Any], name: str) -> dict[str, Mapping[str, Any]]:
    """What an answer brings along, by id. It may be missing."""
    brought = answer.get("includes")
    return {str(row["id"]): row for row in rows(brought, name)} if isinstance(brought, dict) else {}


def heard(post: Mapping[str, Any], users: Mapping[str, Mapping[str, Any]], now: datetime) -> Heard:
    remote_id = str(post["id"])
    author = users.get(str(post.get("author_id")), {})
    handle = plain(author.get("username") or post.get("username"))
    return Heard(
        remote_id=remote_id,
        author=handle or str(post.get("author_id") or ""),
        author_name=plain(author.get("name")) or handle,
        text=text_of(post),
        at=moment(post, now),
        url=address(handle, remote_id),
        in_reply_to=answered(post),
        summons=True,
    )


def own_post(post: Mapping[str, Any], handle: str, now: datetime) -> OwnPost:
    remote_id = str(post["id"])
    return OwnPost(remote_id, address(handle, remote_id), text_of(post), moment(post, now), answered(post))


def metrics_of(post: Mapping[str, Any]) -> dict[str, int]:
    counts = post.get("public_metrics")
    if not isinstance(counts, dict):
        return {}
    return {
        ours: counts[theirs]
        for theirs, ours in _METRICS.items()
        if isinstance(counts.get(theirs), int) and not isinstance(counts[theirs], bool)
    }


def address(handle: str, remote_id: str) -> str:
    """Where a person sees the post. X finds it by its id alone when the name is not known."""
    return (
        f"https://x.com/{handle if re.fullmatch(r'[A-Za-z0-9_]{1,50}', handle) else 'i'}/status/{remote_id}"
    )


def answered(post: Mapping[str, Any]) -> str | None:
    """The id of the post that this one answers."""
    for name in ("referenced_posts", "referenced_tweets"):
        references = post.get(name)
        for reference in references if isinstance(references, list) else ():
            if isinstance(reference, dict) and reference.get("type") == "replied_to":
                return id_of(reference.get("id"))
    return None


def moment(post: Mapping[str, Any], now: datetime) -> datetime:
    """When it was posted; from its id, which counts milliseconds, where X does not say."""
    written = post.get("created_at")
    if isinstance(written, str):
        try:
            at = datetime.fromisoformat(written)
            return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    milliseconds = (int(post["id"]) >> 22) + _FIRST_MILLISECOND
    at = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=milliseconds)
    return at if int(post["id"]) >> 32 and at <= now + timedelta(days=1) else now


def text_of(post: Mapping[str, Any]) -> str:
    """The whole text, with X's short links and entities undone, and without the link to its own pictures."""
    for name in ("note_post", "note_tweet"):
        note = post.get(name)
        if isinstance(note, dict) and isinstance(note.get("text"), str):
            return _undone(note["text"], note.get("entities") or post.get("entities"))
    return _undone(post.get("text"), post.get("entities"))


def plain(value: object) -> str:
    """A stranger's text as text: nothing in it that cannot be stored (NUL, half of a character pair)."""
    text = value if isinstance(value, str) else ""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def unescaped(text: str) -> str:
    """X writes &, < and > as entities, and nothing else."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _undone(value: object, entities: object) -> str:
    text = unescaped(plain(value))
    links: dict[str, str] = {}
    found = entities.get("urls") if isinstance(entities, dict) else None
    for link in found if isinstance(found, list) else ():
        short = link.get("url") if isinstance(link, dict) else None
        if not isinstance(short, str) or not short:
            continue
        whole = link.get("expanded_url")
        if _own_picture(link):
            links.setdefault(short, "")
        elif isinstance(whole, str) and whole:
            links[short] = plain(whole)
    if not links:
        return text
    shorts = sorted(links, key=len, reverse=True)
    pattern = "|".join(re.escape(short) for short in shorts)
    shown = re.sub(rf"(?:{pattern})(?![\w/])", lambda short: links[short[0]], text)
    return shown.rstrip() if "" in links.values() else shown


def _own_picture(link: Mapping[str, Any]) -> bool:
    """X puts the address of a post's own pictures at the end of its text."""
    return bool(link.get("media_key")) or str(link.get("display_url") or "").startswith(
        ("pic.x.com/", "pic.twitter.com/")
    )
