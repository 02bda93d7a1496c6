"""The wire to X: where it goes, where it never goes, and when it ends."""

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from accounts.platform import OutcomeUnknown, Part, Rejected, Unreachable
from accounts.platforms.x import XPlatform
from accounts.platforms.x_credentials import XCredentials
from accounts.platforms.x_wire import ForeignHost, Wire, checked_base
from tests.accounts.conftest import MakeX, now, within
from tests.accounts.sockets import Listener, own_certificate, silent, tunnel_to
from tests.servers.x import XServer

BEARER = XCredentials("oauth2", key="client", token="bearer-5ecret")
SIGNED = XCredentials("oauth1", key="app", secret="app-5ecret", token="1001-t", token_secret="t-5ecret")
JSON = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 57\r\n\r\n"


def x_at(base: str, credentials: XCredentials = BEARER) -> XPlatform:
    facts = {"reading": True, "writing": True, "user_id": "1001", "handle": "deptgov"}
    return XPlatform(credentials, base_url=base, now=now, **facts)


def publish(x: XPlatform, seconds: float = 10):
    return x.publish(Part("Flood warning"), "key", within(seconds))


def took_at_most(started, seconds: float) -> None:
    assert now() - started < timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("url", "checked"),
    [
        ("https://api.x.com", "https://api.x.com"),
        ("https://api.x.com/", "https://api.x.com"),
        ("https://API.X.com:443", "https://api.x.com"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("http://localhost:8080/x", "http://localhost:8080/x"),
        ("https://[::1]:8443", "https://[::1]:8443"),
        ("http://127.9.9.9", "http://127.9.9.9"),
    ],
)
def test_x_itself_and_this_computer_are_accepted(url: str, checked: str) -> None:
    assert checked_base(url) == checked
    x_at(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://api.x.com",
        "https://api.x.com:8443",
        "https://api.x.com.evil.example",
        "https://evil.example/api.x.com",
        "https://api.x.com@evil.example",
        "https://evil.example#api.x.com",
        "https://evil.example\\@api.x.com",
        "https://api.x.com/proxy",
        "https://x.com",
        "http://127.0.0.1@evil.example",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1:80@evil.example/",
        "http://localhost.evil.example",
        "http://10.0.0.1",
        "http://0.0.0.0:80",
        "http://[::ffff:10.0.0.1]",
        "http://169.254.169.254",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:80?a=b",
        "127.0.0.1",
        "",
    ],
)
def test_no_other_address_is_accepted(url: str) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z'].*\.$"):
        x_at(url)


@pytest.fixture
def wire() -> Iterator[Wire]:
    wire = Wire("http://127.0.0.1:1", lambda: 5.0, lambda _: None)
    yield wire
    wire.close()


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/2/tweets",
        "//evil.example/2",
        "@evil.example/",
        ".evil.example/",
        "http://127.0.0.1:1/2/tweets",
    ],
)
def test_a_wire_sends_only_paths(wire: Wire, url: str) -> None:
    with pytest.raises(ForeignHost, match="Nothing was sent"):
        wire.request("GET", url, headers={"Authorization": "Bearer bearer-5ecret"})


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "http://127.0.0.1:11/",
        "http://127.0.0.1:1@evil.example/",
        "http://localhost:1/",
        "https://127.0.0.1:1/",
        "file:///etc/passwd",
    ],
)
def test_even_below_the_wire_nothing_goes_elsewhere(wire: Wire, url: str) -> None:
    import requests

    request = requests.Request("GET", url, headers={"Authorization": "Bearer bearer-5ecret"})
    with pytest.raises(ForeignHost):
        wire.send(wire.prepare_request(request))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_leads_nowhere(make_x: MakeX, x_server: XServer, status: int) -> None:
    with Listener(silent) as elsewhere:
        for place in (
            f"http://127.0.0.1:{elsewhere.port}/2/tweets",
            "//evil.example",
            "http://[",
            "\u00e9",
            "",
        ):
            x_server.misbehave("POST /2/tweets", "answer", status=status, headers={"Location": place})
            with pytest.raises(OutcomeUnknown, match="elsewhere"):
                publish(make_x())
        x_server.misbehave(
            "GET /2/users/me",
            "answer",
            status=status,
            headers={"Location": f"http://127.0.0.1:{elsewhere.port}"},
        )
        with pytest.raises(Unreachable):
            make_x().profile(within())
    assert elsewhere.connections == 0


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(Unreachable, match=r"refused.*Nothing was sent"):
        publish(x_at(f"http://127.0.0.1:{port}"))


def test_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_name(*_: object, **__: object) -> list:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_name)
    with pytest.raises(Unreachable, match=r"no network.*Nothing was sent"):
        publish(x_at("https://api.x.com"))


def test_a_name_service_that_hangs_does_not_hold_us_and_nothing_is_sent_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = threading.Event()
    resolve = socket.getaddrinfo

    def hang(*where: object, **how: object) -> list:
        found.wait(20)
        return resolve(*where, **how)

    with Listener(silent) as listener:
        monkeypatch.setattr(socket, "getaddrinfo", hang)
        started = now()
        with pytest.raises(Unreachable, match="Nothing was sent"):
            publish(x_at(f"http://127.0.0.1:{listener.port}"), 2)
        took_at_most(started, 30)
        found.set()
        for thread in threading.enumerate():
            if thread.name == "x-call":
                thread.join(5)
        assert bytes(listener.heard) == b""


def test_a_server_that_takes_the_request_and_says_nothing() -> None:
    with Listener(silent) as listener:
        started = now()
        with pytest.raises(OutcomeUnknown, match="in time"):
            publish(x_at(f"http://127.0.0.1:{listener.port}"), 2)
        took_at_most(started, 30)
        assert listener.heard.count(b"POST /2/tweets") == 1


@pytest.mark.parametrize("body", [b"", JSON])
def test_a_server_that_trickles_for_ever(body: bytes) -> None:
    def trickle(listener: Listener, connection: socket.socket) -> None:
        listener.hear(connection)
        connection.sendall(body)
        while not listener.stopping.wait(0.05):
            connection.sendall(b" " if body else b"H")

    with Listener(trickle) as listener:
        started = now()
        with pytest.raises(OutcomeUnknown, match="in time"):
            publish(x_at(f"http://127.0.0.1:{listener.port}"), 2)
        with pytest.raises(Unreachable, match="in time"):
            x_at(f"http://127.0.0.1:{listener.port}").profile(within(2))
        took_at_most(started, 30)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{}",
        b'HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"da',
        b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 201 Created\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nnotgz",
        b"HTTP/1.1 201",
        b"SSH-2.0-OpenSSH\r\n",
        b"\x00\x01\x02",
        b"HTTP/1.1 201 Created\r\n" + b"X: y\r\n" * 500 + b"\r\n{}",
        b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n\xff\xfe",
        b"HTTP/1.1 201 Created\r\nContent-Length: 8\r\n\r\n" + b"[[[[[[[[",
    ],
)
def test_an_answer_that_is_none(answer: bytes) -> None:
    def talk(listener: Listener, connection: socket.socket) -> None:
        listener.hear(connection)
        connection.sendall(answer)

    with Listener(talk) as listener:
        with pytest.raises(OutcomeUnknown):
            publish(x_at(f"http://127.0.0.1:{listener.port}", SIGNED))
        assert listener.connections == 1


@pytest.mark.parametrize("hang", [False, True])
def test_a_no_whose_reasons_broke_off_is_a_no(hang: bool) -> None:
    def talk(listener: Listener, connection: socket.socket) -> None:
        listener.hear(connection)
        connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 500\r\n\r\n{")
        if hang:
            silent(listener, connection)

    with Listener(talk) as listener, pytest.raises(Rejected, match="refused"):
        publish(x_at(f"http://127.0.0.1:{listener.port}"), 2)


def test_headers_are_read_whatever_their_case(make_x: MakeX) -> None:
    def talk(listener: Listener, connection: socket.socket) -> None:
        listener.hear(connection)
        reset = int((now() + timedelta(minutes=3)).timestamp())
        head = f"HTTP/1.1 429 Slow\r\nX-RATE-Limit-ReSet: {reset}\r\nDATE: Tue, 24 Nov 2026 12:00:00 UTC\r\ncontent-LENGTH: 0\r\n\r\n"
        connection.sendall(head.encode())

    heard = []
    with Listener(talk) as listener:
        x = make_x(base_url=f"http://127.0.0.1:{listener.port}", on_server_date=heard.append)
        with pytest.raises(Exception, match="takes no more") as failure:
            publish(x)
    assert timedelta(minutes=2) < failure.value.until - now() < timedelta(minutes=4)
    assert heard[0].isoformat() == "2026-11-24T12:00:00+00:00"


def test_each_answers_date_is_told_and_a_listener_that_fails_costs_nothing(
    make_x: MakeX, x_server: XServer
) -> None:
    heard = []
    x_server.date = now() - timedelta(hours=2)
    x = make_x(on_server_date=heard.append)
    x.profile(within())
    x_server.misbehave("GET /2/users/me", "answer", status=503)
    with pytest.raises(Unreachable):
        x.profile(within())
    assert [round((now() - date) / timedelta(hours=1)) for date in heard] == [2, 2]

    def fail(_: object) -> None:
        raise RuntimeError

    assert publish(make_x(on_server_date=fail)).remote_id


def test_a_certificate_that_nobody_vouches_for_stops_us(tmp_path: Path) -> None:
    context, _ = own_certificate(tmp_path)
    with Listener(silent, context) as listener:
        with pytest.raises(Unreachable, match=r"certificate.*Nothing was sent"):
            publish(x_at(f"https://127.0.0.1:{listener.port}"), 5)
        assert bytes(listener.heard) == b""


def test_a_certificate_that_this_computer_trusts_lets_us_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, pem = own_certificate(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pem))

    def talk(listener: Listener, connection: socket.socket) -> None:
        listener.hear(connection)
        body = b'{"data": {"id": "1001", "username": "deptgov"}}'
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    with Listener(talk, context) as listener:
        assert x_at(f"https://127.0.0.1:{listener.port}").profile(within(5)).handle == "deptgov"
        assert b"Bearer bearer-5ecret" in listener.heard


def test_a_server_that_trickles_below_tls_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, pem = own_certificate(tmp_path)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pem))

    def trickle(listener: Listener, connection: socket.socket) -> None:
        listener.hear(connection)
        while not listener.stopping.wait(0.05):
            connection.sendall(b"H")

    with Listener(trickle, context) as listener:
        started = now()
        with pytest.raises(OutcomeUnknown, match="in time"):
            publish(x_at(f"https://127.0.0.1:{listener.port}"), 2)
        took_at_most(started, 30)


def test_a_handshake_that_never_ends_sent_nothing() -> None:
    with Listener(silent) as listener:
        started = now()
        with pytest.raises(Unreachable, match="Nothing was sent"):
            publish(x_at(f"https://127.0.0.1:{listener.port}"), 2)
        took_at_most(started, 30)
        assert b"5ecret" not in listener.heard


def test_the_proxy_of_this_computer_is_asked_for_a_tunnel_and_told_no_token(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(listener: Listener, connection: socket.socket) -> None:
        listener.hear(connection)
        connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")

    with Listener(refuse) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(Unreachable, match=r"proxy.*Nothing was sent"):
            publish(x_at("https://api.x.com"), 5)
        assert proxy.heard.startswith(b"CONNECT api.x.com:443 ")
        assert b"5ecret" not in proxy.heard
        monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:9")
        with pytest.raises(Unreachable, match=r"proxy.*Nothing was sent"):
            publish(x_at("https://api.x.com"), 5)


def test_x_itself_is_reached_through_the_proxys_tunnel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, pem = own_certificate(tmp_path, "api.x.com")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pem))
    server = XServer()
    server.wrap(context)
    with server, Listener(tunnel_to(urlsplit(server.base_url).port)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://user:word@127.0.0.1:{proxy.port}")
        x = x_at("https://api.x.com", server.oauth2())
        assert publish(x).remote_id
        assert server.seen("POST /2/tweets")[0].headers["host"] == "api.x.com"
        server.misbehave("POST /2/tweets", "lose")
        with pytest.raises(OutcomeUnknown):
            x.publish(Part("Another"), "key", within())
        assert b"Bearer" not in proxy.heard
        assert b"Proxy-Authorization: Basic" in proxy.heard


def test_a_proxy_that_hangs_in_the_tunnel_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with Listener(silent) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        with pytest.raises(Unreachable, match="Nothing was sent"):
            publish(x_at("https://api.x.com"), 2)


def test_this_computer_is_never_reached_by_a_proxy(make_x: MakeX, monkeypatch: pytest.MonkeyPatch) -> None:
    with Listener(silent) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert make_x().profile(within()).handle == "deptgov"
    assert proxy.connections == 0


def test_a_netrc_file_puts_nothing_in_the_place_of_the_token(
    make_x: MakeX, x_server: XServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    make_x(credentials=x_server.oauth2()).profile(within())
    assert x_server.requests[0].headers["authorization"].startswith("Bearer ")


def test_cookies_are_not_kept(make_x: MakeX, x_server: XServer) -> None:
    body = {"data": {"id": "1001", "username": "deptgov"}}
    x_server.misbehave(
        "GET /2/users/me", "answer", status=200, body=body, headers={"set-cookie": "guest=1; path=/"}
    )
    make_x(user_id=None).mentions(None, within())
    assert [request.headers.get("cookie") for request in x_server.requests] == [None, None]
