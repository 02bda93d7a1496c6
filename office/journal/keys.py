"""Ed25519 keys: their ids, their fingerprints, checking a signature, and a signer that holds its key in memory."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def key_id(public: bytes) -> str:
    """The first 32 hexadecimal digits (128 bits) of SHA-256 of the raw public key."""
    return hashlib.sha256(public).hexdigest()[:32]


def fingerprint(of: bytes | str) -> str:
    """For reading out, in groups of four: `3f2a 09bc ...`, eight of them.

    Of a public key (bytes): its key id. Of a digest or id in hexadecimal (str), such as a workspace: its first 32 digits.
    """
    digits = key_id(of) if isinstance(of, bytes) else of[:32].lower()
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """False for anything wrong: the signature, the key, a length."""
    try:
        _public_key(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=1024)
def _public_key(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)


class MemorySigner:
    """A Signer whose private key is in this process's memory. It shows it to nobody but `private_bytes`."""

    __slots__ = ("_key", "_public", "actor", "key_id")

    def __init__(self, actor: str, private: bytes) -> None:
        """`private`: the 32 bytes of an Ed25519 seed. Raises ValueError for any other length."""
        self._key = Ed25519PrivateKey.from_private_bytes(private)
        self._public = self._key.public_key().public_bytes_raw()
        self.actor = actor
        self.key_id = key_id(self._public)

    @classmethod
    def generate(cls, actor: str) -> MemorySigner:
        return cls(actor, Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def public(self) -> bytes:
        return self._public

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    def private_bytes(self) -> bytes:
        """For the vault, and for nobody else."""
        return self._key.private_bytes_raw()

    def __repr__(self) -> str:
        return f"<MemorySigner {self.actor} {self.key_id}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a private key is not copied or pickled")
