"""The page on this computer to which X sends the browser back; it listens on loopback only, for one sign-in."""

from __future__ import annotations

import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from accounts.platform import Rejected

_HOST = "127.0.0.1"
_BEAT = 0.2
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Despatch</title>
<body style="font-family: sans-serif; margin: 4em"><h1>{title}</h1><p>{text}</p></body></html>"""
_DONE = _PAGE.format(
    title="Thank you", text="Despatch has X's answer. You can close this page and go back to Despatch."
)
_WRONG = _PAGE.format(
    title="This page is not expected",
    text="It does not belong to the sign-in that is going on in Despatch. Nothing was done.",
)


class CallbackPage:
    """Listens from the moment it is made (OSError if the port is taken; 0 takes any free one) until it is closed."""

    def __init__(self, port: int, state: str) -> None:
        self._state = state
        self._over = threading.Event()
        self._answers: list[tuple[str, str]] = []
        handler = type("_Handler", (_Handler,), {"page": self})
        self._http = _Server((_HOST, port), handler)
        self._http.timeout = _BEAT

    @property
    def address(self) -> str:
        return f"http://{_HOST}:{self._http.server_address[1]}/callback"

    def code(self, seconds: float) -> str:
        """The code that X gave to the browser. Raises Rejected when the answer was no, or none came in time."""
        end = time.monotonic() + seconds
        while not self._answers and not self._over.is_set() and time.monotonic() < end:
            self._http.handle_request()
        if self._over.is_set():
            raise Rejected("The sign-in was called off. The account is not connected.")
        if not self._answers:
            raise Rejected("Nobody answered on X's page in time. The account is not connected: start again.")
        code, error = self._answers[0]
        if error or not code:
            raise Rejected("X was told not to let Despatch in, or would not. The account is not connected.")
        return code

    def cancel(self) -> None:
        self._over.set()

    def close(self) -> None:
        self._over.set()
        self._http.server_close()

    def answered(self, target: str, host: str) -> bool:
        """Whether this is the answer that is waited for. Anything else on this computer may knock; it is ignored."""
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path != "/callback" or host != f"{_HOST}:{self._http.server_address[1]}":
            return False
        if not secrets.compare_digest(query.get("state", "").encode(), self._state.encode()):
            return False
        self._answers.append((query.get("code", ""), query.get("error", "")))
        return True


class _Server(ThreadingHTTPServer):
    # A browser opens connections ahead of time and sends nothing on them: those must not hold up the one that counts.
    daemon_threads = True
    allow_reuse_address = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away is nothing to report."""


class _Handler(BaseHTTPRequestHandler):
    timeout = 1.0
    page: CallbackPage

    def log_message(self, *_: Any) -> None:
        """The address holds the code: it goes into no log."""

    def do_GET(self) -> None:
        expected = self.page.answered(self.path, self.headers.get("Host", ""))
        body = (_DONE if expected else _WRONG).encode()
        self.send_response(200 if expected else 404)
        for name, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
            ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
            ("Connection", "close"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
