"""``salesops standup``: a stand-up's summary, and before the meeting its briefing."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date

from salesops_tui.cli.context import Context
from salesops_tui.domain.days import read_day
from salesops_tui.errors import UsageError
from salesops_tui.exporting import files
from salesops_tui.exporting.kinds import SummaryFormat
from salesops_tui.exporting.standups import rendered
from salesops_tui.i18n import _
from salesops_tui.services.standups.summary import summary


def show(context: Context, arguments: Namespace) -> int:
    """Print a summary, or write it to a file."""
    form = SummaryFormat(arguments.format)
    day = _day(arguments.date, context.clock.today())
    with context.session() as session:
        told = summary(session, day, arguments.team, arguments.person)
    words = rendered(told, form)
    if arguments.output is not None:
        files.write(arguments.output, words.encode())
    else:
        sys.stdout.write(words)
    return 0


def _day(text: str | None, today: date) -> date | None:
    if text is None:
        return None
    day = read_day(text, today)
    if day is None:
        raise UsageError(
            _("{option} takes a date such as 2026-11-23 or yesterday, not “{text}”.").format(option="--date", text=text)
        )
    return day
