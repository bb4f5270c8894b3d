"""Who changed what, when and from where; and whether the record of it is whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from salesops_tui.domain.steps import Step
from salesops_tui.domain.text import match_key
from salesops_tui.services.session import Session
from salesops_tui.services.steps import log
from salesops_tui.storage.failures import explained
from salesops_tui.storage.repositories.audit_trail import RecordChange

MOST_RECORDS: Final = 50
"""Of one step: an import of thousands is told by its first."""


@dataclass(frozen=True, slots=True)
class AuditedStep:
    """A step with what it changed."""

    step: Step
    title: str
    in_effect: bool
    records: tuple[RecordChange, ...]
    more: int
    """Records that are not among them."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Whether the record of what was done is whole."""

    broken_at: int | None
    """The first step that is not what it was; None for a whole chain."""
    head: str
    """The newest digest: noted elsewhere, it proves later that nothing was cut off."""


def audited(session: Session, number: int, record: str = "") -> Iterator[AuditedStep]:
    """The newest steps with what they changed; with a record's name, those alone that changed a record of that name."""
    workbook = session.workbook
    wanted = match_key(record)
    with explained(workbook.path):
        told = 0
        for line in log(session):
            if told == number:
                return
            first, last = workbook.journal.span(line.step.id)
            most = MOST_RECORDS if not wanted else last - first + 1
            found = tuple(
                change for change in workbook.audit_trail.changes(first, last, most) if wanted in match_key(change.name)
            )
            if found or not wanted:
                told += 1
                more = line.changes - len(found) if not wanted else 0
                yield AuditedStep(line.step, line.title, line.in_effect, found, more)


def chain(session: Session) -> Chain:
    """Look the whole chain through."""
    trail = session.workbook.audit_trail
    with explained(session.workbook.path):
        return Chain(trail.broken_at(), trail.head())
