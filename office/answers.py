"""Answering on this machine, whatever was asked: a post, a resumption, a period, an exception, the clock, an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from office import approvals, exceptions, periods, sending, templates
from office.desk import Desk, Reading, Refused
from office.exceptions import asked as exceptions_asked
from office.journal import queries
from office.periods import all_periods
from office.rules.refusal import Refusal
from office.statements import Statement, make


def answer(desk: Desk, request: str, verdict: str, given: Mapping[str, Any], words: str = "") -> None:
    """Sign and record the signed-in person's answer to a request. `verdict`: yes, or changes (no).

    Raises Refused with every reason why they may not; `request.answered` when it waits no more.
    """
    if verdict != "yes" and not words.strip():
        raise Refused(Refusal("words.needed"))
    rows = queries.of_request(desk.journal, request)
    if rows:
        waiting = [r["id"] for r in rows if r["state"] == "in review"]
        if not waiting:
            raise Refused(Refusal("request.answered"))
        approvals.answer_here(desk, waiting, request, verdict, given, words)
        return
    _other(desk, Reading(desk.journal), request, verdict, words)


def _other(desk: Desk, reading: Reading, request: str, verdict: str, words: str) -> None:
    state = sending.sending(reading)

    def signed(kind: str, **facts: Any) -> tuple[Statement, str]:
        told = {"request": request, "verdict": verdict, "words": words.strip(), **facts}
        return make(desk.me, desk.now, kind, reading.workspace, **told)

    for asked in _of(state.asked, request):
        sending.confirm_resume(desk, *signed("resume", released=list(asked["released"])))
        return
    for period in all_periods(reading):
        for asked in _of(period.asked, request):
            told = {k: asked[k] for k in ("lift", "start", "end")}
            periods.confirm_change(desk, period.id, *signed("lift", period=period.id, **told))
            return
    for _ in _of(state.clock_asked, request):
        sending.confirm_clock(desk, *signed("clock"))
        return
    for row in queries.deliveries(desk.journal, ["held", "in review", "approved"]):
        for asked in _of(exceptions_asked(reading, row["id"]), request):
            told = {k: asked[k] for k in ("period", "digest", "expires")}
            exceptions.record_answer(desk, row["id"], *signed("exception", delivery=row["id"], **told))
            return
    for proposed in templates.open_proposals(reading):
        if proposed.request == request:
            templates.answer_here(desk, proposed, "yes" if verdict == "yes" else "no", words)
            return
    raise Refused(Refusal("request.answered"))


def _of(asked: Sequence[Mapping[str, Any]], request: str) -> list[Mapping[str, Any]]:
    return [a for a in asked if a["request"] == request]
