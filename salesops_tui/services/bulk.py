"""Several deals changed alike, as one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from salesops_tui.domain.days import read_day
from salesops_tui.domain.deals import MADE_HERE, Deal, ForecastCategory
from salesops_tui.domain.people import Person
from salesops_tui.domain.stages import Pipeline
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.text import LONGEST_TEXT, clean_text, match_key
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.deals import FieldRefused
from salesops_tui.services.moves import Answers, writes_to
from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained
from salesops_tui.storage.repositories.deals import DealWrite

FOLLOW_STAGE: Final = "stage"
"""The forecast category of a form that takes a person's choice back."""


@dataclass(frozen=True, slots=True)
class BulkForm:
    """What several deals are to have in common, as a person types it; an empty text changes nothing."""

    owner: str = ""
    stage_id: str = ""
    """An open stage."""
    close_date: str = ""
    forecast_category: str = ""
    """A category, or ``FOLLOW_STAGE``."""
    reason: str = ""
    """Why deals go back to an earlier stage."""


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What became of the deals."""

    changed: int
    same: int
    """They were like that before."""
    closed: int
    """Won or lost: they kept their stage, whatever else was changed in them."""
    gone: int
    """No longer in the workbook."""

    def __str__(self) -> str:
        told = [ngettext("{number} deal changed", "{number} deals changed", self.changed).format(number=self.changed)]
        for count, text in (
            (self.same, ngettext("{number} was like that", "{number} were like that", self.same)),
            (
                self.closed,
                ngettext(
                    "{number} is won or lost: its stage stays",
                    "{number} are won or lost: their stage stays",
                    self.closed,
                ),
            ),
            (self.gone, ngettext("{number} is no longer there", "{number} are no longer there", self.gone)),
        ):
            if count:
                told.append(text.format(number=count))
        return " · ".join(told)


def edit_deals(session: Session, deal_ids: Sequence[str], form: BulkForm, origin: Origin) -> BulkOutcome:
    """Write what the form says into all of the deals as one step; each passes its gate, or all stay as they are.

    Raises FieldRefused, GateClosed and SettingsError; nothing is written then.
    """
    workbook = session.workbook
    with explained(workbook.path):
        pipeline = workbook.pipeline
        fields, newcomer = _fields(session, form)
        deals = [deal for deal in map(workbook.deals.get, deal_ids) if deal is not None]
        pairs = [(deal, replace(deal, **fields)) for deal in deals]
        moving = [pair for pair in pairs if _moves(pair[0], form.stage_id, pipeline)]
        staying = [pair for pair in pairs if not _moves(pair[0], form.stage_id, pipeline)]
        writes = [
            *(DealWrite(before, after, MADE_HERE) for before, after in staying),
            *(writes_to(session, moving, form.stage_id, Answers(reason=form.reason)) if moving else ()),
        ]
        writes = [write for write in writes if write.before != write.after]
        if writes:
            with workbook.step(StepKind.EDIT_DEALS, origin, {"number": len(writes)}):
                workbook.people.insert([newcomer] if newcomer else [])
                workbook.deals.write(writes)
    closed = sum(not pipeline.by_id[deal.stage_id].is_open for deal in deals) if form.stage_id else 0
    kept = sum(before == after and not pipeline.by_id[before.stage_id].is_open for before, after in pairs)
    same = len(deals) - len(writes) - (kept if form.stage_id else 0)
    return BulkOutcome(len(writes), same, closed, len(deal_ids) - len(deals))


def _moves(deal: Deal, stage_id: str, pipeline: Pipeline) -> bool:
    """Whether a deal goes to another stage; what is won or lost is not opened again in passing."""
    return bool(stage_id) and stage_id != deal.stage_id and pipeline.by_id[deal.stage_id].is_open


def _fields(session: Session, form: BulkForm) -> tuple[dict[str, Any], Person | None]:
    """The fields to be set, and the person to be made when nobody is called like the owner."""
    fields: dict[str, Any] = {}
    newcomer = None
    if owner := clean_text(form.owner).text:
        if len(owner) > LONGEST_TEXT:
            raise FieldRefused("owner", _("This text is longer than {number} characters.").format(number=LONGEST_TEXT))
        known = _person(session, owner)
        newcomer = None if known else Person(session.workbook.new_id(), owner)
        fields["owner_id"] = known or (newcomer.id if newcomer else None)
    if form.close_date.strip():
        fields["close_date"] = _day(form.close_date, session.clock.today())
    if form.forecast_category:
        follows = form.forecast_category == FOLLOW_STAGE
        fields["forecast_category"] = None if follows else ForecastCategory(form.forecast_category)
    return fields, newcomer


def _person(session: Session, name: str) -> str | None:
    """The person of that name, or with that among the other names."""
    key = match_key(name)
    people = session.workbook.people.all()
    return next((p.id for p in people if key in {match_key(other) for other in (p.name, *p.aliases)}), None)


def _day(text: str, today: date) -> date:
    day = read_day(text, today)
    if day is None:
        raise FieldRefused(
            "close_date", _("“{text}” is no date. Write it like 2026-11-30, 11-30, fri or +7.").format(text=text)
        )
    return day
