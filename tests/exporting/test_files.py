"""Tables on their way out: what each format keeps, what none of them lets through, and files written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from salesops_tui.domain.figures import Figure, Metric, Missing, Unit
from salesops_tui.domain.sheets import Money, Sheet, SheetColumn
from salesops_tui.exporting import files, sheet_files, targets
from salesops_tui.exporting.data import BOM, as_tsv, inert
from salesops_tui.exporting.files import ExportFailed
from salesops_tui.exporting.kinds import Format
from salesops_tui.exporting.targets import FileThere, PathRefused

COLUMNS = (
    SheetColumn("name", "名称"),
    SheetColumn("amount", "Amount", is_number=True),
    SheetColumn("day", "Day"),
    SheetColumn("count", "Count", is_number=True),
    SheetColumn("rate", "Rate", is_number=True),
)
RATE = Figure(Metric.WIN_RATE, Unit.SHARE, Fraction(1, 8))
NONE = Figure(Metric.WIN_RATE, Unit.SHARE, None, Missing.NO_OUTCOMES)
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "  =1", "\t=1")
SHEET = Sheet(
    "deals",
    "商机/一览 [2026]",
    COLUMNS,
    (
        ("华东医药", Money(1_285_000_50, "CNY"), date(2026, 11, 30), 1234, RATE),
        ("a | b `c` *d* <e>", Money(9_000, "JPY"), None, 0, NONE),
        ("[link](x)\x1b]52;c;eA==\x07", None, date(2026, 1, 2), None, None),
    ),
    ("Note: #1 | two",),
)


def test_text_is_aligned_by_terminal_cells() -> None:
    lines = sheet_files.rendered([SHEET], Format.TEXT).splitlines()
    assert lines[0] == "商机/一览 [2026]"
    heads, first = lines[1], lines[2]
    assert cell_len(heads[: heads.index("Day")]) == cell_len(first[: first.index("2026-11-30")])
    assert "¥1,285,000.50" in first
    assert "n/a" in lines[3]
    assert lines[-1] == "Note: #1 | two"
    assert "\x1b" not in "".join(lines)


def test_markdown_takes_no_text_for_markup() -> None:
    lines = sheet_files.rendered([SHEET], Format.MARKDOWN).splitlines()
    assert lines[0] == "## 商机/一览 \\[2026\\]"
    assert lines[3] == "|---|---:|---|---:|---:|"
    assert lines[5].startswith("| a \\| b \\`c\\` \\*d\\* \\<e\\> |")
    assert "\\[link\\](x)" in lines[6]
    assert "Note: \\#1 \\| two" in lines


def test_json_keeps_keys_minor_units_and_why_there_is_no_figure() -> None:
    told = json.loads(sheet_files.rendered([SHEET], Format.JSON))["deals"]
    assert told["title"] == "商机/一览 [2026]"
    assert told["rows"][0]["amount"] == {"minor": 128500050, "currency": "CNY"}
    assert told["rows"][0]["day"] == "2026-11-30"
    assert told["rows"][0]["rate"]["value"] == 0.125
    assert (told["rows"][1]["rate"]["value"], told["rows"][1]["rate"]["missing"]) == (None, "no-outcomes")
    assert told["notes"] == ["Note: #1 | two"]


def test_csv_begins_with_a_mark_for_excel_and_holds_numbers_in_major_units() -> None:
    data = sheet_files.content([SHEET, SHEET], Format.CSV)
    assert data.startswith(BOM.encode())
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["名称", "Amount", "Day", "Count", "Rate"]
    assert rows[1] == ["华东医药", "1285000.50", "2026-11-30", "1234", "0.125"]
    assert rows[2][1:] == ["9000", "", "0", ""]
    assert rows[4] == []
    assert rows[5] == rows[0]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_computes(text: str) -> None:
    sheet = Sheet("s", "S", (SheetColumn("t", text),), ((text,),))
    for row in csv.reader(io.StringIO(sheet_files.content([sheet], Format.CSV).decode("utf-8-sig"))):
        assert row[0].startswith("'")
    assert as_tsv(sheet, titled=True).split("\n")[1].startswith("'")
    assert inert("1+1") == "1+1"
    assert inert(-5) == -5


@given(st.text(max_size=20))
def test_whatever_a_text_says_a_copy_has_as_many_cells_as_columns(text: str) -> None:
    sheet = Sheet("s", "S", (SheetColumn("a", "A"), SheetColumn("b", "B")), ((text, 1), (text, None)))
    lines = as_tsv(sheet, titled=False).split("\n")
    assert len(lines) == 2
    assert all(line.count("\t") == 1 for line in lines)


def reopened(*sheets: Sheet) -> openpyxl.Workbook:
    """What another program finds in the workbook."""
    return openpyxl.load_workbook(io.BytesIO(sheet_files.content(sheets, Format.XLSX)))


def test_xlsx_keeps_texts_as_texts_numbers_as_numbers_and_dates_as_dates() -> None:
    hostile = tuple((text, None, None, None, None) for text in (*HOSTILE, "http://x", "007", "{=1}"))
    at = Sheet("at", "At", (SheetColumn("at", "At"),), ((datetime(2026, 11, 30, 9, 5, tzinfo=UTC),), (Decimal("1.5"),)))
    book = reopened(Sheet("s", "数据", COLUMNS, (*SHEET.rows, *hostile), SHEET.notes), at)
    page = book["数据"]
    assert [cell.value for cell in page[1]] == ["名称", "Amount", "Day", "Count", "Rate"]
    assert [cell.value for cell in page[2]] == ["华东医药", 1285000.5, datetime(2026, 11, 30), 1234, 0.125]  # noqa: DTZ001
    assert (page["B2"].number_format, page["C2"].number_format, page["E2"].number_format) == (
        "#,##0.00", "yyyy-mm-dd", "0.0%",
    )  # fmt: skip
    assert page["B3"].number_format == "#,##0"
    texts = [page.cell(line, 1) for line in range(5, 5 + len(hostile))]
    assert {cell.data_type for cell in texts} == {"s"}
    assert texts[0].value == "=1+1"
    assert page.freeze_panes == "A2"
    assert "\x1b" not in page["A4"].value
    assert book["At"]["A2"].value == datetime(2026, 11, 30, 9, 5)  # noqa: DTZ001


def test_worksheets_of_one_name_of_forbidden_ones_and_of_none_are_all_there() -> None:
    one = Sheet("a", "商机 [1]/'2'", (SheetColumn("t", "T"),), (("x",),))
    titles = ["商机 [1]/'2'", "商机 [1]/'2'", "'", "x" * 40, "X" * 40, "history"]
    book = reopened(*(Sheet("a", title, one.columns, one.rows) for title in titles))
    assert len(book.sheetnames) == 6
    assert len({name.casefold() for name in book.sheetnames}) == 6
    assert all(0 < len(name) <= 31 for name in book.sheetnames)


def test_a_sheet_without_rows_is_a_sheet_all_the_same() -> None:
    empty = Sheet("e", "Empty", COLUMNS, ())
    for kind in Format:
        assert sheet_files.content([empty], kind)
    assert reopened(empty)["Empty"]["A1"].value == "名称"


# Files


def test_a_file_is_private_and_replaces_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    files.write(path, b"one")
    files.write(path, b"two")
    assert path.read_bytes() == b"two"
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    aim = tmp_path / "aim.txt"
    aim.write_bytes(b"kept")
    link = tmp_path / "link.csv"
    link.symlink_to(aim)
    with pytest.raises(ExportFailed, match="link to another place"):
        files.write(link, b"x")
    assert aim.read_bytes() == b"kept"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportFailed, match="the disk is full"):
        files.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(ExportFailed):
        files.write(tmp_path / "no" / "such" / "folder.csv", b"x")


@given(st.text(max_size=200))
def test_any_text_makes_a_file_name(text: str) -> None:
    name = files.safe_name(text)
    assert 0 < len(name.encode("utf-8")) <= 121
    assert not set(name) & set('<>:"/\\|?*\n\0')
    assert name not in (".", "..")
    assert name == name.strip()


@pytest.mark.parametrize(
    ("text", "name"),
    [("con", "_con"), ("NUL.txt", "_NUL.txt"), ("../../etc", "etc"), ("", "export"), ("商机 11/30", "商机 11-30")],
)
def test_names_that_a_system_keeps_for_itself_or_that_lead_elsewhere_are_changed(text: str, name: str) -> None:
    assert files.safe_name(text) == name


def test_where_a_file_goes_is_said_before_anything_is_written(tmp_path: Path) -> None:
    there = tmp_path / "there.csv"
    there.write_bytes(b"kept")
    assert targets.target(f" {tmp_path / 'new.XLSX'} ", replace=False) == tmp_path / "new.XLSX"
    with pytest.raises(FileThere, match="enter again"):
        targets.target(str(there), replace=False)
    assert targets.target(str(there), replace=True) == there
    for typed, why in (
        (" ", "needs a name"),
        (str(tmp_path), "is a folder"),
        (str(tmp_path / "x.docx"), r"\.xlsx"),
        (str(tmp_path / "none" / "x.csv"), "no folder"),
        ("~nobody-like-this/x.csv", "no file name"),
        (f"{tmp_path}/\0.csv", "no file name"),
    ):
        with pytest.raises(PathRefused, match=why):
            targets.target(typed, replace=True)


@pytest.mark.parametrize("ending", targets.ENDINGS)
def test_each_ending_writes_its_kind(tmp_path: Path, ending: str) -> None:
    path = tmp_path / targets.usual_name("商机", "2026-11-25").replace(".xlsx", ending.upper())
    targets.write(path, [SHEET])
    assert path.read_bytes() == sheet_files.content([SHEET], targets.ENDINGS[ending]) or ending == ".xlsx"
    assert path.stat().st_size > 0


@pytest.mark.parametrize("ending", list(targets.ENDINGS))
def test_writing_tells_how_far_it_is_and_writes_the_same(tmp_path: Path, ending: str) -> None:
    long = replace(SHEET, rows=tuple(SHEET.rows) * 700)
    path, other = tmp_path / f"told{ending}", tmp_path / f"plain{ending}"
    shares: list[float] = []
    targets.write(path, [long, SHEET], shares.append)
    targets.write(other, [long, SHEET])
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert any(0.2 < share < 1 for share in shares)
    assert all(0 <= share <= 1 for share in shares)
    if ending != ".xlsx":
        assert path.read_bytes() == other.read_bytes()


def test_whoever_stops_it_gets_no_file(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0:
            raise Stopped

    with pytest.raises(Stopped):
        targets.write(tmp_path / "x.xlsx", [replace(SHEET, rows=tuple(SHEET.rows) * 700)], stop)
    assert list(tmp_path.iterdir()) == []
