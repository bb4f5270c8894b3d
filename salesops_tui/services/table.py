"""The deal table: its lines by the page, its groups and their sums, and all of it for files."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from string import ascii_uppercase
from typing import Final

from salesops_tui.domain.deal_columns import COLUMNS, Column
from salesops_tui.domain.deal_table import Arrangement, arrangement_of
from salesops_tui.domain.figures import Figure, Metric, Unit
from salesops_tui.domain.money import CurrencySum, Rates, Total, WeightedSum, total, weighted_amount
from salesops_tui.domain.sheets import Money, Sheet, SheetColumn, Value
from salesops_tui.domain.stages import Pipeline
from salesops_tui.errors import UsageError
from salesops_tui.formats import money, number
from salesops_tui.i18n import _, language, ngettext
from salesops_tui.services.asking import Asked, scope_note
from salesops_tui.services.filter_lines import deal_filter
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.services.table_cells import Row, reader
from salesops_tui.services.wording import category_title
from salesops_tui.storage.repositories.deal_table import Asked as Question
from salesops_tui.storage.repositories.deal_table import GroupSum, Measures

PAGE: Final = 100
"""How many deals are fetched at once."""

_LOWER: Final = {ord(letter): letter.lower() for letter in ascii_uppercase}
_PORTION: Final = 2_000
"""So many deals are read at once where all of them are wanted."""


@dataclass(frozen=True, slots=True)
class Group:
    """Deals that have something in common, counted and added up over all of them."""

    value: str | None
    """What they have in common, as the workbook keeps it."""
    title: str
    """The same in words."""
    count: int
    without_amount: int
    sums: tuple[CurrencySum, ...]
    weighted: tuple[WeightedSum, ...]
    """The open deals' amounts by probability."""


@dataclass(frozen=True, slots=True)
class Table:
    """Everything about the table but its cells."""

    arrangement: Arrangement
    filter_line: str
    groups: tuple[Group, ...]
    """In the order of the table; a single one without a title where nothing is grouped."""
    count: int
    """How many deals fit."""
    amount: Total
    """What they add up to."""
    weighted: int
    """Amount times probability of those that are open, in minor units of the base currency."""
    rates: Rates
    has_deals: bool
    """Whether the workbook has any deal, filtered or not."""
    version: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TableView:
    """The table as it is drawn: its groups, and the pages of deals that are in sight."""

    table: Table
    pages: Mapping[int, tuple[Row, ...]]
    row: int | None
    """Where the deal that is to be followed stands among all; None when it is not there."""
    marked: tuple[str, ...]
    """Those of the marked deals that are still shown."""
    standing: Standing


@dataclass(frozen=True, slots=True)
class Page:
    """Some deals, and which state of the workbook they are of."""

    rows: tuple[Row, ...]
    version: tuple[int, int]


def view(
    session: Session,
    filter_line: str,
    arrangement: Arrangement,
    wanted: Iterable[int] = (),
    follow: str | None = None,
    marked: Sequence[str] = (),
) -> TableView:
    """The table under a filter with some pages of deals, the place of one deal, and what is still marked."""
    found = table(session, filter_line, arrangement)
    row = place(session, filter_line, arrangement, follow) if follow else None
    numbers = {0, *wanted} if row is None else {0, *wanted, row // PAGE}
    pages = {
        wish: page(session, filter_line, arrangement, wish).rows
        for wish in sorted(numbers)
        if wish * PAGE < found.count
    }
    return TableView(found, pages, row, _shown(session, filter_line, arrangement, marked), standing(session))


def table(session: Session, filter_line: str, arrangement: Arrangement) -> Table:
    """The groups and their sums under a filter."""
    workbook = session.workbook
    measures = _measures(session)
    sums = workbook.deal_table.sums(_question(session, filter_line, arrangement), measures)
    groups = tuple(_groups(sums, arrangement.group, measures.pipeline))
    rates = session.rates
    return Table(
        arrangement,
        filter_line,
        groups,
        sum(group.count for group in groups),
        subtotal(groups, rates),
        weighted(groups, rates),
        rates,
        workbook.board.has_deals(),
        workbook.version(),
    )


def page(session: Session, filter_line: str, arrangement: Arrangement, wish: int) -> Page:
    """One page of deals."""
    workbook = session.workbook
    numbers = _order(session, filter_line, arrangement)[wish * PAGE : (wish + 1) * PAGE]
    read = reader(session, arrangement.columns)
    return Page(tuple(map(read, workbook.deal_table.rows(numbers, session.clock.today()))), workbook.version())


def place(session: Session, filter_line: str, arrangement: Arrangement, deal_id: str) -> int | None:
    """How many deals come before one, or None when it is not shown."""
    numbers = session.workbook.deal_table.numbers([deal_id])
    try:
        return _order(session, filter_line, arrangement).index(numbers[0])
    except (IndexError, ValueError):
        return None


def _shown(session: Session, filter_line: str, arrangement: Arrangement, deal_ids: Sequence[str]) -> tuple[str, ...]:
    """Those of some deals that are in the table."""
    if not deal_ids:
        return ()
    shown = set(_order(session, filter_line, arrangement))
    numbers = session.workbook.deal_table.numbers(deal_ids)
    return tuple(
        row.id
        for row in session.workbook.deal_table.rows([each for each in numbers if each in shown], session.clock.today())
    )


def rows(session: Session, filter_line: str, arrangement: Arrangement) -> Iterator[Row]:
    """All deals under a filter, in their order."""
    order = _order(session, filter_line, arrangement)
    read = reader(session, arrangement.columns)
    for start in range(0, len(order), _PORTION):
        yield from map(read, session.workbook.deal_table.rows(order[start : start + _PORTION], session.clock.today()))


def subtotal(groups: Iterable[Group], rates: Rates) -> Total:
    """What some groups add up to in base currency."""
    return total((part for group in groups for part in group.sums), rates)


def weighted(groups: Iterable[Group], rates: Rates) -> int:
    """Amount times probability of some groups' open deals, in minor units of the base currency."""
    return weighted_amount((part for group in groups for part in group.weighted), rates)


def figure(table: Table, group: Group | None, *, is_weighted: bool) -> Figure:
    """The sum of a group, or of everything, as a figure; the weighted one is asked for by its name."""
    amount = table.amount if group is None else subtotal((group,), table.rates)
    scope = " · ".join(part for part in (group.title if group else "", table.filter_line.strip()) if part)
    if is_weighted:
        value = table.weighted if group is None else weighted((group,), table.rates)
        return Figure(Metric.WEIGHTED_AMOUNT, Unit.MONEY, Fraction(value), currency=amount.currency, scope=scope)
    return Figure(
        Metric.DEALS_AMOUNT,
        Unit.MONEY,
        Fraction(amount.amount),
        n=amount.count - sum(part.count for part in amount.left_out),
        currency=amount.currency,
        scope=scope,
        without_amount=sum(each.without_amount for each in (table.groups if group is None else (group,))),
        unrated=amount.left_out,
    )


def _measures(session: Session) -> Measures:
    return Measures(
        session.workbook.pipeline, session.rates, session.calendar, session.clock.zone, session.clock.today()
    )


def _question(session: Session, filter_line: str, arrangement: Arrangement) -> Question:
    return Question(deal_filter(session, filter_line), arrangement.sort, arrangement.group)


def _order(session: Session, filter_line: str, arrangement: Arrangement) -> array[int]:
    workbook = session.workbook
    question = _question(session, filter_line, arrangement)
    return workbook.deal_table.order(question, _measures(session), workbook.version())


def _groups(sums: Iterable[GroupSum], column: Column | None, pipeline: Pipeline) -> Iterator[Group]:
    """The sums put together by group: those of one group follow upon each other."""
    for key, parts in groupby(sums, lambda part: _key(part.value)):
        members = list(parts)
        value = members[0].value
        yield Group(
            value,
            "" if column is None else _title(value, column, pipeline) if key is not None else _("none"),
            sum(part.deals for part in members),
            sum(part.without_amount for part in members),
            tuple(CurrencySum(part.currency, part.deals, part.amount) for part in members),
            tuple(
                WeightedSum(part.currency, part.amount, part.probability)
                for part in members
                if part.probability is not None
            ),
        )


def _key(value: str | None) -> str | None:
    """Groups differ as SQLite's NOCASE has it: by more than the case of Latin letters."""
    return None if value is None else value.translate(_LOWER)


def _title(value: str | None, column: Column, pipeline: Pipeline) -> str:
    if value is None:
        return _("none")
    if column is Column.STAGE:
        return pipeline.by_id[value].name(language()) if value in pipeline.by_id else value
    return category_title(value) if column is Column.FORECAST_CATEGORY else value


# For files


def sheets(session: Session, asked: Asked) -> list[Sheet]:
    """The deals with the chosen columns, and a second sheet of subtotals where they are grouped."""
    arrangement = _for_files(asked)
    found = table(session, asked.filter_line, arrangement)
    base = session.rates.base
    titles = {
        Column.BASE_AMOUNT: _("Amount in {currency}").format(currency=base),
        Column.WEIGHTED: _("Weighted, {currency}").format(currency=base),
        Column.PROBABILITY: _("Probability, %"),
        Column.OWN_PROBABILITY: _("Own probability, %"),
    }
    columns = tuple(
        SheetColumn(column.value, titles.get(column) or _(COLUMNS[column].title), COLUMNS[column].is_number)
        for column in arrangement.columns
    )
    lines: list[tuple[Value, ...]] = []
    uncertain = 0
    for row in rows(session, asked.filter_line, arrangement):
        lines.append(row.values)
        uncertain += row.days_at_least
    notes = tuple(_notes(found, asked, uncertain if Column.DAYS_IN_STAGE in arrangement.columns else 0))
    deals = Sheet("deals", _("Deals"), columns, tuple(lines), notes)
    return [deals, _subtotals(found)] if arrangement.group else [deals]


def _for_files(asked: Asked) -> Arrangement:
    """The arrangement, with what a file needs to be understood: an amount's currency, whose the probability is."""
    arrangement = arrangement_of(asked.arrangement)
    if asked.by is not None:
        column = next((column for column in Column if column.value == asked.by), None)
        if column is None or not COLUMNS[column].groupable:
            known = ", ".join(column.value for column in Column if COLUMNS[column].groupable)
            raise UsageError(_("The table can be grouped by {known}.").format(known=known))
        arrangement = replace(arrangement, group=column)
    columns = [arrangement.group] if arrangement.group and arrangement.group not in arrangement.columns else []
    for column in arrangement.columns:
        columns.append(column)
        beside = {Column.AMOUNT: Column.CURRENCY, Column.PROBABILITY: Column.OWN_PROBABILITY}.get(column)
        if beside is not None and beside not in arrangement.columns:
            columns.append(beside)
    return replace(arrangement, columns=tuple(columns))


def _notes(found: Table, asked: Asked, uncertain: int) -> Iterator[str]:
    amount = found.amount
    yield _("{deals}, {amount}, weighted {weighted}").format(
        deals=ngettext("{number} deal", "{number} deals", found.count).format(number=number(found.count)),
        amount=money(amount.amount, amount.currency),
        weighted=money(found.weighted, amount.currency),
    )
    for part in amount.left_out:
        yield left_out(part)
    if uncertain:
        yield ngettext(
            "{number} deal entered its stage on a day that is not known: its days count from when the workbook first saw it.",
            "{number} deals entered their stage on a day that is not known: their days count from when the workbook first "
            "saw them.",
            uncertain,
        ).format(number=number(uncertain))
    if scope := scope_note(asked):
        yield _("Filter: {filter}").format(filter=scope)


def left_out(part: CurrencySum) -> str:
    """That a currency has no rate, and what is missing from the sum for it."""
    return ngettext(
        "Not in the sum: {number} deal, {amount}, because no rate for {currency} is set.",
        "Not in the sum: {number} deals, {amount}, because no rate for {currency} is set.",
        part.count,
    ).format(number=number(part.count), amount=money(part.amount, part.currency), currency=part.currency)


def _subtotals(found: Table) -> Sheet:
    group = found.arrangement.group
    assert group is not None
    columns = (
        SheetColumn(group.value, _(COLUMNS[group].title)),
        SheetColumn("deals", _("Deals"), is_number=True),
        SheetColumn("amount", _("Amount in {currency}").format(currency=found.rates.base), is_number=True),
        SheetColumn("weighted", _("Weighted, {currency}").format(currency=found.rates.base), is_number=True),
        SheetColumn("left_out", _("Without a rate"), is_number=True),
    )
    lines = tuple(
        (
            part.title,
            part.count,
            figure(found, part, is_weighted=False),
            Money(weighted((part,), found.rates), found.rates.base),
            sum(left.count for left in subtotal((part,), found.rates).left_out),
        )
        for part in found.groups
    )
    return Sheet("subtotals", _("Subtotals"), columns, lines)


def copied(session: Session, arrangement: Arrangement, deal_ids: Iterable[str]) -> str:
    """Some deals with the columns that are shown, to be pasted into a spreadsheet; several come with titles."""
    from salesops_tui.exporting.data import as_tsv

    workbook = session.workbook
    read = reader(session, arrangement.columns)
    found = [
        read(row)
        for row in workbook.deal_table.rows(workbook.deal_table.numbers(list(deal_ids)), session.clock.today())
    ]
    columns = tuple(
        SheetColumn(column.value, _(COLUMNS[column].title), COLUMNS[column].is_number) for column in arrangement.columns
    )
    return as_tsv(Sheet("deals", _("Deals"), columns, tuple(row.values for row in found)), titled=len(found) > 1)
