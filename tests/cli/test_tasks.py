"""Tasks on the command line."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar

from salesops_tui.cli.main import run

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def salesops(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command on a workbook of its own; returns the exit code and what was printed."""

    def command(*arguments: str, today: str = "2026-11-25") -> tuple[int, str]:
        code = run(["--db", str(tmp_path / "team.db"), "--today", today, *arguments])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    people = tmp_path / "people.csv"
    people.write_text("Name,Team\nLi Na,East\nWang Wei,East\n", encoding="utf-8")
    assert command("import", "--as", "people", str(people))[0] == 0
    return command


def test_a_line_is_added_and_told_as_it_was_read(salesops: Command) -> None:
    code, told = salesops("add", "call", "Huadong", "fri", "3pm", "!!", "@LiNa", "#visit", "~30m")
    assert code == 0
    first, second = told.splitlines()
    assert first.endswith("  call Huadong")
    assert second.strip() == "Do now · due Fri 15:00 · Li Na · 30 min · #visit"


def test_what_is_unclear_is_noted_and_the_task_is_there(salesops: Command) -> None:
    code, told = salesops("add", "pay 31 Nov @nobody")
    assert code == 0
    assert "! nobody is called “@nobody”: it stays in the title" in told
    assert "pay 31 Nov @nobody" in salesops("tasks")[1]


def test_several_lines_come_from_the_input(salesops: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("one !!\n\n给客户报价 周五\n"))
    assert salesops("add", "-")[0] == 0
    assert "Add 2 tasks" in salesops("log")[1]


def test_a_line_that_says_nothing_is_refused(salesops: Command) -> None:
    code, told = salesops("add", "fri 3pm")
    assert (code, told.strip()) == (1, "A task needs a few words that say what is to be done.")


def test_the_list_is_by_quadrant_with_identifiers_to_type(salesops: Command) -> None:
    for line in ("bid today !! @LiNa", "plan 2026-12-20 !!", "report today", "tidy up", "给华东医药报价 周五 !!"):
        salesops("add", line)
    code, told = salesops("tasks")
    assert code == 0
    lines = told.splitlines()
    assert lines[0] == "1 Do now (urgent and important)"
    assert lines[1].split("  ")[1] == "bid"
    identifier = next(line for line in lines if "tidy up" in line).split()[0]
    assert len(identifier) >= 4
    code, told = salesops("done", identifier, "repor")
    assert (code, told.splitlines()) == (0, ["Done: tidy up", "Done: report"])
    assert "tidy up" not in salesops("tasks")[1]
    assert "tidy up" in salesops("tasks", "--done")[1]


def test_a_filter_narrows_it(salesops: Command) -> None:
    salesops("add", "one @LiNa #visit")
    salesops("add", "two")
    assert "two" not in salesops("tasks", "@li", "#visit")[1]
    assert salesops("tasks", "nothing like it")[1].strip() == "No task."


@pytest.mark.parametrize(
    ("words", "told"),
    [(["nope"], "No open task is meant by “nope”"), (["call"], "may mean"), (["call one", "call on"], "meant twice")],
)
def test_what_means_none_or_several_does_nothing(salesops: Command, words: list[str], told: str) -> None:
    salesops("add", "call one")
    salesops("add", "call two")
    code, said = salesops("done", *words)
    assert code == 1
    assert told in said
    assert "Nothing was done" in said
    assert salesops("tasks", "--done")[1].strip() == "No task."


def test_one_that_recurs_says_when_it_comes_again(salesops: Command) -> None:
    salesops("add", "report every mon 2026-11-02")
    code, told = salesops("done", "report")
    assert (code, told.splitlines()) == (0, ["Done: report (missed ×3)", "Again Mon: report"])


def test_every_format_can_be_printed_or_written(salesops: Command, tmp_path: Path) -> None:
    salesops("add", "bid today !! [b]")
    assert json.loads(salesops("tasks", "--format", "json")[1])["tasks"]["rows"][0]["title"] == "bid [b]"
    assert "- [ ] bid \\[b\\]" in salesops("tasks", "--format", "md")[1]
    assert len(Calendar.from_ical(salesops("tasks", "--format", "ics")[1]).walk("VTODO")) == 1
    for name in ("a.xlsx", "a.csv", "a.ics", "a.todo.txt", "a.taskwarrior.json", "a.todoist.csv", "a.trello.json"):
        assert salesops("tasks", "-o", str(tmp_path / name)) == (0, "")
        assert (tmp_path / name).stat().st_size > 0
    assert (tmp_path / "a.todo.txt").read_text(encoding="utf-8").startswith("(A) 2026-11-25 bid [b] due:2026-11-25")
    code, told = salesops("tasks", "--format", "xlsx")
    assert (code, "name a file with -o" in told) == (2, True)


def test_a_deal_may_be_named(salesops: Command, tmp_path: Path) -> None:
    deals = tmp_path / "deals.csv"
    deals.write_text(
        "Deal name,Account,Stage\nERP rollout,Huadong,contact\nERP pilot,Beike,contact\n", encoding="utf-8"
    )
    assert salesops("import", "--as", "deals", "--stage", "contact=contact", str(deals))[0] == 0
    assert salesops("add", "--deal", "rollout", "send it")[0] == 0
    assert "ERP rollout" in salesops("tasks")[1]
    code, told = salesops("add", "--deal", "ERP", "send it")
    assert (code, "the name of 2 deals" in told) == (2, True)


def test_a_workbook_that_may_only_be_read_is_listed(salesops: Command, tmp_path: Path) -> None:
    salesops("add", "bid today !!")
    path = tmp_path / "team.db"
    path.chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        assert "bid" in salesops("tasks")[1]
    finally:
        tmp_path.chmod(0o700)
