"""What the tests of accounts share: a stand-in for X, and the wall clock."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from accounts.platforms.x import XPlatform
from tests.servers.x import XServer

MakeX = Callable[..., XPlatform]


def now() -> datetime:
    return datetime.now(UTC)


def within(seconds: float = 10) -> datetime:
    """A deadline."""
    return now() + timedelta(seconds=seconds)


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own proxies and .netrc are not part of any test."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy", "NETRC"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def x_server() -> Iterator[XServer]:
    with XServer() as server:
        yield server


@pytest.fixture
def make_x(x_server: XServer) -> MakeX:
    def make(**how: object) -> XPlatform:
        facts = {
            "base_url": x_server.base_url,
            "reading": True,
            "writing": True,
            "user_id": "1001",
            "handle": "deptgov",
        }
        credentials = how.pop("credentials", None) or x_server.oauth1()
        return XPlatform(credentials, now=now, **facts | how)

    return make
