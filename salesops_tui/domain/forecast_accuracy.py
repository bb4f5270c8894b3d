"""How well forecasts foretold what came (D.11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from salesops_tui.domain.figures import Figure, Metric, Missing, Unit, quotient


class Lead(StrEnum):
    """How early a forecast was made: the number that stood at that moment is held to what came."""

    START = "start"
    """At the end of the period's first day."""
    MIDDLE = "middle"
    """When half of its days had passed."""
    TWO_WEEKS = "two-weeks"
    """Two weeks before its end."""


class Foretold(NamedTuple):
    """What a period brought, and what was said that it would; both in minor units of the base currency."""

    came: int
    said: int


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The usual measures of a series of forecasts."""

    wape: Figure
    """Σ|A−F| ÷ Σ|A|: the one to look at."""
    bias: Figure
    """Σ(F−A) ÷ ΣA; plus is too high."""
    mape: Figure
    """The mean of |A−F| ÷ |A|, over the periods that brought anything."""
    dropped: int
    """Periods that brought nothing, which the MAPE cannot count."""
    hubspot: Figure
    """max(0, 1 − |A−F| ÷ A) on the totals, as HubSpot counts."""


def accuracy(told: Sequence[Foretold], currency: str, *, naive: bool = False) -> Accuracy:
    """The measures of some forecasts; ``naive`` names them as those of the naive forecast, the period before."""
    came = sum(pair.came for pair in told)
    measured = sum(abs(pair.came) for pair in told)
    empty = Missing.NOTHING_CAME if told else Missing.NO_FORECASTS
    n = len(told)
    wape = quotient(
        Metric.NAIVE_WAPE if naive else Metric.FORECAST_WAPE,
        Unit.SHARE,
        sum(abs(pair.came - pair.said) for pair in told),
        measured,
        empty,
        n=n,
        currency=currency,
    )
    bias = quotient(
        Metric.NAIVE_BIAS if naive else Metric.FORECAST_BIAS,
        Unit.SHARE,
        sum(pair.said - pair.came for pair in told),
        came,
        empty,
        n=n,
        currency=currency,
    )
    counted = [pair for pair in told if pair.came]
    mape = Figure(
        Metric.FORECAST_MAPE,
        Unit.SHARE,
        sum((Fraction(abs(pair.came - pair.said), abs(pair.came)) for pair in counted), Fraction(0)) / len(counted)
        if counted
        else None,
        None if counted else empty,
        n=len(counted),
    )
    off = abs(sum(pair.said for pair in told) - came)
    hubspot = quotient(
        Metric.FORECAST_HUBSPOT, Unit.SHARE, max(came - off, 0), max(came, 0), empty, n=n, currency=currency
    )
    return Accuracy(wape, bias, mape, n - len(counted), hubspot)
