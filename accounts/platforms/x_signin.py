"""Connecting an account on X: by PIN (OAuth 1.0a), or by the browser coming back to this computer (OAuth 2.0, PKCE).

Neither opens a browser: both give the address that a person is to open.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any, Self
from urllib.parse import parse_qsl, quote, urlencode

from requests_oauthlib import OAuth1  # type: ignore[import-untyped]

from accounts.platform import CredentialsRejected, Rejected, ServerDate
from accounts.platforms.x_call import Call
from accounts.platforms.x_callback import CallbackPage
from accounts.platforms.x_credentials import XCredentials, checked_key
from accounts.platforms.x_failures import Asked, Malformed
from accounts.platforms.x_limits import x_limits
from accounts.platforms.x_tokens import ask_token, with_token
from accounts.platforms.x_wire import checked_base

_START = Asked("start the sign-in")
_FINISH = Asked("finish the sign-in")
_TYPO = (
    "X does not know this app's key and secret: one of the two has a typo, or the app is no longer there."
    " Copy both again from X's developer pages, whole."
)
_WRONG_PIN = "X does not accept this PIN: it has a typo, or is too old. Start again, and type the PIN that X shows then."
_WRONG_CLIENT = (
    "X does not accept this app's client id (and secret, if the app has one), or the answer came too late."
    " Check both against X's developer pages, and start again."
)


class PinSignIn:
    """`start` gives the address on which a person says yes and reads off a PIN; `finish` takes it.

    Both raise PlatformFailure by their deadline; the constructor raises ValueError for a key that cannot be one.
    """

    def __init__(
        self,
        consumer_key: str,
        consumer_secret: str,
        *,
        now: Callable[[], datetime],
        base_url: str = x_limits().base,
        on_server_date: ServerDate | None = None,
    ) -> None:
        self._key = _entered("app's key", consumer_key)
        self._secret = _entered("app's secret", consumer_secret)
        self._base = checked_base(base_url)
        self._now, self._told = now, on_server_date
        self._token = self._token_secret = ""

    def __repr__(self) -> str:
        return "PinSignIn()"

    def start(self, deadline: datetime) -> str:
        auth = OAuth1(self._key, client_secret=self._secret, callback_uri="oob")
        given = self._ask("/oauth/request_token", auth, _START, _TYPO, deadline)
        self._token, self._token_secret = given["oauth_token"], given["oauth_token_secret"]
        return f"{self._base}/oauth/authorize?{urlencode({'oauth_token': self._token})}"

    def finish(self, pin: str, deadline: datetime) -> XCredentials:
        pin = re.sub(r"\s", "", pin)
        if not self._token or not re.fullmatch(r"[0-9]{4,12}", pin):
            raise CredentialsRejected("A PIN from X has seven digits. Type it as X shows it.")
        auth = OAuth1(
            self._key,
            client_secret=self._secret,
            resource_owner_key=self._token,
            resource_owner_secret=self._token_secret,
            verifier=pin,
        )
        given = self._ask("/oauth/access_token", auth, _FINISH, _WRONG_PIN, deadline)
        return XCredentials(
            "oauth1",
            key=self._key,
            secret=self._secret,
            token=given["oauth_token"],
            token_secret=given["oauth_token_secret"],
        )

    def _ask(self, route: str, auth: Any, asked: Asked, refused: str, deadline: datetime) -> dict[str, Any]:
        call = Call(self._base, deadline, self._now, self._told)
        hidden = tuple(text for text in (self._secret, self._token_secret) if text)

        def work(call: Call) -> dict[str, Any]:
            return call.answer(asked, lambda: call.wire.request("POST", route, auth=auth), hidden, _pair)

        try:
            return call.run(asked, work)
        except CredentialsRejected as no:
            sentence = str(no) if "clock" in str(no) else refused
        raise CredentialsRejected(sentence)


class BrowserSignIn:
    """`url` is for the browser; `wait` listens for its return on this computer and brings the credentials.

    X compares the return address letter by letter with the one that is entered for the app, so `port` must be that
    one's. Use it in a `with` statement, or `close` it: it listens from the moment it is made (Rejected if it cannot).
    """

    def __init__(
        self,
        client_id: str,
        client_secret: str = "",
        *,
        now: Callable[[], datetime],
        base_url: str = x_limits().base,
        port: int = x_limits().callback_port,
        on_server_date: ServerDate | None = None,
    ) -> None:
        secret = checked_key("app's client secret", client_secret.strip())
        self._app = XCredentials("oauth2", key=_entered("app's client id", client_id), secret=secret)
        self._base = checked_base(base_url)
        self._now, self._told = now, on_server_date
        self._verifier = secrets.token_urlsafe(64)
        self._state = secrets.token_urlsafe(32)
        try:
            self._page = CallbackPage(port, self._state)
        except OSError:
            raise Rejected(
                f"Another program on this computer is using port {port}, where X's answer would come in. Close it, or"
                " connect the account with a PIN."
            ) from None

    def __repr__(self) -> str:
        return "BrowserSignIn()"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def redirect_uri(self) -> str:
        """What has to be entered at X, for the app, as its callback address."""
        return self._page.address

    @property
    def url(self) -> str:
        challenge = hashlib.sha256(self._verifier.encode("ascii")).digest()
        limits = x_limits()
        page = limits.authorize_page if self._base == limits.base else f"{self._base}/2/oauth2/authorize"
        asked = {
            "response_type": "code",
            "client_id": self._app.key,
            "redirect_uri": self.redirect_uri,
            "scope": " ".join(limits.scopes),
            "state": self._state,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode("ascii"),
            "code_challenge_method": "S256",
        }
        return f"{page}?{urlencode(asked, quote_via=quote)}"

    def wait(self, deadline: datetime) -> XCredentials:
        """Raises Rejected when the person says no, closes the page or takes too long; PlatformFailure besides."""
        code = self._page.code((deadline - self._now()).total_seconds())
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "client_id": self._app.key,
            "code_verifier": self._verifier,
        }
        call = Call(self._base, deadline, self._now, self._told)
        try:
            answer = call.run(_FINISH, lambda call: ask_token(call, _FINISH, form, self._app))
            return with_token(self._app, answer, self._now())
        except (CredentialsRejected, Rejected):
            sentence = _WRONG_CLIENT
        raise CredentialsRejected(sentence)

    def cancel(self) -> None:
        """From any thread: the person has thought better of it."""
        self._page.cancel()

    def close(self) -> None:
        self._page.close()


def _entered(name: str, text: str) -> str:
    """What a person pasted, without the blanks around it. Raises ValueError."""
    text = text.strip()
    if not text:
        raise ValueError(f"The {name} is missing. Copy it from X's developer pages.")
    return checked_key(name, text)


def _pair(content: bytes) -> dict[str, Any]:
    """A token and its secret, as OAuth 1.0a writes them. Raises Malformed."""
    try:
        given = dict(parse_qsl(content.decode("ascii"), strict_parsing=True, max_num_fields=20))
        checked_key("token", given["oauth_token"] + given["oauth_token_secret"])
    except (ValueError, KeyError):
        raise Malformed from None
    return given
