"""A verifier written from docs/record-format.md alone. It shares no code with Despatch, so that neither can be wrong alone.

`python independent.py record.db [seal ...]`: prints what is wrong, exits 1 if anything is.
"""

import base64
import hashlib
import json
import re
import sqlite3
import sys
from datetime import datetime, timezone

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ERASABLE = {"account.contact-named", "mention.noted", "person.named"}
NAME = re.compile(r"[!#-\[\]-~]{1,200}\Z")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z\Z")


def canonical_array(values):
    """RFC 8785 of an array of text and integers."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def signed_by(public, signature, message):
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def time_text(iso):
    return datetime.fromisoformat(iso).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")  # noqa: UP017


class Verifier:
    def __init__(self):
        self.wrong = []
        self.keys = {}  # id -> (public, owner)
        self.revoked = {}  # id -> (seq, since)
        self.left = {}  # owner -> seq
        self.versions = {}
        self.gone = {}  # seq -> kind
        self.digests = {0: bytes(32)}
        self.signed = []  # (seq, key id, at)
        self.workspace = ""

    def say(self, seq, what):
        self.wrong.append((seq, what))

    def record(self, path):
        conn = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        rows = conn.execute(
            "SELECT e.*, b.nonce, CAST(b.json AS BLOB) FROM entry e NOT INDEXED LEFT JOIN body b ON b.seq = e.seq ORDER BY e.seq"
        )
        last = 0
        for row in rows:
            if row[0] != last + 1:
                self.say(row[0], "seq does not continue")
            self.entry(last, row)
            last = row[0]
        for seq in self.gone:
            self.say(seq, "the body is gone")
        for seq, key, at in self.signed:
            if key in self.revoked and at >= self.revoked[key][1] and seq != self.revoked[key][0]:
                self.say(seq, "signed after the key was lost")
        for (seq,) in conn.execute("SELECT seq FROM body WHERE seq NOT IN (SELECT seq FROM entry)"):
            self.say(seq, "a body without an entry")
        conn.close()

    def entry(self, last, row):
        (
            seq,
            stream,
            version,
            kind,
            kind_version,
            at,
            actor,
            device,
            body_digest,
            previous,
            digest,
            signature,
        ) = row[:12]
        nonce, text = row[12:]
        if previous != self.digests[last]:
            self.say(seq, "does not follow the last")
        self.digests[seq] = digest
        front = [1, self.workspace, seq, stream, version, kind, kind_version, at, actor, device]
        if hashlib.sha256(canonical_array([*front, body_digest.hex(), previous.hex()])).digest() != digest:
            self.say(seq, "altered")
        if seq == 1:
            self.workspace = digest.hex()
        if not all(NAME.match(name) for name in (stream, kind, actor, device)) or not TIME.match(at):
            self.say(seq, "a name or time of another form")
        if version != self.versions.get(stream, 0) + 1:
            self.say(seq, "not the next of its stream")
        self.versions[stream] = version
        body = None
        if text is None:
            self.gone[seq] = kind
        elif hashlib.sha256(nonce + text).digest() != body_digest:
            self.say(seq, "the body is altered")
        else:
            body = json.loads(text)
        if seq == 1 and body is not None:
            self.learn(seq, stream, kind, body)
        self.signer(seq, actor, device, at, digest, signature)
        if seq > 1 and body is not None:
            self.learn(seq, stream, kind, body)

    def signer(self, seq, actor, device, at, digest, signature):
        if device not in self.keys:
            self.say(seq, "the key is not enrolled")
            return
        public, owner = self.keys[device]
        if owner != bare(actor):
            self.say(seq, "somebody else's key")
        if device in self.revoked:
            self.say(seq, "the key was revoked")
        else:
            self.signed.append((seq, device, at))
        if owner in self.left:
            self.say(seq, "the person had left")
        if not signed_by(public, signature, digest):
            self.say(seq, "the signature is forged")

    def learn(self, seq, stream, kind, body):
        if kind == "workspace.founded":
            self.enrol(seq, bare(body["founder"]), body["key"])
            self.enrol(seq, bare(body["device"]["id"]), body["device"]["key"])
        elif kind == "person.enrolled":
            self.left.pop(bare(stream), None)
            for key in body["keys"]:
                self.enrol(seq, bare(stream), key)
        elif kind in {"key.added", "device.enrolled"}:
            self.enrol(seq, bare(stream), body["key"])
        elif kind == "key.revoked":
            first, since = self.revoked.get(body["key"], (seq, "~"))
            self.revoked[body["key"]] = (first, min(since, time_text(body["since"])))
        elif kind == "person.left":
            self.left[bare(stream)] = seq
        elif kind == "record.erased" and self.gone.pop(body["seq"], None) not in ERASABLE:
            self.say(seq, "an erasure that is none")

    def enrol(self, seq, owner, key):
        public = base64.b64decode(key["public"], validate=True)
        if hashlib.sha256(public).hexdigest()[:32] != key["id"]:
            self.say(seq, "a key id that is not its own")
        elif self.keys.setdefault(key["id"], (public, owner))[1] != owner:
            self.say(seq, "a key that is somebody else's")

    def seal(self, text):
        seal = json.loads(text)
        public = base64.b64decode(seal["public"])
        message = [
            "despatch-seal",
            1,
            seal["workspace"],
            seal["seq"],
            seal["digest"],
            seal["at"],
            seal["key"],
        ]
        since = self.revoked.get(seal["key"], (0, "~"))[1]
        if seal["workspace"] != self.workspace:
            self.say(seal["seq"], "a seal of another workspace")
        elif self.keys.get(seal["key"], (b"",))[0] != public or seal["at"] >= since:
            self.say(seal["seq"], "a seal by a key that does not count")
        elif not signed_by(public, base64.b64decode(seal["signature"]), canonical_array(message)):
            self.say(seal["seq"], "a forged seal")
        elif seal["seq"] not in self.digests:
            self.say(seal["seq"], "cut off")
        elif self.digests[seal["seq"]].hex() != seal["digest"]:
            self.say(seal["seq"], "rewritten")


def bare(name):
    return name.removeprefix("person-").removeprefix("device-")


def verify(path, seals=()):
    verifier = Verifier()
    verifier.record(path)
    for text in seals:
        verifier.seal(text)
    return sorted(verifier.wrong)


if __name__ == "__main__":
    from pathlib import Path

    wrong = verify(sys.argv[1], [Path(seal).read_text() for seal in sys.argv[2:]])
    print(*(f"Entry {seq}: {what}" for seq, what in wrong), sep="\n")
    sys.exit(bool(wrong))
