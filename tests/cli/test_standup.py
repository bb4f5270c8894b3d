"""``salesops standup``."""

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
    """Runs a command on the sample's people and deals; returns the exit code and what was printed."""

    def command(*arguments: str, today: str = "2026-11-23") -> tuple[int, str]:
        code = run(["--db", str(tmp_path / "team.db"), "--today", today, *arguments])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    command(
        "import", *(str(EN / f"{name}.csv") for name in ("people", "accounts", "deals-2026-11-16")), today="2026-11-16"
    )
    return command


def test_before_the_meeting_it_is_a_briefing_of_everybody(salesops: Command) -> None:
    code, told = salesops("standup")
    assert code == 0
    assert told.startswith("Stand-up, briefing · Mon 23 Nov 2026\nThere: 7 of 8\nNot there: David Kim (leave)\n")
    assert "Near closing" in told
    assert told.index("Li Na") < told.index("Zhao Lei")


def test_of_one_person_and_of_another_day(salesops: Command) -> None:
    code, told = salesops("standup", "--person", "li na", "--date", "tue")
    assert code == 0
    assert told.startswith("Stand-up, briefing · Tue 24 Nov 2026\n\nLi Na\n")
    assert "Zhao Lei" not in told


def test_as_markdown_and_as_json(salesops: Command, tmp_path: Path) -> None:
    assert salesops("standup", "--format", "md")[1].startswith(
        "# Stand-up, briefing · Mon 23 Nov 2026\n\n- There: 7 of 8\n"
    )
    output = tmp_path / "standup.json"
    assert salesops("standup", "--format", "json", "-o", str(output)) == (0, "")
    told = json.loads(output.read_text(encoding="utf-8"))
    assert (told["day"], told["team"], len(told["people"])) == ("2026-11-23", "", 8)
    assert told["people"][1]["name"] == "Li Na"
    assert {line["kind"] for person in told["people"] for line in person.get("today", [])} <= {
        "next_step",
        "task",
        "more",
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--date", "someday"), "--date takes a date such as 2026-11-23 or yesterday, not “someday”."),
        (("--person", "nobody"), "“nobody” is nobody in the stand-up, or several:"),
        (("--person", "e"), "is nobody in the stand-up, or several:"),
        (("--format", "pdf"), "invalid choice"),
        (("--team", "[b]x"), "There is no team “[b]x”. Known are:"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(salesops: Command, arguments: tuple[str, ...], words: str) -> None:
    code, told = salesops("standup", *arguments)
    assert code == 2
    assert words in told
    assert "Traceback" not in told
