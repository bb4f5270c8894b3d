"""Meetings as lines of a sheet: what is to come, all that were, the templates, and where the minutes went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from salesops_tui.formats import near_day, number, weekday_and_date
from salesops_tui.i18n import _, language, ngettext
from salesops_tui.services.meetings.planning import Due, Load
from salesops_tui.services.meetings.words import minutes_words, person_hours, template_rhythm
from salesops_tui.services.standups.words import clock_text
from salesops_tui.ui.cells import cut, fit, wrap
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop
from salesops_tui.ui.widgets.headings import heading

if TYPE_CHECKING:
    from salesops_tui.domain.meeting_templates import MeetingTemplate
    from salesops_tui.services.meetings.templates import MeetingTemplates
    from salesops_tui.services.meetings.times import MeetingTimes
    from salesops_tui.storage.repositories.meetings import FoundDecision, ListedMeeting

_DAY: Final = 22
_AT: Final = 7
_TITLE: Final = 30
_WIDE_TITLE: Final = 42
_LENGTH: Final = 10
_WIDE: Final = 120
"""From so many cells on titles have more room."""


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What the first view shows."""

    due: tuple[Due, ...]
    overdue: tuple[Due, ...]
    load: tuple[Load, ...]
    today: date


def upcoming_lines(seen: Upcoming, width: int) -> Iterator[FigureLine]:
    """Overdue ones first, then what is to come, then what the cadence takes."""
    if seen.overdue:
        yield heading(_("Overdue"), width, number(len(seen.overdue)))
        yield from (_due(one, f"late-{place}", seen.today, width, "bad") for place, one in enumerate(seen.overdue))
        yield ()
    yield heading(_("To come"), width, number(len(seen.due)))
    if not seen.due:
        told = _("Nothing is planned: a plans a meeting, c lets the course's cadence come back, t shows the templates.")
        yield from _muted(told, width)
    yield from (_due(one, f"due-{place}", seen.today, width) for place, one in enumerate(seen.due))
    if seen.load:
        yield ()
        yield heading(_("What the cadence takes this month"), width)
        for one in seen.load:
            times = ngettext("{number} meeting", "{number} meetings", one.meetings).format(number=number(one.meetings))
            yield (
                Span(f"   {fit(one.who, _title(width))}", "muted"),
                Span(fit(minutes_words(one.minutes), _LENGTH), "strong"),
                Span(cut(times, max(width - _title(width) - _LENGTH - 4, 0)), "muted"),
            )


def _title(width: int) -> int:
    """How wide a title is in a list."""
    return _WIDE_TITLE if width >= _WIDE else _TITLE


def _due(one: Due, key: str, today: date, width: int, style: str = "plain") -> FigureLine:
    at = one.at.strftime("%H:%M") if one.at is not None else ""
    state = _("under way") if one.is_started else _("planned") if one.meeting_id is not None else ""
    when = " · ".join(word for word in (near_day(one.day, today), state) if word)
    return (
        Span(f"   {fit(weekday_and_date(one.day), _DAY)}", "bad" if style == "bad" else "muted"),
        Span(fit(at, _AT), "muted"),
        Span(fit(one.title, _title(width)), style, Stop((key, ""), leads=True)),
        Span(fit(f" {minutes_words(one.minutes)}", _LENGTH), "muted"),
        Span(cut(when, max(width - _DAY - _AT - _title(width) - _LENGTH - 3, 0)), "accent"),
    )


def listed_lines(
    meetings: Sequence[ListedMeeting], decisions: Sequence[FoundDecision], words: str, width: int
) -> Iterator[FigureLine]:
    """The decisions that were found, then the meetings, the newest first."""
    if words and decisions:
        yield heading(_("Decisions"), width, number(len(decisions)))
        for one in decisions:
            stop = Stop(("decision", one.meeting_id, one.id), leads=True)
            told = f"{one.decided_on.isoformat()}  {one.text} · {one.meeting}"
            yield (Span("   ◆ ", "accent"), Span(cut(told, max(width - 5, 0)), "plain", stop))
        yield ()
    yield heading(_("Meetings"), width, number(len(meetings)))
    if not meetings:
        yield from _muted(
            _("Nothing was found.") if words else _("No meeting yet: a plans one, t shows the templates."), width
        )
    for meeting in meetings:
        yield _listed(meeting, width)


def _listed(one: ListedMeeting, width: int) -> FigureLine:
    told = []
    if one.is_held and one.seconds:
        told.append(minutes_words(round(one.seconds / 60)))
        told.append(person_hours(one.person_seconds))
    elif one.is_held:
        told.append(_("held"))
    else:
        told.append(_("under way") if one.is_started else _("planned"))
    if one.decisions:
        told.append(ngettext("{number} decision", "{number} decisions", one.decisions).format(number=one.decisions))
    if one.edition is not None:
        told.append(_("sealed"))
    return (
        Span(f"   {fit(weekday_and_date(one.held_on), _DAY)}", "muted"),
        Span(fit(one.title, _title(width)), "plain", Stop(("meeting", one.id), leads=True)),
        Span(" " + cut(" · ".join(told), max(width - _DAY - _title(width) - 5, 0)), "muted"),
    )


def template_lines(known: MeetingTemplates, width: int) -> Iterator[FigureLine]:
    """The templates by their groups, each with its agenda in one line; and what is wrong with files that are none."""
    for problem in known.problems:
        for line in wrap(problem, max(width - 4, 1)):
            yield (Span(f" ▌{line}", "bad"),)
    groups: dict[str, list[MeetingTemplate]] = {}
    for template in known.templates:
        groups.setdefault(template.group.said(language()) or _("Others"), []).append(template)
    for group, templates in groups.items():
        yield heading(group, width, number(len(templates)))
        for template in templates:
            yield from _template(template, width)
        yield ()


def _template(template: MeetingTemplate, width: int) -> Iterator[FigureLine]:
    said, title = language(), _title(width)
    told = " · ".join(word for word in (template_rhythm(template), template.who.said(said)) if word)
    yield (
        Span(f"   {fit(template.name.said(said), title)}", "strong", Stop(("template", template.key), leads=True)),
        Span(fit(f" {minutes_words(template.minutes)}", _LENGTH), "accent"),
        Span(cut(told, max(width - title - _LENGTH - 4, 0)), "muted"),
    )
    agenda = " · ".join(f"{item.title.said(said)} {item.minutes}" for item in template.items)
    yield (Span(f"     {cut(agenda, max(width - 5, 0))}", "muted"),)


def times_lines(times: MeetingTimes, width: int) -> Iterator[FigureLine]:
    """Planned against taken, and what is proposed."""
    if not times.kinds:
        yield heading(_("Minutes used"), width)
        yield from _muted(_("No meeting was held by the clock yet: its minutes are here once it has ended."), width)
    for kind in times.kinds:
        runs = ngettext("{number} meeting", "{number} meetings", kind.runs).format(number=number(kind.runs))
        yield heading(kind.name, width, runs)
        for place, item in enumerate(kind.items):
            over = item.taken > item.planned * 60
            better = _("better {minutes}").format(minutes=minutes_words(item.proposed)) if item.proposed else ""
            stop = Stop(("kind", kind.key), leads=True) if place == 0 else None
            yield (
                Span(f"   {fit(item.title, _title(width))}", "muted", stop),
                Span(fit(minutes_words(item.planned), _LENGTH), "plain"),
                Span(fit(clock_text(item.taken), _LENGTH), "bad" if over else "good"),
                Span(cut(better, max(width - _title(width) - 2 * _LENGTH - 4, 0)), "accent"),
            )
        if kind.has_proposal:
            yield from _muted(_("enter keeps the better minutes as the team's own template."), width)
        yield ()


def _muted(text: str, width: int) -> Iterator[FigureLine]:
    for line in wrap(text, max(width - 4, 1)):
        yield (Span(f"   {line}", "muted"),)
