"""The keys by which Despatch speaks as an X account: as they lie in the vault, and who keeps them when renewed."""

from __future__ import annotations

import json
import string
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

_KEY_CHARACTERS = frozenset(string.ascii_letters + string.digits + string.punctuation)


@dataclass(frozen=True)
class XCredentials:
    """OAuth 1.0a: the app's key and secret, the account's token and its secret.
    OAuth 2.0: the app's client id (and secret, if it has one), the account's token, and what renews it.
    Neither `repr` nor `str` shows any of them.
    """

    kind: Literal["oauth1", "oauth2"]
    key: str = field(repr=False)
    secret: str = field(repr=False, default="")
    token: str = field(repr=False, default="")
    token_secret: str = field(repr=False, default="")
    refresh: str = field(repr=False, default="")
    expires: datetime | None = None
    scopes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, text in (("app's key", self.key), ("app's secret", self.secret), ("token", self.token)):
            checked_key(name, text)
        checked_key("token's secret", self.token_secret)
        checked_key("refresh token", self.refresh)

    def secrets(self) -> tuple[str, ...]:
        """What may never be shown, logged or quoted."""
        return tuple(text for text in (self.secret, self.token, self.token_secret, self.refresh) if text)

    def expires_within(self, span: timedelta, now: datetime) -> bool:
        return self.expires is not None and now >= self.expires - span

    def to_json(self) -> str:
        """For the vault, and for nothing else."""
        return json.dumps(
            {
                "format": 1,
                "kind": self.kind,
                "key": self.key,
                "secret": self.secret,
                "token": self.token,
                "token_secret": self.token_secret,
                "refresh": self.refresh,
                "expires": None if self.expires is None else self.expires.astimezone(UTC).isoformat(),
                "scopes": list(self.scopes),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> XCredentials:
        """Raises ValueError, which does not hold the text, where it is not what `to_json` made."""
        try:
            kept = json.loads(text)
            expires = kept["expires"]
            return cls(
                kind={"oauth1": "oauth1", "oauth2": "oauth2"}[kept["kind"]],  # type: ignore[arg-type]
                key=kept["key"],
                secret=kept["secret"],
                token=kept["token"],
                token_secret=kept["token_secret"],
                refresh=kept["refresh"],
                expires=None if expires is None else datetime.fromisoformat(expires),
                scopes=tuple(kept["scopes"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            wrong = "What the keyring holds for this X account cannot be read. Connect the account again."
        raise ValueError(wrong)


class Keeper(Protocol):
    """Keeps an account's renewed sign-in: one renewal at a time on this machine, and saved before it is used."""

    def lock(self, seconds: float) -> AbstractContextManager[object]:
        """Held across processes; raises TimeoutError when another has it for longer than `seconds`."""
        ...

    def load(self) -> XCredentials | None: ...
    def save(self, credentials: XCredentials) -> None: ...


class KeptNowhere:
    """For credentials that are not renewed, or live only as long as this process."""

    def lock(self, seconds: float) -> AbstractContextManager[object]:  # noqa: ARG002 - the port's signature
        return nullcontext()

    def load(self) -> XCredentials | None:
        return None

    def save(self, credentials: XCredentials) -> None:
        """Nowhere to save it."""


def checked_key(name: str, text: str) -> str:
    """The text, if X could have given it out. Raises ValueError with a sentence that does not repeat it."""
    wrong = sorted({character for character in text if character not in _KEY_CHARACTERS})
    if not wrong:
        return text
    if any(character.isspace() for character in wrong):
        raise ValueError(
            f"The {name} has a space or a line break in it. Copy it again from X, whole and alone."
        )
    raise ValueError(
        f"The {name} has characters that X never uses ({' '.join(wrong[:3])}). Copy it again from X, whole and alone."
    )
