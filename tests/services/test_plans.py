"""Plans: many dated tasks from one day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from salesops_tui import i18n, paths
from salesops_tui.domain.plan_templates import read_template
from salesops_tui.domain.plans import PlanState
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import MadeFrom, TaskState
from salesops_tui.domain.template_words import TemplateRefused
from salesops_tui.services import plans, task_states
from salesops_tui.services.deals import FieldRefused
from salesops_tui.services.plan_templates import templates
from salesops_tui.services.plans import PlanGone
from salesops_tui.services.steps import next_to_undo
from salesops_tui.services.tasks import write_tasks
from salesops_tui.storage.records import Change
from tests.services.helpers import Desk

HERE = Origin.SCREEN
LAUNCH = date(2026, 12, 14)


def dates(desk: Desk, plan_id: str) -> list[date | None]:
    return [task.due_on for task in desk.session.workbook.task_lists.of_plan(plan_id)]


def test_a_launch_on_the_fourteenth_has_these_fifteen_dates(desk: Desk) -> None:
    """By hand, row 61: Monday, Wednesday, Friday of each of five weeks; 1 January is a holiday, the fourth a Monday."""
    plan = plans.start(desk.session, "launch", "", LAUNCH, HERE)
    assert dates(desk, plan.id) == [
        date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 20),
        date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 4),
        date(2026, 12, 7), date(2026, 12, 9), date(2026, 12, 11),
        date(2026, 12, 14), date(2026, 12, 16), date(2026, 12, 18),
        date(2026, 12, 28), date(2026, 12, 30), date(2027, 1, 4),
    ]  # fmt: skip
    assert plan.name == "Product launch"


def test_a_plan_and_all_its_tasks_are_one_step(desk: Desk) -> None:
    plan = plans.start(desk.session, "launch", "Model X", LAUNCH, HERE)
    tasks = desk.session.workbook.tasks.all()
    assert len(tasks) == 15
    assert {(task.important, task.made_from, task.plan_id) for task in tasks} == {(True, MadeFrom.PLAN, plan.id)}
    assert tasks[0].title == "Product briefs sales operations (Model X)"
    assert next_to_undo(desk.session) == "Start the plan “Model X”"
    desk.session.workbook.undo.undo(HERE)
    assert (desk.session.workbook.tasks.all(), desk.session.workbook.plans.all()) == ([], [])


def test_all_open_dates_move_together_and_what_is_done_stays(desk: Desk) -> None:
    plan = plans.start(desk.session, "launch", "", LAUNCH, HERE)
    first, second, *_rest = desk.session.workbook.task_lists.of_plan(plan.id)
    task_states.finish(desk.session, [first.id], HERE)
    assert plans.shift(desk.session, plan.id, date(2026, 12, 21), HERE) == 14
    moved = {task.plan_item: task.due_on for task in desk.session.workbook.task_lists.of_plan(plan.id)}
    assert moved[first.plan_item] == date(2026, 11, 16)
    assert moved["customers"] == date(2026, 11, 25)
    # The week after New Year's Day: Monday the fourth, Wednesday, Friday.
    assert (moved["feedback"], moved["sharing"]) == (date(2027, 1, 4), date(2027, 1, 8))
    desk.session.workbook.undo.undo(HERE)
    assert desk.session.workbook.tasks.get(second.id) == second


def test_a_date_that_somebody_changed_keeps_its_distance(desk: Desk) -> None:
    plan = plans.start(desk.session, "launch", "", LAUNCH, HERE)
    task = desk.session.workbook.task_lists.of_plan(plan.id)[9]
    later = replace(task, due_on=date(2026, 12, 15))
    write_tasks(desk.session, [Change(task, later)], StepKind.PUSH_TASK, HERE, {"day": "x"})
    plans.shift(desk.session, plan.id, date(2026, 12, 21), HERE)
    moved = desk.session.workbook.tasks.get(task.id)
    assert moved is not None
    assert moved.due_on == date(2026, 12, 22)


def test_an_improvement_card_goes_round_its_four_states(desk: Desk) -> None:
    plan = plans.start(desk.session, "pdca", "Fewer slips", date(2026, 11, 23), HERE)
    assert plan.state is PlanState.PLAN
    states = [plans.advance(desk.session, plan.id, 1, HERE) for _round in range(4)]
    assert states == [PlanState.DO, PlanState.CHECK, PlanState.ACT, PlanState.PLAN]
    assert plans.advance(desk.session, plan.id, -1, HERE) is PlanState.ACT
    launch = plans.start(desk.session, "launch", "", LAUNCH, HERE)
    assert plans.advance(desk.session, launch.id, 1, HERE) is None


def test_given_up_its_open_tasks_are_dropped(desk: Desk) -> None:
    plan = plans.start(desk.session, "efficiency", "", date(2026, 11, 23), HERE)
    assert plans.give_up(desk.session, plan.id, HERE) == 12
    assert {task.state for task in desk.session.workbook.tasks.all()} == {TaskState.DROPPED}
    assert next_to_undo(desk.session) == "Give up the plan “Efficiency measures”"


def test_given_up_nobody_is_asked_any_more_how_far_a_task_is(desk: Desk) -> None:
    plan = plans.start(desk.session, "efficiency", "", date(2026, 11, 23), HERE)
    task = desk.session.workbook.task_lists.of_plan(plan.id)[0]
    asked = Change(task, replace(task, follow_up_on=date(2026, 11, 30)))
    write_tasks(desk.session, [asked], StepKind.EDIT_TASK, HERE)
    plans.give_up(desk.session, plan.id, HERE)
    assert {task.follow_up_on for task in desk.session.workbook.tasks.all()} == {None}


def test_how_far_each_is(desk: Desk) -> None:
    plan = plans.start(desk.session, "launch", "", LAUNCH, HERE)
    first = desk.session.workbook.task_lists.of_plan(plan.id)[0]
    task_states.finish(desk.session, [first.id], HERE)
    (progress,) = plans.seen(desk.session).plans
    assert (progress.done, progress.all, progress.late, progress.next_due) == (1, 15, 2, date(2026, 11, 18))
    assert progress.groups[:4] == ("T−4 weeks", "T−4 weeks", "T−4 weeks", "T−2 weeks")


def test_a_plan_that_is_gone_and_a_date_beyond_all_calendars(desk: Desk) -> None:
    with pytest.raises(PlanGone):
        plans.shift(desk.session, "gone", LAUNCH, HERE)
    with pytest.raises(PlanGone):
        plans.start(desk.session, "nothing", "", LAUNCH, HERE)
    for far in (date(2100, 12, 20), date(1900, 1, 2)):
        with pytest.raises(FieldRefused):
            plans.start(desk.session, "launch", "", far, HERE)
    assert desk.session.workbook.plans.all() == []


def test_shipped_templates_speak_both_languages() -> None:
    found = templates()
    assert found.problems == ()
    assert {template.key for template in found.templates} == {"launch", "efficiency", "pdca"}
    for template in found.templates:
        for words in (template.name, *(item.title for item in template.items)):
            assert words.en.isascii() or "−" in words.en or "’" in words.en
            assert any("\u4e00" <= character <= "\u9fff" for character in words.zh)
    launch = found.get("launch")
    assert launch is not None
    assert len(launch.items) == 15


def test_tasks_are_in_the_language_in_use(desk: Desk) -> None:
    i18n.set_language("zh_Hans")
    plans.start(desk.session, "launch", "", LAUNCH, HERE)
    assert desk.session.workbook.tasks.all()[0].title.startswith("产品部向销售运营介绍新品")


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = paths.plans_folder()
    folder.mkdir(parents=True)
    return folder


OWN = 'key = "trip"\nname = "Trade fair"\n[[items]]\nkey = "book"\nweek = -3\ntitle = "Book the stand [b]"\n'


def test_a_teams_own_plan_is_there_and_may_replace_a_shipped_one(own: Path, desk: Desk) -> None:
    (own / "trip.toml").write_text(OWN, encoding="utf-8")
    (own / "launch.toml").write_text(OWN.replace('"trip"', '"launch"'), encoding="utf-8")
    found = templates()
    assert found.problems == ()
    assert [len(found.get(key).items) for key in ("trip", "launch")] == [1, 1]  # type: ignore[union-attr]
    plan = plans.start(desk.session, "trip", "", LAUNCH, HERE)
    assert dates(desk, plan.id) == [date(2026, 11, 23)]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"key = ", "no valid TOML"),
        (b'key = "x"\nname = "\xff"', "cannot be read"),
        (OWN.replace('key = "trip"\n', "").encode(), "“key” is missing"),
        (OWN.replace("week = -3", 'week = "soon"').encode(), "items[1].week"),
        (OWN.replace("week = -3", "week = 9999").encode(), "items[1].week"),
        (OWN.replace("week = -3", "day = -1").encode(), "items[1].day"),
        (OWN.replace('title = "Book the stand [b]"\n', "").encode(), "items[1].title"),
        (OWN.replace("week = -3", 'week = 1\nstate = "never"').encode(), "items[1].state"),
        ((OWN + OWN[OWN.index("[[items]]") :]).encode(), "items: book"),
        (b'key = "x"\nname = "x"\nitems = []', "“items”"),
    ],
)
def test_a_broken_plan_is_told_by_its_file_and_the_rest_is_there(own: Path, content: bytes, told: str) -> None:
    (own / "broken.toml").write_bytes(content)
    found = templates()
    assert len(found.templates) == 3
    (problem,) = found.problems
    assert "broken.toml" in problem
    assert told in problem


def test_a_template_is_refused_where_it_says_nothing() -> None:
    with pytest.raises(TemplateRefused, match="key"):
        read_template({})
