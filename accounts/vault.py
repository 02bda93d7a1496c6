"""The vault: the only way to the operating system's keyring, where every secret lives and nowhere else."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Protocol, TypeVar

_Answer = TypeVar("_Answer")

_WHOLE = "1:"
_CHUNKED = "2:"
# Windows Credential Manager holds 2,560 bytes of UTF-16 in one entry; the rest is room for our own mark.
_ENTRY_BYTES = 2_400
_CHUNK_CHARACTERS = 600
_PRIVATE_KEY_BYTES = 32
_UNSAFE_MODULES = ("keyrings.alt", "keyring.backends.null")

_ABSENT_ADVICE = {
    "linux": "Install GNOME Keyring (package gnome-keyring) or KWallet, sign out, and sign in again on the desktop.",
    "darwin": "Open Keychain Access and check that the login keychain is there, or ask your IT help desk.",
    "win32": "Check that the Credential Manager service is running, or ask your IT help desk.",
}
_LOCKED_ADVICE = {
    "linux": "Unlock it (in Passwords and Keys, or by signing in on the desktop with your password) and try again.",
    "darwin": "Unlock the login keychain in Keychain Access, answer Allow when Despatch asks, and try again.",
    "win32": "Sign in to Windows again and try again; if that does not help, ask your IT help desk.",
}
_UNSAFE_ADVICE = {
    "linux": "Take the setting out of keyringrc.cfg or PYTHON_KEYRING_BACKEND, and use GNOME Keyring or KWallet.",
    "darwin": "Take the setting out of keyringrc.cfg or PYTHON_KEYRING_BACKEND, so that the Keychain is used.",
    "win32": "Take the setting out of keyringrc.cfg or PYTHON_KEYRING_BACKEND, so that Credential Manager is used.",
}


class VaultFailure(Exception):
    """The keyring cannot be used. The message says what is wrong and what to do; it never holds a secret."""


class VaultAbsent(VaultFailure):
    """This computer has no keyring that can be reached."""


class VaultLocked(VaultFailure):
    """There is a keyring, and it said no. What was asked has not been done, not even half."""


class VaultUnsafe(VaultFailure):
    """The keyring that is set up would keep secrets readable by anybody, or not at all."""


class Vault(Protocol):
    """Where secrets are kept, by name. Calls may wait for a person (a prompt), so use the network door.

    `lasting`: what is put here is still here when Despatch is next started. `drop` of what is not there is
    no error. `check` raises VaultAbsent, VaultLocked or VaultUnsafe if secrets cannot be kept here now.
    """

    @property
    def lasting(self) -> bool: ...
    def get(self, name: str) -> str | None: ...
    def put(self, name: str, secret: str) -> None: ...
    def drop(self, name: str) -> None: ...
    def check(self) -> None: ...


class _Ring(Protocol):
    """What we use of a keyring back-end."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class KeyringVault:
    """The operating system's keyring. Every call may block until a person answers its prompt: network door only.

    `service` is this workspace's own name in the keyring; `ring` replaces the back-end that is found (tests).
    Each call raises VaultAbsent, VaultLocked or VaultUnsafe.
    """

    lasting = True

    def __init__(self, service: str, *, ring: _Ring | None = None, system: str = sys.platform) -> None:
        self._service = service
        self._given = ring
        self._system = system
        self._trusted: _Ring | None = None
        self._writing = threading.Lock()

    def __repr__(self) -> str:
        return f"KeyringVault({self._service!r})"

    def check(self) -> None:
        self._read("check")

    def get(self, name: str) -> str | None:
        head = self._read(name)
        if head is None:
            return None
        if head.startswith(_WHOLE):
            return head.removeprefix(_WHOLE)
        return self._join(name, head)

    def put(self, name: str, secret: str) -> None:
        """Keep it. What was kept under that name before is replaced whole or not at all."""
        with self._writing:
            old = self._read(name)
            if len(secret.encode("utf-16-le", "surrogatepass")) <= _ENTRY_BYTES:
                self._write(name, _WHOLE + secret)
            else:
                self._put_chunks(name, secret)
            self._tidy(_chunk_names(name, old))

    def drop(self, name: str) -> None:
        with self._writing:
            head = self._read(name)
            if head is None:
                return
            self._erase(name)
            self._tidy(_chunk_names(name, head))

    def _put_chunks(self, name: str, secret: str) -> None:
        """The pieces go in under new names, and the head that names them last."""
        count = -(-len(secret) // _CHUNK_CHARACTERS)
        digest = hashlib.sha256(secret.encode("utf-16-le", "surrogatepass")).hexdigest()
        head = f"{_CHUNKED}{secrets.token_hex(8)}:{count}:{digest}"
        names = list(_chunk_names(name, head))
        try:
            for number, chunk in enumerate(names):
                start = number * _CHUNK_CHARACTERS
                self._write(chunk, secret[start : start + _CHUNK_CHARACTERS])
            self._write(name, head)
        except VaultFailure:
            self._tidy(names)
            raise

    def _join(self, name: str, head: str) -> str:
        pieces = [self._read(chunk) for chunk in _chunk_names(name, head)]
        secret = "".join(piece or "" for piece in pieces)
        digest = hashlib.sha256(secret.encode("utf-16-le", "surrogatepass")).hexdigest()
        if not pieces or not head.endswith(digest):
            raise VaultLocked(
                f"What the keyring holds as {name} is damaged. Connect or enrol again to replace it."
            )
        return secret

    def _tidy(self, names: Iterable[str]) -> None:
        """Pieces that no head names are litter, not secrets in use: leaving one is no failure."""
        for name in names:
            with suppress(VaultFailure):
                if self._read(name) is not None:
                    self._erase(name)

    # One service a name: under Windows, names that share a service push each other aside.
    def _read(self, name: str) -> str | None:
        return self._ask(lambda ring: ring.get_password(f"{self._service}/{name}", "despatch"))

    def _write(self, name: str, value: str) -> None:
        self._ask(lambda ring: ring.set_password(f"{self._service}/{name}", "despatch", value))

    def _erase(self, name: str) -> None:
        self._ask(lambda ring: ring.delete_password(f"{self._service}/{name}", "despatch"))

    def _ask(self, act: Callable[[_Ring], _Answer]) -> _Answer:
        ring = self._ring()
        try:
            return act(ring)
        except Exception as no:  # noqa: BLE001 - every back-end says no in its own way (D-Bus, Win32, Keychain)
            kind = type(no).__name__
        # Raised here and not above: the keyring's own exception may hold the secret, and must not travel along.
        if kind == "NoKeyringError":
            raise VaultAbsent(_absent(self._system))
        raise VaultLocked(_locked(self._system, kind))

    def _ring(self) -> _Ring:
        if self._trusted is None:
            ring = self._given or _found(self._system)
            self._trusted = _judged(ring, self._system)
        return self._trusted


class MemoryVault:
    """Throw-away: forgets everything when Despatch ends. For the rehearsal and for tests, which say so."""

    lasting = False

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"MemoryVault({len(self._secrets)} throw-away secrets)"

    def check(self) -> None:
        """Memory is always there."""

    def get(self, name: str) -> str | None:
        return self._secrets.get(name)

    def put(self, name: str, secret: str) -> None:
        self._secrets[name] = secret

    def drop(self, name: str) -> None:
        self._secrets.pop(name, None)


def keep_key(vault: Vault, key_id: str, private: bytes) -> None:
    """Keep a private Ed25519 key (its 32 raw bytes) under `key/<key_id>`."""
    if len(private) != _PRIVATE_KEY_BYTES:
        raise ValueError("A private Ed25519 key has 32 bytes.")
    vault.put(f"key/{key_id}", base64.b64encode(private).decode("ascii"))


def kept_key(vault: Vault, key_id: str) -> bytes | None:
    """The private Ed25519 key kept under `key/<key_id>`, or None on a machine that does not hold it."""
    text = vault.get(f"key/{key_id}")
    if text is None:
        return None
    private = b""
    with suppress(binascii.Error, ValueError):
        private = base64.b64decode(text, validate=True)
    if len(private) != _PRIVATE_KEY_BYTES:
        raise VaultLocked(
            f"What the keyring holds as key/{key_id} is not a key. Recover the key to replace it."
        )
    return private


def _chunk_names(name: str, head: str | None) -> Iterator[str]:
    """The names of the pieces that a head speaks of; none for a whole secret."""
    if head is None or not head.startswith(_CHUNKED):
        return
    generation, _, rest = head.removeprefix(_CHUNKED).partition(":")
    count = rest.partition(":")[0]
    for number in range(int(count) if count.isdecimal() else 0):
        yield f"{name}/{generation}.{number}"


def _found(system: str) -> _Ring:
    """The back-end that the keyring library chooses; asked again while there is none, as a daemon may come late."""
    try:
        import keyring
        from keyring import backend, core
        from keyring.backends import fail

        ring = keyring.get_keyring()
        if isinstance(ring, fail.Keyring):
            with suppress(AttributeError, KeyError):
                backend.get_all_keyring.reset()
            core.init_backend()
            ring = keyring.get_keyring()
    except Exception as no:  # noqa: BLE001 - a back-end named by a setting is imported here, and may fail anyhow
        kind = type(no).__name__
    else:
        return ring
    raise VaultAbsent(f"{_absent(system)} ({kind})")


def _judged(ring: _Ring, system: str) -> _Ring:
    """The back-end itself, or of a chain its first safe member; raises if none may be trusted with a secret."""
    members: list[_Ring] = list(getattr(ring, "backends", None) or [ring])
    standings = [_standing(member) for member in members]
    for member, standing in zip(members, standings, strict=True):
        if standing == "safe":
            return member
    if "unsafe" not in standings:
        raise VaultAbsent(_absent(system))
    name = f"{type(ring).__module__}.{type(ring).__qualname__}"
    advice = _UNSAFE_ADVICE.get(system, _UNSAFE_ADVICE["linux"])
    raise VaultUnsafe(f"The keyring that is set up here ({name}) does not protect what it keeps. {advice}")


def _standing(ring: object) -> str:
    """Safe, unsafe or absent. Unsafe is all below the library's own mark of a recommended keyring, by any name."""
    name = f"{type(ring).__module__}.{type(ring).__qualname__}"
    if name.startswith("keyring.backends.fail"):
        return "absent"
    if name.startswith(_UNSAFE_MODULES) or "plaintext" in name.lower():
        return "unsafe"
    try:
        return "safe" if float(getattr(ring, "priority", 0)) >= 1 else "unsafe"
    except Exception:  # noqa: BLE001 - a back-end whose daemon is away raises here as it likes
        return "absent"


def _absent(system: str) -> str:
    advice = _ABSENT_ADVICE.get(system, _ABSENT_ADVICE["linux"])
    return f"This computer has no keyring that Despatch can reach, so there is nowhere safe to keep keys. {advice}"


def _locked(system: str, kind: str) -> str:
    advice = _LOCKED_ADVICE.get(system, _LOCKED_ADVICE["linux"])
    return f"The keyring is locked, or did not answer ({kind}). Nothing was changed. {advice}"
