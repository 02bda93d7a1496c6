"""X, through tweepy's v2 client. Reading and writing are two switches, both off until an administrator turns them on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from accounts.platform import (
    Capabilities,
    Heard,
    Measured,
    OwnPosts,
    Part,
    Profile,
    Rejected,
    Sent,
    ServerDate,
)
from accounts.platforms.x_call import Call
from accounts.platforms.x_credentials import Keeper, KeptNowhere, XCredentials
from accounts.platforms.x_failures import Asked, Malformed, broken
from accounts.platforms.x_length import measure
from accounts.platforms.x_limits import x_capabilities, x_limits
from accounts.platforms.x_media import refusal, send_picture
from accounts.platforms.x_reader import MENTIONS, METRICS, OWN, PROFILE, XReader
from accounts.platforms.x_reading import address, id_of, plain, unescaped
from accounts.platforms.x_tokens import XSigning
from accounts.platforms.x_wire import checked_base

_Result = TypeVar("_Result")
_REPLY_SETTINGS = ("following", "mentionedUsers", "subscribers", "verified")

_PUBLISH = Asked("publish this post", changing=True)
_DELETE = Asked("delete this post", changing=True)


class XPlatform:
    """One account on X. `base_url` may be loopback instead of X's own (ValueError for any other).

    `user_id` and `handle` are asked for when they are not given. `keeper` keeps renewed OAuth 2.0 sign-ins.
    `reply_settings`: who may answer a new post, in X's words; None for everybody.
    """

    name = "x"

    def __init__(  # noqa: PLR0913 - the facts of an account, each given once by the registry
        self,
        credentials: XCredentials,
        *,
        base_url: str = x_limits().base,
        reading: bool,
        writing: bool,
        user_id: str | None = None,
        handle: str | None = None,
        on_server_date: ServerDate | None = None,
        now: Callable[[], datetime],
        keeper: Keeper | None = None,
        reply_settings: str | None = None,
    ) -> None:
        if reply_settings is not None and reply_settings not in _REPLY_SETTINGS:
            raise ValueError(f"X knows these settings for who may answer: {', '.join(_REPLY_SETTINGS)}.")
        if user_id and id_of(user_id) is None:
            raise ValueError("X's number of an account is made of digits.")
        self._base = checked_base(base_url)
        self._signing = XSigning(credentials, keeper or KeptNowhere(), now)
        self._reading, self._writing = reading, writing
        self._reader = XReader(self._signing, now, user_id or "", (handle or "").removeprefix("@"))
        self._told = on_server_date
        self._now = now
        self._reply_settings = reply_settings

    def __repr__(self) -> str:
        return f"XPlatform(@{self._reader.handle or '?'}, reading={self._reading}, writing={self._writing})"

    @property
    def capabilities(self) -> Capabilities:
        return x_capabilities()

    def measure(self, text: str) -> Measured:
        return measure(text)

    def publish(self, part: Part, key: str, deadline: datetime) -> Sent:  # noqa: ARG002 - X knows no idempotency key
        """Pictures first: where one does not arrive, nothing is posted, and the failure is never OutcomeUnknown."""
        self._may_write()
        if no := _unpublishable(part):
            raise Rejected(no)
        return self._call(_PUBLISH, deadline, partial(self._publish, part))

    def delete(self, remote_id: str, deadline: datetime) -> None:
        self._may_write()
        route = f"/2/tweets/{_checked_id(remote_id)}"
        answer = self._call(_DELETE, deadline, lambda call: call.ask(self._signing, _DELETE, "DELETE", route))
        data = answer.get("data")
        deleted = data.get("deleted") if isinstance(data, dict) else None
        if deleted is False:
            raise Rejected("X did not delete the post, and does not say why.")
        if deleted is not True:
            raise broken(Malformed(), _DELETE, sent=True)

    def mentions(self, since: str | None, deadline: datetime) -> Sequence[Heard]:
        self._may_read()
        return self._call(MENTIONS, deadline, partial(self._reader.mentions, since and _checked_id(since)))

    def recent_own_posts(self, deadline: datetime) -> OwnPosts:
        """The last week's, or all where there are fewer than a page. X never says that nothing is missing."""
        self._may_read()
        return self._call(OWN, deadline, self._reader.own_posts)

    def metrics(self, remote_ids: Sequence[str], deadline: datetime) -> Mapping[str, Mapping[str, int]]:
        """By id: reposts, replies, likes, quotes, bookmarks, views. Posts that are gone are left out."""
        self._may_read()
        wanted = [_checked_id(remote_id) for remote_id in remote_ids]
        return self._call(METRICS, deadline, partial(self._reader.metrics, wanted)) if wanted else {}

    def profile(self, deadline: datetime) -> Profile:
        """Whose credentials these are; asked while connecting too, when both switches are still off."""
        return self._call(PROFILE, deadline, self._reader.profile)

    def _publish(self, part: Part, call: Call) -> Sent:
        body: dict[str, Any] = {"text": part.text}
        if part.media:
            ask = partial(call.ask, self._signing)
            pictures = [send_picture(picture, ask, call.pause, x_limits()) for picture in part.media]
            body["media"] = {"media_ids": pictures}
            call.wire.hang_up()
        if part.reply_to:
            body["reply"] = {"in_reply_to_tweet_id": part.reply_to}
        elif self._reply_settings:
            body["reply_settings"] = self._reply_settings
        data = call.ask(self._signing, _PUBLISH, "POST", "/2/tweets", body=body).get("data")
        remote_id = id_of(data.get("id")) if isinstance(data, dict) else None
        if remote_id is None or not isinstance(data, dict):
            raise broken(Malformed(), _PUBLISH, sent=True)
        text = data.get("text")
        shown = unescaped(plain(text)) if isinstance(text, str) else None
        return Sent(remote_id, address(self._reader.handle, remote_id), shown)

    def _call(self, asked: Asked, deadline: datetime, work: Callable[[Call], _Result]) -> _Result:
        return Call(self._base, deadline, self._now, self._told).run(asked, work)

    def _may_read(self) -> None:
        if not self._reading:
            raise Rejected(
                "Reading from X is switched off for this account. An administrator can switch it on."
            )

    def _may_write(self) -> None:
        if not self._writing:
            raise Rejected(
                "Posting to X is switched off for this account. An administrator can switch it on."
            )


def _checked_id(remote_id: str) -> str:
    if id_of(remote_id) is None:
        raise Rejected("That is not the number of a post on X.")
    return remote_id


def _unpublishable(part: Part) -> str | None:
    """Why X would not take it, as far as can be told here; None if it might."""
    length = measure(part.text)
    if plain(part.text) != part.text or any(plain(m.alt) != m.alt for m in part.media):
        return "The text holds characters that cannot be sent. Write the odd places again."
    if not part.text.strip() and not part.media:
        return "There is nothing in this post: X takes no empty text."
    if length.length > length.limit:
        return f"The text is too long for X: it counts {length.length:,} characters, where {length.limit} are allowed."
    if part.reply_to is not None and id_of(part.reply_to) is None:
        return "That is not the number of a post on X, so it cannot be answered."
    return refusal(part.media, x_limits())
