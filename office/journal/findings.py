"""Collects findings, the first thousand of them with their facts."""

from __future__ import annotations

from office.journal.report import MOST_FINDINGS, Finding


class Findings:
    def __init__(self) -> None:
        self._all: list[Finding] = []
        self.more = 0

    def add(self, code: str, seq: int, **facts: object) -> None:
        if len(self._all) < MOST_FINDINGS:
            self._all.append(Finding(code, seq, facts))
        else:
            self.more += 1

    def in_order(self) -> tuple[Finding, ...]:
        """What is about the whole first, then by entry."""
        return tuple(sorted(self._all, key=lambda finding: finding.seq))
