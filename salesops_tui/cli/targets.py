"""``salesops targets``: what is to be won, taken apart."""

from __future__ import annotations

import sys
from argparse import Namespace

from salesops_tui.cli.context import Context
from salesops_tui.cli.pipeline import read_format
from salesops_tui.domain.target_tree import Dimension
from salesops_tui.errors import UsageError
from salesops_tui.exporting import files, sheet_files
from salesops_tui.i18n import _
from salesops_tui.services.targets.tables import tables

_YEARS = range(1900, 2101)


def show(context: Context, arguments: Namespace) -> int:
    """Print a year's target tree, or write it to a file."""
    kind = read_format(arguments)
    year = arguments.year if arguments.year is not None else context.clock.today().year
    if year not in _YEARS:
        raise UsageError(_("--year takes a year such as 2026, not {year}.").format(year=year))
    with context.session() as session:
        found = tables(session, year, Dimension(arguments.by))
    if arguments.output is not None:
        files.write(arguments.output, sheet_files.content(found, kind))
    else:
        sys.stdout.write(sheet_files.rendered(found, kind))
    return 0
