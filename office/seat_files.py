"""A seat's folder: who I am, which workspace I have pinned, what was received and what I answered.

    seat.json  join.despatch  welcome.despatch
    received/<request>.json     requests that wait, without their pictures
    answered/<request>.json     those that are answered or closed; <request>.despatch is my answer, as it was sent
    pauses/                     pauses that I signed
    seen/<post>.json            what I last answered about, to show what has changed since
    media/  kept-aside/

Everything is written aside and renamed in, 0600 in folders of 0700. Nothing here is called after anything in a file.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from office.journal.files import put_in_place, sync_folder, write_private, write_whole
from office.journal.port import JournalFault
from office.letters import plain

FORMAT = 1


class SeatFault(JournalFault):
    """The seat's folder is missing, damaged, or from a newer Despatch. The message is a sentence."""


@dataclass(frozen=True)
class Card:
    """Who I am, and what an administrator has told me. `person` and `workspace` are empty until I am welcomed."""

    name: str
    email: str
    key: str
    public: str
    person: str = ""
    workspace: str = ""
    department: str = ""
    entry: int = 0
    roster: tuple[Mapping[str, Any], ...] = ()


class SeatFiles:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, card: Card, join: bytes) -> None:
        """Raises SeatFault when there is a seat already."""
        if (self.folder / "seat.json").exists():
            raise SeatFault(f"There is a seat in {self.folder} already. Open it instead.")
        for name in ("", "received", "answered", "pauses", "seen", "kept-aside"):
            (self.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(self.folder / "join.despatch", join)
        self.put_card(card)

    def card(self) -> Card:
        try:
            found = json.loads((self.folder / "seat.json").read_text("utf-8"))
            if found.pop("seat") > FORMAT:
                raise SeatFault(
                    "This seat was made by a newer Despatch. Start that one, or bring this one up to date."
                )
            return Card(**{**found, "roster": tuple(found["roster"])})
        except OSError as error:
            raise SeatFault(
                f"There is no seat in {self.folder}, or it cannot be read: {error.strerror}."
            ) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SeatFault(
                f"The seat in {self.folder} is damaged. Join again; an administrator can enrol a new key."
            ) from error

    def put_card(self, card: Card) -> None:
        write_whole(self.folder / "seat.json", json.dumps({"seat": FORMAT, **asdict(card)}).encode())

    def whole(self, name: str) -> bytes | None:
        """`join` or `welcome`, as sent or received."""
        try:
            return (self.folder / f"{name}.despatch").read_bytes()
        except FileNotFoundError:
            return None

    def put_whole(self, name: str, data: bytes) -> None:
        write_whole(self.folder / f"{name}.despatch", data)

    def put_request(self, request: str, document: Mapping[str, Any]) -> None:
        """It waits; also one that waited no more, when it is asked again for a later stage."""
        write_whole(self._received(request), json.dumps(document).encode())
        self._done(request).unlink(missing_ok=True)

    def waiting(self) -> Iterator[dict[str, Any]]:
        """Requests neither answered nor closed."""
        for path in sorted((self.folder / "received").glob("*.json")):
            if not self.answer_path(path.stem).exists():
                document = _read(path)
                if document is not None:
                    yield document

    def request(self, request: str) -> dict[str, Any] | None:
        """Wherever it is now."""
        return _read(self._received(request)) or _read(self._done(request))

    def is_answered(self, request: str) -> bool:
        return self.answer_path(request).exists()

    def answer_path(self, request: str) -> Path:
        return self.folder / "answered" / f"{plain(request)}.despatch"

    def put_answer(self, request: str, data: bytes) -> bool:
        """Keep my answer, once: False when there is one already, whoever wrote it in the meantime."""
        aside = self.folder / "answered" / f".{plain(request)}.{secrets.token_hex(4)}.new"
        write_private(aside, data)
        try:
            put_in_place(aside, self.answer_path(request), replace=False)
        except FileExistsError:
            return False
        finally:
            aside.unlink(missing_ok=True)
        return True

    def finish(self, request: str, why: str = "", at: str = "") -> None:
        """It waits no more: answered, or closed by the workspace because of `why`, which may come before the request."""
        told = {"closed": why, "closed_at": at}
        write_whole(self._done(request), json.dumps({**(self.request(request) or {}), **told}).encode())
        self._received(request).unlink(missing_ok=True)
        sync_folder(self._received(request).parent)

    def answers(self) -> Iterator[tuple[str, bytes, str]]:
        """(request, my answer, why it was closed; "" while the workspace has not told)."""
        for path in sorted((self.folder / "answered").glob("*.despatch")):
            document = _read(path.with_suffix(".json")) or {}
            yield path.stem, path.read_bytes(), document.get("closed", "")

    def put_pause(self, name: str, data: bytes) -> None:
        write_whole(self.folder / "pauses" / f"{plain(name)}.despatch", data)

    def pauses(self) -> Iterator[tuple[str, bytes]]:
        for path in sorted((self.folder / "pauses").glob("*.despatch")):
            yield path.stem, path.read_bytes()

    def seen(self, post: str) -> dict[str, Any] | None:
        return _read(self.folder / "seen" / f"{plain(post)}.json")

    def put_seen(self, post: str, document: Mapping[str, Any]) -> None:
        write_whole(self.folder / "seen" / f"{plain(post)}.json", json.dumps(document).encode())

    def _received(self, request: str) -> Path:
        return self.folder / "received" / f"{plain(request)}.json"

    def _done(self, request: str) -> Path:
        return self.folder / "answered" / f"{plain(request)}.json"


def _read(path: Path) -> dict[str, Any] | None:
    try:
        document = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return document if isinstance(document, dict) else None
