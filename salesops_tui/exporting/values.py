"""A sheet's values as people read them, and as other programs do."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from salesops_tui.domain.figures import Figure, Unit
from salesops_tui.domain.money import to_major
from salesops_tui.domain.sheets import Money, Value
from salesops_tui.formats import figure_value, money, number
from salesops_tui.terminal import printable


def words(value: Value) -> str:
    """A value as a person reads it, on one line."""
    match value:
        case None:
            return ""
        case Money():
            return money(value.minor, value.currency)
        case Figure():
            return figure_value(value)
        case datetime():
            return value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case int():
            return number(value)
        case _:
            return printable(str(value))


def cell(value: Value) -> str | int | Decimal | date | datetime | None:
    """A value as a spreadsheet keeps it: amounts in major units, shares as fractions of one."""
    match value:
        case Money():
            return to_major(value.minor, value.currency)
        case Figure():
            return _figure(value)
        case str():
            return printable(value)
        case _:
            return value


def _figure(figure: Figure) -> Decimal | None:
    if figure.value is None:
        return None
    if figure.unit in (Unit.MONEY, Unit.MONEY_PER_DAY) and figure.currency is not None:
        return to_major(round(figure.value), figure.currency)
    return decimal_of(figure.value)


def decimal_of(value: Fraction) -> Decimal:
    """A fraction to ten places: more than anybody reads, and no tail of nines."""
    return round(Decimal(value.numerator) / Decimal(value.denominator), 10).normalize() + 0


def plain(value: Value) -> Any:
    """A value for JSON; money and figures tell what they are made of."""
    match value:
        case Money():
            return {"minor": value.minor, "currency": value.currency}
        case Figure():
            return _told(value)
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return float(value)
        case _:
            return value


def _told(figure: Figure) -> dict[str, Any]:
    told: dict[str, Any] = {
        "metric": figure.metric.value,
        "unit": figure.unit.value,
        "value": _number(figure.value),
        "missing": figure.missing.value if figure.missing else None,
        "numerator": _number(figure.numerator),
        "denominator": _number(figure.denominator),
        "n": figure.n,
        "low": _number(figure.low),
        "high": _number(figure.high),
        "currency": figure.currency,
        "benchmark": _number(figure.benchmark),
        "scope": figure.scope or None,
        "without_amount": figure.without_amount or None,
        "unrated": [[part.currency, part.count, part.amount] for part in figure.unrated] or None,
    }
    if figure.span is not None:
        told |= {"from": figure.span.first.isoformat(), "to": figure.span.last.isoformat()}
    return {key: value for key, value in told.items() if value is not None or key == "value"}


def _number(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(decimal_of(value))
