"""Planning, the cadence on the working calendar, and templates of the team's own."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.meetings import MeetingSeries
from salesops_tui.domain.recurrences import DaysOff, Recurrence
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.services.meetings import planning
from salesops_tui.services.meetings.planning import MeetingRefused
from salesops_tui.services.meetings.templates import (
    TemplateProblem,
    changed_template,
    meeting_templates,
    template_text,
)
from salesops_tui.services.meetings.writing import drop_meeting
from salesops_tui.services.session import Session
from salesops_tui.services.steps import next_to_undo, undo
from tests.services.helpers import Desk

HERE = Origin.SCREEN
TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The team's own templates lie in a folder of the test's."""
    monkeypatch.setenv("SALESOPS_SETTINGS", str(tmp_path / "settings.toml"))
    return tmp_path / "meetings"


def series(session: Session, rule: str, days_off: DaysOff, starts_on: date) -> MeetingSeries:
    """A meeting that comes back."""
    made = MeetingSeries("s", "weekly", "Weekly", Recurrence(rule, days_off=days_off), starts_on, 60, time(16))
    with session.workbook.step(StepKind.TAKE_UP_CADENCE, HERE, {"number": 1}):
        session.workbook.meeting_series.insert([made])
    return made


def test_a_review_fitted_to_an_hour_is_one_step(sample: Session) -> None:
    steps = sample.workbook.journal.last_step()
    meeting = planning.plan(sample, "review", TODAY, HERE, slot=60)
    assert [item.minutes for item in meeting.agenda] == [9, 13, 17, 13, 8]
    assert len(meeting.present) == 8
    assert sample.workbook.journal.last_step() == steps + 1
    undo(sample, HERE)
    assert sample.workbook.meetings.all() == []


@pytest.mark.parametrize(
    ("slot", "complaint"),
    [
        (4, "4 minutes are too short for 5 items"),
        (1, "1 minute is too short for 5 items"),
        (0, "1 to 2400 minutes, not 0"),
        (-60, "not -60"),
        (99999, "not 99999"),
    ],
)
def test_a_slot_that_cannot_be_meant(sample: Session, slot: int, complaint: str) -> None:
    with pytest.raises(MeetingRefused, match=complaint):
        planning.plan(sample, "review", TODAY, HERE, slot=slot)
    assert sample.workbook.meetings.all() == []


def test_a_template_that_is_gone(sample: Session) -> None:
    with pytest.raises(TemplateProblem, match="There is no template “nothing”"):
        planning.plan(sample, "nothing", TODAY, HERE)


def test_a_daily_meeting_over_national_day_with_its_make_up_days(sample: Session) -> None:
    every_day = series(sample, "FREQ=DAILY", DaysOff.SKIP, date(2026, 9, 1))
    days = list(planning.dates(sample, every_day, date(2026, 9, 18), date(2026, 10, 12)))
    # 2026: 20 September and 10 October are worked for the holiday of 1 to 7 October; Mid-Autumn is 25 to 27 September.
    assert date(2026, 9, 20) in days
    assert date(2026, 10, 10) in days
    assert not {day for day in days if date(2026, 10, 1) <= day <= date(2026, 10, 7)}
    assert not {day for day in days if date(2026, 9, 25) <= day <= date(2026, 9, 27)}
    assert all(sample.calendar.is_working_day(day) for day in days)


def test_a_weekly_meeting_over_national_day_moves_to_the_working_day_before(sample: Session) -> None:
    fridays = series(sample, "FREQ=WEEKLY;BYDAY=FR", DaysOff.PREVIOUS, date(2026, 9, 4))
    days = list(planning.dates(sample, fridays, date(2026, 9, 18), date(2026, 10, 16)))
    assert days == [date(2026, 9, 18), date(2026, 9, 24), date(2026, 9, 30), date(2026, 10, 9), date(2026, 10, 16)]


def test_the_courses_cadence_is_taken_up_once(sample: Session) -> None:
    assert planning.take_up(sample, planning.CADENCE, HERE) == 4
    assert planning.take_up(sample, planning.CADENCE, HERE) == 0
    assert next_to_undo(sample) == "Take up the cadence of meetings"
    due = planning.upcoming(sample)
    assert (due[0].day, due[0].at, due[0].minutes) == (date(2026, 11, 27), time(16), 60)
    assert all(sample.calendar.is_working_day(one.day) for one in due)
    assert planning.take_up(sample, ["prices"], HERE) == 0
    load = {one.who: one for one in planning.load(sample, date(2026, 12, 1))}
    assert load["Managers and their teams"].minutes == 5 * 60
    assert load["All of sales"].minutes == 16 * 60


def test_a_date_of_the_cadence_becomes_a_meeting_once(sample: Session) -> None:
    planning.take_up(sample, ["weekly"], HERE)
    first = planning.upcoming(sample)[0]
    made = planning.hold(sample, first, HERE)
    again = planning.upcoming(sample)[0]
    assert (again.meeting_id, again.day) == (made, first.day)
    assert planning.hold(sample, again, HERE) == made
    drop_meeting(sample, made, HERE)
    assert planning.upcoming(sample)[0].meeting_id is None


def test_what_was_not_held_is_overdue(sample: Session) -> None:
    series(sample, "FREQ=WEEKLY;BYDAY=FR", DaysOff.PREVIOUS, date(2026, 11, 2))
    planned = planning.plan(sample, "review", date(2026, 11, 24), HERE)
    late = planning.overdue(sample)
    assert [(one.day, one.meeting_id) for one in late] == [(date(2026, 11, 20), None), (date(2026, 11, 24), planned.id)]


def test_a_teams_own_template_takes_the_place_of_the_shipped_one(own_folder: Path) -> None:
    own_folder.mkdir()
    shipped = template_text(None, "review")  # type: ignore[arg-type]
    (own_folder / "review.toml").write_text(shipped.replace("minutes = 20", "minutes = 30"), encoding="utf-8")
    (own_folder / "broken.toml").write_text("key = 'x'\nitems = oops\n", encoding="utf-8")
    (own_folder / "naught.toml").write_text(shipped.replace("minutes = 20", "minutes = 0"), encoding="utf-8")
    known = meeting_templates()
    review = known.get("review")
    assert review is not None
    assert review.minutes == 80
    assert len(known.templates) == 24
    assert len(known.problems) == 2
    assert "broken.toml is no valid TOML" in known.problems[0]
    assert "line 2" in known.problems[0]
    assert "naught.toml cannot be used: “items[3].minutes”" in known.problems[1]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda text: text.replace("minutes = 20", "minutes = 0"), r"items\[3\].minutes"),
        (lambda text: text.replace("minutes = 20", "minutes = "), "no valid TOML"),
        (lambda text: text.replace('key = "review"', 'key = "../../etc/passwd"'), "small letters"),
        (lambda text: "", "“key”"),
    ],
)
def test_a_changed_template_that_cannot_be_meant_is_refused(
    sample: Session, change: object, complaint: str, own_folder: Path
) -> None:
    with pytest.raises(TemplateProblem, match=complaint):
        changed_template(sample, change(template_text(sample, "review")))  # type: ignore[operator]
    assert not own_folder.exists()


def test_nobody_and_nothing(desk: Desk) -> None:
    meeting = planning.plan(desk.session, "weekly", date(2026, 11, 27), HERE)
    assert meeting.present == ()
    assert [one.meeting_id for one in planning.upcoming(desk.session)] == [meeting.id]
    clock = desk.session.clock
    assert isinstance(clock, FixedClock)
    clock.advance(timedelta(days=30))
    assert [one.meeting_id for one in planning.overdue(desk.session)] == [meeting.id]
