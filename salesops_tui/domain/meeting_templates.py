"""Templates of meetings: an agenda with minutes, and when it comes back (domain rows 8 to 11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Any, Final

from salesops_tui.domain.recurrence import RuleRefused, read_rule
from salesops_tui.domain.recurrences import DaysOff, Recurrence
from salesops_tui.domain.template_words import (
    NO_WORDS,
    TemplateRefused,
    Words,
    read_items,
    read_text,
    read_whole,
    read_words,
)

MOST_ITEMS: Final = 50
MOST_MINUTES: Final = 16 * 60
"""Of one item: two days of eight hours."""
LAST_RANK: Final = 999
LAST_TO_GIVE: Final = 1
FIRST_TO_GIVE: Final = 3


class Trigger(StrEnum):
    """What calls for a meeting."""

    CALENDAR = "calendar"
    EVENT = "event"
    ON_DEMAND = "on_demand"


class Layout(StrEnum):
    """How an agenda is worked through."""

    AGENDA = "agenda"
    MARKS = "marks"
    """Each part is marked when it is complete."""
    SWOT = "swot"
    """Four fields."""
    RACI = "raci"
    """The first item's notes are a matrix: who is responsible, accountable, consulted, informed."""


class Embed(StrEnum):
    """A live table in an item."""

    PIPELINE = "pipeline"
    LEDGER = "ledger"
    WEEK = "week"
    TARGETS = "targets"
    FORECAST = "forecast"
    RISKS = "risks"
    ACTIONS = "actions"
    """What became of the actions of the last meeting of the kind."""


@dataclass(frozen=True, slots=True)
class TemplateItem:
    """One item of an agenda."""

    key: str
    title: Words
    minutes: int
    owner: Words = NO_WORDS
    prompt: Words = NO_WORDS
    outcome: Words = NO_WORDS
    """What is expected to come of it."""
    embed: Embed | None = None
    priority: int = 2
    """Whose time is taken when an item before has run over: 3 first, 1 last."""


@dataclass(frozen=True, slots=True)
class MeetingTemplate:
    """A meeting that can be held."""

    key: str
    name: Words
    group: Words
    about: Words
    who: Words
    trigger: Trigger
    recurrence: Recurrence | None
    """Of one that the calendar calls for."""
    at: time | None
    layout: Layout
    items: tuple[TemplateItem, ...]
    rank: int = LAST_RANK
    """Its place in the list."""

    @property
    def minutes(self) -> int:
        """How long it takes as written: 70 for the performance review, 960 for two days of planning."""
        return sum(item.minutes for item in self.items)


def read_meeting_template(content: Mapping[str, Any]) -> MeetingTemplate:
    """A template from what a TOML file says. Raises TemplateRefused naming the entry."""
    key = read_text(content, "key", "key")
    trigger = _one_of(content, "trigger", Trigger, "") or Trigger.ON_DEMAND
    return MeetingTemplate(
        key,
        read_words(content, "name", "name"),
        read_words(content, "group", "group", needed=False),
        read_words(content, "about", "about", needed=False),
        read_words(content, "who", "who", needed=False),
        trigger,
        _recurrence(content, trigger),
        _at(content),
        _one_of(content, "layout", Layout, "") or Layout.AGENDA,
        read_items(content, MOST_ITEMS, _item),
        read_whole(content, "rank", "", LAST_RANK, default=LAST_RANK),
    )


def _item(content: Mapping[str, Any], where: str) -> TemplateItem:
    return TemplateItem(
        read_text(content, "key", f"{where}.key"),
        read_words(content, "title", f"{where}.title"),
        read_whole(content, "minutes", where, MOST_MINUTES, least=1),
        read_words(content, "owner", f"{where}.owner", needed=False),
        read_words(content, "prompt", f"{where}.prompt", needed=False),
        read_words(content, "outcome", f"{where}.outcome", needed=False),
        _one_of(content, "embed", Embed, where),
        read_whole(content, "priority", where, FIRST_TO_GIVE, least=LAST_TO_GIVE, default=2),
    )


def _recurrence(content: Mapping[str, Any], trigger: Trigger) -> Recurrence | None:
    rule, days_off = content.get("rule"), _one_of(content, "days_off", DaysOff, "") or DaysOff.KEEP
    if rule is None:
        if trigger is Trigger.CALENDAR:
            raise TemplateRefused("rule")
        return None
    if not isinstance(rule, str):
        raise TemplateRefused("rule")
    try:
        read = read_rule(rule)
    except RuleRefused as error:
        raise TemplateRefused("rule") from error
    return Recurrence(read.rule, days_off=days_off)


def _at(content: Mapping[str, Any]) -> time | None:
    value = content.get("at")
    if value is None:
        return None
    try:
        return value if isinstance(value, time) else time.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise TemplateRefused("at") from error


def _one_of(content: Mapping[str, Any], name: str, kind: type[Any], where: str) -> Any:
    value = content.get(name)
    if value is None:
        return None
    try:
        return kind(value)
    except ValueError as error:
        raise TemplateRefused(f"{where}.{name}" if where else name) from error
