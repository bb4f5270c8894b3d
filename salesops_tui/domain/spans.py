"""Spans of days that people look back on: since last Monday, a week, a month; the one before and the one after."""

from __future__ import annotations

from datetime import date, timedelta

from salesops_tui.domain.days import read_day, start_of_week
from salesops_tui.domain.figures import Span
from salesops_tui.domain.periods import Window


def since_monday(today: date) -> Span:
    """From the latest Monday before today until today."""
    return Span(start_of_week(today - timedelta(days=1)), today)


def month_of(day: date) -> Span:
    """A date's month."""
    return Window.month(day).span


def quarter_of(day: date) -> Span:
    """A date's calendar quarter."""
    return Window.quarter(day).span


def neighbour(span: Span, by: int, today: date) -> Span:
    """The span so many places later (earlier, for a negative number); none reaches beyond today, where it stays.

    A week, a month or a quarter that is still running has whole ones before it; any other span moves by its own length.
    """
    if span == since_monday(today):
        # On a Monday that is eight days, and still a week that had one before it.
        span = Span(span.first, min(_week_of(span.first).last, today))
    for whole in (_week_of, month_of, quarter_of):
        if span.first == whole(span.first).first and span.last == min(whole(span.first).last, today):
            moved = whole(span.first - timedelta(days=1) if by < 0 else whole(span.first).last + timedelta(days=1))
            break
    else:
        length = (span.last - span.first).days + 1
        moved = Span(span.first + timedelta(days=by * length), span.last + timedelta(days=by * length))
    return span if moved.first > today else Span(moved.first, min(moved.last, today))


def read_past_day(text: str, today: date) -> date | None:
    """The date that was typed, none later than today: a weekday or a day without a year is the last such day."""
    typed = read_day(text, today)
    if typed is None or typed <= today:
        return typed
    for seen_from in (today - timedelta(days=2), today - timedelta(days=7), today - timedelta(days=365)):
        day = read_day(text, seen_from)
        if day is None or typed - day == today - seen_from < timedelta(days=7):
            # What moves with today, such as tomorrow, is no day that has been.
            return None
        if day <= today:
            return day
    return None


def _week_of(day: date) -> Span:
    monday = start_of_week(day)
    return Span(monday, monday + timedelta(days=6))
