"""Everything that happened to a deal, newest first, and taking any of it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final

from salesops_tui.domain.deal_roles import Role
from salesops_tui.domain.deals import MADE_HERE, TOLD_BY_HISTORY, Deal, DealEvent, TrackedField
from salesops_tui.domain.gates import item_texts
from salesops_tui.domain.steps import Origin, Step, StepKind
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import money, short_day
from salesops_tui.i18n import _, language, mark
from salesops_tui.services import steps
from salesops_tui.services.checklists import in_words
from salesops_tui.services.deals import closing_day, existing
from salesops_tui.services.session import Session
from salesops_tui.services.wording import category_title, touch_title
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Records
from salesops_tui.storage.repositories.deals import DealWrite
from salesops_tui.storage.traces import RowChange

FIELDS: Final[Mapping[str, str]] = {
    "name": mark("Deal name"),
    "stage_id": mark("Stage"),
    "amount": mark("Amount"),
    "currency": mark("Currency"),
    "close_date": mark("Close date"),
    "owner_id": mark("Owner"),
    "forecast_category": mark("Forecast category"),
    "account_id": mark("Account"),
    "contact_id": mark("Contact"),
    "product_id": mark("Product"),
    "lead_source": mark("Source"),
    "competitor": mark("Competitor"),
    "next_step": mark("Next step"),
    "next_step_on": mark("Next step on"),
    "probability": mark("Probability"),
    "lost_reason": mark("Lost reason"),
    "note": mark("Note"),
    "delivery": mark("Delivery"),
    "feedback": mark("Feedback"),
    "satisfaction": mark("Satisfaction"),
}
"""What the fields of a deal are called."""
_UNTRACKED: Final = tuple(field for field in FIELDS if field not in set(TrackedField))
_SHARED: Final = (StepKind.IMPORT, StepKind.EDIT_DEALS)
"""Steps that changed other deals as well: taking one of them back would take back more than the line says."""


class StaysAsItIs(SalesopsError):
    """A line of the timeline cannot be taken back by itself."""


class Happening(StrEnum):
    """What kind of thing a line of the timeline tells."""

    CHANGE = "change"
    TOUCH = "touch"
    TICK = "tick"
    ROLE = "role"
    CREATION = "creation"


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """Something that happened to a deal, in words."""

    key: str
    """By which ``take_back`` knows it."""
    kind: Happening
    day: date
    """The local date."""
    at: time | None
    """The local time of day, where it is known."""
    title: str
    """The field that changed, the kind of touch …"""
    told: str
    """From what to what, the note …"""
    who: str
    """Who did it, or where it came from."""
    reason: str | None = None


def timeline(session: Session, deal: Deal) -> tuple[TimelineLine, ...]:
    """Changes, touches, ticks and roles in one, newest first; what has no time of day stands above the rest of its day."""
    lines = [_creation(session, deal), *_events(session, deal), *_edits(session, deal)]
    lines += [*_touches(session, deal), *_ticks(session, deal), *_roles(session, deal)]
    # Of what happened at the same moment, what was written later is newer; the creation came before everything.
    places = {line.key: place for place, line in enumerate(lines)}
    lines.sort(
        key=lambda line: (line.day, line.kind is not Happening.CREATION, line.at or time.max, places[line.key]),
        reverse=True,
    )
    return tuple(lines)


def take_back(session: Session, deal_id: str, key: str, origin: Origin) -> str:
    """Take back what a line of a deal's timeline tells; returns what was done, in words.

    The step that made the line is undone. Where that step changed other deals too (an import, an edit of several), only
    this deal's field goes back to what it was, as a step of its own. Raises DealGone, StaysAsItIs and UndoConflicts.
    """
    kind, _colon, rest = key.partition(":")
    with explained(session.workbook.path):
        deal = existing(session, deal_id)
        if kind == "event":
            event = next((event for event in session.workbook.deals.events(deal_id) if event.id == rest), None)
            if event is None:
                raise StaysAsItIs(_("This change was taken back already."))
            step = session.workbook.traces.maker("deal_event", event.id)
            if step is None or step.kind in _SHARED:
                return _set_back(session, deal, event.field.value, event.old, event.new, origin)
        elif kind == "edit":
            number, _colon, field = rest.partition(":")
            change = next((c for c in _row_changes(session, deal) if c.step.id == int(number)), None)
            if change is None:
                raise StaysAsItIs(_("This change was taken back already."))
            step = change.step
            if step.kind in _SHARED:
                old, new = _decoded(session, change, field)
                return _set_back(session, deal, field, old, new, origin)
        elif kind == "role":
            step = session.workbook.journal.get(int(rest))
        else:
            table = {"touch": "activity", "tick": "deal_tick", "creation": "deal"}[kind]
            step = session.workbook.traces.maker(table, rest)
        if step is None or step.kind in _SHARED:
            raise StaysAsItIs(
                _(
                    "This came with an import, together with everything else in it. To take the import back, open the log (l)."
                )
            )
    undone = steps.undo(session, origin, step.id)
    return _("Undone: {step}").format(step=steps.step_title(undone))


def _set_back(session: Session, deal: Deal, field: str, old: Any, new: Any, origin: Origin) -> str:
    title = _(FIELDS[field])
    if getattr(deal, field) != new:
        raise StaysAsItIs(
            _("“{field}” has been changed again since. Take the later change back first.").format(field=title)
        )
    if old is None and field in ("stage_id", "currency", "name"):
        raise StaysAsItIs(_("What “{field}” was before is not known.").format(field=title))
    after = replace(deal, **{field: old})
    if field == TrackedField.STAGE:
        stage = session.workbook.pipeline.by_id[after.stage_id]
        after = replace(after, closed_on=closing_day(session, deal, stage))
    with session.workbook.step(StepKind.EDIT_DEAL, origin, {"deal": deal.name}):
        session.workbook.deals.write([DealWrite(deal, after, MADE_HERE)])
    return _("Set back: {field}").format(field=title)


# The lines


def _creation(session: Session, deal: Deal) -> TimelineLine:
    seen = deal.known_since.astimezone(session.clock.zone)
    known = deal.created_on is not None and deal.created_on != seen.date()
    return TimelineLine(
        f"creation:{deal.id}",
        Happening.CREATION,
        deal.created_on or seen.date(),
        None if known else seen.time(),
        _("New deal") if deal.created_on is not None else _("First seen"),
        "",
        deal.source or _("here"),
    )


def _events(session: Session, deal: Deal) -> Iterator[TimelineLine]:
    """Oldest first; an amount is in the currency that held then."""
    words = _Words(session)
    events = session.workbook.deals.events(deal.id)
    currencies = _currencies(deal, events)
    for event in events:
        at = event.at.astimezone(session.clock.zone)
        old, new = (words.of(event.field, value, currencies[event.id]) for value in (event.old, event.new))
        yield TimelineLine(
            f"event:{event.id}",
            Happening.CHANGE,
            at.date(),
            at.time(),
            _(FIELDS[event.field]),
            f"{old} → {new}",
            _told_by(event),
            event.reason,
        )


def _currencies(deal: Deal, events: list[DealEvent]) -> dict[str, str]:
    found = {}
    currency = deal.currency
    for event in reversed(events):
        found[event.id] = currency
        if event.field is TrackedField.CURRENCY and event.old is not None:
            currency = str(event.old)
    return found


def _told_by(event: DealEvent) -> str:
    source = event.source.removeprefix(TOLD_BY_HISTORY)
    who = _("here") if source == MADE_HERE else source
    return f"{who} · {event.author}" if event.author else who


def _row_changes(session: Session, deal: Deal) -> list[RowChange]:
    return session.workbook.traces.changes("deal", deal.id)


def _edits(session: Session, deal: Deal) -> Iterator[TimelineLine]:
    """Changes of the fields that have no events, out of the journal."""
    words = _Words(session)
    for change in _row_changes(session, deal):
        at = change.step.at.astimezone(session.clock.zone)
        for field in _UNTRACKED:
            old, new = _decoded(session, change, field)
            if old == new:
                continue
            yield TimelineLine(
                f"edit:{change.step.id}:{field}",
                Happening.CHANGE,
                at.date(),
                at.time(),
                _(FIELDS[field]),
                f"{words.of(field, old, deal.currency)} → {words.of(field, new, deal.currency)}",
                deal.source if change.step.kind is StepKind.IMPORT and deal.source else _("here"),
            )


def _decoded(session: Session, change: RowChange, field: str) -> tuple[Any, Any]:
    decode = session.workbook.deals.records.table.decode_field
    return decode(field, change.before.get(field)), decode(field, change.after.get(field))


def _touches(session: Session, deal: Deal) -> Iterator[TimelineLine]:
    people = dict(session.workbook.people.names())
    for touch in session.workbook.activities.of_deal(deal.id):
        yield TimelineLine(
            f"touch:{touch.id}",
            Happening.TOUCH,
            touch.day,
            touch.at,
            touch_title(touch.kind),
            touch.note or "",
            people.get(touch.person_id or "") or touch.source or _("here"),
        )


def _ticks(session: Session, deal: Deal) -> Iterator[TimelineLine]:
    pipeline = session.workbook.pipeline
    for tick in session.workbook.ticks.of_deal(deal.id):
        yield TimelineLine(
            f"tick:{tick.id}",
            Happening.TICK,
            tick.ticked_on,
            None,
            _("Ticked off"),
            in_words(item_texts(tick.item, pipeline)),
            _("here"),
        )


def _roles(session: Session, deal: Deal) -> Iterator[TimelineLine]:
    """Who was put on the deal, each time."""
    workbook = session.workbook
    people = dict(workbook.people.names())
    for role in workbook.deal_roles.of_deal(deal.id):
        changes = workbook.traces.changes("deal_role", role.id)
        made = workbook.traces.maker("deal_role", role.id)
        first = changes[0].before["person_id"] if changes else role.person_id
        told: list[tuple[Step, str | None, str]] = [(made, None, first)] if made is not None else []
        told += [(change.step, change.before["person_id"], change.after["person_id"]) for change in changes]
        for step, old, new in told:
            at = step.at.astimezone(session.clock.zone)
            yield TimelineLine(
                f"role:{step.id}",
                Happening.ROLE,
                at.date(),
                at.time(),
                role_title(session, role.role),
                f"{people.get(old or '', '–')} → {people.get(new, new)}",
                _("here"),
            )


def role_title(session: Session, role: Role) -> str:
    """What the team calls a role on a deal."""
    usual = {Role.SOLUTION: _("Solution"), Role.DELIVERY: _("Delivery")}
    return session.settings.roles.get(role) or usual[role]


class _Words:
    """The values of a deal's fields as people say them."""

    def __init__(self, session: Session) -> None:
        workbook = session.workbook
        self._today = session.clock.today()
        self._stages = {stage.id: stage.name(language()) for stage in workbook.pipeline.stages}
        self._people = dict(workbook.people.names())
        self._linked: Mapping[str, Records[Any]] = {
            "account_id": workbook.accounts,
            "contact_id": workbook.contacts,
            "product_id": workbook.products,
        }
        self._plain: Mapping[str, Callable[[Any], str]] = {
            "stage_id": lambda value: self._stages.get(value, value),
            "owner_id": lambda value: self._people.get(value, value),
            "forecast_category": category_title,
            "probability": lambda value: f"{value} %",
        }

    def of(self, field: str, value: Any, currency: str) -> str:
        """One value; an amount is in a currency."""
        if value is None:
            return "–"
        if field == TrackedField.AMOUNT:
            return money(int(value), currency)
        if isinstance(value, date) and not isinstance(value, datetime):
            return short_day(value, self._today)
        if field in self._linked:
            record = self._linked[field].get(value)
            return record.name if record is not None else str(value)
        known = self._plain.get(field)
        return known(value) if known is not None else str(value)
