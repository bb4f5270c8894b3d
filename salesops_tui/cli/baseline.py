"""``salesops baseline``: the twelve checks of the quarterly audit of the data."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from salesops_tui.cli.context import Context, say
from salesops_tui.domain.steps import Origin
from salesops_tui.i18n import _
from salesops_tui.services.data_baseline import look_through, write_down

_SIGNS: Final = {True: "✓", False: "!", None: "·"}


def show(context: Context, arguments: Namespace) -> int:
    """Print the checks, and note that they were looked at; 1 where one of them does not hold."""
    with context.session() as session:
        checks = look_through(session)
        if not arguments.look:
            write_down(session, checks, Origin.COMMAND_LINE)
    for number, check in enumerate(checks, 1):
        say(f"{number:>3}  {_SIGNS[check.holds]} {check.title}: {check.told}")
    say()
    say(
        _("Only looked at: the next audit is due as before.")
        if arguments.look
        else _("Noted as looked through today; the next is due in a quarter.")
    )
    return 1 if any(check.holds is False for check in checks) else 0
