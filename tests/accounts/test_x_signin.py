"""Connecting an account on X, by PIN and by the browser's return, with everything that can be mistyped."""

import threading
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from accounts.platform import CredentialsRejected, RateLimited, Rejected, Unreachable
from accounts.platforms.x_credentials import XCredentials
from accounts.platforms.x_signin import BrowserSignIn, PinSignIn
from tests.accounts.conftest import MakeX, now, within
from tests.servers.x import XServer

_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def visit(url: str) -> tuple[int, str]:
    """A person's browser, which follows where it is sent."""
    try:
        with _DIRECT.open(url, timeout=5) as page:
            return page.status, page.read().decode()
    except urllib.error.HTTPError as no:
        with no:
            return no.code, no.read().decode()


def browse(sign_in: BrowserSignIn, *urls: str) -> XCredentials:
    """Waits while a browser opens these pages one after the other, or else the sign-in's own."""

    def open_all() -> None:
        for url in urls or (sign_in.url,):
            visit(url)

    browser = threading.Thread(target=open_all)
    browser.start()
    try:
        return sign_in.wait(within(5))
    finally:
        browser.join()


def pin_sign_in(server: XServer, key: str = "app-key-1", secret: str = "app-secret-1") -> PinSignIn:
    return PinSignIn(key, secret, now=now, base_url=server.base_url)


def read_pin(server: XServer, url: str) -> str:
    return visit(url)[1].partition("<code>")[2].partition("</code>")[0]


def test_by_pin(x_server: XServer, make_x: MakeX) -> None:
    sign_in = pin_sign_in(x_server, " app-key-1\n", "\tapp-secret-1 ")
    url = sign_in.start(within())
    assert url.startswith(f"{x_server.base_url}/oauth/authorize?oauth_token=")
    pin = read_pin(x_server, url)
    credentials = sign_in.finish(f" {pin[:3]} {pin[3:]}\n", within())
    assert credentials.kind == "oauth1"
    assert make_x(credentials=credentials).profile(within()).handle == "deptgov"


def test_the_pin_page_of_x_itself() -> None:
    """The address is made without a network; nothing of the app but the request token is in it."""
    sign_in = PinSignIn("key", "secret", now=now)
    assert sign_in._base == "https://api.x.com"


@pytest.mark.parametrize(("key", "secret"), [("app-kex-1", "app-secret-1"), ("app-key-1", "app-secret-l")])
def test_a_typo_in_the_apps_keys_is_a_sentence(x_server: XServer, key: str, secret: str) -> None:
    with pytest.raises(CredentialsRejected, match="has a typo"):
        pin_sign_in(x_server, key, secret).start(within())


@pytest.mark.parametrize("key", ["", "  ", "two words", "line\nbreak", "app\u2013key", "clé", "key\u200b"])
def test_a_key_that_cannot_be_one_is_refused_before_any_network(x_server: XServer, key: str) -> None:
    for make in (
        lambda: pin_sign_in(x_server, key),
        lambda: pin_sign_in(x_server, "app-key-1", key),
        lambda: BrowserSignIn(key, now=now, base_url=x_server.base_url, port=0),
    ):
        with pytest.raises(ValueError, match=r"Copy it.*\.$") as failure:
            make()
        assert not key.strip() or key not in str(failure.value)
    assert x_server.requests == []


@pytest.mark.parametrize("pin", ["0000000", "abc", "", "1"])
def test_a_wrong_pin_is_a_sentence_and_may_be_typed_again(x_server: XServer, pin: str) -> None:
    sign_in = pin_sign_in(x_server)
    right = read_pin(x_server, sign_in.start(within()))
    with pytest.raises(CredentialsRejected, match="PIN"):
        sign_in.finish(pin, within())
    assert sign_in.finish(right, within()).token


def test_a_pin_before_the_start_is_a_sentence(x_server: XServer) -> None:
    with pytest.raises(CredentialsRejected, match="PIN"):
        pin_sign_in(x_server).finish("1234567", within())


def test_a_start_that_x_does_not_answer_well(x_server: XServer) -> None:
    name = "POST /oauth/request_token"
    x_server.misbehave(name, "answer", status=200, body="<html>sign in</html>")
    x_server.misbehave(name, "answer", status=200, body="oauth_token=a")
    x_server.misbehave(name, "answer", status=503)
    x_server.misbehave(name, "slow")
    for seconds in (10, 10, 10, 0.4):
        with pytest.raises(Unreachable):
            pin_sign_in(x_server).start(within(seconds))
    x_server.rate_limit(name)
    with pytest.raises(RateLimited):
        pin_sign_in(x_server).start(within())
    x_server.misbehave(
        name, "answer", status=403, body={"errors": [{"code": 415, "message": "Callback URL not approved"}]}
    )
    with pytest.raises(Rejected, match="Callback URL not approved"):
        pin_sign_in(x_server).start(within())


@pytest.mark.parametrize("client_secret", ["", "client-secret-1"])
def test_by_browser(make_x: MakeX, client_secret: str) -> None:
    with XServer(client_secret=client_secret) as server:
        with BrowserSignIn(
            "client-id-1", client_secret, now=now, base_url=server.base_url, port=0
        ) as sign_in:
            asked = parse_qs(urlsplit(sign_in.url).query)
            assert asked["code_challenge_method"] == ["S256"]
            assert asked["scope"] == ["tweet.read tweet.write users.read media.write offline.access"]
            assert asked["redirect_uri"] == [sign_in.redirect_uri]
            assert sign_in.redirect_uri.startswith("http://127.0.0.1:")
            credentials = browse(sign_in)
        assert (credentials.kind, bool(credentials.refresh)) == ("oauth2", True)
        assert timedelta(hours=1) < credentials.expires - now() <= timedelta(hours=2)
        assert make_x(credentials=credentials, base_url=server.base_url).profile(within()).handle == "deptgov"


def test_the_browser_is_sent_to_xs_own_page() -> None:
    with BrowserSignIn("client-id-1", now=now, port=0) as sign_in:
        assert sign_in.url.startswith(
            "https://x.com/i/oauth2/authorize?response_type=code&client_id=client-id-1&"
        )
        assert "tweet.read%20tweet.write" in sign_in.url


def test_the_page_thanks_and_repeats_nothing(x_server: XServer) -> None:
    with BrowserSignIn("client-id-1", now=now, base_url=x_server.base_url, port=0) as sign_in:
        pages = []
        url = f"{sign_in.redirect_uri}?state={sign_in._state}&error=access_denied&x=<script>alert(1)</script>"
        browser = threading.Thread(target=lambda: pages.append(visit(url)))
        browser.start()
        with pytest.raises(Rejected, match="not to let Despatch in"):
            sign_in.wait(within(5))
        browser.join()
    assert pages[0][0] == 200
    assert "close this page" in pages[0][1]
    assert "script" not in pages[0][1]


def test_other_visitors_of_the_page_are_ignored(x_server: XServer) -> None:
    with BrowserSignIn("client-id-1", now=now, base_url=x_server.base_url, port=0) as sign_in:
        here = sign_in.redirect_uri
        port = urlsplit(here).port
        wrong = [
            f"{here}?code=stolen&state=guess",
            f"{here}?code=stolen",
            f"http://127.0.0.1:{port}/favicon.ico",
            f"http://localhost:{port}/callback?code=stolen&state={sign_in._state}",
        ]
        assert browse(sign_in, *wrong, sign_in.url).token


def test_a_browser_that_connects_ahead_of_time_holds_nothing_up(x_server: XServer) -> None:
    import socket

    sign_in = BrowserSignIn("client-id-1", now=now, base_url=x_server.base_url, port=0)
    ahead = ("127.0.0.1", urlsplit(sign_in.redirect_uri).port)
    with sign_in, socket.create_connection(ahead):
        assert browse(sign_in).token


def test_nobody_answers_or_calls_it_off(x_server: XServer) -> None:
    with BrowserSignIn("client-id-1", now=now, base_url=x_server.base_url, port=0) as sign_in:
        with pytest.raises(Rejected, match="in time"):
            sign_in.wait(within(0.3))
        sign_in.cancel()
        with pytest.raises(Rejected, match="called off"):
            sign_in.wait(within(5))


def test_a_port_that_is_taken_is_a_sentence(x_server: XServer) -> None:
    with BrowserSignIn("client-id-1", now=now, base_url=x_server.base_url, port=0) as first:
        port = urlsplit(first.redirect_uri).port
        with pytest.raises(Rejected, match=f"port {port}"):
            BrowserSignIn("client-id-1", now=now, base_url=x_server.base_url, port=port)


@pytest.mark.parametrize("how", ["late", "verifier", "client"])
def test_a_code_that_x_does_not_take_is_a_sentence(x_server: XServer, how: str) -> None:
    with BrowserSignIn("client-id-1", now=now, base_url=x_server.base_url, port=0) as sign_in:
        url = sign_in.url
        if how == "verifier":
            sign_in._verifier = "another"
        if how == "client":
            x_server.sign_in.app.client_secret = "the app has a secret after all"
        if how == "late":
            x_server.misbehave(
                "POST /2/oauth2/token", "answer", status=400, body={"error": "invalid_request"}
            )
        with pytest.raises(CredentialsRejected, match="Check both"):
            browse(sign_in, url)


def test_credentials_travel_to_the_vault_and_back() -> None:
    end = datetime(2026, 1, 2, tzinfo=UTC)
    for credentials in (
        XCredentials("oauth1", key="k", secret="s", token="t", token_secret="ts"),
        XCredentials("oauth2", key="k", token="t", refresh="r", expires=end, scopes=("tweet.read",)),
    ):
        assert XCredentials.from_json(credentials.to_json()) == credentials
    for text in (
        "",
        "[]",
        "{}",
        "null",
        '{"kind": "oauth3"}',
        credentials.to_json().replace('"oauth2"', "7"),
    ):
        with pytest.raises(ValueError, match="Connect the account again") as failure:
            XCredentials.from_json(text)
        assert failure.value.__context__ is None
