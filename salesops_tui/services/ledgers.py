"""The ledger of the pipeline between two days: its bars, its stage moves, the deals behind each bar (D.8b).

The span's first day begins where the balance stood at the end of the day before: from a Monday on means everything since
that Monday began, up to the end of the last day; today's end is now. A filter's owners count by whose deal it was then;
whatever else it says chooses deals by what they are now.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from salesops_tui.domain.figures import Figure, Metric, Span, Unit
from salesops_tui.domain.ledger import (
    Bar,
    Frame,
    Ledger,
    Scale,
    Scope,
    Tally,
    Trip,
    Turn,
    follow,
    stage_ledgers,
    stage_moves,
    total_ledger,
)
from salesops_tui.domain.spans import month_of, quarter_of
from salesops_tui.errors import UsageError
from salesops_tui.i18n import _, language
from salesops_tui.services.change_words import bar_title
from salesops_tui.services.filter_lines import deal_filter
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.storage.repositories.ledger import Stood


class Closing(StrEnum):
    """Which open deals are looked at, by their close dates."""

    ROLLING = "rolling"
    """All, whenever they close."""
    MONTH = "month"
    """Those that close in the month of the last day."""
    QUARTER = "quarter"
    """Those that close in its quarter."""


class By(StrEnum):
    """Of whom or what there is a ledger each."""

    OWNER = "owner"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked."""

    span: Span
    closing: Closing = Closing.ROLLING
    by: By | None = None
    filter_line: str = ""
    people: tuple[str, ...] | None = None
    """The owners by identifier: a team's people; None for everybody, or for those that the filter names."""

    @property
    def window(self) -> Span | None:
        """The close dates of the deals that are looked at; None for all."""
        if self.closing is Closing.ROLLING:
            return None
        return (month_of if self.closing is Closing.MONTH else quarter_of)(self.span.last)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of the ledger, and the deals behind it."""

    figure: Figure
    amount: int
    """In minor units of the base currency, with its sign."""
    tally: Tally
    scale: Scale

    def deals(self) -> list[tuple[int, int]]:
        """The deals behind it: number and contribution in minor units of the base currency, the largest first."""
        ordered = sorted(self.tally.deals, key=lambda deal: -abs(deal[1]))
        return [(number, self.scale.minor(worth)) for number, worth in ordered]


@dataclass(frozen=True, slots=True)
class Account:
    """A ledger as it is shown: start and bars add up to the end, to the minor unit."""

    key: str
    """Of the owner or stage; empty for all deals together."""
    title: str
    start: Line
    bars: Mapping[Bar, Line]
    """In the order of ``Bar``; only those behind which there are deals."""
    end: Line

    @property
    def change(self) -> int:
        """By how much the balance changed."""
        return self.end.amount - self.start.amount


@dataclass(frozen=True, slots=True)
class Move:
    """Deals that went from one stage to another."""

    source: str
    """The stage's name, as the target's."""
    target: str
    forward: bool
    line: Line


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that the view shows."""

    question: Question
    total: Account
    accounts: tuple[Account, ...]
    """One for each owner or stage, where that was asked for."""
    moves: tuple[Move, ...]
    """In the order of the stages: advanced first, then moved back."""
    advanced: Line
    back: Line
    begins_on: date | None
    """The first day of which anything is known; None without deals."""
    never_open: int
    """Deals first seen closed, which closed in the span: they stood in no stage."""
    standing: Standing


def changes(session: Session, question: Question) -> Changes:
    """The ledger. Raises UsageError when the days are the wrong way round; pasts must be up to date."""
    span = question.span
    if span.last < span.first:
        raise UsageError(
            _("The first day, {first}, comes after the last, {last}.").format(first=span.first, last=span.last)
        )
    # Tens of thousands of small tuples, none in a cycle: looking through them for garbage takes a third of the time.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _changes(session, question)
    finally:
        if was_enabled:
            gc.enable()


def _changes(session: Session, question: Question) -> Changes:
    found = _Search(session, question)
    scale = Scale(session.rates)
    scribe = _Scribe(question, scale)
    ledger = total_ledger(found.trips, scale)
    total = scribe.account("", "", ledger)
    moves = stage_moves(found.trips, scale)
    stages = session.workbook.pipeline
    places = {stage.id: place for place, stage in enumerate(stages.stages)}
    names = {stage.id: stage.name(language()) for stage in stages.stages}
    forward = {pair: places[pair[1]] > places[pair[0]] for pair in moves}
    in_order = sorted(moves, key=lambda pair: (not forward[pair], places[pair[0]], places[pair[1]]))
    accounts: list[Account] = []
    if question.by is By.STAGE:
        by_stage = stage_ledgers(found.trips, scale, places)
        accounts = [
            scribe.account(stage, names[stage], by_stage[stage]) for stage in sorted(by_stage, key=places.__getitem__)
        ]
    elif question.by is By.OWNER:
        people = dict(session.workbook.people.names())
        by_owner = {owner: total_ledger(trips, scale) for owner, trips in found.trips_by_owner().items()}
        accounts = [
            scribe.account(owner or "", people.get(owner or "", _("Nobody")), kept) for owner, kept in by_owner.items()
        ]
        accounts.sort(key=lambda account: (-account.end.amount, -account.start.amount, account.title))
    begins = session.workbook.ledger.beginning()
    return Changes(
        question,
        total,
        tuple(accounts),
        tuple(Move(names[pair[0]], names[pair[1]], forward[pair], scribe.moved(moves[pair])) for pair in in_order),
        scribe.moved(_joined(moves[pair] for pair in in_order if forward[pair])),
        scribe.moved(_joined(moves[pair] for pair in in_order if not forward[pair])),
        datetime.fromtimestamp(begins, UTC).astimezone(session.clock.zone).date() if begins is not None else None,
        sum(trip.last.stage_id is None for trip in found.trips),
        standing(session),
    )


@dataclass(frozen=True, slots=True)
class DealChange:
    """A deal behind a line: how it stood before the first day, and at the end of the last."""

    id: str
    name: str
    account: str | None
    counted: int
    """What it adds to the line, in minor units of the base currency."""
    before: Stood | None
    """A new deal's: as it was first known."""
    after: Stood | None
    stage_before: str | None
    """The stage's name."""
    stage_after: str | None


def deals_behind(session: Session, span: Span, deals: Sequence[tuple[int, int]]) -> tuple[DealChange, ...]:
    """Deals of a line, in its order; those that an undo took away meanwhile are left out."""
    start, end = _moments(session, span)
    counted = dict(deals)
    names = {stage.id: stage.name(language()) for stage in session.workbook.pipeline.stages}

    def stage(stood: Stood | None) -> str | None:
        return names.get(stood.stage_id, stood.stage_id) if stood is not None else None

    return tuple(
        DealChange(
            deal.id,
            deal.name,
            deal.account,
            counted[deal.number],
            deal.before,
            deal.after,
            stage(deal.before),
            stage(deal.after),
        )
        for deal in session.workbook.ledger.stood(list(counted), start, end)
    )


class _Search:
    """The trips of all deals in scope."""

    def __init__(self, session: Session, question: Question) -> None:
        repository, span, window = session.workbook.ledger, question.span, question.window
        chosen = deal_filter(session, question.filter_line)
        self._scope = Scope(
            frozenset(question.people) if question.people is not None else repository.owners(chosen, session.rates),
            (window.first.isoformat(), window.last.isoformat()) if window is not None else None,
        )
        start, end = _moments(session, span)
        self._frame = Frame(
            {stage.id: stage.kind for stage in session.workbook.pipeline.stages},
            (span.first.isoformat(), span.last.isoformat()),
            repository.made_earlier(start, end, span.first),
        )
        by_owner = question.by is By.OWNER
        self._starts, self._ends = (
            {seat.number: seat for seat in repository.seats(moment, self._scope, by_owner=by_owner)}
            for moment in (start, end)
        )
        self._turns: dict[int, list[Turn]] = {}
        for turn in repository.turns(start, end, self._scope, span.last, session.clock.zone, by_owner=by_owner):
            self._turns.setdefault(turn.number, []).append(turn)
        numbers: Collection[int] = {**self._starts, **self._ends, **self._turns}
        if narrower := replace(chosen, owners=()):
            numbers = repository.chosen(numbers, narrower, session.rates)
        self.trips: Final = list(self._trips(numbers))

    def _trips(self, numbers: Iterable[int]) -> Iterable[Trip]:
        starts, ends, turns, scope, frame = self._starts, self._ends, self._turns, self._scope, self._frame
        for number in numbers:
            trip = follow(starts.get(number), ends.get(number), turns.get(number, ()), scope, frame)
            if trip is not None:
                yield trip

    def trips_by_owner(self) -> dict[str | None, list[Trip]]:
        """The trips with each owner as a scope: a deal handed over leaves the one and comes to the other."""
        found: dict[str | None, list[Trip]] = {}
        for whole in self.trips:
            number = whole.last.number
            start, end, turns = self._starts.get(number), self._ends.get(number), self._turns.get(number, ())
            owners = {seat.owner_id for seat in (start, end) if seat is not None}
            for turn in turns:
                owners |= {turn.owner_id} if turn.was_open is None else {turn.owner_id, turn.was_owner_id}
            if len(owners) == 1:
                found.setdefault(owners.pop(), []).append(whole)
                continue
            for owner in filter(self._scope.owns, owners):
                scope = Scope(frozenset({owner}), self._scope.closes)
                first = start if start is not None and start.owner_id == owner else None
                last = end if end is not None and end.owner_id == owner else None
                trip = follow(first, last, turns, scope, self._frame)
                if trip is not None:
                    found.setdefault(owner, []).append(trip)
        return found


class _Scribe:
    """Writes tallies down as figures."""

    def __init__(self, question: Question, scale: Scale) -> None:
        self._question = question
        self._scale = scale

    def account(self, key: str, title: str, ledger: Ledger) -> Account:
        """A ledger with its figures, rounded so that they add up."""
        span = self._question.span
        start, bars, end = ledger.amounts(self._scale)
        eve = span.first - timedelta(days=1)
        return Account(
            key,
            title,
            self._line(Metric.LEDGER_BALANCE, Unit.MONEY, start, ledger.start, title, Span(eve, eve)),
            {
                bar: self._line(Metric.LEDGER_BAR, Unit.MONEY, amount, ledger.bars[bar], _named(title, bar), span)
                for bar, amount in bars.items()
            },
            self._line(Metric.LEDGER_BALANCE, Unit.MONEY, end, ledger.end, title, Span(span.last, span.last)),
        )

    def moved(self, tally: Tally) -> Line:
        """Deals that went to another stage, with their amount at the end."""
        return self._line(
            Metric.STAGE_MOVES, Unit.COUNT, self._scale.minor(tally.worth), tally, "", self._question.span
        )

    def _line(self, metric: Metric, unit: Unit, amount: int, tally: Tally, scope: str, span: Span) -> Line:
        figure = Figure(
            metric,
            unit,
            Fraction(amount if unit is Unit.MONEY else len(tally.deals)),
            n=len(tally.deals),
            currency=self._scale.base,
            span=span,
            scope=" · ".join(part for part in (scope, self._question.filter_line.strip()) if part),
            without_amount=tally.without_amount,
            unrated=tally.left_out(),
        )
        return Line(figure, amount, tally, self._scale)


def _named(title: str, bar: Bar) -> str:
    return " · ".join(part for part in (title, bar_title(bar)) if part)


def _joined(tallies: Iterable[Tally]) -> Tally:
    joined = Tally()
    for tally in tallies:
        joined.worth += tally.worth
        joined.deals += tally.deals
        joined.without_amount += tally.without_amount
        for currency, (count, amount) in tally.unrated.items():
            before = joined.unrated.get(currency, (0, 0))
            joined.unrated[currency] = before[0] + count, before[1] + amount
    return joined


def _moments(session: Session, span: Span) -> tuple[int, int]:
    """The last second before the first day, and the last of the last day."""
    start, end = (
        int(datetime.combine(day, time(), session.clock.zone).timestamp()) - 1
        for day in (span.first, span.last + timedelta(days=1))
    )
    return start, end
