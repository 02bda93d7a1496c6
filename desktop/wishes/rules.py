"""What a person can do to the rules: pause, ask to resume, declare a period, lift it, deal with what is held, propose
an answer or withdraw it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from desktop.assemble.house import PAUSED_HERE, Record
from desktop.phrases import tr
from desktop.wishes.wish import Wish
from office import approvals, exceptions, periods, sending, templates
from office.deliveries import delivery
from office.desk import Reading
from office.facts import case
from office.rows import EVERYTHING, Changes
from office.rules.facts import Window
from office.screens import rules as screen

DECLARED = Changes(posts=True, approvals=True, rules=True, sending=True, mentions=True)
ANSWERED = Changes(approvals=True, rules=True, mentions=True)
EXCEPTION_LASTS = timedelta(days=7)
HELD_WINDOW = timedelta(hours=24)
"""A held delivery whose time has passed is asked for again "as soon as approved", until then."""


class RulesWishes(Wish):
    def join(self) -> None:
        self.view.pause_wanted.connect(self.pause)
        self.view.resume_ask_wanted.connect(self._on_resume_ask)
        self.view.clock_ask_wanted.connect(self._on_clock_ask)
        self.view.preview_wanted.connect(self._on_preview)
        self.view.declare_wanted.connect(self._on_declare)
        self.view.lift_wanted.connect(self._on_lift)
        self.view.shorten_wanted.connect(self._on_shorten)
        self.view.reapprove_wanted.connect(self._on_reapprove)
        self.view.withdraw_wanted.connect(self._on_withdraw)
        self.view.exception_wanted.connect(self._on_exception)
        self.view.propose_wanted.connect(self._on_propose)
        self.view.withdraw_template_wanted.connect(self._on_withdraw_template)

    def reload(self) -> None:
        now = self.house.now()
        self.look(
            lambda look: (screen.rules(look), screen.in_flight(look)), lambda r: self.view.show_rows(*r, now)
        )

    def open(self, which: str) -> None:
        """`resume`, `held` or `declare`."""
        {"resume": self.view.point_at_resume, "held": self.view.point_at_held}.get(which, self.view.declare)()

    def _fault(self, error: BaseException) -> None:
        """Said in place; what was filled in stays."""
        self.view.show_fault(self.shell.sentence(error))

    def touched(self, changes: Changes) -> bool:
        return changes.rules or changes.sending or changes.approvals or changes.posts

    def pause(self, reason: str = "") -> None:
        """At once on this machine, whatever the record and the keyring say; then into the record."""
        self.shell.pause(reason)

    def _on_resume_ask(self, reason: str, released: Sequence[str]) -> None:
        self.house.paused.clear()
        self.runner.on_record(
            lambda r: r.journal.local.setting_set(PAUSED_HERE, False), None, self.shell.tell
        )
        said = tr("Asked. A different, senior person has to confirm it.")
        self.act(
            lambda r: sending.ask_resume(r.desk, released, reason),
            EVERYTHING,
            lambda q: self._asked(said, q),
            self._fault,
        )

    def _on_clock_ask(self, why: str) -> None:
        said = tr("Asked. A second person has to confirm the time.")
        self.act(
            lambda r: sending.ask_clock(r.desk, why), EVERYTHING, lambda q: self._asked(said, q), self._fault
        )

    def _asked(self, said: str, request: str) -> None:
        self.shell.say(said)
        self.shell.asked(request)

    def _on_preview(self, pack: str, start: datetime, end: datetime | None) -> None:
        self.look(lambda look: screen.preview(look, pack, start, end), self.view.show_caught, "preview")

    def _on_declare(
        self,
        pack: str,
        title: str,
        start: datetime,
        end: datetime | None,
        body_types: Sequence[str],
        territories: Sequence[str],
    ) -> None:
        said = tr("Declared. What it catches is held, and nothing un-holds itself.")
        self.act(
            lambda r: periods.declare(r.desk, pack, title, start, end, body_types, territories),
            DECLARED,
            lambda _: self._declared(said),
            self._fault,
        )

    def _declared(self, said: str) -> None:
        self.view.show_declared()
        self.shell.say(said)

    def _on_lift(self, period: str, reason: str) -> None:
        self._change(period, None, None, True, reason)

    def _on_shorten(self, period: str, end: datetime, reason: str) -> None:
        self._change(period, None, end, False, reason)

    def _change(
        self, period: str, start: datetime | None, end: datetime | None, lift: bool, reason: str
    ) -> None:
        said = tr("Asked. A second person has to confirm it.")
        self.act(
            lambda r: periods.ask_change(r.desk, period, start, end, lift, reason),
            DECLARED,
            lambda q: self._asked(said, q),
            self._fault,
        )

    def _on_reapprove(self, delivery_id: str) -> None:
        """Ask afresh for a held delivery: at its time if that is to come, or else as soon as approved."""

        def work(record: Record) -> str:
            reading = Reading(record.journal)
            d = delivery(reading, delivery_id)
            window = d.window
            if window.until <= record.desk.now():
                window = Window(None, record.desk.now() + HELD_WINDOW)
            return approvals.ask(record.desk, d.post, [d.account], window)

        said = tr("Asked for a fresh approval.")
        self.act(work, DECLARED, lambda q: self._asked(said, q), self._fault)

    def _on_withdraw(self, delivery_id: str) -> None:
        said = tr("Withdrawn. It will not go out.")
        self.act(
            lambda r: approvals.withdraw(r.desk, delivery_id, "held"),
            DECLARED,
            lambda _: self.shell.say(said),
            self._fault,
        )

    def _on_exception(self, delivery_id: str, ground: str, reference: str, words: str) -> None:
        def work(record: Record) -> str:
            c = case(record.desk, Reading(record.journal), delivery_id)
            held = next(
                p
                for p in c.facts.periods
                if p.superseded is None and p.level(c.facts.category) == "exception"
            )
            expires = record.desk.now() + EXCEPTION_LASTS
            return exceptions.ask(record.desk, delivery_id, held.id, ground, reference, words, expires)

        said = tr("Asked. Somebody on the list of grantors has to sign it, for exactly these words, once.")
        self.act(work, DECLARED, lambda q: self._asked(said, q), self._fault)

    def _on_propose(self, title: str, text: str, policy: str, until: datetime | None) -> None:
        def work(record: Record) -> str:
            made = templates.propose(record.desk, title, text, policy, until)
            return templates.template(Reading(record.journal), made).request

        self.act(work, ANSWERED, self._proposed, self._fault)

    def _proposed(self, request: str) -> None:
        self.view.show_proposed()
        self._asked(tr("Proposed. Somebody else has to approve these words before they are used."), request)

    def _on_withdraw_template(self, template: str) -> None:
        said = tr("Withdrawn. Nobody can answer with it any more.")
        self.act(
            lambda r: templates.withdraw(r.desk, template, ""),
            ANSWERED,
            lambda _: self.shell.say(said),
            self._fault,
        )
