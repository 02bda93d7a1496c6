"""One call of the port to X: in a thread of its own, over at its deadline, and every failure one of the port's."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any, Protocol, TypeVar

import tweepy

from accounts.platform import CredentialsRejected, OutcomeUnknown, PlatformFailure, ServerDate
from accounts.platforms.x_credentials import XCredentials
from accounts.platforms.x_failures import Asked, Malformed, broken, refused, understood
from accounts.platforms.x_wire import Cut, NotDone, Wire

_Result = TypeVar("_Result")
_AGENT = "Despatch (a desktop application for one department's own accounts)"
_LAST_WORD = 0.1


class Signing(Protocol):
    """Knows the account's credentials, and renews them."""

    def current(self, call: Call) -> XCredentials: ...
    def renewed(self, refused: XCredentials, call: Call) -> XCredentials | None:
        """Others than those that X just refused, or None where there is nothing to renew them with."""
        ...


class Call:
    """Lives in the thread of its `work`; what it may do ends when the wire is cut."""

    def __init__(
        self, base: str, deadline: datetime, now: Callable[[], datetime], told: ServerDate | None = None
    ) -> None:
        self._now = now
        self._told = told
        self._end = time.monotonic() + (deadline - now()).total_seconds()
        self.wire = Wire(base, self.seconds, self._hear)

    def seconds(self) -> float:
        """How long this call still has."""
        return self._end - time.monotonic()

    def pause(self, seconds: float) -> None:
        """Wait, but not past the deadline. Raises Cut when there is no time left."""
        if self.wire.over.wait(min(seconds, max(self.seconds(), 0))) or self.seconds() <= 0:
            raise Cut

    def run(self, asked: Asked, work: Callable[[Call], _Result]) -> _Result:
        """Do the work in time. Raises PlatformFailure; whatever else goes wrong on the way is turned into one."""
        ended: list[tuple[_Result | None, BaseException | None]] = []

        def body() -> None:
            try:
                ended.append((work(self), None))
            except BaseException as why:  # noqa: BLE001 - carried to the caller, whose thread is another
                ended.append((None, why))
            finally:
                self.wire.close()

        worker = threading.Thread(target=body, daemon=True, name="x-call")
        worker.start()
        worker.join(max(self.seconds(), 0))
        if worker.is_alive():
            self.wire.cut()
            worker.join(_LAST_WORD)
        return _result(ended[0] if ended else (None, Cut()), asked, committed=self.wire.committed)

    def ask(
        self,
        signing: Signing,
        asked: Asked,
        method: str,
        route: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        empty: bool = False,
    ) -> dict[str, Any]:
        """X's answer as a JSON object. A sign-in that has run out is renewed, once."""
        credentials = signing.current(self)

        def once(credentials: XCredentials) -> dict[str, Any]:
            client, user_auth = _client(credentials, self.wire)
            return self.answer(
                asked,
                lambda: client.request(method, route, params=params, json=body, user_auth=user_auth),
                credentials.secrets(),
                partial(understood, empty=empty),
            )

        try:
            return once(credentials)
        except CredentialsRejected:
            fresh = signing.renewed(credentials, self)
            if fresh is None:
                raise
        return once(fresh)

    def answer(
        self,
        asked: Asked,
        send: Callable[[], Any],
        secrets: tuple[str, ...],
        understand: Callable[[bytes], dict[str, Any]] = understood,
    ) -> dict[str, Any]:
        """What `send` brings back, understood; its failures as the port's."""
        self.wire.changing = asked.changing
        try:
            return understand(send().content)
        except NotDone as no:
            failure = refused(no.response, asked, self._now(), secrets)
            if not isinstance(failure, OutcomeUnknown):
                self.wire.committed = False
        except PlatformFailure:
            raise
        except Exception as why:  # noqa: BLE001 - the network has no end of ways to fail; each means the same here
            failure = broken(Cut() if self.wire.over.is_set() else why, asked, sent=self.wire.sent)
        finally:
            self.wire.changing = False
        raise failure

    def _hear(self, date: str) -> None:
        """Tell the clock what the server's says. A listener that fails must not cost us the answer."""
        if self._told is None or not date:
            return
        with suppress(Exception):
            heard = parsedate_to_datetime(date)
            self._told(heard.replace(tzinfo=UTC) if heard.tzinfo is None else heard.astimezone(UTC))


def _result(ended: tuple[_Result | None, BaseException | None], asked: Asked, *, committed: bool) -> _Result:
    result, why = ended
    if why is None:
        return result  # type: ignore[return-value]
    if isinstance(why, PlatformFailure):
        raise why
    if committed or isinstance(why, Cut | Malformed):
        raise broken(why, asked, sent=committed)
    raise why


def _client(credentials: XCredentials, wire: Wire) -> tuple[tweepy.Client, bool]:
    """A tweepy client whose requests go by our wire, and whether they are signed (OAuth 1.0a) or carry a bearer."""
    if credentials.kind == "oauth1":
        client = tweepy.Client(
            consumer_key=credentials.key,
            consumer_secret=credentials.secret,
            access_token=credentials.token,
            access_token_secret=credentials.token_secret,
        )
    else:
        client = tweepy.Client(bearer_token=credentials.token)
    client.session.close()
    client.session = wire
    client.user_agent = _AGENT
    return client, credentials.kind == "oauth1"
