"""A meeting as it is shown: its agenda with the clock, notes, decisions, actions, and what became of the last ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from salesops_tui.domain import meeting_clock
from salesops_tui.domain.meeting_clock import MeetingRun
from salesops_tui.domain.meeting_templates import Embed, Layout
from salesops_tui.domain.meetings import Decision, Meeting, SealedMinutes
from salesops_tui.domain.raci import RaciRow, read_raci
from salesops_tui.services.meetings.embeds import EmbedLine, embedded
from salesops_tui.services.meetings.writing import existing_meeting
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.storage.repositories.meetings import ActionRow


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything about one meeting."""

    meeting: Meeting
    account: str
    """The name of the customer that it is about."""
    run: MeetingRun | None
    """While it is under way."""
    names: Mapping[str, str]
    """Of the people, by identifier."""
    decisions: tuple[Decision, ...]
    actions: tuple[ActionRow, ...]
    last: Meeting | None
    """The last meeting of the kind that was held."""
    last_actions: tuple[ActionRow, ...]
    raci: tuple[RaciRow, ...]
    """Of a matrix: its rows."""
    sealed: SealedMinutes | None
    today: date
    standing: Standing

    @property
    def unsaid_account(self) -> str:
        """The customer's name, where the title does not say it."""
        return "" if self.account in self.meeting.title else self.account


def read_meeting(session: Session, meeting_id: str) -> MeetingPage:
    """The page of a meeting. Raises MeetingRefused when it is gone."""
    workbook = session.workbook
    meeting = existing_meeting(session, meeting_id)
    account = workbook.accounts.get(meeting.account_id) if meeting.account_id is not None else None
    run = workbook.meeting_clocks.get(meeting.id) if meeting.started_at is not None and not meeting.is_held else None
    last = next(iter(workbook.meetings.last_held(meeting.template, meeting)), None)
    return MeetingPage(
        meeting,
        account.name if account is not None else "",
        meeting_clock.awake(run, session.clock.now()) if run is not None else None,
        dict(workbook.people.names()),
        tuple(workbook.decisions.of_meeting(meeting.id)),
        tuple(workbook.meetings.actions(meeting.id)),
        last,
        tuple(workbook.meetings.actions(last.id)) if last is not None else (),
        read_raci(meeting.agenda[0].note) if meeting.layout is Layout.RACI else (),
        workbook.sealed_minutes.last(meeting.id),
        session.clock.today(),
        standing(session),
    )


def live_tables(session: Session, meeting_id: str) -> dict[Embed, tuple[EmbedLine, ...]]:
    """The live tables of a meeting's agenda. Raises MeetingRefused when it is gone."""
    wanted = {item.embed for item in existing_meeting(session, meeting_id).agenda if item.embed is not None}
    return {embed: embedded(session, embed) for embed in wanted}
