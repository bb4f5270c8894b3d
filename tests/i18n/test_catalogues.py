"""The catalogues say everything that the source says, and nothing that it no longer does."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from salesops_tui import i18n
from salesops_tui.i18n import catalogues


def test_every_message_is_translated_and_none_is_left_over() -> None:
    assert list(catalogues.problems()) == []


def test_a_missing_and_an_unused_translation_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    source = catalogues.messages()
    source.delete("Undo")
    source.add("A message that nobody has translated")
    monkeypatch.setattr(catalogues, "messages", lambda: source)
    found = list(catalogues.problems())
    assert "zh_Hans: not translated: 'A message that nobody has translated'" in found
    assert "zh_Hant: no longer used: 'Undo'" in found


def test_a_lost_placeholder_would_be_found() -> None:
    catalogue = Catalog(locale="zh_Hans")
    message = catalogue.add("{number} new", "新增")
    assert not catalogues._keeps_placeholders(message)


def test_no_message_hides_inside_an_f_string_where_the_tool_cannot_see_it() -> None:
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in catalogues.PACKAGE.rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and _translates_a_literal(call)
    ]
    assert hidden == []


def _translates_a_literal(call: ast.Call) -> bool:
    named = isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext", "pgettext"}
    return named and isinstance(call.args[0], ast.Constant)


def test_the_traditional_catalogue_is_the_one_that_the_tool_makes() -> None:
    made = catalogues._traditional(catalogues._read("zh_Hans"))
    kept = catalogues._read("zh_Hant")
    assert {message.id: message.string for message in made if message.id} == {
        message.id: message.string for message in kept if message.id
    }


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh_CN.UTF-8", "zh_Hans"),
        ("zh-TW", "zh_Hant"),
        ("Chinese (Traditional)_Hong Kong", "zh_Hant"),
        ("zh", "zh_Hans"),
        ("de_DE", "en"),
        ("C", "en"),
    ],
)
def test_the_computers_locale_chooses_the_nearest_language(tag: str, language: str) -> None:
    assert i18n.match_language(tag) == language


def test_the_compiled_catalogues_are_there_and_speak() -> None:
    i18n.set_language("zh_Hant")
    assert i18n._("Import") == "匯入"
    i18n.set_language("zh_Hans")
    assert i18n._("Import") == "导入"
    assert all(
        Path(i18n.LOCALES, language, "LC_MESSAGES", "salesops.mo").is_file() for language in ("zh_Hans", "zh_Hant")
    )
