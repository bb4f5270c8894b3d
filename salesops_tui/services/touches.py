"""Logging a touch of a customer: what it was, and a note."""

from __future__ import annotations

from salesops_tui.domain.activities import Activity, ActivityKind
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.services.deals import existing, typed_text
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained


def log_touch(session: Session, deal_id: str, kind: ActivityKind, note: str, origin: Origin) -> str:
    """Write a touch of a deal and its account, now, as one step; returns its identifier. Raises DealGone and FieldRefused.

    It counts as the owner's: who sits at the keyboard keeps the books for the team.
    """
    workbook = session.workbook
    now = session.clock.now().astimezone(session.clock.zone)
    with explained(workbook.path):
        deal = existing(session, deal_id)
        touch = Activity(
            workbook.new_id(),
            kind,
            session.clock.today(),
            now.time().replace(second=0, microsecond=0),
            typed_text("note", note),
            deal.owner_id,
            deal.account_id,
            deal.id,
        )
        with workbook.step(StepKind.TOUCH_DEAL, origin, {"deal": deal.name}):
            workbook.activities.insert([touch])
    return touch.id
