"""X's tokens: asked for with a code, renewed one at a time, and saved before they are used."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from accounts.platform import CredentialsRejected, Rejected, Unreachable
from accounts.platforms.x_call import Call
from accounts.platforms.x_credentials import Keeper, XCredentials
from accounts.platforms.x_failures import Asked, Malformed, broken
from accounts.vault import VaultFailure

_Result = TypeVar("_Result")
_EARLY = timedelta(seconds=60)
_USUAL = 7200
_RENEW = Asked("renew this account's sign-in")


class XSigning:
    """One account's credentials. An OAuth 2.0 token is renewed a minute before its end, or when X refuses it."""

    def __init__(self, credentials: XCredentials, keeper: Keeper, now: Callable[[], datetime]) -> None:
        self._credentials = credentials
        self._unsaved: XCredentials | None = None
        self._keeper = keeper
        self._now = now
        self._renewing = threading.Lock()

    def current(self, call: Call) -> XCredentials:
        credentials = self._credentials
        if credentials.refresh and credentials.expires_within(_EARLY, self._now()):
            return self.renewed(credentials, call) or credentials
        return credentials

    def renewed(self, refused: XCredentials, call: Call) -> XCredentials | None:
        """Raises CredentialsRejected when X does not renew it, Unreachable when it cannot be asked or saved."""
        if not refused.refresh:
            return None
        with self._alone(call):
            fresh = self._unsaved or self._already(refused)
            if fresh is None:
                fresh = self._unsaved = self._ask(self._kept() or refused, call)
            if self._unsaved is not None:
                # X has forgotten the old refresh token by now: this one is kept in memory until it is safe.
                self._saved(fresh)
                self._unsaved = None
            self._credentials = fresh
        return fresh

    def _already(self, refused: XCredentials) -> XCredentials | None:
        """What another thread, or another Despatch on this machine, has renewed meanwhile."""
        for known in (self._credentials, self._kept()):
            if known and known.token != refused.token and not known.expires_within(_EARLY, self._now()):
                return known
        return None

    def _ask(self, old: XCredentials, call: Call) -> XCredentials:
        form = {"grant_type": "refresh_token", "refresh_token": old.refresh, "client_id": old.key}
        try:
            answer = ask_token(call, _RENEW, form, old)
        except (CredentialsRejected, Rejected):
            said = (
                "X does not renew this account's sign-in any more. Somebody has to connect the account again."
            )
        else:
            return with_token(old, answer, self._now())
        raise CredentialsRejected(said)

    def _kept(self) -> XCredentials | None:
        return _keeping(self._keeper.load)

    def _saved(self, fresh: XCredentials) -> None:
        _keeping(lambda: self._keeper.save(fresh))

    @contextmanager
    def _alone(self, call: Call) -> Iterator[None]:
        """One renewal at a time, in this process and on this machine."""
        busy = Unreachable(
            "This account's sign-in is being renewed by another Despatch on this machine. Nothing was sent."
        )
        if not self._renewing.acquire(timeout=max(call.seconds(), 0)):
            raise busy
        try:
            with ExitStack() as held:
                _enter(held, self._keeper, call.seconds(), busy)
                yield
        finally:
            self._renewing.release()


def _enter(held: ExitStack, keeper: Keeper, seconds: float, busy: Unreachable) -> None:
    try:
        held.enter_context(keeper.lock(max(seconds, 0)))
    except TimeoutError:
        raise busy from None
    except OSError as no:
        raise Unreachable(
            f"This account's sign-in cannot be renewed: {no.strerror}. Nothing was sent."
        ) from None


def ask_token(call: Call, asked: Asked, form: Mapping[str, str], app: XCredentials) -> dict[str, Any]:
    """The token endpoint's answer. An app with a secret proves itself by it; one without is named in the form."""
    auth = (app.key, app.secret) if app.secret else None
    return call.answer(
        asked,
        lambda: call.wire.request("POST", "/2/oauth2/token", data=dict(form), auth=auth),
        (*app.secrets(), *form.values()),
    )


def with_token(app: XCredentials, answer: Mapping[str, Any], now: datetime) -> XCredentials:
    """The app's credentials with the token that X gave. Raises Unreachable where there is none in the answer."""
    token, refresh = answer.get("access_token"), answer.get("refresh_token")
    seconds, scope = answer.get("expires_in"), answer.get("scope")
    if not isinstance(token, str) or not token:
        raise broken(Malformed(), _RENEW, sent=True)
    try:
        return replace(
            app,
            kind="oauth2",
            token=token,
            refresh=refresh if isinstance(refresh, str) and refresh else app.refresh,
            expires=now + timedelta(seconds=seconds if isinstance(seconds, int | float) else _USUAL),
            scopes=tuple(scope.split()) if isinstance(scope, str) else app.scopes,
        )
    except (ValueError, OverflowError):
        failure = broken(Malformed(), _RENEW, sent=True)
    raise failure


def _keeping(act: Callable[[], _Result]) -> _Result:
    """What the keyring does for us; its no is a reason to try again, with its own advice."""
    try:
        return act()
    except VaultFailure as no:
        said = f"{no} Until then this account's sign-in cannot be renewed, and nothing is sent."
    except Exception as no:  # noqa: BLE001 - whatever keeps the sign-in, it may fail in its own way
        said = f"This account's sign-in could not be kept ({type(no).__name__}), so it was not used. Nothing was sent."
    raise Unreachable(said)
