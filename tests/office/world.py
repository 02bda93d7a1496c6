"""A small department, quickly: a workspace on disk, its people with keys in memory, a practice account, and a clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from accounts.platforms.practice import PracticePlatform
from office import accounts, approvals, people, posts, sending, workspace
from office.contents import Words
from office.deliveries import Delivery, delivery
from office.desk import Desk, Limits, Reading
from office.journal.keys import MemorySigner
from office.journal.media import FOLDER_NAME, MediaStore
from office.journal.projections import SCREENS
from office.journal.sqlite import SqliteJournal
from office.packs import questions
from office.rules.facts import Window
from office.sends import Claimed, claim
from office.statements import make

TWO_O_CLOCK = datetime(2026, 6, 3, 14, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


class HandClock:
    """A Now that stands still until somebody moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def go(self, by: timedelta) -> None:
        self.at += by

    def go_to(self, at: datetime) -> None:
        self.at = at


def seed(name: str) -> bytes:
    """A key that is the same in every process of a test."""
    return sha256(name.encode()).digest()


class World:
    """`ada` founded it and administers, `dee` is director, `olive` the officer, `len` the line manager.

    `journal` belongs to the thread that made the world; `fresh_desk` opens another for another thread or process.
    """

    def __init__(self, folder: Path, now: HandClock | None = None) -> None:
        self.folder = folder
        self.now = now or HandClock(TWO_O_CLOCK - HOUR)
        self.device = MemorySigner("device-1", seed("device"))
        self.people = {
            name: MemorySigner(f"{name}-id", seed(name)) for name in ("ada", "dee", "olive", "len")
        }
        self.paused = False
        made = not (folder / "record.db").exists() and not folder.exists()
        self.journal = SqliteJournal(folder, SCREENS, create=made)
        if made:
            self._found()
        self.account = queries_first_account(self.journal)

    def _found(self) -> None:
        ada = self.people["ada"]
        place = ("uk-department", "uk")
        mail = "@department.example"
        workspace.found(
            self.journal, "Department for Tests", *place, "Ada", f"ada{mail}", ada, self.device, self.now()
        )
        for name, roles in (
            ("dee", ["director"]),
            ("olive", ["officer"]),
            ("len", ["line-manager", "policy-lead"]),
        ):
            events = people.enrolment(
                name.title(),
                f"{name}{mail}",
                self.people[name].public,
                roles,
                ada.actor,
                self.people[name].actor,
            )
            self.journal.append(events, reads={}, at=self.now(), signer=ada)
        self.add_account("dept")

    def add_account(self, handle: str, platform: str = "practice") -> str:
        return accounts.add(self.desk("ada"), platform, handle, handle, "uk-department", "uk")

    def desk(self, who: str | None = "olive", journal: SqliteJournal | None = None) -> Desk:
        return Desk(
            journal=journal or self.journal,
            media=MediaStore(self.folder / FOLDER_NAME),
            signer=self.people[who] if who else None,
            device=self.device,
            now=self.now,
            measure=lambda _platform, text: (len(text), 280, "characters"),
            limits=lambda _platform: Limits(4, 1000),
            locally_paused=lambda: self.paused,
        )

    def fresh_desk(self) -> Desk:
        """The device's own, with a journal of its own."""
        return self.desk(None, SqliteJournal(self.folder, SCREENS))

    def practice(self, account: str = "", **more: int) -> PracticePlatform:
        return PracticePlatform(self.folder / "practice", account or self.account, "dept", self.now, **more)

    def draft_and_approve(
        self,
        *texts: str,
        start: datetime | None = TWO_O_CLOCK,
        until: datetime = TWO_O_CLOCK + HOUR,
        account: str = "",
        category: str = "operational",
        parts: Sequence[Words] = (),
    ) -> str:
        """A post (a thread, of several texts) by olive, approved by len, for `start` to `until`. The delivery's id."""
        words = tuple(parts) or tuple(Words(t) for t in texts)
        draft = posts.Draft(texts[0][:40] if texts else "Post", category, words)
        post_id = posts.save(self.desk("olive"), None, draft)
        request = approvals.ask(self.desk("olive"), post_id, [account or self.account], Window(start, until))
        return self.approve(post_id, request)

    def approve(self, post_id: str, request: str, who: str = "len") -> str:
        delivery_id = posts.post(Reading(self.journal), post_id).deliveries[-1]
        answers = {code: "yes" for code, _ in questions()}
        approvals.answer_here(self.desk(who), [delivery_id], request, "yes", answers)
        return delivery_id

    def delivery(self, delivery_id: str) -> Delivery:
        return delivery(Reading(self.journal), delivery_id)

    def kinds(self, delivery_id: str) -> list[str]:
        """The delivery's entries, by their short names."""
        return [e.kind.removeprefix("delivery.") for e in self.journal.stream(f"delivery-{delivery_id}")]

    def close(self) -> None:
        self.journal.close()


def queries_first_account(journal: SqliteJournal) -> str:
    return journal.streams("account-")[0].removeprefix("account-")


def claimed(world: World, delivery_id: str, process: str = "p1") -> Claimed:
    found = claim(world.desk(None), delivery_id, process)
    assert isinstance(found, Claimed), found
    return found


def at_two(world: World, *texts: str, **more: object) -> str:
    """Something approved for two o'clock, and it is two o'clock."""
    delivery_id = world.draft_and_approve(*(texts or ("The line is open until 8pm.",)), **more)  # type: ignore[arg-type]
    world.now.go_to(TWO_O_CLOCK)
    return delivery_id


def table_agrees(world: World, delivery_id: str) -> bool:
    """Does the table that screens read say what the stream says?"""
    row = world.journal.query("SELECT * FROM delivery WHERE id = ?", (delivery_id,))[0]
    d: Delivery = world.delivery(delivery_id)
    out = sum(1 for p in d.out.values() if p.state == "published")
    return (row["state"], row["parts_out"]) == (d.state, out)


def resume(world: World, released: list[str]) -> None:
    """Olive asks to resume, dee says yes."""
    request = sending.ask_resume(world.desk("olive"), released, "Over")
    statement, signature = make(
        world.people["dee"],
        world.now,
        "resume",
        world.journal.workspace,
        request=request,
        released=sorted(released),
        verdict="yes",
    )
    sending.confirm_resume(world.desk("dee"), statement, signature)
