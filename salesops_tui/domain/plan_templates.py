"""Templates of plans: what is to be done so many weeks before and after one day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.days import in_range
from salesops_tui.domain.plans import PlanState
from salesops_tui.domain.text import clean_text

MOST_WEEKS: Final = 104
MOST_DAYS: Final = 60
MOST_ITEMS: Final = 200
_LANGUAGES: Final = ("en", "zh")


class TemplateRefused(ValueError):
    """A template that cannot be meant; the text names the entry."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages; one that has only one says it in both."""

    en: str
    zh: str

    def said(self, language: str) -> str:
        """The text in a language."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One task of a plan."""

    key: str
    title: Words
    week: int
    """Weeks after the plan's day; before it for a negative number."""
    day: int = 0
    """Working days after the first day of that week."""
    group: Words = Words("", "")
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
    key = _text(content, "key", "key")
    items = content.get("items")
    if not isinstance(items, Sequence) or isinstance(items, str) or not 1 <= len(items) <= MOST_ITEMS:
        raise TemplateRefused("items")
    read = tuple(_item(item, number) for number, item in enumerate(items, 1))
    keys = [item.key for item in read]
    if twice := next((each for each in keys if keys.count(each) > 1), None):
        raise TemplateRefused(f"items: {twice}")
    return PlanTemplate(
        key,
        _words(content, "name", "name"),
        _words(content, "about", "about", needed=False),
        _words(content, "date", "date", needed=False),
        read,
    )


def _item(content: Any, number: int) -> PlanItem:
    where = f"items[{number}]"
    if not isinstance(content, Mapping):
        raise TemplateRefused(where)
    state = content.get("state")
    if state is not None and state not in set(PlanState):
        raise TemplateRefused(f"{where}.state")
    return PlanItem(
        _text(content, "key", f"{where}.key"),
        _words(content, "title", f"{where}.title"),
        _whole(content, "week", where, MOST_WEEKS, negative=True),
        _whole(content, "day", where, MOST_DAYS),
        _words(content, "group", f"{where}.group", needed=False),
        PlanState(state) if state is not None else None,
    )


def _whole(content: Mapping[str, Any], name: str, where: str, most: int, *, negative: bool = False) -> int:
    value = content.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not (-most if negative else 0) <= value <= most:
        raise TemplateRefused(f"{where}.{name}")
    return value


def _text(content: Mapping[str, Any], name: str, where: str) -> str:
    value = content.get(name)
    text = clean_text(value).text if isinstance(value, str) else ""
    if not text:
        raise TemplateRefused(where)
    return text


def _words(content: Mapping[str, Any], name: str, where: str, *, needed: bool = True) -> Words:
    value = content.get(name)
    if isinstance(value, str):
        value = dict.fromkeys(_LANGUAGES, value)
    if value is None and not needed:
        return Words("", "")
    if not isinstance(value, Mapping):
        raise TemplateRefused(where)
    said = [clean_text(text).text if isinstance(text := value.get(language), str) else "" for language in _LANGUAGES]
    if not any(said):
        raise TemplateRefused(where)
    return Words(said[0] or said[1], said[1] or said[0])
