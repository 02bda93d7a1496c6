"""What an officer can do about what citizens say: triage, take, answer, hand over, not answer."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.assemble.house import Record
from desktop.phrases import tr
from desktop.wishes.wish import Wish
from office import replies
from office.desk import Refused
from office.journal.mentions import Mention
from office.rows import Changes, MentionDetail, MentionRow
from office.rules.refusal import Refusal
from office.screens import replies as screen

TOUCHED = Changes(mentions=True)
ANSWERED = Changes(mentions=True, approvals=True, posts=True, sending=True)


def _mention(record: Record, mention_id: str) -> Mention:
    found = record.journal.local.mentions.get(mention_id)
    if found is None:
        raise Refused(Refusal("reply.gone"))
    return found


class RepliesWishes(Wish):
    which = "waiting"
    chosen = ""

    def join(self) -> None:
        self.view.filter_wanted.connect(self._on_filter)
        self.view.open_wanted.connect(self.open)
        self.view.more_wanted.connect(self._on_more)
        self.view.triage_wanted.connect(self._on_triage)
        self.view.take_wanted.connect(self._on_take)
        self.view.answer_wanted.connect(self._on_answer)
        self.view.own_words_wanted.connect(self._on_own_words)
        self.view.close_wanted.connect(self._on_close)
        self.view.hand_over_wanted.connect(self._on_hand_over)
        self.view.measure_wanted.connect(self._on_measure)

    def reload(self) -> None:
        which = self.which
        self.look(lambda look: (screen.queue(look, which), screen.counts(look)), self._show)

    def touched(self, changes: Changes) -> bool:
        return changes.mentions or changes.rules or changes.sending

    def _show(self, shown: tuple[tuple[MentionRow, ...], Mapping[str, int]]) -> None:
        rows, counts = shown
        self.view.show_rows(rows, self.house.now(), counts[self.which], counts)
        current = self.view.current()
        if current is not None:
            self.open(current)

    def _on_more(self, which: str, offset: int) -> None:
        self.look(
            lambda look: screen.queue(look, which, screen.PAGE, offset),
            lambda rows: self.view.show_page(offset, rows),
            f"page/{offset}",
        )

    def _on_filter(self, which: str) -> None:
        self.which = which
        self.chosen = ""
        self.reload()

    def open(self, mention: str) -> None:
        self.chosen = mention
        latest = self.runner.latest("replies/detail")
        self.runner.on_record(
            lambda r: screen.detail(r.look(), mention), latest(self._detail), latest(self._gone)
        )

    def _detail(self, detail: MentionDetail) -> None:
        self.view.show_detail(detail, self.house.now())

    def _fault(self, error: BaseException) -> None:
        """Said in place; what is written stays."""
        self.view.show_fault(self.shell.sentence(error))

    def _gone(self, error: BaseException) -> None:
        self.chosen = ""
        self.shell.tell(error)

    def _on_triage(self, mention: str, triage: str) -> None:
        self.act(lambda r: replies.triage(r.desk, [mention], triage), TOUCHED)

    def _on_take(self, mention: str) -> None:
        self.act(lambda r: replies.take(r.desk, mention), TOUCHED)

    def _on_answer(self, mention: str, template: str) -> None:
        said = tr("Answered. It goes out as soon as the account is free.")
        self.act(
            lambda r: replies.answer_with(r.desk, _mention(r, mention), template),
            ANSWERED,
            lambda _: self._answered(mention, said),
            self._fault,
        )

    def _on_own_words(self, mention: str, text: str) -> None:
        said = tr("Asked. Your own words go out when a line manager has said yes.")
        self.act(
            lambda r: replies.answer_in_own_words(r.desk, _mention(r, mention), text),
            ANSWERED,
            lambda request: self._asked(mention, said, request),
            self._fault,
        )

    def _asked(self, mention: str, said: str, request: str) -> None:
        self._answered(mention, said)
        self.shell.asked(request)

    def _answered(self, mention: str, said: str) -> None:
        self.chosen = ""
        self.view.show_answered(mention)
        self.shell.say(said)

    def _on_close(self, mention: str, because: str) -> None:
        said = tr("Closed without an answer. The reason is in the record.")
        self.act(
            lambda r: replies.close(r.desk, mention, because),
            TOUCHED,
            lambda _: self._answered(mention, said),
            self._fault,
        )

    def _on_hand_over(self, mention: str, to: str) -> None:
        said = tr("Handed over. It is in the record.")
        self.act(
            lambda r: replies.hand_over(r.desk, mention, to),
            TOUCHED,
            lambda _: self._answered(mention, said),
            self._fault,
        )

    def _on_measure(self, mention: str, text: str) -> None:
        def work(record: Record) -> tuple[str, int, int]:
            found = _mention(record, mention)
            platform = record.look().account(found.account).platform
            length, limit, _ = record.desk.measure(platform, text)
            return mention, length, limit

        latest = self.runner.latest("replies/measure")
        self.runner.on_record(work, latest(lambda m: self.view.show_measure(*m)), latest(self.shell.tell))
