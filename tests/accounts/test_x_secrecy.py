"""No key or token of X in any log at any level, in any failure, or in any repr."""

import io
import logging
import traceback
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress

import pytest

from accounts.platform import Media, Part, PlatformFailure
from accounts.platforms.x_credentials import XCredentials
from accounts.platforms.x_signin import BrowserSignIn, PinSignIn
from tests.accounts.conftest import MakeX, now, within
from tests.accounts.test_x_signin import browse
from tests.servers.x import XServer

PICTURE = Media("d", "image/png", b"\x89PNG\r\n\x1a\n" + b"p" * 100, "Alt")
CHATTERBOXES = ("tweepy", "requests_oauthlib", "oauthlib", "urllib3", "requests")


@pytest.fixture
def logs() -> Iterator[io.StringIO]:
    """Everything that any logger says, with each turned up as far as it goes."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s %(exc_info)s %(args)s"))
    root = logging.getLogger()
    before = root.level
    root.setLevel(0)
    root.addHandler(handler)
    turn_up()
    yield text
    root.removeHandler(handler)
    root.setLevel(before)


def turn_up() -> None:
    """As a person who looks for a fault would, or a library that thinks it helps."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in CHATTERBOXES:
            logging.getLogger(name).setLevel(1)


def everything(x_server: XServer, make_x: MakeX, credentials: XCredentials) -> list[BaseException]:
    failures: list[BaseException] = []
    x = make_x(credentials=credentials, user_id=None, handle=None)
    for kind in ("", "lose", "malformed", "503-after", "slow", "answer"):
        if kind:
            body = {
                "detail": f"duplicate {credentials.token} {credentials.secret}",
                "title": credentials.token_secret,
            }
            x_server.misbehave("POST /2/tweets", kind, status=403, body=body)
        for act in (
            lambda: x.profile(within()),
            lambda kind=kind: x.publish(Part(f"{kind} text", (PICTURE,)), "key", within(2)),
            lambda: x.mentions(None, within()),
            lambda: x.recent_own_posts(within()),
            lambda: x.delete("123", within()),
        ):
            turn_up()
            try:
                act()
            except PlatformFailure as failure:
                failures.append(failure)
    print(x, vars(x), credentials)
    return failures


@pytest.mark.parametrize("kind", ["oauth1", "oauth2"])
def test_nothing_secret_is_written_anywhere(
    kind: str, logs: io.StringIO, x_server: XServer, make_x: MakeX
) -> None:
    credentials = x_server.oauth1() if kind == "oauth1" else x_server.oauth2()
    shown = io.StringIO()
    with redirect_stdout(shown), redirect_stderr(shown):
        failures = everything(x_server, make_x, credentials)
        x_server.sign_in.expire_bearers()
        with suppress(PlatformFailure):
            make_x(credentials=credentials).profile(within())
    assert len(failures) > 5
    for failure in failures:
        shown.write("".join(traceback.format_exception(failure)) + repr(failure))
        assert failure.__context__ is None or "5ecret" not in repr(failure.__context__)
    said = logs.getvalue() + shown.getvalue()
    assert [secret for secret in all_secrets(x_server, credentials) if secret in said] == []


def test_the_chatter_of_the_libraries_is_off_whatever_the_levels(logs: io.StringIO, make_x: MakeX) -> None:
    make_x().profile(within())
    assert [line for line in logs.getvalue().splitlines() if line.startswith(CHATTERBOXES)] == []
    logging.getLogger("tweepy.client").warning("this one is for people")
    assert "this one is for people" in logs.getvalue()


def test_signing_in_is_not_written_anywhere_either(logs: io.StringIO, x_server: XServer) -> None:
    app = x_server.sign_in.app
    sign_in = PinSignIn(app.key, app.secret, now=now, base_url=x_server.base_url)
    turn_up()
    token = sign_in.start(within()).partition("oauth_token=")[2]
    pin = x_server.sign_in.say_yes_by_pin(token)
    turn_up()
    first = sign_in.finish(pin, within())
    with BrowserSignIn(app.client_id, now=now, base_url=x_server.base_url, port=0) as browser:
        turn_up()
        second = browse(browser)
    assert repr(sign_in) + repr(browser) == "PinSignIn()BrowserSignIn()"
    said = logs.getvalue()
    secrets = [*all_secrets(x_server, first), *all_secrets(x_server, second), pin]
    assert [secret for secret in secrets if secret in said] == []


def all_secrets(x_server: XServer, credentials: XCredentials) -> list[str]:
    given = [*x_server.sign_in.tokens, *x_server.sign_in.bearers, *x_server.sign_in.refresh]
    given += [secret for secret, _ in x_server.sign_in.tokens.values()]
    return [*credentials.secrets(), *given, x_server.sign_in.app.secret]
