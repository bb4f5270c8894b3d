"""Dates, times and periods of a column."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesops_tui.domain.days import EARLIEST, LATEST
from salesops_tui.domain.targets import Period
from salesops_tui.importing.dates import DateOrder, read_days, read_instants, read_moment, read_periods
from salesops_tui.importing.failures import DatesUnclear
from salesops_tui.importing.values import Column, Moment, PeriodStart

TODAY = date(2026, 11, 23)
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOVEMBER_30 = date(2026, 11, 30)


def days(*cells: str, said: DateOrder | None = None) -> Column:
    return read_days("Close Date", cells, said, SHANGHAI, TODAY)


def instants(*cells: str, said: DateOrder | None = None) -> Column:
    return read_instants("Due", cells, said, SHANGHAI, TODAY)


def periods(*cells: str, said: DateOrder | None = None) -> Column:
    return read_periods("Period", cells, said, SHANGHAI, TODAY)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-30",
        "2026/11/30",
        "2026.11.30",
        "２０２６－１１－３０",
        "20261130",
        "2026年11月30日",
        "2026年11月30号",
        "2026-11-30 (周一)",
        "30 Nov 2026",
        "30-Nov-26",
        "Nov 30, 2026",
        "November 30th, 2026",
        "Mon, 30 Nov 2026",
        " 2026-11-30 ",
    ],
)
def test_a_date_is_read_in_any_of_its_written_forms(cell: str) -> None:
    assert days(cell).values == [NOVEMBER_30]


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("2026-11-30 14:05", time(14, 5)),
        ("2026/11/30 14:05:33", time(14, 5, 33)),
        ("2026-11-30T14:05:33.123", time(14, 5, 33)),
        ("2026-11-30 2:05 pm", time(14, 5)),
        ("2026-11-30 12:05 AM", time(0, 5)),
        ("November 30, 2026 2:05 PM", time(14, 5)),
        ("Nov 30, 2026 at 2:05 p.m.", time(14, 5)),
        ("2026年11月30日 下午2:05", time(14, 5)),
        ("2026年11月30日下午2点05分", time(14, 5)),
        ("2026/11/30 上午 09:05", time(9, 5)),
        ("2026年11月30日 中午12:05", time(12, 5)),
        ("2026-11-30T06:05:00Z", time(14, 5)),
        ("2026-11-30T14:05:00+08:00", time(14, 5)),
        ("2026-11-30 01:05:00 -0500", time(14, 5)),
        ("2026.11.30 06:05 UTC", time(14, 5)),
    ],
)
def test_a_time_beside_a_date_is_kept_as_local_time_to_the_second(cell: str, at: time) -> None:
    assert instants(cell).values == [Moment(NOVEMBER_30, at)]


def test_an_offset_can_move_a_cell_to_another_local_day() -> None:
    assert days("2026-11-29T23:30:00Z").values == [NOVEMBER_30]


@pytest.mark.parametrize(
    "cell",
    [
        "2024-02-30",
        "0000-00-00",
        "0001-01-01",
        "9999-12-31",
        "20261331",
        "2026-11-30 25:00",
        "2026-11-30 14:05 am",
        "2026-11-30 14:05 CST",
        "2026-11-30 晚上12:30",
        "31/02/2026",
        "13/13/2026",
        "Nov 2026",
        "30 Nov",
        "Nov 30 2026 10",
        "26 Nov 5",
        "November 31, 2026",
        "12345",
        "99999",
        "tomorrow",
        "14:05",
        "#REF!",
        "1.76E+12",
    ],
)
def test_what_is_no_full_date_is_a_fault_that_quotes_the_cell(cell: str) -> None:
    column = days("2026-11-30", cell)
    assert column.values == [NOVEMBER_30, None]
    assert list(column.faults) == [1]
    assert cell in column.faults[1]
    assert "Close Date" in column.faults[1]


def test_a_long_cell_is_quoted_in_part_and_without_its_control_characters() -> None:
    column = days("\x1b[2J" + "not a date " * 100)
    assert "\x1b" not in column.faults[0]
    assert "…" in column.faults[0]
    assert len(column.faults[0]) < 120


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("45631", Moment(date(2024, 12, 5))),
        ("45631.0", Moment(date(2024, 12, 5))),
        ("45631.75", Moment(date(2024, 12, 5), time(18))),
        ("45631.999999999", Moment(date(2024, 12, 6), time(0))),
        ("1764484533000", Moment(date(2025, 11, 30), time(14, 35, 33))),
        ("1764460800000", Moment(date(2025, 11, 30))),
    ],
    ids=["serial", "serial as a float", "serial with a time", "serial at the day's end", "epoch", "epoch of a date"],
)
def test_serials_and_milliseconds_are_dates(cell: str, moment: Moment) -> None:
    assert instants(cell, "2026-11-30 09:00").values[0] == moment


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["03/04/2026", "13/04/2026"], [date(2026, 4, 3), date(2026, 4, 13)]),
        (["03/04/2026", "04/13/2026"], [date(2026, 3, 4), date(2026, 4, 13)]),
        (["3.4.2026 14:05", "13-04-2026", "2026-01-02"], [date(2026, 4, 3), date(2026, 4, 13), date(2026, 1, 2)]),
        (["05/12/26", "30/11/26"], [date(2026, 12, 5), NOVEMBER_30]),
        (["26-12-05", "26-11-30"], [date(2026, 12, 5), NOVEMBER_30]),
    ],
    ids=["day first", "month first", "several forms", "two-digit years, day first", "two-digit years, year first"],
)
def test_one_telling_cell_decides_the_order_of_its_column(cells: Sequence[str], expected: Sequence[date]) -> None:
    column = days(*cells)
    assert column.values == expected
    assert column.notice is not None
    assert "Close Date" in column.notice


def test_a_column_that_both_orders_read_alike_needs_no_answer() -> None:
    column = days("05/05/2026", "11/11/2026")
    assert column.values == [date(2026, 5, 5), date(2026, 11, 11)]
    assert column.notice is None


def test_a_column_whose_order_nothing_tells_is_a_question_with_both_readings() -> None:
    with pytest.raises(DatesUnclear) as question:
        days("05/05/2026", "03/04/2026")
    assert (question.value.column, question.value.example) == ("Close Date", "03/04/2026")
    text = str(question.value)
    assert "2026-04-03 (--dates dmy)" in text
    assert "2026-03-04 (--dates mdy)" in text


def test_a_two_digit_year_that_can_be_first_or_last_is_a_question() -> None:
    with pytest.raises(DatesUnclear, match=r"2026-11-30 \(--dates dmy\), 2030-11-26 \(--dates ymd\)"):
        days("30/11/26")


@pytest.mark.parametrize(("said", "expected"), [(DateOrder.DMY, date(2026, 4, 3)), (DateOrder.MDY, date(2026, 3, 4))])
def test_the_answer_settles_an_open_column(said: DateOrder, expected: date) -> None:
    column = days("03/04/2026", said=said)
    assert column.values == [expected]
    assert column.notice is not None


def test_the_answer_does_not_turn_a_column_that_shows_its_own_order() -> None:
    assert days("03/04/2026", "13/04/2026", said=DateOrder.MDY).values == [date(2026, 4, 3), date(2026, 4, 13)]


def test_cells_that_contradict_each_other_are_a_question_that_names_both() -> None:
    with pytest.raises(DatesUnclear) as question:
        days("13/04/2026", "03/04/2026", "04/14/2026")
    text = str(question.value)
    assert "13/04/2026" in text
    assert "04/14/2026" in text
    assert "--dates dmy or --dates mdy" in text


def test_after_the_answer_cells_of_the_other_order_are_faults() -> None:
    column = days("13/04/2026", "03/04/2026", "04/14/2026", said=DateOrder.DMY)
    assert column.values == [date(2026, 4, 13), date(2026, 4, 3), None]
    assert list(column.faults) == [2]


def test_a_date_that_no_order_allows_does_not_make_its_column_contradictory() -> None:
    column = days("13/04/2026", "33/04/2026")
    assert column.values == [date(2026, 4, 13), None]


@pytest.mark.parametrize(("cell", "year"), [("13-Nov-75", 2075), ("13-Nov-76", 1976), ("13-Nov-05", 2005)])
def test_a_two_digit_year_is_the_one_nearest_to_today(cell: str, year: int) -> None:
    assert days(cell).values == [date(year, 11, 13)]


def test_a_column_that_is_midnight_throughout_has_no_times() -> None:
    assert instants("2026-11-30 00:00:00", "2026-11-29T00:00").values == [
        Moment(NOVEMBER_30),
        Moment(date(2026, 11, 29)),
    ]
    assert instants("2026-11-30 00:00:00", "2026-11-29 09:00").values[0] == Moment(NOVEMBER_30, time(0))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026", PeriodStart(date(2026, 1, 1), Period.YEAR)),
        ("2026年", PeriodStart(date(2026, 1, 1), Period.YEAR)),
        ("2026-Q4", PeriodStart(date(2026, 10, 1), Period.QUARTER)),
        ("2026Q4", PeriodStart(date(2026, 10, 1), Period.QUARTER)),
        ("Q4 2026", PeriodStart(date(2026, 10, 1), Period.QUARTER)),
        ("2026年第四季度", PeriodStart(date(2026, 10, 1), Period.QUARTER)),
        ("2026年4季度", PeriodStart(date(2026, 10, 1), Period.QUARTER)),
        ("2026年Q4", PeriodStart(date(2026, 10, 1), Period.QUARTER)),
        ("2026-11", PeriodStart(date(2026, 11, 1), Period.MONTH)),
        ("2026/11", PeriodStart(date(2026, 11, 1), Period.MONTH)),
        ("202611", PeriodStart(date(2026, 11, 1), Period.MONTH)),
        ("2026年11月", PeriodStart(date(2026, 11, 1), Period.MONTH)),
        ("Nov 2026", PeriodStart(date(2026, 11, 1), Period.MONTH)),
        ("November 2026", PeriodStart(date(2026, 11, 1), Period.MONTH)),
        ("2026-W47", PeriodStart(date(2026, 11, 16), Period.WEEK)),
        ("2026年第47周", PeriodStart(date(2026, 11, 16), Period.WEEK)),
        ("2026-11-30", PeriodStart(NOVEMBER_30)),
        ("2026年11月30日", PeriodStart(NOVEMBER_30)),
    ],
)
def test_a_period_is_read_in_any_of_its_written_forms(cell: str, expected: PeriodStart) -> None:
    assert periods(cell).values == [expected]


@pytest.mark.parametrize("cell", ["2026-13", "2026-W60", "2026Q5", "2026.1", "Nov-26", "Someday 2026", "0000"])
def test_what_is_no_period_is_a_fault(cell: str) -> None:
    column = periods("2026-Q4", cell)
    assert column.values[1] is None
    assert cell in column.faults[1]


def test_whole_dates_among_periods_have_one_order_too() -> None:
    assert periods("2026-Q4", "03/04/2026", "13/04/2026").values[1] == PeriodStart(date(2026, 4, 3))
    with pytest.raises(DatesUnclear):
        periods("2026-Q4", "03/04/2026")


def test_a_single_moment_of_open_order_is_not_read_without_the_order() -> None:
    assert read_moment("03/04/2026", None, SHANGHAI, TODAY) is None
    assert read_moment("03/04/2026", DateOrder.DMY, SHANGHAI, TODAY) == Moment(date(2026, 4, 3))
    assert read_moment("2026-11-30 14:05", None, SHANGHAI, TODAY) == Moment(NOVEMBER_30, time(14, 5))


FORMATS = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y年%m月%d日",
    "%Y%m%d",
    "%d %b %Y",
    "%B %d, %Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%m-%d-%Y",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dates(EARLIEST, LATEST), min_size=1, max_size=8), st.sampled_from(FORMATS))
def test_dates_written_in_one_order_come_back_or_are_asked_about(written: list[date], form: str) -> None:
    said = DateOrder.MDY if form.startswith("%m") else DateOrder.DMY
    cells = [day.strftime(form).replace(day.strftime("%Y"), f"{day.year:04}") for day in written]
    assert days(*cells, said=said).values == written
    try:
        assert days(*cells).values == written
    except DatesUnclear:
        assert all(day.day <= 12 for day in written)


@settings(max_examples=40, deadline=None)
@given(
    st.datetimes(datetime(1900, 1, 2), datetime(2100, 12, 30)),  # noqa: DTZ001
    st.sampled_from(["%Y-%m-%dT%H:%M:%S", "%Y年%m月%d日 %H:%M:%S", "%d %b %Y %I:%M:%S %p", "%B %d, %Y at %H:%M:%S"]),
    st.integers(-12 * 60, 14 * 60),
)
def test_times_come_back_to_the_second_with_or_without_an_offset(written: datetime, form: str, minutes: int) -> None:
    written = written.replace(microsecond=0)
    expected = Moment(written.date(), written.time())
    assert read_moment(written.strftime(form), None, SHANGHAI, TODAY) == expected
    local = written.replace(tzinfo=SHANGHAI)
    offset = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    shifted = (local.astimezone(ZoneInfo("UTC")) + timedelta(minutes=minutes)).strftime(form)
    assert read_moment(f"{shifted} {offset}", None, SHANGHAI, TODAY) == expected
