"""What lies beside the round, held against the functions of the other rooms and against pandas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas
import pytest

from salesops_tui import paths
from salesops_tui.clock import FixedClock
from salesops_tui.domain.activities import Activity, ActivityKind
from salesops_tui.domain.figures import Missing
from salesops_tui.domain.follow_up import FollowUpRule, FollowUpState, created_between, due
from salesops_tui.domain.meddic import BuyingRole, buying_role
from salesops_tui.domain.periods import Window
from salesops_tui.domain.steps import StepKind
from salesops_tui.domain.targets import Period, Target, TargetScope
from salesops_tui.services import ageing, pasts
from salesops_tui.services.demo import make_demo
from salesops_tui.services.explaining import explain
from salesops_tui.services.forecast import view as forecast
from salesops_tui.services.forecast.attainments import attained
from salesops_tui.services.quick_add import add_line
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.services.standups.activity_results import activity_results, won_deals
from salesops_tui.services.standups.completeness import complete
from salesops_tui.services.standups.surroundings import BREACHED_DAYS, Surroundings, surroundings
from salesops_tui.settings import Settings, load_settings
from tests.services.standups.conftest import HERE, MONDAY, Morning

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The English sample workbook on its second Wednesday."""
    clock = FixedClock.on(TODAY, ZoneInfo("Asia/Shanghai"))
    settings = load_settings(paths.sample_data() / "settings.toml")
    path = make_demo(tmp_path_factory.mktemp("demo"), clock, settings, "en")
    opened = open_session(path, clock, settings)
    pasts.catch_up(opened)
    yield opened
    close_session(opened)


def around(morning: Morning, team: str = "", since: date | None = None) -> Surroundings:
    return surroundings(morning.session, morning.day, team, since or morning.look().first)


def test_near_closing_are_the_last_stage_and_the_next_ten_working_days_the_biggest_first(morning: Morning) -> None:
    morning.deal("small", "Li Na", closes="2026-11-27", amount="100")
    morning.deal("late", "Li Na", closes="2026-11-10", amount="300")
    morning.deal("far away", "Li Na", closes="2026-12-08", amount="900")
    morning.deal("on the tenth day", "Li Na", closes="2026-12-07", amount="200")
    morning.deal("negotiated", "赵磊", stage="negotiation", amount="250")
    morning.deal("without amount", "Li Na", closes="2026-11-24", amount="")
    found = around(morning)
    assert [(deal.name, deal.working_days) for deal in found.closing] == [
        ("late", -9), ("negotiated", None), ("on the tenth day", 10), ("small", 4), ("without amount", 1),
    ]  # fmt: skip
    assert [deal.name for deal in around(morning, "West").closing] == ["negotiated"]


@pytest.mark.parametrize("working", [False, True])
@pytest.mark.parametrize("rule", list(FollowUpRule))
def test_the_days_of_creation_for_which_a_rule_is_due(morning: Morning, rule: FollowUpRule, working: bool) -> None:
    calendar = morning.session.calendar
    first, last = MONDAY - timedelta(days=BREACHED_DAYS), MONDAY + timedelta(days=2)
    span = created_between(rule, first, last, calendar, in_working_days=working)
    assert span is not None
    for day in (MONDAY - timedelta(days=back) for back in range(120)):
        inside = first <= due(rule, day, calendar, in_working_days=working) <= last
        assert inside == (span[0] <= day <= span[1]), day


def test_the_follow_ups_are_those_of_the_clocks_on_the_cards(sample: Session) -> None:
    found = surroundings(sample, TODAY, "", TODAY)
    shown = {(one.deal_id, one.rule, one.state) for one in found.follow_ups}
    last = sample.calendar.add_working_days(TODAY, sample.settings.urgent_days)
    pressing = {
        (deal_id, one.rule, one.state)
        for deal_id, clocks in ageing.clocks(sample).items()
        for one in clocks.follow_ups
        if one.state in (FollowUpState.DUE, FollowUpState.AT_RISK, FollowUpState.BREACHED)
        and one.due_on is not None
        and TODAY - timedelta(days=BREACHED_DAYS) <= one.due_on <= last
    }
    assert len(pressing) == len(found.follow_ups) + found.follow_ups_more
    assert shown <= pressing
    assert [one.due_on for one in found.follow_ups] == sorted(one.due_on for one in found.follow_ups)


def test_what_changed_since_the_last_stand_up_is_told_from_first_to_last(morning: Morning) -> None:
    moved = morning.deal("moved", "Li Na")
    lost = morning.deal("lost", "Li Na")
    pushed = morning.deal("pushed", "赵磊", closes="2026-11-27")
    same = morning.deal("same", "Li Na")
    morning.clock.advance(timedelta(days=1))
    morning.set_deal(moved, stage_id="need")
    morning.set_deal(moved, stage_id="proposal")
    morning.set_deal(lost, stage_id="lost", closed_on=morning.day)
    morning.set_deal(pushed, close_date=date(2026, 12, 18), amount=250_000)
    morning.set_deal(same, amount=5_000)
    morning.set_deal(same, amount=100_000)
    told = [(change.deal, change.words, change.is_good) for change in around(morning, since=morning.day).changes]
    assert told == [
        ("lost", "lost", False),
        ("moved", "First contact → Proposal", True),
        ("pushed", "¥1k → ¥2.5k", True),
        ("pushed", "closes 27 Nov → 18 Dec", False),
    ]
    assert [change.deal for change in around(morning, "West", morning.day).changes] == ["pushed", "pushed"]


def test_the_times_of_the_day_are_meetings_and_tasks_by_the_clock(morning: Morning) -> None:
    new_id = morning.session.workbook.new_id
    touches = [
        Activity(new_id(), ActivityKind.MEETING, MONDAY, time(14), "kick-off", "p-li"),
        Activity(new_id(), ActivityKind.CALL, MONDAY, time(10), "", "p-li"),
        Activity(new_id(), ActivityKind.VISIT, MONDAY + timedelta(days=1), time(9), "", "p-li"),
    ]
    with morning.session.workbook.step(StepKind.TOUCH_DEAL, HERE, {"deal": ""}):
        morning.session.workbook.activities.insert(touches)
    add_line(morning.session, "send the quote today 11:30 @Li", HERE)
    assert [(one.at, one.words) for one in around(morning).meetings] == [
        (time(11, 30), "send the quote"), (time(14), "Meeting"),
    ]  # fmt: skip
    assert around(morning, "West").meetings == ()


def test_attainment_and_pace_are_the_forecasts(sample: Session) -> None:
    found = surroundings(sample, TODAY, "", TODAY)
    column = next(column for column in forecast.view(sample, "").months if column.window == Window.month(TODAY))
    assert found.attainment == column.figures[forecast.Row.ATTAINMENT]
    assert found.pace == column.figures[forecast.Row.PACE]
    assert found.attainment.value is not None


def test_a_teams_target_is_the_sum_of_its_peoples_and_without_one_there_is_no_rate(morning: Morning) -> None:
    workbook = morning.session.workbook

    def target(person_id: str, amount: int) -> Target:
        return Target(
            workbook.new_id(), TargetScope.PERSON, Period.MONTH, date(2026, 11, 1), amount, "CNY", person_id=person_id
        )

    with workbook.step(StepKind.IMPORT, HERE, {"files": [], "counts": {}}):
        workbook.targets.insert([target("p-wang", 300_000), target("p-li", 500_000)])
    deal = morning.deal("won", "Li Na", amount="2000", closes="2026-11-23")
    morning.set_deal(deal, stage_id="won", closed_on=MONDAY)
    east = around(morning, "East")
    assert east.attainment.value == Fraction(200_000, 800_000)
    # Monday is the sixteenth of the month's twenty-one working days.
    assert east.pace.value == Fraction(200_000, 800_000) / Fraction(16, 21)
    west = around(morning, "West")
    assert (west.attainment.value, west.attainment.missing) == (None, Missing.NO_TARGET)
    assert attained(morning.session, Window.month(MONDAY), []).target.value is None


# Completeness, row 12


def filled(sample: Session) -> pandas.DataFrame:
    """For each owner the filled and the applicable fields, from the records alone."""
    book = sample.workbook
    accounts = {account.id: account for account in book.accounts.all()}
    stages = book.pipeline.by_id
    deciders = {c.account_id for c in book.contacts.all() if buying_role(c.role) is BuyingRole.DECISION_MAKER}
    touches = pandas.DataFrame([(a.deal_id, a.kind.value) for a in book.activities.all()], columns=["deal", "kind"])
    kinds = touches.dropna().groupby("deal")["kind"].agg(set).to_dict()
    lines = []
    for deal in book.deals.records.all():
        kind = stages[deal.stage_id].kind.value
        if kind != "open" and (deal.closed_on is None or deal.closed_on < TODAY - timedelta(days=90)):
            continue
        account, done = accounts.get(deal.account_id or ""), kinds.get(deal.id, set())
        late = deal.stage_id in (book.pipeline.open[-1].id, book.pipeline.won.id)
        told: list[object] = [
            account, account and account.industry, account and account.size, deal.account_id in deciders or None,
            deal.lead_source, deal.amount, deal.product_id, deal.competitor,
            "visit" in done or None, bool(done) or None, "proposal" in done or late or None,
        ]  # fmt: skip
        if kind != "open":
            told += [kind, deal.amount, deal.closed_on]
        if kind == "won":
            told += [deal.delivery, deal.feedback, deal.satisfaction]
        lines.append((deal.owner_id, sum(value is not None for value in told), len(told)))
    return pandas.DataFrame(lines, columns=["owner", "filled", "asked"]).groupby("owner").sum()


def test_completeness_of_the_sample_equals_pandas_the_least_complete_first(sample: Session) -> None:
    expected = filled(sample)
    found = complete(sample, TODAY)
    assert {one.person_id: (one.figure.numerator, one.figure.denominator) for one in found} == {
        owner: (row["filled"], row["asked"]) for owner, row in expected.iterrows()
    }
    shares = [one.figure.value for one in found]
    assert shares == sorted(shares, key=lambda share: share or 0)
    for one in found:
        assert one.figure.numerator is not None
        assert one.figure.denominator is not None
        assert sum(count for _name, count in one.missing) == one.figure.denominator - one.figure.numerator
    assert explain(found[0].figure).title.startswith("Completeness")


def test_only_what_applies_is_asked_of_a_deal(morning: Morning) -> None:
    deal = morning.deal("open", "Li Na")
    (one,) = complete(morning.session, MONDAY)
    assert one.figure.denominator == 11
    morning.set_deal(deal, stage_id="lost", closed_on=MONDAY)
    (one,) = complete(morning.session, MONDAY)
    assert one.figure.denominator == 14
    morning.set_deal(deal, stage_id="won", delivery="shipped")
    (one,) = complete(morning.session, MONDAY)
    assert one.figure.denominator == 17
    assert dict(one.missing)["satisfaction"] == 1
    assert "delivery" not in dict(one.missing)
    assert complete(morning.session, MONDAY + timedelta(days=91)) == ()


# Activity and result, row 13


def test_activities_and_wins_by_person_and_week_equal_pandas(sample: Session) -> None:
    book = sample.workbook
    found = activity_results(sample)
    first, last = found.weeks[0].span.first, found.weeks[-1].span.last
    done = pandas.DataFrame(
        [(a.person_id, str(a.day.isocalendar()[:2])) for a in book.activities.all() if first <= a.day <= TODAY],
        columns=["person", "week"],
    )
    won = pandas.DataFrame(
        [
            (deal.owner_id, str(deal.closed_on.isocalendar()[:2]), deal.amount)
            for deal in book.deals.records.all()
            if deal.stage_id == book.pipeline.won.id and deal.closed_on and first <= deal.closed_on <= last
        ],
        columns=["person", "week", "amount"],
    )
    by_week = {frame_name: frame.groupby(["person", "week"]).size() for frame_name, frame in (("a", done), ("w", won))}
    for person in found.people:
        for place, week in enumerate(found.weeks):
            key = (person.person_id, str((week.year, week.number)))
            assert person.activities[place] == by_week["a"].get(key, 0)
            assert person.won[place] == by_week["w"].get(key, 0)
    assert found.per_win.value == Fraction(len(done), len(won))
    # Seven people did something: too few to say whether more activity goes with more deals won.
    assert (len(found.people), found.correlation.value, found.correlation.missing) == (7, None, Missing.TOO_FEW)


def test_planned_touches_are_no_activity_and_a_filter_leaves_one_person(sample: Session) -> None:
    (li,) = activity_results(sample, "li na").people
    assert (li.name, li.activities[-1] < 9) == ("Li Na", True)
    listed = won_deals(sample, li.person_id, li.name, None, Window.quarter(TODAY).span)
    assert listed.count == len(listed.lines) > 0


def test_from_eight_people_on_the_correlation_is_told(morning: Morning) -> None:
    new_id = morning.session.workbook.new_id
    for place in range(8):
        deal = morning.deal(f"deal {place}", f"Person {place}")
        if place > 3:
            morning.set_deal(deal, stage_id="won", closed_on=MONDAY)
    owners = [person for person in morning.session.workbook.people.all() if person.name.startswith("Person")]
    touches = [
        Activity(new_id(), ActivityKind.CALL, MONDAY, None, None, person.id)
        for place, person in enumerate(sorted(owners, key=lambda person: person.name))
        for _time in range(place + 1)
    ]
    with morning.session.workbook.step(StepKind.TOUCH_DEAL, HERE, {"deal": ""}):
        morning.session.workbook.activities.insert(touches)
    figure = activity_results(morning.session).correlation
    done, won = pandas.Series(range(1, 9)).rank(), pandas.Series([0] * 4 + [1] * 4).rank()
    assert figure.n == 8
    assert float(figure.value or 0) == pytest.approx(done.corr(won))


def test_where_all_are_alike_there_is_no_correlation(morning: Morning) -> None:
    for place in range(8):
        deal = morning.deal(f"deal {place}", f"Person {place}")
        morning.set_deal(deal, stage_id="won", closed_on=MONDAY)
    assert activity_results(morning.session).correlation.value is None


def test_an_empty_workbook_has_nothing_beside_it(blank_workbook: Path, clock: FixedClock, tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.write_bytes(blank_workbook.read_bytes())
    session = open_session(path, clock, Settings())
    try:
        found = surroundings(session, MONDAY, "", MONDAY)
        assert (found.closing, found.follow_ups, found.changes, found.meetings) == ((), (), (), ())
        assert (complete(session, MONDAY), activity_results(session).people) == ((), ())
    finally:
        close_session(session)
