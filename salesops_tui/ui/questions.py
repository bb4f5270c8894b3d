"""Small questions that are answered with one key each, or with a line of text; the last answer says what to write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from salesops_tui.domain.activities import ActivityKind
from salesops_tui.domain.deal_roles import Role
from salesops_tui.domain.steps import Origin
from salesops_tui.domain.text import match_key
from salesops_tui.formats import weekday_and_date
from salesops_tui.i18n import _
from salesops_tui.services import deal_task_offers, mending, touches
from salesops_tui.services.deals import FieldRefused, typed_text
from salesops_tui.services.offers import Offers, Suggestion
from salesops_tui.services.session import Session
from salesops_tui.services.wording import touch_title

_MOST_OPTIONS: Final = 9
"""Each option has a digit; 0 is for typing something else."""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that is offered."""

    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said: an option, by its place, or a text."""

    option: int | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Write:
    """What is to be written once everything is answered."""

    job: Callable[[Session], Any]
    told: str = ""
    """What is said when it has been written; nothing where one sees it."""

    @property
    def say(self) -> Callable[[Any], str] | None:
        """The same, for ``Room.write``."""
        return (lambda _result: self.told) if self.told else None


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``then`` takes the answer to the next one or to what is to be written; it may raise FieldRefused."""

    title: str
    options: tuple[Option, ...]
    then: Callable[[Answer], Question | Write]
    typing: str | None = None
    """What may be typed instead, as a hint; None when nothing can be."""


def touch(offers: Offers) -> Question:
    """How the customer was touched, then a note."""
    deal_id = offers.deal.id
    # The commonest first.
    kinds = sorted(ActivityKind, key=lambda kind: kind is not ActivityKind.CALL)

    def picked(answer: Answer) -> Question:
        assert answer.option is not None
        kind = kinds[answer.option]
        return Question(touch_title(kind), (), partial(noted, kind), _("a note, or nothing · enter saves"))

    def noted(kind: ActivityKind, answer: Answer) -> Write:
        note = typed_text("note", answer.text) or ""
        return Write(
            lambda session: touches.log_touch(session, deal_id, kind, note, Origin.SCREEN),
            _("Logged: {touch}").format(touch=touch_title(kind)),
        )

    return Question(_("What was it?"), tuple(Option(touch_title(kind)) for kind in kinds), picked)


def push(offers: Offers) -> Question:
    """To which day the close date is put off, and why if that is far."""
    deal = offers.deal

    def dated(answer: Answer) -> Question | Write:
        offered = offers.pushes[answer.option].day if answer.option is not None else None
        day = offered or mending.pushed_day(answer.text, deal, offers.today)
        if not mending.needs_reason(deal, day):
            return Write(lambda session: mending.push_deal(session, deal.id, day, None, Origin.SCREEN))
        title = _("Why is it put off to {day}?").format(day=weekday_and_date(day))
        return _reason(
            title,
            offers.push_reasons,
            lambda why: Write(lambda session: mending.push_deal(session, deal.id, day, why, Origin.SCREEN)),
        )

    present = weekday_and_date(deal.close_date) if deal.close_date else _("no close date")
    title = _("Put the close date off to ({present} now)").format(present=present)
    return Question(title, _dated(offers.pushes), dated, _("2026-11-30, 11-30, fri, +7, 月底"))


def next_step(offers: Offers) -> Question:
    """What is to be done next, and when."""
    deal = offers.deal

    def said(answer: Answer) -> Write:
        if answer.option is None:
            step, day = mending.read_step(answer.text, offers.today)
        else:
            step, day = offers.steps[answer.option].title, offers.steps[answer.option].day
        return Write(lambda session: mending.set_next_step(session, deal.id, step, day, Origin.SCREEN))

    return Question(_("What is the next step?"), _dated(offers.steps), said, _("what, and when: send the contract fri"))


def task(offers: Offers) -> Question:
    """What is to be done for the deal: what its own state asks for, or a line as in the tasks room."""
    deal_id = offers.deal.id

    def said(answer: Answer) -> Write:
        if answer.option is not None:
            offer = offers.tasks[answer.option]
            return Write(
                lambda session: deal_task_offers.add_offered(session, deal_id, offer, Origin.SCREEN),
                _("Added the task “{task}”").format(task=offer.title),
            )
        if not answer.text.strip():
            raise FieldRefused("task", _("A task needs a few words that say what is to be done."))
        return Write(
            lambda session: mending.add_task_line(session, deal_id, answer.text, Origin.SCREEN),
            _("The task was added."),
        )

    return Question(
        _("What is to be done?"),
        tuple(
            Option(offer.title, weekday_and_date(offer.due_on) if offer.due_on is not None else "")
            for offer in offers.tasks
        ),
        said,
        _("what, when, who: send the contract fri 3pm @LiNa !!"),
    )


def snooze(offers: Offers) -> Question:
    """How long the deal is left alone."""

    def said(answer: Answer) -> Write:
        assert answer.option is not None
        until = offers.snoozes[answer.option].day
        return Write(lambda session: mending.snooze_deal(session, offers.deal.id, until, Origin.SCREEN))

    return Question(_("Leave it alone"), _dated(offers.snoozes), said)


def owner(offers: Offers) -> Question:
    """Whose the deal is."""
    return person(
        _("Whose is it?"),
        offers.people,
        lambda chosen: Write(lambda session: mending.set_owner(session, offers.deal.id, chosen, Origin.SCREEN)),
    )


def role(offers: Offers, wanted: Role, title: str) -> Question:
    """Who has a role on the deal."""
    return person(
        _("Who is it? {role}").format(role=title),
        offers.people,
        lambda chosen: Write(
            lambda session: mending.assign_role(session, offers.deal.id, wanted, chosen, Origin.SCREEN)
        ),
    )


def _reason(title: str, reasons: Sequence[str], then: Callable[[str], Write]) -> Question:
    shown = reasons[:_MOST_OPTIONS]

    def said(answer: Answer) -> Write:
        why = shown[answer.option] if answer.option is not None else typed_text("reason", answer.text)
        if why is None:
            raise FieldRefused("reason", _("A reason, in a few words."))
        return then(why)

    return Question(title, tuple(Option(reason) for reason in shown), said, _("another reason"))


def person(title: str, people: Sequence[tuple[str, str]], then: Callable[[str], Question | Write]) -> Question:
    """Somebody of the team, by a digit or by a part of the name; ``people`` are identifiers and names."""
    shown = people[:_MOST_OPTIONS]

    def said(answer: Answer) -> Question | Write:
        if answer.option is not None:
            return then(shown[answer.option][0])
        key = match_key(answer.text)
        found = [person_id for person_id, name in people if key and key in match_key(name)]
        exact = [person_id for person_id, name in people if match_key(name) == key]
        if len(exact or found) != 1:
            raise FieldRefused("owner", _("“{text}” is nobody's name, or that of several.").format(text=answer.text))
        return then((exact or found)[0])

    return Question(title, tuple(Option(name) for _id, name in shown), said, _("a name, or a part of it"))


def _dated(suggestions: Sequence[Suggestion]) -> tuple[Option, ...]:
    return tuple(Option(suggestion.title, weekday_and_date(suggestion.day)) for suggestion in suggestions)
