"""The ways in which the stand-in for X can misbehave when it is told to."""

import socket
import struct
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

KINDS = (
    "lose",  # does what was asked, and closes without an answer
    "reset",  # resets the connection before it has read the body; nothing is done
    "503-after",  # does what was asked, and answers 503
    "slow",  # does what was asked, and answers after `seconds`
    "trickle-headers",  # does what was asked, and answers a byte a second
    "trickle-body",  # the same, from the body on
    "cut",  # does what was asked, and closes in the middle of the answer
    "malformed",  # does what was asked, and answers with half a JSON object
    "not-an-object",  # does what was asked, and answers with a JSON list
    "no-id",  # does what was asked, and answers a success that does not say what
    "answer",  # does nothing, and answers with `status`, `body`, `headers`
)


@dataclass
class Fault:
    kind: str
    status: int = 503
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 30.0
    times: int = 1

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind} is not one of {', '.join(KINDS)}")


def reset(connection: socket.socket) -> None:
    """Close so that the other side sees a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def send(
    handler: BaseHTTPRequestHandler, head: bytes, body: bytes, fault: Fault | None, stopping: threading.Event
) -> None:
    """The answer, as the fault has it."""
    kind = fault.kind if fault else ""
    if kind == "slow":
        stopping.wait(fault.seconds)
    if kind == "lose":
        handler.close_connection = True
        return
    if kind == "cut":
        handler.wfile.write(head + body[: len(body) // 2])
        handler.close_connection = True
        return
    if kind == "trickle-headers":
        _trickle(handler, head + body, stopping)
        return
    if kind == "trickle-body":
        handler.wfile.write(head)
        _trickle(handler, body, stopping)
        return
    handler.wfile.write(head + body)


def _trickle(handler: BaseHTTPRequestHandler, data: bytes, stopping: threading.Event) -> None:
    for byte in data:
        if stopping.wait(0.2):
            break
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
    handler.close_connection = True
