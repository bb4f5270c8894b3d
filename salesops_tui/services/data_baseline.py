"""The quarterly audit of the data: what is one for all, who sees to it, what keeps it safe (domain row 77)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.i18n import _, ngettext
from salesops_tui.services import hygiene, safety
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained

QUARTER_DAYS: Final = 92
"""At least so often it is looked through."""
STALE_DAYS: Final = 90
_BACKUP_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class BaselineCheck:
    """One of the twelve."""

    title: str
    number: int | None
    """How many records stand against it; None where only a person can say."""
    told: str

    @property
    def holds(self) -> bool | None:
        """Whether it holds; None where only a person can say."""
        return None if self.number is None else self.number == 0


def look_through(session: Session) -> tuple[BaselineCheck, ...]:
    """The twelve checks as they stand now."""
    with explained(session.workbook.path):
        return tuple(_checks(session))


def _checks(session: Session) -> Iterator[BaselineCheck]:
    counts, today = session.workbook.baseline_counts, session.clock.today()
    yield _of(_("One customer, one record"), counts.double_accounts())
    yield _of(_("One product, one record"), counts.double_products())
    yield _of(_("Every deal in a stage that is defined"), counts.deals_without_stage())
    year = counts.sellers_without_target(date(today.year, 1, 1), date(today.year, 12, 31))
    yield _of(_("One rule of performance: a target for everybody who sells"), year)
    yield _of(_("Every open deal with an owner in the team"), counts.deals_without_owner())
    broken = session.workbook.audit_trail.broken_at()
    yield _of(_("The record of what was done is whole"), int(broken is not None))
    yield _of(_("Corrections are made: deals that break a rule"), len(hygiene.queue(session, "").deal_ids))
    untouched = counts.untouched_deals(today - timedelta(days=STALE_DAYS))
    yield _of(_("Cleaned regularly: open deals untouched for {days} days").format(days=STALE_DAYS), untouched)
    yield _of(_("Access: nobody else may read the file"), int(_is_open_to_others(session)))
    yield _of(_("A verified copy of the last {days} days").format(days=_BACKUP_DAYS), int(_lacks_backup(session)))
    yield _of(_("Contacts with purpose and consent"), counts.contacts_without_purpose())
    yield BaselineCheck(_("Plan for a leak, and training"), None, _("to be seen to by a person"))


def write_down(session: Session, checks: tuple[BaselineCheck, ...], origin: Origin) -> None:
    """Note that the data was looked through today, as a step of its own."""
    held = sum(check.holds is True for check in checks)
    params = {"held": held, "number": len(checks)}
    with (
        explained(session.workbook.path),
        session.workbook.journal.step(StepKind.AUDIT_DATA, origin, params, keep_empty=True),
    ):
        """Nothing else is written."""


def audit_is_due(session: Session) -> bool:
    """Whether a quarter has passed since the data was looked through, or since the workbook was made."""
    with explained(session.workbook.path):
        last = session.workbook.baseline_counts.last_audit()
        steps = session.workbook.journal.get(1)
    since = datetime.fromisoformat(last) if last else steps.at if steps else session.clock.now()
    return session.clock.now().astimezone(UTC) - since.astimezone(UTC) > timedelta(days=QUARTER_DAYS)


def _of(title: str, number: int) -> BaselineCheck:
    told = (
        _("holds")
        if number == 0
        else ngettext("{number} against it", "{number} against it", number).format(number=number)
    )
    return BaselineCheck(title, number, told)


def _is_open_to_others(session: Session) -> bool:
    return os.name == "posix" and bool(session.workbook.path.stat().st_mode & 0o077)


def _lacks_backup(session: Session) -> bool:
    newest = next(iter(safety.backups(session.workbook.path)), None)
    return newest is None or session.clock.now() - newest.made_at > timedelta(days=_BACKUP_DAYS)
