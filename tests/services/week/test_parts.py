"""Each person's part comes as a file, and the lead's report holds it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from salesops_tui.domain.steps import Origin
from salesops_tui.domain.week_reports import Section
from salesops_tui.services.session import Session
from salesops_tui.services.steps import undo
from salesops_tui.services.week.history import history
from salesops_tui.services.week.parts import LARGEST, PartRefused, merge, open_part, part_file, read_part
from salesops_tui.services.week.report import report
from salesops_tui.services.week.scopes import ReportScope, scope_named
from salesops_tui.services.week.texts import write_text
from salesops_tui.services.week.written import written
from tests.services.week.conftest import W47

HERE = Origin.SCREEN


def part_of(session: Session, name: str) -> bytes:
    """The file of somebody's part of 2026-W47."""
    return part_file(report(session, W47, scope_named(session, name))).encode()


def lists(session: Session) -> dict[str, list[str]]:
    """The lists of the team's first section: title → lines."""
    section = written(report(session, W47, ReportScope())).sections[0]
    return {listed.title: [line.text for line in listed.lines] for listed in section.lists}


def test_a_part_is_merged_under_its_persons_name_and_the_others_are_missing(sample: Session) -> None:
    her = scope_named(sample, "Li Na")
    write_text(sample, W47, her, Section.RESULTS, "Mine: {won}", "", HERE)
    file = read_part("lina.json", part_of(sample, "Li Na"))
    assert "Have not handed in their part" not in lists(sample)
    assert [person.name for person in merge(sample, [file], HERE)] == ["Li Na"]
    told = lists(sample)
    assert told["Li Na"][0].startswith("Mine: ¥")
    assert "Zhao Lei" in told["Have not handed in their part"]
    assert "Li Na" not in told["Have not handed in their part"]
    (line,) = [line for line in history(sample, ReportScope()).weeks if line.week == W47]
    assert (line.handed_in, "Li Na" in line.missing, "Zhao Lei" in line.missing) == (1, False, True)


def test_a_newer_part_takes_the_place_of_the_older_and_undo_brings_it_back(sample: Session) -> None:
    merge(sample, [read_part("a", part_of(sample, "Li Na"))], HERE)
    older = sample.workbook.report_parts.all()
    write_text(sample, W47, scope_named(sample, "Li Na"), Section.NEXT, "New words", "", HERE)
    merge(sample, [read_part("a", part_of(sample, "Li Na"))], HERE)
    (newer,) = sample.workbook.report_parts.all()
    assert newer.texts[Section.NEXT] == "New words"
    undo(sample, HERE)
    assert sample.workbook.report_parts.all() == older


def test_a_part_is_one_persons(sample: Session) -> None:
    with pytest.raises(PartRefused, match="say whose with --scope"):
        part_file(report(sample, W47, ReportScope()))


def changed(**fields: Any) -> Callable[[bytes], bytes]:
    """A part's file with other fields."""
    return lambda data: json.dumps({**json.loads(data), **fields}).encode()


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        (lambda data: b"", "it is not the JSON"),
        (lambda data: data[:-20], "it is not the JSON"),
        (lambda data: b"\xff\xfe\x00", "it is not the JSON"),
        (lambda data: b"[" * 100_000, "it is not the JSON"),
        (lambda data: b"[]", "is no part of a report"),
        (changed(kind="invoice"), "is no part of a report"),
        (changed(version=2), "a newer version"),
        (changed(week="2025-W53"), "which week"),
        (changed(week=47), "which week"),
        (changed(texts=None), "has no texts"),
        (lambda data: b" " * (LARGEST + 1), "too large"),
    ],
)
def test_a_file_that_is_no_part_is_refused_by_name(
    sample: Session, broken: Callable[[bytes], bytes], complaint: str
) -> None:
    with pytest.raises(PartRefused, match=complaint) as refused:
        read_part("lina.json", broken(part_of(sample, "Li Na")))
    assert "lina.json" in str(refused.value)


def test_a_stranger_keeps_everything_out(sample: Session) -> None:
    files = [
        read_part("a.json", part_of(sample, "Li Na")),
        read_part("b.json", changed(person="[b]Nobody[/b]")(part_of(sample, "Li Na"))),
    ]
    with pytest.raises(PartRefused, match=r"b\.json is of “\[b\]Nobody\[/b\]”"):
        merge(sample, files, HERE)
    assert sample.workbook.report_parts.all() == []


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PartRefused, match="cannot be read"):
        open_part(tmp_path / "gone.json")


def test_texts_are_cleaned_of_what_a_terminal_would_obey(sample: Session) -> None:
    told = changed(texts={"results": "a\x1b[31mb", "other": "x", "next": 5})(part_of(sample, "Li Na"))
    part = read_part("a", told)
    assert set(part.texts) == {Section.RESULTS}
    assert "\x1b" not in part.texts[Section.RESULTS]
