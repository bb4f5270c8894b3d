"""``salesops report``."""

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
    """Runs a command on the sample's two exports; returns the exit code and what was printed."""

    def command(*arguments: str, today: str = "2026-11-25") -> tuple[int, str]:
        code = run(["--db", str(tmp_path / "team.db"), "--today", today, *arguments])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    for day, names in (
        ("2026-11-16", ("people", "targets", "accounts", "deals-2026-11-16")),
        ("2026-11-23", ("deals-2026-11-23",)),
    ):
        assert command("import", *(str(EN / f"{name}.csv") for name in names), today=day)[0] == 0
    return command


def test_from_two_exports_to_a_report_takes_no_typing(salesops: Command) -> None:
    code, told = salesops("report", "--week", "W47")
    assert code == 0
    assert told.startswith(
        "Weekly report · 2026-W47\nMon 16 Nov 2026 – Sun 22 Nov 2026 · 5 working days\n\n1 Results\n"
    )
    headings = [told.index(f"\n{heading}\n") for heading in ("1 Results", "2 Deal progress", "3 Risks", "4 Next week")]
    assert headings == sorted(headings)
    assert "\x1b" not in told


def test_this_week_is_told_as_far_as_it_has_come(salesops: Command) -> None:
    code, told = salesops("report")
    assert code == 0
    assert "Weekly report · 2026-W48\n" in told
    assert "still running: as far as Wed 25 Nov 2026\n" in told


def test_of_one_person_as_markdown(salesops: Command) -> None:
    code, told = salesops("report", "--week", "2026-W47", "--scope", "li na", "--format", "md")
    assert code == 0
    assert told.startswith("# Weekly report · 2026-W47 · Li Na\n\n- Mon 16 Nov 2026")
    assert "## 3 Risks\n" in told
    assert "Zhao Lei" not in told


def test_as_json_into_a_file(salesops: Command, tmp_path: Path) -> None:
    output = tmp_path / "report.json"
    assert salesops("report", "--week", "2026-W47", "--format", "json", "-o", str(output)) == (0, "")
    told = json.loads(output.read_text(encoding="utf-8"))
    assert (told["about"], told["scope"]) == ("2026-W47", "")
    assert [section["key"] for section in told["sections"]] == ["results", "progress", "risks", "next"]
    assert {row["key"] for row in told["sections"][0]["rows"]} >= {"won", "target", "attainment", "pace"}


def test_in_chinese(salesops: Command) -> None:
    code, told = salesops("report", "--week", "W47", "--lang", "zh_Hans")
    assert code == 0
    assert told.startswith("周报 · 2026-W47\n")
    assert "\n二、商机进展\n" in told


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--week", "2025-W53"), "--week takes a week such as 2026-W47, not “2025-W53”."),
        (("--week", "[bold]"), "not “[bold]”."),
        (("--scope", "nobody"), "“nobody” is no team and no person, or several: "),
    ],
)
def test_what_means_nothing_is_refused(salesops: Command, arguments: tuple[str, ...], complaint: str) -> None:
    code, told = salesops("report", *arguments)
    assert code == 2
    assert complaint in told


def test_a_week_before_everything_is_empty_and_says_so(salesops: Command) -> None:
    code, told = salesops("report", "--week", "2024-W10")
    assert code == 0
    assert "0 new, 0 advanced, 0 won, 0 lost" in told
    assert "The month has no target." in told


def test_a_sealed_report_is_told_as_it_was_sealed_and_what_moved_on_beside_it(
    salesops: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed = tmp_path / "sealed.md"
    code, told = salesops("report", "--week", "W47", "--seal", "-o", str(sealed))
    assert (code, told) == (0, "Sealed: 2026-W47, edition 1.\n")
    assert salesops("report", "--week", "W47", "--seal")[0] == 1
    changed = (EN / "deals-2026-11-23.csv").read_text(encoding="utf-8-sig").splitlines()
    place = next(n for n, line in enumerate(changed) if ",Closed Won," in line and ",2026-11-18," in line)
    fields = changed[place].split(",")
    fields[6] = "1"
    export = tmp_path / "corrected.csv"
    export.write_text("\n".join([changed[0], ",".join(fields)]), encoding="utf-8")
    assert salesops("import", str(export))[0] == 0
    again = tmp_path / "again.md"
    code, told = salesops("report", "--week", "W47", "-o", str(again))
    assert code == 0
    assert again.read_bytes() == sealed.read_bytes()
    assert "Won this week: ¥" in told
    assert "was reported, today's data say ¥" in told
    assert f"  · {fields[1]} · ¥" in told
    assert salesops("report", "--week", "W47", "--draft", "-o", str(again))[1] == ""
    assert again.read_bytes() != sealed.read_bytes()


def test_a_sealed_report_is_not_masked(salesops: Command) -> None:
    salesops("report", "--week", "W47", "--seal", "--format", "chat")
    code, told = salesops("report", "--week", "W47", "--mask", "all")
    assert code == 2
    assert "with --draft, today's can be masked" in told
    code, told = salesops("report", "--week", "W47", "--mask", "all", "--draft")
    assert code == 0
    assert "¥" not in told
    assert "Li Na" not in told


def test_the_ending_says_the_format(salesops: Command, tmp_path: Path) -> None:
    for ending, begins in (
        ("docx", b"PK"),
        ("xlsx", b"PK"),
        ("html", b"<!doctype html>"),
        ("md", b"# "),
        ("txt", b"Weekly"),
    ):
        path = tmp_path / f"report.{ending}"
        assert salesops("report", "--week", "W47", "-o", str(path)) == (0, "")
        assert path.read_bytes().startswith(begins)
        assert path.stat().st_mode & 0o077 == 0


def test_parts_go_to_the_lead(salesops: Command, tmp_path: Path) -> None:
    part = tmp_path / "lina.json"
    assert salesops("report", "--week", "W47", "--part", "--scope", "Li Na", "-o", str(part)) == (0, "")
    assert salesops("report", "--week", "W47", "--part")[0] == 1
    code, told = salesops("report", "--merge", str(part))
    assert (code, told) == (0, "Taken in: 1 part, of Li Na.\n")
    told = salesops("report", "--week", "W47")[1]
    assert "\n  Li Na\n" in told
    assert "Have not handed in their part" in told
    code, told = salesops("report", "--merge", str(part), str(tmp_path / "gone.json"))
    assert code == 1
    assert "gone.json cannot be read" in told
