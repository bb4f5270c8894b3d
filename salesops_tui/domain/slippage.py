"""Close dates that moved: pushes, and the share of a period's deals that slipped out of it (D.9)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final, Generic, NamedTuple, TypeVar

CORRECTION_S: Final = 600
"""What is changed again within so many seconds was a slip of the hand: only what came of it counts."""

K = TypeVar("K", bound=Hashable)


class DateChange(NamedTuple, Generic[K]):
    """A new close date for a deal that was open before and after."""

    deal: K
    at: int
    """Seconds since 1970, UTC."""
    old: date | None
    new: date | None


class Push(NamedTuple, Generic[K]):
    """A close date moved later."""

    deal: K
    at: int
    """When it was last touched, in seconds since 1970, UTC."""
    old: date
    new: date

    @property
    def days(self) -> int:
        """By how many calendar days."""
        return (self.new - self.old).days


def pushes(changes: Iterable[DateChange[K]]) -> list[Push[K]]:
    """The moves to a later date; the changes come deal by deal, each deal's in the order of time.

    A change that follows another within ``CORRECTION_S`` corrects it: the two are one move, from the date before the first
    to the one after the last.
    """
    found = []
    for deal, of_deal in groupby(changes, lambda change: change.deal):
        moves: list[list[DateChange[K]]] = []
        for change in of_deal:
            if moves and change.at - moves[-1][-1].at <= CORRECTION_S:
                moves[-1].append(change)
            else:
                moves.append([change])
        for move in moves:
            old, new = move[0].old, move[-1].new
            if old is not None and new is not None and new > old:
                found.append(Push(deal, move[-1].at, old, new))
    return found


@dataclass(frozen=True, slots=True)
class PushedDeal(Generic[K]):
    """A deal whose close date was put off, once or again and again."""

    deal: K
    times: int
    days: int
    """All calendar days by which it was put off, together."""
    old: date
    """The date before the first push."""
    new: date
    """The date after the last."""
    at: int
    """When it was last put off, in seconds since 1970, UTC."""


def pushed_deals(found: Iterable[Push[K]]) -> list[PushedDeal[K]]:
    """The pushes by deal: the most often pushed first, then those that moved farthest."""
    by_deal: dict[K, list[Push[K]]] = {}
    for push in found:
        by_deal.setdefault(push.deal, []).append(push)
    deals = [
        PushedDeal(deal, len(own), sum(push.days for push in own), own[0].old, own[-1].new, own[-1].at)
        for deal, own in by_deal.items()
    ]
    return sorted(deals, key=lambda deal: (-deal.times, -deal.days))
