"""``salesops salvage``, and what a person is asked when the workbook turns out to be damaged."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace
from typing import Final

from salesops_tui.cli.context import Context, say
from salesops_tui.formats import local_minute, number
from salesops_tui.i18n import _, mark, ngettext
from salesops_tui.services import recovery, safety
from salesops_tui.services.recovery import Prospects
from salesops_tui.storage.failures import DamagedWorkbook
from salesops_tui.storage.salvage import Salvaged

_NAMES: Final = {
    "deal": mark("deals"),
    "deal_event": mark("history"),
    "account": mark("accounts"),
    "contact": mark("contacts"),
    "person": mark("people"),
    "product": mark("products"),
    "activity": mark("activities"),
    "order_line": mark("order lines"),
    "target": mark("targets"),
    "task": mark("tasks"),
    "meeting": mark("meetings"),
}
"""What people call the tables; the others are told by their names in the file."""
_TOLD: Final = 5
"""Steps that are told by their titles."""


def salvage(context: Context, _arguments: Namespace) -> int:
    """Save what can be read of a damaged workbook."""
    _tell(context, *recovery.salvage(context.path, context.clock))
    return 0


def offer(context: Context, error: DamagedWorkbook) -> Context | None:
    """Ask what is to be done about a damaged workbook, and do it; returns what to go on with, or None to leave.

    Raises the error again where nobody can answer.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise error
    say(str(error))
    say()
    found = recovery.prospects(context.path)
    _tell_ways(context, found)
    while True:
        match input("> ").strip().casefold():
            case "1" if found.backup is not None:
                aside = recovery.restore_backup(context.path, found.backup, context.clock)
                say(_("Restored from {path}.").format(path=found.backup.path))
                if aside is not None:
                    say(_("The file that was there is now {path}.").format(path=aside))
                return context
            case "2":
                _tell(context, *recovery.salvage(context.path, context.clock))
                input(_("Enter opens it. "))
                return context
            case "3":
                return replace(context, despite_damage=True)
            case "q" | "":
                return None
            case _:
                say(_("Please answer 1, 2, 3 or q."))


def _tell_ways(context: Context, found: Prospects) -> None:
    if found.backup is not None:
        at = local_minute(found.backup.made_at, context.clock.zone)
        reason = safety.reason_title(found.backup.reason)
        say("1  " + _("Bring back the verified backup of {at} ({reason}).").format(at=at, reason=reason))
        say("   " + _lacks(found))
        for title in (found.lacks or ())[:_TOLD]:
            say(f"     {title}")
    say("2  " + _("Save what can be read, row by row, into a new workbook; what is lost is listed."))
    say("3  " + _("Open it for reading only, as far as it can be read."))
    say("q  " + _("Leave everything as it is."))
    say(_("In all cases the damaged file stays, under another name where a new one takes its place."))


def _lacks(found: Prospects) -> str:
    if found.lacks is None:
        return _("What was done after it can no longer be read.")
    if not found.lacks:
        return _("It lacks nothing.")
    count = len(found.lacks)
    told = ngettext("It lacks {number} step:", "It lacks {number} steps, the newest first:", count)
    return told.format(number=number(count))


def _tell(context: Context, saved: Salvaged, aside: object) -> None:
    say(_("{path}: {saved} rows saved, {lost} lost.").format(
        path=context.path, saved=number(saved.saved), lost=number(saved.lost)
    ))  # fmt: skip
    for table in saved.tables:
        if table.lost:
            say(_("  {table}: {saved} saved, {lost} lost").format(
                table=_(_NAMES.get(table.table, table.table)), saved=number(table.saved), lost=number(table.lost)
            ))  # fmt: skip
    if saved.without_history:
        count = saved.without_history
        told = ngettext("{number} record begins its history anew.", "{number} records begin their history anew.", count)
        say(told.format(number=number(count)))
    say(_("The file that was there is now {path}.").format(path=aside))
