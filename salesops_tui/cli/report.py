"""``salesops report``: the week's report, drafted from the record."""

from __future__ import annotations

import sys
from argparse import Namespace

from salesops_tui.cli.context import Context
from salesops_tui.cli.weeks import read_week
from salesops_tui.exporting import files
from salesops_tui.exporting.kinds import SummaryFormat
from salesops_tui.exporting.reports import rendered
from salesops_tui.services.week.report import report
from salesops_tui.services.week.scopes import scope_named
from salesops_tui.services.week.words import written


def show(context: Context, arguments: Namespace) -> int:
    """Print a report, or write it to a file."""
    week = read_week(arguments.week, context.clock.today())
    with context.session() as session:
        told = written(report(session, week, scope_named(session, arguments.scope)))
    words = rendered(told, SummaryFormat(arguments.format))
    if arguments.output is not None:
        files.write(arguments.output, words.encode())
    else:
        sys.stdout.write(words)
    return 0
