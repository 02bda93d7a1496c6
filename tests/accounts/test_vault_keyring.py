"""The vault against a real gnome-keyring over D-Bus, in a session of its own."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.accounts.keyring_session import KeyringSession, missing_tools

pytestmark = [
    pytest.mark.real_keyring,
    pytest.mark.skipif(bool(missing_tools()), reason=f"not installed: {', '.join(missing_tools())}"),
]

VAULT = """
from accounts.vault import *
vault = KeyringVault("despatch-test")
def says_no(act):
    try:
        act()
    except VaultFailure as no:
        print(f"{type(no).__name__}: {no}")
        assert "hush" not in str(no) + repr(no), "a secret in a failure"
        assert no.__context__ is None and no.__cause__ is None
    else:
        print("done")
"""
LOCK = """
import secretstorage
secretstorage.get_default_collection(secretstorage.dbus_init()).lock()
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[KeyringSession]:
    with KeyringSession(tmp_path) as session:
        yield session


def test_secrets_outlive_the_process_and_long_ones_are_whole(session: KeyringSession) -> None:
    long = "é😀" * 3000
    wrote = session.run(
        VAULT
        + "vault.check()\n"
        + f"vault.put('x/gov', 'hush'); vault.put('long', {long!r}); keep_key(vault, 'k1', bytes(range(32)))"
    )
    assert wrote.returncode == 0, wrote.stderr
    read = session.run(
        VAULT
        + f"assert vault.get('x/gov') == 'hush' and vault.get('long') == {long!r}\n"
        + "assert kept_key(vault, 'k1') == bytes(range(32)) and vault.get('nothing') is None\n"
        + "vault.put('long', 'short now'); assert vault.get('long') == 'short now'\n"
        + "[vault.drop(name) for name in ('x/gov', 'long', 'key/k1', 'nothing')]\n"
        + "import secretstorage as s; items = list(s.get_default_collection(s.dbus_init()).get_all_items())\n"
        + "assert items == [], [item.get_label() for item in items]"
    )
    assert read.returncode == 0, read.stderr


def test_a_locked_keyring_is_refused_with_advice_and_changes_nothing(session: KeyringSession) -> None:
    session.run(VAULT + "vault.put('x/gov', 'hush')")
    tried = session.run(
        VAULT
        + LOCK
        + "says_no(vault.check); says_no(lambda: vault.get('x/gov')); says_no(lambda: vault.put('x/gov', 'hush2'))"
    )
    lines = tried.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["VaultLocked"] * 3, tried.stdout + tried.stderr
    assert all("Unlock it" in line for line in lines)
    session.stop_keyring()
    session.start_keyring()
    assert session.run(VAULT + "print(vault.get('x/gov'))").stdout == "hush\n"


def test_a_keyring_that_dies_in_the_middle_is_a_sentence(session: KeyringSession) -> None:
    code = (
        VAULT + "vault.put('a', 'hush'); import os, signal; input(); says_no(lambda: vault.put('a', 'hush2'))"
    )
    code = code.replace("input()", "os.kill(int(os.environ['KEYRING']), signal.SIGKILL)")
    tried = session.run(code, KEYRING=str(session._running[-1].pid))
    assert tried.stdout.startswith("VaultLocked: "), tried.stdout + tried.stderr


def test_a_desktop_without_a_keyring_is_refused_with_advice_until_one_comes(tmp_path: Path) -> None:
    with KeyringSession(tmp_path, daemon=False) as session:
        tried = session.run(VAULT + "says_no(vault.check); says_no(lambda: vault.put('a', 'hush'))")
        lines = tried.stdout.splitlines()
        assert [line.partition(":")[0] for line in lines] == ["VaultAbsent"] * 2, tried.stdout + tried.stderr
        assert "gnome-keyring" in lines[0]
        session.start_keyring()
        assert session.run(VAULT + "says_no(vault.check)").stdout == "done\n"


def test_no_session_bus_at_all_is_refused_with_advice(tmp_path: Path) -> None:
    with KeyringSession(tmp_path, daemon=False) as session:
        tried = session.run(
            VAULT + "says_no(vault.check)", DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent/bus"
        )
    assert tried.stdout.startswith("VaultAbsent: "), tried.stdout + tried.stderr


def test_a_null_keyring_named_by_a_setting_is_refused(session: KeyringSession) -> None:
    tried = session.run(
        VAULT + "says_no(vault.check)", PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring"
    )
    assert tried.stdout.startswith("VaultUnsafe: "), tried.stdout + tried.stderr


def test_a_keyring_that_comes_later_is_found_by_the_same_despatch(tmp_path: Path) -> None:
    code = """
says_no(vault.check)
import pathlib, time
pathlib.Path("asked").touch()
while not pathlib.Path("came").exists():
    time.sleep(0.05)
says_no(lambda: vault.put("a", "hush"))
"""
    home = f"import os; os.chdir({str(tmp_path)!r})\n"
    with KeyringSession(tmp_path, daemon=False) as session, ThreadPoolExecutor(1) as pool:
        despatch = pool.submit(session.run, VAULT + home + code)
        while not (tmp_path / "asked").exists() and not despatch.done():
            time.sleep(0.05)
        session.start_keyring()
        (tmp_path / "came").touch()
        lines = despatch.result().stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["VaultAbsent", "done"]
