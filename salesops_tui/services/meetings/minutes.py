"""The minutes of a meeting: made from its notes, decisions and actions, ready for any format, sealed when they are final."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from salesops_tui.domain.meeting_templates import Layout
from salesops_tui.domain.meetings import AgendaItem, SealedMinutes
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.written import (
    WrittenDocument,
    WrittenHeads,
    WrittenLine,
    WrittenList,
    WrittenRow,
    WrittenSection,
)
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import local_minute, number, weekday_and_date
from salesops_tui.i18n import _, language
from salesops_tui.services.meetings.page import MeetingPage, read_meeting
from salesops_tui.services.meetings.words import (
    ACTION_MARKS,
    action_state,
    action_words,
    fault_words,
    minutes_words,
    people_words,
    person_hours,
)
from salesops_tui.services.session import Session
from salesops_tui.services.standups.words import clock_text
from salesops_tui.storage.failures import explained
from salesops_tui.storage.repositories.meetings import ActionRow, minutes_digest


class NotSealed(SalesopsError):
    """The minutes cannot be sealed now."""


def minutes(session: Session, meeting_id: str) -> WrittenDocument:
    """The sealed minutes of a meeting, where there are some; else as they read now. Raises MeetingRefused."""
    page = read_meeting(session, meeting_id)
    return page.sealed.minutes if page.sealed is not None else drafted(page)


def drafted(page: MeetingPage) -> WrittenDocument:
    """The minutes as they read now, in the language in use."""
    meeting = page.meeting
    sections = [_last(page)] if page.last_actions else []
    sections += [_item(page, item, place) for place, item in enumerate(meeting.agenda)]
    heads = WrittenHeads(_("Planned"), _("Taken"), "", "")
    return WrittenDocument(
        meeting.held_on.isoformat(),
        page.account,
        language(),
        " · ".join(word for word in (meeting.title, page.unsaid_account, weekday_and_date(meeting.held_on)) if word),
        tuple(_facts(page)),
        tuple(sections),
        heads,
    )


def _facts(page: MeetingPage) -> Iterator[str]:
    meeting = page.meeting
    if meeting.is_held and meeting.spent:
        taken = round(sum(meeting.spent) / 60)
        yield _("{taken} of {planned} · {people} · {cost}").format(
            taken=minutes_words(taken),
            planned=minutes_words(meeting.slot),
            people=people_words(len(meeting.present)),
            cost=person_hours(meeting.person_seconds),
        )
    else:
        yield minutes_words(meeting.slot)
    if meeting.present:
        yield _("There: {names}").format(names=_names(page, meeting.present))
    if meeting.absent:
        told = [
            " ".join(
                word for word in (page.names.get(away.person_id, ""), f"({away.reason})" if away.reason else "") if word
            )
            for away in meeting.absent
        ]
        yield _("Not there: {names}").format(names=", ".join(told))


def _names(page: MeetingPage, people: Iterable[str]) -> str:
    return ", ".join(page.names.get(person, "?") for person in people)


def _last(page: MeetingPage) -> WrittenSection:
    assert page.last is not None
    title = _("Actions of {day}").format(day=weekday_and_date(page.last.held_on))
    lines = tuple(_action(action, page) for action in page.last_actions)
    return WrittenSection("last", title, "", (), (WrittenList(_("What became of them"), lines),))


def _item(page: MeetingPage, item: AgendaItem, place: int) -> WrittenSection:
    meeting = page.meeting
    taken = meeting.spent[place] if place < len(meeting.spent) else None
    owner = f" · {item.owner}" if item.owner else ""
    complete = " ✓" if item.is_complete else ""
    rows = (
        (
            WrittenRow(
                item.key,
                _("Time"),
                minutes_words(item.minutes),
                clock_text(taken),
            ),
        )
        if taken is not None
        else ()
    )
    return WrittenSection(
        item.key,
        f"{place + 1} {item.title}{owner}{complete}",
        _text(page, item),
        rows,
        tuple(_lists(page, item, place)),
    )


def _text(page: MeetingPage, item: AgendaItem) -> str:
    return "" if page.meeting.layout is Layout.RACI and item == page.meeting.agenda[0] else item.note


def _lists(page: MeetingPage, item: AgendaItem, place: int) -> Iterator[WrittenList]:
    if page.raci and place == 0:
        lines = []
        for row in page.raci:
            faults = "; ".join(map(fault_words, row.faults))
            lines.append(WrittenLine(f"{row.line} — {faults}" if faults else row.line, "✗" if faults else "✓"))
        yield WrittenList(_("Matrix"), tuple(lines))
    decided = [decision for decision in page.decisions if decision.item == item.key]
    if decided:
        yield WrittenList(_("Decisions"), tuple(WrittenLine(one.text, "◆", "decision", one.id) for one in decided))
    actions = [action for action in page.actions if action.item == item.key]
    if actions:
        yield WrittenList(_("Actions"), tuple(_action(action, page) for action in actions))


def _action(action: ActionRow, page: MeetingPage) -> WrittenLine:
    mark = ACTION_MARKS[action_state(action, page.today)]
    return WrittenLine(action_words(action, page.today), mark, "action", action.task_id)


def seal_minutes(session: Session, meeting_id: str, origin: Origin) -> SealedMinutes:
    """Freeze the minutes as they read now, as one step; what was sealed before stays as an earlier edition.

    Raises NotSealed before the meeting is over, and where nothing has changed since; MeetingRefused when it is gone.
    """
    workbook = session.workbook
    with explained(workbook.path):
        page = read_meeting(session, meeting_id)
        if not page.meeting.is_held:
            raise NotSealed(_("The meeting is not over: its minutes are sealed after its end."))
        told = drafted(page)
        before = page.sealed
        if before is not None and replace(before.minutes, facts=before.minutes.facts[:-1]) == told:
            raise NotSealed(
                _("Nothing has changed since edition {edition} was sealed.").format(edition=number(before.edition))
            )
        edition = before.edition + 1 if before is not None else 1
        now, author = session.clock.now(), workbook.journal.actor
        fact = _("sealed {when} by {author}").format(when=local_minute(now, session.clock.zone), author=author)
        if edition > 1:
            fact = _("{sealed}, edition {edition}").format(sealed=fact, edition=number(edition))
        told = replace(told, facts=(*told.facts, fact))
        sealed = SealedMinutes(workbook.new_id(), meeting_id, edition, now, author, told, minutes_digest(told))
        with workbook.step(StepKind.SEAL_MINUTES, origin, {"meeting": page.meeting.title}):
            workbook.sealed_minutes.insert([sealed])
    return sealed
