"""What the past says of a forecast: pushes, slipped deals, credible dates, the numbers submitted before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.deals import MADE_HERE
from salesops_tui.domain.figures import Metric, Missing
from salesops_tui.domain.forecast_accuracy import Lead
from salesops_tui.domain.people import Person
from salesops_tui.domain.periods import Window
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.targets import Period
from salesops_tui.services import pasts, steps
from salesops_tui.services.credible_close import credible_close
from salesops_tui.services.deals import FieldRefused
from salesops_tui.services.forecast.history import credible_dates, slippage
from salesops_tui.services.forecast.lists import behind
from salesops_tui.services.forecast.submitting import ForecastForm, submit_forecast
from salesops_tui.services.forecast.view import Row, view
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings
from salesops_tui.storage.repositories.deals import DealWrite
from tests.conftest import TODAY
from tests.storage.helpers import add, change, new_deal

NOVEMBER, Q4 = Window.month(TODAY), Window.quarter(TODAY)
IMPORTED = {"files": ["targets.csv"], "created": 1, "updated": 0}
NINE = timedelta(hours=9)


@pytest.fixture
def session(workbook_path: Path, clock: FixedClock) -> Iterator[Session]:
    """An empty workbook, on the first of October."""
    go_to(clock, date(2026, 10, 1))
    opened = open_session(workbook_path, clock, Settings(rates={"USD": Decimal("7.1")}))
    yield opened
    close_session(opened)


def go_to(clock: FixedClock, day: date) -> None:
    """Put the clock to noon of a day in Shanghai."""
    clock.instant = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def submit(session: Session, period: str, amount: str, note: str = "", line: str = "") -> Window:
    return submit_forecast(session, ForecastForm(period, amount, note), line, Origin.SCREEN)


# Slipped and put off


def test_d9_pushes_and_the_slip_rate_of_a_period(session: Session, clock: FixedClock) -> None:
    workbook = session.workbook
    deals = [new_deal(workbook, name=name, close_date=date(2026, 11, 20)) for name in ("stays", "slips", "won", "back")]
    add(workbook, *deals, new_deal(workbook, name="december", close_date=date(2026, 12, 20)))
    go_to(clock, date(2026, 11, 10))
    change(workbook, deals[1].id, close_date=date(2027, 1, 15))
    change(workbook, deals[2].id, stage_id="won", closed_on=date(2026, 11, 10))
    change(workbook, deals[3].id, close_date=date(2026, 12, 1))
    go_to(clock, date(2026, 11, 12))
    change(workbook, deals[3].id, close_date=date(2026, 11, 28))
    go_to(clock, TODAY)
    pasts.catch_up(session)
    found = slippage(session, "")
    # Of four deals that were to close in November one is now open with a later date; one was pulled back in.
    assert found.slipped[NOVEMBER].numerator == 1
    assert found.slipped[NOVEMBER].denominator == 4
    assert found.pushed[NOVEMBER].value == 2
    assert found.pushed[NOVEMBER].n == 2
    # The first of October: nothing was there yet when the quarter began.
    assert found.slipped[Q4].missing is Missing.NO_DEALS
    assert [(line.deal.name, line.times, line.days) for line in found.lines] == [("slips", 1, 56), ("back", 1, 11)]
    assert [line.name for line in behind(session, "", Row.SLIPPED, NOVEMBER).lines] == ["slips"]
    assert {line.name for line in behind(session, "", Row.PUSHED, NOVEMBER).lines} == {"slips", "back"}
    assert behind(session, "", Row.PUSHED, Window.month(date(2026, 10, 1))).count == 0
    assert slippage(session, "stays").slipped[NOVEMBER].denominator == 1


def test_d9_a_push_that_is_put_right_within_ten_minutes_does_not_count(session: Session, clock: FixedClock) -> None:
    deal = new_deal(session.workbook, close_date=date(2026, 11, 20))
    add(session.workbook, deal)
    go_to(clock, date(2026, 11, 10))
    change(session.workbook, deal.id, close_date=date(2062, 11, 27))
    clock.advance(timedelta(minutes=9))
    change(session.workbook, deal.id, close_date=date(2026, 11, 20))
    go_to(clock, TODAY)
    pasts.catch_up(session)
    assert slippage(session, "").pushed[NOVEMBER].value == 0


def test_d9_a_push_tells_its_reason_and_an_undone_one_never_was(session: Session, clock: FixedClock) -> None:
    workbook, deal = session.workbook, new_deal(session.workbook, close_date=date(2026, 11, 20))
    add(workbook, deal)
    go_to(clock, date(2026, 11, 10))
    before = workbook.deals.get(deal.id)
    assert before is not None
    with workbook.step(StepKind.PUSH_DEAL, Origin.SCREEN, {"deal": "x", "day": "2026-12-20"}):
        after = replace(before, close_date=date(2026, 12, 20))
        workbook.deals.write([DealWrite(before, after, MADE_HERE, reason="budget frozen")])
    pasts.catch_up(session)
    assert [line.reason for line in slippage(session, "").lines] == ["budget frozen"]
    steps.undo(session, Origin.SCREEN)
    pasts.catch_up(session)
    assert slippage(session, "").lines == ()


def test_a_period_that_has_not_begun_has_not_slipped(session: Session, clock: FixedClock) -> None:
    go_to(clock, TODAY)
    pasts.catch_up(session)
    later = slippage(session, "", 2)
    assert (later.slipped, later.lines_of) == ({}, None)
    assert set(slippage(session, "", 1).slipped) == {Q4}


# Credible dates


def sell(session: Session, clock: FixedClock, started: date, days: int, **fields: Any) -> None:
    """A deal that is made in the first stage and won so many days later."""
    go_to(clock, started)
    deal = new_deal(session.workbook, **fields)
    with session.workbook.step(StepKind.ADD_DEAL, Origin.SCREEN, {"deal": deal.name}):
        session.workbook.deals.write([DealWrite(None, deal, MADE_HERE, entered_stage_at=clock.now())])
    go_to(clock, started + timedelta(days=days))
    change(session.workbook, deal.id, stage_id="won", closed_on=started + timedelta(days=days))


def standing_deal(session: Session, clock: FixedClock, since: date, **fields: Any) -> Any:
    """A deal that has stood in the first stage since a day."""
    go_to(clock, since)
    deal = new_deal(session.workbook, **fields)
    with session.workbook.step(StepKind.ADD_DEAL, Origin.SCREEN, {"deal": deal.name}):
        session.workbook.deals.write([DealWrite(None, deal, MADE_HERE, entered_stage_at=clock.now())])
    return deal


def test_a_credible_close_is_silent_below_eight_and_then_speaks(session: Session, clock: FixedClock) -> None:
    # Monday to Monday two weeks on: ten working days.
    for _number in range(7):
        sell(session, clock, date(2026, 10, 12), 14)
    deal = standing_deal(session, clock, date(2026, 11, 18), close_date=date(2026, 11, 24), amount=100_00)
    go_to(clock, TODAY)
    pasts.catch_up(session)
    found = credible_close(session, deal)
    assert found is not None
    assert (found.median.value, found.median.missing, found.median.n, found.median_day) == (
        None, Missing.TOO_FEW, 7, None,
    )  # fmt: skip
    assert credible_dates(session, "").without_date == 1
    sell(session, clock, date(2026, 10, 12), 14)
    go_to(clock, TODAY)
    pasts.catch_up(session)
    found = credible_close(session, deal)
    assert found is not None
    # Since Wednesday it has stood for three working days; seven are left, until Wednesday week.
    assert found.median.value == 7
    assert found.p80.value == 7
    assert (found.median_day, found.p80_day) == (date(2026, 12, 2), date(2026, 12, 2))
    amounts = credible_dates(session, "")
    assert amounts.without_date == 0
    assert amounts.amounts[NOVEMBER].value == 0
    assert amounts.amounts[NOVEMBER.later(1)].value == amounts.amounts[Q4].value == 100_00


def test_a_closed_deal_and_one_of_unknown_entry_have_no_credible_close(session: Session, clock: FixedClock) -> None:
    unknown = new_deal(session.workbook)
    closed = new_deal(session.workbook, stage_id="won", closed_on=date(2026, 10, 1))
    add(session.workbook, unknown, closed)
    pasts.catch_up(session)
    assert credible_close(session, unknown) is None
    assert credible_close(session, closed) is None
    assert credible_dates(session, "").without_date == 1


def test_a_deal_that_came_back_counts_from_its_return(session: Session, clock: FixedClock) -> None:
    for _number in range(8):
        sell(session, clock, date(2026, 10, 12), 14)
    deal = standing_deal(session, clock, date(2026, 10, 2), amount=100_00)
    change(session.workbook, deal.id, stage_id="need")
    go_to(clock, date(2026, 11, 18))
    back = change(session.workbook, deal.id, stage_id="contact")
    go_to(clock, TODAY)
    pasts.catch_up(session)
    found = credible_close(session, back)
    assert found is not None
    assert found.median.value == 7
    assert credible_dates(session, "").amounts[NOVEMBER.later(1)].value == 100_00


# Submitted numbers


def test_numbers_are_kept_beside_each_other_and_undo_takes_the_last_one_back(
    session: Session, clock: FixedClock
) -> None:
    go_to(clock, TODAY)
    submit(session, "2026-11", "120k", "three deals")
    clock.advance(timedelta(hours=1))
    submit(session, "2026-11", "$20000", "")
    clock.advance(timedelta(hours=1))
    submit(session, "2026-11", "9万", "ERP slipped [@click=app.quit]x[/]")
    figure = view(session, "").months[0].figures[Row.SUBMITTED]
    assert figure.value == 9000000
    assert figure.n == 3
    told = behind(session, "", Row.SUBMITTED, NOVEMBER)
    assert [line.name for line in told.lines] == ["¥90,000", "¥20,000", "¥120,000"]
    assert told.lines[0].more == "ERP slipped [@click=app.quit]x[/]"
    assert all(line.owner for line in told.lines)
    step = steps.undo(session, Origin.SCREEN)
    assert steps.step_title(step) == "Submit a forecast for 2026-11"
    figure = view(session, "").months[0].figures[Row.SUBMITTED]
    assert figure.value == 2000000
    assert figure.n == 2


@pytest.mark.parametrize(
    ("period", "amount", "field"),
    [
        ("November", "1", "period"),
        ("2026-10", "1", "period"),
        ("2026-11", "", "amount"),
        ("2026-11", "many", "amount"),
        ("2026-11", "-5", "amount"),
        ("2026-11", "99999999999999", "amount"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    session: Session, clock: FixedClock, period: str, amount: str, field: str
) -> None:
    go_to(clock, TODAY)
    with pytest.raises(FieldRefused) as refused:
        submit(session, period, amount)
    assert refused.value.field == field
    assert session.workbook.forecasts.all() == []


def test_a_number_is_one_persons_or_everybodys(session: Session, clock: FixedClock) -> None:
    go_to(clock, TODAY)
    people = [Person(session.workbook.new_id(), name) for name in ("Li Na", "Wang Wei")]
    with session.workbook.step(StepKind.IMPORT, Origin.COMMAND_LINE, IMPORTED):
        session.workbook.people.insert(people)
    submit(session, "2026-Q4", "500k", line="@li")
    assert view(session, "@li").quarters[0].figures[Row.SUBMITTED].value == 500_000_00
    for line in ("", "@wang", "@li erp"):
        assert view(session, line).quarters[0].figures[Row.SUBMITTED].missing is Missing.NOT_SUBMITTED
    for line in ("@a", "erp", "@nobody"):
        with pytest.raises(FieldRefused):
            submit(session, "2026-Q4", "1", line=line)


def test_past_numbers_are_held_to_what_came_beside_a_naive_forecast(session: Session, clock: FixedClock) -> None:
    workbook = session.workbook
    won = {"stage_id": "won"}
    add(
        workbook,
        *(
            new_deal(workbook, amount=yuan * 100, closed_on=day, **won)
            for yuan, day in ((100, date(2026, 8, 20)), (300, date(2026, 9, 20)), (200, date(2026, 10, 20)))
        ),
    )
    go_to(clock, date(2026, 9, 1))
    submit(session, "2026-09", "200")
    go_to(clock, date(2026, 9, 14))
    submit(session, "2026-09", "330")
    go_to(clock, date(2026, 10, 10))
    submit(session, "2026-10", "250")
    go_to(clock, date(2026, 10, 30))
    submit(session, "2026-10", "200")
    go_to(clock, TODAY)
    lines = {line.lead: line for line in view(session, "").accuracy if line.period is Period.MONTH}
    # At its start only September had a number; late corrections never count.
    assert (lines[Lead.START].own.wape.n, lines[Lead.START].own.wape.value) == (1, Fraction(100, 300))
    assert (lines[Lead.MIDDLE].own.wape.n, lines[Lead.MIDDLE].own.wape.value) == (2, Fraction(80, 500))
    assert lines[Lead.TWO_WEEKS].own.bias.value == Fraction(80, 500)
    naive = lines[Lead.MIDDLE].naive
    assert naive.wape.metric is Metric.NAIVE_WAPE
    # August for September, September for October.
    assert naive.wape.value == Fraction(300, 500)
    assert naive.bias.value == Fraction(-100, 500)
    assert [line for line in view(session, "").accuracy if line.period is Period.QUARTER] == []
