"""``salesops log``, ``undo`` and ``redo``."""

from __future__ import annotations

from argparse import Namespace

from salesops_tui.cli.context import Context, say
from salesops_tui.domain.steps import Origin
from salesops_tui.formats import local_minute
from salesops_tui.i18n import _, ngettext
from salesops_tui.services import steps


def show_log(context: Context, arguments: Namespace) -> int:
    """Say what was done, newest first."""
    with context.session() as session:
        for line in steps.log(session, arguments.number):
            changes = ngettext("{number} record", "{number} records", line.changes).format(number=line.changes)
            undone = "" if line.in_effect else " · " + _("undone")
            at = local_minute(line.step.at, context.clock.zone)
            say(f"{line.step.id:>5}  {at}  {line.step.actor}  {line.title} ({changes}){undone}")
    return 0


def undo(context: Context, arguments: Namespace) -> int:
    """Take back the newest step, or the given one."""
    with context.session() as session:
        step = steps.undo(session, Origin.COMMAND_LINE, arguments.step)
        say(_("Undone: {step}").format(step=steps.step_title(step)))
    return 0


def redo(context: Context, _arguments: Namespace) -> int:
    """Bring back what undo took back."""
    with context.session() as session:
        step = steps.redo(session, Origin.COMMAND_LINE)
        say(_("Done again: {step}").format(step=steps.step_title(step)))
    return 0
