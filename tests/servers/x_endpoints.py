"""What each endpoint of the stand-in for X does with a request that is as X's description says."""

import base64
import binascii
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.servers.x_store import Picture, Post, Problem, Store, User, shown

Answer = tuple[int, dict[str, Any]]
Query = dict[str, str]
_INVALID = "https://api.x.com/2/problems/invalid-request"
_COUNTS = ("repost_count", "reply_count", "like_count", "quote_count", "bookmark_count", "impression_count")


def answer(store: Store, name: str, user: str, path: dict[str, str], query: Query, body: Any) -> Answer:
    return ENDPOINTS[name](store, user, path, query, body)


def create_post(store: Store, user: str, path: dict, query: Query, body: dict) -> Answer:
    post = store.publish(user, body)
    return 201, {"data": {"id": post.id, "text": shown(post)[0], "edit_history_post_ids": [post.id]}}


def delete_post(store: Store, user: str, path: dict, query: Query, body: None) -> Answer:
    store.delete(user, path["id"])
    return 200, {"data": {"deleted": True}}


def get_posts(store: Store, user: str, path: dict, query: Query, body: None) -> Answer:
    found, errors = [], []
    for post_id in query["ids"].split(","):
        post = store.find(post_id)
        if post:
            found.append(_post(store, post, query))
        else:
            errors.append(_missing("post", post_id))
    return 200, ({"data": found} if found else {}) | ({"errors": errors} if errors else {})


def users_me(store: Store, user: str, path: dict, query: Query, body: None) -> Answer:
    return 200, {"data": _user(store.users[user], query)}


def mentions(store: Store, user: str, path: dict, query: Query, body: None) -> Answer:
    _known(store, path["id"])
    own = path["id"]
    return _timeline(
        store, [post for post in store.living() if own in post.mentions and post.author_id != own], query
    )


def own_posts(store: Store, user: str, path: dict, query: Query, body: None) -> Answer:
    _known(store, path["id"])
    return _timeline(store, [post for post in store.living() if post.author_id == path["id"]], query)


def initialize(store: Store, user: str, path: dict, query: Query, body: dict) -> Answer:
    if not body.get("total_bytes") or not body.get("media_type"):
        raise Problem(400, "total_bytes and media_type are needed.", _INVALID)
    picture = store.start_picture(user, body)
    return 200, {"data": {"id": picture.id, "media_key": f"3_{picture.id}", "expires_after_secs": 86_400}}


def append(store: Store, user: str, path: dict, query: Query, body: dict) -> Answer:
    picture = store.picture(user, path["id"])
    try:
        piece = base64.b64decode(body["media"], validate=True)
    except (binascii.Error, ValueError):
        raise Problem(400, "The media is not base64.", _INVALID) from None
    if picture.finished or not piece or len(piece) > 5_000_000:
        raise Problem(400, "Segment is not valid.", _INVALID)
    picture.segments[body["segment_index"]] = piece
    return 200, {"data": {"expires_at": int(datetime.now(UTC).timestamp()) + 86_400}}


def finalize(store: Store, user: str, path: dict, query: Query, body: None) -> Answer:
    picture = store.picture(user, path["id"])
    store.finish_picture(picture)
    return 200, {"data": _picture(store, picture)}


def status(store: Store, user: str, path: dict, query: Query, body: None) -> Answer:
    picture = store.picture(user, query["media_id"])
    with store.lock:
        picture.waits = max(0, picture.waits - 1)
    return 200, {"data": _picture(store, picture)}


def metadata(store: Store, user: str, path: dict, query: Query, body: dict) -> Answer:
    picture = store.picture(user, body["id"])
    given = body.get("metadata", {})
    picture.alt = given.get("alt_text", {}).get("text")
    return 200, {"data": {"id": picture.id, "associated_metadata": given}}


ENDPOINTS: dict[str, Callable[..., Answer]] = {
    "POST /2/tweets": create_post,
    "GET /2/tweets": get_posts,
    "DELETE /2/tweets/{id}": delete_post,
    "GET /2/users/me": users_me,
    "GET /2/users/{id}/mentions": mentions,
    "GET /2/users/{id}/tweets": own_posts,
    "POST /2/media/upload/initialize": initialize,
    "POST /2/media/upload/{id}/append": append,
    "POST /2/media/upload/{id}/finalize": finalize,
    "GET /2/media/upload": status,
    "POST /2/media/metadata": metadata,
}


def _known(store: Store, user_id: str) -> None:
    if user_id not in store.users:
        detail = f"Could not find user with id: [{user_id}]."
        raise Problem(404, detail, "https://api.x.com/2/problems/resource-not-found", resource_type="user")


def _missing(kind: str, value: str) -> dict:
    detail = f"Could not find {kind} with ids: [{value}]."
    known = {
        "type": "https://api.x.com/2/problems/resource-not-found",
        "title": "Not Found Error",
        "detail": detail,
    }
    return {**known, "resource_type": kind, "resource_id": value, "parameter": "ids", "value": value}


def _timeline(store: Store, posts: list[Post], query: Query) -> Answer:
    """Newest first, a page at a time."""
    since, until = int(query.get("since_id", 0)), int(query.get("until_id", 1 << 62))
    posts = [post for post in posts if since < int(post.id) < until]
    if "replies" in query.get("exclude", ""):
        posts = [post for post in posts if post.reply_to is None]
    posts.sort(key=lambda post: int(post.id), reverse=True)
    start = _start(query.get("pagination_token"))
    size = int(query.get("max_results", 10))
    page = posts[start : start + size]
    if not page:
        return 200, {"meta": {"result_count": 0}}
    meta: dict[str, Any] = {"result_count": len(page), "newest_id": page[0].id, "oldest_id": page[-1].id}
    if start + size < len(posts):
        meta["next_token"] = _token(start + size)
    body: dict[str, Any] = {"data": [_post(store, post, query) for post in page], "meta": meta}
    expansions = query.get("expansions", "").split(",")
    included: dict[str, Any] = {}
    if "author_id" in expansions:
        included["users"] = [
            _user(store.users[name], query) for name in sorted({post.author_id for post in page})
        ]
    answered = [post for post in map(store.find, {post.reply_to for post in page if post.reply_to}) if post]
    if "referenced_posts" in expansions and answered:
        included["posts"] = [_post(store, post, query) for post in answered]
    return 200, body | ({"includes": included} if included else {})


def _token(start: int) -> str:
    return base64.b32hexencode(str(start).encode()).decode().rstrip("=").lower()


def _start(token: str | None) -> int:
    if token is None:
        return 0
    try:
        return int(base64.b32hexdecode(token.upper() + "=" * (-len(token) % 8)))
    except (binascii.Error, ValueError):
        raise Problem(
            400, "The pagination_token is not valid.", _INVALID, parameter="pagination_token"
        ) from None


def _post(store: Store, post: Post, query: Query) -> dict:
    text, urls = shown(post)
    fields = query.get("post.fields", "").split(",")
    expansions = query.get("expansions", "").split(",")
    short = text if len(text) <= 280 else text[:279] + "…"
    found: dict[str, Any] = {"id": post.id, "text": short, "edit_history_post_ids": [post.id]}
    if "author_id" in expansions:
        found["author_id"] = post.author_id
    if "referenced_posts" in expansions and post.reply_to:
        found["referenced_posts"] = [{"type": "replied_to", "id": post.reply_to}]
    if "created_at" in fields:
        found["created_at"] = post.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    if "entities" in fields and urls:
        found["entities"] = {"urls": urls}
    if "note_post" in fields and len(text) > 280:
        found["note_post"] = {"text": text, "entities": {"urls": urls}}
    if "public_metrics" in fields:
        found["public_metrics"] = {name: post.counts.get(name, 0) for name in _COUNTS}
    return found


def _user(user: User, query: Query) -> dict:
    return {"id": user.id, "name": user.name, "username": user.username}


def _picture(store: Store, picture: Picture) -> dict:
    found: dict[str, Any] = {"id": picture.id, "media_key": f"3_{picture.id}", "size": len(picture.data)}
    if store.pictures_fail:
        found["processing_info"] = {"state": "failed"}
    elif picture.waits:
        found["processing_info"] = {"state": "pending", "check_after_secs": 0}
    elif store.polls_before_ready:
        found["processing_info"] = {"state": "succeeded", "progress_percent": 100}
    return found
