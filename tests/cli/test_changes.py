"""The changes of the sample weeks, as the command line tells them, against a calculation by hand.

The two exports are what a CRM said on Monday 16 and on Monday 23 November. By hand, from nothing but the two files: what was
open then, what is open now, and what every deal did in between.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas
import pytest

from salesops_tui import paths
from salesops_tui.cli.main import run

EXPORTS = paths.sample_data() / "en"
FIRST, SECOND = (EXPORTS / f"deals-2026-11-{day}.csv" for day in (16, 23))


@pytest.fixture
def workbook_path(tmp_path: Path) -> Path:
    """A workbook into which each export came on its Monday."""
    path = tmp_path / "team.db"
    for export, today in ((FIRST, "2026-11-16"), (SECOND, "2026-11-23")):
        assert run(["--db", str(path), "--today", today, "import", str(export)]) == 0
    return path


def told(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, tuple[int, int]]:
    """What the command line tells: change → how many deals, and the amount in yuan."""
    capsys.readouterr()
    arguments = ["pipeline", "--view", "changes", "--format", "json", *options]
    assert run(["--db", str(path), "--today", "2026-11-25", *arguments]) == 0
    sheets: Any = json.loads(capsys.readouterr().out)
    rows = sheets["changes"]["rows"]
    found = {}
    for row in rows:
        amount = row["amount"]
        minor = amount["value"] if "value" in amount else amount["minor"]
        found[row["change"]] = row["deals"], minor // 100
    return {change: value for change, value in found.items() if value[0] or change in ("Start", "End")}


def by_hand(first_day: str) -> dict[str, tuple[int, int]]:
    """The same from the two files: deals by their identifiers, only yuan, because the others have no rate."""
    before, after = (pandas.read_csv(path, encoding="utf-8-sig", dtype={"Amount": float}) for path in (FIRST, SECOND))
    # A deal that the second file no longer has stays as it was.
    after = pandas.concat([after, before[~before["Opportunity ID"].isin(after["Opportunity ID"])]])
    for table in (before, after):
        table["yuan"] = table["Amount"].where(table["Amount Currency"] == "CNY", 0).fillna(0).astype(int)
        table["open"] = ~table["Stage"].str.startswith("Closed")
    counted: dict[str, list[int]] = {"Start": [], "End": [int(yuan) for yuan in after[after["open"]]["yuan"]]}
    then = {deal["Opportunity ID"]: deal for deal in before.to_dict("records")}
    for now in after.to_dict("records"):
        was = then.get(now["Opportunity ID"], now)
        known_before = now["Opportunity ID"] in then and first_day > "2026-11-16"
        if known_before and now["Last Modified Date"] < first_day:
            # It changed on Monday, after the first export: that is how the second day begins.
            was = now
        # Neither was closed already when it was first seen, unless it closed in these days.
        if not (was["open"] or (not known_before and first_day <= now["Close Date"] <= "2026-11-23")):
            continue
        made_earlier = now["Created Date"] < first_day
        way_in = "Start" if known_before else "First seen" if made_earlier else "New"
        counted.setdefault(way_in, []).append(int(was["yuan"]))
        difference = int(now["yuan"] - was["yuan"])
        if difference:
            counted.setdefault("Amount up" if difference > 0 else "Amount down", []).append(difference)
        if not now["open"]:
            counted.setdefault(now["Stage"].removeprefix("Closed "), []).append(-int(now["yuan"]))
    return {change: (len(amounts), sum(amounts)) for change, amounts in counted.items()}


def test_the_week_between_the_exports_equals_a_hand_calculation(
    workbook_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(workbook_path, capsys, "--from", "2026-11-17", "--to", "2026-11-23")
    assert found == by_hand("2026-11-17")
    assert found == {
        "Start": (81, 63_710_000),
        "First seen": (2, 2_700_000),
        "New": (8, 3_680_000),
        "Amount up": (2, 21_000),
        "Amount down": (3, -405_000),
        "Won": (6, -4_330_000),
        "Lost": (4, -345_000),
        "End": (81, 65_031_000),
    }
    assert 63_710_000 + 2_700_000 + 3_680_000 + 21_000 - 405_000 - 4_330_000 - 345_000 == 65_031_000


def test_from_the_day_of_the_first_export_on_everything_is_first_seen(
    workbook_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(workbook_path, capsys, "--from", "2026-11-16", "--to", "2026-11-23")
    assert found == by_hand("2026-11-16")
    assert found == {
        "Start": (0, 0),
        "First seen": (82, 64_580_000),
        "New": (10, 6_380_000),
        "Amount up": (3, 51_000),
        "Amount down": (3, -405_000),
        "Won": (6, -4_330_000),
        "Lost": (5, -1_245_000),
        "End": (81, 65_031_000),
    }
