"""The cells of the deal table: what stands in them, and changing one where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter
from typing import Final

from salesops_tui.domain.deal_columns import COLUMNS, Column, Editing
from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.money import round_minor
from salesops_tui.domain.sheets import Money, Value
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _, language
from salesops_tui.services import deals
from salesops_tui.services.session import Session
from salesops_tui.services.wording import category_title
from salesops_tui.storage.repositories.deal_table import TableRow

FORM_FIELDS: Final[Mapping[Column, str]] = {
    **{column: column.value for column in Column if COLUMNS[column].editing is not Editing.NOT},
    Column.OWN_PROBABILITY: "probability",
    Column.STAGE: "stage_id",
}
"""Columns whose cells can be changed → the form's field that reads what is typed into them."""


class CellFixed(SalesopsError):
    """A cell that follows from others, or that another system keeps."""


@dataclass(frozen=True, slots=True)
class Row:
    """A deal as a line of the table."""

    id: str
    name: str
    values: tuple[Value, ...]
    """One for each of the columns that were asked for; a percentage is a whole number."""
    is_open: bool
    overdue: bool
    """Still open, and its close date has passed."""
    own_probability: bool
    """Its probability is its own, not its stage's."""
    days_at_least: bool
    """The day on which it entered its stage is not known."""


@dataclass(frozen=True, slots=True)
class CellDraft:
    """What is needed to change a cell."""

    deal_id: str
    deal: str
    column: Column
    text: str
    """What stands in it now, as it would be typed; of a choice, its key."""
    known: tuple[str, ...] = ()
    """Names that can be offered."""
    choices: tuple[tuple[str, str], ...] = ()
    """Keys and names of what can be chosen."""


def reader(session: Session, columns: Sequence[Column]) -> Callable[[TableRow], Row]:
    """What makes a line of a deal's fields."""
    return _Reader(session, columns).line


class _Reader:
    """The workings of the columns; which it is to be for each is settled once, for however many deals there are."""

    def __init__(self, session: Session, columns: Sequence[Column]) -> None:
        self._rates = session.rates
        self._stages = session.workbook.pipeline.by_id
        self._stage_names = {stage.id: stage.name(language()) for stage in self._stages.values()}
        self._open = {stage.id for stage in self._stages.values() if stage.is_open}
        self._calendar = session.calendar
        self._zone = session.clock.zone
        self._today = session.clock.today()
        self._workings = [self._working(column) for column in columns]

    def line(self, row: TableRow) -> Row:
        """A deal as a line."""
        is_open = row.stage_id in self._open
        return Row(
            row.id,
            row.name,
            tuple([working(row) for working in self._workings]),
            is_open,
            is_open and row.close_date is not None and row.close_date < self._today,
            is_open and row.probability is not None,
            is_open and row.entered_stage_at is None,
        )

    def _working(self, column: Column) -> Callable[[TableRow], Value]:
        workings: Mapping[Column, Callable[[TableRow], Value]] = {
            Column.STAGE: lambda row: self._stage_names[row.stage_id],
            Column.AMOUNT: lambda row: None if row.amount is None else Money(row.amount, row.currency),
            Column.BASE_AMOUNT: lambda row: self._money(self._in_base(row)),
            Column.PROBABILITY: self._probability,
            Column.OWN_PROBABILITY: attrgetter("probability"),
            Column.WEIGHTED: self._weighted,
            Column.DAYS_IN_STAGE: self._days,
            Column.FORECAST_CATEGORY: lambda row: (
                category_title(row.forecast_category) if row.forecast_category else None
            ),
        }
        return workings.get(column) or attrgetter(column.value)

    def _in_base(self, row: TableRow) -> Decimal | None:
        return None if row.amount is None else self._rates.to_base(row.amount, row.currency)

    def _money(self, amount: Decimal | None) -> Money | None:
        return None if amount is None else Money(round_minor(amount), self._rates.base)

    def _weighted(self, row: TableRow) -> Money | None:
        """Of open deals only: what is decided has no odds (D.5)."""
        amount = self._in_base(row) if row.stage_id in self._open else None
        return None if amount is None else self._money(amount * self._probability(row) / 100)

    def _probability(self, row: TableRow) -> int:
        own = row.probability if row.stage_id in self._open else None
        return self._stages[row.stage_id].probability if own is None else own

    def _days(self, row: TableRow) -> int | None:
        """Working days in its stage; a deal that is decided ages no more."""
        if row.stage_id not in self._open:
            return None
        since = (row.entered_stage_at or row.known_since).astimezone(self._zone).date()
        return max(self._calendar.working_days_between(since, self._today), 0)


def draft(session: Session, deal_id: str, column: Column) -> CellDraft:
    """What is needed to change a cell. Raises DealGone and CellFixed."""
    field = _field(column)
    form = deals.read_form(session, deal_id)
    offered = deals.choices(session)
    known = {Column.ACCOUNT: offered.accounts, Column.OWNER: offered.owners, Column.PRODUCT: offered.products}
    choices: Mapping[Column, tuple[tuple[str, str], ...]] = {
        Column.STAGE: tuple((stage.id, stage.name(language())) for stage in offered.stages),
        Column.FORECAST_CATEGORY: (
            ("", _("as the stage says")),
            *((category.value, category_title(category)) for category in ForecastCategory),
        ),
    }
    text = str(getattr(form, field))
    return CellDraft(deal_id, form.name, column, text, known.get(column, ()), choices.get(column, ()))


def edit_cell(session: Session, deal_id: str, column: Column, text: str, origin: Origin) -> None:
    """Write what was typed into a cell, or the key of what was chosen, as one step; a stage is changed by ``moves``.

    Raises DealGone, CellFixed and FieldRefused.
    """
    field = _field(column)
    form = deals.read_form(session, deal_id)
    deals.edit_deal(session, deal_id, replace(form, **{field: text}), origin)


def _field(column: Column) -> str:
    if column not in FORM_FIELDS:
        raise CellFixed(_("“{column}” cannot be changed here.").format(column=_(COLUMNS[column].title)))
    return FORM_FIELDS[column]
