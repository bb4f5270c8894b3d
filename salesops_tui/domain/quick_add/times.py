"""Times of day: ``3pm``, ``15:30``, ``at 9``, ``noon``, ``下午3点``, ``上午九点半``, ``15点30分``."""

from __future__ import annotations

import re
from datetime import time
from typing import Final

from salesops_tui.domain.quick_add.numerals import NUMBER, number_of

_EDGE: Final = r"(?<![A-Za-z0-9:.\-/])"
_LATIN: Final = (
    rf"(?:{_EDGE}(?:at\s+)?(?P<h>\d{{1,2}})(?::(?P<m>\d{{2}}))?\s*(?P<half>[ap])\.?m\.?(?![A-Za-z0-9])"
    rf"|{_EDGE}(?:at\s+)?(?P<h24>\d{{1,2}}):(?P<m24>\d{{2}})(?![\d:])"
    rf"|{_EDGE}at\s+(?P<at>\d{{1,2}})(?![\w:.%])"
    rf"|{_EDGE}(?:at\s+)?(?P<noon>noon|midday)(?![A-Za-z]))"
)
_CHINESE: Final = (
    r"(?:(?P<period>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚)?\s*"
    rf"(?P<hour>{NUMBER})[点點](?:钟|鐘)?(?P<rest>半|[一三]刻|{NUMBER}分?)?(?!\d*[%％、])"
    r"|(?P<midday>中午))"
)
TIME: Final = re.compile(f"(?:{_LATIN}|{_CHINESE})", re.IGNORECASE)
_NOON: Final = 12
_AFTERNOON: Final = frozenset({"下午", "傍晚", "晚上", "晚"})


def read_time(text: str) -> time | None:
    """The time of day that a whole text says, or None."""
    word = text.strip()
    match = TIME.fullmatch(word) or TIME.fullmatch(f"at {word}")
    return time_of(match) if match is not None else None


def time_of(match: re.Match[str]) -> time | None:
    """The time that ``TIME`` has found, or None when there is no such time."""
    if match["noon"] or match["midday"]:
        return time(_NOON)
    if match["h"]:
        hour, minute = int(match["h"]), int(match["m"] or 0)
        if not 1 <= hour <= _NOON:
            return None
        return _time(hour % _NOON + (_NOON if match["half"].lower() == "p" else 0), minute)
    if match["h24"]:
        return _time(int(match["h24"]), int(match["m24"]))
    if match["at"]:
        return _time(int(match["at"]), 0)
    hour, minute = number_of(match["hour"]), _minutes(match["rest"])
    period = match["period"]
    if (period in _AFTERNOON and hour < _NOON) or (period == "中午" and hour < 3):
        hour += _NOON
    return _time(hour, minute)


def _minutes(rest: str | None) -> int:
    if not rest:
        return 0
    if rest == "半":
        return 30
    return {"一刻": 15, "三刻": 45}.get(rest) or number_of(rest.removesuffix("分"))


def _time(hour: int, minute: int) -> time | None:
    return time(hour, minute) if 0 <= hour < 24 and 0 <= minute < 60 else None
