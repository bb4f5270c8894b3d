"""The deals as a table: their order as one array of row numbers, pages of rows, sums of groups.

Every column stands for a fixed expression; what is asked is never part of the SQL, only of the values for its marks.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Final

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.deal_columns import COLUMNS, Column, Kind
from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.deal_table import SortKey
from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.money import Rates
from salesops_tui.domain.stages import Pipeline
from salesops_tui.storage.codecs import DAY, INSTANT
from salesops_tui.storage.deal_conditions import conditions
from salesops_tui.storage.repositories.ageing import TOUCHED

_JOINS: Final = {
    "account": "LEFT JOIN account ON account.id = deal.account_id",
    "contact": "LEFT JOIN contact ON contact.id = deal.contact_id",
    "person": "LEFT JOIN person ON person.id = deal.owner_id",
    "product": "LEFT JOIN product ON product.id = deal.product_id",
}
# Only while the order is worked out: a page asks for the event itself, which costs too much for all deals.
_ENTERED: Final = """coalesce(
    (SELECT max(at) FROM deal_event WHERE deal_id = deal.id AND field = 'stage_id'), deal.known_since)"""
_NAMES: Final = {
    Column.NAME: "deal.name",
    Column.ACCOUNT: "account.name",
    Column.CONTACT: "contact.name",
    Column.OWNER: "person.name",
    Column.TEAM: "person.team",
    Column.CURRENCY: "deal.currency",
    Column.NEXT_STEP: "deal.next_step",
    Column.LEAD_SOURCE: "deal.lead_source",
    Column.PRODUCT: "product.name",
    Column.COMPETITOR: "deal.competitor",
    Column.LOST_REASON: "deal.lost_reason",
    Column.REGION: "account.region",
    Column.INDUSTRY: "account.industry",
    Column.DELIVERY: "deal.delivery",
    Column.FEEDBACK: "deal.feedback",
    Column.SATISFACTION: "CAST(deal.satisfaction AS TEXT)",
    Column.NOTE: "deal.note",
    Column.SOURCE: "deal.source",
    Column.EXTERNAL_ID: "deal.external_id",
}
_PLAIN: Final = {
    Column.OWN_PROBABILITY: "deal.probability",
    Column.CLOSE_DATE: "deal.close_date",
    Column.CLOSED_ON: "deal.closed_on",
    Column.CREATED_ON: "deal.created_on",
    Column.NEXT_STEP_ON: "deal.next_step_on",
}
_PAGE: Final = f"""
    SELECT deal.id, deal.name, account.name, contact.name, person.name, person.team, deal.stage_id, deal.amount,
        deal.currency, deal.probability, deal.close_date, deal.closed_on, deal.known_since,
        CASE WHEN (SELECT kind FROM stage WHERE stage.id = deal.stage_id) = 'open' THEN
            (SELECT CASE WHEN event.new = deal.stage_id THEN event.at END FROM deal_event AS event
             WHERE event.deal_id = deal.id AND event.field = 'stage_id' ORDER BY event.at DESC, event.id DESC LIMIT 1)
        END,
        deal.created_on, {TOUCHED}, deal.next_step, deal.next_step_on, deal.forecast_category, deal.lead_source,
        product.name, deal.competitor, deal.lost_reason, account.region, account.industry, deal.delivery, deal.feedback,
        CAST(deal.satisfaction AS TEXT), deal.note, deal.source, deal.external_id
    FROM json_each(?) AS wanted CROSS JOIN deal ON deal.rowid = wanted.value {" ".join(_JOINS.values())}
    ORDER BY wanted.key
"""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A deal's fields with the names that they stand for."""

    id: str
    name: str
    account: str | None
    contact: str | None
    owner: str | None
    team: str | None
    stage_id: str
    amount: int | None
    """In minor units of ``currency``."""
    currency: str
    probability: int | None
    """In per cent, chosen for the deal; None follows the stage."""
    close_date: date | None
    closed_on: date | None
    known_since: datetime
    entered_stage_at: datetime | None
    """Of an open deal; None when no event tells."""
    created_on: date | None
    last_activity: date | None
    next_step: str | None
    next_step_on: date | None
    forecast_category: ForecastCategory | None
    lead_source: str | None
    product: str | None
    competitor: str | None
    lost_reason: str | None
    region: str | None
    industry: str | None
    delivery: str | None
    feedback: str | None
    satisfaction: str | None
    note: str | None
    source: str | None
    external_id: str | None


@dataclass(frozen=True, slots=True)
class GroupSum:
    """The deals of one group in one currency and, while they are open, with one probability."""

    value: str | None
    """What they have in common: a name, the key of a stage or category, a month; None for having none of it."""
    currency: str
    probability: int | None
    """In per cent; None for deals that are won or lost."""
    deals: int
    amount: int
    """In minor units."""
    without_amount: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Which deals, in what order."""

    chosen: DealFilter
    sort: tuple[SortKey, ...]
    group: Column | None


@dataclass(frozen=True)
class Measures:
    """What the order of some columns depends on beside the deals."""

    pipeline: Pipeline
    rates: Rates
    calendar: WorkingCalendar
    zone: tzinfo
    today: date


_Expression = tuple[str, tuple[Any, ...]]


class DealTable:
    """The table's questions; the newest order is kept, as eight bytes for each deal."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept: tuple[object, array[int]] = (None, array("q"))

    def order(self, asked: Asked, measures: Measures, version: object) -> array[int]:
        """The row numbers of all deals that fit, in their order; ``version`` says what the workbook holds now."""
        rates = tuple(sorted(measures.rates.rates.items()))
        key = (version, asked, rates, measures.rates.base, measures.today)
        if self._kept[0] != key:
            self._kept = (key, self._work_out(asked, measures))
        return self._kept[1]

    def _work_out(self, asked: Asked, measures: Measures) -> array[int]:
        terms: list[str] = []
        marks: list[Any] = []
        if asked.group is not None:
            term, more = _group(asked.group, measures)
            terms.append(f"{term} {_direction(asked.sort, asked.group)} NULLS LAST")
            marks += more
        for key in asked.sort:
            term, more = _expression(key.column, measures)
            terms.append(f"{term} {'DESC' if key.descending else 'ASC'} NULLS LAST")
            marks += more
        if any(key.column is Column.DAYS_IN_STAGE for key in asked.sort):
            self._connection.create_function("days_in_stage", 1, _days_in_stage(measures), deterministic=True)
        order = ", ".join([*terms, "deal.number"])
        source, values = _source(asked.chosen, measures, order)
        rows = self._connection.execute(f"SELECT deal.number {source} ORDER BY {order}", (*values, *marks))
        return array("q", (number for (number,) in rows))

    def sums(self, asked: Asked, measures: Measures) -> list[GroupSum]:
        """The sums of all groups in their order; without a group, of everything."""
        probability, marks = _open_probability(measures)
        if asked.group is None and not asked.chosen:
            return self._totals(probability, marks)
        value, term, direction, more = "NULL", "NULL", "", ()
        if asked.group is not None:
            value = _value(asked.group)
            term, more = _group(asked.group, measures)
            direction = _direction(asked.sort, asked.group)
        source, values = _source(asked.chosen, measures, f"{value} {term}")
        rows = self._connection.execute(
            f"""
            SELECT {value} AS value, deal.currency AS currency, {probability} AS chance, count(*),
                coalesce(sum(deal.amount), 0), sum(deal.amount IS NULL)
            {source}
            GROUP BY {term}, 2, 3
            ORDER BY {term} {direction} NULLS LAST, 2, 3
            """,
            (*marks, *values, *more, *more),
        )
        return [GroupSum(*row) for row in rows]

    def _totals(self, probability: str, marks: tuple[Any, ...]) -> list[GroupSum]:
        """The sums of all deals, from the totals that are kept of each stage."""
        rows = self._connection.execute(
            f"""
            SELECT NULL, currency, {probability} AS chance, sum(deals), sum(amount), sum(without_amount)
            FROM (SELECT stage_id, currency, nullif(probability, -1) AS probability, deals, amount, without_amount
                FROM deal_total WHERE deals > 0) AS deal
            GROUP BY 2, 3 ORDER BY 2, 3
            """,
            marks,
        )
        return [GroupSum(*row) for row in rows]

    def rows(self, numbers: Sequence[int], today: date) -> list[TableRow]:
        """The deals of some row numbers, in the same order, as they are today; one that is gone is left out."""
        marks = (DAY.encode(today), json.dumps(list(numbers)))
        return [_row(row) for row in self._connection.execute(_PAGE, marks)]

    def numbers(self, deal_ids: Sequence[str]) -> list[int]:
        """The row numbers of some deals, in the same order; one that is gone is left out."""
        rows = self._connection.execute(
            "SELECT deal.rowid FROM json_each(?) AS wanted CROSS JOIN deal ON deal.id = wanted.value ORDER BY wanted.key",
            (json.dumps(list(deal_ids)),),
        )
        return [number for (number,) in rows]


def _source(chosen: DealFilter, measures: Measures, terms: str) -> tuple[str, list[Any]]:
    """``FROM`` the deals that fit, with those tables whose names are in some terms: each costs a look-up for every deal."""
    joins = " ".join(join for table, join in _JOINS.items() if f"{table}." in terms)
    if not chosen:
        return f"FROM (SELECT rowid AS number, * FROM deal) AS deal {joins}", []
    parts: list[str] = []
    values: list[Any] = []
    for stages, closed in _stages(measures.pipeline):
        condition, marks = conditions(chosen, measures.rates, closed=closed)
        parts.append(f"(stage_id IN ({', '.join('?' * len(stages))}){condition})")
        values += [*stages, *marks]
    return f"FROM (SELECT rowid AS number, * FROM deal WHERE {' OR '.join(parts)}) AS deal {joins}", values


def _stages(pipeline: Pipeline) -> Iterator[tuple[list[str], bool]]:
    """The open stages, then the others; a date in a filter means another one in each."""
    for closed in (False, True):
        yield [stage.id for stage in pipeline.stages if stage.is_open is not closed], closed


def _expression(column: Column, measures: Measures) -> _Expression:
    """What the deals are ordered by in a column."""
    if column in _NAMES:
        return f"{_NAMES[column]} COLLATE NOCASE", ()
    if column in _PLAIN:
        return _PLAIN[column], ()
    match column:
        case Column.STAGE:
            return _case("deal.stage_id", [(stage.id, stage.position) for stage in measures.pipeline.stages])
        case Column.FORECAST_CATEGORY:
            return _case("deal.forecast_category", [(word.value, place) for place, word in enumerate(ForecastCategory)])
        case Column.PROBABILITY:
            return _probability(measures)
        case Column.WEIGHTED:
            amount, marks = _in_base(measures.rates)
            chance, more = _open_probability(measures)
            return f"{amount} * {chance}", (*marks, *more)
        case Column.LAST_ACTIVITY:
            return TOUCHED, (DAY.encode(measures.today),)
        case Column.DAYS_IN_STAGE:
            stages = tuple(stage.id for stage in measures.pipeline.open)
            is_open = f"deal.stage_id IN ({', '.join('?' * len(stages))})"
            return f"CASE WHEN {is_open} THEN days_in_stage({_ENTERED}) END", stages
    # Amounts in several currencies can only be compared in one; those without a rate come last.
    return _in_base(measures.rates)


def _in_base(rates: Rates) -> _Expression:
    factors = {currency: rates.to_base(1, currency) for currency in (rates.base, *rates.rates)}
    worth = [(currency, float(factor)) for currency, factor in factors.items() if factor is not None]
    term, marks = _case("deal.currency", worth)
    return f"deal.amount * {term}", marks


def _probability(measures: Measures) -> _Expression:
    """The probability that holds: while a deal is open its own or its stage's, then its stage's."""
    own, own_marks = _open_probability(measures)
    usual, marks = _case("deal.stage_id", [(stage.id, stage.probability) for stage in measures.pipeline.stages])
    return f"coalesce({own}, {usual})", (*own_marks, *marks)


def _open_probability(measures: Measures) -> _Expression:
    """The probability of an open deal; nothing for one that is won or lost."""
    usual, marks = _case("deal.stage_id", [(stage.id, stage.probability) for stage in measures.pipeline.open])
    stages = tuple(stage.id for stage in measures.pipeline.open)
    condition = f"deal.stage_id IN ({', '.join('?' * len(stages))})"
    return f"CASE WHEN {condition} THEN coalesce(deal.probability, {usual}) END", (*stages, *marks)


def _case(subject: str, values: Sequence[tuple[str, int | float]]) -> _Expression:
    branches = " WHEN ? THEN ?" * len(values)
    return f"(CASE {subject}{branches} END)", tuple(part for pair in values for part in pair)


def _value(column: Column) -> str:
    """What a group is called by."""
    if COLUMNS[column].kind is Kind.DATE:
        return f"substr({_PLAIN[column]}, 1, 7)"
    return {Column.STAGE: "deal.stage_id", Column.FORECAST_CATEGORY: "deal.forecast_category"}.get(
        column, _NAMES.get(column, "NULL")
    )


def _group(column: Column, measures: Measures) -> _Expression:
    """What the groups are ordered by."""
    return (_value(column), ()) if COLUMNS[column].kind is Kind.DATE else _expression(column, measures)


def _direction(sort: Sequence[SortKey], column: Column) -> str:
    """Groups stand in the order that their column has among the keys."""
    return "DESC" if SortKey(column, descending=True) in sort else "ASC"


def _days_in_stage(measures: Measures) -> Callable[[str], int]:
    """Working days from an instant until today, as the table shows them."""
    between, today = measures.calendar.working_days_between, measures.today
    known: dict[date, int] = {}

    def days(since: str) -> int:
        day = INSTANT.decode(since).astimezone(measures.zone).date()
        if day not in known:
            known[day] = max(between(day, today), 0)
        return known[day]

    return days


_DAYS: Final = frozenset({"close_date", "closed_on", "created_on", "last_activity", "next_step_on"})
_FIELDS: Final = tuple(TableRow.__dataclass_fields__)
_DECODERS: Final[dict[int, Callable[[Any], Any]]] = {
    **{place: DAY.decode for place, name in enumerate(_FIELDS) if name in _DAYS},
    _FIELDS.index("known_since"): INSTANT.decode,
    _FIELDS.index("entered_stage_at"): INSTANT.decode,
    _FIELDS.index("forecast_category"): ForecastCategory,
}


def _row(row: Sequence[Any]) -> TableRow:
    values = list(row)
    for place, decode in _DECODERS.items():
        if values[place] is not None:
            values[place] = decode(values[place])
    return TableRow(*values)
