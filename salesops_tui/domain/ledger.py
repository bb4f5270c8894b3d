"""The ledger of the pipeline between two moments: what it was, what came, grew, shrank and left, what it is (D.8b).

A deal is a member at a moment when it is open, belongs to one of the owners asked for, and its close date lies in the window
asked for. What a deal did in between is one ``Trip``: how it came (if it was no member at the start), what it was first and
last, and how it left (if it is no member at the end). All ledgers are sums over trips, so they add up by themselves:
start + what came + (last - first) - what left = end.

A deal that was a member at both ends counts with the difference. One that came and left again cancels, unless it was closed:
then it came and was won or lost, so that the bar of the won deals is what was won. Nothing deletes a deal but an undo, and a
deal whose making was undone never was: there is no bar for deleted deals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import lcm
from typing import Final, NamedTuple

from salesops_tui.domain.money import CurrencySum, Rates, decimal_places
from salesops_tui.domain.stages import StageKind


class Bar(StrEnum):
    """What changed the balance, in the order in which it is told."""

    SEEN = "first-seen"
    """Made before the first day, but not known until later: no new deal, and nobody knows what it was at the start."""
    NEW = "new"
    REOPENED = "reopened"
    ENTERED = "entered-scope"
    """From an owner outside the scope to one inside."""
    PULLED_IN = "pulled-in"
    """The close date came into the window from later, or from nowhere."""
    PUSHED_IN = "pushed-in"
    """The close date came into the window from earlier."""
    FROM_BELOW = "from-below"
    """Only in the ledger of a stage: from an earlier stage."""
    FROM_ABOVE = "from-above"
    """Only in the ledger of a stage: back from a later stage."""
    UP = "up"
    DOWN = "down"
    WON = "won"
    LOST = "lost"
    ASTRAY = "astray"
    """Into a stage that the settings do not know."""
    PUSHED_OUT = "pushed-out"
    """The close date left the window for later, or was taken away."""
    PULLED_OUT = "pulled-out"
    """The close date left the window for earlier."""
    LEFT = "left-scope"
    """From an owner inside the scope to one outside."""
    ADVANCED = "advanced"
    """Only in the ledger of a stage: on to a later stage."""
    WENT_BACK = "went-back"
    """Only in the ledger of a stage: back to an earlier stage."""


CLOSINGS: Final = (Bar.WON, Bar.LOST)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the deals of one question have in common."""

    kinds: Mapping[str, StageKind]
    """The stages that the settings know."""
    days: tuple[str, str]
    """The first and the last day: a deal that is first seen closed counts if it closed then."""
    late: frozenset[int] = frozenset()
    """The deals that were made before the first day and not known until later."""


class Seat(NamedTuple):
    """What a member was when it was looked at: at an end, when it came, when it left."""

    number: int
    stage_id: str | None
    """None for a deal that was never seen open."""
    amount: int | None
    """In minor units."""
    currency: str
    owner_id: str | None
    """Not told where nobody asks for owners."""


class Turn(NamedTuple):
    """A change of a deal that may make it a member, or end that: what it was, and what it is from then on."""

    number: int
    since: int
    """Seconds since 1970, UTC."""
    was_open: int | None
    """None for the first that is known of the deal."""
    was_stage_id: str | None
    was_amount: int | None
    was_currency: str | None
    was_close_date: str | None
    """ISO text, as all dates here: it compares like the date."""
    was_owner_id: str | None
    is_open: int
    stage_id: str
    amount: int | None
    currency: str
    close_date: str | None
    owner_id: str | None
    closed_on: str | None = None
    """For a closed deal, the day; only where it matters."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which open deals count."""

    owners: frozenset[str | None] | None = None
    """None for everybody's and nobody's."""
    closes: tuple[str, str] | None = None
    """The first and the last close date (ISO); None counts all open deals, whenever they close."""

    def owns(self, owner_id: str | None) -> bool:
        """Whether an owner's deals count."""
        return self.owners is None or owner_id in self.owners

    def side(self, day: str | None) -> int:
        """Where a close date lies: 0 in the window, -1 before it, 1 after it; no date is after everything."""
        if self.closes is None:
            return 0
        if day is None or day > self.closes[1]:
            return 1
        return -1 if day < self.closes[0] else 0

    def holds(self, is_open: int | None, close_date: str | None, owner_id: str | None) -> bool:
        """Whether a deal is a member."""
        return bool(is_open) and self.owns(owner_id) and self.side(close_date) == 0


class Trip(NamedTuple):
    """What a deal did between the two moments."""

    came: Bar | None
    """None when it was a member at the start."""
    first: Seat
    """At the start, or when it first came."""
    last: Seat
    """At the end, or when it left for the last time."""
    left: Bar | None
    """None when it is a member at the end."""


def follow(
    start: Seat | None,
    end: Seat | None,
    turns: Sequence[Turn],
    scope: Scope,
    frame: Frame,
) -> Trip | None:
    """What a deal did, from its seats at both ends and its turns in between; None when that cancels."""
    if start is not None and end is not None:
        return Trip(None, start, end, None)
    if end is not None:
        return Trip(_way_in(turns[0], scope, frame), _coming(turns, scope) or end, end, None)
    left = _way_out(turns[-1], scope, frame.kinds)
    if start is not None:
        return Trip(None, start, _closing(turns) if left in CLOSINGS else _leaving(turns, scope), left)
    if left not in CLOSINGS or not _closed_inside(turns, frame.days):
        return None
    last = _closing(turns)
    # One that was never a member while it was open comes in at the moment of its closing.
    return Trip(_way_in(turns[0], scope, frame), _coming(turns, scope) or last, last, left)


def _way_in(turn: Turn, scope: Scope, frame: Frame) -> Bar:
    """Why a deal was no member before its first turn, the highest rank first."""
    if turn.was_open is None:
        return Bar.SEEN if turn.number in frame.late else Bar.NEW
    if not turn.was_open:
        return Bar.REOPENED
    if not scope.owns(turn.was_owner_id):
        return Bar.ENTERED
    return Bar.PULLED_IN if scope.side(turn.was_close_date) > 0 else Bar.PUSHED_IN


def _way_out(turn: Turn, scope: Scope, kinds: Mapping[str, StageKind]) -> Bar:
    """Why a deal is no member after its last turn, the highest rank first. A closed deal closes on the day it closed."""
    if not scope.owns(turn.owner_id):
        return Bar.LEFT
    side = scope.side(turn.close_date if turn.is_open else turn.closed_on)
    kind = kinds.get(turn.stage_id)
    if kind is None:
        return Bar.ASTRAY
    if not turn.is_open and side == 0:
        return Bar.WON if kind is StageKind.WON else Bar.LOST
    return Bar.PUSHED_OUT if side > 0 else Bar.PULLED_OUT


def _closed_inside(turns: Sequence[Turn], days: tuple[str, str]) -> bool:
    if any(turn.was_open and not turn.is_open for turn in turns):
        return True
    # First seen when it was closed already: it may have closed long before.
    return turns[0].was_open is None and days[0] <= (turns[0].closed_on or "") <= days[1]


def _coming(turns: Sequence[Turn], scope: Scope) -> Seat | None:
    """A deal as it was when it first became a member; None when it never did."""
    for turn in turns:
        if scope.holds(turn.is_open, turn.close_date, turn.owner_id):
            return Seat(turn.number, turn.stage_id, turn.amount, turn.currency, turn.owner_id)
    return None


def _closing(turns: Sequence[Turn]) -> Seat:
    """A deal as it closed: in the stage it left, at the amount that it closed at, as put right since."""
    stage = next((turn.was_stage_id for turn in reversed(turns) if turn.was_open and not turn.is_open), None)
    return _gone(turns[-1], stage)


def _leaving(turns: Sequence[Turn], scope: Scope) -> Seat:
    """A deal as it was when it was no member any more for the last time."""
    turn = next(
        turn
        for turn in reversed(turns)
        if scope.holds(turn.was_open, turn.was_close_date, turn.was_owner_id)
        and not scope.holds(turn.is_open, turn.close_date, turn.owner_id)
    )
    return _gone(turn, turn.was_stage_id)


def _gone(turn: Turn, stage_id: str | None) -> Seat:
    """A deal out of a stage, at its amount, or the last there was where another system takes it away at the close."""
    if turn.amount is None and turn.was_amount is not None and turn.was_currency is not None:
        return Seat(turn.number, stage_id, turn.was_amount, turn.was_currency, turn.owner_id)
    return Seat(turn.number, stage_id, turn.amount, turn.currency, turn.owner_id)


class Scale:
    """Amounts of several currencies as whole numbers of one fine unit, so that they add up exactly."""

    def __init__(self, rates: Rates) -> None:
        self.base: Final = rates.base
        base_places = decimal_places(rates.base)
        worths = {
            currency: Fraction(rate) * Fraction(10) ** (base_places - decimal_places(currency))
            for currency, rate in rates.rates.items()
        } | {rates.base: Fraction(1)}
        self.unit: Final = lcm(*(worth.denominator for worth in worths.values()))
        """So many fine units are one minor unit of the base currency."""
        self.weights: Final = {currency: int(worth * self.unit) for currency, worth in worths.items()}

    def worth(self, seat: Seat) -> int:
        """A deal's amount in fine units; nothing for one without an amount, or in a currency without a rate."""
        _number, _stage, amount, currency, _owner = seat
        return amount * self.weights.get(currency, 0) if amount else 0

    def minor(self, fine: int) -> int:
        """Minor units of the base currency, rounded half up (away from zero)."""
        whole = (2 * abs(fine) + self.unit) // (2 * self.unit)
        return whole if fine >= 0 else -whole


@dataclass(slots=True)
class Tally:
    """What deals of one kind add up to."""

    worth: int = 0
    """In fine units, with its sign."""
    deals: list[tuple[int, int]] = field(default_factory=list)
    """Each deal's number and worth."""
    without_amount: int = 0
    unrated: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Currency without a rate → how many deals, and their amounts."""

    def add(self, seat: Seat, worth: int, scale: Scale) -> None:
        """Count a deal."""
        self.worth += worth
        self.deals.append((seat.number, worth))
        if not worth:
            self._say_why(seat, scale)

    def _say_why(self, seat: Seat, scale: Scale) -> None:
        if seat.amount is None:
            self.without_amount += 1
        elif seat.currency not in scale.weights:
            count, amount = self.unrated.get(seat.currency, (0, 0))
            self.unrated[seat.currency] = count + 1, amount + seat.amount

    def left_out(self) -> tuple[CurrencySum, ...]:
        """What could not be counted, by currency."""
        return tuple(CurrencySum(currency, *self.unrated[currency]) for currency in sorted(self.unrated))


@dataclass(slots=True)
class Ledger:
    """Start, changes, end."""

    start: Tally = field(default_factory=Tally)
    bars: dict[Bar, Tally] = field(default_factory=dict)
    """Only those for which there are deals."""
    end: Tally = field(default_factory=Tally)

    def bar(self, bar: Bar) -> Tally:
        """What is counted under a bar."""
        return self.bars.setdefault(bar, Tally())

    def amounts(self, scale: Scale) -> tuple[int, dict[Bar, int], int]:
        """Start, bars and end in whole minor units, rounded along the running sum: they add up to the minor unit."""
        running = self.start.worth
        start = before = scale.minor(running)
        amounts = {}
        for bar in Bar:
            if bar in self.bars:
                running += self.bars[bar].worth
                after = scale.minor(running)
                amounts[bar] = after - before
                before = after
        return start, amounts, before


def total_ledger(trips: Iterable[Trip], scale: Scale) -> Ledger:
    """The ledger of all the trips."""
    ledger = Ledger()
    worth = scale.worth
    for came, first, last, left in trips:
        was = worth(first)
        now = was if last is first else worth(last)
        (ledger.start if came is None else ledger.bar(came)).add(first, was, scale)
        if now != was:
            ledger.bar(Bar.UP if now > was else Bar.DOWN).add(last, now - was, scale)
        if left is None:
            ledger.end.add(last, now, scale)
        else:
            ledger.bar(left).add(last, -now, scale)
    return ledger


def stage_ledgers(trips: Iterable[Trip], scale: Scale, places: Mapping[str, int]) -> dict[str, Ledger]:
    """A ledger for each stage: a deal moves at its first amount, and grows, shrinks and leaves in the stage it came to.

    ``places`` numbers the stages. Deals first seen closed were in none.
    """
    ledgers: dict[str, Ledger] = {}
    for came, first, last, left in trips:
        if first.stage_id is None or last.stage_id is None:
            continue
        was, now = scale.worth(first), scale.worth(last)
        source = ledgers.setdefault(first.stage_id, Ledger())
        target = ledgers.setdefault(last.stage_id, Ledger())
        (source.start if came is None else source.bar(came)).add(first, was, scale)
        if source is not target:
            on = places.get(last.stage_id, 0) > places.get(first.stage_id, 0)
            source.bar(Bar.ADVANCED if on else Bar.WENT_BACK).add(first, -was, scale)
            target.bar(Bar.FROM_BELOW if on else Bar.FROM_ABOVE).add(first, was, scale)
        if now != was:
            target.bar(Bar.UP if now > was else Bar.DOWN).add(last, now - was, scale)
        if left is None:
            target.end.add(last, now, scale)
        else:
            target.bar(left).add(last, -now, scale)
    return ledgers


def stage_moves(trips: Iterable[Trip], scale: Scale) -> dict[tuple[str, str], Tally]:
    """Members at both ends that stand in another stage, at their last amount: stage before, stage after → deals."""
    moves: dict[tuple[str, str], Tally] = {}
    for came, first, last, left in trips:
        if came is None and left is None and first.stage_id != last.stage_id and first.stage_id and last.stage_id:
            moves.setdefault((first.stage_id, last.stage_id), Tally()).add(last, scale.worth(last), scale)
    return moves
