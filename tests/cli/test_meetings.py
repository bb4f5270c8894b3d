"""``salesops meetings`` and ``salesops minutes``."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date
from pathlib import Path

import pytest

from salesops_tui.cli.main import run
from salesops_tui.clock import FixedClock
from salesops_tui.domain.steps import Origin
from salesops_tui.services.meetings import planning, running, writing
from salesops_tui.services.session import open_session
from salesops_tui.settings import Settings

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def salesops(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command on a workbook with a review that was held and a weekly meeting that comes back."""
    monkeypatch.setenv("SALESOPS_SETTINGS", str(tmp_path / "settings.toml"))
    path = tmp_path / "team.db"
    session = open_session(path, FixedClock.on(date(2026, 11, 24), UTC), Settings())
    with closing(session.workbook):
        meeting = planning.plan(session, "review", date(2026, 11, 24), Origin.PROGRAM, slot=60)
        running.start(session, meeting.id, Origin.PROGRAM)
        writing.note(session, meeting.id, "data", "华东报价太慢", Origin.PROGRAM)
        writing.decide(session, meeting.id, "goals", "报价一天内发出", Origin.PROGRAM)
        running.end(session, meeting.id, Origin.PROGRAM)
        planning.take_up(session, ["weekly"], Origin.PROGRAM)

    def command(*arguments: str) -> tuple[int, str]:
        code = run(["--db", str(path), "--today", "2026-11-25", *arguments])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return command


def test_what_is_to_come_and_what_was(salesops: Command) -> None:
    code, told = salesops("meetings")
    assert code == 0
    assert "2026-11-27  16:00  Weekly meeting" in told
    assert "Performance review" in told
    assert "报价一天内发出" in told
    code, told = salesops("meetings", "--upcoming")
    assert "Performance review" not in told
    assert "\x1b" not in told


def test_words_are_searched_in_notes_and_decisions(salesops: Command) -> None:
    code, told = salesops("meetings", "报价", "--format", "json")
    assert code == 0
    found = json.loads(told)
    assert [row["title"] for row in found["held"]["rows"]] == ["Performance review"]
    assert json.loads(salesops("meetings", "没有", "--format", "json")[1])["held"]["rows"] == []


def test_the_minutes_by_words_by_identifier_and_in_a_file(salesops: Command, tmp_path: Path) -> None:
    code, told = salesops("minutes", "报价")
    assert code == 0
    assert told.startswith("Performance review · Tue 24 Nov 2026\n")
    assert "◆ 报价一天内发出" in told
    identifier = json.loads(salesops("meetings", "--format", "json")[1])["held"]["rows"][0]["id"]
    assert salesops("minutes", identifier)[1] == told
    output = tmp_path / "minutes.docx"
    assert salesops("minutes", identifier, "-o", str(output)) == (0, "")
    assert output.read_bytes().startswith(b"PK")
    code, told = salesops("minutes", "nothing")
    assert code == 2
    assert "There is no meeting “nothing”" in told


def test_a_calendar_goes_out_and_comes_in(salesops: Command, tmp_path: Path) -> None:
    output = tmp_path / "meetings.ics"
    assert salesops("meetings", "-o", str(output)) == (0, "")
    assert output.read_bytes().startswith(b"BEGIN:VCALENDAR")
    code, told = salesops("meetings", "--import", str(output))
    assert code == 0
    assert told.startswith("0 meetings planned, ")
    output.write_bytes(b"nothing")
    code, told = salesops("meetings", "--import", str(output))
    assert code == 1
    assert "no calendar file" in told


def test_in_chinese(salesops: Command) -> None:
    code, told = salesops("meetings", "--lang", "zh_Hans")
    assert code == 0
    assert "待开" in told
    assert "决议" in told
