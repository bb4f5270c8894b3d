"""The funnel over a workbook: ways of deals by hand, a known bottleneck, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.activities import Activity, ActivityKind
from salesops_tui.domain.deals import MADE_HERE
from salesops_tui.domain.figures import Missing, Span
from salesops_tui.domain.funnel import Breakdown, Group, StepCount
from salesops_tui.domain.people import Person
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.errors import UsageError
from salesops_tui.services import funnel, pasts
from salesops_tui.services.asking import Asked
from salesops_tui.services.funnel import FunnelView, Wanted
from salesops_tui.services.funnel_words import notes
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings
from salesops_tui.storage.repositories.deals import DealWrite
from tests.storage.helpers import new_deal

Way = tuple[tuple[str, int], ...]
"""Stages with the days before today on which they were entered."""

TODAY = date(2026, 11, 23)
STAGES = ("contact", "need", "proposal", "negotiation", "won")


@pytest.fixture
def session(workbook_path: Path, clock: FixedClock) -> Iterator[Session]:
    settings = Settings(rates={"USD": Decimal("7.1")}, calendar=None)
    opened = open_session(workbook_path, clock, settings)
    yield opened
    close_session(opened)


def go(session: Session, *ways: Way, **fields: Any) -> None:
    """Deals that went these ways, created on the day of the first stage."""
    workbook = session.workbook
    with workbook.step(StepKind.EDIT_DEAL, Origin.SCREEN, {"deal": "Acme"}):
        for (first, days), *moves in ways:
            started = noon(days)
            deal = new_deal(workbook, stage_id=first, known_since=started, created_on=started.date(), **fields)
            workbook.deals.write([DealWrite(None, deal, MADE_HERE, entered_stage_at=started)])
            for stage, ago in moves:
                closed = noon(ago).date() if stage in ("won", "lost") else None
                moved = replace(deal, stage_id=stage, closed_on=closed)
                workbook.deals.write([DealWrite(deal, moved, MADE_HERE, noon(ago))])
                deal = moved


def noon(days_ago: int) -> datetime:
    return datetime.combine(TODAY - timedelta(days=days_ago), time(1), UTC)


def look(session: Session, wanted: Wanted | None = None) -> FunnelView:
    pasts.catch_up(session)
    return funnel.view(session, wanted or Wanted())


def counted(seen: FunnelView) -> list[int]:
    return [int(line.share.numerator or 0) for line in seen.whole.stages]


def steps(seen: FunnelView) -> list[StepCount | None]:
    return [line.count for line in seen.whole.stages[:-1]]


# D.2


def test_d2_by_any_path_a_skipped_stage_counts_as_passed_and_in_strict_order_the_deal_drops_out(
    session: Session,
) -> None:
    whole_way = tuple(zip(STAGES, (90, 80, 70, 60, 50), strict=True))
    go(session, whole_way, (("contact", 90), ("proposal", 70), ("negotiation", 60)), (("contact", 90), ("need", 80)))
    anyhow, strict = look(session), look(session, Wanted(strict=True))
    assert counted(anyhow) == [3, 3, 2, 2, 1]
    assert steps(anyhow) == [StepCount(3), StepCount(2, here=1), StepCount(2), StepCount(1, here=1)]
    assert counted(strict) == [3, 2, 1, 1, 1]
    assert steps(strict) == [StepCount(2, skipped=1), StepCount(1, here=1), StepCount(1), StepCount(1)]


def test_a_figure_in_strict_order_says_so_where_it_is_explained(session: Session) -> None:
    go(session, (("contact", 90), ("need", 80)))
    first = look(session, Wanted("huadong", strict=True)).whole.stages[0]
    assert first.share.scope == "huadong · strict order"


def test_d2_a_deal_that_began_beyond_the_first_stage_is_in_no_strict_cohort(session: Session) -> None:
    go(session, (("need", 40), ("proposal", 30)), (("contact", 40), ("need", 30)))
    assert counted(look(session)) == [2, 2, 1, 0, 0]
    assert counted(look(session, Wanted(strict=True))) == [1, 1, 0, 0, 0]


def test_d2_going_back_does_not_un_count_and_re_entry_does_not_count_twice(session: Session) -> None:
    go(session, (("contact", 60), ("need", 50), ("proposal", 40), ("need", 30), ("proposal", 20), ("need", 10)))
    for strict in (False, True):
        seen = look(session, Wanted(strict=strict))
        assert counted(seen) == [1, 1, 1, 0, 0]
        assert steps(seen) == [StepCount(1), StepCount(1), StepCount(here=1), StepCount()]


def test_d2_lost_deals_stay_in_the_denominator(session: Session) -> None:
    go(session, (("contact", 60), ("lost", 50)), (("contact", 60), ("need", 50), ("lost", 40)), (("contact", 60),))
    seen = look(session)
    assert counted(seen) == [3, 1, 0, 0, 0]
    assert steps(seen)[:2] == [StepCount(1, lost=1, here=1), StepCount(lost=1)]
    resolved = seen.whole.stages[0].resolved
    assert resolved is not None
    assert resolved.value == Fraction(1, 2)


def test_d2_steps_are_of_deals_entering_in_the_window_shares_of_those_that_began_in_it(session: Session) -> None:
    go(session, (("contact", 60), ("need", 5), ("proposal", 1)), (("contact", 4),))
    span = Span(TODAY - timedelta(days=10), TODAY)
    seen = look(session, Wanted(span=span))
    assert counted(seen) == [1, 0, 0, 0, 0]
    assert steps(seen) == [StepCount(here=1), StepCount(1), StepCount(here=1), StepCount()]


def test_what_was_undone_never_happened(session: Session) -> None:
    from salesops_tui.services import steps as step_service

    go(session, (("contact", 20), ("need", 10)))
    go(session, (("contact", 20), ("won", 10)))
    assert counted(look(session))[-1] == 1
    step_service.undo(session, Origin.SCREEN)
    assert counted(look(session)) == [1, 1, 0, 0, 0]


def test_time_in_stage_is_counted_in_working_days_of_stays_that_ended(session: Session) -> None:
    # Mondays: fourteen days are ten working days, seven are five; the third still stands there.
    go(session, (("contact", 28), ("need", 14)), (("contact", 28), ("need", 21)), (("contact", 28),))
    first = look(session).whole.stages[0]
    assert first.median is not None
    assert (first.median.value, first.median.n) == (Fraction(15, 2), 2)
    second = look(session).whole.stages[1]
    assert second.median is not None
    assert second.median.missing is Missing.NO_DEALS


# The bottleneck


def test_a_known_bottleneck_is_found(session: Session) -> None:
    """Of 20, 12 come to a need (60 %), 9 to a proposal (75 %), 3 to a negotiation (33 %), 2 are won (of too few)."""
    ends = [0] * 8 + [1] * 3 + [2] * 6 + [3] * 1 + [4] * 2
    days = (200, 180, 160, 140, 120)
    go(session, *(tuple(zip(STAGES[: end + 1], days, strict=False)) for end in ends))
    found = look(session).whole.bottleneck
    assert found is not None
    assert STAGES[found.place] == "proposal"
    assert (found.rate.value, found.rate.n) == (Fraction(1, 3), 9)
    assert found.gap == (Fraction(12, 25) - Fraction(1, 3)) / Fraction(12, 25)


def test_the_bottleneck_of_one_owner_is_her_own(session: Session) -> None:
    people = [Person(session.workbook.new_id(), name) for name in ("Li Na", "Wang Wei")]
    with session.workbook.step(StepKind.EDIT_DEAL, Origin.SCREEN, {"deal": "Acme"}):
        session.workbook.people.insert(people)
    go(session, *[(("contact", 90),)] * 9, (("contact", 90), ("need", 80)), owner_id=people[0].id)
    go(session, *[(("contact", 90), ("need", 80))] * 10, owner_id=people[1].id)
    seen = look(session, Wanted(by=Breakdown.OWNER))
    assert [(part.name, part.began, part.bottleneck and part.bottleneck.place) for part in seen.parts] == [
        ("Li Na", 10, 0),
        ("Wang Wei", 10, 1),
    ]
    hers = look(session, Wanted(only=Group(Breakdown.OWNER, people[0].id)))
    assert (hers.scope, counted(hers)) == ("Li Na", [10, 1, 0, 0, 0])
    assert hers.whole.bottleneck == seen.parts[0].bottleneck


# Young cohorts


def test_a_cohort_younger_than_three_quarters_of_the_cycles_is_young(session: Session) -> None:
    go(session, *[(("contact", 200), ("won", 140))] * 8, *[(("contact", 30),)] * 3)
    seen = look(session, Wanted(by=Breakdown.MONTH))
    assert seen.young_days == 60
    assert [(part.name, part.began, part.is_young) for part in seen.parts if part.began] == [
        ("2026-05", 8, False),
        ("2026-10", 3, True),
    ]
    assert (seen.whole.young, seen.whole.is_young) == (3, False)
    assert any("3 of 11 began in the last 60 days" in note for note in notes(seen))


def test_a_group_with_few_won_deals_is_held_to_the_cycles_of_all(session: Session) -> None:
    go(session, *[(("contact", 200), ("won", 140))] * 8, lead_source="Web")
    go(session, *[(("contact", 30),)] * 3, lead_source="Partner")
    for wanted in (Wanted(only=Group(Breakdown.SOURCE, "Partner")), Wanted(only=Group(Breakdown.MONTH, "2026-10"))):
        seen = look(session, wanted)
        assert (seen.young_days, seen.whole.young, seen.whole.is_young) == (60, 3, True)


def test_below_eight_won_deals_nobody_says_what_is_young(session: Session) -> None:
    go(session, *[(("contact", 200), ("won", 140))] * 7, (("contact", 30),))
    seen = look(session)
    assert (seen.young_days, seen.whole.young) == (None, 0)
    assert any("Fewer than 8 deals were won" in note for note in notes(seen))


# Periods and groups


def test_groups_add_up_to_the_whole(session: Session) -> None:
    way = (("contact", 100), ("need", 60), ("won", 20))
    for source in ("Web", "Partner", None):
        go(session, way, (("contact", 100), ("lost", 50)), (("contact", 10),), lead_source=source)
    whole = look(session).whole
    for by in Breakdown:
        if by is Breakdown.TOTAL:
            continue
        for strict in (False, True):
            seen = look(session, Wanted(by=by, strict=strict))
            assert sum(part.began for part in seen.parts) == whole.began == seen.whole.began
            assert sum(part.outcomes.won for part in seen.parts) == whole.outcomes.won
            assert sum(part.outcomes.lost for part in seen.parts) == whole.outcomes.lost
    names = [part.name for part in look(session, Wanted(by=Breakdown.SOURCE)).parts]
    assert names == ["Partner", "Web", "no lead source"]


def test_months_and_quarters_follow_each_other_and_are_cut_at_the_ends_of_the_period(session: Session) -> None:
    go(session, (("contact", 360), ("won", 170)), (("contact", 1),))
    months = look(session, Wanted(by=Breakdown.MONTH)).parts
    assert [part.name for part in months] == ["2025-11", "2026-06", "2026-11"]
    assert months[0].stages[0].share.span == Span(date(2025, 11, 24), date(2025, 11, 30))
    assert months[2].stages[0].share.span == Span(date(2026, 11, 1), TODAY)
    quarters = look(session, Wanted(by=Breakdown.QUARTER)).parts
    assert [part.name for part in quarters] == ["2025-Q4", "2026-Q2", "2026-Q4"]
    june = look(session, Wanted(only=Group(Breakdown.QUARTER, "2026-Q2")))
    assert june.span == Span(date(2026, 4, 1), date(2026, 6, 30))
    assert june.whole.outcomes.won == 1


def test_a_filter_by_amount_and_date_holds_for_open_and_closed_deals_alike(session: Session) -> None:
    go(session, (("contact", 100), ("won", 20)), (("contact", 100),), amount=500_00)
    go(session, (("contact", 100), ("won", 20)), (("contact", 100),), amount=5_000_000_00)
    assert counted(look(session, Wanted(">1000")))[0] == 2
    # The won ones closed on 3 November; the open ones are to close on the 30th.
    assert counted(look(session, Wanted("<2026-11-10"))) == [2, 2, 2, 2, 2]
    assert counted(look(session, Wanted("overdue"))) == [0, 0, 0, 0, 0]


# Edges


def test_without_deals_nothing_is_invented(session: Session) -> None:
    for by in Breakdown:
        seen = look(session, Wanted(by=by))
        assert not seen.has_deals
        assert not seen.parts
        assert [line.share.value for line in seen.whole.stages] == [None] * 5
        assert seen.whole.bottleneck is None
        assert seen.whole.velocity is not None
        assert (seen.whole.velocity.value, seen.whole.velocity.missing) == (None, Missing.NO_OUTCOMES)
        assert seen.whole.outcomes.win_rate.missing is Missing.NO_OUTCOMES


def test_one_open_deal(session: Session) -> None:
    go(session, (("contact", 5),))
    seen = look(session)
    assert [line.share.value for line in seen.whole.stages] == [1, 0, 0, 0, 0]
    assert seen.whole.outcomes.created.high == 1


def test_all_lost(session: Session) -> None:
    go(session, *[(("contact", 50), ("lost", 40))] * 9)
    seen = look(session)
    assert seen.whole.outcomes.win_rate.value == 0
    assert seen.whole.outcomes.cycle.mean.missing is Missing.NO_WINS
    assert seen.whole.outcomes.lost_cycle.value == 10
    assert seen.whole.velocity is not None
    assert seen.whole.velocity.missing is Missing.NO_WINS
    assert [(one.reason, one.share.value) for one in seen.whole.outcomes.reasons] == [(None, Fraction(1))]


def test_a_currency_without_a_rate_is_left_out_and_named(session: Session) -> None:
    go(session, (("contact", 50), ("won", 40)), amount=100_00)
    go(session, (("contact", 50), ("won", 40)), amount=100_00, currency="USD")
    go(session, (("contact", 50), ("won", 40)), amount=100_00, currency="EUR")
    go(session, (("contact", 50), ("lost", 40)), amount=None)
    outcomes = look(session).whole.outcomes
    assert outcomes.average.value == Fraction(100_00 + 710_00, 2)
    assert [part.currency for part in outcomes.average.unrated] == ["EUR"]
    assert outcomes.by_value.value == 1
    assert outcomes.by_value.without_amount == 1


def test_only_a_currency_without_a_rate_is_no_amount(session: Session) -> None:
    go(session, (("contact", 50), ("won", 40)), currency="EUR")
    seen = look(session)
    assert seen.whole.outcomes.average.missing is Missing.NO_AMOUNTS
    assert seen.whole.velocity is not None
    assert seen.whole.velocity.missing is Missing.NO_AMOUNTS


def test_a_deal_lost_before_its_first_history_is_told_and_left_out(session: Session) -> None:
    go(session, (("contact", 50), ("need", 40)))
    go(session, (("lost", 30),))
    seen = look(session)
    assert (counted(seen), seen.without_way) == ([1, 1, 0, 0, 0], 1)
    assert any("1 lost deal is left out of the funnel" in note for note in notes(seen))


def test_a_won_deal_without_a_day_of_closing_is_told(session: Session) -> None:
    with session.workbook.step(StepKind.EDIT_DEAL, Origin.SCREEN, {"deal": "Acme"}):
        deal = new_deal(session.workbook, stage_id="won", created_on=None, lead_source="Web")
        session.workbook.deals.write([DealWrite(None, deal, "CRM")])
    seen = look(session)
    assert (seen.undated, seen.unknown, seen.whole.outcomes.won) == (1, 1, 0)
    assert look(session, Wanted("nobody")).undated == 0


def test_d4_the_cycle_begins_with_the_first_logged_activity_else_with_the_creation(session: Session) -> None:
    go(session, *[(("contact", 50), ("won", 40))] * 3)
    workbook = session.workbook
    touched, late, _untouched = [deal.id for deal in workbook.deals.records.all()]
    with workbook.step(StepKind.EDIT_DEAL, Origin.SCREEN, {"deal": "Acme"}):
        for deal_id, ago in ((touched, 70), (touched, 60), (late, 30)):
            day = TODAY - timedelta(days=ago)
            workbook.activities.insert([Activity(workbook.new_id(), ActivityKind.CALL, day, deal_id=deal_id)])
    outcomes = look(session).whole.outcomes
    assert outcomes.cycle.upper.n == 3
    assert outcomes.cycle.mean.value == Fraction(30 + 10 + 10, 3)
    assert outcomes.untouched == 2


def test_d4_a_deal_that_closed_before_it_was_created_is_an_error_in_the_data(session: Session) -> None:
    go(session, (("contact", 50), ("won", 40)))
    go(session, (("won", 20),), closed_on=TODAY - timedelta(days=30))
    seen = look(session)
    assert (seen.whole.outcomes.backwards, seen.whole.outcomes.cycle.mean.n) == (1, 1)
    assert any("closed before it began" in note for note in notes(seen))


def test_competitors_and_reasons_are_counted_and_hostile_text_stays_text(session: Session) -> None:
    hostile = "[@click=app.quit]x[/]"
    go(session, *[(("contact", 50), ("lost", 40))] * 2, competitor=hostile, lost_reason="Price")
    go(session, (("contact", 50), ("won", 30)), competitor=hostile)
    go(session, (("contact", 50), ("lost", 20)), competitor="Other", lost_reason=hostile)
    go(session, (("contact", 50), ("lost", 20)))
    outcomes = look(session).whole.outcomes
    assert [(one.name, one.won, one.lost, one.last_lost_on) for one in outcomes.competitors] == [
        (hostile, 1, 2, TODAY - timedelta(days=40)),
        ("Other", 0, 1, TODAY - timedelta(days=20)),
    ]
    assert [(one.reason, one.share.value) for one in outcomes.reasons] == [
        ("Price", Fraction(1, 2)),
        (hostile, Fraction(1, 4)),
        (None, Fraction(1, 4)),
    ]


# Tables


def test_the_tables_tell_the_period_and_refuse_what_they_cannot_group_by(session: Session) -> None:
    go(session, (("contact", 50), ("won", 40)))
    pasts.catch_up(session)
    found = funnel.sheets(session, Asked(first=date(2026, 10, 1), by="source"))
    assert [sheet.key for sheet in found] == ["groups", "stages", "outcomes", "loss_reasons", "competitors"]
    assert found[1].notes[0] == "2026-10-01 to 2026-11-23 · any path"
    with pytest.raises(UsageError, match="stage"):
        funnel.sheets(session, Asked(by="stage"))
    with pytest.raises(UsageError, match="comes after"):
        funnel.sheets(session, Asked(first=TODAY, last=date(2026, 1, 1)))
