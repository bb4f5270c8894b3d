"""Changing a setting in its file: comments and everything else in it stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from salesops_tui.clock import Clock
from salesops_tui.exporting import files
from salesops_tui.i18n import _
from salesops_tui.services.calendars import working_calendar
from salesops_tui.settings import Settings, SettingsError, read_settings
from salesops_tui.settings.schema import SETTINGS, Setting, SettingKind
from salesops_tui.settings.texts import lines_of, typed
from salesops_tui.system_errors import reason_of

if TYPE_CHECKING:
    from tomlkit.items import Item

_TABLES: Final = (SettingKind.PAIRS, SettingKind.LISTS)


def change(path: Path, setting: Setting, text: str, clock: Clock) -> Settings:
    """Write what was typed for a setting; nothing typed means as shipped. A file that is not there is made, with all that can
    be set in it as comments.

    Raises SettingsError or ExportFailed; then the file is as it was.
    """
    try:
        value = typed(setting, text)
    except ValueError as error:
        raise SettingsError(str(error)) from error
    now = read(path)
    if now is None:
        now = commented(Settings())
    return put(path, with_setting(now, setting, value), clock)


def read(path: Path) -> str | None:
    """The text of the file; None where there is none. Raises SettingsError."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            _("The settings {path} cannot be read: {reason}").format(path=path, reason=reason_of(error))
        ) from error


def put(path: Path, text: str | None, clock: Clock) -> Settings:
    """Have the file say just this, or be gone; returns the settings that hold then. Raises SettingsError or ExportFailed."""
    settings = read_settings(text, path) if text is not None else Settings()
    # A country that has no calendar is told before it is written down.
    working_calendar(settings, clock.today())
    try:
        if text is None:
            path.unlink(missing_ok=True)
            return settings
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            _("The settings {path} cannot be written: {reason}").format(path=path, reason=reason_of(error))
        ) from error
    files.write(path, text.encode("utf-8"))
    return settings


def with_setting(text: str, setting: Setting, value: Any) -> str:
    """The text of a file with a setting changed, or taken out for None. Raises SettingsError for a file that is no TOML."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise SettingsError(str(error)) from error
    if value is None:
        document.pop(setting.key, None)
    elif setting.key in document or setting.kind in _TABLES:
        document[setting.key] = value
    else:
        line = f"{setting.key} = {_toml(value)}"
        shown = re.compile(rf"^# ?{setting.key} = .*$", re.MULTILINE)
        if shown.search(text):
            return shown.sub(lambda _match: line, text, count=1)
        document.add(setting.key, value)
    return tomlkit.dumps(document)


def commented(settings: Settings) -> str:
    """All that can be set, each with what it is: as a line where it is set, as a comment where it is as shipped."""
    shipped = Settings()
    plain = [setting for setting in SETTINGS if setting.kind not in _TABLES]
    tables = [setting for setting in SETTINGS if setting.kind in _TABLES]
    lines = [line for group in (plain, tables) for line in _commented(settings, shipped, group)]
    return "\n".join(lines).strip() + "\n"


def _commented(settings: Settings, shipped: Settings, chosen: list[Setting]) -> Iterator[str]:
    for group, members in groupby(chosen, key=lambda setting: setting.group):
        yield f"# —— {_(group.value)} ——"
        yield ""
        for setting in members:
            yield f"# {_(setting.title)}: {_(setting.about)}"
            if setting.choices:
                yield "#   " + ", ".join(f"{value} ({_(name)})" for value, name in setting.choices.items())
            value = getattr(settings, setting.key)
            is_set = value != getattr(shipped, setting.key)
            lines = lines_of(setting, value) or setting.example
            yield from _lines(setting, typed(setting, lines), "" if is_set else "# ")
            yield ""


def _lines(setting: Setting, value: Any, before: str) -> Iterator[str]:
    if setting.kind in _TABLES:
        yield f"{before}[{setting.key}]"
        yield from (f"{before}{_key(name)} = {_toml(told)}" for name, told in value.items())
    else:
        yield f"{before}{setting.key} = {_toml(value)}"


def _toml(value: Any) -> str:
    import tomlkit

    item: Item = tomlkit.item(value)
    return item.as_string()


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _toml(name)
