"""What people do in their windows: python -m tests.journeys.plays NAME [what the play needs ...]."""

from __future__ import annotations

import http.client
import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QRadioButton, QScrollArea, QWidget

from accounts.accounts import credentials_name
from accounts.platform import Heard
from desktop import hand, screens
from desktop.front import Front
from desktop.widgets.labels import Fingerprint
from office import accounts
from office.desk import Reading
from office.rows import EVERYTHING
from scheduler.inbox import mention
from tests.journeys.stage import (
    CTRL,
    OTHERS,
    SHIFT,
    ask,
    come,
    draft,
    go,
    key,
    main_window,
    on_screen,
    on_stage,
    quit_despatch,
    read,
    reads,
    shot,
    sign,
    windows,
)

DEPARTMENT = "Department for Journeys"
WORDS = "If you are 65 or over, you can book your flu jab now.\n\nFind a pharmacy near you: https://www.gov.uk/get-flu-vaccine"


def _fill_set_up(exchange: str = "", handle: str = "dept_practice") -> None:
    hand.press("Set up")
    hand.write("Its name", DEPARTMENT)
    hand.write("Your name", "Olive Carter")
    hand.write("Your work e-mail", "olive.carter@journeys.example")
    hand.write("First account", handle)
    if exchange:
        hand.write("Exchange folder", exchange)
    hand.press("Make the keys and begin the record")


def _signed_in(name: str = "Olive Carter") -> None:
    come(QAbstractButton, f"You are {name}")
    hand.wait(lambda: any(DEPARTMENT in window.windowTitle() for window in windows()), "no workspace")


def doors() -> None:
    """All four, and each is there by its name; Back comes back to them."""
    for words in ("Begin a rehearsal", "Set up", "Join", "Choose the folder"):
        come(QAbstractButton, words)
    for words, title in (("Set up", "Set up my department"), ("Join", "Join my department")):
        hand.press(words)
        read(title)
        hand.press("Back")
    read("Welcome to Despatch")


def close_doors() -> None:
    """Despatch ends with them."""
    doors()
    assert windows()


def rehearse() -> None:
    doors()
    hand.press("Begin a rehearsal")
    come(QAbstractButton, "You are Olive Carter")
    read("Rehearsal")
    quit_despatch()


def set_up() -> None:
    doors()
    _fill_set_up()
    _signed_in()
    go("Drafts")
    draft("Flu jabs", WORDS, "dept_practice")
    key(hand.Qt.Key.Key_S, CTRL)
    read("Saved.")
    quit_despatch()


def set_up_unfilled() -> None:
    """Without names nothing is begun, and the page says what is missing; filled in, it goes."""
    hand.press("Set up")
    hand.press("Make the keys and begin the record")
    read("That did not work.")
    hand.press("Back")
    _fill_set_up()
    _signed_in()
    quit_despatch()


def set_up_where_nothing_can_carry(exchange: str, data: str) -> None:
    """An exchange folder that cannot be: a sentence, and nothing is half made."""
    _fill_set_up(exchange)
    read("That did not work.")
    assert not any("record.db" in str(p) for p in Path(data).rglob("*")), "half made"
    hand.write("Exchange folder", "")
    hand.press("Make the keys and begin the record")
    _signed_in()
    quit_despatch()


def set_up_refused(*says: str) -> None:
    """The keyring says no: a sentence with advice, what was filled in stays."""
    _fill_set_up()
    read("That did not work.")
    for words in says:
        read(words)
    field = next(f for f in hand.there(hand.QLineEdit, "Its name"))
    assert field.text() == DEPARTMENT


def join_refused(*says: str) -> None:
    hand.press("Join")
    hand.write("Your name", "Len Marsh")
    hand.press("Make my key")
    read("That did not work.")
    for words in says:
        read(words)


def open_again() -> None:
    """The workspace of last time, signed in, with the draft of last time."""
    _signed_in()
    go("Drafts")
    hand.wait(lambda: _listed("Flu jabs"), "the draft is not there")
    quit_despatch()


def _listed(words: str) -> bool:
    views = hand.there(hand.QAbstractItemView, "", exact=False)
    models = [view.model() for view in views]
    return any(words in str(m.index(n, 0).data() or "") for m in models if m for n in range(m.rowCount()))


def open_without_keyring(*says: str) -> None:
    """Reading works, a draft is kept aside, a pause stops this computer; asking does not work and says why."""
    hand.wait(lambda: any(DEPARTMENT in window.windowTitle() for window in windows()), "no workspace")
    for words in says:
        read(words)
    go("Drafts")
    hand.wait(lambda: _listed("Flu jabs"), "the draft is not there")
    go("Record")
    hand.press("Verify now", exact=False)
    read("whole")
    key(hand.Qt.Key.Key_N, CTRL)
    hand.wait(lambda: main_window().view() == "editor", "the editor does not open")
    hand.write("What to say", "Only kept aside")
    key(hand.Qt.Key.Key_S, CTRL)
    read("That was not done.")
    key(hand.Qt.Key.Key_P, CTRL | SHIFT)
    hand.wait(lambda: not hand.there(QAbstractButton, "Pause all: stop"), "it is not paused")
    read("aused")
    quit_despatch()


def officer(exchange: str, telephone: str) -> None:
    """Sets up, enrols who asks, drafts, asks, and waits until it is out."""
    phone = Path(telephone)
    _fill_set_up(exchange)
    _signed_in()
    go("Accounts, people")
    read("You are the only one here.")
    read("Somebody asks to join", OTHERS)
    read((phone / "manager").read_text())
    hand.tick("I have heard them read out the same")
    hand.tick("Line manager")
    hand.press("Enrol")
    read("Enrolled.")
    said = [f.words() for w in windows() for f in w.findChildren(Fingerprint)]
    (phone / "officer").write_text("\n".join(said))
    draft("Flu jabs", WORDS, "dept_practice")
    ask()
    go("Published")
    hand.wait(lambda: _listed("Flu jabs"), "it did not come back, or did not go out", 2 * OTHERS)
    quit_despatch()


def manager(exchange: str, telephone: str) -> None:
    """Joins, reads the fingerprint out, compares, and answers the request in the seat."""
    hand.press("Join")
    hand.write("Your name", "Len Marsh")
    hand.write("Your work e-mail", "len.marsh@journeys.example")
    hand.write("Exchange folder", exchange)
    hand.press("Make my key")
    read("Ring whoever sets Despatch up")
    (mine,) = [f.words() for w in windows() for f in w.findChildren(Fingerprint) if f.isVisible()]
    told = Path(telephone) / "aside"
    told.write_text(mine)
    told.rename(Path(telephone) / "manager")
    hand.press("Open my seat")
    read("Waiting to be enrolled")
    read("Is this your department?", OTHERS)
    shown = [f.words() for w in windows() for f in w.findChildren(Fingerprint) if f.isVisible()]
    assert len(shown) == 2, shown
    read(DEPARTMENT)
    hand.tick("I rang them, and they read out the same two")
    hand.press("Join")
    read("Len Marsh's seat")
    sign()
    read("The exchange folder carries it back.")
    hand.let(1000)
    hand.wait((Path(telephone) / "out").exists, "the officer does not say that it is out", 2 * OTHERS)
    assert windows()


def _front() -> Any:
    return main_window().findChild(Front)


def _be(person: str) -> None:
    hand.pick("You are ", person)
    come(QAbstractButton, f"You are {person}")


def _tell_x(base: str, what: str, **told: Any) -> None:
    data = json.dumps(told).encode()
    there = http.client.HTTPConnection(base.removeprefix("http://"), timeout=10)
    there.request("POST", f"/_control/{what}", data, {"Content-Type": "application/json"})
    assert there.getresponse().status == 200
    there.close()


def _count(state: str) -> int:
    record = _front().house.record()
    try:
        return record.journal.query("SELECT count(*) FROM delivery WHERE state = ?", (state,))[0][0]
    finally:
        record.close()


def _approved_by_len() -> None:
    _be("Len Marsh")
    go("Approvals")
    sign()
    read("igned")
    _be("Olive Carter")


def x(base: str, credentials: str, picture: str) -> None:
    """In a rehearsal's department, with an account on the stand-in for X."""
    come(QAbstractButton, "You are Olive Carter")
    front = _front()
    record = front.house.record()
    account = accounts.add(
        record.desk, "x", "deptgov", "The Department", "uk-department", "uk", "1001",
        {"user_id": "1001", "base_url": base},
    )  # fmt: skip
    record.close()
    front.house.vault.put(credentials_name(account), Path(credentials).read_text())
    front.house.look_for_credentials()
    front.runner.announce(EVERYTHING)
    go("Accounts, people")
    hand.press("Change deptgov")
    read("Before X is turned on")
    hand.write("Who holds the Enterprise agreement, or who decided without one?", "Legal, 1 November")
    hand.tick("I have read this, and I turn X on for this account")
    hand.press("Record that")
    read("What is switched on")
    hand.tick("Reading")
    hand.tick("Writing")
    hand.press("Save")
    read("Saved.")
    _x_picture(picture)
    _x_lost(base)
    _x_reply(base)
    quit_despatch()


def _x_picture(picture: str) -> None:
    draft("A picture", "Book your flu jab now.", "deptgov")
    main_window().screen_of("editor").made().choose_image = lambda: picture
    hand.press("Image")
    hand.write("Description for people who cannot see it", "A nurse gives a jab")
    ask()
    _approved_by_len()
    hand.wait(lambda: _count("published") == 1, "the picture is not out")


def _x_lost(base: str) -> None:
    """The answer is lost, and X cannot be read for a while: a person decides."""
    for _ in range(4):
        _tell_x(base, "faults", endpoint="GET /2/users/{id}/tweets", kind="answer", status=503)
    _tell_x(base, "faults", endpoint="POST /2/tweets", kind="lose")
    go("Today")
    draft("Opening hours", "We are open from 9 to 5.", "deptgov")
    ask()
    _approved_by_len()
    hand.wait(lambda: _count("uncertain") == 1, "it is not uncertain")
    go("Today")
    read("Did it go?")
    hand.press("Decide", exact=False)
    hand.wait(lambda: main_window().view() == "delivery", "it does not lead to the delivery")
    for _ in range(6):
        hand.let(700)
        if _theirs():
            break
        hand.press("Look again")
    hand.wait(lambda: bool(_theirs()), "the account's posts are not shown")
    hand.let(300)
    _theirs()[0].click()
    hand.press("It is there")
    hand.wait(lambda: _count("published") == 2, "it is not settled")


def _theirs() -> list[Any]:
    return [
        b
        for w in windows()
        for b in w.findChildren(QRadioButton)
        if b.isVisible() and "9 to 5" in b.accessibleName()
    ]


def _x_reply(base: str) -> None:
    _tell_x(base, "say", text="@deptgov when do you open?", author="2001")
    go("Replies")
    key(hand.Qt.Key.Key_F5)
    hand.choose_row("Mentions", "when do you open")
    come(QAbstractButton, "Reply as deptgov")
    hand.choose_row("Approved answers", "Helpline hours")
    hand.press("Reply as deptgov")
    hand.wait(lambda: _count("published") == 3, "the answer did not go out")


def by_keyboard(told: str) -> None:
    """Looks on, and says what has come about, while somebody presses keys."""
    said = Path(told)
    come(QAbstractButton, "You are Olive Carter")
    hand.let(500)
    (said / "ready").touch()
    hand.wait(lambda: main_window().view() == "editor", "Ctrl+N opens no editor")
    hand.wait(lambda: isinstance(QApplication.focusWidget(), QWidget), "nothing has the keyboard")
    _walk_to("What to say")
    (said / "editor").touch()
    hand.wait(lambda: "flu jab now." in _typed(), "what was typed is not there")
    (said / "typed").touch()
    _walk_to("practice dept_rehearsal", back=True)
    hand.keys(QApplication.focusWidget(), hand.Qt.Key.Key_Space)
    come(QAbstractButton, "Ask for approval, ")
    hand.wait(
        lambda: bool(hand.there(QAbstractButton, "Ask for approval", exact=False)), "it may not be asked"
    )
    (said / "chosen").touch()
    hand.wait(lambda: _count("in review") == 1, "Ctrl+Enter does not ask")
    (said / "asked").touch()
    hand.wait(lambda: _front().header is not None and _front().header.sending.state == "paused", "not paused")
    hand.let(500)
    shot(said / "paused.png")
    (said / "paused").touch()
    hand.wait(
        lambda: not windows() or bool(hand.there(QAbstractButton, "Quit all the same")), "Ctrl+Q does nothing"
    )
    if windows():
        hand.press("Quit all the same")


def _walk_to(name: str, *, back: bool = False) -> None:
    """By Tab alone."""
    tab = hand.Qt.Key.Key_Backtab if back else hand.Qt.Key.Key_Tab
    seen = []
    for _ in range(80):
        focus = QApplication.focusWidget()
        seen.append(focus.accessibleName() if focus else "")
        if focus is not None and focus.accessibleName().startswith(name):
            return
        hand.QTest.keyClick(focus or main_window(), tab)
        hand.let(20)
    raise hand.Missed(f"Tab does not reach {name}: {seen}")


def _typed() -> str:
    return "".join(f.toPlainText() for f in hand.there(hand.QPlainTextEdit, "What to say"))


def brought_to_front(told: str) -> None:
    come(QAbstractButton, "You are Olive Carter")
    main_window().showMinimized()
    aside = Path(told).with_suffix(".aside")
    aside.write_text(str(_front().house.folder))
    aside.rename(told)
    hand.wait(lambda: not main_window().isMinimized(), "it was not brought to the front", OTHERS)


def quit_with_a_plan() -> None:
    """There is no tray here: closing is quitting, and says what waits. Stay stays."""
    come(QAbstractButton, "You are Olive Carter")
    draft("Opening hours", "We are open from 9 to 5.", "practice dept_rehearsal")
    at = (_front().house.now() + timedelta(hours=2)).astimezone(ZoneInfo("Europe/London"))
    hand.press("When", exact=False)
    hand.tick("At a time")
    hand.write("Goes out, day", f"{at.day} {at:%B} {at.year}")
    hand.write("Goes out, time in London", f"{at:%H:%M}")
    ask()
    _approved_by_len()
    hand.wait(lambda: _count("approved") == 1, "it is not approved")
    main_window().close()
    read("1 post will not go out while Despatch is closed.")
    read("Opening hours")
    hand.press("Stay")
    hand.wait(lambda: not reads("will not go out"), "the sheet stays")
    main_window().close()
    hand.press("Quit all the same")
    hand.wait(lambda: not windows(), "it does not quit")


def strangers() -> None:
    """HTML, hidden direction marks, and a megabyte; how long the window stood still is only told."""
    come(QAbstractButton, "You are Olive Carter")
    front = _front()
    record = front.house.record()
    account = next(a for a in accounts.all_accounts(Reading(record.journal)) if a.handle == "dept_rehearsal")
    now = front.house.now()
    said = (
        "<h1>Shout</h1><img src=x onerror=alert(1)>",
        "\u202egnihtyna\u202c backwards",
        "\U0001f600" * 260_000,
    )
    for number, text in enumerate(said):
        who = f"<b>stranger{number}</b>"
        words = mention(account.id, Heard(f"9{number}", who, who, text, now, ""), now)
        assert words is not None
        record.journal.local.mentions.add([words])
    record.close()
    front.runner.announce(EVERYTHING)
    longest, last = [0.0], [time.monotonic()]

    def beat() -> None:
        longest[0], last[0] = max(longest[0], time.monotonic() - last[0]), time.monotonic()

    clock = QTimer()
    clock.timeout.connect(beat)
    clock.start(5)
    go("Replies")
    for number in range(len(said)):
        hand.choose_row("Mentions", f"stranger{number}")
        read(f"<b>stranger{number}</b>")
        hand.let(300)
    hand.choose_row("Mentions", "Shout")
    read("<h1>Shout</h1>")
    assert not any("\u202e" in words for words in on_screen())
    clock.stop()
    print(f"the longest stall was {longest[0] * 1000:.0f} ms")
    quit_despatch()


def bad_pictures(*paths: str) -> None:
    """Each is a sentence in place; what was written stays; a good one goes in after all."""
    come(QAbstractButton, "You are Olive Carter")
    draft("A picture", "Book your flu jab now.", "practice dept_rehearsal")
    editor = main_window().screen_of("editor").made()
    for path in paths:
        before = [words for words in on_screen() if "That was not done." in words]
        editor.choose_image = lambda path=path: path
        hand.press("Image")
        hand.wait(
            lambda before=before: (
                (
                    reads("That was not done.")
                    and [words for words in on_screen() if "That was not done." in words] != before
                )
                or bool(hand.there(hand.QPlainTextEdit, "Description for people who cannot see it"))
            ),
            f"{Path(path).name}: nothing is said",
        )
        told = [words for words in on_screen() if "That was not done." in words]
        print(Path(path).name, told)
        field = hand.there(hand.QPlainTextEdit, "Description for people who cannot see it")
        assert bool(field) == path.endswith("good.png"), f"{path}: {told}"
        (text,) = (f.toPlainText() for f in hand.there(hand.QPlainTextEdit, "What to say"))
        assert text == "Book your flu jab now."
    quit_despatch()


def every_screen(folder: str) -> None:
    come(QAbstractButton, "You are Olive Carter")
    window, cut = main_window(), []
    window.resize(1360, 860)
    front = _front()
    for name in screens.NAMES:
        front.go(f"{name}/new" if name == "editor" else name)
        hand.let(700)
        shot(Path(folder) / f"{name}.png")
        for button in window.findChildren(QAbstractButton):
            words = hand.words_of(button)
            if words and button.isVisible() and button.width() + 2 < button.minimumSizeHint().width():
                cut.append(
                    f"{name}: {words} is {button.width()} wide, needs {button.minimumSizeHint().width()}"
                )
        right = [
            b
            for b in window.findChildren(QAbstractButton)
            if b.isVisible() and b.mapTo(window, b.rect().topRight()).x() > window.width() + 2
        ]
        cut += [
            f"{name}: {hand.words_of(b) or b.accessibleName()} stands beyond the edge"
            for b in right
            if not _scrolls(b)
        ]
    assert not cut, cut
    quit_despatch()


def _scrolls(widget: QWidget) -> bool:
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and around.horizontalScrollBar().maximum() > 0:
            return True
        around = around.parentWidget()
    return False


PLAYS: dict[str, Callable[..., None]] = {
    play.__name__: play
    for play in (
        close_doors, rehearse, set_up, set_up_unfilled, set_up_where_nothing_can_carry, set_up_refused, join_refused, open_again,
        open_without_keyring, x, by_keyboard, brought_to_front,
        quit_with_a_plan, strangers, bad_pictures, every_screen, officer, manager,
    )
}  # fmt: skip


REHEARSED = (
    "x",
    "by_keyboard",
    "brought_to_front",
    "quit_with_a_plan",
    "strangers",
    "bad_pictures",
    "every_screen",
)

if __name__ == "__main__":
    sys.exit(
        on_stage(["rehearse"] if sys.argv[1] in REHEARSED else [], partial(PLAYS[sys.argv[1]], *sys.argv[2:]))
    )
