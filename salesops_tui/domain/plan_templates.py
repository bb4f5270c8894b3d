"""Templates of plans: what is to be done so many weeks before and after one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.days import in_range
from salesops_tui.domain.plans import PlanState
from salesops_tui.domain.template_words import (
    NO_WORDS,
    TemplateRefused,
    Words,
    read_items,
    read_text,
    read_whole,
    read_words,
)

MOST_WEEKS: Final = 104
MOST_DAYS: Final = 60
MOST_ITEMS: Final = 200


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One task of a plan."""

    key: str
    title: Words
    week: int
    """Weeks after the plan's day; before it for a negative number."""
    day: int = 0
    """Working days after the first day of that week."""
    group: Words = NO_WORDS
    state: PlanState | None = None
    """The state of an improvement card that it belongs to."""

    def due_on(self, anchor: date, calendar: WorkingCalendar) -> date:
        """Its date. A week that begins on a day off begins on the working day before, or after it from the plan's own day on:
        what must be ready is ready, and nothing comes before its day."""
        first = anchor + timedelta(days=7 * self.week)
        if not calendar.is_working_day(first):
            first = calendar.add_working_days(first, -1 if self.week < 0 else 1)
        return calendar.add_working_days(first, self.day)


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """A plan that can be started."""

    key: str
    name: Words
    about: Words
    day_name: Words
    """What the day is called that it is dated from."""
    items: tuple[PlanItem, ...]

    @property
    def has_states(self) -> bool:
        """Whether it is a card that stands in one of four states."""
        return any(item.state is not None for item in self.items)

    def dates(self, anchor: date, calendar: WorkingCalendar) -> list[tuple[PlanItem, date]]:
        """Its items with their dates. Raises TemplateRefused for dates beyond what a workbook holds."""
        dated = [(item, item.due_on(anchor, calendar)) for item in self.items]
        if any(in_range(day) is None for _item, day in dated):
            raise TemplateRefused(self.key)
        return dated


def read_template(content: Mapping[str, Any]) -> PlanTemplate:
    """A template from what a TOML file says. Raises TemplateRefused naming the entry."""
    key = read_text(content, "key", "key")
    return PlanTemplate(
        key,
        read_words(content, "name", "name"),
        read_words(content, "about", "about", needed=False),
        read_words(content, "date", "date", needed=False),
        read_items(content, MOST_ITEMS, _item),
    )


def _item(content: Mapping[str, Any], where: str) -> PlanItem:
    state = content.get("state")
    if state is not None and state not in set(PlanState):
        raise TemplateRefused(f"{where}.state")
    return PlanItem(
        read_text(content, "key", f"{where}.key"),
        read_words(content, "title", f"{where}.title"),
        read_whole(content, "week", where, MOST_WEEKS, least=-MOST_WEEKS),
        read_whole(content, "day", where, MOST_DAYS),
        read_words(content, "group", f"{where}.group", needed=False),
        PlanState(state) if state is not None else None,
    )
