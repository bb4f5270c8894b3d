"""Small questions about tasks, answered with one key each, or with a line of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from salesops_tui.domain.quadrants import Quadrant
from salesops_tui.domain.recurrences import DaysOff, Recurrence
from salesops_tui.domain.steps import Origin
from salesops_tui.domain.tasks import Task
from salesops_tui.formats import weekday_and_date
from salesops_tui.i18n import _
from salesops_tui.services import task_changes, task_states
from salesops_tui.services.deals import FieldRefused, typed_day
from salesops_tui.services.offers import Suggestion
from salesops_tui.services.recurrence_words import words
from salesops_tui.services.task_offers import TaskOffers
from salesops_tui.services.task_words import quadrant_meaning, quadrant_title
from salesops_tui.ui.questions import Answer, Option, Question, Write, person

Then = Callable[[date], Question | Write]


def move(offers: TaskOffers) -> Question:
    """Which quadrant the tasks go to."""
    quadrants = list(Quadrant)

    def picked(answer: Answer) -> Question | Write:
        assert answer.option is not None
        return into(offers, quadrants[answer.option])

    return Question(
        _("Where does it belong?"),
        tuple(
            Option(quadrant_title(quadrant), offers.changes.get(quadrant) or quadrant_meaning(quadrant))
            for quadrant in quadrants
        ),
        picked,
    )


def into(offers: TaskOffers, quadrant: Quadrant) -> Question | Write:
    """What has to be known before tasks go to a quadrant: a date, a person, whether to drop or to park."""
    if quadrant is Quadrant.SCHEDULE and any(task.due_on is None for task in offers.tasks):
        return _day(
            _("Important things get a date. Until when?"),
            offers.days,
            offers.today,
            lambda day: _move(offers, quadrant, due_on=day),
        )
    if quadrant is Quadrant.DELEGATE and any(task.delegate_id is None for task in offers.tasks):
        return delegate(offers, quadrant)
    if quadrant is Quadrant.DROP:
        return _drop_or_park(offers)
    return _move(offers, quadrant)


def _move(
    offers: TaskOffers,
    quadrant: Quadrant,
    *,
    due_on: date | None = None,
    delegate_id: str | None = None,
    follow_up_on: date | None = None,
) -> Write:
    return Write(
        lambda session: task_changes.move(
            session,
            offers.ids,
            quadrant,
            Origin.SCREEN,
            due_on=due_on,
            delegate_id=delegate_id,
            follow_up_on=follow_up_on,
        )
    )


def _drop_or_park(offers: TaskOffers) -> Question:
    def picked(answer: Answer) -> Question | Write:
        if answer.option == 0:
            return Write(lambda session: task_states.drop(session, offers.ids, Origin.SCREEN), _("Dropped."))
        if answer.option == 1:
            return park(offers)
        return _move(offers, Quadrant.DROP)

    return Question(
        _("Neither urgent nor important: what becomes of it?"),
        (
            Option(_("drop it"), _("not to be done after all")),
            Option(_("park it"), _("not before a later day")),
            Option(_("keep it there"), quadrant_meaning(Quadrant.DROP)),
        ),
        picked,
    )


def delegate(offers: TaskOffers, then: Quadrant | None = None) -> Question:
    """Who gets the tasks, and when to ask how far it is; ``then`` is the quadrant they go to with that."""

    def given(person_id: str) -> Question:
        return _day(
            _("When will you ask how far it is?"),
            offers.follow_ups,
            offers.today,
            lambda day: _give(offers, person_id, day, then),
        )

    return person(_("Who does it?"), offers.people, given)


def _give(offers: TaskOffers, person_id: str, day: date, then: Quadrant | None) -> Write:
    if then is not None:
        return _move(offers, then, delegate_id=person_id, follow_up_on=day)
    return Write(lambda session: task_changes.delegate(session, offers.ids, person_id, day, Origin.SCREEN))


def park(offers: TaskOffers) -> Question:
    """Until when the tasks are left alone."""
    return _day(
        _("Until when is it left alone?"),
        offers.parkings,
        offers.today,
        lambda day: Write(lambda session: task_changes.park(session, offers.ids, day, Origin.SCREEN)),
    )


def push(offers: TaskOffers) -> Question:
    """To which day the tasks are put off."""
    return _day(
        _("Put off to"),
        offers.days,
        offers.today,
        lambda day: Write(lambda session: task_changes.push(session, offers.ids, day, Origin.SCREEN)),
    )


def recur(offers: TaskOffers) -> Question:
    """How the task comes back; one that does already may be skipped, paused, or stopped."""
    (task,) = offers.tasks
    if task.recurrence is not None:
        return _comes_back(offers, task, task.recurrence)
    return _rhythm(task)


def _comes_back(offers: TaskOffers, task: Task, rule: Recurrence) -> Question:
    paused = rule.paused_until is not None
    choices: list[tuple[Option, Callable[[], Question | Write]]] = [
        (
            Option(_("skip it this time")),
            lambda: Write(lambda session: task_states.skip(session, task.id, Origin.SCREEN)),
        ),
        (
            Option(_("let it come again")) if paused else Option(_("pause it")),
            (lambda: Write(lambda session: task_states.resume(session, task.id, Origin.SCREEN)))
            if paused
            else lambda: _pause(offers, task),
        ),
        (Option(_("another rhythm"), words(rule)), lambda: _rhythm(task)),
        (
            Option(_("no longer")),
            lambda: Write(lambda session: task_states.repeat(session, task.id, None, Origin.SCREEN)),
        ),
    ]

    def picked(answer: Answer) -> Question | Write:
        assert answer.option is not None
        return choices[answer.option][1]()

    return Question(_("It comes back {rhythm}").format(rhythm=words(rule)), tuple(c[0] for c in choices), picked)


def _pause(offers: TaskOffers, task: Task) -> Question:
    until_said = len(offers.parkings)

    def picked(answer: Answer) -> Write:
        if answer.option == until_said:
            return Write(lambda session: task_states.pause(session, task.id, None, Origin.SCREEN))
        day = _chosen(answer, offers.parkings, offers.today)
        return Write(lambda session: task_states.pause(session, task.id, day, Origin.SCREEN))

    return Question(
        _("Until when?"),
        (*_dated(offers.parkings), Option(_("until you say so"))),
        picked,
        _("2026-11-30, 11-30, fri, +7, 月底"),
    )


def _rhythm(task: Task) -> Question:
    offered = [
        Recurrence("FREQ=DAILY", days_off=DaysOff.SKIP),
        Recurrence("FREQ=WEEKLY"),
        Recurrence("FREQ=WEEKLY;INTERVAL=2"),
        Recurrence("FREQ=MONTHLY"),
        Recurrence("FREQ=MONTHLY;BYMONTHDAY=-1", days_off=DaysOff.PREVIOUS),
        Recurrence("FREQ=MONTHLY;INTERVAL=3"),
        Recurrence("FREQ=WEEKLY;INTERVAL=2", after_completion=True),
    ]

    def picked(answer: Answer) -> Write:
        rule = offered[answer.option] if answer.option is not None else _typed_rhythm(answer.text)
        return Write(lambda session: task_states.repeat(session, task.id, rule, Origin.SCREEN))

    return Question(
        _("How does it come back?"),
        tuple(Option(words(rule)) for rule in offered),
        picked,
        _("every 2 weeks on fri, every last day of the month, 每月15号"),
    )


def _typed_rhythm(text: str) -> Recurrence:
    from salesops_tui.domain.quick_add.recurring import find_recurrence, find_single_word

    found = find_recurrence(text.strip()) or find_single_word(text.strip())
    if found is None:
        raise FieldRefused("recurrence", _("“{text}” is no rhythm. Write it like every 2 weeks.").format(text=text))
    return found.recurrence


def _day(title: str, suggestions: Sequence[Suggestion], today: date, then: Then) -> Question:
    return Question(
        title,
        _dated(suggestions),
        lambda answer: then(_chosen(answer, suggestions, today)),
        _("2026-11-30, 11-30, fri, +7, 月底"),
    )


def _chosen(answer: Answer, suggestions: Sequence[Suggestion], today: date) -> date:
    if answer.option is not None:
        return suggestions[answer.option].day
    day = typed_day("day", answer.text, today)
    if day is None:
        raise FieldRefused("day", _("Which day?"))
    return day


def _dated(suggestions: Sequence[Suggestion]) -> tuple[Option, ...]:
    return tuple(Option(suggestion.title, weekday_and_date(suggestion.day)) for suggestion in suggestions)
