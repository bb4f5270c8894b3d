"""Inputs that break programs of this kind, each by its number, through the command line (the screens have their own tests)."""

from __future__ import annotations

import hashlib
import io
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from salesops_tui.cli.main import run
from salesops_tui.storage.backup import backups

HEADERS = "Deal ID,Deal,Stage,Amount,Currency,Close date,Account,Owner"


@dataclass
class Desk:
    """A workbook, a folder for files, and what the program says."""

    path: Path
    folder: Path
    capsys: pytest.CaptureFixture[str]

    def run(self, *words: str) -> tuple[int, str]:
        """Run a command; its code, and all it says."""
        code = run(["--db", str(self.path), *words])
        said = self.capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        assert "\x1b" not in said.out + said.err
        return code, said.out + said.err

    def bring(self, content: str | bytes, *words: str, name: str = "deals.csv") -> tuple[int, str]:
        """Bring a file in."""
        file = self.folder / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return self.run("import", str(file), *words)

    def deals(self) -> list[dict[str, object]]:
        """The deals, with all their fields."""
        with closing(sqlite3.connect(self.path)) as connection:
            connection.row_factory = sqlite3.Row
            rows = connection.execute("SELECT * FROM deal ORDER BY external_id + 0, name")
            return [dict(row) for row in rows]


@pytest.fixture
def desk(workbook_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A new workbook."""
    return Desk(workbook_path, tmp_path, capsys)


def deal(number: int = 1, **fields: str) -> str:
    """A row of a file of deals."""
    values = {
        "Deal ID": str(number), "Deal": f"Deal {number}", "Stage": "Proposal", "Amount": "1000", "Currency": "CNY",
        "Close date": "2026-12-01", "Account": "ACME", "Owner": "Li Na", **fields,
    }  # fmt: skip
    return ",".join('"' + values[header].replace('"', '""') + '"' for header in HEADERS.split(","))


def table(*rows: str) -> str:
    """A file of deals."""
    return "\n".join((HEADERS, *rows)) + "\n"


@pytest.mark.parametrize("name", ["[/]", "[@click=app.quit]Acme[/]", "ACME [East] Ltd"])
def test_1_to_3_brackets_are_characters(desk: Desk, name: str) -> None:
    assert desk.bring(table(deal(Deal=name, Account=name)))[0] == 0
    assert name in desk.run("pipeline", "--view", "table", "--format", "csv")[1]


@pytest.mark.parametrize("name", ["A\x1b]52;c;aGFja2Vk\x1b\\B", "A\x9b2JB", "A\x1b[6nB"])
def test_4_and_5_what_a_terminal_would_obey_is_taken_out_and_told(desk: Desk, name: str) -> None:
    code, told = desk.bring(table(deal(Deal=name)))
    assert code == 0
    (stored,) = desk.deals()
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in str(stored["name"]))
    assert "control" in told.casefold() or "characters" in told.casefold()


def test_6_an_override_of_the_direction_is_taken_out(desk: Desk) -> None:
    assert desk.bring(table(deal(Deal="invoice\u202efdp.exe")))[0] == 0
    assert [row["name"] for row in desk.deals()] == ["invoicefdp.exe"]


def test_8_a_tower_of_marks_is_cut(desk: Desk) -> None:
    assert desk.bring(table(deal(Deal="Z" + "\u0301" * 300)))[0] == 0
    (stored,) = desk.deals()
    assert len(str(stored["name"])) <= 9


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x","y")', "＝1+1", "\t=1", "@SUM(A1)", "+1", "-1"])
def test_9_a_formula_is_kept_as_a_text_and_is_one_in_what_is_exported(desk: Desk, name: str) -> None:
    assert desk.bring(table(deal(Deal=name, Amount="-5.00")))[0] == 0
    (stored,) = desk.deals()
    assert stored["name"] == name.strip()
    csv = desk.run("pipeline", "--view", "table", "--format", "csv")[1]
    assert f"'{name.strip()}".replace('"', '""') in csv
    file = desk.folder / "out.xlsx"
    assert desk.run("pipeline", "--view", "table", "-o", str(file))[0] == 0
    cells = [cell for row in openpyxl.load_workbook(file).worksheets[0].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_10_amounts_in_two_ways_are_a_question_about_the_file(desk: Desk) -> None:
    code, told = desk.bring(table(deal(1, Amount="1.234,56"), deal(2, Amount="1,234.56")))
    assert code != 0
    assert "Amount" in told
    assert desk.deals() == []


def test_11_dates_that_can_be_read_in_two_orders_are_asked_about_and_remembered(desk: Desk) -> None:
    rows = table(deal(1, **{"Close date": "03/04/2026"}))
    code, told = desk.bring(rows)
    assert code == 3
    assert "--dates" in told
    assert desk.bring(rows, "--dates", "dmy")[0] == 0
    assert desk.deals()[0]["close_date"] == "2026-04-03"
    assert desk.bring(table(deal(2, **{"Close date": "05/06/2026"})))[0] == 0
    assert desk.deals()[1]["close_date"] == "2026-06-05"


def test_12_dates_that_are_none_are_refused_by_their_rows_and_odd_ones_are_read(desk: Desk) -> None:
    rows = ["2024-02-30", "0000-00-00", "45631.0", "2017年3月1日", "2026-12-01"]
    code, told = desk.bring(table(*(deal(n, **{"Close date": day}) for n, day in enumerate(rows, 1))))
    assert "2024-02-30" in told
    assert "0000-00-00" in told
    days = {str(row["name"]): row["close_date"] for row in desk.deals()}
    assert days.get("Deal 3") == "2024-12-05"
    assert days.get("Deal 4") == "2017-03-01"
    assert code == 0


def test_13_amounts_in_full_width_and_with_chinese_units(desk: Desk) -> None:
    assert desk.bring(table(deal(1, Amount="１２,３４５．００ 元"), deal(2, Amount="3.5万")))[0] == 0
    assert [row["amount"] for row in desk.deals()] == [12_345_00, 35_000_00]
    code, told = desk.bring("商机编号,商机名称,阶段,金额（万元）\n9,大单,方案制定,12\n", name="万元.csv")
    assert code == 0, told
    assert desk.deals()[-1]["amount"] == 120_000_00


@pytest.mark.parametrize("amount", ["NaN", "inf", "1e999999", "99999999999999999999"])
def test_14_numbers_that_are_none_are_refused_by_their_rows(desk: Desk, amount: str) -> None:
    _code, told = desk.bring(table(deal(1, Amount=amount), deal(2)))
    assert amount in told
    assert all(row["amount"] in (None, 1000_00) for row in desk.deals())


def test_15_identifiers_that_differ_in_case_are_two(desk: Desk) -> None:
    ids = ("0061234567890aB", "0061234567890Ab")
    rows = [deal(number, **{"Deal ID": each}) for number, each in enumerate(ids, 1)]
    assert desk.bring(table(*rows))[0] == 0
    assert {row["external_id"] for row in desk.deals()} == set(ids)


def test_16_identifiers_that_lost_their_digits_in_a_spreadsheet_are_refused(desk: Desk) -> None:
    _code, told = desk.bring(table(deal(1, **{"Deal ID": "4.876876E+17"})))
    assert "lost digits in Excel; export IDs as text" in told
    assert desk.deals() == []


def test_17_gbk_is_read_a_broken_byte_is_told_and_utf_16_is_read(desk: Desk) -> None:
    text = "商机编号,商机名称,阶段\n1,华东医药项目,方案制定\n"
    assert desk.bring(text.encode("gbk"), name="gbk.csv")[0] == 0
    code, told = desk.bring(text.encode("gbk")[:-3] + b"\xff\xff\n", name="broken.csv")
    assert code != 0
    assert "broken.csv" in told
    tabs = text.replace(",", "\t").replace("1\t华东", "2\t华南")
    assert (
        desk.bring(tabs.encode("utf-16-le"), name="utf16.txt")[0] == 0
        or desk.bring(tabs.encode("utf-16"), name="utf16.txt")[0] == 0
    )
    assert [row["name"] for row in desk.deals()] == ["华东医药项目", "华南医药项目"]


def test_18_a_quotation_mark_that_is_never_closed_is_told_with_its_line(desk: Desk) -> None:
    rows = "\n".join(deal(number) for number in range(2, 500))
    code, told = desk.bring(f'{HEADERS}\n1,"Deal one,Proposal,1,CNY,2026-12-01,ACME,Li Na\n{rows}\n')
    assert code != 0
    assert "line 2" in told
    assert desk.deals() == []


def test_19_two_columns_of_a_name_are_asked_about(desk: Desk) -> None:
    code, told = desk.bring("Deal ID,Deal,Stage,Amount,Amount\n1,One,Proposal,1,2\n")
    assert code == 3
    assert "Amount" in told
    padded = "\n".join(f"{line}{',' * 20}" for line in (HEADERS, deal(1), deal(2)))
    assert desk.bring(f"{padded}\nTotal,,,2000,,,,\n", name="padded.csv")[0] == 0
    assert [row["name"] for row in desk.deals()] == ["Deal 1", "Deal 2"]


def test_20_a_pivot_table_is_no_export(desk: Desk) -> None:
    code, _told = desk.bring(
        "Sum of amount,Column Labels,,\nRow Labels,Q1,Q2,Grand Total\nLi Na,1,2,3\nWang Wei,4,5,9\n"
    )
    assert code != 0
    assert desk.deals() == []


def archive(**members: bytes) -> bytes:
    """A zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/"), data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            lambda: archive(
                xl__workbook_xml=b"<x/>", **{"xl/workbook.xml": b"<x/>", "xl/sheet.xml": b"0" * 200_000_000}
            ),
            "unpack",
        ),
        (lambda: archive(**{"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "entities"),
        (lambda: archive(**{"../../x": b"1", "xl/workbook.xml": b"<x/>"}), "leads out"),
    ],
)
def test_21_spreadsheets_that_are_weapons_are_refused_before_they_are_read(
    desk: Desk, content: Callable[[], bytes], reason: str
) -> None:
    code, told = desk.bring(content(), name="bomb.xlsx")
    assert code != 0
    assert reason in told


def test_22_a_workbook_with_foreign_parts_is_refused_by_their_names(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.path)) as connection:
        connection.execute("CREATE TRIGGER sneaky AFTER INSERT ON account BEGIN DELETE FROM deal; END")
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT * FROM n"
        connection.execute(f"CREATE VIEW endless AS {endless}")
        connection.commit()
    before = digest(desk.path)
    code, told = desk.run("tasks")
    assert code != 0
    assert "sneaky" in told
    assert "endless" in told
    assert digest(desk.path) == before


def digest(path: Path) -> str:
    """Of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("harm", ["PRAGMA user_version = 99", "PRAGMA application_id = 0", "a picture"])
def test_23_what_is_no_workbook_of_ours_is_left_as_it_is(desk: Desk, harm: str) -> None:
    if harm == "a picture":
        desk.path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 5000)
    else:
        with closing(sqlite3.connect(desk.path)) as connection:
            connection.execute(harm)
    before = digest(desk.path)
    assert desk.run("tasks")[0] != 0
    assert digest(desk.path) == before


def test_24_a_journal_that_is_left_over_is_put_aside_by_a_restore(desk: Desk) -> None:
    desk.bring(table(deal(1)))
    assert desk.run("backup")[0] == 0
    desk.bring(table(deal(2)))
    Path(f"{desk.path}-journal").write_bytes(b"left over")
    Path(f"{desk.path}-wal").write_bytes(b"left over")
    assert desk.run("restore", str(backups(desk.path)[0].path))[0] == 0
    assert [row["name"] for row in desk.deals()] == ["Deal 1"]
    assert not Path(f"{desk.path}-wal").exists()


def test_25_a_link_is_not_followed_by_an_export(desk: Desk) -> None:
    desk.bring(table(deal(1)))
    target = desk.folder / "precious.csv"
    target.write_text("mine", encoding="utf-8")
    link = desk.folder / "out.csv"
    Path(link).symlink_to(target)
    code, _told = desk.run("pipeline", "--view", "table", "-o", str(link))
    assert code != 0
    assert target.read_text(encoding="utf-8") == "mine"


def test_7_a_space_of_no_width_makes_no_second_account(desk: Desk) -> None:
    assert desk.bring(table(deal(1, Account="Acme"), deal(2, Account="Ac\u200bme")))[0] == 0
    assert len({row["account_id"] for row in desk.deals()}) == 1
