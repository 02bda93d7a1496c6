"""What an approver does in a seat: open files, compare and join, answer, pause."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from desktop import faults
from desktop.assemble import files
from desktop.assemble.seat_house import SeatHouse
from desktop.phrases import tr
from desktop.runner import Runs
from desktop.views.seat import SeatView
from office.rows import RequestRow, WelcomeRow
from office.seats import Seat


class SeatWishes(QObject):
    """Every work is given the seat. `say` shows words at the window's foot."""

    def __init__(self, view: SeatView, house: SeatHouse, runner: Runs, window: Any) -> None:
        super().__init__()
        self.view, self.house, self.runner, self.window = view, house, runner, window

    def join(self) -> None:
        view = self.view
        view.file_wanted.connect(self._on_file)
        view.accept_wanted.connect(self._on_accept)
        view.refuse_wanted.connect(self._on_refuse)
        view.pause_wanted.connect(self._on_pause)
        view.save_join_wanted.connect(self._on_save_join)
        view.approvals.open_wanted.connect(self._on_open)
        view.approvals.approve_wanted.connect(lambda r, a: self._answer(r, "yes", a, ""))
        view.approvals.changes_wanted.connect(lambda r, w: self._answer(r, "no", {}, w))
        view.approvals.save_answer_wanted.connect(self._on_save_answer)

    def reload(self) -> None:
        latest = self.runner.latest("seat")
        self.runner.on_record(self._read, latest(self._show), latest(self._tell))

    def _read(self, seat: Seat) -> tuple[str, Any, tuple[RequestRow, ...]]:
        state = seat.state
        if state == "welcomed":
            return state, seat.welcome(), ()
        rows = seat.requests(self.house.now()) if state == "joined" else ()
        return state, seat.card, rows

    def _show(self, read: tuple[str, Any, tuple[RequestRow, ...]]) -> None:
        state, told, rows = read
        exchange = str(self.house.exchange or "")
        if state == "joining":
            self.view.show_joining(told.name, self.house.fingerprint, exchange)
        elif state == "welcomed":
            w = told
            fingerprints = (w.workspace_fingerprint, w.administrator, w.administrator_fingerprint)
            self.view.show_welcome(WelcomeRow(w.department, *fingerprints, w.name, w.roles), exchange)
        else:
            self.view.show_joined(told.department, told.name, exchange)
            self.view.approvals.show_rows(rows, self.house.now())
            chosen = self.view.approvals.current()
            if chosen is not None:
                self._on_open(chosen)

    def _tell(self, error: BaseException) -> None:
        self.window.say(faults.sentence(error))

    def _on_file(self, path: str) -> None:
        def take(seat: Seat) -> object:
            return seat.receive(files.read(Path(path)), self.house.now())

        self.runner.on_record(take, lambda _: self._taken(), self._tell)

    def _taken(self) -> None:
        self.window.say(tr("Read and checked."))
        self.reload()

    def _on_accept(self) -> None:
        def done(_: object) -> None:
            self.window.say(tr("You have joined. Requests for your yes appear here."))
            self.house.nudge()
            self.reload()

        self.runner.on_record(lambda seat: seat.accept_welcome(), done, self._tell)

    def _on_refuse(self) -> None:
        self.window.say(tr("Do not join. Tell your IT security team: somebody may have put it there."))

    def _on_open(self, request: str) -> None:
        latest = self.runner.latest("seat/detail")
        now = self.house.now()
        self.runner.on_record(
            lambda seat: seat.detail(request, now),
            latest(self.view.approvals.show_detail),
            latest(self._tell),
        )

    def _answer(self, request: str, verdict: str, given: Mapping[str, Any], words: str) -> None:
        now = self.house.now()
        detail = self.view.approvals.shown_kind()
        said = "changes" if verdict == "no" and detail in ("post", "reply") else verdict

        def work(seat: Seat) -> bytes:
            return seat.answer(request, self.house.signer(), said, given, words, now)

        self.runner.on_record(work, lambda data: self._answered(request, data), self._refused)

    def _refused(self, error: BaseException) -> None:
        self.view.approvals.show_fault(faults.sentence(error))

    def _answered(self, request: str, data: bytes) -> None:
        self.house.answers[request] = data
        self.house.nudge()
        carried = self.house.exchange is not None
        by_folder = tr("Signed. The exchange folder carries it back.")
        by_file = tr("Signed. Save it as a file and send it back.")
        self.view.approvals.show_answer(request, by_folder if carried else by_file, file=not carried)

    def _on_save_answer(self, request: str) -> None:
        data = self.house.answers.get(request)
        if data is not None:
            self._save(self.house.folder / "to-send" / f"answer-{request}.despatch", data)

    def _on_save_join(self) -> None:
        self.runner.on_record(
            lambda seat: seat.join_envelope(),
            lambda data: self._save(self.house.folder / "to-send" / "join.despatch", data),
            self._tell,
        )

    def _save(self, path: Path, data: bytes) -> None:
        self.runner.on_network(
            lambda: files.write(path, data),
            lambda _: self.window.say(tr("Saved: {path}. Send it on.").format(path=path)),
            self._tell,
        )

    def _on_pause(self) -> None:
        now = self.house.now()

        def work(seat: Seat) -> bytes:
            return seat.pause(self.house.signer(), "", now)

        def done(data: bytes) -> None:
            self.house.nudge()
            if self.house.exchange is None:
                self._save(self.house.folder / "to-send" / f"pause-{now:%H%M%S}.despatch", data)
            self.window.say(tr("Pause signed. It counts when the desk that sends has it: ring them as well."))

        self.runner.on_record(work, done, self._tell)
