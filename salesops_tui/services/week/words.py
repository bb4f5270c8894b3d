"""What the parts of the report are called, and its lines in the language in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from salesops_tui.domain.figures import Figure, Unit
from salesops_tui.domain.standups import PromiseState
from salesops_tui.formats import HIDDEN, compact_money, figure_value, number, short_day
from salesops_tui.i18n import _, mark, ngettext
from salesops_tui.services.change_words import bar_title
from salesops_tui.services.ledgers import DealChange
from salesops_tui.services.week.first_section import joined
from salesops_tui.services.week.late_entries import DealDrift
from salesops_tui.services.week.planned import Kept
from salesops_tui.services.week.progress import BARS, LEAVING, Progress, ProgressRow
from salesops_tui.services.week.report import WeekReport
from salesops_tui.services.week.risks import Risk, RiskKind
from salesops_tui.services.wording import deal_field_title
from salesops_tui.storage.repositories.week_figures import ComingRow
from salesops_tui.storage.repositories.week_reports import LateEvent

_MOVED: Final[Mapping[ProgressRow, str]] = {
    ProgressRow.ADVANCED: mark("Advanced"),
    ProgressRow.BACK: mark("Went back"),
    ProgressRow.SLIPPED: mark("Slipped out of the month"),
}
_RISKS: Final[Mapping[RiskKind, str]] = {
    RiskKind.COVERAGE: mark("Coverage below what the win rate requires"),
    RiskKind.BLOCKER: mark("Blockers older than three days"),
    RiskKind.PAST_CLOSE: mark("Past their close date"),
    RiskKind.PUSHED: mark("Put off three times or more"),
    RiskKind.STUCK: mark("Stuck in their stage"),
    RiskKind.SINGLE_CONTACT: mark("A single contact late in the deal"),
    RiskKind.FOLLOW_UP: mark("Follow-up breached"),
}
KEPT_MARKS: Final[Mapping[PromiseState, str]] = {
    PromiseState.KEPT: "✓",
    PromiseState.MOVED: "→",
    PromiseState.BROKEN: "✗",
    PromiseState.OPEN: "▸",
}
_KEPT: Final[Mapping[PromiseState, str]] = {
    PromiseState.KEPT: mark("done"),
    PromiseState.MOVED: mark("put off or dropped"),
    PromiseState.BROKEN: mark("not done"),
    PromiseState.OPEN: mark("still open"),
}


def progress_title(row: ProgressRow) -> str:
    """What a line of the progress is called: as the ledger calls it."""
    return bar_title(BARS[row]) if row in BARS else _(_MOVED[row])


def risk_title(kind: RiskKind) -> str:
    """What a rule finds."""
    return _(_RISKS[kind])


def risk_words(risk: Risk) -> str:
    """A risk in one line, without what is done about it."""
    times = {
        RiskKind.COVERAGE: _coverage_words(risk),
        RiskKind.BLOCKER: ngettext("{number} working day", "{number} working days", risk.number),
        RiskKind.PAST_CLOSE: ngettext("{number} day late", "{number} days late", risk.number),
        RiskKind.PUSHED: ngettext("{number} time", "{number} times", risk.number),
        RiskKind.STUCK: ngettext("{number} working day", "{number} working days", risk.number),
        RiskKind.SINGLE_CONTACT: "",
        RiskKind.FOLLOW_UP: ngettext("{number} day ago", "{number} days ago", risk.number),
    }[risk.kind].format(number=number(risk.number))
    return joined(risk.words, risk.owner, times)


def _coverage_words(risk: Risk) -> str:
    if not risk.figures:
        return ""
    there, required = risk.figures
    return _("{coverage} where {required} is required").format(
        coverage=figure_value(there), required=figure_value(required)
    )


def answer_words(risk: Risk, report: WeekReport) -> str:
    """What is done about a risk, by whom and until when; empty where nothing is."""
    answer = risk.answer
    if answer is None:
        return ""
    due = short_day(answer.due_on, report.today) if answer.due_on is not None else ""
    return joined(answer.words, answer.owner, due)


def coming_words(row: ComingRow, report: WeekReport) -> str:
    """Something of the week to come in one line."""
    return joined(short_day(row.day, report.today), row.words, row.owner)


def kept_words(kept: Kept, report: WeekReport) -> str:
    """Something that was planned for the week, and what became of it."""
    planned = kept.planned
    return joined(short_day(planned.day, report.today), planned.words, planned.owner, _(_KEPT[kept.state]))


def progress_amount(one: Progress) -> str:
    """What the deals of a line add up to; empty where they only moved."""
    return figure_value(told_figure(one), compact=True) if one.figure.unit is Unit.MONEY else ""


def told_figure(one: Progress) -> Figure:
    """A line's figure as it is told."""
    if one.figure.value is not None and one.row in LEAVING:
        return replace(one.figure, value=abs(one.figure.value))
    return one.figure


def deal_words(deal: DealChange, currency: str) -> str:
    """A deal behind a line of the progress."""
    moved = deal.stage_after or ""
    if deal.stage_before is not None and deal.stage_after is not None and deal.stage_before != deal.stage_after:
        moved = f"{deal.stage_before} → {deal.stage_after}"
    named = joined(deal.name, deal.account or "")
    return joined(named, moved, compact_money(abs(deal.counted), currency) if deal.counted else "")


def drift_words(drift: DealDrift, currency: str, *, hidden: bool = False) -> str:
    """A deal of which the record says something else than the sealed report: what it added then and adds now."""

    def told(counted: int | None) -> str:
        if counted is None:
            return "–"
        return HIDDEN if hidden else compact_money(counted, currency)

    return joined(drift.name, f"{told(drift.reported)} → {told(drift.now)}")


def late_words(event: LateEvent) -> str:
    """A change of a deal that was dated into a sealed week."""
    return joined(event.deal, deal_field_title(event.field), event.at.date().isoformat(), event.author)
