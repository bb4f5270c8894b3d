"""The report in words: its rows, its sentences, its lists, in the language in use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from salesops_tui.domain.figures import Unit
from salesops_tui.domain.week_comparison import Change
from salesops_tui.domain.weeks import Trend
from salesops_tui.domain.written_report import WrittenList, WrittenReport, WrittenRow, WrittenSection
from salesops_tui.formats import compact_money, figure_value, number, percent, short_day, weekday_and_date
from salesops_tui.i18n import _, mark, ngettext
from salesops_tui.services.change_words import bar_title
from salesops_tui.services.explaining import reason
from salesops_tui.services.ledgers import DealChange
from salesops_tui.services.week.progress import BARS, Progress, ProgressRow
from salesops_tui.services.week.report import Ahead, WeekReport
from salesops_tui.services.week.results import Result, ResultRow
from salesops_tui.services.week.risks import Risk, RiskKind
from salesops_tui.storage.repositories.week_figures import ComingRow

_RESULTS: Final[Mapping[ResultRow, str]] = {
    ResultRow.WON: mark("Won this week"),
    ResultRow.DEALS_WON: mark("Deals won"),
    ResultRow.NEW_CUSTOMERS: mark("New customers"),
    ResultRow.AVERAGE_CUSTOMER: mark("Average per customer"),
    ResultRow.ACTIVITIES: mark("Activities"),
    ResultRow.MONTH_WON: mark("Won this month"),
    ResultRow.TARGET: mark("Target of the month"),
    ResultRow.ATTAINMENT: mark("Attainment"),
    ResultRow.PACE: mark("Pace"),
}
_MOVED: Final[Mapping[ProgressRow, str]] = {
    ProgressRow.ADVANCED: mark("Advanced"),
    ProgressRow.BACK: mark("Went back"),
    ProgressRow.SLIPPED: mark("Slipped out of the month"),
}
_RISKS: Final[Mapping[RiskKind, str]] = {
    RiskKind.BLOCKER: mark("Blockers older than three days"),
    RiskKind.PAST_CLOSE: mark("Past their close date"),
    RiskKind.PUSHED: mark("Put off three times or more"),
    RiskKind.STUCK: mark("Stuck in their stage"),
    RiskKind.SINGLE_CONTACT: mark("A single contact late in the deal"),
    RiskKind.FOLLOW_UP: mark("Follow-up breached"),
}


def result_title(row: ResultRow) -> str:
    """What a line of the results is called."""
    return _(_RESULTS[row])


def progress_title(row: ProgressRow) -> str:
    """What a line of the progress is called: as the ledger calls it."""
    return bar_title(BARS[row]) if row in BARS else _(_MOVED[row])


def risk_title(kind: RiskKind) -> str:
    """What a rule finds."""
    return _(_RISKS[kind])


def change_words(change: Change | None, other: str) -> str:
    """How something changed against another week; empty where nothing can be said."""
    if change is None:
        return ""
    if isinstance(change.relative, Trend):
        words = {Trend.NEW: _("new"), Trend.FLAT: _("unchanged"), Trend.DIFFERENCE: ""}[change.relative]
    else:
        words = _signed(change.relative)
    if not words:
        return ""
    told = _("{change} on {week}").format(change=words, week=other)
    if change.per_day is not None:
        told += _(", {change} a working day").format(change=_signed(change.per_day))
    return told


def risk_words(risk: Risk) -> str:
    """A risk in one line."""
    times = {
        RiskKind.BLOCKER: ngettext("{number} working day", "{number} working days", risk.number),
        RiskKind.PAST_CLOSE: ngettext("{number} day late", "{number} days late", risk.number),
        RiskKind.PUSHED: ngettext("{number} time", "{number} times", risk.number),
        RiskKind.STUCK: ngettext("{number} working day", "{number} working days", risk.number),
        RiskKind.SINGLE_CONTACT: "",
        RiskKind.FOLLOW_UP: ngettext("{number} day ago", "{number} days ago", risk.number),
    }[risk.kind].format(number=number(risk.number))
    answered = _("a task is made of it") if risk.is_answered else ""
    return " · ".join(word for word in (risk.words, risk.owner, times, answered) if word)


def coming_words(row: ComingRow, report: WeekReport) -> str:
    """Something of the week to come in one line."""
    return " · ".join(word for word in (short_day(row.day, report.today), row.words, row.owner) if word)


def progress_amount(one: Progress) -> str:
    """What the deals of a line add up to; what left the pipeline is told without its sign, which its title says."""
    figure = one.figure
    if figure.unit is not Unit.MONEY or figure.value is None:
        return ""
    if one.row in (ProgressRow.WON, ProgressRow.LOST, ProgressRow.SLIPPED):
        figure = replace(figure, value=abs(figure.value))
    return figure_value(figure, compact=True)


def deal_words(deal: DealChange, currency: str) -> str:
    """A deal behind a line of the progress."""
    moved = deal.stage_after or ""
    if deal.stage_before is not None and deal.stage_after is not None and deal.stage_before != deal.stage_after:
        moved = f"{deal.stage_before} → {deal.stage_after}"
    named = f"{deal.name} · {deal.account}" if deal.account else deal.name
    amount = compact_money(abs(deal.counted), currency) if deal.counted else ""
    return " · ".join(word for word in (named, moved, amount) if word)


def facts(report: WeekReport) -> Iterator[str]:
    """The days, and what they are held against."""
    of = report.compared
    days = ngettext("{number} working day", "{number} working days", of.days).format(number=number(of.days))
    yield f"{weekday_and_date(of.week.span.first)} – {weekday_and_date(of.week.span.last)} · {days}"
    if of.is_running:
        yield _("still running: as far as {day}").format(day=weekday_and_date(of.now.last))
    if of.other is None:
        yield _("nothing to compare it with")
    elif of.other != of.week.previous():
        yield _("held against {week}: the week before has no working day").format(week=of.other)


def sentences(report: WeekReport) -> tuple[str, str, str, str]:
    """Each section in one sentence, made from its figures."""
    results = {result.row: result for result in report.results}
    values = {row.value: figure_value(result.figure, compact=True) for row, result in results.items()}
    change = change_words(results[ResultRow.WON].change, str(report.compared.other))
    told = _("Won {won}, deals: {deals_won}, activities: {activities}, new customers: {new_customers}.")
    if change:
        told = _("Won {won} ({change}), deals: {deals_won}, activities: {activities}, new customers: {new_customers}.")
    won = told.format(**values, change=change)
    month = _("The month stands at {attainment} of its target, pace {pace}.").format(**values)
    if results[ResultRow.ATTAINMENT].figure.value is None:
        month = _("The month has no target.")
    counts = {one.row: one.count for one in report.pipeline.progress}
    moved = _("{new} new, {advanced} advanced, {won} won, {lost} lost; open pipeline {start} → {end}.").format(
        new=number(counts.get(ProgressRow.NEW, 0)),
        advanced=number(counts.get(ProgressRow.ADVANCED, 0)),
        won=number(counts.get(ProgressRow.WON, 0)),
        lost=number(counts.get(ProgressRow.LOST, 0)),
        start=figure_value(report.pipeline.start, compact=True),
        end=figure_value(report.pipeline.end, compact=True),
    )
    risks = len(report.risks)
    danger = ngettext("{number} risk is found by the rules.", "{number} risks are found by the rules.", risks)
    return (
        _("{results} {month}").format(results=won, month=month),
        moved,
        danger.format(number=number(risks)),
        _coming(report.ahead),
    )


def _coming(ahead: Ahead) -> str:
    tasks, steps, wishes = len(ahead.tasks), len(ahead.steps), len(ahead.help)
    parts = (
        ngettext("{number} important task is due", "{number} important tasks are due", tasks).format(
            number=number(tasks)
        ),
        ngettext("{number} next step", "{number} next steps", steps).format(number=number(steps)),
        ngettext("{number} wish for help", "{number} wishes for help", wishes).format(number=number(wishes)),
    )
    return " · ".join(parts)


def written(report: WeekReport) -> WrittenReport:
    """The whole report in words."""
    title = " · ".join(word for word in (_("Weekly report"), str(report.week), report.scope.name) if word)
    results, moved, danger, ahead = sentences(report)
    currency = report.pipeline.end.currency or ""
    return WrittenReport(
        str(report.week),
        report.scope.name,
        title,
        tuple(facts(report)),
        (
            WrittenSection(
                "results",
                _("1 Results"),
                results,
                tuple(_result(report, one) for one in report.results),
                _leaders(report),
            ),
            WrittenSection(
                "progress",
                _("2 Deal progress"),
                moved,
                tuple(_progress(one) for one in report.pipeline.progress),
                tuple(_deals(one, currency) for one in report.pipeline.progress),
            ),
            WrittenSection("risks", _("3 Risks"), danger, (), tuple(_risks(report.risks))),
            WrittenSection("next", _("4 Next week"), ahead, (), tuple(_ahead(report))),
        ),
    )


def _result(report: WeekReport, result: Result) -> WrittenRow:
    note = change_words(result.change, str(report.compared.other)) or reason(result.figure)
    return WrittenRow(result.row.value, result_title(result.row), figure_value(result.figure), note)


def _progress(one: Progress) -> WrittenRow:
    deals = ngettext("{number} deal", "{number} deals", one.count).format(number=number(one.count))
    return WrittenRow(one.row.value, progress_title(one.row), deals, progress_amount(one))


def _leaders(report: WeekReport) -> tuple[WrittenList, ...]:
    lines = tuple(
        f"{leader.rank}. {leader.name} · {figure_value(leader.won, compact=True)}" for leader in report.leaders
    )
    return (WrittenList(_("Who won what"), lines),) if lines else ()


def _deals(one: Progress, currency: str) -> WrittenList:
    return WrittenList(progress_title(one.row), tuple(deal_words(deal, currency) for deal in one.deals))


def _risks(risks: Sequence[Risk]) -> Iterator[WrittenList]:
    for kind in RiskKind:
        if lines := tuple(risk_words(risk) for risk in risks if risk.kind is kind):
            yield WrittenList(risk_title(kind), lines)


def _ahead(report: WeekReport) -> Iterator[WrittenList]:
    for title, rows in (
        (_("Important tasks"), report.ahead.tasks),
        (_("Next steps due"), report.ahead.steps),
        (_("Help wanted"), report.ahead.help),
    ):
        if rows:
            yield WrittenList(title, tuple(coming_words(row, report) for row in rows))


def _signed(share: Fraction) -> str:
    sign = "+" if share > 0 else ""
    return f"{sign}{percent(share)}"
