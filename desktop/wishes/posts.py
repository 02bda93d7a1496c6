"""What a person can do to a post: draft, save, attach a picture, ask for approval, discard."""

from __future__ import annotations

from pathlib import Path

from desktop.assemble.house import Record
from desktop.phrases import tr
from desktop.views.templates import TemplatesSheet
from desktop.wishes.wish import Wish
from office import approvals, posts
from office.pictures import FILE_LIMIT, attach
from office.rows import Changes, DraftInput, EditorRow, MediaRow, TemplateRow
from office.screens import editor, scratch
from office.screens.replies import usable_templates
from office.screens.shared import Looking

WRITTEN = Changes(posts=True)
ASKED = Changes(posts=True, approvals=True)


class DraftsWishes(Wish):
    def join(self) -> None:
        self.view.open_wanted.connect(lambda post: self.shell.go(f"editor/{post}"))
        self.view.new_wanted.connect(lambda: self.shell.go("editor/new"))
        self.view.discard_wanted.connect(self._on_discard)

    def reload(self) -> None:
        self.look(editor.drafts, lambda rows: self.view.show_rows(rows, self.house.now()))

    def touched(self, changes: Changes) -> bool:
        return changes.posts or changes.approvals or changes.sending

    def _on_discard(self, post: str) -> None:
        said = tr("Put away. It stays in the record.")
        self.act(lambda r: posts.discard(r.desk, post), WRITTEN, lambda _: self.shell.say(said))


class EditorWishes(Wish):
    """`post` is the one that is open: None for a new one, which gets its id when it is first saved."""

    post: str | None = None

    def join(self) -> None:
        self.view.changed.connect(self._on_changed)
        self.view.save_wanted.connect(self._on_save)
        self.view.ask_wanted.connect(self._on_ask)
        self.view.image_chosen.connect(self._on_image)
        self.view.scratch_wanted.connect(self._on_scratch)
        self.view.history_wanted.connect(lambda post: self.shell.go(f"record/{post}"))
        self.view.back_wanted.connect(lambda: self.shell.go("drafts"))
        self.view.may_i_wanted.connect(self.shell.help)
        self.view.template_wanted.connect(self._on_template)

    def open(self, post: str | None) -> None:
        """Show a post as saved last, or a new one."""
        self.post = post
        # What stood there before is another post: nothing is typed into it while this one is on its way.
        self.view.setEnabled(False)
        self.unveil()
        latest = self.runner.latest("editor")
        self.runner.on_record(
            lambda r: self._stored(r.look(), post), latest(self._show), latest(self._not_shown)
        )

    @staticmethod
    def _stored(look: Looking, post: str | None) -> tuple[EditorRow, bool]:
        """As saved last, or as typed last where that was not saved (True)."""
        unsaved = scratch.found(look, post)
        if unsaved is not None:
            return editor.checked(look, post, unsaved), True
        return (editor.stored(look, post) if post else editor.empty(look)), False

    def _show(self, shown: tuple[EditorRow, bool]) -> None:
        row, unsaved = shown
        self.view.show_rows(row, self.house.now())
        self.view.setEnabled(True)
        self.view.begin()
        if unsaved:
            self.shell.say(tr("This is as you typed it last. It is not saved yet."), self._on_throw_away)

    def _on_throw_away(self) -> None:
        """Back to what was saved last."""
        post = self.post
        self.runner.on_record(
            lambda r: r.journal.local.scratch_drop(scratch.key(post)),
            lambda _: self.open(post),
            self.shell.tell,
        )

    def _not_shown(self, error: BaseException) -> None:
        self.view.setEnabled(True)
        self.shell.tell(error)
        self.shell.go("drafts")

    def _fault(self, error: BaseException) -> None:
        """Said in place: what is written stays."""
        self.view.show_fault(self.shell.sentence(error))

    def touched(self, _changes: Changes) -> bool:
        """Typing is never overwritten from behind; only the checks are looked at again."""
        return False

    def _on_changed(self, given: DraftInput) -> None:
        post = self.post
        self.shell.saving(True)
        self.look(lambda look: editor.checked(look, post, given), self.view.show_checks, "checks")

    def _on_scratch(self, given: DraftInput) -> None:
        """Autosave beside the record: survives a crash, is nobody's act."""
        key = scratch.key(self.post)

        def keep(record: Record) -> None:
            record.journal.local.scratch_set(key, scratch.kept(given))

        self.runner.on_record(keep, lambda _: self.shell.saving(False), self.shell.tell)

    def _on_save(self, post: str | None, given: DraftInput) -> None:
        self.act(lambda r: self._saved(r, post, given), WRITTEN, self._on_saved, self._fault)

    def _saved(self, record: Record, post: str | None, given: DraftInput) -> str:
        saved = posts.save(record.desk, post, editor.draft_of(given))
        record.journal.local.scratch_drop(scratch.key(post))
        return saved

    def _on_saved(self, post: str) -> None:
        self.post = post
        self.shell.saving(False)
        self.shell.say(tr("Saved."))
        self.look(lambda look: editor.stored(look, post), self.view.show_saved, "saved")

    def _on_ask(self, post: str | None, given: DraftInput) -> None:
        def work(record: Record) -> tuple[str, str]:
            saved = self._saved(record, post, given)
            draft = editor.draft_of(given)
            window = editor.window_of(record.look(), draft)
            return saved, approvals.ask(record.desk, saved, list(given.chosen), window)

        self.act(work, ASKED, self._on_asked, self._fault)

    def _on_asked(self, result: tuple[str, str]) -> None:
        self.post = result[0]
        self.shell.saving(False)
        self.shell.say(tr("Asked. It goes out when everybody has said yes, at its time, and not before."))
        self.shell.go("drafts")
        self.shell.asked(result[1])

    def _on_image(self, part: int, path: str) -> None:
        def work(record: Record) -> tuple[int, MediaRow]:
            file = Path(path)
            with file.open("rb") as opened:
                data = opened.read(FILE_LIMIT + 1)
            made = attach(record.desk.media, data, file.name)
            p = made.picture
            row = MediaRow(p.digest, p.name, p.mime, "", p.width, p.height, p.size, made.thumb)
            return part, row

        self.runner.on_record(work, lambda r: self.view.add_image(*r), self._fault)

    def _on_template(self) -> None:
        """The approved answers' words, to begin from."""

        def show(templates: tuple[TemplateRow, ...]) -> None:
            sheet = TemplatesSheet(templates, self.view)
            sheet.picked.connect(self.view.insert_words)
            sheet.open()

        self.look(usable_templates, show, "templates")
