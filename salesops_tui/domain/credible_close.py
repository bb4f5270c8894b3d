"""When a deal is likely to be won, going by how long won deals still took from its stage at its age (feature 12)."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from salesops_tui.domain.figures import ENOUGH, Figure, Metric, Missing, Unit, quantile

MEDIAN: Final = Fraction(1, 2)
FOUR_OF_FIVE: Final = Fraction(4, 5)


class Stay(NamedTuple):
    """A won deal's stay in a stage, in working days."""

    length: int
    """From entering the stage to leaving it."""
    until_won: int
    """From entering the stage to being won."""


class Credible(NamedTuple):
    """The working days that a deal is likely to take yet."""

    median: Figure
    p80: Figure


def remaining(stays: Iterable[Stay], ages: Iterable[int]) -> Mapping[int, Credible]:
    """For each age in a stage, how long the won deals that were still standing there at that age took from then on.

    Fewer than ``ENOUGH`` of them say nothing.
    """
    by_length = sorted(stays, key=lambda stay: stay.length)
    until_won: list[int] = []
    found = {}
    # The older a deal, the fewer stood there as long: from the oldest on, each age adds those that left before.
    for age in sorted(set(ages), reverse=True):
        while by_length and by_length[-1].length >= age:
            insort(until_won, by_length.pop().until_won)
        found[age] = Credible(
            _figure(Metric.CREDIBLE_CLOSE_MEDIAN, until_won, MEDIAN, age),
            _figure(Metric.CREDIBLE_CLOSE_P80, until_won, FOUR_OF_FIVE, age),
        )
    return found


def _figure(metric: Metric, until_won: list[int], q: Fraction, age: int) -> Figure:
    n = len(until_won)
    if n < ENOUGH:
        return Figure(metric, Unit.WORKING_DAYS, None, Missing.TOO_FEW, n=n)
    return Figure(metric, Unit.WORKING_DAYS, max(quantile(until_won, q) - age, Fraction(0)), n=n)
