"""Whose targets and whose submitted numbers fit a filter.

A target is about all deals of the company, or of a person. So one fits where nothing is filtered, or nothing but owners;
several owners are their sum, as long as each of them has a target. Under any other filter none fits: what is left of the
deals would be held against a target for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.forecasts import Forecast
from salesops_tui.domain.money import Rates, round_minor
from salesops_tui.domain.people import Person
from salesops_tui.domain.periods import Window
from salesops_tui.domain.sounding import UNHEARD
from salesops_tui.domain.targets import Period, Target, TargetScope
from salesops_tui.services.session import Session

_Key = tuple[TargetScope, str | None, Period, date]


@dataclass(frozen=True, slots=True)
class Aim:
    """What is to be won in a period."""

    amount: int | None
    """In minor units of the base currency; None where no target fits, or not all that are needed."""
    records: int = 0
    """From how many targets."""
    of_months: bool = False
    """A quarter's, added up from its months' because it has none of its own."""
    unrated: str | None = None
    """The currency without a rate that a target is in."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose deals a filter leaves."""

    people: tuple[Person, ...]
    """The owners that the filter names; nobody for the whole company."""
    fits: bool
    """Whether the filter is about owners alone, or about nothing."""
    targets: Mapping[_Key, Target]
    rates: Rates

    @property
    def can_submit(self) -> bool:
        """Whether a number can be submitted for it: for the whole company, or for one person."""
        return self.fits and len(self.people) <= 1

    @property
    def person_id(self) -> str | None:
        """Whose numbers are submitted here; None for the whole company's."""
        return self.people[0].id if self.people else None

    def aim(self, window: Window) -> Aim:
        """The target for a period."""
        if not self.fits:
            return Aim(None)
        aims = [self._own(person.id, window) for person in self.people] or [self._own(None, window)]
        unrated = next((aim.unrated for aim in aims if aim.unrated), None)
        if any(aim.amount is None for aim in aims):
            return Aim(None, unrated=unrated)
        return Aim(
            sum(aim.amount or 0 for aim in aims), sum(aim.records for aim in aims), any(aim.of_months for aim in aims)
        )

    def submitted(self, forecasts: list[Forecast], window: Window) -> list[Forecast]:
        """The numbers submitted for a period, newest first."""
        if not self.can_submit:
            return []
        found = [
            forecast
            for forecast in forecasts
            if (forecast.period, forecast.starts_on, forecast.person_id)
            == (window.period, window.first, self.person_id)
        ]
        return sorted(found, key=lambda forecast: (forecast.submitted_at, forecast.id), reverse=True)

    def _own(self, person_id: str | None, window: Window) -> Aim:
        own = self._stored(person_id, window)
        if own.amount is not None or own.unrated or window.period is not Period.QUARTER:
            return own
        # A month's target is never made out of a quarter's: nobody said how it falls on the months.
        months = [self._stored(person_id, Window.month(window.first).later(by)) for by in range(3)]
        unrated = next((month.unrated for month in months if month.unrated), None)
        if any(month.amount is None for month in months):
            return Aim(None, unrated=unrated)
        return Aim(sum(month.amount or 0 for month in months), 3, of_months=True)

    def _stored(self, person_id: str | None, window: Window) -> Aim:
        whose = TargetScope.PERSON if person_id else TargetScope.COMPANY
        target = self.targets.get((whose, person_id, window.period, window.first))
        if target is None:
            return Aim(None)
        amount = self.rates.to_base(target.amount, target.currency)
        return Aim(None, unrated=target.currency) if amount is None else Aim(round_minor(amount), 1)


def scope_of(session: Session, chosen: DealFilter, members: Sequence[Person] | None = None) -> Scope:
    """Whose deals a filter leaves, or a team's members, with the targets that there are; of two for the same period the
    newer one holds."""
    others = DealFilter(owners=chosen.owners) != chosen
    people: tuple[Person, ...] = tuple(members or ())
    if chosen.owners:
        people = tuple(
            person
            for person in session.workbook.people.all()
            if all(_is_meant(person, name, chosen) for name in chosen.owners)
        )
    targets: dict[_Key, Target] = {
        (target.scope, target.person_id, target.period, target.starts_on): target
        for target in session.workbook.targets.all()
        if target.scope in (TargetScope.COMPANY, TargetScope.PERSON)
    }
    return Scope(people, not others and bool(people or (not chosen.owners and members is None)), targets, session.rates)


def _is_meant(person: Person, name: str, chosen: DealFilter) -> bool:
    named = any(name.casefold() in known.casefold() for known in (person.name, *person.aliases))
    return named or person.id in chosen.sounding.get(name, UNHEARD).people
