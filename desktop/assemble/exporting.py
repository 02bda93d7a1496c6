"""An extract of the whole record: lines of JSON that anybody can read and check, a seal, and how to check them."""

from __future__ import annotations

import base64
import json
from contextlib import closing
from pathlib import Path

from desktop.assemble.house import House
from office import sealing
from office.journal import seals
from office.journal.files import write_whole

README = """An extract of a Despatch record.

entries.jsonl  one entry a line, as docs/record-format.md describes; lawfully erased bodies are null
*.despatch-seal  a signed copy of the record's head, made just before
media/ is not in this extract; pictures are named by the SHA-256 of their bytes.

Check it with Despatch on the workspace:  despatch verify FOLDER --with-seal FILE
"""
_SQL = "SELECT e.*, b.nonce, b.json FROM entry e LEFT JOIN body b ON b.seq = e.seq WHERE e.seq > ? ORDER BY e.seq LIMIT 1000"


def export(house: House, parent: Path) -> Path:
    """A new folder in `parent`. Seals first, so that the extract cannot be cut unseen. Raises JournalFault, OSError."""
    with closing(house.record()) as record:
        seal = sealing.seal(record.desk)
        folder = parent / f"record-{seal.seq:09}"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lines, after = [], 0
        while rows := record.journal.query(_SQL, (after,)):
            lines += [_line(dict(row)) for row in rows]
            after = rows[-1]["seq"]
    seals.write(seal, folder)
    write_whole(folder / "entries.jsonl", ("\n".join(lines) + "\n").encode())
    write_whole(folder / "README.txt", README.encode())
    return folder


def _line(row: dict[str, object]) -> str:
    """Bytes as base64; everything else as it is stored."""
    shown = {k: base64.b64encode(v).decode() if isinstance(v, bytes) else v for k, v in row.items()}
    return json.dumps(shown, ensure_ascii=False)
