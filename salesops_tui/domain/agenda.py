"""An agenda's minutes: fitted to the time there is, and what an item that ran over takes from the others."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

from salesops_tui.domain.apportioning import by_largest_remainder

LEAST_SECONDS: Final = 60
"""No item is cut below this while another can still give."""
ENOUGH_RUNS: Final = 3
"""Meetings of a kind before their minutes propose other ones."""


class SlotTooShort(ValueError):
    """Fewer minutes than items."""


def fitted(minutes: Sequence[int], slot: int) -> list[int]:
    """The items' minutes scaled to a slot by largest remainder: whole ones that sum to it exactly, none below one.

    70 minutes of 10, 15, 20, 15 and 10 in an hour are 9, 13, 17, 13 and 8 (domain row 9). Raises SlotTooShort.
    """
    if slot < len(minutes):
        raise SlotTooShort
    shares = by_largest_remainder(slot, minutes)
    while 0 in shares:
        shares[shares.index(max(shares))] -= 1
        shares[shares.index(0)] += 1
    return shares


def remaining(planned: Sequence[int], spent: float, priorities: Sequence[int]) -> list[int]:
    """What is left for each of the items to come, in seconds, when the items before have used ``spent`` seconds more than
    they had: the ones with the highest number give first, all of one priority in proportion, none below a minute."""
    left = list(planned)
    over = round(spent)
    for priority in sorted(set(priorities), reverse=True):
        if over <= 0:
            break
        places = [place for place, own in enumerate(priorities) if own == priority]
        spare = [max(left[place] - LEAST_SECONDS, 0) for place in places]
        given = by_largest_remainder(min(over, sum(spare)), spare)
        for place, seconds in zip(places, given, strict=True):
            left[place] -= seconds
        over -= sum(given)
    return left


def proposed(planned: Sequence[int], runs: Sequence[Sequence[int]]) -> list[int] | None:
    """Better minutes for a template, from the seconds that its items took: their medians, fitted to the same sum.

    None before there were enough runs, and where nothing would change.
    """
    known = [run for run in runs if len(run) == len(planned) and sum(run) > 0]
    if len(known) < ENOUGH_RUNS:
        return None
    usual = [max(round(median(run[place] for run in known)), 1) for place in range(len(planned))]
    better = fitted(usual, sum(planned))
    return better if better != list(planned) else None
