"""A process of its own that appends and says what it was told is on disk. Run as a script by the tests.

`hand.py FOLDER NAME COUNT`: COUNT appends (0: until it is killed), each on a stream of its own and on a shared one.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from office.journal.keys import MemorySigner
from office.journal.port import Busy, Conflict, Event
from office.journal.sqlite import SqliteJournal
from tests.journal.desk import counting, tallying


def main(folder: str, name: str, count: int) -> None:
    ann = MemorySigner("ann", b"a" * 32)
    done = 0
    with SqliteJournal(folder, [counting(), tallying()]) as journal:
        while not count or done < count:
            version = len(journal.stream("shared")) if count else 0
            events = [
                Event(f"post-{name}", "post.drafted", {"text": f"{name} {done} " + "x" * 200}),
                Event("shared", "shared.said", {"name": name, "n": done}),
            ]
            reads = {"shared": version} if count else {}
            try:
                entries = journal.append(events, reads=reads, at=datetime.now(UTC), signer=ann)
            except (Busy, Conflict):
                continue
            done += 1
            print(entries[-1].seq, entries[-1].digest.hex(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
