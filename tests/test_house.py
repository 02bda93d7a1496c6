"""The house numbers: how long a room may grow, which folders there are, and what the lock files may hold."""

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent.parent
ROOMS = ("accounts", "desktop", "office", "scheduler")
FOLDERS = {*ROOMS, "docs", "resources", "tests"}
MADE = {"build", "dist", "htmlcov", "__pycache__"}  # by our own commands; .gitignore holds them
MODULE, CLASS, FUNCTION = 300, 250, 50

# Rooms that are still too long, by name. The list only shrinks: an entry that no longer holds fails below.
EXCEPTIONS = {
    "office/rows.py",  # a frozen row for each thing that a screen shows; to be a folder, a file per noun
}


def lengths(path: Path):
    """(name, lines, allowed) of a module and of each class and function in it."""
    name = path.relative_to(HERE).as_posix()
    text = path.read_text(encoding="utf-8")
    yield name, text.count("\n"), MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            yield f"{name}::{node.name}", node.end_lineno - node.lineno + 1, CLASS
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name}::{node.name}", node.end_lineno - node.lineno + 1, FUNCTION


def too_long() -> dict[str, str]:
    modules = [HERE / "make.py", *(path for room in ROOMS for path in (HERE / room).rglob("*.py"))]
    return {
        name: f"{name} has {lines} lines of {allowed}"
        for path in modules
        for name, lines, allowed in lengths(path)
        if lines > allowed
    }


def test_no_module_class_or_function_is_longer_than_the_house_allows():
    assert [sentence for name, sentence in too_long().items() if name not in EXCEPTIONS] == []


def test_the_list_of_exceptions_only_shrinks():
    assert EXCEPTIONS - set(too_long()) == set()


def test_every_top_level_folder_is_a_room_of_the_house():
    folders = {path.name for path in HERE.iterdir() if path.is_dir()}
    strangers = {
        name
        for name in folders - FOLDERS - MADE
        if not name.startswith(".") and not name.endswith(".egg-info")
    }
    assert strangers == set()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_holds_exact_versions_and_hashes_and_no_address(lock: str):
    lines = (HERE / lock).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "://" in line or "index" in line.split("==")[0]] == []
    packages = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert [line for line in packages if not re.match(r"[a-z0-9-]+==\S+ (; .+ )?\\$", line)] == []
    assert len(packages) > 10
    assert "--hash=sha256:" in lines[1]


def test_the_developers_lock_holds_all_of_what_runs_at_the_same_versions():
    def packages(lock: str) -> set[str]:
        text = (HERE / lock).read_text(encoding="utf-8")
        return set(re.findall(r"^[a-z0-9-]+==\S+", text, flags=re.MULTILINE))

    assert packages("requirements.lock") - packages("requirements-dev.lock") == set()
