"""A deal's history replayed: its states from one change to the next, and its way through the stages."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.deals import EventValue, TrackedField
from salesops_tui.domain.past import FOREVER, Past, Told, Values, replay, way

POSITIONS: Mapping[EventValue, int] = {"contact": 1, "need": 2, "proposal": 3, "negotiation": 4, "won": 5}
DAY = 86_400


def values(stage: str = "contact", amount: int | None = 100) -> Values:
    """A deal's tracked fields."""
    return (stage, amount, "CNY", None, None, None)


def moved(old: EventValue, new: EventValue, at: int, *, by_history: bool = False) -> Told:
    """An event of its stage."""
    return Told(TrackedField.STAGE, old, new, at, by_history)


def test_a_deal_without_events_was_always_what_it_is() -> None:
    past = replay(values(), 1_000, None, [])
    assert [(state.since, state.until) for state in past.states] == [(1_000, FOREVER)]
    assert past.entered is None


def test_events_of_one_moment_make_one_state() -> None:
    events = [moved("contact", "won", 2_000), Told(TrackedField.AMOUNT, 50, 60, 2_000, False)]
    past = replay(values("won", 60), 1_000, None, events)
    assert [(state.since, state.values[:2]) for state in past.states] == [
        (1_000, ("contact", 50)),
        (2_000, ("won", 60)),
    ]


def test_a_history_file_reaches_back_before_the_workbook_saw_the_deal() -> None:
    events = [moved(None, "contact", 1_000, by_history=True), moved("contact", "need", 5_000, by_history=True)]
    past = replay(values("need"), 9_000, None, events)
    assert [(state.since, state.values[0]) for state in past.states] == [(1_000, "contact"), (5_000, "need")]
    assert past.entered == 1_000


def test_a_history_that_begins_with_leaving_a_stage_begins_at_the_creation() -> None:
    past = replay(values("need"), 9_000, 2_000, [moved("contact", "need", 5_000, by_history=True)])
    assert [(state.since, state.values[0]) for state in past.states] == [(2_000, "contact"), (5_000, "need")]
    assert past.entered == 2_000


def test_what_the_workbook_saw_outweighs_what_a_history_file_tells() -> None:
    events = [moved(None, "proposal", 1_000, by_history=True), moved("contact", "need", 9_500)]
    past = replay(values("need"), 9_000, None, events)
    assert [(state.since, state.values[0]) for state in past.states] == [
        (1_000, "proposal"),
        (9_000, "contact"),
        (9_500, "need"),
    ]


def test_the_last_state_is_what_the_deal_is_whatever_its_events_say() -> None:
    past = replay(values("proposal"), 1_000, None, [moved("contact", "need", 2_000)])
    assert past.states[-1].values[0] == "proposal"
    assert past.states[-1].until == FOREVER


def test_stages_jumped_over_count_as_passed() -> None:
    past = replay(values("proposal"), 1_000, 1_000, [moved("contact", "proposal", 3 * DAY)])
    entries = way(past, 1_000, POSITIONS)
    assert [(entry.position, entry.entered, entry.jumped, entry.in_order) for entry in entries] == [
        (1, 1_000, False, True),
        (2, 3 * DAY, True, False),
        (3, 3 * DAY, False, False),
    ]


def test_going_back_does_not_uncount_and_coming_again_does_not_count_twice() -> None:
    events = [moved("contact", "need", DAY), moved("need", "contact", 2 * DAY), moved("contact", "need", 3 * DAY)]
    entries = way(replay(values("need"), 0, 0, events), 0, POSITIONS)
    assert [(entry.position, entry.entered, entry.left) for entry in entries] == [(1, 0, DAY), (2, DAY, 2 * DAY)]


def test_what_came_before_the_first_known_stage_has_no_date() -> None:
    entries = way(Past(replay(values("negotiation"), 9 * DAY, DAY, []).states, None), DAY, POSITIONS)
    assert [(entry.position, entry.entered) for entry in entries] == [(1, DAY), (2, None), (3, None), (4, None)]
    assert not any(entry.in_order for entry in entries[1:])


def test_another_field_changing_does_not_end_the_stay_in_a_stage() -> None:
    events = [Told(TrackedField.AMOUNT, 1, 2, DAY, False), moved("contact", "need", 2 * DAY)]
    first, _second = way(replay(values("need", 2), 0, 0, events), 0, POSITIONS)
    assert (first.entered, first.left) == (0, 2 * DAY)


def test_lost_deals_and_unknown_stages_have_no_place_on_the_way() -> None:
    events = [moved("contact", "elsewhere", DAY), moved("elsewhere", "lost", 2 * DAY)]
    assert [entry.position for entry in way(replay(values("lost"), 0, 0, events), 0, POSITIONS)] == [1]


EVENTS = st.lists(
    st.tuples(
        st.sampled_from([TrackedField.STAGE, TrackedField.AMOUNT]), st.integers(0, 3), st.integers(0, 50), st.booleans()
    ),
    max_size=8,
)


@given(raw=EVENTS, known_since=st.integers(0, 50), created=st.none() | st.integers(0, 50))
def test_states_follow_each_other_without_gaps_and_never_repeat(
    raw: list[tuple[TrackedField, int, int, bool]], known_since: int, created: int | None
) -> None:
    """Whatever is told, in whatever order: one state after the other, up to what the deal is now."""
    events = [
        Told(field, None, value, at, by_history) for field, value, at, by_history in sorted(raw, key=lambda e: e[2])
    ]
    present: Values = (2, 2, "CNY", None, None, None)
    past = replay(present, known_since, created, events)
    assert past.states[-1].until == FOREVER
    assert past.states[-1].values == present
    for earlier, later in zip(past.states, past.states[1:], strict=False):
        assert earlier.since < earlier.until == later.since
        assert earlier.values != later.values
