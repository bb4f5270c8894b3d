"""Who takes part, in which order, and what a day is prepared with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.activities import Activity, ActivityKind
from salesops_tui.domain.people import Person
from salesops_tui.domain.standup_order import NO_SEAT, Order, in_order
from salesops_tui.domain.standups import LineKind
from salesops_tui.domain.steps import StepKind
from salesops_tui.domain.tasks import Task
from salesops_tui.services.session import close_session, open_session
from salesops_tui.services.standups import members
from salesops_tui.services.standups.day import look
from salesops_tui.services.standups.parts import Part, Presence, SaidKind
from salesops_tui.services.standups.prepared import MOST_DUE, MOST_HAPPENED
from salesops_tui.services.standups.writing import StandupRefused
from salesops_tui.services.steps import next_to_undo
from salesops_tui.services.tasks import add_tasks
from salesops_tui.settings import Settings
from salesops_tui.storage.records import Change
from tests.services.helpers import new_desk
from tests.services.standups.conftest import HERE, MONDAY, Morning

FRIDAY = date(2026, 11, 20)


def names(morning: Morning) -> list[str]:
    return [part.name for part in morning.look().parts]


def presences(morning: Morning, day: date | None = None) -> dict[str, tuple[Presence, str]]:
    return {part.name: (part.presence, part.reason) for part in morning.look(day).parts}


def update_person(morning: Morning, person_id: str, **fields: object) -> None:
    workbook = morning.session.workbook
    person = workbook.people.get(person_id)
    assert person is not None
    with workbook.step(StepKind.SET_MEMBERS, HERE):
        workbook.people.update([Change(person, replace(person, **fields))])  # type: ignore[arg-type]


def test_in_an_empty_workbook_nobody_takes_part(blank_workbook: Path, clock: FixedClock) -> None:
    with new_desk(blank_workbook, clock) as desk:
        seen = look(desk.session)
        assert (seen.parts, seen.present, seen.plan.segments, seen.unseated) == ((), (), (0, 409, 327, 164), True)


def test_the_owners_of_deals_take_part_until_somebody_says_who_does(blank_workbook: Path, clock: FixedClock) -> None:
    with new_desk(blank_workbook, clock) as desk:
        morning = Morning(desk.session, clock)
        morning.deal("ERP rollout", "Zoe")
        morning.deal("Portal", "Amy")
        assert (names(morning), morning.look().unseated) == (["Amy", "Zoe"], True)
        zoe, amy = (
            next(m.person_id for m in members.members(desk.session) if m.name == name) for name in ("Zoe", "Amy")
        )
        members.seat(desk.session, [zoe], HERE)
        assert (names(morning), morning.look().unseated) == (["Zoe"], False)
        assert [(m.name, m.takes_part) for m in members.members(desk.session)] == [("Zoe", True), ("Amy", False)]
        assert next_to_undo(desk.session) == "Change who takes part in the stand-up"
        members.seat(desk.session, [amy, zoe], HERE)
        assert names(morning) == ["Amy", "Zoe"]


PEOPLE = [Person("c", "Cai", seat=2), Person("a", "An", seat=1), Person("n", "New"), Person("x", "Out", seat=NO_SEAT)]


def test_by_seat_those_without_one_come_last_and_those_with_none_not_at_all(morning: Morning) -> None:
    calendar = morning.session.calendar
    assert [person.name for person in in_order(PEOPLE, Order.SEAT, MONDAY, calendar)] == ["An", "Cai", "New"]


def test_rotating_another_one_begins_each_working_day(morning: Morning) -> None:
    calendar = morning.session.calendar
    firsts = [
        in_order(PEOPLE, Order.ROTATING, calendar.add_working_days(FRIDAY, days), calendar)[0].name for days in range(4)
    ]
    assert sorted(firsts[:3]) == ["An", "Cai", "New"]
    assert firsts[3] == firsts[0]


def test_the_random_order_of_a_day_stays_as_it_is(morning: Morning) -> None:
    calendar = morning.session.calendar
    days = [MONDAY + timedelta(days=day) for day in range(30)]
    orders = {tuple(p.name for p in in_order(PEOPLE, Order.RANDOM, day, calendar)) for day in days}
    assert len(orders) > 3
    assert in_order(PEOPLE, Order.RANDOM, MONDAY, calendar) == in_order(PEOPLE, Order.RANDOM, MONDAY, calendar)


def test_who_is_on_leave_is_skipped_and_shown_so(morning: Morning) -> None:
    members.send_away(morning.session, "p-li", MONDAY, date(2026, 11, 25), "年假", HERE)
    assert presences(morning)["Li Na"] == (Presence.AWAY, "年假")
    assert names(morning) == ["Wang Wei", "赵磊", "Li Na"]
    assert morning.look().plan.people == 2
    assert presences(morning, date(2026, 11, 26))["Li Na"] == (Presence.PRESENT, "")
    assert members.members(morning.session)[1].away_until == date(2026, 11, 25)


def test_a_leave_that_ends_before_it_begins_is_refused(morning: Morning) -> None:
    with pytest.raises(StandupRefused):
        members.send_away(morning.session, "p-li", MONDAY, FRIDAY, "", HERE)


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2026, 11, 28), "weekend"),
        (date(2026, 10, 1), "holiday"),
        # A Saturday on which people work, to make up for the National Day.
        (date(2026, 10, 10), ""),
        (date(2026, 11, 23), ""),
    ],
)
def test_on_a_day_off_nobody_has_to_be_there_but_on_a_make_up_day_all(morning: Morning, day: date, off: str) -> None:
    seen = morning.look(day)
    assert (seen.day_off, seen.is_working_day) == (off, not off)
    assert len(seen.present) == (0 if off else 3)


def test_a_day_ahead_and_a_day_gone_by_can_be_filled_and_say_so(morning: Morning) -> None:
    tomorrow = date(2026, 11, 24)
    morning.say("p-li", LineKind.TODAY, "visit the plant", tomorrow)
    morning.say("p-li", LineKind.DONE, "called", FRIDAY)
    assert (morning.look(tomorrow).filled, morning.look(FRIDAY).filled, morning.look().filled) == ("ahead", "late", "")
    assert [said.text for said in morning.part("Li Na", tomorrow).today] == ["visit the plant"]
    assert morning.part("Li Na", tomorrow).today[0].task_id is not None
    assert [line.noted_on for line in morning.session.workbook.standup_lines.all()] == [MONDAY, MONDAY]


def test_earlier_and_later_are_working_days_and_days_that_were_held(morning: Morning) -> None:
    seen = morning.look()
    assert (seen.earlier, seen.later) == (FRIDAY, date(2026, 11, 24))
    morning.say(None, LineKind.REMINDER, "extra shift", date(2026, 11, 21))
    assert morning.look().earlier == date(2026, 11, 21)
    assert morning.look(FRIDAY).later == date(2026, 11, 21)


def test_yesterday_begins_at_the_stand_up_before_and_never_long_ago(morning: Morning) -> None:
    assert (morning.look().first, morning.look().last) == (FRIDAY, date(2026, 11, 22))
    morning.say("p-li", LineKind.TODAY, "x", date(2026, 11, 18))
    assert morning.look().first == date(2026, 11, 18)
    assert morning.look(date(2026, 12, 28)).first == date(2026, 12, 14)


def test_two_teams_have_two_stand_ups_on_one_day(morning: Morning) -> None:
    east = Morning(morning.session, morning.clock, "East")
    west = Morning(morning.session, morning.clock, "West")
    assert east.look().teams == ("East", "West")
    assert (names(east), names(west)) == (["Wang Wei", "Li Na"], ["赵磊"])
    east.start()
    assert west.look().run is None
    west.start()
    east.close()
    assert west.look().run is not None
    assert [standup.team for standup in morning.session.workbook.standups.all()] == ["East", "West"]


def test_what_happened_since_friday_is_told_a_deal_that_moved_first(morning: Morning) -> None:
    morning.clock.advance(timedelta(days=-3))
    deal = morning.deal("ERP rollout", "Li Na")
    touches = [
        Activity(
            morning.session.workbook.new_id(), ActivityKind.CALL, FRIDAY, time(8 + n), f"call {n}", "p-li", None, deal
        )
        for n in range(MOST_HAPPENED + 2)
    ]
    with morning.session.workbook.step(StepKind.TOUCH_DEAL, HERE, {"deal": "ERP rollout"}):
        morning.session.workbook.activities.insert(touches)
    morning.clock.advance(timedelta(days=3))
    part = morning.part("Li Na")
    assert [said.kind for said in part.yesterday] == [SaidKind.DEAL_MOVED, *[SaidKind.ACTIVITY] * (MOST_HAPPENED - 1)]
    assert part.yesterday[0].text == "ERP rollout: new in First contact"
    assert part.yesterday[1].text == "Call · ERP rollout · call 9"
    assert part.yesterday_more == 3


def due_of(part: Part) -> list[tuple[str, int]]:
    return [(said.text, said.carried) for said in part.today]


def test_what_is_for_today_comes_before_what_is_late_and_the_rest_is_counted(morning: Morning) -> None:
    tasks = [
        Task("", f"task {n}", due_on=MONDAY - timedelta(days=n), owner_id="p-li", due_at=time(15) if not n else None)
        for n in range(MOST_DUE + 2)
    ]
    add_tasks(morning.session, [replace(task, id=morning.session.workbook.new_id()) for task in tasks], HERE)
    deal = morning.deal("ERP rollout", "Li Na")
    morning.set_deal(deal, next_step="Call the CFO", next_step_on=MONDAY)
    part = morning.part("Li Na")
    assert due_of(part) == [
        ("task 0", 0), ("ERP rollout: Call the CFO", 0), ("task 1", 1), ("task 2", 1), ("task 3", 1), ("task 4", 2),
    ]  # fmt: skip
    assert part.today[0].at == time(15)
    assert part.today_more == 3


def test_a_task_that_was_given_away_is_in_the_part_of_who_does_it(morning: Morning) -> None:
    task = Task(
        morning.session.workbook.new_id(), "prepare the offer", due_on=MONDAY, owner_id="p-li", delegate_id="p-zhao"
    )
    add_tasks(morning.session, [task], HERE)
    assert due_of(morning.part("赵磊")) == [("prepare the offer", 0)]
    assert due_of(morning.part("Li Na")) == []


def test_the_settings_say_how_long_and_in_which_order(blank_workbook: Path, clock: FixedClock) -> None:
    path = blank_workbook.with_name("settings.db")
    path.write_bytes(blank_workbook.read_bytes())
    settings = Settings(standup_minutes=10, turn_seconds=60, standup_at=time(8, 50))
    session = open_session(path, clock, settings)
    try:
        morning = Morning(session, clock)
        morning.deal("ERP rollout", "Li Na")
        seen = morning.look()
        assert (seen.plan.total, seen.plan.each, seen.ends_at) == (600, 60, time(9, 0))
        # Nine o'clock is ten minutes after the beginning: nothing is left that could be shared out.
        assert seen.late == 0
    finally:
        close_session(session)
