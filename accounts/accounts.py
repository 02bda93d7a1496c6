"""Which account speaks through which platform: made when first needed, from the record's facts and the vault's keys.

To add a platform: write its adapter in accounts/platforms/, a factory like `x_factory`, and name it in the assembly.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from accounts.lock import machine_lock
from accounts.platform import CredentialsRejected, Platform, Rejected, ServerDate, Unreachable
from accounts.vault import Vault, VaultFailure
from office.ports import Now

if TYPE_CHECKING:
    from accounts.platforms.x_credentials import XCredentials


class AccountFacts(Protocol):
    """What the record says of an account (office.rows.AccountRow is one).

    `settings`, for X: `user_id`, `base_url` (loopback only), `reply_settings`. `clause_read_by` is empty until an
    administrator has read X's terms for governments: until then both of its switches count as off.
    """

    @property
    def id(self) -> str: ...
    @property
    def platform(self) -> str: ...
    @property
    def handle(self) -> str: ...
    @property
    def reading(self) -> bool: ...
    @property
    def writing(self) -> bool: ...
    @property
    def clause_read_by(self) -> str: ...
    @property
    def settings(self) -> Mapping[str, Any]: ...


class PlatformFor(Protocol):
    """The platform of an account. May wait for the keyring: network door only. Raises PlatformFailure."""

    def __call__(self, account_id: str) -> Platform: ...


class PlatformFactory(Protocol):
    """Makes one account's platform. Raises PlatformFailure when it cannot be used as it is."""

    def __call__(self, account: AccountFacts, vault: Vault, /) -> Platform: ...


class Accounts:
    """A PlatformFor: keeps what it made until the account's facts change, or it is told to `forget`."""

    def __init__(
        self,
        facts: Callable[[str], AccountFacts],
        vault: Vault,
        factories: Mapping[str, PlatformFactory],
    ) -> None:
        self._facts = facts
        self._vault = vault
        self._factories = dict(factories)
        self._made: dict[str, tuple[object, Platform]] = {}
        self._lock = threading.Lock()

    def __call__(self, account_id: str) -> Platform:
        account = self._facts(account_id)
        known = _facts_of(account)
        with self._lock:
            made = self._made.get(account_id)
        if made and made[0] == known:
            return made[1]
        factory = self._factories.get(account.platform)
        if factory is None:
            raise Rejected(f"Despatch cannot speak to {account.platform}. Nothing was sent.")
        platform = factory(account, self._vault)
        with self._lock:
            self._made[account_id] = (known, platform)
        return platform

    def forget(self, account_id: str) -> None:
        """It has been connected again, or disconnected: ask the vault anew."""
        with self._lock:
            self._made.pop(account_id, None)


def credentials_name(account_id: str) -> str:
    """Under which name the vault keeps an account's credentials."""
    return f"account/{account_id}"


def x_factory(now: Now, locks: Path, on_server_date: ServerDate | None = None) -> PlatformFactory:
    """Makes X platforms; `locks` is a folder of this workspace on this machine. tweepy is loaded by the first one."""

    def make(account: AccountFacts, vault: Vault) -> Platform:
        from accounts.platforms.x import XPlatform

        keeper = VaultKeeper(vault, account.id, locks)
        credentials = keeper.connected()
        settings = account.settings
        base = {"base_url": settings["base_url"]} if settings.get("base_url") else {}
        try:
            return XPlatform(
                credentials,
                reading=account.reading and bool(account.clause_read_by),
                writing=account.writing and bool(account.clause_read_by),
                user_id=settings.get("user_id") or getattr(account, "remote_id", None),
                handle=account.handle,
                on_server_date=on_server_date,
                now=now,
                keeper=keeper,
                reply_settings=settings.get("reply_settings"),
                **base,
            )
        except ValueError as no:
            sentence = str(no)
        raise Rejected(f"{sentence} Nothing was sent.")

    return make


class VaultKeeper:
    """Keeps one account's X credentials in the vault, renewed by one process of this machine at a time."""

    def __init__(self, vault: Vault, account_id: str, locks: Path) -> None:
        self._vault = vault
        self._name = credentials_name(account_id)
        self._lock = locks / f"{hashlib.sha256(account_id.encode()).hexdigest()[:24]}.lock"

    def lock(self, seconds: float) -> AbstractContextManager[None]:
        return machine_lock(self._lock, seconds)

    def load(self) -> XCredentials | None:
        """Raises VaultFailure, or ValueError for what cannot be read."""
        from accounts.platforms.x_credentials import XCredentials

        text = self._vault.get(self._name)
        return None if text is None else XCredentials.from_json(text)

    def save(self, credentials: XCredentials) -> None:
        self._vault.put(self._name, credentials.to_json())

    def connected(self) -> XCredentials:
        """What is kept. Raises CredentialsRejected when there is none, Unreachable when the keyring says no."""
        try:
            credentials = self.load()
        except VaultFailure as no:
            raise Unreachable(f"{no} Nothing was sent.") from None
        except ValueError as no:
            raise CredentialsRejected(str(no)) from None
        if credentials is None:
            raise CredentialsRejected(
                "This account is not connected on this computer. An administrator can connect it."
            )
        return credentials


def _facts_of(account: AccountFacts) -> object:
    return (
        account.platform,
        account.handle,
        account.reading,
        account.writing,
        account.clause_read_by,
        dict(account.settings),
    )
