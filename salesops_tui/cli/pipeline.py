"""``salesops pipeline``: the views of the pipeline room as tables, for terminals, files and other programs."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from importlib import import_module

from salesops_tui.cli.context import Context
from salesops_tui.cli.weeks import read_week
from salesops_tui.domain.days import read_day
from salesops_tui.domain.sheets import Sheet
from salesops_tui.errors import UsageError
from salesops_tui.exporting import files, sheet_files
from salesops_tui.exporting.kinds import Format
from salesops_tui.i18n import _
from salesops_tui.services import pasts
from salesops_tui.services.asking import Asked
from salesops_tui.services.session import Session


def show(context: Context, arguments: Namespace) -> int:
    """Print a view, or write it to a file."""
    kind = read_format(arguments)
    asked = _asked(arguments, context.clock.today())
    with context.session() as session:
        found = _sheets(session, arguments.view, asked)
    if arguments.output is not None:
        files.write(arguments.output, sheet_files.content(found, kind))
    else:
        sys.stdout.write(sheet_files.rendered(found, kind))
    return 0


def _sheets(session: Session, view: str, asked: Asked) -> list[Sheet]:
    pasts.catch_up(session)
    found: list[Sheet] = import_module(f"salesops_tui.services.{view}").sheets(session, asked)
    return found


def read_format(arguments: Namespace) -> Format:
    """The format asked for, or the one of the file's ending."""
    if arguments.format is not None:
        kind = Format(arguments.format)
    elif arguments.output is not None:
        ending = arguments.output.suffix.removeprefix(".").casefold()
        kind = next((kind for kind in Format if kind.value == ending), Format.TEXT)
    else:
        kind = Format.TEXT
    if kind is Format.XLSX and arguments.output is None:
        raise UsageError(_("An XLSX workbook cannot be printed; name a file with -o."))
    return kind


def _asked(arguments: Namespace, today: date) -> Asked:
    owners = [f'@"{owner}"' for owner in arguments.owner]
    week = read_week(arguments.week, today) if arguments.week is not None else None
    return Asked(
        " ".join([*owners, arguments.filter]).strip(),
        week.span.first if week is not None else _day("--from", arguments.first, today),
        min(week.span.last, today) if week is not None else _day("--to", arguments.last, today),
        arguments.by,
        closing=arguments.closing,
    )


def _day(option: str, text: str | None, today: date) -> date | None:
    if text is None:
        return None
    day = read_day(text, today)
    if day is None:
        raise UsageError(
            _("{option} takes a date such as 2026-11-23 or yesterday, not “{text}”.").format(option=option, text=text)
        )
    return day
