"""Setting a target, and sharing one out among its parts: each one named step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from salesops_tui.domain.periods import Window
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.target_tree import Dimension, Place, Split, shares, working_days
from salesops_tui.domain.targets import Target, TargetScope
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.deals import FieldRefused, read_money
from salesops_tui.services.session import Session
from salesops_tui.services.targets.tree import Node, Tree, read
from salesops_tui.services.targets.words import place_title
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Change


class CannotSplit(SalesopsError):
    """Why a target cannot be shared out so."""


@dataclass(frozen=True, slots=True)
class PlannedSplit:
    """What sharing out would bring, before anything is written."""

    split: Split
    amounts: tuple[tuple[Place, int], ...]
    """Each part with its share, in minor units of ``currency``; they sum to the whole."""
    currency: str


def set_target(session: Session, place: Place, text: str, origin: Origin) -> Target | None:
    """Set a place's target as one step; an empty text takes it away. Returns what holds then.

    Raises FieldRefused when it is no amount.
    """
    with explained(session.workbook.path):
        stored = _stored(session, place)
        amount, currency = read_money(session, text, stored.currency if stored is not None else "")
        if amount is not None and amount < 0:
            raise FieldRefused("amount", _("A target is not less than nothing."))
        if amount is None:
            if stored is not None:
                with session.workbook.step(StepKind.CLEAR_TARGET, origin, _params(place)):
                    session.workbook.targets.delete([stored.id])
            return None
        wanted = _target(session, place, stored, amount, currency)
        if wanted != stored:
            with session.workbook.step(StepKind.SET_TARGET, origin, _params(place)):
                _write(session, {stored.id: stored} if stored is not None else {}, [wanted])
        return wanted


def plan_split(session: Session, place: Place, dimension: Dimension, split: Split) -> PlannedSplit:
    """How a place's target would be shared out. Raises CannotSplit saying why it cannot be."""
    tree = read(session, place, dimension)
    stored = tree.node.stored
    if stored is None:
        raise CannotSplit(_("{whose} has no target to share out: e sets one.").format(whose=place_title(place)))
    if not tree.parts:
        raise CannotSplit(_("{whose} has no parts.").format(whose=place_title(place)))
    amounts = shares(stored.amount, _weights(session, tree, split))
    return PlannedSplit(split, tuple(zip((part.place for part in tree.parts), amounts, strict=True)), stored.currency)


def write_split(session: Session, place: Place, planned: PlannedSplit, origin: Origin) -> int:
    """Write the shares as one step; returns how many targets there are of it."""
    with explained(session.workbook.path):
        before: dict[str, Target] = {}
        wanted = []
        for part, amount in planned.amounts:
            stored = _stored(session, part)
            if stored is not None:
                before[stored.id] = stored
            wanted.append(_target(session, part, stored, amount, planned.currency))
        params = {**_params(place), "number": len(wanted)}
        with session.workbook.step(StepKind.SPLIT_TARGET, origin, params):
            _write(session, before, wanted)
    return len(wanted)


def _weights(session: Session, tree: Tree, split: Split) -> Sequence[int]:
    match split:
        case Split.EVENLY:
            return [1] * len(tree.parts)
        case Split.WORKING_DAYS:
            if tree.dimension is not Dimension.TIME:
                raise CannotSplit(_("By working days only time can be shared out."))
            return working_days([part.place.window for part in tree.parts], session.calendar)
        case Split.LAST_YEAR:
            won = [_won_before(part) for part in tree.parts]
            if not any(won):
                raise CannotSplit(_("Nothing is known of a year before: there are no shares to go by."))
            return won


def _won_before(node: Node) -> int:
    return max(round(node.last_year.value), 0) if node.last_year.value is not None else 0


def _stored(session: Session, place: Place) -> Target | None:
    name = "" if place.scope in (TargetScope.COMPANY, TargetScope.PERSON) else place.name
    key = (place.scope, name, place.person_id, place.window)
    found = [
        target
        for target in session.workbook.targets.all()
        if (target.scope, target.scope_name, target.person_id, Window(target.starts_on, target.period)) == key
    ]
    return found[-1] if found else None


def _target(session: Session, place: Place, stored: Target | None, amount: int, currency: str) -> Target:
    if stored is not None:
        return replace(stored, amount=amount, currency=currency)
    name = "" if place.scope in (TargetScope.COMPANY, TargetScope.PERSON) else place.name
    return Target(
        session.workbook.new_id(),
        place.scope,
        place.window.period,
        place.window.first,
        amount,
        currency,
        name,
        place.person_id,
    )


def _write(session: Session, before: Mapping[str, Target], wanted: Sequence[Target]) -> None:
    targets = session.workbook.targets
    targets.insert([target for target in wanted if target.id not in before])
    targets.update([Change(before[target.id], target) for target in wanted if target.id in before])


def _params(place: Place) -> dict[str, object]:
    return {"whose": place.name, "period": place.window.code}
