"""The record: search, the story of one post, verify, seal."""

from __future__ import annotations

from datetime import datetime

from desktop.assemble import checking, exporting
from desktop.assemble.house import Record
from desktop.phrases import tr
from desktop.wishes.wish import Wish
from office import sealing
from office.journal.report import Report
from office.rows import Changes, EntryRow, PersonRow, RecordRow
from office.screens import record as screen
from office.screens.rules import people

SEALED = Changes()


class RecordWishes(Wish):
    """`known`: what is known of the record's state, shown here and in the window's last line."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.asked: tuple[str, str, str, datetime | None] = ("", "", "", None)
        self.known = RecordRow(0, "")

    def join(self) -> None:
        self.view.search_wanted.connect(self._on_search)
        self.view.page_wanted.connect(self._on_page)
        self.view.story_wanted.connect(self.story)
        self.view.verify_wanted.connect(self.verify)
        self.view.seal_wanted.connect(self._on_seal)
        self.view.export_wanted.connect(self._on_export)

    def reload(self) -> None:
        asked = self.asked
        self.look(lambda look: (screen.acts(look, *asked), people(look)), self._show)
        self.runner.on_record(self._state, self._show_state, self.shell.tell)

    def _show(self, shown: tuple[tuple[EntryRow, ...], tuple[PersonRow, ...]]) -> None:
        self.view.show_people(shown[1])
        self.view.show_entries(shown[0], self.house.now())

    def _on_search(self, text: str, kind: str, person: str, since: datetime | None) -> None:
        self.asked = (text, kind, person, since)
        self.reload()

    def _on_page(self, before: int) -> None:
        asked = self.asked
        self.look(lambda look: screen.acts(look, *asked, before), self.view.add_entries, "page")

    def story(self, post: str) -> None:
        self.look(lambda look: screen.story(look, post), self.view.show_story, "story")

    def _state(self, record: Record) -> RecordRow:
        head = record.journal.head()
        sealed = sealing.last(record.desk)
        report = self.house.checked
        return RecordRow(
            head.seq,
            head.digest.hex(),
            self.house.checked_at,
            report.whole if report else None,
            tuple(f.sentence for f in report.findings) if report else (),
            sealed.seq if sealed else 0,
            sealed.at if sealed else None,
            report.lines() if report else (),
        )

    def _show_state(self, row: RecordRow) -> None:
        self.known = row
        self.view.show_record(row)

    def verify(self) -> None:
        """On a thread of the network's pool, with a connection of its own: the record goes on working."""
        house = self.house
        tell = self.runner.report(lambda p: self.view.show_progress(*p))
        self.runner.on_network(
            lambda: checking.verify(
                house.folder, vault=house.vault, progress=lambda done, total: tell((done, total))
            ),
            self._on_verified,
            self.shell.tell,
        )

    def _on_verified(self, report: Report) -> None:
        self.house.checked, self.house.checked_at = report, self.house.now()
        self.known = RecordRow(self.known.entries, self.known.head, self.house.now(), report.whole)
        self.view.show_progress(0, 0)
        self.shell.say(report.lines()[-1])
        self.reload()
        self.shell.refresh()

    def _on_seal(self) -> None:
        self.act(lambda r: (sealing.seal(r.desk), sealing.folder(r.desk)), SEALED, self._on_sealed)

    def _on_sealed(self, made: tuple[object, object]) -> None:
        seal, folder = made
        self.runner.on_network(
            lambda: checking.keep(self.house.vault, seal, folder),  # type: ignore[arg-type]
            lambda faults: self.shell.say(
                " ".join(faults) or tr("Sealed. The seal is kept outside the record.")
            ),
            self.shell.tell,
        )

    def _on_export(self) -> None:
        """The record as lines of JSON, with the seal and a note of how to check it: into the workspace's own folder."""
        folder = self.house.folder / "exports"
        self.runner.on_network(
            lambda: exporting.export(self.house, folder),
            lambda path: self.shell.say(tr("Extracted into {path}.").format(path=path)),
            self.shell.tell,
        )
