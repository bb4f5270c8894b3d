"""The pipeline board: its heads, its cards, and where a card lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from salesops_tui.domain.ageing import AgeClock, Limits
from salesops_tui.domain.board import AS_USUAL, Arrangement, Board, Card, CardGroup, Column
from salesops_tui.domain.figures import Figure, Metric, Unit
from salesops_tui.domain.follow_up import FollowUpRule
from salesops_tui.domain.money import CurrencySum, WeightedSum, round_minor, total, weighted_amount
from salesops_tui.domain.sheets import Money, Sheet, SheetColumn, Value
from salesops_tui.domain.stages import Stage
from salesops_tui.i18n import _, language
from salesops_tui.services import ageing
from salesops_tui.services.ageing import Clocks
from salesops_tui.services.asking import Asked, scope_note
from salesops_tui.services.filter_lines import deal_filter
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.services.wording import category_title, clock_title, follow_up_title, follow_up_words
from salesops_tui.storage.repositories.board import CardRow, Lane

PAGE: Final = 16
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
    is_settled: bool = True
    """False while the limits are the settings', because reading the deals' history would have taken a while."""
    fired: Mapping[AgeClock, int] | None = None
    """For how many of the open deals each ageing clock has fired; None where counting them would have taken a while."""


def view(
    session: Session,
    filter_line: str,
    wanted: Iterable[tuple[int, int]] = (),
    follow: str | None = None,
    arrangement: Arrangement = AS_USUAL,
    *,
    patient: bool = False,
) -> BoardView:
    """The board under a filter with some pages of cards, or the first of each column, and the place of one deal.

    Only a ``patient`` caller waits for the ageing limits where working them out takes a while.
    """
    limits = ageing.limits(session) if patient or ageing.are_settled(session) else ageing.settings_limits(session)
    heads = board(session, filter_line, arrangement, limits)
    found = place(session, follow, filter_line, arrangement) if follow else None
    numbers = {(column, 0) for column in range(len(heads.columns))}
    numbers |= {(column, number) for column, number in wanted if number * PAGE < heads.columns[column].total.count}
    if found is not None:
        numbers.add((found.column, found.row // PAGE))
    pages = {
        (column, number): page(session, heads.columns[column], filter_line, number, arrangement)
        for column, number in numbers
    }
    is_small = sum(column.total.count for column in heads.columns if column.stage.is_open) <= ageing.FEW
    return BoardView(
        heads,
        pages,
        found,
        standing(session),
        ageing.are_settled(session),
        ageing.fired(session, filter_line, limits) if is_small else None,
    )


def page(
    session: Session, column: Column, filter_line: str, number: int, arrangement: Arrangement = AS_USUAL
) -> tuple[Card, ...]:
    """One page of a column's cards."""
    return tuple(cards(session, column, filter_line, arrangement, offset=number * PAGE, limit=PAGE))


def board(
    session: Session,
    filter_line: str,
    arrangement: Arrangement = AS_USUAL,
    limits: Mapping[str, Limits] | None = None,
) -> Board:
    """The heads of all columns under a filter; sums come from all deals, never from what is on the screen."""
    workbook = session.workbook
    today = session.clock.today()
    month = today.replace(day=1)
    chosen = deal_filter(session, filter_line)
    limits = ageing.limits(session) if limits is None else limits
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
                limits[stage.id],
                _groups(workbook.board.groups(Lane(stage, month, chosen, arrangement, today), session.rates)),
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


def weighted_figure(column: Column, filter_line: str) -> Figure | None:
    """The weighted sum of a column as a figure; None where all is decided."""
    if column.weighted is None:
        return None
    return replace(column_figure(column, filter_line), metric=Metric.WEIGHTED_AMOUNT, value=Fraction(column.weighted))


def weighted(board: Board) -> int:
    """The weighted sum of all open columns, in minor units of the base currency."""
    return sum(column.weighted or 0 for column in board.columns)


def cards(
    session: Session,
    column: Column,
    filter_line: str,
    arrangement: Arrangement = AS_USUAL,
    *,
    offset: int,
    limit: int,
) -> list[Card]:
    """So many cards of one column from a place on."""
    today = session.clock.today()
    rows = session.workbook.board.cards(
        _lane(session, column.stage, filter_line, arrangement), session.rates, offset=offset, limit=limit
    )
    clocks = ageing.clocks(session, [row.id for row in rows], {column.stage.id: column.limits})
    return [_card(row, clocks[row.id], column.stage, today) for row in rows]


def place(session: Session, deal_id: str, filter_line: str, arrangement: Arrangement = AS_USUAL) -> Place | None:
    """Where a deal's card lies under a filter, or None when it is not shown."""
    deal = session.workbook.deals.get(deal_id)
    if deal is None:
        return None
    stages = session.workbook.pipeline.stages
    column = next(number for number, stage in enumerate(stages) if stage.id == deal.stage_id)
    lane = _lane(session, stages[column], filter_line, arrangement)
    row = session.workbook.board.place(deal_id, lane, session.rates)
    return None if row is None else Place(column, row)


def _lane(session: Session, stage: Stage, filter_line: str, arrangement: Arrangement) -> Lane:
    today = session.clock.today()
    return Lane(stage, today.replace(day=1), deal_filter(session, filter_line), arrangement, today)


def _groups(counts: Iterable[tuple[str | None, int]]) -> tuple[CardGroup, ...]:
    groups: list[CardGroup] = []
    start = 0
    for name, count in counts:
        groups.append(CardGroup(name, count, start))
        start += count
    return tuple(groups)


def _card(row: CardRow, clocks: Clocks, stage: Stage, today: date) -> Card:
    return Card(
        row.id,
        row.name,
        row.account,
        row.owner,
        row.amount,
        row.currency,
        row.close_date,
        row.closed_on,
        clocks.ages,
        stage.is_open and row.close_date is not None and row.close_date < today,
        row.category,
        row.probability,
        clocks.follow_ups,
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
        SheetColumn("probability", _("Probability"), is_number=True),
        SheetColumn("weighted", _("Weighted"), is_number=True),
        SheetColumn("category", _("Forecast category")),
        SheetColumn("close_date", _("Close date")),
        SheetColumn("days_idle", _("Days idle"), is_number=True),
        SheetColumn("days", _("Days in stage"), is_number=True),
        SheetColumn("days_old", _("Days old"), is_number=True),
        SheetColumn("fired", _("Over the limit")),
        *(SheetColumn(f"follow_up_{rule}", follow_up_title(rule)) for rule in FollowUpRule),
    )
    rows = tuple(
        _card_row(column, card)
        for column in heads.columns
        if column.stage.is_open
        for card in cards(session, column, asked.filter_line, offset=0, limit=column.total.count)
    )
    return Sheet("deals", _("Open deals"), columns, rows)


def _card_row(column: Column, card: Card) -> tuple[Value, ...]:
    probability = column.stage.probability if card.probability is None else card.probability
    ages = card.ages
    return (
        column.stage.name(language()),
        card.name,
        card.account,
        card.owner,
        None if card.amount is None else Money(card.amount, card.currency),
        probability,
        None if card.amount is None else Money(round_minor(Decimal(card.amount) * probability / 100), card.currency),
        category_title(card.category) if card.category is not None else None,
        card.close_date,
        ages.idle.days,
        ages.stuck.days,
        ages.old.days,
        ", ".join(clock_title(clock) for clock in ages.fired),
        *(follow_up_words(follow_up) for follow_up in card.follow_ups),
    )
