"""A throw-away workbook full of sample data whose dates are moved to this week."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from salesops_tui import paths
from salesops_tui.clock import Clock, FixedClock
from salesops_tui.domain.days import start_of_week
from salesops_tui.domain.steps import Origin
from salesops_tui.domain.weeks import Week
from salesops_tui.importing.answers import Answers
from salesops_tui.importing.delimited import decode
from salesops_tui.services.imports.run import import_files
from salesops_tui.services.session import close_session, open_session
from salesops_tui.settings import Settings

ANCHOR: Final = date(2026, 11, 23)
"""The Monday that the sample files call today."""

_IMPORT_TIME: Final = time(8, 30)
_DAY: Final = re.compile(r"(?<!\d)(\d{4})([-/])(\d{2})\2(\d{2})(?!\d)")
_WEEK: Final = re.compile(r"(?<!\d)(\d{4})-W(\d{2})(?!\d)")
_QUARTER: Final = re.compile(r"(?<!\d)(\d{4})-Q([1-4])(?!\d)")
_MONTH: Final = re.compile(r"(?<=,)(\d{4})-(\d{2})(?=,)")
_YEAR: Final = re.compile(r"(?<=,)(\d{4})(?=,)")


def make_demo(folder: Path, clock: Clock, settings: Settings, language: str) -> Path:
    """Make the workbook in a folder of its own: last Monday's export first, then this Monday's. Returns its path.

    Dates move by whole weeks, so that weekdays stay what they are; periods of targets move by whole months.
    """
    today = clock.today()
    monday = start_of_week(today)
    files = _shifted(paths.sample_data() / ("en" if language == "en" else "zh"), folder, monday - ANCHOR)
    exports = [file for file in files if _DAY.search(file.stem)]
    path = folder / "demo.db"
    for day, batch in (
        (monday - timedelta(days=7), [file for file in files if file not in exports[1:]]),
        (monday, exports[1:]),
    ):
        at = datetime.combine(day, _IMPORT_TIME, clock.zone).astimezone(UTC)
        session = open_session(path, FixedClock(min(at, clock.now()), clock.zone), settings)
        try:
            import_files(session, batch, Answers(), Origin.PROGRAM)
        finally:
            close_session(session)
    return path


def _shifted(source: Path, folder: Path, by: timedelta) -> list[Path]:
    """The sample files, their names too, with every date moved; in the order of their names."""
    written = []
    for file in sorted(source.glob("*.csv")):
        target = folder / _move_days(file.name, by)
        target.write_text(_move(decode(file.read_bytes(), file), by), encoding="utf-8", newline="")
        written.append(target)
    return written


def _move(text: str, by: timedelta) -> str:
    months = _months(ANCHOR + by) - _months(ANCHOR)
    text = _move_days(text, by)
    text = _WEEK.sub(lambda m: _week_of(date.fromisocalendar(int(m[1]), int(m[2]), 1) + by), text)
    text = _QUARTER.sub(_later(months, lambda m: (int(m[1]), int(m[2]) * 3), lambda y, m: f"{y}-Q{(m + 2) // 3}"), text)
    text = _MONTH.sub(_later(months, lambda m: (int(m[1]), int(m[2])), lambda y, m: f"{y}-{m:02}"), text)
    return _YEAR.sub(_later(months, lambda m: (int(m[1]), ANCHOR.month), lambda y, _m: str(y)), text)


def _move_days(text: str, by: timedelta) -> str:
    return _DAY.sub(
        lambda m: (date(int(m[1]), int(m[3]), int(m[4])) + by).strftime(f"%Y{m[2]}%m{m[2]}%d"),
        text,
    )


def _later(
    months: int, read: Callable[[re.Match[str]], tuple[int, int]], write: Callable[[int, int], str]
) -> Callable[[re.Match[str]], str]:
    def move(match: re.Match[str]) -> str:
        year, month = read(match)
        count = year * 12 + month - 1 + months
        return write(count // 12, count % 12 + 1)

    return move


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _week_of(monday: date) -> str:
    return str(Week.of(monday))
