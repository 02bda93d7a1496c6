"""Two whole Despatches in two homes, which know each other only through an exchange folder, without a window."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parents[2]
PATIENCE = 60.0


class Program:
    """One of the two, in a process of its own."""

    def __init__(self, role: str, home: Path, exchange: Path) -> None:
        home.mkdir(exist_ok=True)
        self._lines: queue.Queue[dict[str, Any]] = queue.Queue()
        self.heard: list[dict[str, Any]] = []
        self._passed: list[dict[str, Any]] = []
        command = [sys.executable, "-m", "tests.journeys.two_desks", role, str(exchange)]
        self.process = subprocess.Popen(
            command, cwd=HERE, env={**os.environ, "HOME": str(home)}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self.hear("started")

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(json.loads(line))

    def hear(self, said: str, **facts: object) -> dict[str, Any]:
        """Wait until it says so, or has said so since it was last listened to."""
        end = time.monotonic() + PATIENCE
        while True:
            for line in self._passed:
                if line["said"] == said and facts.items() <= line.items():
                    self._passed.remove(line)
                    return line
            self._passed.append(self._lines.get(timeout=max(0.01, end - time.monotonic())))
            self.heard.append(self._passed[-1])

    def tell(self, command: str, said: str) -> dict[str, Any]:
        assert self.process.stdin
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        self._passed = [line for line in self._passed if line["said"] != said]
        return self.hear(said)

    def until(self, command: str, said: str, **facts: object) -> dict[str, Any]:
        """Ask again and again until the answer is this."""
        end = time.monotonic() + PATIENCE
        while True:
            answer = self.tell(command, said)
            if facts.items() <= answer.items():
                return answer
            assert time.monotonic() < end, answer
            time.sleep(0.05)

    def end(self) -> None:
        if self.process.poll() is None:
            self.tell("end", "ended")
        self._gone()

    def kill(self) -> None:
        self.process.kill()
        self._gone()

    def _gone(self) -> None:
        self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe
            pipe.close()

    @property
    def notices(self) -> list[str]:
        return [line["code"] for line in self.heard if line["said"] == "notice"]


class Two:
    def __init__(self, folder: Path) -> None:
        self.folder, self.exchange = folder, folder / "share"
        self.exchange.mkdir()
        self.desk, self.seat = self.start("desk"), self.start("seat")

    def start(self, role: str) -> Program:
        return Program(role, self.folder / f"home of {role}", self.exchange)

    def join(self) -> None:
        """The seat asks to join; the fingerprints are read out both ways; it is enrolled and accepts."""
        read_out = self.seat.tell("fingerprint", "fingerprint")["mine"]
        self.desk.hear("received", kind="join")
        assert self.desk.tell("enrol", "enrolled")["fingerprint"] == read_out
        self.seat.hear("received", kind="welcome")
        seen = self.seat.tell("welcome", "welcome")
        told = self.desk.tell("fingerprints", "fingerprints")
        assert {**seen, "said": ""} == {**told, "said": ""}
        assert self.seat.tell("accept", "accepted")["department"] == "Department for Tests"

    def end(self) -> None:
        for program in (self.desk, self.seat):
            if program.process.poll() is None:
                program.end()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    made = Two(tmp_path)
    try:
        yield made
    finally:
        made.end()


def test_a_line_manager_on_another_computer_joins_sees_approves_and_pauses(two: Two):
    two.join()
    request = two.desk.tell("ask Bin day is Tuesday.", "asked")["request"]
    shown = two.seat.until("requests", "requests", ids=[request])
    assert (shown["texts"], shown["refusals"]) == (["Bin day is Tuesday."], [0])
    two.seat.tell(f"yes {request}", "answered")
    two.desk.hear("received", kind="approval", verdict="yes")
    assert two.desk.tell("state", "state")["deliveries"] == ["approved"]
    two.seat.hear("received", kind="closed", why="recorded")

    second = two.desk.tell("ask Bin day is Wednesday.", "asked")["request"]
    two.seat.until("requests", "requests", ids=[second])
    two.seat.tell(f"changes {second}", "answered")
    two.desk.hear("received", kind="approval", verdict="changes")
    two.seat.tell("pause", "signed")
    two.desk.hear("received", kind="pause")
    state = two.desk.tell("state", "state")
    assert (state["deliveries"], state["paused"]) == (["approved", "draft"], True)
    assert (two.desk.notices, two.seat.notices) == ([], [])


def test_the_share_goes_away_both_are_killed_and_nothing_is_lost_or_done_twice(two: Two):
    two.join()
    away = two.exchange.with_name("unplugged")
    two.exchange.rename(away)
    request = two.desk.tell("ask Bin day is Tuesday.", "asked")["request"]
    two.desk.hear("notice", code="exchange.away")
    two.desk.kill()
    away.rename(two.exchange)
    two.desk = two.start("desk")
    two.seat.until("requests", "requests", ids=[request])
    two.exchange.rename(away)
    two.seat.tell(f"yes {request}", "answered")
    two.seat.kill()
    away.rename(two.exchange)
    two.seat = two.start("seat")
    two.desk.hear("received", kind="approval", verdict="yes")
    two.desk.kill()
    two.desk = two.start("desk")
    two.seat.kill()
    two.seat = two.start("seat")
    time.sleep(0.5)
    state = two.desk.tell("state", "state")
    assert state["deliveries"] == ["approved"]
    assert state["kinds"].count("delivery.approved") == 1
    assert "file.refused" not in state["kinds"]


def test_bad_files_on_the_share_are_kept_aside_and_hold_up_nobody(two: Two):
    two.join()
    request = two.desk.tell("ask Bin day is Tuesday.", "asked")["request"]
    two.seat.until("requests", "requests", ids=[request])
    (workspace,) = (p for p in two.exchange.iterdir() if len(p.name) == 16)
    inbox = workspace / "to-workspace"
    inbox.mkdir(exist_ok=True)
    (inbox / "stranger.despatch").write_bytes(b"not ours")
    (asked,) = workspace.glob("to-*/request-*.despatch")
    (inbox / "wrong way.despatch").write_bytes(asked.read_bytes())
    forged = asked.read_bytes().replace(b"Tuesday", b"Saturday")
    (asked.parent / "request-forged.despatch").write_bytes(forged)
    (asked.parent / "request (conflicted copy).despatch").write_bytes(asked.read_bytes())
    two.seat.hear("notice", code="file.forged")
    two.desk.hear("notice", code="file.not-ours")
    two.desk.until("state", "state")
    two.seat.tell(f"yes {request}", "answered")
    two.desk.hear("received", kind="approval")
    answered = next(inbox.glob("answer-*.despatch")).read_bytes()
    (inbox / "answer again.despatch").write_bytes(answered.replace(b'"media":{}', b'"media": {}'))
    (inbox / "half.despatch").write_bytes(answered[:-40])
    two.desk.hear("notice", code="file.not-whole")
    state = two.desk.tell("state", "state")
    assert state["kinds"].count("delivery.approved") == 1
    assert sorted(two.desk.notices) == ["file.not-for-you", "file.not-ours", "file.not-whole"]
    assert two.seat.notices == ["file.forged"]
    kept = two.folder / "home of desk" / "workspace" / "kept-aside"
    assert len(list(kept.glob("*.kept"))) == 3
