"""Weeks side by side, weeks behind each other, and weeks that have nothing to be compared with."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from salesops_tui.domain.steps import Origin
from salesops_tui.domain.week_comparison import compared
from salesops_tui.domain.weeks import Week
from salesops_tui.services.calendars import working_calendar
from salesops_tui.services.session import Session
from salesops_tui.services.week.comparing import compare
from salesops_tui.services.week.first_section import facts
from salesops_tui.services.week.history import history
from salesops_tui.services.week.report import report
from salesops_tui.services.week.results import ResultRow
from salesops_tui.services.week.scopes import ReportScope
from salesops_tui.services.week.sealing import seal
from salesops_tui.settings import Settings
from tests.services.helpers import Desk
from tests.services.week.conftest import W47

ALL = ReportScope()


def test_two_weeks_side_by_side_say_what_their_own_reports_say(sample: Session) -> None:
    other = Week(2026, 45)
    found = {pair.key: pair for pair in compare(sample, W47, other, ALL).pairs}
    for row in {ResultRow(key) for key in found if key in set(ResultRow)}:
        for week, side in ((W47, "now"), (other, "before")):
            own = next(one.figure for one in report(sample, week, ALL).results if one.row is row)
            assert getattr(found[row], side).value == own.value, (row, side)
    won = found[ResultRow.WON]
    assert won.change is not None
    assert won.now.value is not None
    assert won.before.value is not None
    assert won.change.relative == Fraction(round(won.now.value) - round(won.before.value), round(won.before.value))


def test_a_week_beside_a_later_one(sample: Session) -> None:
    found = compare(sample, Week(2026, 45), W47, ALL)
    assert (found.compared.week, found.other) == (Week(2026, 45), W47)
    assert found.pairs[0].now.value == compare(sample, W47, Week(2026, 45), ALL).pairs[0].before.value


def test_the_weeks_behind_each_other(sample: Session) -> None:
    seal(sample, W47, ALL, Origin.SCREEN)
    found = history(sample, ALL)
    weeks = [line.week for line in found.weeks]
    assert weeks[0] == Week(2026, 48)
    assert weeks == sorted(weeks, reverse=True)
    line = next(line for line in found.weeks if line.week == W47)
    own = {one.row: one.figure.value for one in report(sample, W47, ALL).results}
    assert line.won.value == own[ResultRow.WON]
    assert line.deals == own[ResultRow.DEALS_WON]
    assert line.seal is not None
    assert found.chart is not None
    assert found.chart.labels[-1] == "2026-W48"


def test_the_first_week_of_all_has_nothing_to_be_compared_with_and_says_so(desk: Desk) -> None:
    desk.bring_rows(("1", "Alpha", "Acme", "Li Na", "Closed Won", 100, "CNY", "2026-11-23"))
    found = report(desk.session, Week(2026, 48), ALL)
    assert found.compared.other is None
    assert "nothing to compare it with" in list(facts(found.compared))
    assert all(result.change is None for result in found.results)
    desk.bring_rows(("2", "Beta", "Acme", "Li Na", "Closed Won", 50, "CNY", "2026-11-16"))
    assert report(desk.session, Week(2026, 48), ALL).compared.other == W47


@pytest.mark.parametrize(
    ("week", "days", "other", "before"),
    [
        (Week(2026, 7), 6, Week(2026, 6), 5),
        (Week(2026, 8), 0, None, 0),
        # Spring Festival: the week before has no working day, so the last with enough of them is taken.
        (Week(2026, 9), 5, Week(2026, 7), 6),
        (Week(2026, 38), 6, Week(2026, 37), 5),
        (Week(2026, 1), 4, Week(2025, 52), 5),
        (Week(2027, 1), 5, Week(2026, 53), 4),
    ],
    ids=str,
)
def test_the_weeks_of_holidays_and_of_the_turn_of_the_year(
    week: Week, days: int, other: Week | None, before: int
) -> None:
    today = date(2027, 1, 20)
    of = compared(week, today, working_calendar(Settings(), today))
    assert (of.days, of.other, of.days_before) == (days, other, before)


def test_the_empty_week_of_spring_festival(sample: Session) -> None:
    found = report(sample, Week(2026, 8), ALL)
    assert list(facts(found.compared)) == [
        "Mon 16 Feb 2026 – Sun 22 Feb 2026 · 0 working days",
        "nothing to compare it with",
    ]
    values = {one.row: one.figure.value for one in found.results}
    assert values[ResultRow.WON] == 0
    assert values[ResultRow.ACTIVITIES] == 0
