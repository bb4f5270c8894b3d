"""Sealing a report: it reads the same for ever, and tells by how much the data have moved on since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from salesops_tui.domain.figures import Figure
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.week_reports import Planned, SealedDeal, SealedFigure, SealedReport, SealRecord
from salesops_tui.domain.weeks import Week
from salesops_tui.domain.written import WrittenDocument
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import local_minute, number
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.services.week.behind import Behind, deals_of, sheets
from salesops_tui.services.week.late_entries import DealDrift, drifted, late_events, won_deals
from salesops_tui.services.week.report import WeekReport, report
from salesops_tui.services.week.results import ResultRow
from salesops_tui.services.week.scopes import ReportScope, scope_named
from salesops_tui.services.week.written import written
from salesops_tui.storage.failures import explained
from salesops_tui.storage.repositories.week_reports import LateEvent, seal_digest


class NotSealed(SalesopsError):
    """The report cannot be sealed now."""


@dataclass(frozen=True, slots=True)
class FigureDrift:
    """A figure that today's data say differently."""

    key: str
    reported: Figure
    now: Figure
    deals: tuple[DealDrift, ...]
    """Those that make the difference, where it is a sum of deals."""


@dataclass(frozen=True, slots=True)
class Drift:
    """How far the data have moved on since a report was sealed."""

    figures: tuple[FigureDrift, ...]
    late: tuple[LateEvent, ...]
    """The changes of deals that were dated into the week, or before it, after the seal."""
    is_whole: bool
    """False where the file no longer holds what was sealed: somebody changed it behind the program's back."""
    is_known_data: bool
    """Whether the changes that the report was made from are all still there as they were."""

    def __bool__(self) -> bool:
        return bool(self.figures or self.late) or not (self.is_whole and self.is_known_data)


def seal(session: Session, week: Week, scope: ReportScope, origin: Origin) -> SealedReport:
    """Freeze the report as it reads now, as one step; what was sealed before stays as an earlier edition.

    Raises NotSealed for a week that has not begun, and where nothing has changed since the last seal.
    """
    workbook, today = session.workbook, session.clock.today()
    if week.monday > today:
        raise NotSealed(_("{week} has not begun: there is nothing to seal.").format(week=week))
    with explained(workbook.path):
        drafted = report(session, week, scope)
        behind = deals_of(session, drafted)
        record = _record(session, drafted, behind)
        before = workbook.sealed_reports.last(week, scope.name)
        edition = before.edition + 1 if before is not None else 1
        now, author = session.clock.now(), workbook.journal.actor
        told = written(drafted, sheets(drafted, behind))
        if before is not None and _same(before, told, record):
            raise NotSealed(
                _("Nothing has changed since edition {edition} was sealed.").format(edition=number(before.edition))
            )
        told = replace(told, facts=(*told.facts, _fact(session, now, author, edition)))
        sealed = SealedReport(
            workbook.new_id(), week, scope.name, edition, now, author, told, record, seal_digest(told, record)
        )
        params = {"week": str(week), "scope": scope.name, "edition": edition}
        with workbook.step(StepKind.SEAL_REPORT, origin, params):
            workbook.sealed_reports.insert([sealed])
    return sealed


def drift(session: Session, sealed: SealedReport) -> Drift:
    """How far today's data are from a sealed report."""
    scope = scope_named(session, sealed.scope)
    today = report(session, sealed.week, scope)
    now = {one.key: one for one in _figures(session, today, deals_of(session, today))}
    reported = {one.key: one for one in sealed.record.figures}
    found = []
    for key, before in reported.items():
        after = now.get(key) or replace(before, figure=replace(before.figure, value=Fraction(0)), deals=())
        if before.figure.value != after.figure.value:
            found.append(FigureDrift(key, before.figure, after.figure, drifted(before.deals, after.deals)))
    first, last = _moments(session, sealed.week)
    reports = session.workbook.sealed_reports
    return Drift(
        tuple(found),
        tuple(late_events(session, sealed, scope)),
        reports.is_whole(sealed),
        reports.data_digest(first, last, sealed.record.last_event) == sealed.record.data_digest,
    )


def _record(session: Session, drafted: WeekReport, behind: Behind) -> SealRecord:
    first, last = _moments(session, drafted.week)
    last_event = session.workbook.sealed_reports.last_event()
    ahead = drafted.ahead
    planned = (
        *(Planned("task", row.id, row.words, row.owner, row.day) for row in ahead.tasks),
        *(Planned("step", row.id, row.words, row.owner, row.day) for row in ahead.steps),
    )
    rates = session.rates
    return SealRecord(
        tuple(_figures(session, drafted, behind)),
        planned,
        tuple(_working_days(session, drafted.week)),
        rates.base,
        tuple((currency, str(rate)) for currency, rate in sorted(rates.rates.items())),
        last_event,
        session.workbook.sealed_reports.data_digest(first, last, last_event),
    )


def _figures(session: Session, drafted: WeekReport, behind: Behind) -> Iterator[SealedFigure]:
    """The figures that are about the week's past, each with its deals; risks and plans are not: they are about their day."""
    for result in drafted.results:
        deals = won_deals(session, drafted.week, drafted.scope) if result.row is ResultRow.WON else ()
        yield SealedFigure(result.row, result.figure, deals)
    yield SealedFigure("start", drafted.pipeline.start)
    for one, told in behind:
        deals = tuple(SealedDeal(deal.id, deal.name, deal.counted) for deal in told)
        yield SealedFigure(f"progress-{one.row}", one.figure, deals)
    yield SealedFigure("end", drafted.pipeline.end)


def _same(before: SealedReport, told: WrittenDocument, record: SealRecord) -> bool:
    """Whether a new seal would say what the last one said."""
    as_sealed = replace(before.report, facts=before.report.facts[:-1])
    return as_sealed == told and replace(before.record, last_event=record.last_event) == record


def _fact(session: Session, now: datetime, author: str, edition: int) -> str:
    when = local_minute(now, session.clock.zone)
    told = _("sealed {when} by {author}").format(when=when, author=author)
    return told if edition == 1 else _("{sealed}, edition {edition}").format(sealed=told, edition=number(edition))


def _working_days(session: Session, week: Week) -> Iterator[date]:
    for place in range(7):
        day = week.monday + timedelta(days=place)
        if session.calendar.is_working_day(day):
            yield day


def _moments(session: Session, week: Week) -> tuple[datetime, datetime]:
    """The first second of a week and its last."""
    zone = session.clock.zone
    first = datetime.combine(week.monday, time(), zone)
    return first, datetime.combine(week.span.last + timedelta(days=1), time(), zone) - timedelta(seconds=1)
