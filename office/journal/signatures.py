"""Checks many signatures on all cores: the library lets other threads run while it works."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from office.journal.findings import Findings

Signed = tuple[int, bytes, bytes, bytes]
"""seq, public key, signature, what was signed."""
BATCH = 250


class Signatures:
    """A pool that is given batches and never lags far behind."""

    def __init__(self, found: Findings, workers: int | None) -> None:
        self._found, self._workers = found, workers or os.cpu_count() or 1
        self._pool = ThreadPoolExecutor(self._workers, thread_name_prefix="signatures")
        self._pending: deque[Future[list[int]]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=kind is not None)
        if kind is None:
            self._collect(0)

    def add(self, signed: Sequence[Signed]) -> None:
        for start in range(0, len(signed), BATCH):
            self._pending.append(self._pool.submit(_forged, signed[start : start + BATCH]))
        self._collect(8 * self._workers)

    def _collect(self, leave: int) -> None:
        while len(self._pending) > leave:
            for seq in self._pending.popleft().result():
                self._found.add("signature", seq)


def _forged(signed: Sequence[Signed]) -> list[int]:
    """The entries whose signature is not by the key."""
    loaded: dict[bytes, Ed25519PublicKey] = {}
    forged = []
    for seq, public, signature, message in signed:
        try:
            key = loaded.get(public) or loaded.setdefault(public, Ed25519PublicKey.from_public_bytes(public))
            key.verify(signature, message)
        except (InvalidSignature, ValueError, TypeError):
            forged.append(seq)
    return forged
