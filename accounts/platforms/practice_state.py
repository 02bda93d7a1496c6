"""The practice platform's memory: one JSON file per account, whole at every moment, one writer at a time."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from accounts.lock import machine_lock
from accounts.platform import Unreachable

State = dict[str, Any]
PATIENCE = 10.0


class StateFile:
    """`changing` gives the state and keeps what was changed; several threads and processes take turns."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextmanager
    def changing(self) -> Iterator[State]:
        """Empty at first. Nothing is kept when the block raises. Raises Unreachable where the disk says no."""
        try:
            with machine_lock(self._path.with_suffix(".lock"), PATIENCE):
                state = self._load()
                before = json.dumps(state)
                yield state
                if json.dumps(state) != before:
                    self._save(state)
        except TimeoutError:
            raise Unreachable(
                "The practice platform is busy with another Despatch. Nothing was sent."
            ) from None
        except OSError as no:
            raise Unreachable(f"The practice platform cannot be reached: {no.strerror}.") from no

    def _load(self) -> State:
        try:
            state: State = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError:
            raise Unreachable(
                f"The practice platform's file {self._path} is damaged. Delete it to begin again."
            ) from None
        return state

    def _save(self, state: State) -> None:
        aside = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}.new")
        try:
            handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(state, file, ensure_ascii=True)
                file.flush()
                os.fsync(file.fileno())
            os.replace(aside, self._path)  # noqa: PTH105 - atomic on every system, and the same words as elsewhere
        finally:
            aside.unlink(missing_ok=True)
