"""Raw cells of a column as typed values, for every type of field."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesops_tui.domain.amounts import Amount
from salesops_tui.domain.people import Absence
from salesops_tui.domain.text import LONGEST_TEXT
from salesops_tui.importing.columns import ReadingOptions, read_column
from salesops_tui.importing.dates import DateOrder
from salesops_tui.importing.failures import DatesUnclear, DecimalsUnclear
from salesops_tui.importing.fields import FIELDS, field_named
from salesops_tui.importing.kinds import Kind
from salesops_tui.importing.values import Column, Moment, PeriodStart

OPTIONS = ReadingOptions(today=date(2026, 11, 23), zone=ZoneInfo("Asia/Shanghai"))


def read(kind: Kind, name: str, *cells: str, options: ReadingOptions = OPTIONS) -> Column:
    field = field_named(kind, name)
    assert field is not None
    return read_column("Header", field, cells, options)


@pytest.mark.parametrize(
    ("kind", "name", "cell", "value"),
    [
        (Kind.DEALS, "name", " Acme renewal ", "Acme renewal"),
        (Kind.DEALS, "external_id", "006Ab", "006Ab"),
        (Kind.DEALS, "close_date", "2026-11-30 14:05", date(2026, 11, 30)),
        (Kind.TASKS, "due_on", "2026-11-30", Moment(date(2026, 11, 30))),
        (Kind.TARGETS, "starts_on", "2026-11-30", PeriodStart(date(2026, 11, 30))),
        (Kind.DEALS, "amount", "¥5", Amount(Decimal(5), "CNY")),
        (Kind.DEALS, "currency", "EUR", "EUR"),
        (Kind.DEALS, "probability", "42%", 42),
        (Kind.ORDERS, "quantity", "2.5", 2500),
        (Kind.PEOPLE, "seat", "3", 3),
        (Kind.PEOPLE, "active", "离职", False),
        (Kind.PEOPLE, "aliases", "Wei；王伟|wei@x.cn、Wei", ("Wei", "王伟", "wei@x.cn")),
        (
            Kind.PEOPLE,
            "absences",
            "2026-11-23..2026-11-25 annual leave; 2026-12-01",
            (
                Absence(date(2026, 11, 23), date(2026, 11, 25), "annual leave"),
                Absence(date(2026, 12, 1), date(2026, 12, 1)),
            ),
        ),
        (Kind.TASKS, "state", "已完成", "done"),
    ],
    ids=lambda part: part if isinstance(part, str) and part.isidentifier() else None,
)
def test_every_type_of_field_gives_values_of_its_own_type(kind: Kind, name: str, cell: str, value: Any) -> None:
    column = read(kind, name, cell)
    assert column.values == [value]
    assert type(column.values[0]) is type(value)
    assert column.faults == {}


@pytest.mark.parametrize("cell", ["", " \t", "-", "—", "N/A", "NULL", "(blank)", "无"])
def test_blank_cells_are_none_without_a_fault(cell: str) -> None:
    column = read(Kind.DEALS, "amount", "5", cell)
    assert column.values == [Amount(Decimal(5), None), None]
    assert column.faults == {}


def test_a_column_of_blank_cells_has_no_values_and_asks_nothing() -> None:
    for name in ("close_date", "modified_at", "amount", "probability", "name"):
        assert read(Kind.DEALS, name, "", " ").values == [None, None]


def test_values_faults_and_notes_stand_at_the_rows_they_came_from() -> None:
    column = read(Kind.DEALS, "close_date", "2024-02-30", "", "2026-11-30", "2024-02-30", "2026-11-30")
    assert column.values == [None, None, date(2026, 11, 30), None, date(2026, 11, 30)]
    assert list(column.faults) == [0, 3]
    column = read(Kind.DEALS, "name", "Acme", "A\x1b]52;c;aGFja2Vk\x1b\\B", "Acme")
    assert list(column.notes) == [1]
    assert "\x1b" not in column.values[1]
    assert "Header" in column.notes[1]


def test_text_that_looks_like_a_formula_is_kept() -> None:
    cells = ('=HYPERLINK("http://x","y")', "＝1+1", "-5.00", "N/A")
    assert read(Kind.DEALS, "name", *cells).values == list(cells)


def test_only_notes_keep_their_lines() -> None:
    assert read(Kind.DEALS, "note", "one\ntwo").values == ["one\ntwo"]
    assert "\n" not in read(Kind.DEALS, "name", "one\ntwo").values[0]


def test_a_text_that_is_too_long_is_a_fault() -> None:
    column = read(Kind.DEALS, "note", "a" * LONGEST_TEXT, "a" * (LONGEST_TEXT + 1))
    assert column.values[0] is not None
    assert column.values[1] is None
    assert list(column.faults) == [1]


@pytest.mark.parametrize("cell", ["4.876876E+17", "4,876876e+17", "5E+15"])
def test_an_id_in_scientific_notation_lost_digits_and_is_refused(cell: str) -> None:
    column = read(Kind.DEALS, "external_id", "487687600000000001", cell)
    assert column.values == ["487687600000000001", None]
    assert "lost digits in Excel" in column.faults[1]


def test_ids_that_differ_in_case_only_stay_two() -> None:
    ids = ["0065g00000AbCdE", "0065g00000aBcDe"]
    assert read(Kind.DEALS, "external_id", *ids).values == ids


@pytest.mark.parametrize("cell", ["2026-12-02..2026-12-01", "2026-02-30", "next week", "2026-12-01; soon"])
def test_absences_that_are_no_spans_of_days_are_a_fault(cell: str) -> None:
    column = read(Kind.PEOPLE, "absences", cell)
    assert column.values == [None]
    assert list(column.faults) == [0]


def test_the_options_answer_what_a_column_leaves_open() -> None:
    with pytest.raises(DatesUnclear):
        read(Kind.DEALS, "close_date", "03/04/2026")
    with pytest.raises(DecimalsUnclear):
        read(Kind.DEALS, "amount", "1.234,56", "1,234.56")
    options = ReadingOptions(today=OPTIONS.today, dates=DateOrder.DMY, decimal=",", zone=OPTIONS.zone)
    assert read(Kind.DEALS, "close_date", "03/04/2026", options=options).values == [date(2026, 4, 3)]
    assert read(Kind.DEALS, "amount", "1.234", options=options).values == [Amount(Decimal(1234), None)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(max_size=30)
        | st.text("0123456789.,-/:年月日 TZ+eQW'¥万$kNov", max_size=20)
        | st.sampled_from(
            ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00", "10h Nov 2026 EST", "1" + " " * 50_000]
        ),
        max_size=4,
    )
)
def test_every_cell_is_a_value_or_blank_or_a_fault_or_a_question_in_any_column(cells: list[str]) -> None:
    for kind, fields in FIELDS.items():
        for field in fields:
            try:
                column = read(kind, field.name, *cells)
            except (DatesUnclear, DecimalsUnclear):
                continue
            assert len(column.values) == len(cells)
            assert all(column.values[row] is None for row in column.faults)


def test_a_large_column_of_different_cells_is_read_at_once() -> None:
    start = datetime(2024, 1, 1)  # noqa: DTZ001
    times = [start + timedelta(seconds=531 * number) for number in range(30_000)]
    columns: Sequence[tuple[str, list[str]]] = [
        ("amount", [f"{number * 7}.{number % 100:02}" for number in range(30_000)]),
        ("close_date", [f"{moment:%d/%m/%Y}" for moment in times]),
        ("modified_at", [moment.isoformat() for moment in times]),
    ]
    began = time.process_time()
    for name, cells in columns:
        assert None not in read(Kind.DEALS, name, *cells).values
    assert time.process_time() - began < 2
