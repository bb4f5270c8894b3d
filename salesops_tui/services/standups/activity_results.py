"""Activity and result (domain row 13): what each did week by week, beside the deals that they won."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.figures import ENOUGH, Figure, Metric, Missing, Span, Unit, quotient
from salesops_tui.domain.money import CurrencySum, total
from salesops_tui.domain.rank_correlation import spearman
from salesops_tui.domain.text import match_key
from salesops_tui.domain.weeks import Week
from salesops_tui.formats import compact_money
from salesops_tui.i18n import _
from salesops_tui.services.deal_lists import DealLine, DealList
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.storage.repositories.activity_results import DayCount

WEEKS: Final = 12


@dataclass(frozen=True, slots=True)
class PersonWeeks:
    """One person's weeks, in the order of ``ActivityResults.weeks``."""

    person_id: str
    name: str
    activities: tuple[int, ...]
    won: tuple[int, ...]
    lost: int
    amount: int
    """What was won, in minor units of the base currency; currencies without a rate are left out."""
    kinds: Mapping[str, int]
    """The activities of all weeks by their kind."""
    per_win: Figure
    """Activities for each deal won."""


@dataclass(frozen=True, slots=True)
class ActivityResults:
    """Everybody who did anything, the most active first."""

    standing: Standing
    weeks: tuple[Week, ...]
    people: tuple[PersonWeeks, ...]
    per_win: Figure
    """Of all together."""
    correlation: Figure
    """Of the people's activities and their deals won."""
    base: str


@dataclass(slots=True)
class _Count:
    activities: Counter[Week] = field(default_factory=Counter)
    won: Counter[Week] = field(default_factory=Counter)
    lost: int = 0
    sums: list[CurrencySum] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)


def activity_results(session: Session, name: str = "", shift: int = 0) -> ActivityResults:
    """Twelve weeks up to this one, or so many weeks later (earlier, for a negative number), of the people whose name has
    something in it."""
    weeks = weeks_until(session.clock.today() + timedelta(days=7 * shift))
    span = Span(weeks[0].span.first, weeks[-1].span.last)
    names = {
        person.id: person.name for person in session.workbook.people.all() if match_key(name) in match_key(person.name)
    }
    counted = _counted(session, span, names)
    people = [_person(session, person_id, names[person_id], count, weeks, span) for person_id, count in counted.items()]
    people.sort(key=lambda person: (-sum(person.activities), -sum(person.won), person.name))
    return ActivityResults(
        standing(session),
        weeks,
        tuple(people),
        _per_win(
            sum(sum(person.activities) for person in people), sum(sum(person.won) for person in people), span, name
        ),
        correlation([(sum(person.activities), sum(person.won)) for person in people], span, name),
        session.rates.base,
    )


def weeks_until(day: date) -> tuple[Week, ...]:
    """The weeks up to that of a day."""
    return tuple(Week.of(day - timedelta(days=7 * back)) for back in range(WEEKS - 1, -1, -1))


def correlation(pairs: Sequence[tuple[int, int]], span: Span, scope: str) -> Figure:
    """Whether who did more won more; of fewer than ``ENOUGH`` people nothing is said, nor where all are alike."""
    value = spearman([done for done, _won in pairs], [won for _done, won in pairs]) if len(pairs) >= ENOUGH else None
    missing = Missing.TOO_FEW if len(pairs) < ENOUGH else Missing.NO_WINS if value is None else None
    return Figure(Metric.ACTIVITY_CORRELATION, Unit.RATIO, value, missing, n=len(pairs), span=span, scope=scope)


def _per_win(activities: int, won: int, span: Span, scope: str) -> Figure:
    return quotient(
        Metric.ACTIVITIES_PER_WIN, Unit.RATIO, activities, won, Missing.NO_WINS, n=won, span=span, scope=scope
    )


def _counted(session: Session, span: Span, names: Iterable[str]) -> Mapping[str, _Count]:
    pipeline, known = session.workbook.pipeline, set(names)
    counted: dict[str, _Count] = defaultdict(_Count)
    today = session.clock.today()
    for one in session.workbook.activity_results.activities(span.first, min(span.last, today)):
        if one.person_id in known:
            counted[one.person_id].activities[Week.of(one.day)] += one.count
            counted[one.person_id].kinds[one.kind] += one.count
    for one in session.workbook.activity_results.closed((pipeline.won, pipeline.lost), span.first, span.last):
        if one.person_id in known:
            _add(counted[one.person_id], one, won=one.kind == pipeline.won.id)
    return counted


def _add(count: _Count, closed: DayCount, *, won: bool) -> None:
    if won:
        count.won[Week.of(closed.day)] += closed.count
        count.sums.append(CurrencySum(closed.currency, closed.count, closed.amount))
    else:
        count.lost += closed.count


def _person(
    session: Session, person_id: str, name: str, count: _Count, weeks: Sequence[Week], span: Span
) -> PersonWeeks:
    return PersonWeeks(
        person_id,
        name,
        tuple(count.activities[week] for week in weeks),
        tuple(count.won[week] for week in weeks),
        count.lost,
        total(count.sums, session.rates).amount,
        dict(count.kinds.most_common()),
        _per_win(count.activities.total(), count.won.total(), span, name),
    )


def won_deals(session: Session, person_id: str, name: str, week: Week | None, span: Span) -> DealList:
    """The deals that a person won in a week, or in all of them."""
    days = week.span if week is not None else span
    rows = session.workbook.forecast_figures.closed_deals(
        [session.workbook.pipeline.won], days.first, days.last, DealFilter(people=(person_id,)), session.rates
    )
    lines = tuple(
        DealLine(
            row.id,
            row.name,
            row.account,
            row.owner,
            compact_money(row.amount, row.currency) if row.amount is not None else _("no amount"),
        )
        for row in rows
    )
    title = _("Won by {person} · {period}").format(person=name, period=week or f"{span.first} – {span.last}")
    return DealList(title, lines, len(lines))
