"""Spearman's rank correlation: whether two measures rise together, whatever their scale."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt


def spearman(first: Sequence[int], second: Sequence[int]) -> Fraction | None:
    """The correlation of the ranks, from -1 to 1, equal values sharing the mean of their ranks; None where one of the measures
    does not vary, for then nothing rises with anything."""
    ranks, others = _ranks(first), _ranks(second)
    mean = Fraction(len(ranks) + 1, 2)
    spread = sum((rank - mean) ** 2 for rank in ranks) * sum((rank - mean) ** 2 for rank in others)
    if not spread:
        return None
    together = sum((rank - mean) * (other - mean) for rank, other in zip(ranks, others, strict=True))
    return Fraction(float(together) / sqrt(spread)).limit_denominator(10**9)


def _ranks(values: Sequence[int]) -> list[Fraction]:
    """Each value's place from 1 on; equal ones share the mean of theirs."""
    order = sorted(values)
    first = {value: place for place, value in reversed(list(enumerate(order, 1)))}
    number = {value: order.count(value) for value in first}
    return [first[value] + Fraction(number[value] - 1, 2) for value in values]
