"""The commands of the checkout: the same in make and in plain Python, and plain about what a machine lacks."""

import os
import re
from pathlib import Path

import pytest

import make

HERE = Path(__file__).parent.parent


def test_make_knows_the_same_commands_as_make_py():
    listed = re.search(r"^COMMANDS := (.+)$", (HERE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert listed
    assert listed[1].split() == list(make.COMMANDS)


def test_help_says_what_each_command_is_for(capsys: pytest.CaptureFixture[str]):
    assert make.main([]) == 0
    said = capsys.readouterr().out
    assert [
        name for name, command in make.COMMANDS.items() if f"{name:8} {command.__doc__}" not in said
    ] == []


def test_an_unknown_command_is_refused_with_the_list(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        make.main(["tests"])
    assert stopped.value.code == 1
    said = capsys.readouterr()
    assert "There is no command called 'tests'." in said.err
    assert "bundle" in said.out


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ],
)
def test_a_library_is_asked_for_by_the_name_debian_gives_it(library: str, package: str):
    assert make.debian_package(library) == package


def test_without_leave_to_install_the_exact_command_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(make.shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(SystemExit) as stopped:
        make.need_packages(["libegl1", "libgl1"])
    assert stopped.value.code == 1
    sentence = capsys.readouterr().err
    assert sentence.endswith("install it with: sudo apt-get install libegl1 libgl1\n")
    assert sentence.count("\n") == 1


def test_a_venv_holds_what_a_lock_names_until_the_lock_changes(tmp_path: Path):
    lock = tmp_path / "requirements.lock"
    lock.write_text("one==1\n", encoding="utf-8")
    before = make.digest(lock)
    assert make.digest(lock) == before
    lock.write_text("one==2\n", encoding="utf-8")
    assert make.digest(lock) != before
