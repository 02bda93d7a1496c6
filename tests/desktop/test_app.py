"""The application: one window per workspace, a look that is kept, and errors that are told calmly."""

import pytest
from PySide6.QtCore import QSettings

from desktop.app import Look, Trouble
from desktop.single import Single, server_name
from desktop.widgets import theme
from desktop.widgets.labels import PlainLabel
from desktop.widgets.sheet import Sheet
from desktop.window import MainWindow


def test_a_second_start_brings_the_first_to_the_front(qapp, qtbot, tmp_path):
    first, second, other = Single(tmp_path), Single(tmp_path / "." / ""), Single(tmp_path / "other")
    assert first.claim()
    with qtbot.waitSignal(first.raise_wanted):
        assert not second.claim()
    assert other.claim()
    first.release()
    assert second.claim()
    for single in (second, other):
        single.release()


def test_what_a_killed_process_left_behind_is_taken_away(qapp, tmp_path, monkeypatch):
    import socket
    import tempfile
    from pathlib import Path

    stale = Path(tempfile.gettempdir()) / server_name(tmp_path)
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(stale))
    left.close()
    single = Single(tmp_path)
    assert single.claim()
    single.release()


def test_the_name_says_nothing_about_the_folder(tmp_path):
    assert server_name(tmp_path) == server_name(tmp_path / "x" / "..")
    assert tmp_path.name not in server_name(tmp_path)


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def test_the_look_is_kept_and_the_window_asks_for_it(qapp, qtbot, settings, plain_look):
    look = Look(qapp, settings)
    window = MainWindow()
    qtbot.addWidget(window)
    look.join(window)
    window.look_wanted.emit("dark", 150)
    assert (theme.tokens().name, theme.scale()) == ("dark", 1.5)
    window.resize(760, 520)
    look.leave(window)
    again = Look(qapp, settings)
    assert (again.mode, again.percent) == ("dark", 150)
    other = MainWindow()
    qtbot.addWidget(other)
    again.join(other)
    assert (other.width(), other.height()) == (760, 520)
    for one in (window, other):
        one.let_close()
    look.deleteLater()
    again.deleteLater()


@pytest.mark.parametrize(("mode", "percent"), [("purple", "x"), ("light", 10_000), ("", "-5")])
def test_settings_that_make_no_sense_are_no_trouble(qapp, settings, plain_look, mode, percent):
    settings.setValue("look/mode", mode)
    settings.setValue("look/percent", percent)
    look = Look(qapp, settings)
    assert look.mode in theme.MODES
    assert 100 <= look.percent <= 200
    look.deleteLater()


def test_an_unexpected_error_is_told_once_and_leaves_a_report_without_secrets(
    qapp, qtbot, tmp_path, monkeypatch
):
    monkeypatch.setenv("DESPATCH_STATE", str(tmp_path))
    trouble = Trouble(qapp)
    for _ in range(3):
        trouble._on_error(ValueError, ValueError("token=hunter2"), None)
    sheets = [w for w in qapp.topLevelWidgets() if isinstance(w, Sheet) and w.isVisible()]
    assert len(sheets) == 1
    words = " ".join(label.words() for label in sheets[0].findChildren(PlainLabel))
    assert "Something went wrong in Despatch" in words
    reports = list((tmp_path / "reports").iterdir())
    assert reports
    assert not any("hunter2" in report.read_text() for report in reports)
    assert "hunter2" not in words
    sheets[0].accept()
    trouble.deleteLater()
