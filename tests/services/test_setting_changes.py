"""Settings that are changed on the screen: in their file, beside what people wrote there."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from salesops_tui import i18n
from salesops_tui.clock import FixedClock
from salesops_tui.services.setting_changes import change, commented, put, read
from salesops_tui.settings import FROM_FILE, Settings, SettingsError, load_settings, read_settings
from salesops_tui.settings.schema import SETTINGS, SettingKind
from salesops_tui.settings.texts import lines_of, told, typed

BY_KEY = {setting.key: setting for setting in SETTINGS}
OURS = """# ours
theme = "light"   # for the projector

[rates]
USD = "7.1" # Monday's
"""


def test_everything_that_can_be_set_is_in_the_schema_once() -> None:
    names = [field.name for field in fields(Settings)]
    assert sorted(BY_KEY) == sorted(names) == sorted(FROM_FILE)
    assert len(SETTINGS) == len(names)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("base_currency", "EUR", "EUR"),
        ("rates", "USD = 7.1\nEUR：7.7", {"USD": Decimal("7.1"), "EUR": Decimal("7.7")}),
        ("calendar", "de", "DE"),
        ("calendar", "none", None),
        ("days_off", "2026-12-24， 2026-12-25", frozenset({date(2026, 12, 24), date(2026, 12, 25)})),
        ("gates", "block", "block"),
        ("required_fields", "need = amount, close_date", {"need": ("amount", "close_date")}),
        ("discount_levels", "10 = 主管\n12.5 = 总监", {Decimal(10): "主管", Decimal("12.5"): "总监"}),
        ("loss_reasons", "价格\n\n没有决定\n", ("价格", "没有决定")),
        ("roles", "solution = 售前", {"solution": "售前"}),
        ("urgent_days", "３", 3),
        ("standup_at", "8:45", time(8, 45)),
        ("bell", "yes", True),
        ("language", "zh_Hant", "zh_Hant"),
        ("spacing", "dense", "dense"),
    ],
)
def test_what_is_typed_is_what_holds(tmp_path: Path, clock: FixedClock, key: str, text: str, value: object) -> None:
    file = tmp_path / "new" / "settings.toml"
    settings = change(file, BY_KEY[key], text, clock)
    assert getattr(settings, key) == value
    assert load_settings(file) == settings
    again = lines_of(BY_KEY[key], value)
    assert getattr(change(file, BY_KEY[key], again, clock), key) == value


@pytest.mark.parametrize(
    ("key", "text", "complaint"),
    [
        ("base_currency", "euro", "three capital letters"),
        ("rates", "USD 7.1", "no name with an equals sign"),
        ("rates", "USD = many", "a rate is a number"),
        ("calendar", "XX", "XX"),
        ("days_off", "Christmas", "no date such as"),
        ("required_fields", "need = shoe_size", "shoe_size is none of"),
        ("discount_levels", "lots = Boss", "number of per cent"),
        ("urgent_days", "61", "from 0 to 60"),
        ("urgent_days", "soon", "from 0 to 60"),
        ("standup_at", "25:00", "a time of day"),
        ("theme", "[red]pink", "one of dark, light"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_the_file_stays(
    tmp_path: Path, clock: FixedClock, key: str, text: str, complaint: str
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(OURS, encoding="utf-8")
    with pytest.raises(SettingsError, match=complaint):
        change(file, BY_KEY[key], text, clock)
    assert file.read_text(encoding="utf-8") == OURS


def test_comments_and_everything_else_stay(tmp_path: Path, clock: FixedClock) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(OURS, encoding="utf-8")
    change(file, BY_KEY["theme"], "dark", clock)
    change(file, BY_KEY["urgent_days"], "3", clock)
    settings = change(file, BY_KEY["discount_levels"], "10 = Lead", clock)
    text = file.read_text(encoding="utf-8")
    assert text.startswith('# ours\ntheme = "dark"   # for the projector\n')
    assert 'USD = "7.1" # Monday\'s' in text
    assert (settings.theme, settings.urgent_days, settings.rates) == ("dark", 3, {"USD": Decimal("7.1")})


def test_nothing_typed_is_as_shipped(tmp_path: Path, clock: FixedClock) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(OURS, encoding="utf-8")
    assert change(file, BY_KEY["theme"], "", clock).theme == "dark"
    assert change(file, BY_KEY["rates"], " \n", clock).rates == {}
    assert "# ours" in file.read_text(encoding="utf-8")


def test_a_new_file_tells_all_that_can_be_set_and_the_choice_stands_where_it_is_told(
    tmp_path: Path, clock: FixedClock
) -> None:
    file = tmp_path / "settings.toml"
    change(file, BY_KEY["theme"], "light", clock)
    text = file.read_text(encoding="utf-8")
    assert all(setting.key in text for setting in SETTINGS)
    assert [line for line in text.splitlines() if line and not line.startswith("#")] == ['theme = "light"']
    assert text.count("theme = ") == 1


def test_what_was_there_before_can_be_put_back(tmp_path: Path, clock: FixedClock) -> None:
    file = tmp_path / "settings.toml"
    before = read(file)
    change(file, BY_KEY["theme"], "light", clock)
    assert put(file, before, clock) == Settings()
    assert not file.exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(SettingsError, match="cannot be written: there is something"):
        put(tmp_path / "file" / "settings.toml", "", clock)


@pytest.mark.parametrize("language", ["en", "zh_Hans"])
def test_the_commented_file_holds_as_it_is_and_with_all_its_examples(language: str) -> None:
    i18n.set_language(language)
    text = commented(Settings())
    everything = "\n".join(
        line.removeprefix("# ") if " = " in line or line.startswith("# [") else line for line in text.splitlines()
    )
    i18n.set_language("en")
    assert tomllib.loads(text) == {}
    assert set(tomllib.loads(everything)) == set(BY_KEY)
    read_settings(everything, Path("settings.toml"))


def test_the_commented_file_says_what_is_set() -> None:
    settings = Settings(theme="light", rates={"USD": Decimal("7.1")}, days_off=frozenset({date(2026, 12, 24)}))
    assert read_settings(commented(settings), Path("settings.toml")) == settings


def test_values_are_told_in_one_line() -> None:
    shipped = Settings()
    assert {setting.key: told(setting, getattr(shipped, setting.key)) for setting in SETTINGS}[
        "gates"
    ] == "warn, and let it pass"
    assert told(BY_KEY["rates"], {"USD": Decimal("7.1"), "EUR": Decimal("7.7")}) == "USD = 7.1 · EUR = 7.7"
    assert told(BY_KEY["language"], None) == "–"
    assert told(BY_KEY["calendar"], None) == "none"
    assert typed(BY_KEY["rates"], "") is None
    assert BY_KEY["bell"].kind is SettingKind.YES_NO
