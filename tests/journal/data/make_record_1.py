"""Made record-1.sqlite3, once, with the Despatch that first wrote format 1. It is kept as it was made."""

import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from office.journal import backup, seals
from office.journal.erasure import erase
from office.journal.keys import MemorySigner
from office.journal.port import Event
from office.journal.sqlite import SqliteJournal
from tests.journal.desk import NOON, append, founded, key, minutes

ann, ben, desk = (MemorySigner(name, name[:1].encode() * 32) for name in ("ann", "ben", "desk"))
laptop, server = MemorySigner("ben", b"l" * 32), MemorySigner("server", b"s" * 32)


def main(folder: Path) -> None:
    with SqliteJournal(folder / "made", create=True) as journal:
        append(journal, ann, founded(ann, desk))
        enrolled = {"roles": ["line-manager"], "keys": [key(ben)], "by": "ann"}
        append(journal, ann, Event("person-ben", "person.enrolled", enrolled), at=minutes(1))
        append(
            journal,
            ann,
            Event("person-ben", "person.named", {"name": "Ben", "email": "ben@example.gov.uk"}),
            at=minutes(1),
        )
        append(journal, ben, Event("person-ben", "key.added", {"key": key(laptop)}), at=minutes(2))
        append(
            journal,
            ann,
            Event("device-server", "device.enrolled", {"device": "server", "key": key(server), "by": "ann"}),
        )
        append(
            journal,
            laptop,
            Event("post-1", "post.drafted", {"text": "Dŵr £5\n“Bin day” 👩🏽‍🚒", "n": -1}),
            at=minutes(3),
        )
        append(
            journal,
            server,
            Event("post-1", "post.noted", {"list": [1, None, True, {"é": "", "e": []}]}),
            at=minutes(4),
        )
        lost = {"key": laptop.key_id, "since": (NOON + timedelta(minutes=5)).isoformat(), "reason": "lost"}
        append(journal, ann, Event("person-ben", "key.revoked", lost), at=minutes(6))
        erase(journal, 3, "asked by the person", at=minutes(7), signer=ann)
        append(journal, ann, Event("person-ben", "person.left", {}), at=minutes(8))
        journal.local.scratch_set("draft:1", {"text": "half"})
        seal = seals.make(journal, at=minutes(9), signer=desk)
        kept = backup.make(journal.path, folder, at=NOON)
    kept.rename(folder / "record-1.sqlite3")
    (folder / "record-1.despatch-seal").write_text(seal.text())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
