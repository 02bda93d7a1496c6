"""The vault's own promises, against small written keyrings."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from accounts.vault import (
    KeyringVault,
    MemoryVault,
    Vault,
    VaultAbsent,
    VaultFailure,
    VaultLocked,
    VaultUnsafe,
    keep_key,
    kept_key,
)

SECRET = "hush-5ecret-token"


class Ring:
    """A keyring in memory with the limit of Windows Credential Manager, which may say no from the nth call on."""

    priority = 5

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.calls = 0
        self.no_from = 10_000

    def _call(self) -> None:
        self.calls += 1
        if self.calls >= self.no_from:
            raise ConnectionResetError(f"the bus is gone, and here is {SECRET}")

    def get_password(self, service: str, username: str) -> str | None:
        self._call()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._call()
        if len(password.encode("utf-16-le")) > 2560:
            raise OSError(1783, "CredWrite", "The stub received bad data")
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._call()
        del self.held[service, username]


@pytest.fixture(params=["keyring", "memory"])
def vault(request: pytest.FixtureRequest) -> Vault:
    return MemoryVault() if request.param == "memory" else KeyringVault("despatch", ring=Ring())


@pytest.mark.parametrize("secret", ["", "a", "é" * 1200, "😀" * 5000, "2:looks:like:ours", "x" * 100_000])
def test_what_is_put_is_got(vault: Vault, secret: str) -> None:
    vault.check()
    vault.put("a", secret)
    assert vault.get("a") == secret


def test_names_are_apart_and_dropping_is_final(vault: Vault) -> None:
    vault.put("a", "1")
    vault.put("a/b", "2")
    vault.drop("a")
    vault.drop("a")
    assert (vault.get("a"), vault.get("a/b")) == (None, "2")


def test_only_the_memory_vault_is_throw_away() -> None:
    assert not MemoryVault().lasting
    assert "throw-away" in repr(MemoryVault())
    assert KeyringVault("despatch").lasting


def test_private_keys_are_kept_by_their_id(vault: Vault) -> None:
    keep_key(vault, "ed-1", b"k" * 32)
    assert kept_key(vault, "ed-1") == b"k" * 32
    assert kept_key(vault, "ed-2") is None
    with pytest.raises(ValueError, match="32 bytes"):
        keep_key(vault, "ed-1", b"short")
    vault.put("key/ed-1", "damaged")
    with pytest.raises(VaultLocked, match="not a key"):
        kept_key(vault, "ed-1")


def test_pieces_of_replaced_secrets_are_cleared_away() -> None:
    ring = Ring()
    vault = KeyringVault("despatch", ring=ring)
    vault.put("a", "x" * 9000)
    assert len(ring.held) > 2
    vault.put("a", "y" * 9000)
    vault.put("a", "short")
    assert len(ring.held) == 1
    vault.put("a", "x" * 9000)
    vault.drop("a")
    assert ring.held == {}


def test_a_no_at_any_moment_leaves_the_old_secret_or_the_new_one_whole() -> None:
    for first_no in range(1, 60):
        ring = Ring()
        vault = KeyringVault("despatch", ring=ring)
        vault.put("a", "o" * 5000)
        ring.no_from = ring.calls + first_no
        try:
            vault.put("a", "n" * 5000)
            done = True
        except VaultLocked:
            done = False
        ring.no_from = 10_000
        assert vault.get("a") == ("n" if done else "o") * 5000, first_no


def test_a_missing_piece_is_found_out() -> None:
    ring = Ring()
    vault = KeyringVault("despatch", ring=ring)
    vault.put("a", "x" * 9000)
    ring.held.pop(next(key for key in ring.held if key[0] != "despatch/a"))
    with pytest.raises(VaultLocked, match="damaged"):
        vault.get("a")


def test_a_failure_carries_advice_and_never_the_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    logging.getLogger().setLevel(0)
    ring = Ring()
    vault = KeyringVault("despatch", ring=ring, system="win32")
    vault.put("a", SECRET)
    ring.no_from = 0
    for act in (lambda: vault.get("a"), lambda: vault.put("a", SECRET), lambda: vault.drop("a"), vault.check):
        with pytest.raises(VaultLocked, match="Sign in to Windows again") as caught:
            act()
        assert caught.value.__context__ is None
        assert SECRET not in repr(caught.value)
    assert SECRET not in repr(vault) + caplog.text


class Weak(Ring):
    priority = 0.5


class PlaintextKeyring(Ring):
    priority = 9


class Away(Ring):
    @property
    def priority(self) -> float:
        raise RuntimeError("The Secret Service daemon is neither running nor activatable through D-Bus")


class Chain:
    priority = 10

    def __init__(self, *rings: object) -> None:
        self.backends = rings


@pytest.mark.parametrize("ring", [Weak(), PlaintextKeyring(), Chain(Weak(), PlaintextKeyring())])
def test_a_keyring_that_does_not_protect_is_refused(ring: Ring) -> None:
    for system, words in (
        ("linux", "GNOME Keyring"),
        ("darwin", "Keychain"),
        ("win32", "Credential Manager"),
    ):
        with pytest.raises(VaultUnsafe, match=words):
            KeyringVault("despatch", ring=ring, system=system).put("a", SECRET)


def test_of_a_chain_the_first_safe_keyring_is_used() -> None:
    safe = Ring()
    KeyringVault("despatch", ring=Chain(Weak(), safe)).put("a", "1")
    assert len(safe.held) == 1


@pytest.mark.parametrize("ring", [Away(), Chain(Away())])
def test_a_keyring_whose_daemon_is_away_is_absent(ring: Ring) -> None:
    with pytest.raises(VaultAbsent, match="gnome-keyring"):
        KeyringVault("despatch", ring=ring, system="linux").check()


def test_the_libraries_own_unsafe_keyrings_are_refused() -> None:
    from keyring.backends import fail, null

    with pytest.raises(VaultUnsafe):
        KeyringVault("despatch", ring=null.Keyring()).check()
    with pytest.raises(VaultAbsent):
        KeyringVault("despatch", ring=fail.Keyring()).check()


def test_every_refusal_is_a_sentence_of_its_own() -> None:
    assert {VaultAbsent, VaultLocked, VaultUnsafe} == set(VaultFailure.__subclasses__())


def test_the_keyring_is_loaded_only_when_it_is_needed() -> None:
    code = "import sys, accounts.vault; accounts.vault.KeyringVault('a'); sys.exit('keyring' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
