"""``salesops backup``, ``restore`` and ``check``."""

from __future__ import annotations

from argparse import Namespace

from salesops_tui.cli.context import Context, say
from salesops_tui.formats import local_minute
from salesops_tui.i18n import _
from salesops_tui.services import safety


def back_up(context: Context, arguments: Namespace) -> int:
    """Make a verified copy, or list those there are."""
    if arguments.list:
        for copy in safety.backups(context.path):
            at = local_minute(copy.made_at, context.clock.zone)
            say(f"{at}  {safety.reason_title(copy.reason)}  {copy.path}")
        return 0
    made = safety.back_up(context.path, context.clock)
    say(_("Copied and looked through: {path}").format(path=made.path))
    return 0


def restore(context: Context, arguments: Namespace) -> int:
    """Put a copy in the workbook's place."""
    chosen, aside = safety.restore(context.path, arguments.backup, context.clock)
    say(_("Restored from {path}.").format(path=chosen))
    if aside is not None:
        say(_("The file that was there is now {path}.").format(path=aside))
    return 0


def check(context: Context, _arguments: Namespace) -> int:
    """Look the workbook through."""
    with context.session() as session:
        problems = safety.check(session)
    for problem in problems:
        say(problem)
    if not problems:
        say(_("The workbook agrees with itself: pages, references, totals, journal and history."))
    return 1 if problems else 0
