"""Any two weeks side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from salesops_tui.domain.figures import Figure
from salesops_tui.domain.week_comparison import Change, Compared, change
from salesops_tui.domain.weeks import Week
from salesops_tui.i18n import _
from salesops_tui.services import pasts
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.services.week.comparison import comparison
from salesops_tui.services.week.first_section import result_title
from salesops_tui.services.week.progress import UNWELCOME, Pipeline, ProgressRow, progress
from salesops_tui.services.week.results import results, whole
from salesops_tui.services.week.scopes import ReportScope
from salesops_tui.services.week.words import progress_title, told_figure


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure in the one week and in the other."""

    key: str
    title: str
    now: Figure
    before: Figure
    change: Change | None
    """None where one of them is no figure, or where it is a state and not something that happened."""
    is_unwelcome: bool = False
    """Whether less of it is better."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two weeks."""

    compared: Compared
    other: Week
    scope: ReportScope
    pairs: tuple[Pair, ...]
    standing: Standing


def compare(session: Session, week: Week, other: Week | None, scope: ReportScope) -> Comparison:
    """A week beside another one; without another, beside the one that its report is held against, or the one before."""
    pasts.catch_up(session)
    usual = comparison(session, week, other)
    before_week = other or usual.other or week.previous()
    theirs = comparison(session, before_week)
    pairs = (*_results(session, usual, theirs, scope), *_progress(session, usual, theirs, scope))
    return Comparison(usual, before_week, scope, pairs, standing(session))


def _results(session: Session, of: Compared, theirs: Compared, scope: ReportScope) -> Iterator[Pair]:
    before = {one.row: one for one in results(session, theirs, scope)}
    for one in results(session, of, scope):
        if one.row not in before:
            continue
        other = before[one.row].figure
        yield Pair(one.row, result_title(one.row), one.figure, other, one.change)


def _progress(session: Session, of: Compared, theirs: Compared, scope: ReportScope) -> Iterator[Pair]:
    now, before = progress(session, of, scope), progress(session, theirs, scope)
    yield Pair("start", _("Open pipeline at the start"), now.start, before.start, None)
    for row in ProgressRow:
        ours, other = _line(now, row), _line(before, row)
        if ours is None and other is None:
            continue
        known = ours or other
        assert known is not None
        nothing = Figure(known.metric, known.unit, known.value and known.value * 0, n=0, currency=known.currency)
        yield Pair(
            f"progress-{row}",
            progress_title(row),
            ours or nothing,
            other or nothing,
            _changed(ours, other, of),
            row in UNWELCOME,
        )
    yield Pair("end", _("Open pipeline at the end"), now.end, before.end, None)


def _line(pipeline: Pipeline, row: ProgressRow) -> Figure | None:
    return next((told_figure(one) for one in pipeline.progress if one.row is row), None)


def _changed(ours: Figure | None, other: Figure | None, of: Compared) -> Change | None:
    now, before = (abs(whole(figure)) if figure is not None else 0 for figure in (ours, other))
    return change(now, before, of)
