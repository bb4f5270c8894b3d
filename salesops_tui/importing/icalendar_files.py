"""Reading iCalendar files (RFC 5545) as they come, also those that do not keep to it."""

from __future__ import annotations

from typing import Any

from salesops_tui.i18n import _


class NotACalendar(ValueError):
    """The text is no calendar; the text tells why."""


def components(data: bytes | str, kind: str) -> list[Any]:
    """What a calendar holds of a kind (VEVENT, VTODO), in its order. Raises NotACalendar."""
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(data)
        found = calendar.walk(kind)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise NotACalendar(str(error)) from error
    if calendar.name != "VCALENDAR":
        raise NotACalendar(_("it has no calendar in it"))
    return list(found)


def first(component: Any, name: str) -> Any:
    """A property that may be there twice, though it must not: the first; None without one."""
    value = component.get(name)
    return value[0] if isinstance(value, list) and value else value


def words(component: Any, name: str) -> str:
    """A property as a text; empty without one."""
    value = first(component, name)
    return str(value) if value is not None else ""
