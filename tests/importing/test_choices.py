"""Words that stand for choices, answers and nothing."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from salesops_tui.domain.text import match_key
from salesops_tui.importing import choices
from salesops_tui.importing.choices import filled, quoted, read_choices, read_flags
from salesops_tui.importing.fields import FIELDS, Field, FieldType, field_named
from salesops_tui.importing.kinds import Kind

TABLE = tomllib.loads(Path(choices.__file__).with_name("choices.toml").read_text("utf-8"))
CHOICE_FIELDS = [field for fields in FIELDS.values() for field in fields if field.type is FieldType.CHOICE]


def known(kind: Kind, name: str) -> Field:
    field = field_named(kind, name)
    assert field is not None
    return field


@pytest.mark.parametrize("field", CHOICE_FIELDS, ids=lambda field: field.name)
def test_every_choice_has_words_and_none_stands_for_two(field: Field) -> None:
    table = TABLE["choice"][field.name]
    assert table.keys() - {"unknown"} == set(field.choices)
    assert table.get("unknown", "") in {"", *field.choices}
    keys = Counter(key for choice in field.choices for key in {match_key(word) for word in table[choice]})
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize(
    ("kind", "name", "cell", "choice"),
    [
        (Kind.ACTIVITIES, "kind", "拜访", "visit"),
        (Kind.ACTIVITIES, "kind", "外出拜訪", "visit"),
        (Kind.ACTIVITIES, "kind", "来电", "call"),
        (Kind.ACTIVITIES, "kind", "WhatsApp", "message"),
        (Kind.ACTIVITIES, "kind", "微信", "message"),
        (Kind.ACTIVITIES, "kind", "E-mail", "email"),
        (Kind.ACTIVITIES, "kind", "Meeting", "meeting"),
        (Kind.ACTIVITIES, "kind", "产品演示", "demo"),
        (Kind.ACTIVITIES, "kind", "报价", "proposal"),
        (Kind.DEALS, "status", "Closed Won", "won"),
        (Kind.DEALS, "status", "赢单", "won"),
        (Kind.DEALS, "status", "LOST", "lost"),
        (Kind.DEALS, "status", "丢单", "lost"),
        (Kind.DEALS, "status", "跟进中", "open"),
        (Kind.DEALS, "forecast_category", "Best Case", "best_case"),
        (Kind.DEALS, "forecast_category", "承诺", "commit"),
        (Kind.DEALS, "forecast_category", "忽略", "omitted"),
        (Kind.TARGETS, "scope", "团队", "team"),
        (Kind.TARGETS, "period", "季度", "quarter"),
        (Kind.TASKS, "state", "Completed", "done"),
        (Kind.TASKS, "state", "已取消", "dropped"),
        (Kind.HISTORY, "field", "StageName", "stage_id"),
        (Kind.HISTORY, "field", "商机阶段", "stage_id"),
        (Kind.HISTORY, "field", "預計成交日期", "close_date"),
        (Kind.HISTORY, "field", "负责人", "owner_id"),
        (Kind.HISTORY, "field", "Forecast Category", "forecast_category"),
        (Kind.HISTORY, "field", "币种", "currency"),
    ],
)
def test_a_choice_is_known_by_its_synonyms(kind: Kind, name: str, cell: str, choice: str) -> None:
    assert read_choices("Column", known(kind, name), [cell]).values == [choice]


def test_an_unknown_state_is_a_fault_that_names_what_is_possible() -> None:
    column = read_choices("Status", known(Kind.TASKS, "state"), ["open", "somehow"])
    assert column.values == ["open", None]
    assert "somehow" in column.faults[1]
    assert "open, waiting, done, dropped" in column.faults[1]


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [(Kind.DEALS, "status", None), (Kind.ACTIVITIES, "kind", "other"), (Kind.HISTORY, "field", None)],
)
def test_fields_with_many_words_elsewhere_take_unknown_ones_without_a_fault(
    kind: Kind, name: str, value: str | None
) -> None:
    column = read_choices("Column", known(kind, name), ["somehow"])
    assert column.values == [value]
    assert column.faults == {}


@pytest.mark.parametrize("cell", ["true", "TRUE", "Yes", "y", "1", "是", "✓", "√", "有", "active", "启用", "在职"])
def test_words_for_yes(cell: str) -> None:
    assert read_flags("Active", known(Kind.PEOPLE, "active"), [cell]).values == [True]


@pytest.mark.parametrize("cell", ["false", "FALSE", "No", "n", "0", "否", "无", "inactive", "停用", "离职", "離職"])
def test_words_for_no(cell: str) -> None:
    assert read_flags("Active", known(Kind.PEOPLE, "active"), [cell]).values == [False]


def test_an_answer_that_is_neither_is_a_fault() -> None:
    column = read_flags("Active", known(Kind.PEOPLE, "active"), ["yes", "maybe"])
    assert column.values == [True, None]
    assert "maybe" in column.faults[1]


def test_the_importance_of_a_task_may_be_a_priority() -> None:
    column = read_flags("Priority", known(Kind.TASKS, "important"), ["High", "高", "urgent", "Normal", "低", "yes"])
    assert column.values == [True, True, True, False, False, True]
    assert list(read_flags("Active", known(Kind.PEOPLE, "active"), ["High"]).faults) == [0]


def test_words_for_nothing_are_blank_except_in_texts_and_where_they_are_an_answer() -> None:
    cells = ["", "  ", "-", "—", "N/A", "null", "None", "(blank)", "(空)", "无", "x1"]
    assert filled(cells, known(Kind.DEALS, "amount")) == ["x1"]
    assert filled(cells, known(Kind.PEOPLE, "active")) == ["无", "x1"]
    assert filled(cells, known(Kind.DEALS, "note")) == cells[2:]


def test_a_quotation_is_short_and_clean() -> None:
    assert quoted("\x1b]52;c;x\x07high") == "high"
    assert len(quoted("a" * 100)) == 40
    assert quoted("short") == "short"
