"""``salesops targets``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from salesops_tui import paths
from salesops_tui.cli.main import run

Command = Callable[..., tuple[int, str]]
EN = paths.sample_data() / "en"


@pytest.fixture
def salesops(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command on a workbook that has the sample's people and targets."""

    def command(*arguments: str) -> tuple[int, str]:
        code = run(["--db", str(tmp_path / "team.db"), "--today", "2026-11-25", *arguments])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    assert command("import", str(EN / "people.csv"), str(EN / "targets.csv"))[0] == 0
    return command


def test_the_year_by_time(salesops: Command) -> None:
    code, told = salesops("targets")
    assert code == 0
    assert told.splitlines()[2].split()[:3] == ["Company", "2026", "¥152,000,000"]
    assert len(told.splitlines()) == 2 + 1 + 4 + 12


def test_by_organisation_as_json(salesops: Command) -> None:
    code, told = salesops("targets", "--by", "team", "--format", "json")
    assert code == 0
    rows = json.loads(told)["targets"]["rows"]
    assert [row["whose"].strip() for row in rows[:2]] == ["Company", "Key accounts"]


def test_in_chinese_with_a_year_that_is_none(salesops: Command) -> None:
    code, told = salesops("targets", "--year", "12026", "--lang", "zh_Hans")
    assert code == 2
    assert "--year 应为年份" in told


def test_a_year_without_targets_says_so(salesops: Command) -> None:
    code, told = salesops("targets", "--year", "2031")
    assert code == 0
    assert told.splitlines()[2].split()[:3] == ["Company", "2031", "n/a"]
