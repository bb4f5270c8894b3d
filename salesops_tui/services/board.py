"""The pipeline board: its heads, its cards, and where a card lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from salesops_tui.domain.board import Age, Board, Card, Column
from salesops_tui.domain.deal_filter import DealFilter, parse_deal_filter
from salesops_tui.domain.figures import Figure, Metric, Unit
from salesops_tui.domain.money import CurrencySum, WeightedSum, total, weighted_amount
from salesops_tui.domain.sheets import Money, Sheet, SheetColumn
from salesops_tui.domain.stages import Stage
from salesops_tui.i18n import _, language
from salesops_tui.services.asking import Asked, scope_note
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.storage.repositories.board import CardRow

PAGE: Final = 50
"""How many cards are fetched at once."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card lies on the board."""

    column: int
    row: int


@dataclass(frozen=True, slots=True)
class BoardView:
    """The board as it is drawn: all heads, and the pages of cards that are in sight."""

    board: Board
    pages: Mapping[tuple[int, int], tuple[Card, ...]]
    """Column and page number → the cards of that page."""
    place: Place | None
    """Where the deal lies that is to be followed; None when it is not shown."""
    standing: Standing


def view(
    session: Session, filter_line: str, wanted: Iterable[tuple[int, int]] = (), follow: str | None = None
) -> BoardView:
    """The board under a filter with some pages of cards, or the first of each column, and the place of one deal."""
    heads = board(session, filter_line)
    found = place(session, follow, filter_line) if follow else None
    numbers = {(column, 0) for column in range(len(heads.columns))}
    numbers |= {(column, number) for column, number in wanted if number * PAGE < heads.columns[column].total.count}
    if found is not None:
        numbers.add((found.column, found.row // PAGE))
    pages = {
        (column, number): page(session, heads.columns[column].stage, filter_line, number) for column, number in numbers
    }
    return BoardView(heads, pages, found, standing(session))


def page(session: Session, stage: Stage, filter_line: str, number: int) -> tuple[Card, ...]:
    """One page of a column's cards."""
    return tuple(cards(session, stage, filter_line, offset=number * PAGE, limit=PAGE))


def board(session: Session, filter_line: str) -> Board:
    """The heads of all columns under a filter; sums come from all deals, never from what is on the screen."""
    workbook = session.workbook
    today = session.clock.today()
    month = today.replace(day=1)
    chosen = parse_deal_filter(filter_line, today)
    columns = []
    for stage in workbook.pipeline.stages:
        sums = workbook.board.sums(stage, month, chosen, session.rates)
        columns.append(
            Column(
                stage,
                total((CurrencySum(part.currency, part.deals, part.amount) for part in sums), session.rates),
                sum(part.without_amount for part in sums),
                weighted_amount(
                    (
                        WeightedSum(
                            part.currency,
                            part.amount,
                            stage.probability if part.probability is None else part.probability,
                        )
                        for part in sums
                    ),
                    session.rates,
                )
                if stage.is_open
                else None,
            )
        )
    return Board(tuple(columns), month, workbook.board.has_deals())


def column_figure(column: Column, filter_line: str) -> Figure:
    """The sum of a column as a figure."""
    total = column.total
    return Figure(
        Metric.STAGE_AMOUNT,
        Unit.MONEY,
        Fraction(total.amount),
        n=total.count - sum(part.count for part in total.left_out),
        currency=total.currency,
        scope=" · ".join(part for part in (column.stage.name(language()), filter_line.strip()) if part),
        without_amount=column.without_amount,
        unrated=total.left_out,
    )


def cards(session: Session, stage: Stage, filter_line: str, *, offset: int, limit: int) -> list[Card]:
    """So many cards of one column from a place on."""
    today = session.clock.today()
    chosen = parse_deal_filter(filter_line, today)
    rows = session.workbook.board.cards(stage, today.replace(day=1), chosen, session.rates, offset=offset, limit=limit)
    return [_card(session, row, stage, today) for row in rows]


def place(session: Session, deal_id: str, filter_line: str) -> Place | None:
    """Where a deal's card lies under a filter, or None when it is not shown."""
    deal = session.workbook.deals.get(deal_id)
    if deal is None:
        return None
    today = session.clock.today()
    chosen: DealFilter = parse_deal_filter(filter_line, today)
    stages = session.workbook.pipeline.stages
    column = next(number for number, stage in enumerate(stages) if stage.id == deal.stage_id)
    row = session.workbook.board.place(deal_id, stages[column], today.replace(day=1), chosen, session.rates)
    return None if row is None else Place(column, row)


def _card(session: Session, row: CardRow, stage: Stage, today: date) -> Card:
    entered = row.entered_stage_at
    since = (entered or row.known_since).astimezone(session.clock.zone).date()
    # A closed deal stopped ageing on the day it closed.
    until = row.closed_on if not stage.is_open and row.closed_on else today
    days = max(session.calendar.working_days_between(since, until), 0)
    overdue = stage.is_open and row.close_date is not None and row.close_date < today
    return Card(
        row.id,
        row.name,
        row.account,
        row.owner,
        row.amount,
        row.currency,
        row.close_date,
        row.closed_on,
        Age(days, at_least=entered is None),
        overdue,
    )


def sheets(session: Session, asked: Asked) -> list[Sheet]:
    """The board as tables: the heads of its columns, then the open deals with what their cards say."""
    heads = board(session, asked.filter_line)
    return [_heads_sheet(heads, asked), _cards_sheet(session, heads, asked)]


def _heads_sheet(heads: Board, asked: Asked) -> Sheet:
    columns = (
        SheetColumn("stage", _("Stage")),
        SheetColumn("deals", _("Deals"), is_number=True),
        SheetColumn("amount", _("Amount"), is_number=True),
        SheetColumn("weighted", _("Weighted"), is_number=True),
    )
    rows = tuple(
        (
            column.stage.name(language()),
            column.total.count,
            column_figure(column, asked.filter_line),
            None if column.weighted is None else Money(column.weighted, column.total.currency),
        )
        for column in heads.columns
    )
    month = heads.month.strftime("%Y-%m")
    notes = [_("Won and lost: closed in {month}.").format(month=month)]
    if scope := scope_note(asked):
        notes.append(_("Filter: {filter}").format(filter=scope))
    return Sheet("stages", _("Pipeline"), columns, rows, tuple(notes))


def _cards_sheet(session: Session, heads: Board, asked: Asked) -> Sheet:
    columns = (
        SheetColumn("stage", _("Stage")),
        SheetColumn("deal", _("Deal name")),
        SheetColumn("account", _("Account")),
        SheetColumn("owner", _("Owner")),
        SheetColumn("amount", _("Amount"), is_number=True),
        SheetColumn("close_date", _("Close date")),
        SheetColumn("days", _("Days in stage"), is_number=True),
    )
    rows = tuple(
        (
            column.stage.name(language()),
            card.name,
            card.account,
            card.owner,
            None if card.amount is None else Money(card.amount, card.currency),
            card.close_date,
            card.age.days,
        )
        for column in heads.columns
        if column.stage.is_open
        for card in cards(session, column.stage, asked.filter_line, offset=0, limit=column.total.count)
    )
    return Sheet("deals", _("Open deals"), columns, rows)
