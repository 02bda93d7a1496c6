"""OAuth 2.0 tokens of X are renewed one at a time, saved before they are used, and asked for only when needed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.platform import CredentialsRejected, Part, RateLimited, Unreachable
from accounts.platforms.x_credentials import XCredentials
from accounts.vault import VaultLocked
from tests.accounts.conftest import MakeX, now, within
from tests.servers.x import SCOPES, XServer

TOKEN = "POST /2/oauth2/token"


class Keeper:
    """Keeps them in memory, and remembers in which order things happened."""

    def __init__(self, server: XServer) -> None:
        self.server = server
        self.kept: XCredentials | None = None
        self.saved_before_use: list[bool] = []
        self.fail: Exception | None = None
        self.locked = threading.Lock()

    @contextmanager
    def lock(self, seconds: float) -> Iterator[None]:
        if not self.locked.acquire(timeout=seconds):
            raise TimeoutError
        try:
            yield
        finally:
            self.locked.release()

    def load(self) -> XCredentials | None:
        return self.kept

    def save(self, credentials: XCredentials) -> None:
        assert self.locked.locked()
        if self.fail:
            raise self.fail
        used = [request.headers.get("authorization") for request in self.server.requests]
        self.saved_before_use.append(f"Bearer {credentials.token}" not in used)
        self.kept = credentials


@pytest.fixture
def keeper(x_server: XServer) -> Keeper:
    return Keeper(x_server)


def ended(credentials: XCredentials) -> XCredentials:
    return replace(credentials, expires=now() - timedelta(seconds=1))


def test_a_token_that_is_about_to_end_is_renewed_and_saved_before_it_is_used(
    x_server: XServer, make_x: MakeX, keeper: Keeper
) -> None:
    x = make_x(credentials=ended(x_server.oauth2()), keeper=keeper)
    assert x.profile(within()).handle == "deptgov"
    assert x.publish(Part("Renewed"), "key", within()).remote_id
    assert len(x_server.seen(TOKEN)) == 1
    assert keeper.saved_before_use == [True]
    assert keeper.kept.refresh in x_server.sign_in.refresh


def test_a_token_that_x_refuses_is_renewed_once_and_the_post_is_sent_once(
    x_server: XServer, make_x: MakeX, keeper: Keeper
) -> None:
    x = make_x(credentials=x_server.oauth2(), keeper=keeper)
    x_server.sign_in.expire_bearers()
    assert x.publish(Part("Only once"), "key", within()).remote_id
    assert x_server.store.copies("Only once") == 1
    x_server.misbehave("POST /2/tweets", "answer", status=401, times=2)
    with pytest.raises(CredentialsRejected):
        x.publish(Part("Never"), "key", within())
    assert len(x_server.seen(TOKEN)) == 2


def test_without_offline_access_there_is_nothing_to_renew_with(x_server: XServer, make_x: MakeX) -> None:
    x = make_x(credentials=x_server.oauth2(scopes=SCOPES[:-1]))
    x_server.sign_in.expire_bearers()
    with pytest.raises(CredentialsRejected, match="connect the account again"):
        x.profile(within())
    assert x_server.seen(TOKEN) == []


def test_a_refresh_token_that_x_has_forgotten_asks_for_a_person(x_server: XServer, make_x: MakeX) -> None:
    x = make_x(credentials=ended(x_server.oauth2()))
    x_server.sign_in.refresh.clear()
    with pytest.raises(CredentialsRejected, match="does not renew"):
        x.publish(Part("Never"), "key", within())
    assert x_server.store.accepted == []


@pytest.mark.parametrize("kind", ["lose", "503-after", "malformed", "slow", "cut", "not-an-object"])
def test_a_renewal_without_an_answer_published_nothing(x_server: XServer, make_x: MakeX, kind: str) -> None:
    x = make_x(credentials=ended(x_server.oauth2()))
    x_server.misbehave(TOKEN, kind)
    with pytest.raises(Unreachable):
        x.publish(Part("Never"), "key", within(0.4 if kind == "slow" else 10))
    assert x_server.seen("POST /2/tweets") == []


def test_a_renewal_may_be_rate_limited(x_server: XServer, make_x: MakeX) -> None:
    x = make_x(credentials=ended(x_server.oauth2()))
    x_server.rate_limit(TOKEN)
    with pytest.raises(RateLimited):
        x.profile(within())


def test_a_keyring_that_says_no_stops_the_send_and_loses_no_token(
    x_server: XServer, make_x: MakeX, keeper: Keeper
) -> None:
    x = make_x(credentials=ended(x_server.oauth2()), keeper=keeper)
    keeper.fail = VaultLocked("The keyring is locked.")
    for _ in range(2):
        with pytest.raises(Unreachable, match="The keyring is locked"):
            x.publish(Part("Later"), "key", within())
    assert x_server.seen("POST /2/tweets") == []
    keeper.fail = OSError("full")
    with pytest.raises(Unreachable, match="OSError"):
        x.profile(within())
    keeper.fail = None
    assert x.publish(Part("Later"), "key", within()).remote_id
    assert len(x_server.seen(TOKEN)) == 1
    assert keeper.kept.refresh in x_server.sign_in.refresh


def test_many_threads_renew_once(x_server: XServer, make_x: MakeX, keeper: Keeper) -> None:
    x = make_x(credentials=ended(x_server.oauth2()), keeper=keeper)
    handles: list[str] = []
    threads = [threading.Thread(target=lambda: handles.append(x.profile(within()).handle)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert handles == ["deptgov"] * 6
    assert len(x_server.seen(TOKEN)) == 1


def test_what_another_despatch_has_renewed_is_taken_from_the_keyring(
    x_server: XServer, make_x: MakeX, keeper: Keeper
) -> None:
    old = ended(x_server.oauth2())
    make_x(credentials=old, keeper=keeper).profile(within())
    assert make_x(credentials=old, keeper=keeper).profile(within()).handle == "deptgov"
    assert len(x_server.seen(TOKEN)) == 1


def test_a_renewal_elsewhere_is_not_waited_for_beyond_the_deadline(
    x_server: XServer, make_x: MakeX, keeper: Keeper
) -> None:
    x = make_x(credentials=ended(x_server.oauth2()), keeper=keeper)
    with keeper.locked, pytest.raises(Unreachable):
        x.profile(within(0.3))
    assert x_server.requests == []


def test_an_app_with_a_secret_proves_itself(make_x: MakeX) -> None:
    with XServer(client_secret="client-secret-1") as server:
        x = make_x(credentials=ended(server.oauth2()), base_url=server.base_url)
        assert x.profile(within()).handle == "deptgov"
        assert server.seen(TOKEN)[0].headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"access_token": ""},
        {"access_token": 7},
        {"access_token": "has a space"},
        {"access_token": "a", "expires_in": 1e300},
    ],
)
def test_a_renewal_that_brings_no_token_is_not_used(
    x_server: XServer, make_x: MakeX, keeper: Keeper, body: dict
) -> None:
    x = make_x(credentials=ended(x_server.oauth2()), keeper=keeper)
    x_server.misbehave(TOKEN, "answer", status=200, body=body)
    with pytest.raises(Unreachable):
        x.profile(within())
    assert keeper.kept is None


def test_a_renewal_without_a_new_refresh_token_keeps_the_old_one(
    x_server: XServer, make_x: MakeX, keeper: Keeper
) -> None:
    old = ended(x_server.oauth2())
    fresh = x_server.sign_in.give_bearer("1001", SCOPES)["access_token"]
    x_server.misbehave(TOKEN, "answer", status=200, body={"access_token": fresh, "token_type": "bearer"})
    make_x(credentials=old, keeper=keeper).profile(within())
    assert (keeper.kept.refresh, keeper.kept.token) == (old.refresh, fresh)


def test_a_lock_that_cannot_be_had_is_a_sentence(x_server: XServer, make_x: MakeX, keeper: Keeper) -> None:
    def no_lock(_: float) -> None:
        raise OSError(28, "No space left on device")

    keeper.lock = no_lock
    with pytest.raises(Unreachable, match="No space left"):
        make_x(credentials=ended(x_server.oauth2()), keeper=keeper).profile(within())
