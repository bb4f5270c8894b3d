"""What people said they would do, and what became of it without anybody typing it."""

from __future__ import annotations

from datetime import date, time

import pytest

from salesops_tui.domain.activities import Activity, ActivityKind
from salesops_tui.domain.standups import LineKind, Outcome, PromiseState, judge
from salesops_tui.domain.steps import StepKind
from salesops_tui.domain.tasks import TaskState
from salesops_tui.services import task_changes, task_states
from salesops_tui.services.moves import Answers, move
from salesops_tui.services.standups import capture
from salesops_tui.services.standups.parts import Said, SaidKind
from salesops_tui.services.steps import next_to_undo, undo
from salesops_tui.services.tasks import TaskRefused
from salesops_tui.services.touches import log_touch
from tests.services.standups.conftest import HERE, MONDAY, Morning

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("looked_on", "outcome", "state"),
    [
        (MONDAY, Outcome(), PromiseState.OPEN),
        (TUESDAY, Outcome(), PromiseState.BROKEN),
        (TUESDAY, Outcome(done_on=MONDAY), PromiseState.KEPT),
        (TUESDAY, Outcome(done_on=TUESDAY), PromiseState.KEPT),
        (TUESDAY, Outcome(done_on=date(2026, 11, 25)), PromiseState.BROKEN),
        (TUESDAY, Outcome(planned_on=MONDAY), PromiseState.BROKEN),
        (TUESDAY, Outcome(planned_on=TUESDAY), PromiseState.MOVED),
        (TUESDAY, Outcome(given_up=True), PromiseState.MOVED),
        (TUESDAY, Outcome(done_on=MONDAY, given_up=True), PromiseState.KEPT),
    ],
)
def test_a_promise_of_monday_seen_later(looked_on: date, outcome: Outcome, state: PromiseState) -> None:
    assert judge(MONDAY, looked_on, outcome) is state


def promised(morning: Morning, name: str) -> list[tuple[str, PromiseState | None]]:
    return [(said.text, said.state) for said in morning.part(name).yesterday if said.kind is SaidKind.PROMISE]


def test_a_promise_made_on_monday_is_kept_moved_or_broken_on_tuesday_without_retyping(morning: Morning) -> None:
    kept, moved, dropped, broken = (
        morning.say("p-li", LineKind.TODAY, text).task for text in ("send the quote", "demo", "visit", "call the CFO")
    )
    assert kept
    assert moved
    assert dropped
    assert broken
    assert {task.due_on for task in (kept, moved, dropped, broken)} == {MONDAY}
    task_states.finish(morning.session, [kept.id], HERE)
    task_changes.push(morning.session, [moved.id], date(2026, 11, 26), HERE)
    task_states.drop(morning.session, [dropped.id], HERE)
    morning.next_day()
    assert promised(morning, "Li Na") == [
        ("send the quote", PromiseState.KEPT),
        ("demo", PromiseState.MOVED),
        ("visit", PromiseState.MOVED),
        ("call the CFO", PromiseState.BROKEN),
    ]
    # What was broken is carried along; what was moved comes back on its day. Both count from the day of the promise.
    assert [(said.text, said.carried) for said in morning.part("Li Na").today] == [("call the CFO", 1)]
    morning.next_day(2)
    assert [(said.text, said.carried) for said in morning.part("Li Na").today] == [("demo", 3), ("call the CFO", 3)]


def test_a_promise_for_a_later_day_is_open_until_then(morning: Morning) -> None:
    morning.say("p-li", LineKind.TODAY, "send the quote wed")
    morning.next_day()
    assert promised(morning, "Li Na") == [("send the quote", PromiseState.OPEN)]
    assert morning.part("Li Na").today == ()
    morning.next_day(2)
    assert promised(morning, "Li Na") == [("send the quote", PromiseState.BROKEN)]


def test_over_a_weekend_fridays_promises_are_judged_on_monday(morning: Morning) -> None:
    morning.next_day(4)
    assert morning.day == date(2026, 11, 27)
    task = morning.say("p-li", LineKind.TODAY, "send the quote").task
    assert task is not None
    morning.next_day(1)
    task_states.finish(morning.session, [task.id], HERE)
    morning.next_day(2)
    assert promised(morning, "Li Na") == [("send the quote", PromiseState.KEPT)]


def test_who_was_on_leave_is_asked_about_the_last_promise(morning: Morning) -> None:
    morning.say("p-li", LineKind.TODAY, "send the quote")
    morning.say("p-wang", LineKind.TODAY, "old")
    morning.next_day()
    morning.say("p-wang", LineKind.TODAY, "new")
    morning.next_day()
    assert promised(morning, "Li Na") == [("send the quote", PromiseState.BROKEN)]
    assert promised(morning, "Wang Wei") == [("new", PromiseState.BROKEN)]


def test_what_was_prepared_becomes_a_promise_when_the_stand_up_is_closed(morning: Morning) -> None:
    deal = morning.deal("ERP rollout", "Li Na")
    morning.set_deal(deal, next_step="Call the CFO", next_step_on=MONDAY)
    (said,) = morning.part("Li Na").today
    assert (said.kind, said.text, said.deal_id) == (SaidKind.NEXT_STEP, "ERP rollout: Call the CFO", deal)
    morning.close()
    assert [(said.kind, said.state) for said in morning.part("Li Na").today] == [(SaidKind.TODAY, PromiseState.OPEN)]
    morning.next_day()
    assert promised(morning, "Li Na") == [("ERP rollout: Call the CFO", PromiseState.BROKEN)]
    planned = Activity(
        morning.session.workbook.new_id(), ActivityKind.CALL, morning.day, time(16), None, "p-li", None, deal
    )
    with morning.session.workbook.step(StepKind.TOUCH_DEAL, HERE, {"deal": "ERP rollout"}):
        morning.session.workbook.activities.insert([planned])
    assert promised(morning, "Li Na") == [("ERP rollout: Call the CFO", PromiseState.BROKEN)]
    log_touch(morning.session, deal, ActivityKind.CALL, "reached her", HERE)
    assert promised(morning, "Li Na") == [("ERP rollout: Call the CFO", PromiseState.KEPT)]


def test_a_promise_about_a_deal_closes_itself_when_the_deal_moves(morning: Morning) -> None:
    deal = morning.deal("ERP rollout", "Li Na")
    noted = morning.say("p-li", LineKind.TODAY, "clear the need of ERP rollout")
    assert noted.line.deal_id == deal
    move(morning.session, deal, "need", Answers(), HERE)
    morning.next_day()
    assert promised(morning, "Li Na") == [("clear the need of ERP rollout", PromiseState.KEPT)]
    moved = next(said for said in morning.part("Li Na").yesterday if said.kind is SaidKind.DEAL_MOVED)
    assert (moved.text, moved.forward) == ("ERP rollout: new in Need confirmed", True)


def test_said_again_in_the_same_words_it_is_the_same_task(morning: Morning) -> None:
    first = morning.say("p-li", LineKind.TODAY, "Send the quote")
    morning.next_day()
    again = morning.say("p-li", LineKind.TODAY, "send  the quote")
    assert first.task is not None
    assert again.task is not None
    assert again.task.id == first.task.id
    (said,) = morning.part("Li Na").today
    assert (said.kind, said.task_id) == (SaidKind.TODAY, first.task.id)


def test_done_ticks_off_the_task_of_that_name_and_is_kept_word_for_word(morning: Morning) -> None:
    task = morning.say("p-li", LineKind.TODAY, "send the quote").task
    noted = morning.say("p-li", LineKind.DONE, "send the quote")
    assert task is not None
    assert noted.task is not None
    assert morning.session.workbook.tasks.get(task.id).state is TaskState.DONE  # type: ignore[union-attr]
    other = morning.say("p-li", LineKind.DONE, "sent the samples by Friday @nobody")
    assert (other.task, other.line.text) == (None, "sent the samples by Friday @nobody")
    texts = [(said.kind, said.text) for said in morning.part("Li Na").yesterday]
    assert (SaidKind.DONE, "sent the samples by Friday @nobody") in texts
    undo(morning.session, HERE)
    assert next_to_undo(morning.session) == "Note “send the quote” in the stand-up"
    undo(morning.session, HERE)
    assert morning.session.workbook.tasks.get(task.id).state is TaskState.OPEN  # type: ignore[union-attr]


def test_a_line_is_edited_and_taken_out_with_its_task(morning: Morning) -> None:
    noted = morning.say("p-li", LineKind.TODAY, "send the quote")
    assert noted.task is not None
    capture.edit(morning.session, noted.line.id, "send the new quote", HERE)
    assert morning.session.workbook.tasks.get(noted.task.id).title == "send the new quote"  # type: ignore[union-attr]
    capture.retract(morning.session, noted.line.id, HERE)
    assert morning.session.workbook.tasks.get(noted.task.id).state is TaskState.DROPPED  # type: ignore[union-attr]
    assert morning.part("Li Na").today == ()
    undo(morning.session, HERE)
    assert [said.text for said in morning.part("Li Na").today] == ["send the new quote"]


@pytest.mark.parametrize("text", ["", "   ", "\x1b[2J"])
def test_a_line_that_says_nothing_is_refused_and_writes_nothing(morning: Morning, text: str) -> None:
    with pytest.raises(TaskRefused):
        morning.say("p-li", LineKind.TODAY, text)
    assert morning.look().standup is None


@pytest.mark.parametrize("text", ["[@click=app.quit]x[/]", "给华东医药报价 120万", "a" * 20_000, "💼 pitch"])
def test_a_line_is_text_whatever_it_looks_like(morning: Morning, text: str) -> None:
    noted = morning.say("p-li", LineKind.BLOCKER, text)
    assert noted.line.text == text
    assert noted.task is not None


def blockers(morning: Morning, name: str) -> list[tuple[str, int | None, str]]:
    return [(said.text, said.age, said.with_name) for said in morning.part(name).blockers]


def test_a_blocker_becomes_a_task_and_ages_until_it_is_resolved(morning: Morning) -> None:
    noted = morning.say("p-li", LineKind.BLOCKER, "legal review @Wang Wei fri")
    assert noted.task is not None
    assert (noted.task.owner_id, noted.task.due_on) == ("p-wang", date(2026, 11, 27))
    assert blockers(morning, "Li Na") == [("legal review", 0, "Wang Wei")]
    assert blockers(morning, "Wang Wei") == [("Li Na: legal review", 0, "")]
    morning.next_day(7)
    assert blockers(morning, "Li Na") == [("legal review", 5, "Wang Wei")]
    # It is not told a second time among what is due.
    assert morning.part("Wang Wei").today == ()
    assert [said.text for said in morning.look().help] == ["Li Na: legal review"]
    task_states.finish(morning.session, [noted.task.id], HERE)
    assert blockers(morning, "Li Na") == []
    assert morning.look().help == ()


def test_help_is_wanted_of_somebody_and_stays_in_both_parts(morning: Morning) -> None:
    morning.say("p-li", LineKind.HELP, "@赵磊 一起见客户")
    assert blockers(morning, "Li Na") == [("一起见客户", 0, "赵磊")]
    assert blockers(morning, "赵磊") == [("Li Na: 一起见客户", 0, "")]


def said_keys(said: tuple[Said, ...]) -> list[str]:
    return [one.key for one in said]


def test_what_is_shown_keeps_its_key_when_it_is_read_again(morning: Morning) -> None:
    morning.say("p-li", LineKind.TODAY, "send the quote")
    first, again = morning.part("Li Na"), morning.part("Li Na")
    assert said_keys(first.today) == said_keys(again.today)
