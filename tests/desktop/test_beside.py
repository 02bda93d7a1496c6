"""Two processes, or two copies, of one workspace: a pause holds in both, and only one of them publishes."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from accounts.vault import MemoryVault
from desktop import places
from desktop.assemble import doors
from desktop.assemble.house import PAUSED_HERE, House
from desktop.assemble.working import Working
from office import sending
from office.desk import Reading
from office.journal import copies


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MemoryVault:
    for name in ("STATE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    return MemoryVault()


@pytest.fixture
def original(tmp_path: Path, vault: MemoryVault) -> doors.Opened:
    told = doors.SetUp(
        "Dept", "uk-department", "uk", "Ada", "ada@dept.example", tmp_path / "work", handle="dept"
    )
    return doors.set_up(told, vault)


def publishes(house: House) -> bool:
    with closing(house.record()) as record:
        named = sending.sending(Reading(record.journal)).publisher
        return record.desk.publisher_here() and named in ("", record.desk.device.actor)


def test_a_pause_here_holds_in_the_process_beside_it(original: doors.Opened, vault: MemoryVault) -> None:
    beside = doors.open_workspace(original.house.folder, vault)
    with closing(beside.house.record()) as other:
        assert not other.desk.locally_paused()
        with closing(original.house.record()) as record:
            record.journal.local.setting_set(PAUSED_HERE, True)
        assert other.desk.locally_paused()


def test_the_original_stops_when_its_copy_is_taken_over(
    original: doors.Opened, vault: MemoryVault, tmp_path: Path
) -> None:
    working = Working(original.house, lambda _: None, lambda _: None)
    working._look()
    assert publishes(original.house)
    shutil.copytree(original.house.folder, tmp_path / "copy")
    copy = doors.open_workspace(tmp_path / "copy", vault)
    assert copy.standing == "copied"
    assert not publishes(copy.house)
    with closing(copy.house.record()) as record:
        sending.name_publisher(record.desk, taken_over=True)
        copies.accept(record.journal, places.state(), record.desk.device.actor)
    copy.house.here.set()
    working._look()
    working.publisher.stop()
    assert (publishes(original.house), publishes(copy.house)) == (False, True)
