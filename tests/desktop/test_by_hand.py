"""Two people by file, opened by hand: set up, join, enrol, ask, answer, take; as the window's wishes do it."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from accounts.vault import MemoryVault, VaultAbsent
from desktop.assemble import doors, files
from desktop.assemble.doors import SetUp
from desktop.assemble.house import EXCHANGE, House
from desktop.assemble.seat_house import SeatHouse
from desktop.front import Front
from desktop.runner import NowRunner
from desktop.window import MainWindow
from desktop.works import Works
from office import approvals, joins, posts
from office.contents import Words
from office.desk import Refused
from office.journal import queries
from office.outgoing import welcome_envelope
from office.rules.facts import Window
from scheduler.now import SystemNow


@pytest.fixture
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "STATE"):
        monkeypatch.setenv(f"DESPATCH_{name}", str(tmp_path / name.lower()))
    return tmp_path


def set_up(folder: Path, **more: str) -> House:
    told = {"department": "Department for Tests", "name": "Olive", "handle": "dept", **more}
    given = SetUp(body_type="uk-department", territory="uk", email="", folder=folder, **told)
    return doors.set_up(given, MemoryVault()).house


def test_a_request_is_a_file_that_a_seat_answers_and_the_desk_takes(homes: Path, qtbot) -> None:
    house = set_up(homes / "ws")
    vault = MemoryVault()
    made = doors.new_seat("Len", "", "", vault)
    seat = SeatHouse(made.folder, SystemNow(), vault)
    with closing(house.record()) as record:
        files.take(record, made.join)
        person, _ = joins.enrol_from_join(record.desk, joins.waiting(record.desk)[0], ["line-manager"])
        seat.seat.receive(welcome_envelope(record.desk, person), house.now())
        seat.seat.accept_welcome()
        account = record.journal.streams("account-")[0].removeprefix("account-")
        post = posts.save(record.desk, None, posts.Draft("", "operational", (Words("The line is open."),)))
        request = approvals.ask(record.desk, post, [account], Window(None, house.now() + timedelta(hours=2)))
    window = MainWindow()
    qtbot.addWidget(window)
    runner = NowRunner(house.record)
    works = Works(house, runner.announce, lambda _told: None)
    Front(house, runner, window, works).asked(request)
    runner.close()
    window.let_close()

    [asked] = (house.folder / "outgoing").glob("request-*.despatch")
    seat.seat.receive(asked.read_bytes(), house.now())
    data = seat.seat.answer(request, seat.signer(), "yes", {"political": "yes"}, "", house.now())
    answer = files.write(homes / "answer.despatch", data)
    with closing(house.record()) as record:
        assert files.take(record, answer).verdict == "yes"
        assert queries.of_request(record.journal, request)[0]["state"] == "approved"


def test_a_refused_file_is_kept_aside(homes: Path) -> None:
    house = set_up(homes / "ws")
    strange = files.write(homes / "strange.despatch", b"not one of ours")
    with closing(house.record()) as record, pytest.raises(Refused):
        files.take(record, strange)
    assert list((house.folder / "kept-aside").iterdir())


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"department": " "}, "workspace.no-department"),
        ({"name": ""}, "person.no-name"),
        ({"exchange": "/no/such/share"}, "exchange.not-there"),
    ],
)
def test_a_set_up_that_cannot_be_leaves_nothing_behind(homes: Path, told: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        set_up(homes / "ws", **told)
    assert [r.code for r in refused.value.refusals] == [code]
    assert not (homes / "ws").exists()


def test_a_keyring_that_is_not_there_stops_the_set_up_before_anything_is_made(homes: Path) -> None:
    class Absent(MemoryVault):
        def check(self) -> None:
            raise VaultAbsent("There is no keyring.")

    given = SetUp("Dept", "uk-department", "uk", "Olive", "", homes / "ws")
    with pytest.raises(VaultAbsent):
        doors.set_up(given, Absent())
    assert not (homes / "ws").exists()


def test_on_another_computer_it_opens_for_reading_and_nothing_is_sent(homes: Path) -> None:
    house = set_up(homes / "ws")
    opened = doors.open_workspace(house.folder, MemoryVault())
    assert opened.keyring == doors.NO_KEYS
    assert not opened.house.here.is_set()
    with closing(opened.house.record()) as record, pytest.raises(Refused) as refused:
        posts.save(record.desk, None, posts.Draft("", "operational", (Words("Hello"),)))
    assert [r.code for r in refused.value.refusals] == ["key.away"]


def test_the_exchange_folder_of_a_set_up_is_made_ready(homes: Path) -> None:
    share = homes / "share"
    share.mkdir()
    house = set_up(homes / "ws", exchange=str(share))
    with closing(house.record()) as record:
        assert record.journal.local.setting_get(EXCHANGE) == str(share)
    assert (share / "joins").is_dir()
