"""Small servers below HTTP: one that takes connections and says what it is told to, and one behind TLS."""

import ipaddress
import select
import socket
import ssl
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Listener:
    """Hands each connection to `talk`, one after the other; `heard` is all that came in."""

    def __init__(
        self, talk: Callable[["Listener", socket.socket], None], context: ssl.SSLContext | None = None
    ) -> None:
        self._talk = talk
        self._context = context
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.05)
        self.stopping = threading.Event()
        self.heard = bytearray()
        self.connections = 0
        self._thread = threading.Thread(target=self._serve, name="listener")

    @property
    def port(self) -> int:
        return self._socket.getsockname()[1]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._thread.join()
        self._socket.close()

    def hear(self, connection: socket.socket) -> bytes:
        try:
            data = connection.recv(65_536)
        except OSError:
            data = b""
        self.heard += data
        return data

    def _serve(self) -> None:
        while not self.stopping.is_set():
            try:
                connection, _ = self._socket.accept()
            except TimeoutError:
                continue
            self.connections += 1
            connection.settimeout(5)
            with connection:
                try:
                    if self._context:
                        with self._context.wrap_socket(connection, server_side=True) as secure:
                            self._talk(self, secure)
                    else:
                        self._talk(self, connection)
                except OSError:
                    continue


def silent(listener: Listener, connection: socket.socket) -> None:
    """Takes the connection and never says a word."""
    connection.settimeout(0.05)
    while not listener.stopping.is_set():
        try:
            data = connection.recv(65_536)
        except TimeoutError:
            continue
        listener.heard += data
        if not data:
            return


def tunnel_to(port: int) -> Callable[[Listener, socket.socket], None]:
    """A proxy that leads every tunnel to this port, and keeps what it heard before it was one."""

    def talk(listener: Listener, connection: socket.socket) -> None:
        listener.hear(connection)
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with socket.create_connection(("127.0.0.1", port)) as there:
            both = (connection, there)
            while not listener.stopping.is_set():
                for source in select.select(both, (), (), 0.05)[0]:
                    data = source.recv(65_536)
                    if not data:
                        return
                    (there if source is connection else connection).sendall(data)

    return talk


def own_certificate(folder: Path, host: str = "api.x.com") -> tuple[ssl.SSLContext, Path]:
    """A server's TLS for 127.0.0.1 and a host, and the file that vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    start = datetime.now(UTC) - timedelta(days=1)
    names = [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName(host)]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=7))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "certificate.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = folder / "key.pem"
    plain = serialization.NoEncryption()
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, private)
    return context, pem
