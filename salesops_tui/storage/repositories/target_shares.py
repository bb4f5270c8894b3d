"""What was won by the parts of a target, and which parts there are."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Final

from salesops_tui.domain.stages import Pipeline
from salesops_tui.domain.target_tree import Dimension, Place
from salesops_tui.domain.targets import TargetScope
from salesops_tui.storage.codecs import DAY

# Whose deals a target is about.
_WITHIN: Final = {
    TargetScope.COMPANY: "1",
    TargetScope.TEAM: "person.team = :name",
    TargetScope.PERSON: "deal.owner_id = :person",
    TargetScope.PRODUCT: "(product.name = :name OR product.family = :name)",
    TargetScope.ACCOUNT: "(account.name = :name OR account.industry = :name)",
    TargetScope.REGION: "account.region = :name",
}
_JOINED: Final = """
    FROM deal LEFT JOIN person ON person.id = deal.owner_id LEFT JOIN product ON product.id = deal.product_id
    LEFT JOIN account ON account.id = deal.account_id
"""


@dataclass(frozen=True, slots=True)
class WonPart:
    """Deals won by one part, in one currency."""

    key: str
    """The part's name, a person's identifier, or of time the day."""
    currency: str
    deals: int
    without_amount: int
    amount: int
    """In minor units."""


class TargetShares:
    """Reads it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def won(
        self, pipeline: Pipeline, place: Place, dimension: Dimension | None, first: date, last: date
    ) -> list[WonPart]:
        """What was won of a place's deals between two days, by its parts; without a dimension all together."""
        rows = self._connection.execute(
            f"""
            SELECT coalesce({_key(place, dimension)}, ''), deal.currency, count(*), sum(deal.amount IS NULL),
                coalesce(sum(deal.amount), 0)
            {_JOINED}
            WHERE deal.stage_id = :won AND deal.closed_on BETWEEN :first AND :last AND {_WITHIN[place.scope]}
            GROUP BY 1, 2
            """,
            {
                "won": pipeline.won.id,
                "first": DAY.encode(first),
                "last": DAY.encode(last),
                "name": place.name,
                "person": place.person_id,
            },
        )
        return [WonPart(*row) for row in rows]

    def families(self) -> list[str]:
        """The lines that products belong to."""
        return self._names("SELECT DISTINCT family FROM product WHERE family <> '' ORDER BY family")

    def products(self, family: str) -> list[str]:
        """The products of a line."""
        return self._names(
            "SELECT DISTINCT name FROM product WHERE family = ? AND name <> family ORDER BY name", family
        )

    def industries(self) -> list[str]:
        """The industries of the accounts."""
        return self._names("SELECT DISTINCT industry FROM account WHERE industry <> '' ORDER BY industry")

    def regions(self) -> list[str]:
        """The regions of the accounts."""
        return self._names("SELECT DISTINCT region FROM account WHERE region <> '' ORDER BY region")

    def accounts(self, industry: str, limit: int) -> list[str]:
        """The accounts of an industry, those with the most deals first."""
        return self._names(
            "SELECT account.name FROM account LEFT JOIN deal ON deal.account_id = account.id "
            "WHERE account.industry = ? AND account.name <> account.industry "
            "GROUP BY account.id ORDER BY count(deal.id) DESC, account.name LIMIT ?",
            industry,
            limit,
        )

    def _names(self, sql: str, *values: str | int) -> list[str]:
        return list(dict.fromkeys(name for (name,) in self._connection.execute(sql, values)))


def _key(place: Place, dimension: Dimension | None) -> str:
    is_company = place.scope is TargetScope.COMPANY
    match dimension:
        case None:
            return "''"
        case Dimension.TIME:
            return "deal.closed_on"
        case Dimension.TEAM:
            # Who is in no team stands among the teams.
            return "coalesce(nullif(person.team, ''), deal.owner_id)" if is_company else "deal.owner_id"
        case Dimension.PRODUCT:
            return "product.family" if is_company else "product.name"
        case Dimension.CUSTOMER:
            return "account.industry" if is_company else "account.name"
        case Dimension.REGION:
            return "account.region"
