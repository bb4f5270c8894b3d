"""A stand-up's summary, and before the meeting its briefing: the same functions as the room, put down in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from salesops_tui.domain.standup_clock import Segment
from salesops_tui.domain.standup_summary import StandupSummary, SummaryGroup, SummaryLine, SummaryPart
from salesops_tui.domain.standups import PromiseState, Standup
from salesops_tui.domain.text import match_key
from salesops_tui.errors import UsageError
from salesops_tui.formats import compact_money, number, short_day, weekday_and_date
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.session import Session
from salesops_tui.services.standups.day import look
from salesops_tui.services.standups.parts import Part, Presence, Said, SaidKind, StandupDay
from salesops_tui.services.standups.surroundings import ClosingDeal, Surroundings, surroundings
from salesops_tui.services.standups.words import clock_text, promise_words, segment_title

_MARKS: Final = {
    PromiseState.KEPT: "✓",
    PromiseState.MOVED: "→",
    PromiseState.BROKEN: "✗",
    PromiseState.OPEN: "▸",
}


def summary(session: Session, day: date | None = None, team: str = "", person: str | None = None) -> StandupSummary:
    """The stand-up of a day, of a team or of all; of one person, named or by identifier. Raises UsageError."""
    seen = look(session, day, team)
    if team and team not in seen.teams:
        raise UsageError(
            _("There is no team “{team}”. Known are: {teams}.").format(team=team, teams=", ".join(seen.teams) or "–")
        )
    if person is not None:
        part = _named(seen, person)
        return StandupSummary(seen.day, team, _title(seen), (), (_part(part),), ())
    found = surroundings(session, seen.day, team, seen.first)
    return StandupSummary(
        seen.day,
        team,
        _title(seen),
        tuple(_facts(seen)),
        tuple(_part(part) for part in seen.parts),
        tuple(_groups(seen, found)),
    )


def _named(seen: StandupDay, person: str) -> Part:
    wanted = match_key(person)
    named = [part for part in seen.parts if part.person_id == person or wanted in match_key(part.name)]
    if len(named) != 1:
        names = ", ".join(part.name for part in (named or seen.parts))
        raise UsageError(_("“{name}” is nobody in the stand-up, or several: {names}.").format(name=person, names=names))
    return named[0]


def _title(seen: StandupDay) -> str:
    words = _("Stand-up") if seen.standup is not None and seen.standup.is_closed else _("Stand-up, briefing")
    return " · ".join(word for word in (words, seen.team, weekday_and_date(seen.day)) if word)


def _facts(seen: StandupDay) -> Iterator[str]:
    there, whole = len(seen.present), len(seen.parts)
    yield _("There: {there} of {whole}").format(there=number(there), whole=number(whole))
    away = [part for part in seen.parts if part.presence is not Presence.PRESENT]
    if away and not seen.day_off:
        told = ", ".join(f"{part.name} ({part.reason})" if part.reason else part.name for part in away)
        yield _("Not there: {names}").format(names=told)
    if seen.day_off:
        yield _("Day off: {reason}").format(reason=seen.day_off)
    standup = seen.standup
    if standup is not None and standup.spent:
        yield _times(standup)


def _times(standup: Standup) -> str:
    parts = ", ".join(
        f"{segment_title(segment)} {clock_text(used)}/{clock_text(planned)}"
        for segment, used, planned in zip(Segment, standup.spent, standup.planned, strict=True)
    )
    whole = _("Time: {used} of {planned}").format(
        used=clock_text(sum(standup.spent)), planned=clock_text(sum(standup.planned))
    )
    return f"{whole} ({parts})"


def _part(part: Part) -> SummaryPart:
    groups = (
        _group("yesterday", _("Yesterday"), part.yesterday, part.yesterday_more),
        _group("today", _("Today"), part.today, part.today_more),
        _group("blockers", _("Blockers and help"), part.blockers, 0),
    )
    absent = part.reason or _("absent") if part.presence is not Presence.PRESENT else ""
    return SummaryPart(part.name, absent, tuple(group for group in groups if group.lines))


def _group(key: str, title: str, said: Sequence[Said], more: int = 0) -> SummaryGroup:
    lines = [_line(one) for one in said]
    if more:
        lines.append(
            SummaryLine(
                ngettext("and {number} more", "and {number} more", more).format(number=number(more)), "more", "…"
            )
        )
    return SummaryGroup(key, title, tuple(lines))


def _line(said: Said) -> SummaryLine:
    words = f"{said.at.strftime('%H:%M')} {said.text}" if said.at is not None else said.text
    return SummaryLine(words, said.kind.value, _mark(said), ", ".join(_notes(said)))


def _mark(said: Said) -> str:
    if said.kind is SaidKind.DEAL_MOVED:
        return "↑" if said.forward else "↓"
    if said.state is not None:
        return _MARKS[said.state]
    if said.kind in (SaidKind.DONE, SaidKind.TASK_DONE):
        return "✓"
    return {SaidKind.BLOCKER: "!", SaidKind.HELP: "?"}.get(said.kind, "·")


def _notes(said: Said) -> Iterator[str]:
    if said.kind is SaidKind.PROMISE and said.state is not None:
        yield promise_words(said.state)
    if said.carried:
        yield ngettext("carried for {number} day", "carried for {number} days", said.carried).format(
            number=number(said.carried)
        )
    if said.age == 0:
        yield _("raised today")
    elif said.age is not None:
        yield ngettext("{number} day old", "{number} days old", said.age).format(number=number(said.age))
    if said.with_name:
        yield f"→ {said.with_name}"


def _groups(seen: StandupDay, found: Surroundings) -> Iterator[SummaryGroup]:
    for group in (
        _group("reminders", _("Reminders"), seen.reminders),
        _group("help", _("Help wanted and blockers"), seen.help),
        SummaryGroup("near_closing", _("Near closing"), tuple(_closing(found.closing, seen.day))),
    ):
        if group.lines:
            yield group


def _closing(deals: Iterable[ClosingDeal], today: date) -> Iterator[SummaryLine]:
    for deal in deals:
        amount = compact_money(deal.amount, deal.currency) if deal.amount is not None else ""
        day = short_day(deal.close_date, today) if deal.close_date is not None else ""
        facts = " · ".join(word for word in (amount, deal.stage, day, deal.owner) if word)
        yield SummaryLine(f"{deal.name} · {deal.account}" if deal.account else deal.name, "deal", "·", facts)
