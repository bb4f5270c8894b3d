"""The filter line over the tasks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.task_filter import TaskFilter, parse_task_filter

WED = date(2026, 11, 25)
ALWAYS = date(1900, 1, 1)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", TaskFilter()),
        ("@li", TaskFilter(people=("li",))),
        (">@li", TaskFilter(delegates=("li",))),
        ("→@李娜", TaskFilter(delegates=("李娜",))),
        ("＠李娜 ＃谈判", TaskFilter(people=("李娜",), tags=("谈判",))),
        ("#visit #quote", TaskFilter(tags=("visit", "quote"))),
        ("overdue", TaskFilter(due_from=ALWAYS, due_until=date(2026, 11, 24))),
        ("逾期", TaskFilter(due_from=ALWAYS, due_until=date(2026, 11, 24))),
        ("today", TaskFilter(due_from=WED, due_until=WED)),
        ("<fri", TaskFilter(due_from=ALWAYS, due_until=date(2026, 11, 26))),
        ("<=2026-12-01", TaskFilter(due_from=ALWAYS, due_until=date(2026, 12, 1))),
        ("11-20..11-30", TaskFilter(due_from=date(2026, 11, 30), due_until=date(2027, 11, 20))),
        ("week", TaskFilter(due_from=date(2026, 11, 23), due_until=date(2026, 11, 29))),
        ("下周", TaskFilter(due_from=date(2026, 11, 30), due_until=date(2026, 12, 6))),
        ("12月", TaskFilter(due_from=date(2026, 12, 1), due_until=date(2026, 12, 31))),
        ("nodate", TaskFilter(undated=True)),
        ("deal:Huadong", TaskFilter(deals=("huadong",))),
        ("商机:华东", TaskFilter(deals=("华东",))),
        ("!", TaskFilter(important=True)),
        ("重要 紧急", TaskFilter(important=True, urgent=True)),
        ("waiting parked recurring", TaskFilter(waiting=True, parked=True, recurring=True)),
        ("q2 q4", TaskFilter(quadrants=(Quadrant.SCHEDULE, Quadrant.DROP))),
        ('"send the quote" @"li na"', TaskFilter(words=("send the quote",), people=("li na",))),
        ("call sun", TaskFilter(words=("call", "sun"))),
    ],
)
def test_a_line_is_read_as_it_is_meant(line: str, found: TaskFilter) -> None:
    assert parse_task_filter(line, WED) == found


@pytest.mark.parametrize("half", ["@", "#", "<", ">=", ">@", "→", "deal:"])
def test_what_is_half_typed_narrows_nothing_yet(half: str) -> None:
    assert not parse_task_filter(half, WED)


@given(st.text(max_size=40))
def test_every_line_is_a_filter(line: str) -> None:
    assert isinstance(parse_task_filter(line, WED), TaskFilter)
