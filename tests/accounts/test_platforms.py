"""The one contract, run against every adapter."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from accounts.platforms.practice import PracticePlatform
from tests.accounts.conftest import MakeX, now
from tests.accounts.platform_contract import PlatformContract, Stage
from tests.servers.x import XServer


def speak_on_x(server: XServer) -> None:
    server.store.say("@deptgov when do you open? <b>asap</b>", "2001", at=now() - timedelta(minutes=2))
    server.store.say("@deptgov a question from the press & more", "2002", at=now() - timedelta(minutes=1))


class TestX(PlatformContract):
    @pytest.fixture(params=["oauth1", "oauth2"])
    def stage(self, request: pytest.FixtureRequest, make_x: MakeX, x_server: XServer) -> Stage:
        credentials = x_server.oauth1() if request.param == "oauth1" else x_server.oauth2()
        return Stage(make_x(credentials=credentials), lambda: speak_on_x(x_server), now)


class TestXWithoutIdAndHandle(PlatformContract):
    """The same, where the account's id and handle have to be asked for first."""

    @pytest.fixture
    def stage(self, make_x: MakeX, x_server: XServer) -> Stage:
        return Stage(make_x(user_id=None, handle=None), lambda: speak_on_x(x_server), now)


class TestPractice(PlatformContract):
    @pytest.fixture
    def stage(self, tmp_path: Path) -> Stage:
        moment = [datetime(2026, 3, 2, 9, tzinfo=UTC)]

        def tomorrow() -> None:
            moment[0] += timedelta(days=1)

        platform = PracticePlatform(tmp_path, "a1", "deptgov", lambda: moment[0])
        return Stage(platform, tomorrow, lambda: moment[0])
