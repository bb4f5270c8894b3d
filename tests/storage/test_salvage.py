"""Saving what can still be read of a damaged workbook."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import UTC, date
from pathlib import Path

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.paths import sample_data
from salesops_tui.services.demo import make_demo
from salesops_tui.settings import load_settings
from salesops_tui.storage.checking import check
from salesops_tui.storage.failures import DamagedWorkbook, WorkbookError
from salesops_tui.storage.opening import open_workbook
from salesops_tui.storage.salvage import Salvaged, salvage
from tests.thorough import times

CLOCK = FixedClock.on(date(2026, 11, 25), UTC)
PAGE = 4096
RECORDS = ("person", "account", "contact", "product", "deal", "activity", "order_line", "target", "task")
COUNTED = (*RECORDS, "deal_event", "change")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A workbook with the sample in it."""
    folder = tmp_path_factory.mktemp("whole")
    return make_demo(folder, CLOCK, load_settings(sample_data() / "settings.toml"), "en").read_bytes()


def rows(path: Path) -> dict[str, set[tuple[object, ...]]]:
    """What a workbook holds."""
    with closing(sqlite3.connect(path)) as connection:
        return {table: set(connection.execute(f"SELECT * FROM {table}")) for table in COUNTED}


def saved(tmp_path: Path, content: bytes) -> Salvaged:
    """Salvage a damaged file; it stays as it is, and what comes of it is whole."""
    damaged = tmp_path / "workbook.db"
    damaged.write_bytes(content)
    damaged.chmod(0o600)
    result = salvage(damaged, tmp_path / "saved.db", CLOCK)
    assert damaged.read_bytes() == content
    with closing(open_workbook(result.path, CLOCK)) as workbook:
        assert check(workbook.connection) == []
    return result


def smashed(content: bytes, pages: list[int]) -> bytes:
    """A file with some pages overwritten."""
    broken = bytearray(content)
    for page in pages:
        broken[page * PAGE : page * PAGE + 600] = b"\xff" * 600
    return bytes(broken)


def test_of_a_whole_workbook_everything_is_saved_with_its_history(tmp_path: Path, whole: bytes) -> None:
    result = saved(tmp_path, whole)
    assert (result.lost, result.without_history) == (0, 0)
    before, after = rows(tmp_path / "workbook.db"), rows(result.path)
    assert before == after


@pytest.mark.parametrize("seed", range(times(12, 200)))
def test_four_smashed_pages_cost_few_rows(tmp_path: Path, whole: bytes, seed: int) -> None:
    chance = random.Random(seed)
    pages = chance.sample(range(60, len(whole) // PAGE), 4)
    result = saved(tmp_path, smashed(whole, pages))
    (tmp_path / "whole.db").write_bytes(whole)
    before, after = rows(tmp_path / "whole.db"), rows(result.path)
    told = {table.table: table.lost for table in result.tables}
    gone = {table: {row[0] for row in before[table]} - {row[0] for row in after[table]} for table in RECORDS}
    assert {table: told.get(table, 0) for table in RECORDS} == {table: len(ids) for table, ids in gone.items()}
    assert sum(map(len, gone.values())) <= 0.1 * sum(len(before[table]) for table in RECORDS)


def test_most_of_a_truncated_file_is_saved(tmp_path: Path, whole: bytes) -> None:
    result = saved(tmp_path, whole[: len(whole) * 3 // 4])
    assert result.saved
    assert result.lost


@pytest.mark.parametrize("content", [b"", b"not SQLite", b"SQLite format 3\x00" + b"\xa5" * 5000])
def test_where_nothing_can_be_read_nothing_is_left_behind(tmp_path: Path, content: bytes) -> None:
    damaged = tmp_path / "workbook.db"
    damaged.write_bytes(content)
    with pytest.raises(WorkbookError, match="can be read"):
        salvage(damaged, tmp_path / "saved.db", CLOCK)
    assert [path.name for path in tmp_path.iterdir()] == ["workbook.db"]


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path, whole: bytes) -> None:
    (tmp_path / "saved.db").write_bytes(b"mine")
    with pytest.raises(WorkbookError, match="is there already"):
        saved(tmp_path, whole)
    assert (tmp_path / "saved.db").read_bytes() == b"mine"


def test_a_smashed_page_is_noticed_when_the_workbook_is_opened(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "workbook.db"
    path.write_bytes(smashed(whole, [100]))
    with pytest.raises(DamagedWorkbook):
        open_workbook(path, CLOCK)
