"""How the table is arranged, and which of its lines holds what."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.deal_columns import COLUMNS, Column
from salesops_tui.domain.deal_table import MOST_KEYS, USUAL, Arrangement, Layout, Line, SortKey, arrangement_of

arrangements = st.builds(
    Arrangement,
    st.lists(st.sampled_from(Column), min_size=1, unique=True).map(tuple),
    st.lists(
        st.builds(SortKey, st.sampled_from(Column), st.booleans()), max_size=MOST_KEYS, unique_by=lambda key: key.column
    ).map(tuple),
    st.none() | st.sampled_from([column for column in Column if COLUMNS[column].groupable]),
)


def test_every_column_is_described() -> None:
    assert set(COLUMNS) == set(Column)


def test_sorting_by_a_column_goes_up_down_and_off_and_keeps_the_order_before() -> None:
    first = Arrangement((Column.NAME,), (SortKey(Column.STAGE),))
    up = first.sorted_by(Column.OWNER)
    assert up.sort == (SortKey(Column.OWNER), SortKey(Column.STAGE))
    down = up.sorted_by(Column.OWNER)
    assert down.sort == (SortKey(Column.OWNER, descending=True), SortKey(Column.STAGE))
    assert down.sorted_by(Column.OWNER) == first


def test_a_further_key_that_is_chosen_again_becomes_the_first_one_upwards() -> None:
    twice = Arrangement((Column.NAME,)).sorted_by(Column.STAGE).sorted_by(Column.OWNER).sorted_by(Column.STAGE)
    assert twice.sort == (SortKey(Column.STAGE), SortKey(Column.OWNER))


def test_only_so_many_keys_are_kept() -> None:
    arrangement = Arrangement((Column.NAME,))
    for column in tuple(Column)[: MOST_KEYS + 3]:
        arrangement = arrangement.sorted_by(column)
    assert len(arrangement.sort) == MOST_KEYS


def test_grouping_by_the_same_column_again_ends_it() -> None:
    grouped = USUAL.grouped_by(Column.OWNER)
    assert grouped.group is Column.OWNER
    assert grouped.grouped_by(Column.STAGE).group is Column.STAGE
    assert grouped.grouped_by(Column.OWNER).group is None


@given(arrangements)
def test_an_arrangement_comes_back_from_json(arrangement: Arrangement) -> None:
    assert arrangement_of(json.loads(json.dumps(arrangement.as_json()))) == arrangement


def test_what_json_says_that_is_not_known_is_left_out() -> None:
    told = {
        "columns": ["owner", "moon", 7, "owner", "name"],
        "sort": [["moon", "asc"], ["amount", "desc"], "amount", ["name"]],
        "group": "amount",
    }
    assert arrangement_of(told) == Arrangement(
        (Column.OWNER, Column.NAME), (SortKey(Column.AMOUNT, descending=True),), None
    )
    assert arrangement_of({}) == USUAL
    assert arrangement_of({"columns": None, "sort": None, "group": ["owner"]}).columns == USUAL.columns


@given(st.lists(st.integers(1, 6), max_size=8), st.sets(st.integers(0, 7)), st.booleans())
def test_lines_hold_every_deal_once_below_its_head(counts: list[int], folded: set[int], grouped: bool) -> None:
    hidden = {group for group in folded if group < len(counts)} if grouped else set[int]()
    layout = Layout(counts, grouped=grouped, folded=hidden)
    lines = [layout.line(number) for number in range(layout.height)]
    expected: list[Line] = []
    row = 0
    for group, count in enumerate(counts):
        expected += [Line(group, None)] if grouped else []
        expected += [] if group in hidden else [Line(group, row + place) for place in range(count)]
        row += count
    assert lines == expected
    for number, line in enumerate(lines):
        if line.row is not None:
            assert layout.line_of_row(line.row) == number


def test_a_hidden_deal_is_found_at_its_groups_head() -> None:
    layout = Layout([2, 3, 1], grouped=True, folded=[1])
    assert layout.height == 6
    assert [layout.line_of_row(row) for row in range(6)] == [1, 2, 3, 3, 3, 5]
