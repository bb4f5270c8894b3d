"""Submitting a number for a period."""

from __future__ import annotations

from dataclasses import dataclass

from salesops_tui.domain.forecasts import Forecast
from salesops_tui.domain.periods import Window, read_window
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.text import LONGEST_TEXT, clean_text
from salesops_tui.i18n import _
from salesops_tui.services.deals import FieldRefused, read_money
from salesops_tui.services.filter_lines import deal_filter
from salesops_tui.services.forecast.scope import scope_of
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained


@dataclass(frozen=True, slots=True)
class ForecastForm:
    """A forecast as a person types it."""

    period: str
    """``2026-11`` or ``2026-Q4``."""
    amount: str = ""
    note: str = ""


def submit_forecast(session: Session, form: ForecastForm, filter_line: str, origin: Origin) -> Window:
    """Write a number for a period as one step, beside those submitted before; returns the period.

    It is the whole company's, or, under a filter that names one owner, hers. Raises FieldRefused.
    """
    workbook = session.workbook
    with explained(workbook.path):
        scope = scope_of(session, deal_filter(session, filter_line))
        if not scope.can_submit:
            raise FieldRefused(
                "period",
                _("A number is submitted for all deals or for one person's: clear the filter, or name one owner."),
            )
        window = _window(session, form.period)
        amount, currency = read_money(session, form.amount)
        if amount is None:
            raise FieldRefused("amount", _("A forecast needs an amount."))
        if amount < 0:
            raise FieldRefused("amount", _("A forecast is not less than nothing."))
        note = clean_text(form.note, multiline=True).text
        if len(note) > LONGEST_TEXT:
            raise FieldRefused("note", _("This text is longer than {number} characters.").format(number=LONGEST_TEXT))
        forecast = Forecast(
            workbook.new_id(),
            window.period,
            window.first,
            amount,
            currency,
            session.clock.now(),
            scope.person_id,
            note or None,
        )
        with workbook.step(StepKind.SUBMIT_FORECAST, origin, {"period": window.code, "forecast": forecast.id}):
            workbook.forecasts.insert([forecast])
    return window


def _window(session: Session, text: str) -> Window:
    window = read_window(text)
    if window is None:
        raise FieldRefused(
            "period", _("“{text}” is no month or quarter. Write it like 2026-11 or 2026-Q4.").format(text=text)
        )
    if window.last < session.clock.today():
        raise FieldRefused(
            "period", _("{period} has ended: a forecast is for what is to come.").format(period=window.code)
        )
    return window
