"""Rules, accounts and people: who may speak, where, under what rules?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from office.journal import queries
from office.packs import Pack, categories, packs, workflows
from office.periods import Period, all_periods, proposal
from office.rows import AccountRow, DeliveryRow, PackRow, PersonRow, RulesRows
from office.screens.header import caught, period_row, sending_row
from office.screens.replies import all_answers
from office.screens.shared import Looking, stage_rows


def rules(look: Looking) -> RulesRows:
    periods = tuple(period_row(look, p) for p in all_periods(look.reading))
    order = {"in force": 0, "coming": 1, "ended": 2, "lifted": 3}
    held = look.deliveries(queries.deliveries(look.desk.journal, ["held"], 500))
    titles = categories()
    shown = tuple(
        (titles.get(c, "Everything else"), stage_rows(s, (), "", frozenset(), look.people))
        for c, s in workflows().items()
    )
    return RulesRows(
        tuple(sorted(periods, key=lambda p: (order[p.state], p.start))),
        tuple(pack_row(p) for p in packs().values()),
        sending_row(look),
        shown,
        held,
        all_answers(look),
    )


def pack_row(pack: Pack) -> PackRow:
    return PackRow(
        pack.id,
        pack.title,
        pack.force,
        pack.notice,
        pack.levels,
        pack.stops,
        pack.grantors,
        pack.sources,
        pack.start_rule,
        pack.end_rule,
        pack.body_types,
        pack.territories,
        pack.grounds,
    )


def preview(
    look: Looking,
    pack_id: str,
    start: datetime,
    end: datetime | None,
    body_types: Sequence[str] = (),
    territories: Sequence[str] = (),
) -> tuple[DeliveryRow, ...]:
    """Every delivery that declaring this would catch, before it is declared."""
    version = proposal(pack_id, "", start, end, body_types, territories, look.desk.now())
    return caught(look, Period("proposed", pack_id, versions=(version,)))


def in_flight(look: Looking) -> tuple[DeliveryRow, ...]:
    """What a resumption would have to decide on, item by item: everything that may still go out."""
    return look.deliveries(queries.deliveries(look.desk.journal, ["approved", "held"], 500))


def going_out_soon(look: Looking) -> tuple[DeliveryRow, ...]:
    """What will not go out while no Despatch runs: everything that is approved, or being sent."""
    return look.deliveries(queries.deliveries(look.desk.journal, ["sending", "approved"], 500))


def people(look: Looking) -> tuple[PersonRow, ...]:
    return tuple(look.person(p) for p in look.people.values())


def accounts(look: Looking) -> tuple[AccountRow, ...]:
    return tuple(look.account(a) for a in look.accounts)
