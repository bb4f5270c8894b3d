"""How long something takes: ``30m``, ``1.5h``, ``2h30m``, ``2d``, ``半小时``, ``两小时``, ``1天``; a day has eight hours."""

from __future__ import annotations

import re
from typing import Final

from salesops_tui.domain.quick_add.numerals import NUMBER, number_of

DAY_MINUTES: Final = 8 * 60
_MOST: Final = 100 * DAY_MINUTES
_LATIN: Final = re.compile(
    r"(?:(\d{1,3}(?:\.\d{1,2})?)\s*(?:days?|d))?\s*(?:(\d{1,3}(?:\.\d{1,2})?)\s*(?:hours?|hrs?|h))?"
    r"\s*(?:(\d{1,4})\s*(?:minutes?|mins?|m))?",
    re.IGNORECASE,
)
_CHINESE: Final = re.compile(
    rf"(?:({NUMBER}|半)\s*(天|个?小时|個?小時|分钟|分鐘|个?钟头))(半)?(?:({NUMBER})\s*(?:分钟|分鐘|分))?"
)
ESTIMATE: Final = rf"[~～]\s*(?P<estimate>\d[\d.]*\s*[a-z]+(?:\s?\d+\s*[a-z]+)?|{_CHINESE.pattern})"
"""A pattern for an estimate in a line."""


def read_estimate(text: str) -> int | None:
    """The minutes, or None when it is no length of work."""
    word = text.strip().removeprefix("~").removeprefix("～").strip()
    match = _LATIN.fullmatch(word)
    if match is not None and any(match.groups()):
        days, hours, minutes = (float(part) if part else 0.0 for part in match.groups())
        return _kept(days * DAY_MINUTES + hours * 60 + minutes)
    match = _CHINESE.fullmatch(word)
    if match is None:
        return None
    unit = DAY_MINUTES if match[2] == "天" else 1 if match[2].startswith("分") else 60
    amount = 0.5 if match[1] == "半" else float(number_of(match[1]))
    return _kept((amount + (0.5 if match[3] else 0.0)) * unit + (number_of(match[4]) if match[4] else 0))


def estimate_text(minutes: int) -> str:
    """As it would be typed: ``30m``, ``2h30m``, ``2d``."""
    days, rest = divmod(minutes, DAY_MINUTES)
    hours, rest = divmod(rest, 60)
    return "".join(f"{value}{unit}" for value, unit in ((days, "d"), (hours, "h"), (rest, "m")) if value)


def _kept(minutes: float) -> int | None:
    return round(minutes) if 0 < minutes <= _MOST else None
