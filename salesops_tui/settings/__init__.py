"""What a team sets once: currencies, calendar, language, looks. A TOML file, read strictly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import LANGUAGES, _
from salesops_tui.system_errors import reason_of, toml_reason_of

THEMES: Final = ("dark", "light", "ansi")
SPACINGS: Final = ("roomy", "dense")
WIDTHS: Final = ("narrow", "wide")
GATES: Final = ("warn", "block")
FOLLOW_UP_DAYS: Final = ("calendar", "working")
ROLES: Final = ("solution", "delivery")
ORDERS: Final = ("seat", "random", "rotating")
REQUIRABLE: Final = (
    "account", "contact", "owner", "amount", "close_date", "product", "lead_source", "competitor", "next_step",
    "next_step_on", "note",
)  # fmt: skip

T = TypeVar("T")


class SettingsError(SalesopsError):
    """The settings file says something that cannot be meant."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, with what holds where nothing is."""

    base_currency: str = "CNY"
    """The currency of all sums."""
    rates: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    """What one unit of another currency is worth in the base currency."""
    calendar: str | None = "CN"
    """The country whose holidays and make-up working days count; None for plain weekdays."""
    days_off: frozenset[date] = frozenset()
    """Days off of the team's own, besides the country's."""
    working_days: frozenset[date] = frozenset()
    """Days on which the team works although the country does not."""
    language: str | None = None
    """One of ``LANGUAGES``; None follows the computer."""
    theme: str = "dark"
    """One of ``THEMES``."""
    gates: str = "warn"
    """One of ``GATES``: whether a deal may move on although something is missing."""
    required_fields: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """The fields of a deal, of ``REQUIRABLE``, that must be filled before it leaves a stage; a stage not named keeps those
    as shipped."""
    follow_up_days: str = "calendar"
    """One of ``FOLLOW_UP_DAYS``: how the days of the 2-2-2 rule are counted."""
    discount_levels: Mapping[Decimal, str] = field(default_factory=lambda: MappingProxyType({}))
    """From how many per cent on whose word is needed; without any, every discount needs the team lead's."""
    loss_reasons: tuple[str, ...] = ()
    """Why deals are lost; without any, those as shipped."""
    roles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What the team calls the roles ``solution`` and ``delivery`` of a deal."""
    urgent_days: int = 2
    """A task that is due within so many working days is urgent."""
    hours_a_day: int = 8
    """Hours of work that one working day holds: tasks that take days become urgent so much earlier."""
    standup_at: time = time(9)
    """When the stand-up begins, in local time: started later, its parts are shortened so that the end stays."""
    standup_minutes: int = 15
    turn_seconds: int = 30
    """How long each person has in the stand-up's round."""
    standup_order: str = "seat"
    """One of ``ORDERS``: who speaks after whom."""
    bell: bool = False
    """Whether the terminal's bell rings when a turn is over."""
    closing_days: int = 10
    """A deal that is to close within so many working days is near its closing."""
    leaderboard: bool = True
    """Whether the weekly report tells who won what."""
    spacing: str = "roomy"
    """One of ``SPACINGS``: whether empty lines stand between what belongs apart."""
    ambiguous_width: str = "narrow"
    """One of ``WIDTHS``: how wide the terminal draws signs that Unicode calls ambiguous, such as “…” and │."""


def load_settings(path: Path) -> Settings:
    """Read the settings; without a file everything is as shipped. Raises SettingsError naming the key."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            _("The settings {path} cannot be read: {reason}").format(path=path, reason=reason_of(error))
        ) from error
    return read_settings(text, path)


def read_settings(text: str, path: Path) -> Settings:
    """The settings that the text of a file says. Raises SettingsError naming the key."""
    # Most people have no such file, and start without this.
    import tomllib

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            _("The settings {path} are no valid TOML: {reason}").format(path=path, reason=toml_reason_of(error))
        ) from error
    known = set(FROM_FILE)
    for key in content:
        if key not in known:
            raise SettingsError(
                _("The settings {path} have a key “{key}” that means nothing. Possible are: {keys}.").format(
                    path=path, key=key, keys=", ".join(sorted(known))
                )
            )
    values = {}
    for key, value in content.items():
        try:
            values[key] = FROM_FILE[key](value)
        except (ValueError, TypeError) as error:
            raise SettingsError(
                _("In the settings {path}, “{key}” is {value}: {reason}").format(
                    path=path, key=key, value=value, reason=error
                )
            ) from error
    return Settings(**values)


def _currency(value: Any) -> str:
    if not (isinstance(value, str) and len(value) == 3 and value.isascii() and value.isalpha() and value.isupper()):
        raise ValueError(_("a currency is three capital letters, such as CNY"))
    return value


def _rates(value: Any) -> Mapping[str, Decimal]:
    if not isinstance(value, dict):
        raise TypeError(_("rates are a table such as [rates] with lines like USD = “7.1”"))
    return MappingProxyType({_currency(currency): _rate(rate) for currency, rate in value.items()})


def _rate(value: Any) -> Decimal:
    try:
        rate = Decimal(str(value))
    except InvalidOperation:
        rate = Decimal(0)
    if isinstance(value, bool) or not rate.is_finite() or not 0 < rate < 10**9:
        raise ValueError(_("a rate is a number above zero, such as “7.1”"))
    return rate


def _country(value: Any) -> str | None:
    if value == "none":
        return None
    if not (isinstance(value, str) and len(value) == 2 and value.isascii() and value.isalpha()):
        raise ValueError(_("a calendar is a country's two letters, such as CN, or none"))
    return value.upper()


def _days(value: Any) -> frozenset[date]:
    if not isinstance(value, list) or not all(type(day) is date for day in value):
        raise TypeError(_("days are a list of dates such as [2026-12-24, 2026-12-25]"))
    return frozenset(value)


def _one_of(choices: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in choices:
            raise ValueError(_("it must be one of {choices}").format(choices=", ".join(choices)))
        return str(value)

    return read


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(_("it is a whole number from {least} to {most}").format(least=least, most=most))
        return value

    return read


def _time_of_day(value: Any) -> time:
    if not isinstance(value, time):
        raise TypeError(_("it is a time of day such as 09:00:00"))
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(_("it is true or false"))
    return value


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise TypeError(_("it is a list of texts such as [“Price”, “No decision”]"))
    return tuple(word.strip() for word in value)


def _fields_by_stage(value: Any) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise TypeError(_("it is a table with lines such as need = [“amount”, “close_date”]"))
    named = {stage: _words(fields) for stage, fields in value.items()}
    if unknown := sorted({field for fields in named.values() for field in fields} - set(REQUIRABLE)):
        raise ValueError(_("{field} is none of {fields}").format(field=unknown[0], fields=", ".join(REQUIRABLE)))
    return MappingProxyType(named)


def _levels(value: Any) -> Mapping[Decimal, str]:
    if not isinstance(value, dict) or not all(isinstance(name, str) and name.strip() for name in value.values()):
        raise TypeError(_("it is a table with lines such as 10 = “Team lead”"))
    try:
        levels = {Decimal(percent): name.strip() for percent, name in value.items()}
    except InvalidOperation as error:
        raise ValueError(_("a discount is a number of per cent, such as 10 or 12.5")) from error
    if not all(percent.is_finite() and 0 <= percent <= 100 for percent in levels):
        raise ValueError(_("a discount lies between 0 and 100 per cent"))
    return MappingProxyType(dict(sorted(levels.items())))


def _roles(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(name, str) and name.strip() for name in value.values()):
        raise TypeError(_("it is a table with lines such as solution = “Solution architect”"))
    if unknown := sorted(set(value) - set(ROLES)):
        raise ValueError(_("{role} is none of {roles}").format(role=unknown[0], roles=", ".join(ROLES)))
    return MappingProxyType({role: name.strip() for role, name in value.items()})


FROM_FILE: Final[Mapping[str, Callable[[Any], Any]]] = {
    "base_currency": _currency,
    "rates": _rates,
    "calendar": _country,
    "days_off": _days,
    "working_days": _days,
    "language": _one_of(LANGUAGES),
    "theme": _one_of(THEMES),
    "gates": _one_of(GATES),
    "required_fields": _fields_by_stage,
    "follow_up_days": _one_of(FOLLOW_UP_DAYS),
    "discount_levels": _levels,
    "loss_reasons": _words,
    "roles": _roles,
    "urgent_days": _whole(0, 60),
    "hours_a_day": _whole(1, 24),
    "standup_at": _time_of_day,
    "standup_minutes": _whole(1, 240),
    "turn_seconds": _whole(5, 600),
    "standup_order": _one_of(ORDERS),
    "bell": _yes_or_no,
    "closing_days": _whole(0, 250),
    "leaderboard": _yes_or_no,
    "spacing": _one_of(SPACINGS),
    "ambiguous_width": _one_of(WIDTHS),
}
"""Each key of the file, and what reads its value. They raise ValueError or TypeError in words."""
