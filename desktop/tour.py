"""The tour: a rehearsal that plays itself in the real window, by mouse and keyboard, and leaves numbered screenshots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from desktop import hand, times
from desktop.app import Despatch
from desktop.assemble import checking
from desktop.hand import Missed
from desktop.session import Session
from desktop.views.before_sign import BeforeSign
from desktop.widgets.combo import Combo

TEXT = "If you are 65 or over, you can book your flu jab now. It takes ten minutes and it is free.\n\nFind a pharmacy near you: https://www.gov.uk/get-flu-vaccine\n\n#FluJab"
STRATEGY = "Today we publish our new strategy for rehearsals. Read what changes for you: https://www.gov.uk/rehearsals"


class Tour:
    """`play` returns the exit status: 0 when every step of the journey was seen on the screen."""

    def __init__(self, app: Despatch, session: Session, folder: Path) -> None:
        self.app, self.session, self.folder = app, session, folder
        self.lines: list[str] = []
        self.told: list[str] = []
        self.number = 0

    def play(self) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("[0-9][0-9]-*.png"):
            old.unlink()
        self.session.begin()
        self.session.window.resize(1360, 860)
        steps: list[Callable[[], None]] = [
            self._draft,
            self._approve,
            self._publish,
            self._answer,
            self._declare,
            self._pause,
            self._verify,
        ]
        status = 0
        try:
            for step in steps:
                step()
        except Missed as missed:
            self._shot("missed", f"The tour stopped here: {missed}.")
            self.told.append(f"The tour stopped: {missed}.")
            status = 1
        self._summary(status)
        self.session.end()
        return status

    def _draft(self) -> None:
        hand.wait(lambda: self.session.front.header is not None, "no header")
        self._shot("today", "Olive Carter, a digital officer, begins the day.")
        self._write_post("Flu jabs: book now", TEXT, "Service information", hours=2)
        self._shot("editor", "She drafts a post for 14:00 or so; checks and a preview stand beside it.")
        hand.press("Ask for approval", exact=False)
        hand.wait(lambda: self._count("in review") == 1, "the request is not in the record")
        self._shot(
            "drafts",
            "She asks for approval. Her own button for it does not exist: nobody approves their own words.",
        )

    def _write_post(self, title: str, text: str, kind: str, hours: int) -> None:
        self._go("Today")
        hand.press("New post")
        hand.wait(lambda: self.session.window.view() == "editor", "the editor does not open")
        hand.press("dept_rehearsal", exact=False)
        hand.write("Title for colleagues", title)
        hand.write("What to say", text)
        self._choose("Kind", kind)
        self._choose_time(hours)
        hand.wait(
            lambda: bool(hand.there(hand.QAbstractButton, "Ask for approval", exact=False)),
            "it may not be asked for",
        )

    def _choose(self, field: str, words: str) -> None:
        """In a box of choices, by the keyboard."""
        box = hand.find(Combo, field)
        assert isinstance(box, Combo)  # noqa: S101 - found by that kind
        wanted = next((n for n in range(box.count()) if box.itemText(n) == words), -1)
        if wanted < 0:
            raise Missed(f"“{field}” has no “{words}”")
        while box.currentIndex() != wanted:
            down = box.currentIndex() < wanted
            hand.keys(box, hand.Qt.Key.Key_Down if down else hand.Qt.Key.Key_Up)

    def _choose_time(self, hours: int) -> None:
        at = times.local(self.session.house.now() + timedelta(hours=hours))
        hand.press("When", exact=False)
        hand.tick("At a time")
        hand.write("Goes out, day", f"{at.day} {at:%B} {at.year}")
        hand.write("Goes out, time in London", f"{at:%H:%M}")

    def _approve(self) -> None:
        self._be("Len Marsh")
        self._go("Approvals")
        hand.wait(
            lambda: bool(hand.there(hand.QAbstractButton, "Ask for changes")),
            "no request for the line manager",
        )
        self._shot("approvals", "Len Marsh, the line manager, sees exactly what he would say yes to.")
        self._sign()
        hand.wait(lambda: self._count("approved") == 1, "the approval is not in the record")
        self._shot("approved", "He answers five questions and signs. His answers are kept with the approval.")

    def _sign(self) -> None:
        card = next(w for w in self.session.window.findChildren(BeforeSign) if w.isVisible())
        for box in card.findChildren(hand.Tick):
            hand.tick(box.words())
        hand.press("Approve revision", exact=False)

    def _publish(self) -> None:
        self._be("Olive Carter")
        self._go("Calendar")
        self._shot("calendar", "The calendar shows when it goes out.")
        hand.press("Move the rehearsal's clock on to the next due moment")
        hand.wait(lambda: self._count("published") == 1, "nothing was published")
        self._go("Published")
        hand.wait(lambda: self._count("published") == 1, "it is not shown")
        self._shot(
            "published", "The clock is moved on to the due moment: it went out, once, as it was approved."
        )

    def _answer(self) -> None:
        self._go("Replies")
        hand.wait(lambda: self._waiting() > 0, "no citizen has said anything")
        hand.choose_row("Mentions", "passport")
        hand.wait(
            lambda: bool(hand.there(hand.QAbstractButton, "Reply", exact=False)), "no answer may be given"
        )
        self._shot("replies", "A citizen has asked. The screen says whether and why she may answer.")
        hand.choose_row("Approved answers", "Passport")
        hand.press("Reply", exact=False)
        hand.wait(lambda: self._count("published") == 2, "the answer did not go out")
        self._shot("answered", "An approved answer goes straight out, with her initials.")

    def _declare(self) -> None:
        self._write_post("Our new strategy", STRATEGY, "Campaign", hours=30)
        hand.press("Ask for approval", exact=False)
        hand.wait(lambda: self._count("in review") == 1, "the second request is not in the record")
        self._be("Len Marsh")
        self._go("Approvals")
        hand.wait(lambda: bool(hand.there(hand.QAbstractButton, "Ask for changes")), "no second request")
        self._sign()
        hand.wait(lambda: self._count("approved") == 1, "the second approval is not in the record")
        self._be("Dee Okafor")
        self._go("Rules")
        self._shot("rules", "Dee Okafor, the director, opens the rules.")
        hand.press("Declare a period", exact=False)
        self._choose("Which", "UK general election")
        self._shot(
            "declare", "A general election is called. Before she declares, she sees what it would catch."
        )
        hand.press("Declare it now", exact=False)
        hand.wait(lambda: bool(self._header_periods()), "no period is in force")
        hand.press("Move the rehearsal's clock on to the next due moment")
        hand.wait(lambda: self._count("held") == 1, "the campaign post was not held")
        self._go("Today")
        self._shot(
            "held",
            "The campaign post is held. Nothing releases it but a fresh approval or a named exception.",
        )

    def _pause(self) -> None:
        hand.press("Pause all: stop everything that is sent, now")
        hand.wait(lambda: self._sending() == "paused", "it is not paused")
        self._shot("paused", "One key stops everything. Resuming takes a different, senior person.")

    def _verify(self) -> None:
        self._be("Rhys Bell")
        self._go("Record")
        hand.press("Verify now", exact=False)
        hand.wait(
            lambda: self.session.front.wish("record").known.whole is True, "the record was not found whole"
        )
        self._shot("record", "Rhys Bell, the records officer, checks that the record of all this is whole.")

    def _be(self, person: str) -> None:
        """Switch to a colleague by the menu under one's name."""
        hand.pick("You are ", person)
        hand.wait(lambda: bool(hand.there(hand.QAbstractButton, f"You are {person}")), f"not {person} yet")

    def _go(self, room: str) -> None:
        hand.press(room, exact=False)
        hand.wait(lambda: self.session.window.view() == room.lower(), f"{room} does not open")
        hand.let(300)

    def _count(self, state: str) -> int:
        """How many deliveries are in a state, by the record itself."""
        record = self.session.house.record()
        try:
            return int(record.journal.query("SELECT count(*) FROM delivery WHERE state = ?", (state,))[0][0])
        finally:
            record.close()

    def _waiting(self) -> int:
        row = self.session.front.header
        return row.counts["replies"] if row else 0

    def _sending(self) -> str:
        row = self.session.front.header
        return row.sending.state if row else ""

    def _header_periods(self) -> int:
        row = self.session.front.header
        return len(row.periods) if row else 0

    def _shot(self, name: str, words: str) -> None:
        hand.let(600)
        self.number += 1
        path = self.folder / f"{self.number:02}-{name}.png"
        self.session.window.grab().save(str(path))
        self.lines.append(f"{self.number:02}. {words}\n\n    ![{name}]({path.name})\n")

    def _summary(self, status: int) -> None:
        """One page that says what happened, and what verifying found."""
        report = checking.verify(self.session.house.folder)
        end = "The journey was played to its end." if status == 0 else "The journey stopped before its end."
        text = [
            "# A rehearsal",
            "",
            *self.lines,
            "## What the record says",
            "",
            *(f"- {line}" for line in report.lines()),
            "",
            end,
            "",
        ]
        (self.folder / "summary.md").write_text("\n".join(text), encoding="utf-8")
        self.told.append(
            f"{self.number} screenshots and a summary are in {self.folder}. {report.lines()[-1]}"
        )
