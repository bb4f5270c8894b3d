"""Win rates, cycles and the average deal of any period and any deals: the one source for every room that shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from salesops_tui.domain.figures import Figure, Metric, Span, share
from salesops_tui.domain.funnel import Cut
from salesops_tui.domain.money import CurrencySum, Rates
from salesops_tui.domain.outcomes import (
    CycleFigures,
    Decided,
    average_deal,
    created_win_rate,
    cycle_figures,
    lost_cycle,
    win_rate,
    win_rate_by_value,
)
from salesops_tui.domain.stages import StageKind
from salesops_tui.services.gates import without_words
from salesops_tui.services.session import Session
from salesops_tui.storage.repositories.outcomes import ClosedDeals, CreatedDeals

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LossReason:
    """Why deals were lost."""

    reason: str | None
    """None for those that give no reason."""
    share: Figure


@dataclass(frozen=True, slots=True)
class Competitor:
    """How deals against one competitor ended."""

    name: str
    won: int
    lost: int
    rate: Figure
    last_lost_on: date | None


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of some deals in a period."""

    won: int
    lost: int
    win_rate: Figure
    by_value: Figure
    created: Figure
    cycle: CycleFigures
    lost_cycle: Figure
    average: Figure
    untouched: int
    """Won deals without a logged first contact: their cycles begin with their creation."""
    backwards: int
    """Won deals that closed before they began: errors in the data, left out of the cycles."""
    undated: int
    """Won deals of which nobody knows when they began."""
    reasons: tuple[LossReason, ...]
    """The commonest first; those without one last."""
    competitors: tuple[Competitor, ...]
    """The most often met first."""


class WinRates:
    """What became of the deals closed and created in a period, all together and group by group."""

    def __init__(self, session: Session, cut: Cut, span: Span) -> None:
        """Count them; money is at today's rates."""
        self._rates = session.rates
        self._span = span
        self._closed: dict[str | None, list[ClosedDeals]] = {}
        self._created: dict[str | None, list[CreatedDeals]] = {}
        for row in session.workbook.outcomes.closed(cut, span, session.rates):
            self._closed.setdefault(row.group, []).append(row)
        for line in session.workbook.outcomes.created(cut, span, session.rates):
            self._created.setdefault(line.group, []).append(line)

    @property
    def groups(self) -> Iterable[str | None]:
        """The keys of the groups that have any."""
        return {**self._closed, **self._created}

    def whole(self, scope: str) -> Outcomes:
        """What became of all of them."""
        return _outcomes(_all(self._closed), _all(self._created), self._rates, self._span, scope)

    def of(self, key: str | None, span: Span, scope: str) -> Outcomes:
        """What became of one group's; a month's own days are to be told."""
        return _outcomes(self._closed.get(key, ()), self._created.get(key, ()), self._rates, span, scope)


def within(scope: str, name: str) -> str:
    """A scope narrowed by one more name."""
    return " · ".join(part for part in (scope, name) if part)


def _all(groups: Mapping[str | None, Sequence[T]]) -> list[T]:
    return [row for rows in groups.values() for row in rows]


def _outcomes(
    closed: Sequence[ClosedDeals], created: Iterable[CreatedDeals], rates: Rates, span: Span, scope: str
) -> Outcomes:
    won = [row for row in closed if row.kind is StageKind.WON]
    lost = [row for row in closed if row.kind is StageKind.LOST]
    win, loss = decided(won), decided(lost)
    now: Counter[StageKind] = Counter()
    for line in created:
        now[line.kind] += line.deals
    return Outcomes(
        win.deals,
        loss.deals,
        win_rate(win.deals, loss.deals, span, scope),
        win_rate_by_value(win, loss, rates, span, scope),
        created_win_rate(now[StageKind.WON], now[StageKind.LOST], now[StageKind.OPEN], span, scope),
        cycle_figures(_days(won), span, scope),
        lost_cycle(_days(lost), span, scope),
        average_deal(win, rates, span, scope),
        sum(row.deals for row in won if not row.touched and row.days is not None),
        sum(row.deals for row in won if row.days is not None and row.days < 0),
        sum(row.deals for row in won if row.days is None),
        _reasons(lost, span, scope),
        _competitors(closed, span, scope),
    )


class Alike(Protocol):
    """Closed deals of one currency, counted together."""

    @property
    def currency(self) -> str: ...
    @property
    def deals(self) -> int: ...
    @property
    def amount(self) -> int: ...
    @property
    def without_amount(self) -> int: ...


def decided(rows: Iterable[Alike]) -> Decided:
    """Deals with one outcome, from rows of deals that are alike."""
    sums: dict[str, CurrencySum] = {}
    deals = without_amount = 0
    for row in rows:
        deals += row.deals
        without_amount += row.without_amount
        if counted := row.deals - row.without_amount:
            before = sums.get(row.currency, CurrencySum(row.currency, 0, 0))
            sums[row.currency] = CurrencySum(row.currency, before.count + counted, before.amount + row.amount)
    return Decided(deals, tuple(sums.values()), without_amount)


def _days(rows: Iterable[ClosedDeals]) -> Mapping[int, int]:
    days: Counter[int] = Counter()
    for row in rows:
        if row.days is not None:
            days[row.days] += row.deals
    return days


def _reasons(lost: Iterable[ClosedDeals], span: Span, scope: str) -> tuple[LossReason, ...]:
    counts: Counter[str | None] = Counter()
    for row in lost:
        counts[without_words(row.lost_reason) if row.lost_reason else None] += row.deals
    whole = counts.total()
    ordered = sorted(counts.items(), key=lambda item: (item[0] is None, -item[1], item[0] or ""))
    return tuple(
        LossReason(reason, share(Metric.LOSS_REASON_SHARE, deals, whole, span=span, scope=scope))
        for reason, deals in ordered
    )


def _competitors(closed: Iterable[ClosedDeals], span: Span, scope: str) -> tuple[Competitor, ...]:
    met: dict[str, list[ClosedDeals]] = {}
    for row in closed:
        if row.competitor:
            met.setdefault(row.competitor, []).append(row)
    found = []
    for name, rows in met.items():
        won = sum(row.deals for row in rows if row.kind is StageKind.WON)
        lost = sum(row.deals for row in rows if row.kind is StageKind.LOST)
        rate = share(Metric.COMPETITOR_WIN_RATE, won, won + lost, span=span, scope=within(scope, name))
        last = max((row.last_on for row in rows if row.kind is StageKind.LOST), default=None)
        found.append(Competitor(name, won, lost, rate, last))
    return tuple(sorted(found, key=lambda one: (-one.won - one.lost, one.name)))
