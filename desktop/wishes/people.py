"""People and files: enrol from a join request, leave, the exchange folder, a file opened by hand."""

from __future__ import annotations

from pathlib import Path

from desktop.assemble import files
from desktop.assemble.house import EXCHANGE, Record
from desktop.phrases import tr
from desktop.wishes.wish import Wish
from office import joins, people
from office.desk import Refused
from office.incoming import Received
from office.journal import keys
from office.rows import EVERYTHING, Changes, JoinRow
from office.rules.refusal import Refusal
from office.screens import rules as screen
from scheduler import exchange

ENROLLED = Changes(people=True, rules=True)
Shown = tuple[object, object, tuple[JoinRow, ...], str, bool, str]


class PeopleWishes(Wish):
    def join(self) -> None:
        self.view.file_wanted.connect(self._on_file)
        self.view.enrol_wanted.connect(self._on_enrol)
        self.view.dismiss_wanted.connect(self._on_dismiss)
        self.view.left_wanted.connect(self._on_left)
        self.view.exchange_wanted.connect(self._on_exchange)
        self.view.account_wanted.connect(lambda a: self.shell.go(f"accounts/{a}"))
        self.view.add_account_wanted.connect(lambda: self.shell.go("accounts"))

    def reload(self) -> None:
        latest = self.runner.latest("people")
        self.runner.on_record(
            self._read,
            latest(self.seen(lambda s: self.view.show_rows(*s))),
            latest(self.seen(self.shell.tell)),
        )

    def touched(self, changes: Changes) -> bool:
        return changes.people or changes.accounts

    @staticmethod
    def _read(record: Record) -> Shown:
        look = record.look()
        asked = tuple(JoinRow(j.id, j.name, j.email, j.fingerprint, j.at) for j in joins.waiting(record.desk))
        named = record.journal.local.setting_get(EXCHANGE) or ""
        me = look.people.get(look.me)
        may = me is not None and "administrator" in me.roles
        return (
            screen.people(look),
            screen.accounts(look),
            asked,
            str(named),
            may,
            keys.fingerprint(record.journal.workspace),
        )

    def _on_file(self, path: str) -> None:
        self.act(lambda r: files.take(r, Path(path)), EVERYTHING, self._on_taken)

    def _on_taken(self, received: Received) -> None:
        if received.kind == "join":
            self.shell.say(tr("Read. Compare the fingerprint before you enrol them."))
        else:
            self.shell.say(tr("Read, checked, and in the record."))

    def _on_enrol(self, request: str, roles: list[str]) -> None:
        def work(record: Record) -> tuple[str, bytes]:
            asked = next((j for j in joins.waiting(record.desk) if j.id == request), None)
            if asked is None:
                raise Refused(Refusal("request.answered"))
            return joins.enrol_from_join(record.desk, asked, roles)

        self.act(work, ENROLLED, self._on_enrolled)

    def _on_enrolled(self, made: tuple[str, bytes]) -> None:
        """Their welcome travels by the exchange folder; without one it is a file to send."""
        path = self.house.folder / "outgoing" / f"welcome-{made[0]}.despatch"
        self.runner.on_network(
            lambda: files.write(path, made[1]),
            lambda _: self.shell.say(
                tr("Enrolled. Their welcome is {path}; an exchange folder carries it by itself.").format(
                    path=path
                )
            ),
            self.shell.tell,
        )
        self.shell.wake()

    def _on_dismiss(self, request: str) -> None:
        said = tr("Put away. Nobody was enrolled.")
        self.act(lambda r: joins.dismiss(r.desk, request), ENROLLED, lambda _: self.shell.say(said))

    def _on_left(self, person: str) -> None:
        said = tr("Noted. Their keys are not trusted from now on.")
        self.act(lambda r: people.leave(r.desk, person, ""), EVERYTHING, lambda _: self.shell.say(said))

    def _on_exchange(self, path: str) -> None:
        def work(record: Record) -> None:
            if path:
                exchange.prepare(Path(path))
            record.journal.local.setting_set(EXCHANGE, path)

        def done(_: object) -> None:
            self.shell.carry(Path(path) if path else None)
            self.shell.say(
                tr("The exchange folder is watched.") if path else tr("No exchange folder any more.")
            )

        self.act(work, ENROLLED, done)
