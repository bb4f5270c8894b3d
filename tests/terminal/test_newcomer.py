"""The first day of somebody who reads Chinese and no English, in a real terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from docx import Document

from salesops_tui.paths import sample_data
from tests.terminal.tmux import TMUX, Terminal, surroundings

pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not there")

KEYS: Final = frozenset({"esc", "enter", "space", "shift", "ctrl", "alt", "tab", "home", "end"})
"""What is printed on the keyboard."""
KNOWN: Final = frozenset({"salesops", "crm", "bi", "erp", "md", "txt", "json", "docx", "xlsx", "html"})
"""Names of things and of kinds of files, which are the same in Chinese."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with an export as a CRM made on a Chinese Windows: GBK."""
    content = (sample_data() / "zh" / "商机-2026-11-23.csv").read_bytes()
    assert content.decode("gbk").startswith("商机编号")
    (tmp_path / "商机导出.csv").write_bytes(content)
    return tmp_path


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    """The program, opened for the first time."""
    environment = surroundings(home, "zh_CN.UTF-8")
    program = [sys.executable, "-m", "salesops_tui", "--today", "2026-11-25"]
    there = ["sh", "-c", f'cd "{home}"; exec "$@"', "-", *program]
    with Terminal(f"salesops-{os.getpid()}", there, environment, (120, 36)) as made:
        yield made


def english(screen: str) -> set[str]:
    """Words on a screen that somebody without English would not know."""
    # Keys stand before what they do; file names and the numbers of weeks and deals are names.
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\S*[/\\]\S*|\w+\.[a-z]+|W\d\d|-?\d+[A-Za-z]+", " ", screen))
    return {word.casefold() for word in words} - KEYS - KNOWN


def test_from_a_gbk_export_through_the_stand_up_to_the_weekly_report(terminal: Terminal, home: Path) -> None:
    screens = [terminal.wait_for("新的工作簿：想怎样开始？")]

    terminal.press("i")
    terminal.wait_for("导入文件")
    terminal.type("商机导出.csv")
    terminal.press("Enter")
    screens.append(terminal.wait_for("新增 128", "确认导入"))
    terminal.press("C-s")
    screens.append(terminal.wait_for("新增 128，更新 0。按 u 撤销。", "7 人到会"))

    terminal.press("Space")
    terminal.wait_for("▶ 刘洋")
    terminal.press("t")
    terminal.wait_for("刘洋, 今天")
    terminal.type("给客户发新报价")
    terminal.press("Enter")
    screens.append(terminal.wait_for("▸ 给客户发新报价"))
    for speaker in ("吴昊", "周敏", "孙悦", "李娜", "赵磊", "陈静"):
        terminal.press("Space")
        terminal.wait_for(f"▶ {speaker}")
    for part in ("轮流发言", "重点商机", "协同求助", "提醒"):
        terminal.press("Space")
        screens.append(terminal.wait_for(f"✓ {part}"))
    terminal.press("Space")
    screens.append(terminal.wait_for("到会：7/7", "给客户发新报价"))
    terminal.press("Escape")
    terminal.wait_without("到会：7/7")

    terminal.press("2")
    screens.append(terminal.wait_for("一、业绩", "2026-W48 · 草稿"))
    terminal.press("x")
    screens.append(terminal.wait_for("周报 2026-W48.docx"))
    terminal.press("s", "Enter")
    terminal.wait_for("已写入：")
    terminal.press("q")

    document = Document(str(home / "周报 2026-W48.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "一、业绩" in [paragraph.text for paragraph in document.paragraphs]
    assert "本周赢单" in cells
    assert [english(screen) for screen in screens] == [set()] * len(screens)
    assert not (home / ".local" / "state" / "salesops" / "log").exists()
