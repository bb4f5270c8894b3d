"""Mending a deal with a few keys: its close date, its next step, its owner, its end; or leaving it alone for a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from salesops_tui.domain.days import read_day
from salesops_tui.domain.deal_roles import DealRole, Role
from salesops_tui.domain.deals import MADE_HERE, Deal
from salesops_tui.domain.pushes import LONG_PUSH
from salesops_tui.domain.snoozes import Snooze
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import Task
from salesops_tui.i18n import _
from salesops_tui.services.deals import FieldRefused, existing, typed_day, typed_text
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Change
from salesops_tui.storage.repositories.deals import DealWrite


def needs_reason(deal: Deal, day: date) -> bool:
    """Whether putting a close date off to a day is so much that a reason must be given (domain D.9)."""
    return deal.close_date is not None and (day - deal.close_date).days > LONG_PUSH


def pushed_day(text: str, deal: Deal, today: date) -> date:
    """The day that was typed to put a close date off to. Raises FieldRefused."""
    day = typed_day("close_date", text, today)
    if day is None:
        raise FieldRefused("close_date", _("To which day?"))
    return _later(deal, day, today)


def _later(deal: Deal, day: date, today: date) -> date:
    if day < today:
        raise FieldRefused("close_date", _("{day} has passed: a date is put off to a later one.").format(day=day))
    if deal.close_date is not None and day <= deal.close_date:
        raise FieldRefused(
            "close_date",
            _("{day} is not later than {present}; edit the deal to bring its date forward.").format(
                day=day, present=deal.close_date
            ),
        )
    return day


def push_deal(session: Session, deal_id: str, day: date, reason: str | None, origin: Origin) -> None:
    """Put a close date off, as one step; the reason is kept with the event. Raises DealGone and FieldRefused."""
    with explained(session.workbook.path):
        deal = existing(session, deal_id)
        _later(deal, day, session.clock.today())
        why = typed_text("reason", reason or "")
        if why is None and needs_reason(deal, day):
            raise FieldRefused(
                "reason", _("A date put off by more than {number} days needs a reason.").format(number=LONG_PUSH)
            )
        params = {"deal": deal.name, "day": day.isoformat()}
        _write(session, StepKind.PUSH_DEAL, origin, params, deal, replace(deal, close_date=day), why)


def read_step(text: str, today: date) -> tuple[str, date | None]:
    """What is to be done, and when if a date stands at the end: "send the contract fri". Raises FieldRefused."""
    words = (typed_text("next_step", text) or "").split()
    day = read_day(words[-1], today) if len(words) > 1 else None
    step = " ".join(words[:-1] if day is not None else words)
    if not step:
        raise FieldRefused("next_step", _("What is to be done next?"))
    if day is not None and day < today:
        raise FieldRefused("next_step", _("{day} has passed: a next step lies ahead.").format(day=day))
    return step, day


def set_next_step(session: Session, deal_id: str, step: str, day: date | None, origin: Origin) -> None:
    """Say what is to be done next, as one step. Raises DealGone."""
    with explained(session.workbook.path):
        deal = existing(session, deal_id)
        after = replace(deal, next_step=step, next_step_on=day)
        _write(session, StepKind.SET_NEXT_STEP, origin, {"deal": deal.name}, deal, after)


def set_owner(session: Session, deal_id: str, person_id: str, origin: Origin) -> None:
    """Give a deal to somebody, as one step. Raises DealGone."""
    with explained(session.workbook.path):
        deal = existing(session, deal_id)
        _write(session, StepKind.EDIT_DEAL, origin, {"deal": deal.name}, deal, replace(deal, owner_id=person_id))


def snooze_deal(session: Session, deal_id: str, until: date, origin: Origin) -> None:
    """Leave a deal out of the hygiene sprint before a day, as one step. Raises DealGone."""
    workbook = session.workbook
    with explained(workbook.path):
        deal = existing(session, deal_id)
        snooze = Snooze(f"{deal_id}:snooze", deal_id, until)
        before = workbook.snoozes.get(snooze.id)
        with workbook.step(StepKind.SNOOZE_DEAL, origin, {"deal": deal.name, "day": until.isoformat()}):
            if before is None:
                workbook.snoozes.insert([snooze])
            else:
                workbook.snoozes.update([Change(before, snooze)])


def assign_role(session: Session, deal_id: str, role: Role, person_id: str, origin: Origin) -> None:
    """Put somebody on a deal in a role, instead of who had it, as one step. Raises DealGone."""
    workbook = session.workbook
    with explained(workbook.path):
        deal = existing(session, deal_id)
        person = workbook.people.get(person_id)
        found = DealRole(f"{deal_id}:{role}", deal_id, role, person_id)
        before = workbook.deal_roles.get(found.id)
        params = {"deal": deal.name, "person": person.name if person is not None else ""}
        with workbook.step(StepKind.ASSIGN_ROLE, origin, params):
            if before is None:
                workbook.deal_roles.insert([found])
            else:
                workbook.deal_roles.update([Change(before, found)])


def add_task_line(session: Session, deal_id: str, line: str, origin: Origin) -> Task:
    """Make a task of a deal out of a line, for its owner unless the line names somebody; as one step. Raises DealGone and
    TaskRefused."""
    with explained(session.workbook.path):
        existing(session, deal_id)
    # The grammar is loaded when somebody first types a task.
    from salesops_tui.services.quick_add import add_line

    return add_line(session, line, origin, deal_id=deal_id).task


def _write(
    session: Session,
    kind: StepKind,
    origin: Origin,
    params: Mapping[str, str],
    before: Deal,
    after: Deal,
    reason: str | None = None,
) -> None:
    if before == after:
        return
    with session.workbook.step(kind, origin, params):
        session.workbook.deals.write([DealWrite(before, after, MADE_HERE, reason=reason)])
