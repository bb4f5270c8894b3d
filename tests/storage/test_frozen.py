"""What is frozen reads back as it was, whatever is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import pytest

from salesops_tui.storage.frozen import Frozen


class Colour(StrEnum):
    """An enumeration that is known."""

    RED = "red"


class Other(StrEnum):
    """One that is not: its text is kept."""

    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Inner:
    """A record."""

    colour: Colour
    parts: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Outer:
    """A record with a record in it."""

    text: str
    inner: Inner | None = None
    number: Fraction | None = None


class Unknown:
    """Nothing that is known."""


FROZEN = Frozen((Outer, Inner, Colour))


@pytest.mark.parametrize(
    "value",
    [
        Outer('華東 \u2028 "{}"', Inner(Colour.RED, (1, None, True, "x", Other.BLUE)), Fraction(-3, 7)),
        Outer("", Inner(Colour.RED, (date(2026, 11, 20), datetime(2026, 11, 20, 9, tzinfo=UTC), Decimal("1.20")))),
        Outer("is", Inner(Colour.RED, (Inner(Colour.RED), ((),)))),
    ],
)
def test_it_reads_back_equal_and_writes_the_same_again(value: Outer) -> None:
    text = FROZEN.dump(value)
    assert FROZEN.load(text) == value
    assert FROZEN.dump(FROZEN.load(text)) == text


def test_a_kind_keeps_its_kind() -> None:
    again = FROZEN.load(FROZEN.dump(Outer("", Inner(Colour.RED))))
    assert isinstance(again.inner.colour, Colour)


@pytest.mark.parametrize("value", [Unknown(), 1.5, {"a": 1}, [1], {1}])
def test_what_cannot_be_read_back_is_not_written(value: object) -> None:
    with pytest.raises(TypeError):
        FROZEN.dump(Inner(Colour.RED, (value,)))


def test_a_field_that_came_later_has_its_default() -> None:
    assert FROZEN.load('{"is":"Outer","text":"old"}') == Outer("old")
