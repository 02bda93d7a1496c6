"""The calendar, what was published, and one delivery: when, and what became of it."""

from __future__ import annotations

from datetime import datetime

from desktop.assemble.house import Record
from desktop.phrases import tr
from desktop.wishes.wish import Wish
from office import approvals, settling
from office.deliveries import delivery
from office.desk import Reading
from office.rows import Changes, DeliveryRow, PartRow
from office.rules.facts import Window
from office.screens import calendar as screen

MOVED = Changes(posts=True, approvals=True, sending=True)


class CalendarWishes(Wish):
    start: datetime | None = None
    end: datetime | None = None

    def join(self) -> None:
        self.view.range_wanted.connect(self._on_range)
        self.view.delivery_wanted.connect(lambda d: self.shell.go(f"delivery/{d}"))
        self.view.new_post_wanted.connect(lambda: self.shell.go("editor/new"))

    def reload(self) -> None:
        start, end = self.view.range(self.house.now())
        self._on_range(start, end)

    def _on_range(self, start: datetime, end: datetime) -> None:
        now = self.house.now()
        self.look(
            lambda look: screen.between(look, start, end), lambda r: self.view.show_rows(r[0], r[1], now)
        )


class PublishedWishes(Wish):
    def join(self) -> None:
        self.view.delivery_wanted.connect(lambda d: self.shell.go(f"delivery/{d}"))
        self.view.open_url_wanted.connect(self.shell.open_url)

    def reload(self) -> None:
        self.look(screen.published, self.view.show_rows)

    def touched(self, changes: Changes) -> bool:
        return changes.posts or changes.sending


class DeliveryWishes(Wish):
    """One delivery: choose a new time, ask afresh, withdraw, or decide what became of it."""

    delivery = ""

    def join(self) -> None:
        self.view.reschedule_wanted.connect(self._on_reschedule)
        self.view.withdraw_wanted.connect(self._on_withdraw)
        self.view.settle_wanted.connect(self._on_settle)
        self.view.refresh_wanted.connect(self._read_account)
        self.view.edit_wanted.connect(lambda post: self.shell.go(f"editor/{post}"))
        self.view.open_url_wanted.connect(self.shell.open_url)
        self.view.leave_wanted.connect(lambda: self.shell.go("today"))

    def open(self, delivery_id: str) -> None:
        self.delivery = delivery_id
        self.reload()

    def reload(self) -> None:
        if self.delivery:
            chosen = self.delivery
            self.look(lambda look: screen.one(look, chosen), self._show)
        else:
            self.unveil()

    def _show(self, shown: tuple[DeliveryRow, tuple[PartRow, ...]]) -> None:
        row, parts = shown
        self.view.show_rows(row, parts, self.house.now())
        if row.state == "uncertain":
            self._read_account(row.id)

    def _read_account(self, delivery_id: str) -> None:
        """What is on the account now, read over the network, beside the draft."""
        self.runner.on_record(
            lambda r: delivery(Reading(r.journal), delivery_id).account,
            lambda account: self.runner.on_network(
                lambda: self._own_posts(account),
                lambda posts: self._show_uncertain(delivery_id, posts, self.house.now()),
                lambda error: self._show_uncertain(delivery_id, (), None, error),
            ),
            self.shell.tell,
        )

    def _own_posts(self, account: str) -> tuple[tuple[str, str, datetime, str], ...]:
        found = self.house.platform(account).recent_own_posts(self.house.deadline())
        return tuple((p.remote_id, p.text, p.at, p.url) for p in found.posts[:20])

    def _show_uncertain(
        self,
        delivery_id: str,
        posts: tuple[tuple[str, str, datetime, str], ...],
        read_at: datetime | None,
        error: BaseException | None = None,
    ) -> None:
        if error is not None:
            self.shell.tell(error)
        self.look(
            lambda look: screen.uncertain(look, delivery_id, posts, read_at),
            self.view.show_uncertain,
            "account",
        )

    def _on_reschedule(self, delivery_id: str, start: datetime, until: datetime) -> None:
        """A new time. Where that needs a fresh approval, it is asked for in the same act."""

        def work(record: Record) -> bool:
            if approvals.move(record.desk, delivery_id, start, until):
                return True
            d = delivery(Reading(record.journal), delivery_id)
            approvals.ask(record.desk, d.post, [d.account], Window(start, until))
            return False

        self.act(work, MOVED, self._on_moved)

    def _on_moved(self, kept: bool) -> None:
        words = (
            tr("Moved. Its approval holds.")
            if kept
            else tr("Moved. It needs a fresh approval, which was asked for.")
        )
        self.shell.say(words)
        self.shell.go("today")

    def _on_withdraw(self, delivery_id: str) -> None:
        def done(_: object) -> None:
            self.shell.say(tr("Withdrawn. It will not go out."))
            self.shell.go("today")

        self.act(lambda r: approvals.withdraw(r.desk, delivery_id, "let go"), MOVED, done)

    def _on_settle(self, delivery_id: str, part: int, verdict: str, remote_id: str, url: str) -> None:
        def done(_: object) -> None:
            self.shell.say(tr("Noted, with your name."))
            self.reload()

        self.act(
            lambda r: settling.settle_by_person(r.desk, delivery_id, part, verdict, remote_id, url),
            MOVED,
            done,
        )
