"""The course's advice for a bottleneck (row 5), and making a task of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesops_tui.domain.funnel import Bottleneck
from salesops_tui.domain.stages import Stage
from salesops_tui.domain.steps import Origin
from salesops_tui.domain.tasks import MadeFrom, Task
from salesops_tui.formats import figure_value, number, percent
from salesops_tui.i18n import _, language, mark
from salesops_tui.services.session import Session
from salesops_tui.services.tasks import add_once

WORKING_DAYS: Final = 10
"""A remedy is important and not urgent, and such a task needs a date: two weeks from now."""

_REMEDIES: Final[Mapping[str, tuple[str, ...]]] = {
    "contact": (
        mark("Sharpen the value proposition"),
        mark("Raise the quality of the first call"),
        mark("Build trust from the first day"),
    ),
    "need": (
        mark("Dig deeper for the customer's needs"),
        mark("Bring insight into the customer's industry"),
        mark("Build consensus on the need with all who decide"),
    ),
    "proposal": (
        mark("Tailor the solution more closely"),
        mark("Sharpen what sets the offer apart"),
        mark("Tell success stories of similar customers"),
    ),
    "negotiation": (
        mark("Map the customer's decision process"),
        mark("Find the key decision makers"),
        mark("Offer flexible terms"),
    ),
}


def remedies(stage: Stage) -> tuple[str, ...]:
    """What the course advises where too few deals leave a stage; nothing for stages it does not know."""
    return tuple(_(remedy) for remedy in _REMEDIES.get(stage.id, ()))


def step_name(stage: Stage, after: Stage) -> str:
    """A step from one stage to the next."""
    return f"{stage.name(language())} → {after.name(language())}"


def add_remedy_task(session: Session, found: Bottleneck, remedy: str | None, origin: Origin) -> Task:
    """Make one remedy of a bottleneck, or all of them, an important task. Raises TaskExists."""
    stages = (*session.workbook.pipeline.open, session.workbook.pipeline.won)
    stage, after = stages[found.place], stages[found.place + 1]
    step = step_name(stage, after)
    if remedy is not None:
        title = _("{remedy} ({step})").format(remedy=remedy, step=step)
    else:
        title = _("Widen the bottleneck {step}").format(step=step)
    if found.rate.scope:
        title = f"{title} · {found.rate.scope}"
    source = f"{stage.id}:{remedy or ''}:{found.rate.scope}"
    task = Task(
        session.workbook.new_id(),
        title,
        important=True,
        due_on=session.calendar.add_working_days(session.clock.today(), WORKING_DAYS),
        note=_note(found, step, remedies(stage)),
        made_from=MadeFrom.REMEDY,
        made_from_id=source,
    )
    return add_once(session, task, origin)


def _note(found: Bottleneck, step: str, advice: tuple[str, ...]) -> str:
    """What the figures said when the task was made, to be held against what they say later."""
    rate = found.rate
    said = _("{step}: {rate} of {number} deals").format(step=step, rate=figure_value(rate), number=number(rate.n or 0))
    if rate.span is not None:
        said += _(", {first} to {last}").format(first=rate.span.first.isoformat(), last=rate.span.last.isoformat())
    if rate.scope:
        said += f", {rate.scope}"
    if rate.benchmark is not None:
        said += _("; the course's average is {rate}").format(rate=percent(rate.benchmark))
    return "\n".join((said, *advice))
