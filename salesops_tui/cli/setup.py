"""``salesops settings``."""

from __future__ import annotations

from argparse import Namespace

from salesops_tui import paths
from salesops_tui.cli.context import Context, say
from salesops_tui.i18n import _
from salesops_tui.services.setting_changes import commented


def show_settings(context: Context, _arguments: Namespace) -> int:
    """Show all that can be set, as a settings file with what is set in it, and where that file is."""
    settings = context.settings
    file = paths.settings_file()
    say(f"# {file}" if file.is_file() else _("# {path} is not there: everything is as shipped").format(path=file))
    say("# " + _("the workbook: {path}").format(path=context.path))
    say("# " + _("the log: {path}").format(path=paths.log_file()))
    say()
    for line in commented(settings).splitlines():
        say(line)
    return 0
