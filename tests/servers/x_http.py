"""The HTTP of the stand-in for X: reads a request, has it answered, and sends the answer as the fault has it."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from tests.servers.x_description import endpoint
from tests.servers.x_faults import Fault, reset, send
from tests.servers.x_store import Problem


@dataclass(frozen=True)
class Seen:
    """A request as it came in."""

    endpoint: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Request:
    method: str
    base: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> str:
        return urlsplit(self.target).query

    @property
    def url(self) -> str:
        return self.base + self.target

    @property
    def form(self) -> str:
        is_form = self.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
        return self.body.decode() if is_form else ""

    def json(self) -> Any:
        if not self.body:
            return None
        if not self.headers.get("content-type", "").startswith("application/json"):
            raise Problem(400, "The body is not JSON.", "https://api.x.com/2/problems/invalid-request")
        try:
            return json.loads(self.body)
        except ValueError:
            raise Problem(
                400, "The body is not JSON.", "https://api.x.com/2/problems/invalid-request"
            ) from None


class Http(ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is nothing to report."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    x: Any

    def setup(self) -> None:
        super().setup()
        self.x.connected(self.connection)

    def finish(self) -> None:
        self.x.parted(self.connection)
        try:
            super().finish()
        except OSError:
            return

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def _serve(self) -> None:
        path = urlsplit(self.path).path
        found = endpoint(self.command, path)
        name = f"{self.command} {found[0] if found else path}"
        fault = self.x.fault(name)
        if fault and fault.kind == "reset":
            reset(self.connection)
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {key.lower(): value for key, value in self.headers.items()}
        self.x.requests.append(Seen(name, self.path, headers, body))
        request = Request(self.command, f"http://{headers.get('host')}", self.path, headers, body)
        self._send(*self._answered(name, request, fault), fault)

    def _answered(
        self, name: str, request: Request, fault: Fault | None
    ) -> tuple[int, bytes, dict[str, str]]:
        if fault and fault.kind == "answer":
            status, body, headers = fault.status, fault.body, fault.headers
        else:
            try:
                status, body, headers = self.x.respond(name, request)
            except Problem as no:
                status, body, headers = no.status, no.body, {"content-type": "application/problem+json"}
        data = body.encode() if isinstance(body, str) else b"" if body is None else json.dumps(body).encode()
        kind = fault.kind if fault else ""
        if kind == "503-after":
            return (
                503,
                b'{"title": "Service Unavailable", "detail": "Over capacity", "type": "about:blank"}',
                {},
            )
        if kind == "malformed":
            data = data[: len(data) // 2]
        changed = {"not-an-object": b"[]", "no-id": b'{"data": {}}'}.get(kind, data)
        return status, changed, headers

    def _send(self, status: int, body: bytes, headers: dict[str, str], fault: Fault | None) -> None:
        date = format_datetime(self.x.date or datetime.now(UTC), usegmt=True)
        reset_at = int((datetime.now(UTC) + timedelta(minutes=15)).timestamp())
        usual = {
            "date": date,
            "content-type": "application/json; charset=utf-8",
            "content-length": str(len(body)),
        }
        limits = {
            "x-rate-limit-limit": "900",
            "x-rate-limit-remaining": "899",
            "x-rate-limit-reset": str(reset_at),
        }
        lines = [
            f"HTTP/1.1 {status} Answer",
            *(f"{key}: {value}" for key, value in (usual | limits | headers).items()),
        ]
        send(self, ("\r\n".join(lines) + "\r\n\r\n").encode(), body, fault, self.x.stopping)

    do_GET = do_POST = do_DELETE = _serve  # noqa: N815 - the standard library's names
