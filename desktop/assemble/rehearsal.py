"""The rehearsal: a department that does not exist, throw-away keys, citizens who mention and answer, a clock to move.

It begins afresh each time: its keys are in memory only, so yesterday's people could not sign today.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from accounts.vault import MemoryVault
from desktop import places
from desktop.assemble.house import House, Record, Signatories
from office import accounts, people, posts, templates, workspace
from office.contents import Words
from office.desk import new_id
from office.journal.keys import MemorySigner
from office.journal.projections import SCREENS
from office.journal.sqlite import SqliteJournal
from office.packs import RESOURCES
from scheduler.now import RehearsalNow

KEPT = 3
"""Earlier rehearsals that are left on disk, for whoever wants to look at one again."""


def script() -> Mapping[str, Any]:
    return tomllib.loads((RESOURCES / "rehearsal" / "department.toml").read_text(encoding="utf-8"))


def begin(folder: Path, now: RehearsalNow) -> House:
    """Found the department in `folder` (new), enrol its people, add its accounts, and open it."""
    told = script()
    founder = MemorySigner.generate(new_id())
    device = MemorySigner.generate(new_id())
    journal = SqliteJournal(folder, SCREENS, create=True)
    first = told["person"][0]
    department = told["department"]
    workspace.found(
        journal,
        department["name"],
        department["body_type"],
        department["territory"],
        first["name"],
        first["email"],
        founder,
        device,
        now(),
    )
    journal.close()
    house = _house(folder, now, device, founder)
    record = house.record()
    try:
        _enrol(record, told["person"][1:])
        _accounts(record, told["account"], department)
        _templates(record, told["template"])
        _drafts(record, told["draft"])
    finally:
        record.close()
    house.people.switch(founder.actor)
    return house


def _house(folder: Path, now: RehearsalNow, device: MemorySigner, founder: MemorySigner) -> House:
    vault = MemoryVault()
    people_here = Signatories({founder.actor: founder}, founder.actor)
    return House(folder, now, device, people_here, vault, rehearsal=True)


def _enrol(record: Record, others: list[Mapping[str, Any]]) -> None:
    for told in others:
        key = MemorySigner.generate("")
        person = people.enrol(record.desk, told["name"], told["email"], key.public, told["roles"])
        record.house.people.add(MemorySigner(person, key.private_bytes()))


def _accounts(record: Record, told: list[Mapping[str, Any]], department: Mapping[str, Any]) -> None:
    for a in told:
        accounts.add(
            record.desk, "practice", a["handle"], a["name"], department["body_type"], department["territory"]
        )


def _templates(record: Record, told: list[Mapping[str, Any]]) -> None:
    """Proposed by the officer, agreed to by the line manager: nobody approves their own words."""
    officer, manager = record.house.people.all()[:2]
    until = record.house.now() + timedelta(days=182)
    for t in told:
        record.house.people.switch(officer)
        proposed = templates.propose(record.desk, t["title"], t["text"], t.get("policy", ""), until)
        record.house.people.switch(manager)
        templates.approve(record.desk, proposed)
    record.house.people.switch(officer)


def _drafts(record: Record, told: list[Mapping[str, Any]]) -> None:
    for d in told:
        draft = posts.Draft(d["title"], d["category"], (Words(d["text"]),), d["objective"], d["source"])
        posts.save(record.desk, None, draft)


def tidy(folder: Path) -> None:
    """Remove old rehearsals, all but the newest few."""
    old = sorted((p for p in folder.iterdir() if p.is_dir()), key=lambda p: p.name)
    for path in old[:-KEPT]:
        shutil.rmtree(path, ignore_errors=True)


def new_rehearsal() -> House:
    """A fresh department in a folder of its own; old ones are tidied away. Blocks for a moment."""
    now = RehearsalNow()
    house = begin(places.rehearsals() / now().strftime("%Y%m%d-%H%M%S-%f"), now)
    tidy(places.rehearsals())
    return house
