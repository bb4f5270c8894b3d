"""The year's promotion nodes (促销节点, domain row 62), and which one comes next.

The Spring Festival follows the moon: the months that the course gives for it are only nominal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class PromotionNode(StrEnum):
    """What a campaign leads up to."""

    SPRING_FESTIVAL = "spring_festival"
    """春节 新年新气象: gift sets, year-end sale."""
    SPRING = "spring"
    """春季焕新, from 1 March: new products, limited discounts; the time to prepare for 618."""
    MID_YEAR = "mid_year"
    """618 年中大促, 18 June."""
    SUMMER = "summer"
    """暑期狂欢, from 1 July: student offers, bundles."""
    AUTUMN = "autumn"
    """金秋献礼, from 1 September: presale and deposits; the time to prepare for 11 November."""
    DOUBLE_ELEVEN = "double_eleven"
    """双11 年终盛典, 11 November."""
    DOUBLE_TWELVE = "double_twelve"
    """双12, 12 December."""


_DAYS: Final = {
    PromotionNode.SPRING: (3, 1),
    PromotionNode.MID_YEAR: (6, 18),
    PromotionNode.SUMMER: (7, 1),
    PromotionNode.AUTUMN: (9, 1),
    PromotionNode.DOUBLE_ELEVEN: (11, 11),
    PromotionNode.DOUBLE_TWELVE: (12, 12),
}

# The first day of the Chinese lunar year, month and day, from 2015 on.
_LUNAR_NEW_YEARS: Final = """
    0219 0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208 0128 0215
    0204 0124 0212 0201 0122 0210 0130 0217 0206 0126 0214 0202 0123 0211 0201 0219 0208 0128 0215 0204 0124 0212 0202
    0121 0209 0129 0217 0205 0126 0214 0203 0123 0211 0131 0219 0207 0127 0215 0205 0124 0212 0202 0122 0209 0129 0217
    0206 0126 0214 0203 0124 0210 0130 0218 0207 0127 0215 0205 0125 0212 0201 0121 0209
"""
_FIRST_YEAR: Final = 2015


@dataclass(frozen=True, slots=True)
class NextNode:
    """The node that comes next."""

    node: PromotionNode
    day: date
    days: int
    """Calendar days until then; 0 on the day itself."""


def next_node(today: date) -> NextNode:
    """The first node from today on."""
    day, node = min((day, node) for year in (today.year, today.year + 1) for day, node in _nodes(year) if day >= today)
    return NextNode(node, day, (day - today).days)


def spring_festival(year: int) -> date | None:
    """The first day of the lunar year that begins in a year; None outside 2015 to 2100."""
    days = _LUNAR_NEW_YEARS.split()
    if not 0 <= year - _FIRST_YEAR < len(days):
        return None
    month_day = days[year - _FIRST_YEAR]
    return date(year, int(month_day[:2]), int(month_day[2:]))


def _nodes(year: int) -> list[tuple[date, PromotionNode]]:
    nodes = [(date(year, *day), node) for node, day in _DAYS.items()]
    lunar = spring_festival(year)
    return [*nodes, (lunar, PromotionNode.SPRING_FESTIVAL)] if lunar else nodes
