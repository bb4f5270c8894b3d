"""The settings file: read strictly, and every mistake in it named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from salesops_tui.settings import Settings, SettingsError, load_settings


def load(tmp_path: Path, text: str) -> Settings:
    """The settings that a text says."""
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def test_without_a_file_everything_is_as_shipped(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml") == Settings()


def test_everything_can_be_said(tmp_path: Path) -> None:
    said = load(
        tmp_path,
        '\ufeffbase_currency = "USD"\ncalendar = "none"\nlanguage = "zh_Hans"\ntheme = "light"\n'
        'days_off = [2026-12-24]\nworking_days = [2026-12-26]\n[rates]\nCNY = "0.14"\nEUR = 1.1\n',
    )
    assert said == Settings(
        "USD",
        {"CNY": Decimal("0.14"), "EUR": Decimal("1.1")},
        None,
        frozenset({date(2026, 12, 24)}),
        frozenset({date(2026, 12, 26)}),
        "zh_Hans",
        "light",
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('base_curency = "CNY"', "base_curency"),
        ('base_currency = "yuan"', "base_currency"),
        ("base_currency = 7", "base_currency"),
        ('[rates]\nUSD = "many"', "rates"),
        ("[rates]\nUSD = 0", "rates"),
        ("[rates]\nUSD = true", "rates"),
        ("[rates]\nUSD = nan", "rates"),
        ("rates = 7", "rates"),
        ('days_off = ["2026-12-24"]', "days_off"),
        ("days_off = 2026-12-24", "days_off"),
        ('calendar = "China"', "calendar"),
        ('theme = "pink"', "theme"),
        ("theme = ", "TOML"),
        ('[required_fields]\nneed = ["budget"]', "budget is none of account"),
    ],
)
def test_what_cannot_be_meant_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        load(tmp_path, text)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        load_settings(path)
