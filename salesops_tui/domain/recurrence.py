"""When a task comes back: rules of RFC 5545 on the working calendar.

A fixed rule keeps its rhythm whatever happens to one occurrence: an occurrence that is moved because of a holiday, or done
late, does not move the next one. What is left undone for a while comes back once, not once for each time it was missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.days import LATEST
from salesops_tui.domain.recurrences import DaysOff, Recurrence
from salesops_tui.domain.tasks import Task

if TYPE_CHECKING:
    from dateutil.rrule import rrule

MOST_MISSED: Final = 999
"""Beyond this nobody counts."""

_YEARS_AHEAD: Final = {"DAILY": 9, "WEEKLY": 9, "MONTHLY": 30, "YEARLY": 60}
"""A rule that has no day within so many years never comes: every leap day comes sooner."""
_MOST_INTERVAL: Final = 999
_LONGEST_HOLIDAY: Final = 21
"""Days: no run of days off is longer, so that an occurrence is moved by less."""
_LAST_OF_MONTH: Final = {29: "28,29", 30: "28,29,30", 31: "28,29,30,31"}
_KNOWN_PARTS: Final = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"})
_FREQUENCIES: Final = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class RuleRefused(ValueError):
    """A rule that this program does not keep; the text says which part."""


def read_rule(text: str) -> Recurrence:
    """A rule as another program writes it. Raises RuleRefused for one that ends, comes by the hour, or is no rule."""
    lines = [line.strip() for line in text.strip().upper().splitlines() if line.strip()]
    rules = [line.removeprefix("RRULE:") for line in lines if not line.startswith("DTSTART")]
    parts = _parts(rules[0]) if len(rules) == 1 else {}
    if parts.get("FREQ") not in _FREQUENCIES:
        raise RuleRefused(text[:80])
    if unknown := [part for part in parts if part not in _KNOWN_PARTS]:
        raise RuleRefused(unknown[0])
    interval = parts.get("INTERVAL", "1")
    if not (interval.isascii() and interval.isdigit() and 1 <= int(interval) <= _MOST_INTERVAL):
        raise RuleRefused(f"INTERVAL={interval}")
    rule = ";".join(f"{part}={value}" for part, value in parts.items() if part != "WKST")
    try:
        _rrule(rule, date(2026, 1, 1))
    except (ValueError, TypeError, AttributeError, IndexError) as error:
        raise RuleRefused(text[:80]) from error
    return Recurrence(rule)


def anchored(recurrence: Recurrence, due_on: date) -> Recurrence:
    """The recurrence with the day written into its rule that it has from its first due date: a month's 31st is the last
    day of a shorter month, and the 31st again in the next long one. Counted from completion, it needs none."""
    parts = _parts(recurrence.rule)
    if recurrence.after_completion or any(part in parts for part in ("BYDAY", "BYMONTHDAY", "BYSETPOS")):
        return recurrence
    match parts["FREQ"]:
        case "WEEKLY":
            added = f";BYDAY={_WEEKDAYS[due_on.weekday()]}"
        case "MONTHLY":
            added = _month_day(due_on)
        case "YEARLY":
            added = ("" if "BYMONTH" in parts else f";BYMONTH={due_on.month}") + _month_day(due_on)
        case _:
            added = ""
    return replace(recurrence, rule=recurrence.rule + added)


def occurrences(
    recurrence: Recurrence, start: date, calendar: WorkingCalendar, limit: int | None = None
) -> Iterator[date]:
    """The days on which it comes, from ``start`` on, which need not be one of them; none while it is paused."""
    days = _worked(recurrence, start, calendar)
    if recurrence.paused_until is not None:
        resumed = recurrence.paused_until
        days = (day for day in days if day >= resumed)
    return islice(days, limit)


def never_comes(recurrence: Recurrence, start: date, calendar: WorkingCalendar) -> bool:
    """Whether there is no such day, as with every 31 February."""
    return next(occurrences(replace(recurrence, paused_until=None), start, calendar, 1), None) is None


def first_due(recurrence: Recurrence, start: date, calendar: WorkingCalendar) -> date | None:
    """The first day from ``start`` on; None when it never comes."""
    return next(occurrences(recurrence, start, calendar, 1), None)


def next_due(recurrence: Recurrence, due_on: date | None, calendar: WorkingCalendar, *, done_on: date) -> date | None:
    """The day of the next occurrence once one is done: after its own day and after the day of doing, so that what was
    missed meanwhile does not come back; None when there is none, or while it is paused without an end."""
    if recurrence.paused_until == date.max:
        return None
    base = done_on if recurrence.after_completion or due_on is None else due_on
    after = max(base, done_on)
    return next((day for day in occurrences(recurrence, base, calendar) if day > after), None)


def missed(task: Task, today: date, calendar: WorkingCalendar) -> int:
    """How many further occurrences have come while a task stayed open, today's included; at most ``MOST_MISSED``."""
    if not task.state.is_open:
        return task.missed
    recurrence, due_on = task.recurrence, task.due_on
    if recurrence is None or due_on is None or due_on >= today or recurrence.after_completion:
        return 0
    later = (day for day in occurrences(recurrence, due_on, calendar) if day > due_on)
    return sum(1 for _day in islice(takewhile(lambda day: day <= today, later), MOST_MISSED))


def _worked(recurrence: Recurrence, start: date, calendar: WorkingCalendar) -> Iterator[date]:
    """The days of the rule as the calendar moves them, each once."""
    parts = _parts(recurrence.rule)
    if recurrence.days_off is DaysOff.SKIP and parts["FREQ"] == "DAILY" and "BYDAY" not in parts:
        yield from _working_days(start, int(parts.get("INTERVAL", "1")), calendar)
        return
    last: date | None = None
    for raw in _raw(recurrence, start, calendar):
        day = _moved(raw, recurrence.days_off, calendar)
        if day is not None and day >= start and (last is None or day > last):
            last = day
            yield day


def _working_days(start: date, interval: int, calendar: WorkingCalendar) -> Iterator[date]:
    day = start if calendar.is_working_day(start) else calendar.add_working_days(start, 1)
    while day <= LATEST:
        yield day
        day = calendar.add_working_days(day, interval)


def _raw(recurrence: Recurrence, start: date, calendar: WorkingCalendar) -> Iterator[date]:
    """The days that the rule itself names, the one first that was moved to ``start``."""
    years = _YEARS_AHEAD[_parts(recurrence.rule)["FREQ"]]
    until = min(LATEST, date(min(start.year + years, LATEST.year), 12, 31))
    begin = _unmoved(recurrence, start, calendar)
    for moment in _rrule(recurrence.rule, begin):
        if moment.date() > until:
            return
        yield moment.date()


def _unmoved(recurrence: Recurrence, start: date, calendar: WorkingCalendar) -> date:
    """The day of the rule that became ``start`` on the calendar; ``start`` itself where it is one, or where none did."""
    step = {DaysOff.NEXT: -1, DaysOff.PREVIOUS: 1}.get(recurrence.days_off)
    if step is None or _names(recurrence.rule, start):
        return start
    for distance in range(1, _LONGEST_HOLIDAY):
        day = start + timedelta(days=step * distance)
        if calendar.is_working_day(day):
            break
        if _names(recurrence.rule, day):
            return day
    return start


def _names(rule: str, day: date) -> bool:
    """Whether a rule that begins on a day names that day."""
    first = next(iter(_rrule(f"{rule};COUNT=1", day)), None)
    return first is not None and first.date() == day


def _moved(day: date, days_off: DaysOff, calendar: WorkingCalendar) -> date | None:
    if days_off is DaysOff.KEEP or calendar.is_working_day(day):
        return day
    if days_off is DaysOff.SKIP:
        return None
    return calendar.add_working_days(day, 1 if days_off is DaysOff.NEXT else -1)


def _month_day(day: date) -> str:
    if day.day in _LAST_OF_MONTH:
        return f";BYMONTHDAY={_LAST_OF_MONTH[day.day]};BYSETPOS=-1"
    return f";BYMONTHDAY={day.day}"


def _parts(rule: str) -> Mapping[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";") if "=" in part)


def _rrule(rule: str, start: date) -> rrule:
    # Loaded only where something comes back: a tenth of the program's start.
    from dateutil.rrule import rrule, rrulestr

    read = rrulestr(rule, dtstart=datetime.combine(start, time.min))
    assert isinstance(read, rrule)
    return read
