"""Who takes part in a stand-up's round, and who speaks after whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from random import Random
from typing import Final

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.people import Person

NO_SEAT: Final = 0
"""The seat of somebody who does not take part."""


class Order(StrEnum):
    """What decides who speaks after whom."""

    SEAT = "seat"
    RANDOM = "random"
    ROTATING = "rotating"
    """By seat, and each working day another one begins."""


def by_seat(people: Iterable[Person]) -> list[Person]:
    """People by their seats; those who have none come after them by name, and those who do not take part last."""
    return sorted(
        people,
        key=lambda person: (person.seat == NO_SEAT, person.seat is None, person.seat or 0, person.name, person.id),
    )


def in_order(people: Iterable[Person], order: Order, day: date, calendar: WorkingCalendar) -> list[Person]:
    """Those who take part in the order of a day's round, which is the same however often it is asked for."""
    taking_part = [person for person in by_seat(people) if person.seat != NO_SEAT]
    if order is Order.RANDOM:
        Random(day.toordinal()).shuffle(taking_part)
    elif order is Order.ROTATING and taking_part:
        first = calendar.working_days_between(date(day.year, 1, 1), day) % len(taking_part)
        taking_part = taking_part[first:] + taking_part[:first]
    return taking_part
