"""A target with its parts along one dimension: what is set, what is won, what was won a year before, what is left over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.figures import Figure, Metric, Missing, Unit
from salesops_tui.domain.forecasting import Part, amount_figure, attainment
from salesops_tui.domain.money import round_minor
from salesops_tui.domain.periods import Window
from salesops_tui.domain.target_tree import COMPARED_PERIODS, Check, Dimension, Place, dimensions, smart
from salesops_tui.domain.targets import Target, TargetScope
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.storage.repositories.target_shares import WonPart

MOST_ACCOUNTS: Final = 40
"""Accounts of one industry that are listed, those with the most deals first."""

Key = tuple[TargetScope, str, str | None, Window]


@dataclass(frozen=True, slots=True)
class Node:
    """One place of the tree."""

    place: Place
    stored: Target | None
    target: Figure
    """In the base currency."""
    won: Figure
    attainment: Figure
    last_year: Figure
    """What was won a year before."""
    share: Fraction | None
    """Of the whole's target; None where either has none."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A place with its parts."""

    node: Node
    dimension: Dimension
    possible: tuple[Dimension, ...]
    """Along what it can be taken apart."""
    parts: tuple[Node, ...]
    residue: Figure | None
    """What the parts leave of the whole, below nought where they are more; None where nothing can be said: the whole has no
    target, or no part has one."""
    checks: tuple[Check, ...]
    """Of the place itself."""
    standing: Standing


class _Reader:
    """Reads places, with all targets at hand."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.targets: dict[Key, Target] = {}
        for target in session.workbook.targets.all():
            # Of two for the same period the newer one holds, as in the forecast.
            window = Window(target.starts_on, target.period)
            self.targets[target.scope, target.scope_name, target.person_id, window] = target

    def stored(self, place: Place) -> Target | None:
        """The target that is set for a place."""
        name = "" if place.scope in (TargetScope.COMPANY, TargetScope.PERSON) else place.name
        return self.targets.get((place.scope, name, place.person_id, place.window))

    def amount(self, place: Place) -> int | None:
        """It in minor units of the base currency; None without one, or without a rate for its currency."""
        target = self.stored(place)
        worth = self.session.rates.to_base(target.amount, target.currency) if target is not None else None
        return round_minor(worth) if worth is not None else None

    def node(self, place: Place, won: Iterable[WonPart], last_year: Iterable[WonPart], whole: int | None) -> Node:
        """A place with its figures."""
        stored, amount = self.stored(place), self.amount(place)
        missing = None if amount is not None else Missing.NO_TARGET
        target = Figure(
            Metric.TARGET,
            Unit.MONEY,
            Fraction(amount) if amount is not None else None,
            missing,
            currency=self.session.rates.base,
            span=place.window.span,
            scope=place.name,
            n=1 if stored is not None else 0,
        )
        gained = self._won(place, won)
        before = self._won(replace(place, window=place.window.year_before()), last_year)
        share = Fraction(amount, whole) if amount is not None and whole else None
        return Node(place, stored, target, gained, attainment(gained, target), before, share)

    def won_of(self, place: Place, dimension: Dimension | None, window: Window) -> list[WonPart]:
        """What was won in a period, as far as today."""
        return self.won_between(place, dimension, window.first, window.last)

    def won_between(self, place: Place, dimension: Dimension | None, first: date, last: date) -> list[WonPart]:
        """What was won between two days, as far as today."""
        workbook = self.session.workbook
        until = min(last, self.session.clock.today())
        return workbook.target_shares.won(workbook.pipeline, place, dimension, first, until)

    def total(self, parts: Iterable[WonPart]) -> int:
        """What was won in minor units of the base currency; what has no rate is left out."""
        found = (self.session.rates.to_base(part.amount, part.currency) for part in parts)
        return sum(round_minor(worth) for worth in found if worth is not None)

    def _won(self, place: Place, won: Iterable[WonPart]) -> Figure:
        parts = [
            Part(ForecastCategory.CLOSED, one.currency, 0, False, one.deals, one.without_amount, one.amount)
            for one in won
        ]
        return amount_figure(Metric.WON_AMOUNT, parts, self.session.rates, span=place.window.span, scope=place.name)


def read(session: Session, place: Place, dimension: Dimension) -> Tree:
    """A place and its parts along a dimension; along time where it cannot be taken apart along that one."""
    reader = _Reader(session)
    possible = tuple(one for one in dimensions(place) if one is not Dimension.TIME or place.window.parts())
    chosen = dimension if dimension in possible else possible[0] if possible else Dimension.TIME
    whole = reader.amount(place)
    node = reader.node(
        place,
        reader.won_of(place, None, place.window),
        reader.won_of(place, None, place.window.year_before()),
        reader.amount(parent) if (parent := parent_of(session, place)) is not None else None,
    )
    parts = tuple(_parts(session, reader, place, chosen, whole)) if possible else ()
    return Tree(
        node, chosen, possible, parts, _residue(reader, node, parts), _checks(session, reader, node), standing(session)
    )


def parts_of(session: Session, place: Place, dimension: Dimension) -> list[Place]:
    """The places that a place is taken apart into."""
    workbook, window = session.workbook, place.window
    if dimension is Dimension.TIME:
        return [replace(place, window=part) for part in window.parts()]
    if dimension is Dimension.TEAM:
        people = [person for person in workbook.people.all() if person.active]
        if place.scope is TargetScope.TEAM:
            members = [person for person in people if person.team == place.name]
            return [Place(TargetScope.PERSON, window, person.name, person.id) for person in members]
        teams = sorted({person.team for person in people if person.team})
        alone = [Place(TargetScope.PERSON, window, person.name, person.id) for person in people if not person.team]
        return [*(Place(TargetScope.TEAM, window, team) for team in teams), *alone]
    shares = workbook.target_shares
    is_company = place.scope is TargetScope.COMPANY
    names, scope = {
        Dimension.PRODUCT: (shares.families() if is_company else shares.products(place.name), TargetScope.PRODUCT),
        Dimension.CUSTOMER: (
            shares.industries() if is_company else shares.accounts(place.name, MOST_ACCOUNTS),
            TargetScope.ACCOUNT,
        ),
        Dimension.REGION: (shares.regions() if is_company else [], TargetScope.REGION),
    }[dimension]
    return [Place(scope, window, name) for name in names]


def parent_of(session: Session, place: Place) -> Place | None:
    """What a place is a part of: its team or the company in the same period; the company's of the longer period."""
    match place.scope:
        case TargetScope.COMPANY:
            longer = place.window.whole()
            return replace(place, window=longer) if longer is not None else None
        case TargetScope.PERSON:
            person = session.workbook.people.get(place.person_id) if place.person_id is not None else None
            if person is not None and person.team:
                team = Place(TargetScope.TEAM, place.window, person.team)
                if _Reader(session).stored(team) is not None:
                    return team
    return Place(TargetScope.COMPANY, place.window)


def _parts(session: Session, reader: _Reader, place: Place, dimension: Dimension, whole: int | None) -> Iterable[Node]:
    places = parts_of(session, place, dimension)
    now = _by_part(reader, place, dimension, [part.window for part in places])
    before = _by_part(reader, place, dimension, [part.window.year_before() for part in places])
    for part in places:
        earlier = replace(part, window=part.window.year_before())
        yield reader.node(part, now.get(_key(part, dimension), []), before.get(_key(earlier, dimension), []), whole)


def _key(part: Place, dimension: Dimension) -> str:
    return part.window.code if dimension is Dimension.TIME else part.person_id or part.name


def _by_part(
    reader: _Reader, place: Place, dimension: Dimension, windows: Sequence[Window]
) -> Mapping[str, list[WonPart]]:
    """What was won, by the part's key: by time the periods', whose days may reach beyond the whole's."""
    if not windows:
        return {}
    span = (min(window.first for window in windows), max(window.last for window in windows))
    found: dict[str, list[WonPart]] = {}
    for won in reader.won_between(place, dimension, *span):
        found.setdefault(_window_of(won.key, windows) if dimension is Dimension.TIME else won.key, []).append(won)
    return found


def _window_of(day: str, windows: Sequence[Window]) -> str:
    return next((one.code for one in windows if one.first.isoformat() <= day <= one.last.isoformat()), "")


def _residue(reader: _Reader, node: Node, parts: Sequence[Node]) -> Figure | None:
    known = [part.target.value for part in parts if part.target.value is not None]
    if node.target.value is None or not known:
        return None
    return Figure(
        Metric.TARGET_RESIDUE,
        Unit.MONEY,
        node.target.value - sum(known),
        currency=reader.session.rates.base,
        n=len(known),
        span=node.place.window.span,
        scope=node.place.name,
    )


def _checks(session: Session, reader: _Reader, node: Node) -> tuple[Check, ...]:
    place, today = node.place, session.clock.today()
    earlier = [place.window.later(-back) for back in range(1, COMPARED_PERIODS + 1)]
    won = [reader.total(reader.won_of(place, None, window)) for window in earlier]
    parent = parent_of(session, place)
    amount = int(node.target.value) if node.target.value is not None else None
    return smart(
        amount,
        has_rate=node.stored is None or amount is not None,
        won_before=won,
        parent=reader.amount(parent) if parent is not None else None,
        is_top=parent is None,
        last=place.window.last,
        today=today,
    )


def company(day: date) -> Place:
    """The root: the whole company in the year of a day."""
    return Place(TargetScope.COMPANY, Window.year(day))
