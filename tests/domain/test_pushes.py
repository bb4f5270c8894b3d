"""How often a close date was put off."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from salesops_tui.domain.deals import MADE_HERE, DealEvent, TrackedField
from salesops_tui.domain.pushes import Pushes, pushes

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def moved(old: date | None, new: date | None, minutes: int = 0) -> DealEvent:
    at = NOON + timedelta(minutes=minutes)
    return DealEvent("e", "d", TrackedField.CLOSE_DATE, old, new, at, at, MADE_HERE)


def day(number: int) -> date:
    return date(2026, 12, number)


def test_only_later_dates_are_pushes() -> None:
    events = [moved(None, day(1)), moved(day(1), day(8), 60), moved(day(8), day(3), 120), moved(day(3), day(20), 180)]
    assert pushes(events) == Pushes(2, 24)


def test_a_correction_within_ten_minutes_counts_as_one_change() -> None:
    assert pushes([moved(day(1), day(30)), moved(day(30), day(3), 9)]) == Pushes(1, 2)
    assert pushes([moved(day(1), day(30)), moved(day(30), day(1), 9)]) == Pushes(0, 0)
    assert pushes([moved(day(1), day(30)), moved(day(30), day(31), 10)]) == Pushes(2, 30)


def test_a_date_that_goes_is_no_push() -> None:
    assert pushes([moved(day(1), None), moved(None, day(9), 60)]) == Pushes(0, 0)
