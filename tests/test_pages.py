"""The reference pages say what the program says: whoever changes a command or a definition makes them anew."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from salesops_tui.services.definitions import DEFINITIONS
from salesops_tui.ui.commands import PROGRAM

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The script that makes them."""
    found = importlib.util.spec_from_file_location("make_pages", DOCS / "make_pages.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["keys.md", "keys.zh.md", "figures.md", "figures.zh.md"])
def test_a_page_is_what_the_program_would_write_now(maker: ModuleType, name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == maker.pages()[name], "run python docs/make_pages.py"


def test_the_pages_are_whole(maker: ModuleType) -> None:
    pages = maker.pages()
    assert pages["figures.md"].count("\n## ") == len(DEFINITIONS) + 1
    assert all(command.words in pages["keys.md"] for command in PROGRAM)
    assert all("赢率" in pages[name] or "商机" in pages[name] for name in ("figures.zh.md", "keys.zh.md"))


PAGES = [DOCS.parent / "README.md", DOCS.parent / "README.zh.md", *sorted(DOCS.glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_whatever_a_page_leads_to_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert links or page.name.startswith(("keys", "figures", "reliability"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_every_guide_is_there_in_chinese_and_every_picture_is_shown() -> None:
    english = {page.name.removesuffix(".md") for page in DOCS.glob("*.md") if ".zh" not in page.name} - {
        "architecture",
        "reliability",
    }
    assert {page.name.removesuffix(".zh.md") for page in DOCS.glob("*.zh.md")} == english
    shown = {name for page in PAGES for name in re.findall(r"pictures/([\w-]+\.svg)", page.read_text(encoding="utf-8"))}
    assert shown == {picture.name for picture in (DOCS / "pictures").glob("*.svg")}
