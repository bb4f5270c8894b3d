"""Money and dates in words, held to what Babel writes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, get_currency_symbol

from salesops_tui import formats, i18n
from salesops_tui.domain.money import to_major

BABEL = {"en": "en_US", "zh_Hans": "zh_Hans_CN", "zh_Hant": "zh_Hant_TW"}
DAY = date(2026, 11, 3)


@pytest.mark.parametrize("currency", ["USD", "EUR", "GBP", "JPY", "INR"])
@pytest.mark.parametrize("minor", [0, 1, 99, 100, 123_456_789, -5_00])
def test_amounts_are_written_as_babel_writes_them(minor: int, currency: str) -> None:
    ours = formats.money(minor, currency)
    theirs = format_currency(to_major(minor, currency), currency, locale="en_US").replace("\u2212", "-")
    # Theirs has decimals also where there are none to tell; yen and yuan share a sign that ours keep apart.
    assert ours.replace("JP¥", "¥") == theirs.replace("\u00a0", " ").removesuffix(".00")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("currency", ["USD", "EUR", "GBP", "HKD"])
def test_signs_of_currencies_are_babels(language: str, currency: str) -> None:
    i18n.set_language(language)
    # In English the yuan is the base currency and needs no "CN"; elsewhere Taiwan's own dollar sign is not for everyone.
    locale = "zh_Hans_CN" if language.startswith("zh") else "en_US"
    assert formats.symbol(currency) == get_currency_symbol(currency, locale=locale)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_dates_are_written_as_babel_writes_them(language: str) -> None:
    i18n.set_language(language)
    locale = Locale.parse(BABEL[language])
    pattern = "d MMM" if language == "en" else "M月d日"
    assert formats.month_and_day(DAY) == format_date(DAY, pattern, locale=locale)
    assert formats.month_name(DAY) == format_date(DAY, "MMM", locale=locale)
    weekday = format_date(DAY, "EEE", locale=locale)
    assert weekday.replace("週", "周") in formats.weekday_and_date(DAY).replace("週", "周")


@pytest.mark.parametrize(
    ("language", "minor", "written"),
    [
        ("en", 1_285_000_00, "¥1.29M"),
        ("en", 860_000_00, "¥860k"),
        ("en", 999_999_00, "¥1M"),
        ("en", 999_00, "¥999"),
        ("en", -12_345_678_00, "-¥12.3M"),
        ("en", 0, "¥0"),
        ("zh_Hans", 1_285_000_00, "¥128.5万"),
        ("zh_Hans", 99_999_999_00, "¥1亿"),
        ("zh_Hans", 9_999_00, "¥9,999"),
        ("zh_Hant", 1_285_000_00, "¥128.5萬"),
    ],
)
def test_amounts_in_few_cells(language: str, minor: int, written: str) -> None:
    i18n.set_language(language)
    assert formats.compact_money(minor, "CNY") == written


@pytest.mark.parametrize("minor", [1, 10**3, 10**6, 123_456_700, 10**10, 10**13])
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_few_cells_are_few_and_off_by_half_a_per_cent_at_most(language: str, minor: int) -> None:
    i18n.set_language(language)
    written = formats.compact_money(minor, "CNY")
    units = {"k": 10**3, "M": 10**6, "B": 10**9, "万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
    digits = written.removeprefix("¥").replace(",", "")
    value = Decimal(digits.rstrip("".join(units))) * units.get(digits[-1], 1)
    assert len(written) <= 8
    assert abs(value * 100 - minor) <= max(minor * Decimal("0.006"), Decimal(50))


def test_a_far_date_tells_its_year() -> None:
    assert formats.short_day(date(2025, 11, 3), DAY) == "3 Nov 25"
    assert formats.short_day(DAY, DAY) == "3 Nov"


def test_an_instant_is_told_by_the_persons_own_clock() -> None:
    instant = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert formats.local_minute(instant, ZoneInfo("Asia/Shanghai")) == "2026-11-24 07:30"
