"""Where the minutes of meetings went, against their plan; and what better minutes for a template they propose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from salesops_tui.domain.agenda import proposed
from salesops_tui.domain.meetings import Meeting
from salesops_tui.i18n import language
from salesops_tui.services.meetings.templates import existing_template, known_templates
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing

RUNS: Final = 12
"""The last meetings of a kind that are looked at."""


@dataclass(frozen=True, slots=True)
class ItemTime:
    """An item's minutes, planned and taken."""

    title: str
    planned: int
    """Minutes by the template."""
    taken: int
    """Seconds on average."""
    proposed: int | None
    """Minutes; None before there were enough meetings, and where nothing would change."""


@dataclass(frozen=True, slots=True)
class KindTimes:
    """The meetings of one template."""

    key: str
    name: str
    runs: int
    items: tuple[ItemTime, ...]

    @property
    def has_proposal(self) -> bool:
        """Whether other minutes would have fitted better."""
        return any(item.proposed is not None for item in self.items)


@dataclass(frozen=True, slots=True)
class MeetingTimes:
    """All kinds of which some were held by the clock."""

    kinds: tuple[KindTimes, ...]
    standing: Standing


def meeting_times(session: Session) -> MeetingTimes:
    """Planned against taken, kind by kind, the ones held most often first."""
    kinds = []
    for template in known_templates(session).templates:
        runs = _runs(session, template.key)
        if not runs:
            continue
        minutes = [item.minutes for item in template.items]
        better = proposed(minutes, runs)
        items = tuple(
            ItemTime(
                item.title.said(language()),
                item.minutes,
                round(sum(run[place] for run in runs) / len(runs)),
                better[place] if better is not None else None,
            )
            for place, item in enumerate(template.items)
        )
        kinds.append(KindTimes(template.key, template.name.said(language()), len(runs), items))
    return MeetingTimes(tuple(sorted(kinds, key=lambda kind: -kind.runs)), standing(session))


def _runs(session: Session, key: str) -> list[list[int]]:
    """The seconds of the template's items in each meeting that still had all of them."""
    keys = [item.key for item in existing_template(key).items]
    held = session.workbook.meetings.last_held(key, None, RUNS)
    return [taken for meeting in held if (taken := _taken(meeting, keys)) is not None]


def _taken(meeting: Meeting, keys: list[str]) -> list[int] | None:
    if len(meeting.spent) != len(meeting.agenda) or [item.key for item in meeting.agenda] != keys:
        return None
    return list(meeting.spent) if sum(meeting.spent) else None
