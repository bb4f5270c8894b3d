"""``salesops settings``."""

from __future__ import annotations

from argparse import Namespace

from salesops_tui import paths
from salesops_tui.cli.context import Context, say
from salesops_tui.i18n import _


def show_settings(context: Context, _arguments: Namespace) -> int:
    """Show the settings in effect, as the lines of a settings file, and where that file is."""
    settings = context.settings
    file = paths.settings_file()
    say(f"# {file}" if file.is_file() else _("# {path} is not there: everything is as shipped").format(path=file))
    say("# " + _("the workbook: {path}").format(path=context.path))
    say("# " + _("the log: {path}").format(path=paths.log_file()))
    say(f'base_currency = "{settings.base_currency}"')
    say(f'calendar = "{settings.calendar or "none"}"')
    if settings.language:
        say(f'language = "{settings.language}"')
    say(f'theme = "{settings.theme}"')
    for key, days in (("days_off", settings.days_off), ("working_days", settings.working_days)):
        if days:
            say(f"{key} = [{', '.join(day.isoformat() for day in sorted(days))}]")
    if settings.rates:
        say("[rates]")
        for currency, rate in sorted(settings.rates.items()):
            say(f'{currency} = "{rate}"')
    return 0
