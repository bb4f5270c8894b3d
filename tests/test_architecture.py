"""Who may touch what: one room knows SQL, one module writes deals and their history."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import salesops_tui

PACKAGE = Path(salesops_tui.__file__).parent
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TEMP\s+)?TABLE|PRAGMA)\b", re.DOTALL
)


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package by its path."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def texts(tree: ast.Module) -> Iterator[str]:
    """Every text of a module, docstrings aside."""
    told = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_only_storage_knows_sql() -> None:
    knowing = {name.split("/")[0] for name, tree in modules() if any(map(SQL.search, texts(tree)))}
    assert knowing == {"storage"}


def test_only_one_module_writes_deals_and_their_events() -> None:
    """Deals come through ``DealRepository.write``; undo writes back what the journal kept, in any table; and a salvage says
    again what a lost event said."""
    writing = {
        name
        for name, tree in modules()
        for text in texts(tree)
        if re.search(r"(INSERT INTO|UPDATE|DELETE FROM)\s+(deal|deal_event)\b(?!_)", text)
    }
    assert writing <= {"storage/triggers.py", "storage/salvage.py"}
    holders = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Records"
        and any(isinstance(argument, ast.Name) and argument.id in ("DEAL", "EVENT") for argument in node.args)
    }
    assert holders == {"storage/repositories/deals.py"}


def test_nobody_else_writes_through_the_records_of_deals() -> None:
    """``deals.records`` is for reading: its ``insert`` and ``update`` would leave no history."""
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in ("insert", "update"):
                assert not ast.unparse(node.value).endswith("deals.records"), name


def test_all_time_comes_from_the_clock() -> None:
    asking = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("datetime.now", "date.today", "datetime.today", "datetime.utcnow", "time.time")
    }
    assert asking == {"clock.py"}
