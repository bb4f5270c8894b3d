"""A whole meeting: held by the clock, written down, and its actions back in the next one."""

from __future__ import annotations

import io
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest

from salesops_tui import i18n
from salesops_tui.clock import FixedClock
from salesops_tui.domain.meeting_templates import Embed
from salesops_tui.domain.meetings import Meeting
from salesops_tui.domain.standups import Absent
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import MadeFrom
from salesops_tui.exporting.documents.rendering import content, rendered
from salesops_tui.exporting.kinds import DocumentFormat
from salesops_tui.services import task_states
from salesops_tui.services.meetings import planning, running, writing
from salesops_tui.services.meetings.minutes import NotSealed, minutes, seal_minutes
from salesops_tui.services.meetings.page import live_tables, read_meeting
from salesops_tui.services.meetings.planning import MeetingRefused
from salesops_tui.services.meetings.proposals import proposed_template
from salesops_tui.services.meetings.times import meeting_times
from salesops_tui.services.session import Session
from salesops_tui.services.standups.day import look
from salesops_tui.services.steps import undo
from salesops_tui.services.tasks import TaskRefused
from salesops_tui.storage.checking import check

HERE = Origin.SCREEN
TODAY = date(2026, 11, 25)
STORED = Path(__file__).parent
SECONDS = {"data": 500, "success": 900, "diagnosis": 1100, "measures": 700, "goals": 400}


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No templates but the shipped ones."""
    monkeypatch.setenv("SALESOPS_SETTINGS", str(tmp_path / "settings.toml"))


def wait(session: Session, seconds: int) -> None:
    """Let time pass."""
    clock = session.clock
    assert isinstance(clock, FixedClock)
    clock.advance(timedelta(seconds=seconds))


def held(session: Session, seconds: dict[str, int] | None = None) -> Meeting:
    """A performance review in an hour, from the start to the end."""
    meeting = planning.plan(session, "review", session.clock.today(), HERE, slot=60)
    running.start(session, meeting.id, HERE)
    for key, each in (seconds or SECONDS).items():
        writing.note(session, meeting.id, key, f"Noted: {key}", HERE)
        wait(session, each)
        running.advance(session, meeting.id)
    return running.end(session, meeting.id, HERE)


@pytest.mark.parametrize("language", ["en", "zh_Hans"])
def test_the_minutes_equal_the_stored_text(sample: Session, language: str) -> None:
    i18n.set_language(language)
    meeting = planning.plan(sample, "review", TODAY, HERE, slot=60)
    people = sample.workbook.people.all()
    writing.attend(sample, meeting.id, [people[0].id, people[1].id], [Absent(people[2].id, "leave")], HERE)
    running.start(sample, meeting.id, HERE)
    for key, seconds in SECONDS.items():
        writing.note(sample, meeting.id, key, f"**{key}**\n- [x] 第一点\n- =2+3 <b>", HERE)
        wait(sample, seconds)
        running.advance(sample, meeting.id)
    writing.decide(sample, meeting.id, "diagnosis", "报价一天内发出", HERE)
    writing.act(sample, meeting.id, "measures", "write the price list @LiNa fri", HERE)
    running.end(sample, meeting.id, HERE)
    told = rendered(minutes(sample, meeting.id), DocumentFormat.TEXT)
    assert told == (STORED / f"minutes-{language}.txt").read_text(encoding="utf-8")


def test_every_format_has_the_notes_and_the_decision_as_text(sample: Session) -> None:
    meeting = held(sample)
    writing.note(sample, meeting.id, "data", "# <script>alert(1)</script> {x} *y*", HERE)
    writing.decide(sample, meeting.id, "data", "[bold]Yes[/bold]", HERE)
    told = minutes(sample, meeting.id)
    for form in DocumentFormat:
        if form.is_text and form is not DocumentFormat.CHAT:
            text = rendered(told, form)
            assert "alert(1)" in text
            assert "Yes" in text
    assert "<script>" not in rendered(told, DocumentFormat.HTML)
    document = docx.Document(io.BytesIO(content(told, DocumentFormat.DOCX)))
    assert "# <script>alert(1)</script> {x} *y*" in [paragraph.text for paragraph in document.paragraphs]
    assert "◆ [bold]Yes[/bold]" in rendered(told, DocumentFormat.CHAT)


def test_an_action_is_a_task_is_in_the_next_stand_up_and_done_in_the_next_meeting(sample: Session) -> None:
    meeting = held(sample)
    task = writing.act(sample, meeting.id, "measures", "write the price list @LiNa tomorrow", HERE)
    assert (task.made_from, task.made_from_id, task.due_on) == (
        MadeFrom.MEETING,
        f"{meeting.id}:measures",
        date(2026, 11, 26),
    )
    wait(sample, 24 * 3600)
    part = next(part for part in look(sample).parts if part.name == "Li Na")
    assert "write the price list" in [said.text for said in part.today]
    task_states.finish(sample, [task.id], HERE)
    wait(sample, 6 * 24 * 3600)
    later = planning.plan(sample, "review", sample.clock.today(), HERE)
    page = read_meeting(sample, later.id)
    assert [(action.words, action.done_on) for action in page.last_actions] == [
        ("write the price list", date(2026, 11, 26))
    ]
    assert "✓ write the price list · Li Na" in rendered(minutes(sample, later.id), DocumentFormat.TEXT)


def test_a_customers_review_begins_with_what_was_agreed_with_this_customer(sample: Session) -> None:
    (one, name), (other, _name) = [(account.id, account.name) for account in sample.workbook.accounts.all()[:2]]
    meetings = [planning.plan(sample, "qbr", TODAY, HERE, account_id=account) for account in (one, other)]
    for meeting in meetings:
        writing.act(sample, meeting.id, "value", f"a saving for {meeting.title}", HERE)
        running.start(sample, meeting.id, HERE)
        running.end(sample, meeting.id, HERE)
    later = read_meeting(sample, planning.plan(sample, "qbr", date(2026, 11, 30), HERE, account_id=one).id)
    assert later.meeting.title == f"Quarterly business review · {name}"
    assert later.last is not None
    assert later.last.account_id == one
    assert later.unsaid_account == ""
    assert [task.account_id for task in sample.workbook.tasks.all()[-2:]] == [one, other]


def test_the_cost_is_the_people_times_the_time(sample: Session) -> None:
    meeting = held(sample)
    assert meeting.spent == tuple(SECONDS.values())
    assert meeting.person_seconds == 8 * 3600
    assert "60 min of 60 min · 8 people · 8.0 person-hours" in minutes(sample, meeting.id).facts


def test_a_meeting_goes_on_after_the_program_was_closed(sample: Session) -> None:
    meeting = planning.plan(sample, "review", TODAY, HERE)
    running.start(sample, meeting.id, HERE)
    wait(sample, 90)
    running.pause(sample, meeting.id)
    wait(sample, 3600)
    running.resume(sample, meeting.id)
    wait(sample, 30)
    run = running.advance(sample, meeting.id)
    assert run.spent[0] == 120
    assert sample.workbook.meeting_clocks.get(meeting.id) == run
    assert running.go_to(sample, meeting.id, 4).place == 4
    assert running.go_back(sample, meeting.id).place == 3
    with pytest.raises(MeetingRefused, match="has been started already"):
        running.start(sample, meeting.id, HERE)
    running.end(sample, meeting.id, HERE)
    with pytest.raises(MeetingRefused, match="is not under way"):
        running.advance(sample, meeting.id)
    with pytest.raises(MeetingRefused, match="has been ended already"):
        running.end(sample, meeting.id, HERE)


def test_sealed_minutes_stay_and_are_superseded(sample: Session) -> None:
    meeting = planning.plan(sample, "review", TODAY, HERE)
    with pytest.raises(NotSealed, match="is not over"):
        seal_minutes(sample, meeting.id, HERE)
    meeting = held(sample)
    sealed = seal_minutes(sample, meeting.id, HERE)
    before = rendered(sealed.minutes, DocumentFormat.HTML)
    with pytest.raises(NotSealed, match="Nothing has changed"):
        seal_minutes(sample, meeting.id, HERE)
    writing.note(sample, meeting.id, "data", "Other words", HERE)
    assert rendered(minutes(sample, meeting.id), DocumentFormat.HTML) == before
    assert seal_minutes(sample, meeting.id, HERE).edition == 2
    assert "Other words" in rendered(minutes(sample, meeting.id), DocumentFormat.TEXT)
    with (
        pytest.raises(sqlite3.IntegrityError, match="never rewritten"),
        sample.workbook.step(StepKind.SEAL_MINUTES, HERE, {"meeting": "x"}),
    ):
        sample.workbook.connection.execute("UPDATE sealed_minutes SET author = 'x'")
    with pytest.raises(MeetingRefused, match="it stays"):
        writing.drop_meeting(sample, meeting.id, HERE)
    undo(sample, HERE)
    assert sample.workbook.sealed_minutes.last(meeting.id) == sealed
    assert check(sample.workbook.connection) == []


def test_search_finds_chinese_words_of_two_characters_in_notes_and_decisions(sample: Session) -> None:
    meeting = held(sample)
    writing.note(sample, meeting.id, "data", "华东客户的“报价”太慢 100%_a", HERE)
    writing.decide(sample, meeting.id, "goals", "季度目标上调", HERE)
    meetings = sample.workbook.meetings
    for words in ("报价", "华东", "上调", "“报价”", "100%_", "Performance", "2026-11-25"):
        assert [one.id for one in meetings.listed(words, 9)] == [meeting.id], words
    assert meetings.listed("1000", 9) == []
    assert meetings.listed("100_", 9) == []
    assert [one.text for one in meetings.decisions("目标", 9)] == ["季度目标上调"]


def test_the_live_tables_say_what_the_other_rooms_say(sample: Session) -> None:
    meeting = planning.plan(sample, "weekly", TODAY, HERE)
    tables = live_tables(sample, meeting.id)
    assert set(tables) == {Embed.ACTIONS, Embed.WEEK, Embed.RISKS, Embed.PIPELINE}
    assert tables[Embed.ACTIONS] == ()
    assert tables[Embed.WEEK][0].title == "Won this week"
    assert tables[Embed.WEEK][0].figure is not None
    assert len(tables[Embed.PIPELINE]) == 4
    goals = live_tables(sample, planning.plan(sample, "goals", TODAY, HERE).id)
    assert goals[Embed.TARGETS][0].title == "Company"
    assert live_tables(sample, planning.plan(sample, "sop", TODAY, HERE).id)[Embed.FORECAST]
    assert live_tables(sample, planning.plan(sample, "monthly", TODAY, HERE).id)[Embed.LEDGER]


def test_three_meetings_propose_better_minutes(sample: Session) -> None:
    for _run in range(3):
        held(sample, {"data": 300, "success": 900, "diagnosis": 1800, "measures": 900, "goals": 300})
    (kind,) = meeting_times(sample).kinds
    assert (kind.key, kind.runs, [item.proposed for item in kind.items]) == ("review", 3, [5, 15, 30, 15, 5])
    changed = proposed_template(sample, "review")
    assert [item.minutes for item in changed.template.items] == [5, 15, 30, 15, 5]
    assert changed.template.name.zh == "业绩复盘会"


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_what_says_nothing_is_refused(sample: Session, text: str) -> None:
    meeting = planning.plan(sample, "review", TODAY, HERE)
    with pytest.raises(MeetingRefused):
        writing.decide(sample, meeting.id, "data", text, HERE)
    with pytest.raises(TaskRefused):
        writing.act(sample, meeting.id, "data", text, HERE)


def test_what_is_gone_is_said(sample: Session) -> None:
    meeting = planning.plan(sample, "review", TODAY, HERE)
    decision = writing.decide(sample, meeting.id, "data", "Yes", HERE)
    writing.retract_decision(sample, decision.id, HERE)
    with pytest.raises(MeetingRefused, match="decision is no longer there"):
        writing.retract_decision(sample, decision.id, HERE)
    with pytest.raises(MeetingRefused, match="no longer on the agenda"):
        writing.note(sample, meeting.id, "nothing", "x", HERE)
    writing.drop_meeting(sample, meeting.id, HERE)
    with pytest.raises(MeetingRefused, match="no longer there"):
        writing.note(sample, meeting.id, "data", "x", HERE)
    with pytest.raises(MeetingRefused, match="20001 characters"):
        writing.note(sample, meeting.id, "data", "长" * 20_001, HERE)


def test_an_agenda_is_fitted_before_the_start_only(sample: Session) -> None:
    meeting = planning.plan(sample, "review", TODAY, HERE)
    fitted = writing.fit_to(sample, meeting.id, 60, HERE)
    assert [item.minutes for item in fitted.agenda] == [9, 13, 17, 13, 8]
    running.start(sample, meeting.id, HERE)
    with pytest.raises(MeetingRefused, match="has been started"):
        writing.fit_to(sample, meeting.id, 30, HERE)


def test_somebody_who_left_the_team_is_still_named(sample: Session) -> None:
    meeting = held(sample)
    assert "Wang Wei" in minutes(sample, meeting.id).facts[1]
    raci = planning.plan(sample, "raci", TODAY, HERE)
    writing.note(sample, raci.id, "matrix", "Quote: Li Na=A, Wang Wei=R\nOrder: Li Na=R", HERE)
    told = rendered(minutes(sample, raci.id), DocumentFormat.TEXT)
    assert "✓ Quote: Li Na=A, Wang Wei=R" in told
    assert "✗ Order: Li Na=R — nobody is accountable (A)" in told
