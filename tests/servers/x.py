"""A local stand-in for X that speaks its API, checks each request as X's own description says, and misbehaves on command.

    with XServer() as server:
        server.misbehave("POST /2/tweets", "lose")
        ...
        assert server.store.copies("Flood warning") == 1

or by itself: python -m tests.servers.x --port 8080, which prints keys to use. Then, from anywhere on this machine:
    POST /_control/faults   {"endpoint": "POST /2/tweets", "kind": "lose"}    (kinds: tests/servers/x_faults.py)
    POST /_control/say      {"text": "@deptgov when do you open?", "author": "2001"}
    GET  /_control/accepted
"""

import argparse
import socket
import ssl
import threading
from collections import defaultdict, deque
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from urllib.parse import parse_qs, parse_qsl

from accounts.platforms.x_credentials import XCredentials
from tests.servers.x_description import Invalid, check_request, endpoint, operation
from tests.servers.x_endpoints import answer
from tests.servers.x_faults import Fault
from tests.servers.x_http import Handler, Http, Request, Seen
from tests.servers.x_sign_in import App, SignIn
from tests.servers.x_store import Problem, Store

SCOPES = ("tweet.read", "tweet.write", "users.read", "media.write", "offline.access")


class XServer:
    """`requests` is all that came in, `store.accepted` all that was taken; `date` replaces the Date header."""

    def __init__(self, port: int = 0, *, client_secret: str = "") -> None:
        self.store = Store()
        self.sign_in = SignIn(App(client_secret=client_secret))
        self.requests: list[Seen] = []
        self.date: datetime | None = None
        self.stopping = threading.Event()
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._connections: set[socket.socket] = set()
        handler = type("XHandler", (Handler,), {"x": self})
        self._http = Http(("127.0.0.1", port), handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), name="x-server")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._http.shutdown()
        for connection in list(self._connections):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self._http.server_close()
        self._thread.join()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def wrap(self, context: ssl.SSLContext) -> None:
        """Speak TLS. Before it is started."""
        self._http.socket = context.wrap_socket(
            self._http.socket, server_side=True, do_handshake_on_connect=False
        )

    def misbehave(self, name: str, kind: str, **how: Any) -> None:
        """The next request (or `times` of them) to this endpoint, as it is called in X's description."""
        fault = Fault(kind, **how)
        self._faults[name].extend([fault] * fault.times)

    def rate_limit(self, name: str, reset_in: timedelta = timedelta(minutes=5)) -> datetime:
        until = datetime.now(UTC).replace(microsecond=0) + reset_in
        headers = {
            "x-rate-limit-limit": "100",
            "x-rate-limit-remaining": "0",
            "x-rate-limit-reset": str(int(until.timestamp())),
        }
        body = {
            "title": "Too Many Requests",
            "detail": "Too Many Requests",
            "type": "about:blank",
            "status": 429,
        }
        self.misbehave(name, "answer", status=429, body=body, headers=headers)
        return until

    def oauth1(self, user: str = "1001") -> XCredentials:
        token, secret = self.sign_in.give_token(user)
        app = self.sign_in.app
        return XCredentials("oauth1", key=app.key, secret=app.secret, token=token, token_secret=secret)

    def oauth2(self, user: str = "1001", scopes: tuple[str, ...] = SCOPES) -> XCredentials:
        given = self.sign_in.give_bearer(user, scopes)
        return XCredentials(
            "oauth2",
            key=self.sign_in.app.client_id,
            secret=self.sign_in.app.client_secret,
            token=given["access_token"],
            refresh=given.get("refresh_token", ""),
            expires=datetime.now(UTC) + timedelta(seconds=self.sign_in.seconds),
            scopes=scopes,
        )

    def seen(self, name: str) -> list[Seen]:
        return [request for request in self.requests if request.endpoint == name]

    def fault(self, name: str) -> Fault | None:
        waiting = self._faults[name]
        return waiting.popleft() if waiting else None

    def connected(self, connection: socket.socket) -> None:
        self._connections.add(connection)

    def parted(self, connection: socket.socket) -> None:
        self._connections.discard(connection)

    def respond(self, name: str, request: "Request") -> tuple[int, Any, dict[str, str]]:
        """What X would answer. Raises Problem."""
        special = _SPECIAL.get(name)
        if special:
            return special(self, request)
        found = endpoint(request.method, request.path)
        if found is None:
            raise Problem(404, "Sorry, that page does not exist.")
        template, path = found
        security = next(
            row for row in operation(request.method, template)["security"] if "OAuth2UserToken" in row
        )
        user = self.sign_in.user(
            request.method, request.url, request.headers, request.form, security["OAuth2UserToken"]
        )
        try:
            check_request(
                request.method,
                template,
                path,
                parse_qs(request.query, keep_blank_values=True),
                request.json(),
            )
        except Invalid as no:
            kind = "https://api.x.com/2/problems/invalid-request"
            raise Problem(400, str(no), kind, parameter=no.where) from None
        query = dict(parse_qsl(request.query))
        status, body = answer(self.store, name, user, path, query, request.json())
        return status, body, {}


def _request_token(server: XServer, request: Request) -> tuple[int, Any, dict[str, str]]:
    return 200, server.sign_in.request_token(request.url, request.headers), {}


def _authorize_pin(server: XServer, request: Request) -> tuple[int, Any, dict[str, str]]:
    pin = server.sign_in.say_yes_by_pin(dict(parse_qsl(request.query)).get("oauth_token", ""))
    return 200, f"<html><body>Your PIN is <code>{pin}</code></body></html>", {"content-type": "text/html"}


def _access_token(server: XServer, request: Request) -> tuple[int, Any, dict[str, str]]:
    user = server.store.users["1001"]
    given = server.sign_in.access_token(request.url, request.headers, request.form, user.id, user.username)
    return 200, given, {}


def _authorize_code(server: XServer, request: Request) -> tuple[int, Any, dict[str, str]]:
    return 302, "", {"location": server.sign_in.say_yes_by_code(dict(parse_qsl(request.query)), "1001")}


def _token(server: XServer, request: Request) -> tuple[int, Any, dict[str, str]]:
    return 200, server.sign_in.token(dict(parse_qsl(request.form)), request.headers), {}


def _control_faults(server: XServer, request: Request) -> tuple[int, Any, dict[str, str]]:
    told = request.json()
    server.misbehave(told.pop("endpoint"), told.pop("kind"), **told)
    return 200, {"queued": True}, {}


def _control_say(server: XServer, request: Request) -> tuple[int, Any, dict[str, str]]:
    return 200, {"id": server.store.say(**request.json()).id}, {}


def _control_accepted(server: XServer, request: Request) -> tuple[int, Any, dict[str, str]]:
    return (
        200,
        {"accepted": [asdict(post) | {"at": post.at.isoformat()} for post in server.store.accepted]},
        {},
    )


_SPECIAL = {
    "POST /oauth/request_token": _request_token,
    "GET /oauth/authorize": _authorize_pin,
    "POST /oauth/access_token": _access_token,
    "GET /2/oauth2/authorize": _authorize_code,
    "POST /2/oauth2/token": _token,
    "POST /_control/faults": _control_faults,
    "POST /_control/say": _control_say,
    "GET /_control/accepted": _control_accepted,
}


def main() -> None:
    parser = argparse.ArgumentParser(description="A local stand-in for X.")
    parser.add_argument("--port", type=int, default=8080)
    with XServer(parser.parse_args().port) as server:
        token, secret = server.sign_in.give_token("1001")
        app = server.sign_in.app
        print(
            f"X stands in at {server.base_url} for @deptgov (1001). OAuth 1.0a keys: {app.key} {app.secret} {token} {secret}"
        )
        print(f"OAuth 2.0 client id: {app.client_id}. Stop with Ctrl+C.", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
