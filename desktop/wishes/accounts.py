"""Accounts: add, connect on X, read the clause, switch reading and writing, close."""

from __future__ import annotations

from accounts.accounts import credentials_name
from accounts.platform import Profile
from desktop.assemble import x_connection
from desktop.assemble.house import Record
from desktop.phrases import tr
from desktop.wishes.wish import Wish
from office import accounts, outcomes
from office.rows import Changes
from office.workspace import workspace

ADDED = Changes(accounts=True, people=True, rules=True)


class AccountsWishes(Wish):
    """`chosen`: the account that is open; "" while one is being added."""

    chosen = ""

    def join(self) -> None:
        self.connection = x_connection.Connection(self.house)
        self.view.add_wanted.connect(self._on_add)
        self.view.x_begin_wanted.connect(self._on_begin)
        self.view.x_pin_wanted.connect(self._on_pin)
        self.view.clause_wanted.connect(self._on_clause)
        self.view.switch_wanted.connect(self._on_switch)
        self.view.retire_wanted.connect(self._on_retire)
        self.view.url_wanted.connect(self.shell.open_url)
        self.view.back_wanted.connect(lambda: self.shell.go("people"))

    def reload(self) -> None:
        self.chosen = ""
        self.view.show_new()
        self.unveil()

    def touched(self, _changes: Changes) -> bool:
        """What is being filled in is never cleared from behind."""
        return False

    def open(self, account: str) -> None:
        self.chosen = account
        self.look(lambda look: look.account(account), self.view.show_account)

    def _fault(self, error: BaseException) -> None:
        self.view.show_fault(self.shell.sentence(error))

    def _on_add(self, platform: str, handle: str, name: str) -> None:
        self._add(platform, handle, name)

    def _add(self, platform: str, handle: str, name: str, profile: Profile | None = None) -> None:
        def work(record: Record) -> str:
            look = record.look()
            here = workspace(look.reading)
            settings = {"user_id": profile.remote_id} if profile else {}
            remote = profile.remote_id if profile else ""
            place = (here.body_type, here.territory)
            return accounts.add(record.desk, platform, handle, name, *place, remote, settings)

        self.act(work, ADDED, lambda account: self._added(account, profile), self._fault)

    def _added(self, account: str, profile: Profile | None) -> None:
        self.shell.say(tr("Added."))
        if profile is None:
            self.shell.go("people")
        else:
            self.runner.on_network(
                lambda: self.connection.keep(credentials_name(account)),
                lambda _: self._kept(account),
                self._fault,
            )

    def _kept(self, account: str) -> None:
        """What waited for the account to be connected again is due now."""
        self.house.platforms.forget(account)
        self.act(lambda r: outcomes.try_again(r.desk, account), ADDED)
        self.runner.on_network(self.house.look_for_credentials, lambda _: self.open(account), self._fault)

    def _on_begin(self, method: str, key: str, secret: str) -> None:
        self.view.show_x_step("wait", "", tr("Asking X…"))
        if method == "pin":
            self.runner.on_network(
                lambda: self.connection.begin_pin(key, secret), self._on_pin_page, self._fault
            )
        else:
            self.runner.on_network(
                lambda: self.connection.begin_browser(key, secret), self._on_browser_page, self._fault
            )

    def _on_pin_page(self, url: str) -> None:
        said = tr(
            "Open X's page as the department's account, allow Despatch, and type the PIN that it shows."
        )
        self.view.show_x_step("pin", url, said)

    def _on_browser_page(self, url: str) -> None:
        said = tr(
            "Open X's page as the department's account and allow Despatch. It comes back here by itself."
        )
        self.view.show_x_step("wait", url, said)
        self.runner.on_network(self.connection.wait_for_browser, self._on_signed_in, self._fault)

    def _on_pin(self, pin: str) -> None:
        self.runner.on_network(lambda: self.connection.finish_pin(pin), self._on_signed_in, self._fault)

    def _on_signed_in(self, profile: Profile) -> None:
        said = tr("Connected as @{handle}.").format(handle=profile.handle)
        self.view.show_x_step("done", "", said)
        if self.chosen:
            account = self.chosen
            self.runner.on_network(
                lambda: self.connection.keep(credentials_name(account)),
                lambda _: self._kept(account),
                self._fault,
            )
        else:
            self._add("x", profile.handle, profile.name, profile)

    def _on_clause(self, account: str, holder: str) -> None:
        def done(_: object) -> None:
            self.shell.say(tr("Recorded. Now choose what is switched on."))
            self.open(account)

        self.act(lambda r: accounts.read_clause(r.desk, account, holder), ADDED, done, self._fault)

    def _on_switch(self, account: str, reading: bool, writing: bool) -> None:
        def done(_: object) -> None:
            self.shell.say(tr("Saved."))
            self.shell.go("people")

        self.act(lambda r: accounts.switch(r.desk, account, reading, writing), ADDED, done, self._fault)

    def _on_retire(self, account: str) -> None:
        def done(_: object) -> None:
            self.shell.say(tr("Closed here. Its record stays."))
            self.shell.go("people")

        self.act(lambda r: accounts.retire(r.desk, account, ""), ADDED, done, self._fault)
