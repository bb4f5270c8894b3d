"""Settings as people read and type them, and as a TOML file says them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, time
from typing import Any, Final

from salesops_tui.i18n import _
from salesops_tui.settings import FROM_FILE
from salesops_tui.settings.schema import Setting, SettingKind

_PAIR: Final = re.compile(r"(.+?)\s*[=:]\s*(.+)")


def lines_of(setting: Setting, value: Any) -> str:
    """A value as the lines in which it is typed; empty where nothing is set."""
    match setting.kind:
        case SettingKind.YES_NO:
            return "yes" if value else "no"
        case SettingKind.TIME:
            return f"{value:%H:%M}"
        case SettingKind.TEXTS:
            return "\n".join(value)
        case SettingKind.DAYS:
            return "\n".join(day.isoformat() for day in sorted(value))
        case SettingKind.PAIRS:
            return "\n".join(f"{name} = {told}" for name, told in value.items())
        case SettingKind.LISTS:
            return "\n".join(f"{name} = {', '.join(words)}" for name, words in value.items())
        case _ if setting.key == "calendar" and value is None:
            return "none"
        case _:
            return "" if value is None else str(value)


def told(setting: Setting, value: Any) -> str:
    """A value in one line, for reading."""
    if setting.kind is SettingKind.CHOICE:
        return _(setting.choices[value]) if value is not None else "–"
    if setting.kind is SettingKind.YES_NO:
        return _("yes") if value else _("no")
    return " · ".join(lines_of(setting, value).splitlines()) or "–"


def typed(setting: Setting, text: str) -> Any:
    """What was typed as a value of a TOML file; None for nothing, which is what is shipped. Raises ValueError in words."""
    lines = [line.strip() for line in unicodedata.normalize("NFKC", text).splitlines() if line.strip()]
    if not lines:
        return None
    value = _value(setting.kind, lines)
    try:
        FROM_FILE[setting.key](value)
    except TypeError as error:
        raise ValueError(str(error)) from error
    return value


def _value(kind: SettingKind, lines: list[str]) -> Any:
    match kind:
        case SettingKind.NUMBER:
            return int(lines[0]) if lines[0].isascii() and lines[0].isdigit() and len(lines[0]) < 10 else lines[0]
        case SettingKind.YES_NO:
            return {"yes": True, "no": False}.get(lines[0], lines[0])
        case SettingKind.TIME:
            return _time(lines[0])
        case SettingKind.TEXTS:
            return lines
        case SettingKind.DAYS:
            return [_day(word) for line in lines for word in re.split(r"[\s,、;]+", line) if word]
        case SettingKind.PAIRS:
            return _pairs(lines)
        case SettingKind.LISTS:
            return {name: re.split(r"[\s,、;]+", words) for name, words in _pairs(lines).items()}
        case _:
            return lines[0]


def _pairs(lines: list[str]) -> Mapping[str, str]:
    pairs = {}
    for line in lines:
        match = _PAIR.fullmatch(line)
        if match is None:
            raise ValueError(_("“{line}” is no name with an equals sign and a value").format(line=line))
        pairs[match[1]] = match[2]
    return pairs


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text.rjust(5, "0"))
    except ValueError as error:
        raise ValueError(_("it is a time of day such as 09:00:00")) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(_("“{text}” is no date such as 2026-12-24").format(text=text)) from error
