"""The wire to X: one server and no other, no redirects, no retries, and it can be cut at the deadline.

The caller of the port waits here while a thread of its own does the work. At the deadline the wire is cut: what has
not been sent by then never is, and the connection is shut down under a server that trickles.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
import threading
from collections.abc import Callable
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager

from accounts.platform import Unreachable
from accounts.platforms.x_limits import x_limits

_ANSWER_BYTES = 32_000_000
_TALKATIVE = ("tweepy", "requests_oauthlib", "oauthlib", "urllib3", "requests")


class ForeignHost(Unreachable):
    """A request was about to leave for another server than the account's. Nothing was sent."""


class Cut(Exception):
    """The deadline has passed: nothing more may be sent on this wire."""


class TooMuch(Exception):
    """The answer is bigger than any answer of X."""


class NotDone(Exception):
    """A whole answer that is not a success (anything but 2xx)."""

    def __init__(self, response: requests.Response) -> None:
        super().__init__(response.status_code)
        self.response = response


def checked_base(url: str) -> str:
    """The base address without a slash at its end. Raises ValueError unless it is X's own or loopback."""
    own = x_limits().base
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise ValueError(f"{url!r} is not an address. X's own is {own}.") from None
    if parts.username or parts.password or parts.query or parts.fragment or "\\" in url or "@" in url:
        raise ValueError("The address of X may hold nothing but a host, a port and a path.")
    if is_loopback(host) and parts.scheme in {"http", "https"}:
        return url.rstrip("/")
    if f"{parts.scheme}://{host}" == own and port in {None, 443} and parts.path in {"", "/"}:
        return own
    raise ValueError(
        f"Despatch sends an X account's keys to {own} only, or to this computer itself for a rehearsal; not to {host}."
    )


def is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Wire(requests.Session):
    """A session to one server, for one call of the port. `seconds` tells how long the call still has.

    `told` hears the `Date` header of each answer. `changing` says that the request which is sent next changes
    something at X; `committed`, whether any such request has left this machine.
    """

    def __init__(self, base: str, seconds: Callable[[], float], told: Callable[[str], None]) -> None:
        super().__init__()
        hush()
        self._base = base
        self._seconds = seconds
        self._told = told
        self._lock = threading.Lock()
        self._held: list[socket.socket] = []
        self.over = threading.Event()
        self.changing = False
        self.sent = False
        self.committed = False
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self.adapters.clear()
        self.mount(base, _Adapter(self, base))
        self.mount("", _NoWay())

    def request(self, method: str, url: str, **how: Any) -> requests.Response:  # type: ignore[override]
        """Send it, and read the whole answer. `url` is a path, or begins with the host that tweepy knows."""
        path = url.removeprefix("https://api.twitter.com")
        if not path.startswith("/") or path.startswith("//"):
            raise ForeignHost("Despatch was about to send a request elsewhere than to X. Nothing was sent.")
        self.sent = False
        seconds = self._seconds()
        if self.over.is_set() or seconds <= 0:
            raise Cut
        # Without this, a .netrc file would put its own password in the place of the token.
        how["auth"] = how.get("auth") or _as_it_is
        how.update(allow_redirects=False, stream=True, timeout=seconds)
        response = super().request(method, self._base + path, **how)
        self._told(response.headers.get("Date", ""))
        try:
            content = _whole(response)
        except Exception:
            # A no is a no, even if its reasons broke off on the way.
            if not 400 <= response.status_code < 500:
                raise
            content = b""
        response._content = content  # noqa: SLF001 - requests has no other way to limit what is read
        if not 200 <= response.status_code < 300:
            raise NotDone(response)
        return response

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Nowhere: a redirect is an answer that X does not give."""

    def merge_environment_settings(self, url: Any, *settings: Any) -> Any:
        """Proxies and certificates as this computer is set up; but never a proxy to itself."""
        merged = super().merge_environment_settings(url, *settings)
        if is_loopback(urlsplit(self._base).hostname or ""):
            merged["proxies"] = {}
        return merged

    def hold(self, connected: socket.socket) -> None:
        """Keep a second handle on a connection, by which it can be shut down whatever is on top of it."""
        with self._lock:
            if self.over.is_set():
                raise Cut
            self._held.append(connected.dup())

    def leaving(self) -> None:
        """The next bytes go to X. Raises Cut if they may not any more."""
        with self._lock:
            if self.over.is_set():
                raise Cut
            self.sent = True
            self.committed = self.committed or self.changing

    def cut(self) -> None:
        """Nothing is sent from now on, and `committed` is final."""
        with self._lock:
            self.over.set()
            for held in self._held:
                _shut(held)

    def hang_up(self) -> None:
        """Close idle connections, so that what comes next cannot meet one that X has closed meanwhile."""
        super().close()
        with self._lock:
            while self._held:
                self._held.pop().close()

    def close(self) -> None:
        self.hang_up()


def hush() -> None:
    """These libraries write tokens and whole requests into their logs at DEBUG, so they never reach it."""
    for name in list(logging.root.manager.loggerDict) + list(_TALKATIVE):
        if name.partition(".")[0] not in _TALKATIVE:
            continue
        logger = logging.getLogger(name)
        if logger.level < logging.WARNING and (logger.level or name in _TALKATIVE):
            logger.setLevel(logging.WARNING)
        if _not_chatter not in logger.filters:
            logger.addFilter(_not_chatter)


def _not_chatter(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _whole(response: requests.Response) -> bytes:
    read = bytearray()
    for piece in response.iter_content(65_536):
        read += piece
        if len(read) > _ANSWER_BYTES:
            raise TooMuch
    return bytes(read)


def _shut(held: socket.socket) -> None:
    try:
        held.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


class _NoWay(HTTPAdapter):
    """For every address that is not the account's server."""

    def send(self, *_: Any, **__: Any) -> requests.Response:
        raise ForeignHost("Despatch was about to send a request elsewhere than to X. Nothing was sent.")


class _Adapter(HTTPAdapter):
    """Opens connections that the wire holds, to the account's server only."""

    def __init__(self, wire: Wire, base: str) -> None:
        parts = urlsplit(base)
        self._origin = (parts.scheme, parts.hostname, parts.port)
        self._pools = _pools(wire)
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *sizes: Any, **kinds: Any) -> None:
        super().init_poolmanager(*sizes, **kinds)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **kinds: Any) -> PoolManager:
        manager = super().proxy_manager_for(proxy, **kinds)
        manager.pool_classes_by_scheme = self._pools
        return manager  # type: ignore[no-any-return]

    def send(self, request: requests.PreparedRequest, *how: Any, **more: Any) -> requests.Response:
        parts = urlsplit(str(request.url))
        if (parts.scheme, parts.hostname, parts.port) != self._origin or parts.username is not None:
            raise ForeignHost("Despatch was about to send a request elsewhere than to X. Nothing was sent.")
        return super().send(request, *how, **more)


def _pools(wire: Wire) -> dict[str, type[HTTPConnectionPool]]:
    """Connections that ask the wire before they send. What goes to a proxy to open a tunnel is not sent to X."""

    class Held:
        """Goes before urllib3's own connection."""

        sock: Any
        opening = False

        def _new_conn(self) -> socket.socket:
            connected: socket.socket = super()._new_conn()  # type: ignore[misc]
            try:
                wire.hold(connected)
            except Cut:
                connected.close()
                raise
            return connected

        def connect(self) -> None:
            self.opening = True
            try:
                super().connect()  # type: ignore[misc]
            finally:
                self.opening = False

        def send(self, data: Any) -> None:
            if self.sock is None:
                self.connect()
            if not self.opening:
                wire.leaving()
            super().send(data)  # type: ignore[misc]

    class Plain(Held, HTTPConnection):
        pass

    class Secure(Held, HTTPSConnection):
        pass

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
