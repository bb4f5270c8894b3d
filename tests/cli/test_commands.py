"""The command line as a person uses it: words in, words out, an exit code."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from salesops_tui import i18n, paths
from salesops_tui.cli.main import run

Command = Callable[..., tuple[int, str]]

EXPORTS = paths.sample_data() / "en"


@pytest.fixture
def salesops(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command on a workbook of its own; returns the exit code and what was printed."""

    def command(*arguments: str, today: str = "2026-11-23") -> tuple[int, str]:
        code = run(["--db", str(tmp_path / "team.db"), "--today", today, *arguments])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return command


def test_the_two_weekly_exports_come_in_and_go_again(salesops: Command) -> None:
    code, told = salesops("import", str(EXPORTS / "deals-2026-11-16.csv"), today="2026-11-16")
    assert code == 0
    assert "120 new · 0 updated · 0 unchanged · 0 skipped" in told
    code, told = salesops("import", str(EXPORTS / "deals-2026-11-23.csv"), "--full")
    assert "10 new · 52 updated · 66 unchanged · 0 skipped" in told
    assert "Stage 32" in told
    assert "Open here, but no longer in the file" in told
    assert "Import deals-2026-11-23.csv: 10 new, 52 updated" in salesops("log")[1]
    assert salesops("undo")[0] == 0
    assert salesops("undo")[0] == 0
    assert "agrees with itself" in salesops("check")[1]
    code, told = salesops("undo")
    assert (code, told.strip()) == (1, "There is nothing to undo.")
    code, told = salesops("import", str(EXPORTS / "deals-2026-11-16.csv"), today="2026-11-16")
    assert "120 new" in told


@pytest.mark.parametrize("folder", ["en", "zh"])
def test_every_sample_file_is_read_without_a_question(salesops: Command, folder: str) -> None:
    files = [str(path) for path in (paths.sample_data() / folder).glob("*.csv") if "11-23" not in path.name]
    code, told = salesops("import", *files)
    assert code == 0, told
    assert told.count(" · 0 skipped") == len(files)


def test_a_dry_run_keeps_nothing(salesops: Command) -> None:
    told = salesops("import", "--dry-run", str(EXPORTS / "deals-2026-11-16.csv"))[1]
    assert "120 new" in told
    assert "nothing was kept" in told
    assert "Import" not in salesops("log")[1]


def test_the_report_has_every_row_and_guards_formulas(salesops: Command, tmp_path: Path) -> None:
    export = tmp_path / "deals.csv"
    export.write_text('Deal name,Stage\n"=HYPERLINK(""x"")",Won\nERP,Won\n', encoding="utf-8")
    salesops("import", str(export), "--report", str(tmp_path / "report.csv"))
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Verdict"] for row in rows] == ["create", "create"]
    assert rows[0]["Name"] == '\'=HYPERLINK("x")'
    salesops("import", str(export), "--report", str(tmp_path / "report.json"))
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["files"][0]["counts"] == {"unchanged": 2}


def test_a_question_names_the_option_that_answers_it_and_has_a_code_of_its_own(
    salesops: Command, tmp_path: Path
) -> None:
    export = tmp_path / "deals.csv"
    export.write_text("Deal name,Stage\nERP,Blue sky\n", encoding="utf-8")
    code, told = salesops("import", str(export))
    assert code == 3
    assert '--stage "Blue sky=' in told
    assert salesops("import", str(export), "--stage", "Blue sky=need")[0] == 0


@pytest.mark.parametrize(
    "arguments", [("frobnicate",), ("import",), ("import", "x.csv", "--map", "nonsense"), ("--today", "soon", "log")]
)
def test_words_that_are_off_are_said_to_be_so(salesops: Command, arguments: tuple[str, ...]) -> None:
    code, told = salesops(*arguments)
    assert code in {1, 2}
    assert told.strip()
    assert "Traceback" not in told


def test_a_backup_is_made_listed_and_restored(salesops: Command) -> None:
    salesops("import", str(EXPORTS / "people.csv"))
    assert salesops("backup")[0] == 0
    assert "asked for" in salesops("backup", "--list")[1]
    salesops("undo")
    code, told = salesops("restore")
    assert code == 0
    assert "before-restore" in told
    assert "Import people.csv" in salesops("log")[1]


def test_the_screen_is_not_opened_without_a_terminal(salesops: Command) -> None:
    code, told = salesops()
    assert code == 2
    assert "needs a terminal" in told


def test_chinese_is_spoken_when_asked_for(salesops: Command) -> None:
    salesops("import", str(EXPORTS / "people.csv"))
    assert "新建工作簿" in salesops("log", "--lang", "zh_Hans")[1]
    i18n.set_language("en")


def test_a_defect_leaves_its_traceback_in_the_log_only(
    salesops: Command,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    def broken(*_arguments: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("salesops_tui.cli.setup.show_settings", broken)
    monkeypatch.setattr(paths, "log_file", lambda: tmp_path / "log" / "salesops.log")
    code, told = salesops("settings")
    assert code == 1
    assert "Traceback" not in told
    assert "ZeroDivisionError" in (tmp_path / "log" / "salesops.log").read_text(encoding="utf-8")


def test_the_first_screen_loads_no_pandas_numpy_or_sqlite_utils(workbook_path: Path) -> None:
    code = f"""
import asyncio, sys
from pathlib import Path
from salesops_tui.cli import arguments, main, workbench
from salesops_tui.clock import SystemClock
from salesops_tui.services.session import close_session, open_session
from salesops_tui.services.standups.day import look as prepare
from salesops_tui.settings import Settings
from salesops_tui.storage.gateway import Gateway
from salesops_tui.ui.app import Workbench
path, clock, settings = Path({str(workbook_path)!r}), SystemClock(), Settings(calendar=None)
gateway = Gateway(lambda: open_session(path, clock, settings), close_session)
app = Workbench(gateway, clock, settings, path, gateway.submit(prepare))
async def look():
    async with app.run_test() as pilot:
        await pilot.pause()
asyncio.run(look())
gateway.close()
print(sorted({{"pandas", "numpy", "sqlite_utils", "babel", "holidays"}} & sys.modules.keys()))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("package", ["domain", "storage.opening", "importing.table", "services.imports.run"])
def test_the_core_cannot_see_the_screen(package: str) -> None:
    code = f"import sys, salesops_tui.{package}; print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_table_is_written_with_a_mark_for_excel_and_grouped_as_asked(salesops: Command, tmp_path: Path) -> None:
    salesops("import", str(EXPORTS / "deals-2026-11-16.csv"), today="2026-11-16")
    output = tmp_path / "table.csv"
    assert salesops("pipeline", "--view", "table", "--by", "owner", "--owner", "Li Na", "-o", str(output))[0] == 0
    assert output.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(output.read_text(encoding="utf-8-sig").split("\n\n")[0].splitlines()))
    assert {row["Owner"] for row in rows if row["Owner"]} == {"Li Na"}
    code, told = salesops("pipeline", "--view", "table", "--by", "moon")
    assert code != 0
    assert "grouped by account, owner" in told


def test_the_forecast_is_told_as_a_table_with_its_figures_explained_in_json(salesops: Command) -> None:
    salesops("import", str(EXPORTS / "deals-2026-11-23.csv"), str(EXPORTS / "targets.csv"))
    code, told = salesops("pipeline", "--view", "forecast")
    assert code == 0
    assert "2026-11" in told
    assert "Attainment" in told
    code, told = salesops(
        "pipeline", "--view", "forecast", "--from", "2026-10-01", "--owner", "Li Na", "--format", "json"
    )
    assert code == 0
    closed = json.loads(told)["forecast"]["rows"][0]
    assert closed["line"] == "Closed"
    assert (closed["2026-10"]["metric"], closed["2026-10"]["scope"]) == ("won-amount", '@"Li Na"')


def test_the_funnel_is_printed_and_grouped(salesops: Command) -> None:
    salesops("import", *(str(EXPORTS / name) for name in ("deals-2026-11-16.csv", "deal-history.csv")))
    code, told = salesops("pipeline", "--view", "funnel", "--by", "source")
    assert code == 0
    assert "Funnel, by lead source" in told
    assert "2025-11-24 to 2026-11-23 · any path" in told
    figures = json.loads(salesops("pipeline", "--view", "funnel", "--format", "json")[1])
    assert salesops("pipeline", "--view", "funnel", "--by", "moon")[0] != 0
    assert figures


def test_a_week_stands_for_its_days(salesops: Command) -> None:
    salesops("import", str(EXPORTS / "deals-2026-11-16.csv"), today="2026-11-16")
    week = salesops("pipeline", "--view", "changes", "--week", "2026-W47")
    assert week == salesops("pipeline", "--view", "changes", "--from", "2026-11-16", "--to", "2026-11-22")
    code, told = salesops("pipeline", "--view", "changes", "--week", "2025-W53")
    assert (code, "not “2025-W53”" in told) == (2, True)
