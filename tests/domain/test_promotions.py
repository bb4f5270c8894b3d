"""Days to the next promotion node."""

from __future__ import annotations

from datetime import date

import holidays
import pytest

from salesops_tui.domain.promotions import PromotionNode, next_node, spring_festival


@pytest.mark.parametrize(
    ("today", "node", "days"),
    [
        (date(2026, 11, 25), PromotionNode.DOUBLE_TWELVE, 17),
        (date(2026, 12, 12), PromotionNode.DOUBLE_TWELVE, 0),
        (date(2026, 12, 13), PromotionNode.SPRING_FESTIVAL, 55),
        (date(2027, 2, 7), PromotionNode.SPRING, 22),
        (date(2026, 6, 1), PromotionNode.MID_YEAR, 17),
        (date(2026, 6, 19), PromotionNode.SUMMER, 12),
        (date(2026, 8, 31), PromotionNode.AUTUMN, 1),
        (date(2026, 9, 2), PromotionNode.DOUBLE_ELEVEN, 70),
    ],
)
def test_the_next_node_and_the_days_to_it(today: date, node: PromotionNode, days: int) -> None:
    found = next_node(today)
    assert (found.node, found.days) == (node, days)


def test_the_spring_festival_follows_the_moon() -> None:
    """Beside the days that another program knows."""
    for year in range(2015, 2101):
        known = holidays.country_holidays("TW", years=year, language="en_US").get_named("Chinese New Year")
        first = [
            day for day in known if "Eve" not in holidays.country_holidays("TW", years=year, language="en_US")[day]
        ]
        assert spring_festival(year) == min(first), year
    assert spring_festival(2014) is None
    assert spring_festival(2101) is None


def test_outside_the_years_that_are_known_the_other_nodes_go_on() -> None:
    assert next_node(date(2110, 1, 5)).node is PromotionNode.SPRING
