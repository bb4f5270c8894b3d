"""Files that were broken by chance: each is read, asked about or refused in words, and never a defect."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, date
from pathlib import Path

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.sheets import Sheet, SheetColumn
from salesops_tui.errors import SalesopsError
from salesops_tui.exporting import sheet_files
from salesops_tui.exporting.kinds import Format
from salesops_tui.exporting.task_files.contents import content
from salesops_tui.exporting.task_files.kinds import ENDINGS
from salesops_tui.paths import sample_data
from salesops_tui.services.demo import make_demo
from salesops_tui.services.imports import desk
from salesops_tui.services.session import Session, open_session
from salesops_tui.services.task_exchange import told
from salesops_tui.settings import load_settings
from salesops_tui.storage.checking import check
from tests.thorough import times

EACH = times(40, 20_000)
HOSTILE = (
    b"\x00", b"\xff\xfe", b"\x1b]52;c;aGk=\x07", b'"', b'""""', b",,,,,,", b"\r", b"\n\n\n", b"=1+1", b"[/]", b"NaN", b"1e999999",
    b"2024-02-30", "１２,３４５．００".encode(), "\u202e".encode(), b"\xed\xa0\x80", b"{", b"]", b"BEGIN:VTODO\r\n", b"A" * 5000,
)  # fmt: skip


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A session on the sample."""
    clock, settings = FixedClock.on(date(2026, 11, 25), UTC), load_settings(sample_data() / "settings.toml")
    opened = open_session(make_demo(tmp_path_factory.mktemp("demo"), clock, settings, "en"), clock, settings)
    with closing(opened.workbook):
        yield opened


def whole_files(session: Session) -> Mapping[str, bytes]:
    """Small files of every kind, by their names."""
    folder = sample_data()
    english = (folder / "en" / "deals-2026-11-23.csv").read_bytes().splitlines(keepends=True)
    chinese = (folder / "zh" / "商机-2026-11-23.csv").read_bytes().splitlines(keepends=True)
    sheet = Sheet(
        "deals", "Deals", (SheetColumn("name", "Deal name"), SheetColumn("stage", "Stage")), (("ERP", "Proposal"),) * 9
    )
    tasks = told(session, "@li")
    return {
        "deals.csv": b"".join(english[:15]),
        "gbk.csv": b"".join(chinese[:15]),
        "deals.xlsx": sheet_files.content([sheet], Format.XLSX),
        **{f"tasks{ending}": content(tasks, kind, {}) for kind, ending in ENDINGS.items()},
    }


def broken(whole: bytes, chance: random.Random) -> bytes:
    """A file after some accidents."""
    data = bytearray(whole)
    for _accident in range(chance.randint(1, 6)):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                data[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                data[place:place] = chance.choice(HOSTILE)
            case 2:
                del data[place : place + chance.randint(1, 200)]
            case _:
                other = chance.randrange(len(data) + 1)
                data[place:place] = data[other : other + chance.randint(1, 200)]
    return bytes(data)


KINDS = ("deals.csv", "gbk.csv", "deals.xlsx", *(f"tasks{ending}" for ending in ENDINGS.values()))


@pytest.mark.parametrize("name", KINDS)
def test_a_broken_file_is_read_asked_about_or_refused_in_words(session: Session, tmp_path: Path, name: str) -> None:
    chance = random.Random(name)
    whole = whole_files(session)[name]
    step = session.workbook.journal.last_step()
    outcomes = set()
    for number in range(EACH):
        file = tmp_path / name
        data = broken(whole, chance) if number else whole
        file.write_bytes(data)
        try:
            result = desk.bring_in(session, [file], [], trial=True, progress=lambda _share: None)
        except SalesopsError:
            outcomes.add("refused")
        except Exception as error:
            (tmp_path / "defect").write_bytes(data)
            raise AssertionError(f"{error!r} for {data[:300]!r}") from error
        else:
            outcomes.add(type(result).__name__)
    # A proof in which all of one kind came to the same would prove little.
    assert len(outcomes) > 1
    assert session.workbook.journal.last_step() == step
    assert check(session.workbook.connection) == []


def test_a_defect_would_be_noticed(session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: a reader that stumbles over what it does not expect."""

    def careless(_text: str, _path: Path) -> list[object]:
        raise KeyError("summary")

    monkeypatch.setattr("salesops_tui.importing.task_files.icalendar.rows", careless)
    with pytest.raises(AssertionError, match="KeyError"):
        test_a_broken_file_is_read_asked_about_or_refused_in_words(session, tmp_path, "tasks.ics")


def test_a_spreadsheet_whose_compressed_parts_are_garbage_is_damaged(session: Session, tmp_path: Path) -> None:
    data = bytearray(whole_files(session)["deals.xlsx"])
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        member = next(part for part in archive.infolist() if part.filename.endswith(".xml"))
        start = member.header_offset + 30 + len(member.filename)
    data[start : start + 40] = b"\xff" * 40
    file = tmp_path / "deals.xlsx"
    file.write_bytes(data)
    with pytest.raises(SalesopsError, match="it is damaged"):
        desk.bring_in(session, [file], [], trial=True, progress=lambda _share: None)
