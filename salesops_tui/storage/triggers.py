"""Triggers that no write can go round: the journal of every change, and the totals of the pipeline."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from salesops_tui.storage.schema import JOURNALLED

_STEP: Final = "(SELECT id FROM current_step)"

_ADD_TO_TOTAL: Final = """
    INSERT INTO deal_total VALUES (
        NEW.stage_id, NEW.currency, coalesce(NEW.probability, -1), 1, NEW.amount IS NULL, coalesce(NEW.amount, 0)
    )
    ON CONFLICT DO UPDATE SET
        deals = deals + 1, without_amount = without_amount + excluded.without_amount, amount = amount + excluded.amount;
"""

_TAKE_FROM_TOTAL: Final = """
    UPDATE deal_total SET
        deals = deals - 1, without_amount = without_amount - (OLD.amount IS NULL), amount = amount - coalesce(OLD.amount, 0)
    WHERE (stage_id, currency, probability) = (OLD.stage_id, OLD.currency, coalesce(OLD.probability, -1));
    DELETE FROM deal_total
    WHERE (stage_id, currency, probability) = (OLD.stage_id, OLD.currency, coalesce(OLD.probability, -1)) AND deals = 0;
"""

KEPT: Final = {
    "step_is_kept": (
        "CREATE TRIGGER step_is_kept BEFORE DELETE ON step BEGIN SELECT RAISE(ABORT, 'steps are never erased'); END"
    ),
    "step_stays": (
        "CREATE TRIGGER step_stays BEFORE UPDATE ON step WHEN OLD.id NOT IN (SELECT id FROM current_step)\n"
        "BEGIN SELECT RAISE(ABORT, 'steps are never rewritten'); END"
    ),
    "change_is_kept": (
        "CREATE TRIGGER change_is_kept BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'changes are never erased'); END"
    ),
    "change_stays": (
        "CREATE TRIGGER change_stays BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'changes are never rewritten'); END"
    ),
    "audit_link_is_kept": (
        "CREATE TRIGGER audit_link_is_kept BEFORE DELETE ON audit_link\n"
        "BEGIN SELECT RAISE(ABORT, 'the audit chain is never cut'); END"
    ),
    "audit_link_stays": (
        "CREATE TRIGGER audit_link_stays BEFORE UPDATE ON audit_link\n"
        "BEGIN SELECT RAISE(ABORT, 'the audit chain is never rewritten'); END"
    ),
    "sealed_report_stays": (
        "CREATE TRIGGER sealed_report_stays BEFORE UPDATE ON sealed_report\n"
        "BEGIN SELECT RAISE(ABORT, 'a sealed report is never rewritten'); END"
    ),
    "sealed_minutes_stay": (
        "CREATE TRIGGER sealed_minutes_stay BEFORE UPDATE ON sealed_minutes\n"
        "BEGIN SELECT RAISE(ABORT, 'sealed minutes are never rewritten'); END"
    ),
}
"""The journal is only ever added to, and what is sealed stays as it is; taking its step back takes it away."""

TOTALS: Final = {
    "deal_total_insert": f"CREATE TRIGGER deal_total_insert AFTER INSERT ON deal BEGIN {_ADD_TO_TOTAL} END",
    "deal_total_update": (
        "CREATE TRIGGER deal_total_update AFTER UPDATE OF stage_id, currency, amount, probability ON deal "
        f"BEGIN {_TAKE_FROM_TOTAL} {_ADD_TO_TOTAL} END"
    ),
    "deal_total_delete": f"CREATE TRIGGER deal_total_delete AFTER DELETE ON deal BEGIN {_TAKE_FROM_TOTAL} END",
}


def columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """The names of a table's columns, in their order."""
    return tuple(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))


def restored(connection: sqlite3.Connection, table: str, source: str) -> dict[str, str]:
    """For each column the SQL expression that reads it from a journalled image; a column younger than the image has none
    there, and is what a new row has in it."""
    expressions = {}
    for _place, name, _type, required, default, _key in connection.execute(f"PRAGMA table_info({table})"):
        told = f"json_extract({source}, '$.{name}')"
        expressions[name] = f"coalesce({told}, {default})" if required and default is not None else told
    return expressions


def image(row: str, names: tuple[str, ...]) -> str:
    """An SQL expression for a whole row as the journal keeps it."""
    pairs = (f"'{name}', {row}.{name}" for name in names)
    return f"json_object({', '.join(pairs)})"


def expected(connection: sqlite3.Connection) -> dict[str, str]:
    """Every trigger of this version, some written from the tables' own columns: name → statement."""
    return {**dict(_journal(connection)), **KEPT, **TOTALS}


def renew(connection: sqlite3.Connection) -> None:
    """Write all triggers afresh; the newest migration ends with it."""
    drop(connection)
    for statement in expected(connection).values():
        connection.execute(statement)


def drop(connection: sqlite3.Connection) -> None:
    """Take all triggers away: while tables change their shape, none may fire or stand in the way."""
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")


def _journal(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for table in JOURNALLED:
        before = image("OLD", columns(connection, table))
        yield (
            f"journal_{table}_insert",
            (
                f"CREATE TRIGGER journal_{table}_insert AFTER INSERT ON {table} BEGIN "
                f"INSERT INTO change (step_id, table_name, row_id, operation) VALUES ({_STEP}, '{table}', NEW.id, 'I'); END"
            ),
        )
        for verb, operation in (("update", "U"), ("delete", "D")):
            yield (
                f"journal_{table}_{verb}",
                (
                    f"CREATE TRIGGER journal_{table}_{verb} AFTER {verb.upper()} ON {table} BEGIN "
                    "INSERT INTO change (step_id, table_name, row_id, operation, before) "
                    f"VALUES ({_STEP}, '{table}', OLD.id, '{operation}', {before}); END"
                ),
            )
