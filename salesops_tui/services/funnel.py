"""The funnel of any period and any deals: how many got how far, where too few did, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from salesops_tui.domain.days import end_of_month, end_of_quarter
from salesops_tui.domain.figures import ENOUGH, Figure, Span
from salesops_tui.domain.funnel import (
    Bottleneck,
    Breakdown,
    Cut,
    Group,
    StepCount,
    bottleneck,
    cohort_shares,
    is_young,
    resolved_rates,
    step_rates,
    trailing_year,
    velocity,
)
from salesops_tui.domain.outcomes import time_in_stage
from salesops_tui.domain.sheets import Sheet
from salesops_tui.domain.stages import Stage
from salesops_tui.errors import UsageError
from salesops_tui.i18n import _
from salesops_tui.services.asking import Asked
from salesops_tui.services.breakdowns import GroupNames
from salesops_tui.services.filter_lines import deal_filter
from salesops_tui.services.funnel_counts import Counted, Counts, count
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.services.win_rates import Outcomes, WinRates, within


@dataclass(frozen=True, slots=True)
class Wanted:
    """What funnel is asked for."""

    filter_line: str = ""
    back: int = 0
    """So many periods before the usual one."""
    span: Span | None = None
    """Other days than the usual twelve months up to today."""
    by: Breakdown = Breakdown.TOTAL
    only: Group | None = None
    """One group, as a breakdown by it showed it."""
    strict: bool = False
    """Whether a deal that skipped a stage drops out."""


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage of the funnel, and the step that leads on from it."""

    stage: Stage
    share: Figure
    young: int
    """How many of the deals that got here began less than three quarters of all cycles ago."""
    step: Figure | None = None
    """None of the last stage, from which nothing leads on."""
    count: StepCount | None = None
    resolved: Figure | None = None
    median: Figure | None = None
    """None where time in stage was not asked for."""
    upper: Figure | None = None


@dataclass(frozen=True, slots=True)
class Funnel:
    """The funnel of some deals."""

    group: Group
    name: str
    began: int
    """How many deals began in the period."""
    stages: tuple[StageLine, ...]
    bottleneck: Bottleneck | None
    outcomes: Outcomes
    velocity: Figure | None
    """None of a past month or quarter: it looks forward."""

    @property
    def young(self) -> int:
        """How many of the deals that began may well still go on."""
        return self.stages[0].young

    @property
    def is_young(self) -> bool:
        """Whether those are most of them, so that the shares say little yet."""
        return is_young(self.young, self.began)


@dataclass(frozen=True, slots=True)
class FunnelView:
    """Everything that the funnel shows."""

    wanted: Wanted
    today: date
    span: Span
    scope: str
    """The filter and the one group that is looked at; empty for all deals."""
    whole: Funnel
    parts: tuple[Funnel, ...]
    """The groups; none where nothing is told apart."""
    young_days: int | None
    """Deals that began fewer days ago may still go on; None where too few were won to say."""
    unknown: int
    """Deals of which nobody knows when they began."""
    without_way: int
    """Deals lost, nobody knows from which stage."""
    undated: int
    """Won and lost deals of which nobody knows when they closed."""
    has_deals: bool
    standing: Standing


def view(session: Session, wanted: Wanted) -> FunnelView:
    """The funnel of a period, with one of each group where deals are told apart."""
    today = session.clock.today()
    span = period = wanted.span or trailing_year(today, wanted.back)
    only = wanted.only
    if only is not None and only.by.is_of_time:
        span, only = _days_of(only, span), None
    cut = Cut(deal_filter(session, wanted.filter_line), wanted.by, only)
    name = GroupNames(session, only.by)[only.key] if only is not None else ""
    scope = within(wanted.filter_line.strip(), name)
    rates = WinRates(session, cut, span)
    outcomes = rates.whole(scope)
    young_days = _usual_days(outcomes)
    if young_days is None and (scope or span != period):
        # Too few were won here to say how long deals take; all deals of the period may say it.
        young_days = _usual_days(WinRates(session, Cut(), period).whole(""))
    young_after = None if young_days is None else today - timedelta(days=young_days)
    counted = count(session, cut, span, young_after, strict=wanted.strict)
    stages = (*session.workbook.pipeline.open, session.workbook.pipeline.won)
    path = _("strict order") if wanted.strict else ""
    whole = _funnel(
        Group(Breakdown.TOTAL, None), _("All deals"), stages, counted.whole, outcomes, span, scope, path, counted.stood
    )
    return FunnelView(
        wanted,
        today,
        span,
        scope,
        whole,
        tuple(_parts(session, stages, counted, rates, cut, span, scope, path)),
        young_days,
        counted.unknown,
        session.workbook.funnel.without_way(cut, span, session.rates),
        session.workbook.outcomes.undated(cut, session.rates),
        session.workbook.board.has_deals(),
        standing(session),
    )


def _usual_days(outcomes: Outcomes) -> int | None:
    """In how many days three quarters of the won deals were done; None when too few were won to say."""
    upper = outcomes.cycle.upper
    return int(upper.value) if upper.value is not None and (upper.n or 0) >= ENOUGH else None


def _days_of(group: Group, span: Span) -> Span:
    """The days of a month or a quarter, as far as they lie in the period."""
    assert group.key is not None
    year, number = int(group.key[:4]), int(group.key[5:].lstrip("Q"))
    first = date(year, number if group.by is Breakdown.MONTH else number * 3 - 2, 1)
    last = end_of_month(first) if group.by is Breakdown.MONTH else end_of_quarter(first)
    return Span(max(first, span.first), min(last, span.last))


def _parts(
    session: Session,
    stages: Sequence[Stage],
    counted: Counted,
    rates: WinRates,
    cut: Cut,
    span: Span,
    scope: str,
    path: str,
) -> list[Funnel]:
    """The groups in their order: of time as it passes, else the one with the most new deals first."""
    if cut.by is Breakdown.TOTAL:
        return []
    names = GroupNames(session, cut.by)
    parts = []
    for key in dict.fromkeys((*counted.parts, *rates.groups)):
        group, inner = Group(cut.by, key), within(scope, names[key])
        days = _days_of(group, span) if cut.by.is_of_time else span
        parts.append(
            _funnel(group, names[key], stages, counted.part(key), rates.of(key, days, inner), days, inner, path, None)
        )
    if cut.by.is_of_time:
        return sorted(parts, key=lambda part: part.name)
    return sorted(parts, key=lambda part: (part.group.key is None, -part.began, part.name))


def _funnel(
    group: Group,
    name: str,
    stages: Sequence[Stage],
    counts: Counts,
    outcomes: Outcomes,
    span: Span,
    scope: str,
    path: str,
    stood: Sequence[Mapping[int, int]] | None,
) -> Funnel:
    way = within(scope, path)
    shares = cohort_shares(stages, counts.reached, span, way)
    rates = step_rates(stages, counts.steps, span, way)
    resolved = resolved_rates(counts.steps, span, way)
    lines = []
    for place, (stage, cohort) in enumerate(zip(stages, shares, strict=True)):
        line = StageLine(stage, cohort, counts.young[place])
        if place < len(rates):
            line = replace(line, step=rates[place], count=counts.steps[place], resolved=resolved[place])
            if stood is not None:
                median, upper = time_in_stage(stood[place], span, scope)
                line = replace(line, median=median, upper=upper)
        lines.append(line)
    return Funnel(
        group,
        name,
        counts.reached[0],
        tuple(lines),
        bottleneck(rates),
        outcomes,
        None
        if group.by.is_of_time
        else velocity(
            counts.qualified, outcomes.average, outcomes.win_rate, outcomes.cycle.mean, span=span, scope=scope
        ),
    )


def sheets(session: Session, asked: Asked) -> list[Sheet]:
    """The funnel as tables, and the groups beside each other where some are asked for. Raises UsageError."""
    from salesops_tui.services.funnel_tables import breakdown, groups, tables

    by = breakdown(asked.by)
    today = session.clock.today()
    usual = trailing_year(asked.last or today)
    span = Span(asked.first or usual.first, usual.last)
    if span.first > span.last:
        raise UsageError(
            _("The first day, {first}, comes after the last, {last}.").format(first=span.first, last=span.last)
        )
    wanted = Wanted(asked.filter_line, span=span)
    found = tables(view(session, wanted))
    return [groups(view(session, replace(wanted, by=by))), *found] if by is not Breakdown.TOTAL else found
