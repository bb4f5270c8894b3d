"""What lies beside the round: big deals near their closing, follow-ups, what changed, the times of the day, pace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from salesops_tui.clock import start_of_day
from salesops_tui.domain.deals import TrackedField
from salesops_tui.domain.figures import Figure
from salesops_tui.domain.follow_up import FollowUp, FollowUpRule, FollowUpState, created_between, pending
from salesops_tui.domain.people import Person
from salesops_tui.domain.periods import Window
from salesops_tui.domain.promotions import NextNode, next_node
from salesops_tui.domain.stages import Stage, StageKind
from salesops_tui.formats import compact_money, short_day
from salesops_tui.i18n import _, language
from salesops_tui.services.forecast.attainments import attained
from salesops_tui.services.session import Session
from salesops_tui.services.standups.moves import is_forward, move_words
from salesops_tui.services.wording import touch_title
from salesops_tui.storage.repositories.standup_surroundings import ChangeRow, NearRow

MOST: Final = 12
"""Lines of each kind that are told."""
BREACHED_DAYS: Final = 14
"""A rule that was breached longer ago is a matter for cleaning up, not for this morning."""


@dataclass(frozen=True, slots=True)
class ClosingDeal:
    """A big deal near its closing."""

    deal_id: str
    name: str
    account: str
    owner: str
    stage: str
    amount: int | None
    """Minor units of ``currency``."""
    currency: str
    close_date: date | None
    working_days: int | None
    """Until its close date; negative when that has passed."""


@dataclass(frozen=True, slots=True)
class DueFollowUp:
    """A clock of the 2-2-2 rule that is due or breached."""

    deal_id: str
    deal: str
    owner: str
    rule: FollowUpRule
    state: FollowUpState
    due_on: date


@dataclass(frozen=True, slots=True)
class DealChange:
    """What happened to a deal since the stand-up before."""

    deal_id: str
    deal: str
    owner: str
    words: str
    """In the language in use: 方案 → 谈判, won, lost, new, amount ¥1.2M → ¥1.4M, put off to 12 Dec."""
    is_good: bool | None
    """None where it is neither."""


@dataclass(frozen=True, slots=True)
class DayMeeting:
    """Something at a time of the day: a meeting, a visit, a demo."""

    at: time | None
    words: str
    person: str
    deal_id: str | None = None
    task_id: str | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything beside the round."""

    closing: tuple[ClosingDeal, ...]
    closing_more: int
    """How many more there are."""
    follow_ups: tuple[DueFollowUp, ...]
    follow_ups_more: int
    changes: tuple[DealChange, ...]
    changes_more: int
    meetings: tuple[DayMeeting, ...]
    node: NextNode
    attainment: Figure
    """Of the month, of the team that is meant."""
    pace: Figure


def surroundings(session: Session, day: date, team: str, since: date) -> Surroundings:
    """What is known beside the round of a day, of a team's deals or of all; what changed, since a day."""
    people = _team(session, team)
    ids = [person.id for person in people] if people is not None else None
    closing, closing_more = _closing(session, day, ids)
    pressing = follow_ups(session, day, ids)
    changes = _changes(session, since, ids)
    month = attained(session, Window.month(day), people, team)
    return Surroundings(
        tuple(closing),
        closing_more,
        tuple(pressing[:MOST]),
        len(pressing[MOST:]),
        tuple(changes[:MOST]),
        len(changes[MOST:]),
        tuple(_times(session, day, ids)),
        next_node(day),
        month.attainment,
        month.pace,
    )


def _team(session: Session, team: str) -> list[Person] | None:
    return [person for person in session.workbook.people.all() if person.team == team] if team else None


def _closing(session: Session, day: date, people: Sequence[str] | None) -> tuple[list[ClosingDeal], int]:
    """The biggest first, and how many more there are."""
    workbook = session.workbook
    until = session.calendar.add_working_days(day, session.settings.closing_days)
    rows, number = workbook.standup_surroundings.closing(workbook.pipeline, until, session.rates, people, MOST)
    return [_near(session, row, day) for row in rows], number - len(rows)


def _near(session: Session, row: NearRow, day: date) -> ClosingDeal:
    days = session.calendar.working_days_between(day, row.close_date) if row.close_date is not None else None
    stage = session.workbook.pipeline.by_id[row.stage_id].name(language())
    return ClosingDeal(
        row.deal_id, row.name, row.account, row.owner, stage, row.amount, row.currency, row.close_date, days
    )


def follow_ups(session: Session, day: date, people: Sequence[str] | None) -> list[DueFollowUp]:
    """Those that are due within the days that make a task urgent, and those breached of late; the longest overdue first."""
    calendar, working = session.calendar, session.settings.follow_up_days == "working"
    first = day - timedelta(days=BREACHED_DAYS)
    last = calendar.add_working_days(day, session.settings.urgent_days)
    found = []
    for rule in FollowUpRule:
        created = created_between(rule, first, last, calendar, in_working_days=working)
        if created is None:
            continue
        rows = session.workbook.standup_surroundings.pending(rule, session.workbook.pipeline, created, day, people)
        states: dict[date, FollowUp] = {}
        for deal_id, name, owner, on in rows:
            state = states.get(on) or pending(rule, on, day, calendar, in_working_days=working)
            states[on] = state
            found.append(DueFollowUp(deal_id, name, owner, rule, state.state, state.due_on or on))
    return sorted(found, key=lambda one: (one.due_on, one.deal))


def _changes(session: Session, since: date, people: Sequence[str] | None) -> list[DealChange]:
    """One line for each deal and field, from what it was to what it is: closed deals first, then moves, amounts, dates."""
    first: dict[tuple[str, str], ChangeRow] = {}
    last: dict[tuple[str, str], ChangeRow] = {}
    for row in session.workbook.standup_surroundings.changed(start_of_day(since, session.clock.zone), people):
        key = (row.deal_id, row.field)
        first.setdefault(key, row)
        last[key] = row
    stages = session.workbook.pipeline.by_id
    told = [(rank, change) for key, row in first.items() for rank, change in _change(session, stages, row, last[key])]
    return [change for _rank, change in sorted(told, key=lambda one: one[0])]


def _change(
    session: Session, stages: Mapping[str, Stage], first: ChangeRow, last: ChangeRow
) -> Iterator[tuple[int, DealChange]]:
    """What happened to one field of a deal, with its place among the others; nothing where it is as it was."""
    old, new = first.old, last.new
    if old == new:
        return
    if first.field == TrackedField.STAGE:
        before, after = stages.get(str(old)), stages[str(new)]
        rank = 0 if after.kind is StageKind.WON else 1 if after.kind is StageKind.LOST else 2 if before else 5
        yield rank, _told(last, move_words(before, after), is_forward(before, after))
    elif first.field == TrackedField.AMOUNT and isinstance(old, int) and isinstance(new, int):
        words = f"{compact_money(old, last.currency)} → {compact_money(new, last.currency)}"
        yield 3, _told(last, words, new > old)
    elif first.field == TrackedField.CLOSE_DATE and isinstance(old, str) and isinstance(new, str):
        today = session.clock.today()
        days = (short_day(date.fromisoformat(day), today) for day in (old, new))
        yield 4, _told(last, _("closes {old} → {new}").format(old=next(days), new=next(days)), new < old)


def _told(row: ChangeRow, words: str, good: bool) -> DealChange:
    return DealChange(row.deal_id, row.deal, row.owner, words, good)


def _times(session: Session, day: date, people: Sequence[str] | None) -> Iterator[DayMeeting]:
    for row in session.workbook.standup_surroundings.times(day, people):
        words = " · ".join(word for word in (touch_title(row.kind), row.words) if word) if row.kind else row.words
        yield DayMeeting(row.at, words, row.person, row.deal_id, row.task_id)
