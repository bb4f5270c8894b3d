"""Files as other programs write them, and as nobody should: read, or refused with the place and nothing brought in."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from salesops_tui.domain.text import clean_text
from salesops_tui.importing.failures import FileRefused
from salesops_tui.importing.layout import Layout, find_table
from salesops_tui.importing.recognition import count_known
from salesops_tui.importing.sheets import read_sheet

HEADERS = "Deal name,Stage,Amount"
TABLE = f"{HEADERS}\nERP,Won,1\n官网改版,Won,2\n"


def layout(path: Path) -> Layout:
    """The table in a file."""
    return find_table(read_sheet(path), count_known)


def written(folder: Path, content: str | bytes, name: str = "deals.csv") -> Path:
    """A file with that content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_input_17_encodings_and_delimiters_are_recognised(tmp_path: Path, encoding: str, delimiter: str) -> None:
    found = layout(written(tmp_path, TABLE.replace(",", delimiter).encode(encoding)))
    assert found.headers == ("Deal name", "Stage", "Amount")
    assert found.columns[0] == ["ERP", "官网改版"]
    assert found.lines == [2, 3]


def test_input_17_a_broken_byte_is_refused_with_its_place(tmp_path: Path) -> None:
    broken = TABLE.encode("gb18030")[:-3] + b"\xff\xff\n"
    with pytest.raises(FileRefused, match="line 3"):
        layout(written(tmp_path, broken))


def test_input_18_an_unclosed_quote_names_the_line_where_it_opened(tmp_path: Path) -> None:
    rows = "\n".join(f"Deal {number},Won,1" for number in range(8_800))
    with pytest.raises(FileRefused, match="line 2:"):
        layout(written(tmp_path, f'{HEADERS}\n"ERP,Won,1\n{rows}\n'))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (HEADERS.encode(), "no rows"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 200, "is not a table"),
        (b"Sum of Amount\n\nRow Labels\nERP\nTotal\n", "no header row"),
        (f"{HEADERS}\n{'x' * 50_000_000},Won,1\n".encode(), "line 2"),
    ],
    ids=["empty", "blank lines", "headers only", "a picture", "input 20: a pivot", "a cell of 50 MB"],
)
def test_what_holds_no_table_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        layout(written(tmp_path, content))


def test_input_19_titles_hints_empty_columns_and_totals_are_left_aside(tmp_path: Path) -> None:
    text = (
        f"Pipeline report,,,,,\n\n{HEADERS},,,\n(required),text,number,,,\nERP,Won,1,,,\n\nCRM,Won,2,,,\nTotal,,3,,,\n"
        "Confidential Information - Do Not Distribute,,,,,\n"
    )
    found = layout(written(tmp_path, text))
    assert (found.headers, found.lines) == (("Deal name", "Stage", "Amount"), [5, 7])
    assert len(found.notices) == 4


def test_ragged_rows_are_filled_up_or_skipped_with_the_reason(tmp_path: Path) -> None:
    found = layout(written(tmp_path, f"{HEADERS}\nERP\nCRM,Won,1,too,many\nBI,Won,2\n"))
    assert found.columns == [["ERP", "BI"], ["", "Won"], ["", "2"]]
    assert [line for line, _reason in found.skipped] == [3]


def test_a_nul_byte_leaves_with_its_cell_still_readable(tmp_path: Path) -> None:
    assert clean_text(layout(written(tmp_path, f"{HEADERS}\nE\0RP,Won,1\n")).columns[0][0]).text == "ERP"


def spreadsheet(path: Path) -> Path:
    """A small workbook with a title, dates, whole and broken numbers, and a long identifier."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Pipeline"])
    sheet.append(["ID", "Deal name", "Stage", "Amount", "Close date"])
    sheet.append([487687600000000123, "ERP", "Won", 1200, date(2026, 11, 30)])
    sheet.append([2, "CRM", "Won", 12.5, "2026-12-01"])
    book.create_sheet("Notes").append(["something"])
    book.save(path)
    return path


def test_a_spreadsheet_is_read_with_its_true_row_numbers(tmp_path: Path) -> None:
    found = layout(spreadsheet(tmp_path / "deals.xlsx"))
    assert found.lines == [3, 4]
    assert found.columns[3:] == [["1200", "12.5"], ["2026-11-30", "2026-12-01"]]
    # Input 16: what lost digits says so, instead of looking like another identifier.
    assert found.columns[0][0].startswith("4.876876E+17")


def test_the_sheet_that_was_not_read_is_named(tmp_path: Path) -> None:
    assert any("Notes" in notice for notice in read_sheet(spreadsheet(tmp_path / "deals.xlsx")).notices)


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    """An archive with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": bytes(50_000_000)}, "unpack"),
        ({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}, "entities"),
        ({"xl/workbook.xml": b"<a/>", "../../x": b"y"}, "leads out"),
        ({f"part{number}": b"" for number in range(2_001)}, "parts"),
        ({"readme.txt": b"hello"}, "no spreadsheet"),
        ({"xl/workbook.xml": b"not xml"}, "damaged"),
    ],
    ids=["bomb", "entities", "path", "parts", "other archive", "damaged"],
)
def test_input_21_hostile_archives_are_refused(tmp_path: Path, members: dict[str, bytes], said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        read_sheet(zipped(tmp_path / "deals.xlsx", members))


def test_a_spreadsheet_with_a_password_says_what_to_do(tmp_path: Path) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    with pytest.raises(FileRefused, match="password"):
        read_sheet(written(tmp_path, content, "deals.xlsx"))


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("A\x1b]52;c;aGFja2Vk\x1b\\B", "AB"),
        ("A\x9b2JB", "AB"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("Ac\u200bme", "Acme"),
        ("e" + "\u0301" * 300, "é" + "\u0301" * 7),
        ("a\x00b\ud800", "ab"),
    ],
    ids=["input 4", "input 5", "input 6", "input 7", "input 8", "NUL and surrogate"],
)
def test_what_hides_in_a_text_leaves_it_and_is_noted(raw: str, kept: str) -> None:
    assert (clean_text(raw).text, clean_text(raw).removed) == (kept, True)


@pytest.mark.parametrize("text", ["[bold]", "[/]", "[@click=app.quit]x[/]", "华东医药", "👨‍👩‍👧", "=1+1", "x" * 10_000])
def test_everything_else_stays_as_typed(text: str) -> None:
    assert (clean_text(text).text, clean_text(text).removed) == (text, False)


@pytest.mark.parametrize("line", ["Grand Totals (3 records)", "Total:,,3", "合计（3条）", "小计", "Sum 12.5"])
def test_lines_of_totals_are_left_aside(tmp_path: Path, line: str) -> None:
    found = layout(written(tmp_path, f"ID,Deal name,Stage,Amount\n1,ERP,Won,3\n{line}\n".encode()))
    assert found.lines == [2]


def test_a_customer_called_total_is_no_line_of_totals(tmp_path: Path) -> None:
    found = layout(written(tmp_path, b"Customer,Deal name,Stage,Amount\nTotal,ERP,Won,3\nTotal,CRM,Won,4\n"))
    assert found.lines == [2, 3]
