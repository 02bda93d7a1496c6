"""Two Despatches in two homes with two real keyrings: a join, a request and an approval travel by an exchange folder."""

from __future__ import annotations

import json
import sqlite3
import time
from pathlib import Path

import pytest

from tests.accounts.keyring_session import KeyringSession, missing_tools
from tests.journeys.homes import Home, end, played

pytestmark = [
    pytest.mark.real_keyring,
    pytest.mark.skipif(bool(missing_tools()), reason=f"not installed: {', '.join(missing_tools())}"),
]


def test_a_post_is_drafted_here_approved_there_and_goes_out_once(tmp_path: Path) -> None:
    exchange, telephone = tmp_path / "share", tmp_path / "telephone"
    for folder in (exchange, telephone, tmp_path / "k1", tmp_path / "k2"):
        folder.mkdir()
    with KeyringSession(tmp_path / "k1") as first, KeyringSession(tmp_path / "k2") as second:
        olive, len_ = Home(tmp_path / "olive", first), Home(tmp_path / "len", second)
        at_desk = olive.start("tests.journeys.plays", "officer", str(exchange), str(telephone))
        time.sleep(3)
        in_seat = len_.start("tests.journeys.plays", "manager", str(exchange), str(telephone))
        officer = end(at_desk)
        (telephone / "out").touch()
        manager = end(in_seat)
        played(officer)
        played(manager)
        assert olive.reports() == len_.reports() == []
        played(olive.despatch("verify", str(olive.workspace())))
    record = sqlite3.connect(olive.workspace() / "record.db")
    try:
        assert record.execute("SELECT state FROM delivery").fetchall() == [("published",)]
        kinds = [kind for (kind,) in record.execute("SELECT kind FROM entry ORDER BY seq")]
    finally:
        record.close()
    assert kinds.count("delivery.published") == 1
    assert kinds.count("delivery.approved") == 1
    assert not list(len_.folder.rglob("record.db")), "a seat holds no record"
    remembered = [json.loads(p.read_text()) for p in (olive.workspace() / "practice").glob("*.json")]
    assert json.dumps(remembered).count("book your flu jab") == 1
