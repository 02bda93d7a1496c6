"""What an approver can do: say yes, ask for changes; for posts, resumptions, periods, exceptions, the clock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.assemble.house import Record
from desktop.phrases import tr
from desktop.wishes.wish import Wish
from office import answers
from office.rows import EVERYTHING, Changes, RequestDetail, RequestRow
from office.screens import approvals as screen


class ApprovalsWishes(Wish):
    chosen: str = ""

    def join(self) -> None:
        self.view.open_wanted.connect(self.open)
        self.view.approve_wanted.connect(self._on_approve)
        self.view.changes_wanted.connect(self._on_changes)

    def reload(self) -> None:
        self.look(screen.waiting, self._show)

    def _show(self, rows: tuple[RequestRow, ...]) -> None:
        self.view.show_rows(rows, self.house.now())
        current = self.view.current()
        if current is not None:
            self.open(current)

    def _detail(self, detail: RequestDetail) -> None:
        self.view.show_detail(detail, self.house.now())

    def _fault(self, error: BaseException) -> None:
        self.view.show_fault(self.shell.sentence(error))

    def touched(self, changes: Changes) -> bool:
        return changes.approvals or changes.posts or changes.sending or changes.rules

    def open(self, request: str) -> None:
        self.chosen = request
        self.look(lambda look: screen.detail(look, request), self._detail, "detail")

    def _on_approve(self, request: str, given: Mapping[str, Any]) -> None:
        said = tr("You have said yes. It is signed and in the record.")
        self._answer(request, "yes", given, "", said)

    def _on_changes(self, request: str, words: str) -> None:
        self._answer(request, "changes", {}, words, tr("Sent back to its author with your words."))

    def _answer(self, request: str, verdict: str, given: Mapping[str, Any], words: str, said: str) -> None:
        def work(record: Record) -> None:
            answers.answer(record.desk, request, verdict, given, words)

        self.act(work, EVERYTHING, lambda _: self.shell.say(said), self._fault)
