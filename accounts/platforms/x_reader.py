"""What is read from X: mentions, own posts, figures, and whose sign-in this is; page by page, in X's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from accounts.platform import Heard, OwnPosts, Profile, Rejected
from accounts.platforms.x_call import Call, Signing
from accounts.platforms.x_failures import Asked, Malformed, Misasked, broken, errors_of, quoted_words
from accounts.platforms.x_limits import x_limits
from accounts.platforms.x_reading import (
    FIELDS,
    METRIC_FIELDS,
    heard,
    id_of,
    includes,
    metrics_of,
    own_post,
    plain,
    rows,
)

MENTIONS = Asked("list what was said to this account")
OWN = Asked("list this account's own posts")
METRICS = Asked("say how posts are doing")
PROFILE = Asked("say whose sign-in this is")
_NEWER_WORDS = ("post.fields", "expansions", "referenced_posts")
_BEGINNING = datetime.fromtimestamp(0, UTC)


class XReader:
    """One account's reading. `user_id` and `handle` are learnt where they were not given."""

    def __init__(self, signing: Signing, now: Callable[[], datetime], user_id: str, handle: str) -> None:
        self._signing = signing
        self._now = now
        self.user_id, self.handle = user_id, handle
        self._vocabulary = 0

    def mentions(self, since: str | None, call: Call) -> list[Heard]:
        route = f"/2/users/{self._me(call)}/mentions"
        found: dict[str, Heard] = {}
        try:
            pages = list(self._pages(call, MENTIONS, route, {"since_id": since} if since else {}))
        except Misasked as no:
            if not since or "since_id" not in no.said:
                raise
            # X takes no `since_id` that has become too old: ask for all it keeps.
            pages = list(self._pages(call, MENTIONS, route, {}))
        for page in pages:
            users = includes(page, "users")
            for post in rows(page):
                if str(post.get("author_id")) != self.user_id:
                    found[str(post["id"])] = heard(post, users, self._now())
        newer = (one for one in found.values() if not since or int(one.remote_id) > int(since))
        return sorted(newer, key=lambda one: int(one.remote_id))

    def own_posts(self, call: Call) -> OwnPosts:
        route = f"/2/users/{self._me(call)}/tweets"
        posts, whole, ended = {}, True, False
        now = self._now()
        for page in self._pages(call, OWN, route, {"exclude": "retweets"}):
            for row in rows(page):
                posts[str(row["id"])] = own_post(row, self.handle, now)
            whole = whole and not errors_of(page)
            ended = not _next(page)
            if posts and min(post.at for post in posts.values()) < now - x_limits().own_for:
                break
        newest_first = sorted(posts.values(), key=lambda post: int(post.remote_id), reverse=True)
        oldest = min((post.at for post in newest_first), default=None)
        return OwnPosts(tuple(newest_first), (_BEGINNING if ended else oldest) if whole else None)

    def metrics(self, wanted: Sequence[str], call: Call) -> dict[str, Mapping[str, int]]:
        found: dict[str, Mapping[str, int]] = {}
        for start in range(0, len(wanted), x_limits().page):
            asked = {"ids": ",".join(wanted[start : start + x_limits().page])}
            answer = self._in_either(call, METRICS, "/2/tweets", asked, METRIC_FIELDS, "public_metrics")
            found |= {str(row["id"]): metrics_of(row) for row in rows(answer)}
        return found

    def profile(self, call: Call) -> Profile:
        answer = call.ask(
            self._signing, PROFILE, "GET", "/2/users/me", params={"user.fields": "name,username"}
        )
        data = answer.get("data")
        user_id = id_of(data.get("id")) if isinstance(data, dict) else None
        handle = plain(data.get("username")) if isinstance(data, dict) else ""
        if user_id is None or not handle or not isinstance(data, dict):
            raise broken(Malformed(), PROFILE, sent=True)
        self.user_id = self.user_id or user_id
        self.handle = self.handle or handle
        return Profile(user_id, handle, plain(data.get("name")) or handle)

    def _me(self, call: Call) -> str:
        return self.user_id or self.profile(call).remote_id

    def _pages(
        self, call: Call, asked: Asked, route: str, narrowed: Mapping[str, str]
    ) -> Iterator[dict[str, Any]]:
        """Every page that X has, newest first; it ends where X would lead in a circle."""
        token, seen = "", set[str]()
        pages = x_limits().mention_pages if asked is MENTIONS else x_limits().own_pages
        for _ in range(pages):
            params = {"max_results": str(x_limits().page), **narrowed}
            if token:
                params["pagination_token"] = token
            page = self._in_either(call, asked, route, params, FIELDS, "created_at")
            yield page
            token = _next(page)
            if not token or token in seen:
                return
            seen.add(token)

    def _in_either(
        self,
        call: Call,
        asked: Asked,
        route: str,
        params: Mapping[str, str],
        fields: Sequence[Mapping[str, str]],
        expected: str,
    ) -> dict[str, Any]:
        """Asked in the words of X's description; in its older ones where the server does not know those."""
        answer: dict[str, Any] | None = None
        if self._vocabulary == 0:
            try:
                answer = self._read(call, asked, route, {**params, **fields[0]})
            except Misasked as no:
                if not any(word in no.said for word in _NEWER_WORDS):
                    raise
            else:
                found = list(rows(answer))
                if not found or any(expected in row for row in found):
                    return answer
        try:
            older = self._read(call, asked, route, {**params, **fields[1]})
        except Misasked:
            if answer is None:
                raise
            return answer
        self._vocabulary = 1
        return older

    def _read(self, call: Call, asked: Asked, route: str, params: Mapping[str, str]) -> dict[str, Any]:
        answer = call.ask(self._signing, asked, "GET", route, params=params)
        data, errors = answer.get("data"), errors_of(answer)
        if data is None and errors and "meta" not in answer:
            raise Rejected(f"X was asked to {asked.to}, and refused. X said: “{quoted_words(answer)}”")
        if data is not None and not isinstance(data, list):
            raise broken(Malformed(), asked, sent=True)
        return answer


def _next(page: Mapping[str, Any]) -> str:
    meta = page.get("meta")
    token = meta.get("next_token") if isinstance(meta, dict) else None
    return token if isinstance(token, str) else ""
