"""Several processes append at once, and are killed: the record is one whole chain, and what was acknowledged is in it."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from office.journal.sqlite import SqliteJournal
from office.journal.verify import verify
from tests.journal.desk import counting, tallying

HAND = Path(__file__).with_name("hand.py")
KILLS = 24


Start = Callable[[str, int], subprocess.Popen[str]]


@pytest.fixture
def start(folder: Path) -> Iterator[Start]:
    """Processes that append; none of them outlives its test."""
    started: list[subprocess.Popen[str]] = []

    def start(name: str, count: int) -> subprocess.Popen[str]:
        command = [sys.executable, str(HAND), str(folder), name, str(count)]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for hand in started:
        if hand.poll() is None:
            hand.kill()
        hand.wait()
        assert hand.stdout is not None
        hand.stdout.close()


def finished(hand: subprocess.Popen[str], already: str = "") -> list[tuple[int, str]]:
    """What it said was on disk. Whole lines only: a killed process may have been cut off in the middle of one."""
    with hand:
        assert hand.stdout is not None
        lines = (already + hand.stdout.read()).split("\n")[:-1]
    return [(int(seq), digest) for seq, digest in (line.split() for line in lines)]


def test_four_processes_make_one_whole_chain_and_every_decision_saw_the_last(
    journal: SqliteJournal, folder: Path, start: Start
) -> None:
    count, hands = 50, [start(name, 50) for name in ("a", "b", "c", "d")]
    said = [line for hand in hands for line in finished(hand)]
    assert [hand.returncode for hand in hands] == [0, 0, 0, 0]
    report = verify(folder)
    assert report.whole, report.lines()
    assert report.entries == 1 + 2 * 4 * count
    assert {entry.seq: entry.digest.hex() for entry in journal.entries()}.items() >= set(said)
    assert len(set(said)) == 4 * count
    assert [e.version for e in journal.stream("shared")] == list(range(1, 4 * count + 1))
    with SqliteJournal(folder, [counting(), tallying()]) as opened:
        assert opened.query("SELECT n FROM tally")[0]["n"] == report.entries
        assert [row["stream"] for row in opened.query("SELECT stream FROM post ORDER BY stream")] == [
            "post-a", "post-b", "post-c", "post-d",
        ]  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in another way")
def test_killed_at_any_moment_the_chain_is_whole_and_what_was_acknowledged_is_there(
    journal: SqliteJournal, folder: Path, start: Start
) -> None:
    chance = random.Random(20261124)
    said: dict[int, str] = {}
    partners = [start(f"life-{n}", 0) for n in range(2)]
    for n in range(2, KILLS + 2):
        hand = partners.pop(0)
        partners.append(start(f"life-{n}", 0))
        assert hand.stdout is not None
        first = hand.stdout.readline()
        time.sleep(chance.random() * 0.05)
        hand.kill()
        said |= dict(finished(hand, first))
        if n % 6 == 0:
            assert verify(folder, signatures=False).whole
    for hand in partners:
        hand.kill()
        said |= dict(finished(hand))
    report = verify(folder)
    assert report.whole, report.lines()
    assert len(said) > KILLS
    there = {entry.seq: entry.digest.hex() for entry in journal.entries()}
    assert there.items() >= said.items()
    with SqliteJournal(folder, [counting(), tallying()]) as opened:
        assert opened.query("SELECT n FROM tally")[0]["n"] == report.entries
        drafted = {e.stream for e in opened.entries() if e.kind == "post.drafted"}
        assert {row["stream"] for row in opened.query("SELECT stream FROM post")} == drafted
        # Both entries of an append, or neither.
        kinds = [e.kind for e in opened.entries(after=1)]
        assert kinds == ["post.drafted", "shared.said"] * (len(kinds) // 2)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in another way")
def test_killed_while_reading_again_the_next_one_goes_on(
    journal: SqliteJournal, folder: Path, start: Start
) -> None:
    finished(start("a", 120))
    script = (
        "import sys, os, signal; sys.path.insert(0, sys.argv[2])\n"
        "from office.journal import replay; from office.journal.sqlite import SqliteJournal\n"
        "from tests.journal.desk import tallying\n"
        "replay.BATCH = 50\n"
        "SqliteJournal(sys.argv[1], [tallying(shape=2)], progress=lambda done, total: os.kill(os.getpid(), signal.SIGKILL))\n"
    )
    for _ in range(3):
        died = subprocess.run([sys.executable, "-c", script, str(folder), str(HAND.parents[2])], check=False)
        assert died.returncode == -9
    with SqliteJournal(folder, [tallying(shape=2)]) as opened:
        assert opened.query("SELECT n FROM tally")[0]["n"] == 241
        (kept,) = opened.query("SELECT shape, seq FROM projection WHERE name = 'tally'")
        assert tuple(kept) == (2, 241)


def test_several_processes_reshape_at_once_and_share_the_work(
    journal: SqliteJournal, folder: Path, start: Start
) -> None:
    finished(start("a", 100))
    script = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from office.journal import replay; from office.journal.sqlite import SqliteJournal\n"
        "from tests.journal.desk import counting, tallying\n"
        "replay.BATCH = 7\n"
        "with SqliteJournal(sys.argv[1], [counting(shape=2), tallying(shape=2)]) as journal:\n"
        "    (row,) = journal.query('SELECT n FROM tally')\n"
        "    assert row['n'] == 201, row['n']\n"
    )
    command = [sys.executable, "-c", script, str(folder), str(HAND.parents[2])]
    opened = [subprocess.Popen(command) for _ in range(4)]
    assert [process.wait(timeout=60) for process in opened] == [0, 0, 0, 0]
    (kept,) = {tuple(row) for row in journal.query("SELECT shape, seq FROM projection")}
    assert kept == (2, 201)
