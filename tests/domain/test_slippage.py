"""Close dates that moved: the domain's D.9."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.slippage import CORRECTION_S, DateChange, pushed_deals, pushes

NOV, DEC = date(2026, 11, 30), date(2026, 12, 15)
T = 1_795_000_000


def test_d9_a_push_is_a_close_date_moved_later() -> None:
    (push,) = pushes([DateChange("a", T, NOV, DEC)])
    assert (push.deal, push.days) == ("a", 15)


def test_d9_earlier_dates_and_dates_set_or_taken_away_are_no_pushes() -> None:
    day = CORRECTION_S + 1
    changes = [
        DateChange("a", T, DEC, NOV),
        DateChange("a", T + day, NOV, None),
        DateChange("a", T + 2 * day, None, DEC),
    ]
    assert pushes(changes) == []


def test_d9_what_is_put_right_within_ten_minutes_does_not_count() -> None:
    assert pushes([DateChange("a", T, NOV, DEC), DateChange("a", T + 600, DEC, NOV)]) == []
    # A second later it is a push that was taken back, and counts.
    assert len(pushes([DateChange("a", T, NOV, DEC), DateChange("a", T + 601, DEC, NOV)])) == 1


def test_d9_a_correction_to_another_later_date_is_one_push_by_what_came_of_it() -> None:
    (push,) = pushes([DateChange("a", T, NOV, date(2027, 11, 30)), DateChange("a", T + 60, date(2027, 11, 30), DEC)])
    assert (push.days, push.old, push.new) == (15, NOV, DEC)


def test_d9_another_deals_change_corrects_nothing() -> None:
    assert len(pushes([DateChange("a", T, NOV, DEC), DateChange("b", T + 1, NOV, DEC)])) == 2


def test_d9_pushes_are_counted_and_their_days_added_the_most_often_put_off_first() -> None:
    day = 86_400
    found = pushed_deals(
        pushes(
            [
                DateChange("once", T, NOV, NOV + timedelta(days=90)),
                DateChange("thrice", T, NOV, NOV + timedelta(days=7)),
                DateChange("thrice", T + day, NOV + timedelta(days=7), NOV + timedelta(days=14)),
                DateChange("thrice", T + 2 * day, NOV + timedelta(days=14), NOV + timedelta(days=28)),
            ]
        )
    )
    assert [(deal.deal, deal.times, deal.days) for deal in found] == [("thrice", 3, 28), ("once", 1, 90)]
    assert (found[0].old, found[0].new) == (NOV, NOV + timedelta(days=28))


@given(st.lists(st.tuples(st.integers(1, 40_000), st.integers(-30, 30)), max_size=12))
def test_however_often_a_date_is_changed_pushes_add_up_to_no_less_than_where_it_ended(
    steps: list[tuple[int, int]],
) -> None:
    at, day, changes = T, NOV, []
    for gap, by in steps:
        at += gap
        changes.append(DateChange("a", at, day, day + timedelta(days=by)))
        day += timedelta(days=by)
    found = pushes(changes)
    assert sum(push.days for push in found) >= (day - NOV).days
    assert all(push.days > 0 for push in found)
