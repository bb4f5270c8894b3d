"""The working calendar of a country, with the team's own days; computed once and kept, since computing it is slow."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from salesops_tui import paths
from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.i18n import _
from salesops_tui.settings import Settings, SettingsError

_YEARS_BACK: Final = 6
_YEARS_AHEAD: Final = 3

_Days = tuple[list[date], list[date]]


def working_calendar(settings: Settings, today: date) -> WorkingCalendar:
    """The calendar for the years around today. Raises SettingsError for a country nobody knows the holidays of."""
    years = range(today.year - _YEARS_BACK, today.year + _YEARS_AHEAD + 1)
    days_off, make_up = _of_country(settings.calendar, years) if settings.calendar else ([], [])
    own_off, own_work = settings.days_off, settings.working_days
    return WorkingCalendar(
        (set(days_off) | own_off) - own_work,
        (set(make_up) | own_work) - own_off,
        years if settings.calendar else range(0),
    )


def _of_country(country: str, years: range) -> _Days:
    """The country's days off and make-up days, from the cache if the package that knows them has not changed."""
    kept = paths.cache_folder() / f"calendar-{country}-{years.start}-{years.stop - 1}-{_edition()}.json"
    with suppress(OSError, ValueError, TypeError):
        off, make_up = json.loads(kept.read_text(encoding="utf-8"))
        return [date.fromisoformat(day) for day in off], [date.fromisoformat(day) for day in make_up]
    computed = _compute(country, years)
    with suppress(OSError):
        _keep(kept, computed)
    return computed


def _edition() -> int:
    """What differs after every update of the package; asking for its version would cost more than all the rest."""
    found = find_spec("holidays")
    return int(Path(found.origin).stat().st_mtime) if found is not None and found.origin is not None else 0


def _compute(country: str, years: range) -> _Days:
    # A quarter of a second, paid once a year and on updates.
    import holidays

    try:
        found = holidays.country_holidays(country, years=years)
    except NotImplementedError as error:
        raise SettingsError(_("No holidays are known for the calendar “{country}”.").format(country=country)) from error
    return sorted(found), sorted(found.weekend_workdays)


def _keep(path: Path, days: _Days) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps([[day.isoformat() for day in part] for part in days]), encoding="utf-8")
    draft.replace(path)
