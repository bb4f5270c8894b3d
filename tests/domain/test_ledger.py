"""The ledger's rules: how a deal came and left, by rank, and that everything adds up (D.8b)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.ledger import (
    Bar,
    Frame,
    Scale,
    Scope,
    Seat,
    Trip,
    Turn,
    follow,
    stage_ledgers,
    stage_moves,
    total_ledger,
)
from salesops_tui.domain.money import CurrencySum, Rates, total
from salesops_tui.domain.stages import COURSE_STAGES, StageKind

KINDS = {stage.id: stage.kind for stage in COURSE_STAGES}
PLACES = {stage.id: stage.position for stage in COURSE_STAGES}
NOVEMBER = Scope(closes=("2026-11-01", "2026-11-30"))
ROLLING = Scope()
FRAME = Frame(KINDS, ("2026-11-02", "2026-11-20"))
RATES = Rates("CNY", {"USD": Decimal("7.1"), "JPY": Decimal("0.0487")})


class State(NamedTuple):
    """What a deal was."""

    stage_id: str = "need"
    amount: int | None = 100
    close_date: str | None = "2026-11-15"
    owner_id: str | None = "li"
    currency: str = "CNY"
    closed_on: str | None = "2026-11-10"

    @property
    def is_open(self) -> bool:
        """Whether it was still to be decided."""
        return KINDS.get(self.stage_id) is StageKind.OPEN


def journey(
    states: Sequence[State | None], scope: Scope = ROLLING, frame: Frame = FRAME, number: int = 1
) -> Trip | None:
    """The trip of a deal that was the first state at the start and the last at the end; None is not yet known."""
    first, *rest = states
    turns: list[Turn] = []
    was = first
    for now in rest:
        assert now is not None
        turns.append(_turn(number, len(turns), was, now))
        was = now
    start, end = seat(first, scope, number), seat(was, scope, number)
    return follow(start, end, turns, scope, frame) if start or end or turns else None


def _turn(number: int, since: int, was: State | None, now: State) -> Turn:
    closed_on = None if now.is_open else now.closed_on
    after = (now.is_open, now.stage_id, now.amount, now.currency, now.close_date, now.owner_id, closed_on)
    if was is None:
        return Turn(number, since, None, None, None, None, None, None, *after)
    return Turn(
        number, since, was.is_open, was.stage_id, was.amount, was.currency, was.close_date, was.owner_id, *after
    )


def trips_of(*journeys: Sequence[State | None], scope: Scope = ROLLING) -> list[Trip]:
    """The trips of some deals."""
    found = (journey(states, scope, number=place) for place, states in enumerate(journeys))
    return [trip for trip in found if trip is not None]


def seat(state: State | None, scope: Scope, number: int) -> Seat | None:
    """The deal's seat, if it is a member."""
    if state is None or not scope.holds(state.is_open, state.close_date, state.owner_id):
        return None
    return Seat(number, state.stage_id, state.amount, state.currency, state.owner_id)


def told(*journeys: Sequence[State | None], scope: Scope = ROLLING) -> dict[str, int]:
    """Start, bars and end of some deals, in fen."""
    trips = trips_of(*journeys, scope=scope)
    start, bars, end = total_ledger(trips, Scale(RATES)).amounts(Scale(RATES))
    return {"start": start, **{bar.value: amount for bar, amount in bars.items()}, "end": end}


def test_d8b_vector() -> None:
    later = "2026-12-10"
    assert told(
        [State(amount=100), State(amount=120)],
        [State(amount=50), State("won", amount=60)],
        [State(amount=80), State(amount=80, close_date=later)],
        [None, State(amount=30)],
        [State(amount=40, close_date=later), State(amount=40)],
        [None, State(amount=20), State("lost", amount=20)],
        scope=NOVEMBER,
    ) == {
        "start": 230,
        "new": 50,
        "pulled-in": 40,
        "up": 30,
        "won": -60,
        "lost": -20,
        "pushed-out": -80,
        "end": 190,
    }


LI = frozenset({"li"})
OURS = Scope(LI, ("2026-11-01", "2026-11-30"))
EARLIER, LATER = "2026-10-20", "2026-12-10"


@pytest.mark.parametrize(
    ("last", "bar"),
    [
        (State("won", owner_id="wang", close_date=LATER), Bar.LEFT),
        (State(owner_id="wang", close_date=LATER), Bar.LEFT),
        (State("won", close_date=LATER), Bar.WON),
        (State("lost", close_date=EARLIER), Bar.LOST),
        (State("won", closed_on="2026-12-02"), Bar.PUSHED_OUT),
        (State("lost", closed_on="2026-10-31"), Bar.PULLED_OUT),
        (State(close_date=LATER), Bar.PUSHED_OUT),
        (State(close_date=None), Bar.PUSHED_OUT),
        (State(close_date=EARLIER), Bar.PULLED_OUT),
        (State("a stage of old"), Bar.ASTRAY),
    ],
)
def test_a_deal_leaves_for_the_reason_of_the_highest_rank(last: State, bar: Bar) -> None:
    trip = journey([State(), last], OURS)
    assert trip is not None
    assert (trip.came, trip.left) == (None, bar)


@pytest.mark.parametrize(
    ("first", "bar"),
    [
        (None, Bar.NEW),
        (State("lost", owner_id="wang", close_date=LATER), Bar.REOPENED),
        (State(owner_id="wang", close_date=LATER), Bar.ENTERED),
        (State(owner_id=None), Bar.ENTERED),
        (State(close_date=LATER), Bar.PULLED_IN),
        (State(close_date=None), Bar.PULLED_IN),
        (State(close_date=EARLIER), Bar.PUSHED_IN),
    ],
)
def test_a_deal_comes_for_the_reason_of_the_highest_rank(first: State | None, bar: Bar) -> None:
    trip = journey([first, State()], OURS)
    assert trip is not None
    assert (trip.came, trip.left) == (bar, None)


def test_a_deal_that_was_known_late_is_not_new() -> None:
    late = Frame(KINDS, FRAME.days, frozenset({1}))
    trip = journey([None, State()], frame=late)
    assert trip is not None
    assert trip.came is Bar.SEEN


def test_what_happened_before_leaving_is_up_or_down_and_what_happened_after_is_nothing() -> None:
    pushed = State(amount=140, close_date=LATER)
    assert told([State(), State(amount=120), pushed, State(amount=900, close_date=LATER)], scope=NOVEMBER) == {
        "start": 100,
        "up": 40,
        "pushed-out": -140,
        "end": 0,
    }


def test_what_happened_after_coming_is_up_or_down() -> None:
    assert told([State(amount=900, close_date=LATER), State(amount=100), State(amount=70)], scope=NOVEMBER) == {
        "start": 0,
        "pulled-in": 100,
        "down": -30,
        "end": 70,
    }


@pytest.mark.parametrize(
    "journeys",
    [
        [State(), State(close_date=LATER), State()],
        [State(), State("won"), State()],
        [State(), State(amount=500), State()],
        [State(), State(owner_id="wang"), State()],
    ],
)
def test_a_mistake_put_right_cancels(journeys: Sequence[State]) -> None:
    assert told(journeys, scope=OURS) == {"start": 100, "end": 100}


@pytest.mark.parametrize(
    "journeys",
    [
        [State(close_date=LATER), State(), State(close_date=LATER)],
        [None, State(), State(close_date=LATER)],
        [State("lost"), State(), State(owner_id="wang")],
        [State("won", closed_on="2026-10-01"), State("lost", closed_on="2026-10-01")],
    ],
)
def test_what_came_and_went_without_being_closed_cancels(journeys: Sequence[State | None]) -> None:
    assert told(journeys, scope=OURS) == {"start": 0, "end": 0}


@pytest.mark.parametrize(
    ("first", "bar"),
    [(None, "new"), (State("lost"), "reopened"), (State(owner_id="wang"), "entered-scope")],
)
def test_what_came_and_was_won_counts_as_both(first: State | None, bar: str) -> None:
    assert told([first, State(amount=100), State("won", amount=90)], scope=OURS) == {
        "start": 0,
        bar: 100,
        "down": -10,
        "won": -90,
        "end": 0,
    }


def test_a_deal_due_later_but_won_in_the_period_is_among_its_wins() -> None:
    states = [State(close_date=LATER), State("won", amount=110, close_date=LATER, closed_on="2026-11-18")]
    assert told(states, scope=NOVEMBER) == {"start": 0, "pulled-in": 110, "won": -110, "end": 0}


@pytest.mark.parametrize(("closed_on", "counts"), [("2026-11-10", True), ("2026-10-30", False)])
def test_a_deal_first_seen_closed_counts_only_if_it_closed_in_these_days(closed_on: str, counts: bool) -> None:
    first_seen = [None, State("won", closed_on=closed_on)]
    expected = {"new": 100, "won": -100} if counts else {}
    assert told(first_seen) == {"start": 0, **expected, "end": 0}


def test_a_won_amount_put_right_counts_as_it_stands() -> None:
    assert told([State(amount=50), State("won", amount=60), State("won", amount=65)]) == {
        "start": 50,
        "up": 15,
        "won": -65,
        "end": 0,
    }


def test_an_amount_that_goes_missing_at_the_close_is_the_last_one() -> None:
    assert told([State(amount=50), State("lost", amount=None)]) == {"start": 50, "lost": -50, "end": 0}


def test_a_change_of_currency_counts_with_the_converted_difference() -> None:
    # 1.00 USD is 7.10 CNY.
    assert told([State(amount=1000), State(amount=100, currency="USD")]) == {"start": 1000, "down": -290, "end": 710}


def test_a_currency_without_a_rate_and_a_missing_amount_are_left_out_and_told() -> None:
    trips = trips_of(
        [State(amount=5, currency="EUR"), State(amount=6, currency="EUR")],
        [State(amount=None), State(amount=7)],
        [None, State(amount=8, currency="EUR")],
        [State(amount=9), State(amount=9, currency="EUR")],
    )
    ledger = total_ledger(trips, Scale(RATES))
    assert ledger.amounts(Scale(RATES)) == (9, {Bar.NEW: 0, Bar.UP: 7, Bar.DOWN: -9}, 7)
    assert ledger.start.without_amount == 1
    assert ledger.start.left_out() == (CurrencySum("EUR", 1, 5),)
    assert ledger.bars[Bar.NEW].left_out() == (CurrencySum("EUR", 1, 8),)
    assert ledger.end.left_out() == (CurrencySum("EUR", 3, 23),)


def test_rounding_never_loses_a_minor_unit() -> None:
    yen = [[None, State(amount=1, currency="JPY")] for _place in range(7)]
    result = told([State(amount=1, currency="JPY"), State(amount=3, currency="JPY")], *yen)
    # 4.87 fen are a yen: 5 fen at the start, 48.70 at the end.
    assert result == {"start": 5, "new": 34, "up": 10, "end": 49}


def test_stages_hand_deals_on_and_each_adds_up() -> None:
    trips = trips_of(
        [State("contact"), State("proposal", amount=150)],
        [State("negotiation"), State("need")],
        [None, State("contact"), State("need"), State("won", amount=80)],
        [State("proposal"), State("negotiation"), State("lost")],
        [None, State("won")],
    )
    scale = Scale(RATES)
    ledgers = {stage: ledger.amounts(scale) for stage, ledger in stage_ledgers(trips, scale, PLACES).items()}
    assert ledgers == {
        "contact": (100, {Bar.NEW: 100, Bar.ADVANCED: -200}, 0),
        "proposal": (100, {Bar.FROM_BELOW: 100, Bar.UP: 50, Bar.ADVANCED: -100}, 150),
        "negotiation": (100, {Bar.FROM_BELOW: 100, Bar.LOST: -100, Bar.WENT_BACK: -100}, 0),
        "need": (0, {Bar.FROM_BELOW: 100, Bar.FROM_ABOVE: 100, Bar.DOWN: -20, Bar.WON: -80}, 100),
    }
    moves = {pair: (len(tally.deals), tally.worth // scale.unit) for pair, tally in stage_moves(trips, scale).items()}
    assert moves == {("contact", "proposal"): (1, 150), ("negotiation", "need"): (1, 100)}


STATES = st.builds(
    State,
    st.sampled_from([*KINDS, "a stage of old"]),
    st.one_of(st.none(), st.integers(0, 10**14)),
    st.sampled_from([None, EARLIER, "2026-11-15", LATER]),
    st.sampled_from([None, "li", "wang"]),
    st.sampled_from(["CNY", "USD", "JPY", "EUR"]),
    st.sampled_from(["2026-10-20", "2026-11-10", "2026-12-10"]),
)
JOURNEYS = st.lists(st.builds(lambda first, rest: [first, *rest], st.one_of(st.none(), STATES), st.lists(STATES)))


@given(JOURNEYS, st.sampled_from([ROLLING, NOVEMBER, OURS, Scope(LI)]))
def test_start_and_bars_are_the_end_whatever_happened(journeys: Sequence[Sequence[State | None]], scope: Scope) -> None:
    result = told(*journeys, scope=scope)
    start, end = result.pop("start"), result.pop("end")
    assert start + sum(result.values()) == end
    for place, balance in ((0, start), (-1, end)):
        seats = [seat(states[place], scope, 1) for states in journeys]
        sums = [CurrencySum(each.currency, 1, each.amount or 0) for each in seats if each is not None]
        assert total(sums, RATES).amount == balance


@given(JOURNEYS)
def test_every_stage_adds_up_whatever_happened(journeys: Sequence[Sequence[State | None]]) -> None:
    trips = trips_of(*journeys)
    scale = Scale(RATES)
    for stage, ledger in stage_ledgers(trips, scale, PLACES).items():
        assert ledger.start.worth + sum(bar.worth for bar in ledger.bars.values()) == ledger.end.worth, stage
        members = [states[-1] for states in journeys if (last := states[-1]) and last.stage_id == stage]
        seats = [one for state in members if (one := seat(state, ROLLING, 1))]
        assert sum(scale.worth(one) for one in seats) == ledger.end.worth
