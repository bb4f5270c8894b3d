"""Short ways to put deals into a workbook, and to compare two states of one."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from salesops_tui.domain.deals import MADE_HERE, Deal
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.storage.repositories.deals import DealWrite
from salesops_tui.storage.schema import JOURNALLED
from salesops_tui.storage.triggers import columns
from salesops_tui.storage.workbook import Workbook


def new_deal(workbook: Workbook, **fields: Any) -> Deal:
    """A deal that is not in the workbook yet."""
    plain: dict[str, Any] = {
        "id": workbook.new_id(),
        "name": "Huadong ERP",
        "stage_id": "contact",
        "currency": "CNY",
        "known_since": workbook.store.clock.now(),
        "amount": 120_000_00,
        "close_date": date(2026, 11, 30),
    }
    return Deal(**(plain | fields))


def add(workbook: Workbook, *deals: Deal, kind: StepKind = StepKind.ADD_DEAL) -> None:
    """Write new deals in one step; those of another system as an import."""
    with workbook.step(kind, Origin.SCREEN, {"deal": deals[0].name}):
        workbook.deals.write([DealWrite(None, deal, deal.source or MADE_HERE) for deal in deals])


def change(
    workbook: Workbook, deal_id: str, at: datetime | None = None, kind: StepKind = StepKind.EDIT_DEAL, **fields: Any
) -> Deal:
    """Change fields of a deal in one step; returns the deal as it is then."""
    before = workbook.deals.get(deal_id)
    assert before is not None
    after = replace(before, **fields)
    with workbook.step(kind, Origin.SCREEN, {"deal": before.name}):
        workbook.deals.write([DealWrite(before, after, MADE_HERE, at)])
    return after


def dump(connection: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Everything a workbook says, its journal aside: table → rows."""
    return {
        table: sorted(connection.execute(f"SELECT {', '.join(columns(connection, table))} FROM {table}"), key=repr)
        for table in (*JOURNALLED, "deal_total", "current_step")
    }


def pasts(workbook: Workbook) -> dict[str, list[tuple[Any, ...]]]:
    """What all deals were and their ways through the stages, once they are worked out, by the deals' identifiers."""
    assert workbook.pasts.catch_up(workbook.pipeline, workbook.store.clock.zone) == 0
    connection = workbook.connection
    return {
        table: sorted(
            ((numbers[number], *values) for number, *values in connection.execute(f"SELECT {columns_} FROM {table}")),
            key=repr,
        )
        for numbers in [dict(connection.execute("SELECT number, deal_id FROM deal_past"))]
        for table, columns_ in (
            ("deal_state", ", ".join(["number", *(c for c in columns(connection, "deal_state") if c != "number")])),
            ("deal_stage", ", ".join(columns(connection, "deal_stage"))),
        )
    }


def forget_pasts(workbook: Workbook) -> None:
    """Let the pasts be worked out from nothing the next time."""
    for table in ("deal_state", "deal_stage", "deal_past", "deal_past_read"):
        workbook.connection.execute(f"DELETE FROM {table}")
