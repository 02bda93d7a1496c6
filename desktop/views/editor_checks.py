"""Beside the editor: what the checks say, and who must say yes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import times
from desktop.phrases import joined, plural, refusal_tone, refusal_words, tr
from desktop.views import words
from desktop.views.again import Again
from desktop.widgets.cards import Card
from desktop.widgets.emphasis import Emphasis
from desktop.widgets.icons import Icon
from desktop.widgets.labels import PlainLabel, Secondary, plain_tip
from desktop.widgets.pill import Pill
from office.rows import EditorRow, StageRow
from office.rules.refusal import Level, Refusal

ICONS = {Level.BLOCK: "block", Level.HOLD: "pause", Level.WARN: "warn"}

PASSED = {
    "check.alt": "Every picture is described",
    "check.length": "It fits every account",
    "check.sentence": "25 words a sentence at most",
    "check.hours": "Inside office hours",
    "check.pace": "Not too close to another post",
    "check.hashtags": "Hashtags read well aloud",
    "check.emoji": "Few emoji, none repeated",
    "check.letters": "Plain letters only",
    "check.links": "One link, and it shows where it leads",
    "check.personal": "No personal data found",
    "check.markings": "No security marking in it",
    "check.names": "No name on the list for this period",
    "check.achievement": "It does not read as praise for the government",
    "check.duplicate": "No other account gets the same words",
    "check.source": "Its figures have a source",
    "check.objective": "It serves an objective",
    "check.parliament": "Nothing that Parliament hears first",
}
"""In the order in which they matter to a reader; only the first are named."""
NAMED = 5


class ChecksCard(Card):
    """Blocks first, then what to look at, then what is good."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Checks"), parent=parent, gap=7)
        self._again = Again()
        self._pill = Pill("", "neutral")
        self.head.addWidget(self._pill)

    def show_row(self, row: EditorRow) -> None:
        if self._again.said(row.checks, row.passed, row.cost):
            return
        self.clear()
        self._pill.show_state(*_verdict(row.checks))
        self._pill.setVisible(bool(row.checks or row.passed))
        for refusal in row.checks:
            self.column.addWidget(_finding(refusal))
        known = list(PASSED)
        good = sorted(row.passed, key=lambda code: known.index(code) if code in known else len(known))
        for code in good[:NAMED]:
            self.column.addWidget(_line("check", "ok", passed(code)))
        if len(good) > NAMED:
            rest = plural(len(good) - NAMED, "{n} more check found nothing", "{n} more checks found nothing")
            line = _line("check", "ok", rest)
            plain_tip(line, ". ".join(passed(code) for code in good[NAMED:]))
            self.column.addWidget(line)
        if row.cost:
            self.column.addWidget(_line("info", "accent", row.cost))
        if not row.checks and not row.passed:
            self.column.addWidget(
                Secondary(tr("Write something: what each account allows is checked as you type."))
            )


class MustSayYes(Card):
    """The stages in order, and that any change asks again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Who must say yes"), parent=parent, gap=5)
        self._again = Again()

    def show_stages(self, stages: Sequence[StageRow]) -> None:
        if self._again.said(tuple(stages)):
            return
        self.clear()
        for stage in stages:
            self.column.addWidget(Emphasis(_stage(stage), ink="ink2", bold_ink="ink", size=13.5))
        note = (
            tr("Any change to words, picture, accounts or time asks them again.")
            if stages
            else tr("Choose an account and a kind: the rules say who has to agree.")
        )
        self.column.addWidget(Secondary(note))


def passed(code: str) -> str:
    """What a check that found nothing has made sure of."""
    return tr(PASSED[code]) if code in PASSED else words.category(code.partition(".")[2] or code)


def _verdict(checks: Sequence[Refusal]) -> tuple[str, str]:
    blocks = sum(check.level is Level.BLOCK for check in checks)
    if blocks:
        return plural(blocks, "{n} stops it", "{n} stop it"), "bad"
    holds = sum(check.level is Level.HOLD for check in checks)
    if holds:
        return plural(holds, "{n} holds it", "{n} hold it"), "hold"
    if checks:
        return tr("{n} to look at").format(n=len(checks)), "warn"
    return tr("all good"), "ok"


def _finding(refusal: Refusal) -> QWidget:
    title, sentence = refusal_words(refusal)
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(7)
    row.addWidget(Icon(ICONS[refusal.level], refusal_tone(refusal), 17), 0, Qt.AlignmentFlag.AlignTop)
    lines = QVBoxLayout()
    lines.setSpacing(1)
    lines.addWidget(PlainLabel(title, bold=True))
    if sentence:
        lines.addWidget(Secondary(sentence))
    row.addLayout(lines, 1)
    return made


def _line(icon: str, tint: str, text: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(7)
    row.addWidget(Icon(icon, tint, 17), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(PlainLabel(text), 1)
    return made


def _stage(stage: StageRow) -> list[tuple[str, bool]]:
    who = ", ".join(stage.by)
    if stage.state == "done" and who:
        said = tr("{who} said yes").format(who=who)
        said = f"{said}, {times.clock(stage.at)}" if stage.at else said
    elif stage.needed > 1:
        said = tr("{n} different people").format(n=stage.needed)
    else:
        others = [words.role(role).lower() for role in stage.roles if words.role(role) != stage.title]
        if not others:
            said = tr("any one of them")
        elif len(others) < len(stage.roles):
            said = tr("or {roles}").format(roles=joined(others, tr("or")))
        else:
            said = tr("any {roles}").format(roles=joined(others, tr("or")))
    return [(f"{stage.number}. ", False), (stage.title, True), (f"  {said}", False)]
