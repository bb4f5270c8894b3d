"""A task's fields as a person types them, and several tasks changed alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, Final

from salesops_tui.domain.people import Person
from salesops_tui.domain.quick_add.estimates import estimate_text, read_estimate
from salesops_tui.domain.quick_add.times import read_time
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import CheckItem, Task, TaskState
from salesops_tui.domain.text import match_key
from salesops_tui.i18n import _
from salesops_tui.services.deals import FieldRefused, name_of, typed_day, typed_record, typed_text
from salesops_tui.services.session import Session
from salesops_tui.services.tasks import existing, write_tasks
from salesops_tui.storage.records import Change

_CHECKED: Final = re.compile(r"\s*[-*]?\s*\[([ xX✓])\]\s*")
_TAG_BREAKS: Final = re.compile(r"[\s,，、#＃]+")


@dataclass(frozen=True, slots=True)
class TaskForm:
    """The fields of a task as a person types them; an empty text is no value."""

    title: str
    important: bool = False
    due_on: str = ""
    due_at: str = ""
    start_on: str = ""
    estimate: str = ""
    owner: str = ""
    delegate: str = ""
    follow_up_on: str = ""
    urgent: str = ""
    """``yes``, ``no``, or empty to leave it to the dates."""
    urgent_until: str = ""
    deal: str = ""
    account: str = ""
    tags: str = ""
    checklist: str = ""
    """A line for each, with ``[x]`` before what is done."""
    note: str = ""


def form_of(session: Session, task: Task) -> TaskForm:
    """A task's fields as they would be typed."""
    workbook = session.workbook

    def day(value: date | None) -> str:
        return value.isoformat() if value is not None else ""

    return TaskForm(
        task.title,
        task.important,
        day(task.due_on),
        task.due_at.strftime("%H:%M") if task.due_at is not None else "",
        day(task.start_on),
        estimate_text(task.estimate) if task.estimate else "",
        name_of(workbook.people, task.owner_id) or "",
        name_of(workbook.people, task.delegate_id) or "",
        day(task.follow_up_on),
        {None: "", True: "yes", False: "no"}[task.urgent],
        day(task.urgent_until),
        name_of(workbook.deals.records, task.deal_id) or "",
        name_of(workbook.accounts, task.account_id) or "",
        " ".join(task.tags),
        "\n".join(f"{item.box} {item.text}" for item in task.checklist),
        task.note or "",
    )


def read_form(session: Session, task_id: str) -> TaskForm:
    """The form of a task that is there already. Raises TaskRefused."""
    return form_of(session, existing(session, [task_id])[0])


def save_form(session: Session, task_id: str, form: TaskForm, origin: Origin) -> Task:
    """Write the fields of a form into a task, as one step. Raises FieldRefused and TaskRefused; nothing is written then."""
    (before,) = existing(session, [task_id])
    after, newcomers = _filled_in(session, before, form)
    write_tasks(session, [Change(before, after)], StepKind.EDIT_TASK, origin, people=newcomers)
    return after


def _filled_in(session: Session, task: Task, form: TaskForm) -> tuple[Task, list[Person]]:
    today = session.clock.today()
    title = typed_text("title", form.title)
    if not title:
        raise FieldRefused("title", _("A task needs a few words that say what is to be done."))
    newcomers: list[Person] = []
    owner = _person(session, "owner", form.owner, newcomers)
    delegate = _person(session, "delegate", form.delegate, newcomers)
    follow_up = typed_day("follow_up_on", form.follow_up_on, today)
    if follow_up is not None and delegate is None:
        raise FieldRefused("follow_up_on", _("A follow-up date belongs to somebody who has the task."))
    urgent = {"": None, "yes": True, "no": False}[form.urgent]
    until = typed_day("urgent_until", form.urgent_until, today)
    if urgent is not None and until is None:
        raise FieldRefused("urgent_until", _("Until when does that count? A word about urgency ends on a day."))
    deal_id = typed_record(session.workbook.deals.naming(), "deal", form.deal, task.deal_id)
    account_id = typed_record(session.workbook.accounts.names(), "account", form.account, task.account_id)
    if deal_id is not None and deal_id != task.deal_id and (deal := session.workbook.deals.get(deal_id)) is not None:
        account_id = account_id or deal.account_id
    filled = replace(
        task,
        title=title,
        important=form.important,
        due_on=typed_day("due_on", form.due_on, today),
        due_at=_time(form.due_at),
        start_on=typed_day("start_on", form.start_on, today),
        estimate=_estimate(form.estimate),
        owner_id=owner,
        delegate_id=delegate,
        follow_up_on=follow_up,
        urgent=urgent,
        urgent_until=until if urgent is not None else None,
        deal_id=deal_id,
        account_id=account_id,
        tags=read_tags(form.tags),
        checklist=_checklist(form.checklist),
        note=typed_text("note", form.note, multiline=True),
    )
    # What another program says is waiting stays so, whoever it waits for.
    if filled.state.is_open and delegate != task.delegate_id:
        filled = replace(filled, state=TaskState.WAITING if delegate is not None else TaskState.OPEN)
    return filled, newcomers


def read_tags(text: str) -> tuple[str, ...]:
    """Tags as typed, each once."""
    return tuple(dict.fromkeys(tag for tag in _TAG_BREAKS.split(text) if tag))


def _checklist(text: str) -> tuple[CheckItem, ...]:
    items = []
    for line in (typed_text("checklist", text, multiline=True) or "").splitlines():
        match = _CHECKED.match(line)
        told = line[match.end() :] if match else line
        if told.strip():
            items.append(CheckItem(told.strip(), match is not None and match[1] != " "))
    return tuple(items)


def _time(text: str) -> time | None:
    if not text.strip():
        return None
    read = read_time(text)
    if read is None:
        raise FieldRefused("due_at", _("“{text}” is no time. Write it like 15:30, 3pm or 下午3点.").format(text=text))
    return read


def _estimate(text: str) -> int | None:
    if not text.strip():
        return None
    minutes = read_estimate(text)
    if minutes is None:
        raise FieldRefused(
            "estimate", _("“{text}” is no length of work. Write it like 30m, 2h or 1d.").format(text=text)
        )
    return minutes


def _person(session: Session, field: str, text: str, newcomers: list[Person]) -> str | None:
    """The person of that name, or one to be made."""
    name = typed_text(field, text)
    if name is None:
        return None
    key = match_key(name)
    for person in (*session.workbook.people.all(), *newcomers):
        if key in {match_key(other) for other in (person.name, *person.aliases)}:
            return person.id
    newcomers.append(Person(session.workbook.new_id(), name))
    return newcomers[-1].id


@dataclass(frozen=True, slots=True)
class TaskBulkForm:
    """What several tasks are to have in common, as a person types it; an empty text changes nothing."""

    owner: str = ""
    due_on: str = ""
    important: bool | None = None
    add_tags: str = ""
    remove_tags: str = ""


def edit_tasks(session: Session, task_ids: Sequence[str], form: TaskBulkForm, origin: Origin) -> int:
    """Write what the form says into all of the tasks, as one step; returns how many differ now. Raises FieldRefused."""
    newcomers: list[Person] = []
    fields: dict[str, Any] = {}
    if form.owner.strip():
        fields["owner_id"] = _person(session, "owner", form.owner, newcomers)
    if form.due_on.strip():
        fields["due_on"] = typed_day("due_on", form.due_on, session.clock.today())
    if form.important is not None:
        fields["important"] = form.important
    added, removed = read_tags(form.add_tags), read_tags(form.remove_tags)

    def changed(task: Task) -> Task:
        tags = dict.fromkeys((*task.tags, *added))
        return replace(task, tags=tuple(tag for tag in tags if tag not in removed), **fields)

    changes = [Change(task, changed(task)) for task in existing(session, task_ids)]
    changes = [change for change in changes if change.before != change.after]
    write_tasks(session, changes, StepKind.EDIT_TASK, origin, people=newcomers)
    return len(changes)
