"""Each account speaks through its own platform, made when it is needed, with the keys that the vault keeps for it."""

import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from accounts.accounts import Accounts, VaultKeeper, credentials_name, x_factory
from accounts.lock import machine_lock
from accounts.platform import CredentialsRejected, Part, Rejected, Unreachable
from accounts.platforms.practice import PracticePlatform
from accounts.vault import KeyringVault, MemoryVault
from tests.accounts.conftest import now, within
from tests.accounts.test_vault import Ring
from tests.servers.x import XServer

ROOT = Path(__file__).parents[2]


@dataclass
class Facts:
    id: str = "a1"
    platform: str = "x"
    handle: str = "@deptgov"
    reading: bool = True
    writing: bool = True
    clause_read_by: str = "p1"
    settings: dict = field(default_factory=dict)


@dataclass
class House:
    facts: Facts
    vault: MemoryVault
    accounts: Accounts


@pytest.fixture
def house(tmp_path: Path, x_server: XServer) -> House:
    facts, vault = Facts(settings={"base_url": x_server.base_url, "user_id": "1001"}), MemoryVault()
    vault.put(credentials_name("a1"), x_server.oauth1().to_json())

    def practice(account: Facts, _: object) -> PracticePlatform:
        return PracticePlatform(tmp_path, account.id, account.handle, now)

    factories = {"x": x_factory(now, tmp_path / "locks"), "practice": practice}
    return House(facts, vault, Accounts(lambda _: facts, vault, factories))


def test_a_platform_is_made_once_and_again_when_the_facts_change(house: House, x_server: XServer) -> None:
    x = house.accounts("a1")
    assert (x.name, x.profile(within()).handle) == ("x", "deptgov")
    assert house.accounts("a1") is x
    house.facts.writing = False
    with pytest.raises(Rejected, match="switched off"):
        house.accounts("a1").publish(Part("No"), "key", within())
    house.facts.platform = "practice"
    assert house.accounts("a1").name == "practice"
    assert x_server.store.accepted == []


def test_x_is_off_until_somebody_has_read_the_clause(house: House) -> None:
    house.facts.clause_read_by = ""
    x = house.accounts("a1")
    for act in (lambda: x.publish(Part("No"), "key", within()), lambda: x.mentions(None, within())):
        with pytest.raises(Rejected, match="switched off"):
            act()


def test_an_account_that_is_not_connected_is_a_sentence(house: House, x_server: XServer) -> None:
    house.accounts("a1")
    house.vault.drop(credentials_name("a1"))
    house.accounts.forget("a1")
    with pytest.raises(CredentialsRejected, match="not connected"):
        house.accounts("a1")
    house.vault.put(credentials_name("a1"), "nonsense")
    with pytest.raises(CredentialsRejected, match="Connect the account again"):
        house.accounts("a1")


def test_a_keyring_that_says_no_sends_nothing(house: House, tmp_path: Path) -> None:
    ring = Ring()
    ring.no_from = 0
    vault = KeyringVault("despatch", ring=ring)
    accounts = Accounts(lambda _: house.facts, vault, {"x": x_factory(now, tmp_path)})
    with pytest.raises(Unreachable, match=r"Unlock it.*Nothing was sent"):
        accounts("a1")


def test_an_unknown_platform_or_a_foreign_address_is_a_sentence(house: House) -> None:
    house.facts.settings = {"base_url": "https://evil.example"}
    with pytest.raises(Rejected, match="Nothing was sent"):
        house.accounts("a1")
    house.facts.platform = "myspace"
    with pytest.raises(Rejected, match="cannot speak to myspace"):
        house.accounts("a1")


def test_a_renewed_sign_in_is_kept_in_the_vault(house: House, x_server: XServer, tmp_path: Path) -> None:
    house.vault.put(credentials_name("a1"), x_server.oauth2().to_json())
    before = house.vault.get(credentials_name("a1"))
    x_server.sign_in.expire_bearers()
    house.accounts("a1").profile(within())
    after = VaultKeeper(house.vault, "a1", tmp_path).connected()
    assert after.to_json() != before
    assert after.refresh in x_server.sign_in.refresh


def test_one_lock_for_all_processes_of_this_machine(tmp_path: Path) -> None:
    path = tmp_path / "locks" / "a.lock"
    hold = "import sys, pathlib; from accounts.lock import machine_lock\n"
    hold += "with machine_lock(pathlib.Path(sys.argv[1]), 5): print('held', flush=True); input()"
    other = subprocess.Popen(
        [sys.executable, "-c", hold, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    with other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(TimeoutError), machine_lock(path, 0.2):
            pass
        got = threading.Event()

        def wait() -> None:
            with machine_lock(path, 10):
                got.set()

        waiting = threading.Thread(target=wait)
        waiting.start()
        other.kill()
        assert got.wait(10)
        waiting.join()
    assert oct(path.parent.stat().st_mode & 0o777) == "0o700"


def test_tweepy_and_the_keyring_are_loaded_only_when_they_are_needed() -> None:
    code = "import sys, accounts.accounts; sys.exit(bool({'tweepy', 'requests', 'keyring', 'regex'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
