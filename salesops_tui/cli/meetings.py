"""``salesops meetings`` and ``salesops minutes``: what is to come, what was, and what was said."""

from __future__ import annotations

import sys
from argparse import Namespace

from salesops_tui.cli.context import Context, say
from salesops_tui.cli.pipeline import read_format
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import UsageError
from salesops_tui.exporting import files, sheet_files
from salesops_tui.exporting.documents.rendering import content, rendered
from salesops_tui.exporting.kinds import DocumentFormat
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.meetings.finding import meeting_named, tables
from salesops_tui.services.meetings.minutes import minutes

_CALENDAR = "ics"


def show(context: Context, arguments: Namespace) -> int:
    """Print the meetings, or write them to a file, a calendar among others; or bring a calendar in."""
    if arguments.bring_in is not None:
        return _bring_in(context, arguments)
    is_calendar = arguments.format == _CALENDAR or (arguments.output is not None and arguments.output.suffix == ".ics")
    if is_calendar:
        from salesops_tui.services.meetings.calendar_files import upcoming_calendar

        with context.session() as session:
            told = upcoming_calendar(session)
        if arguments.output is not None:
            files.write(arguments.output, told)
        else:
            sys.stdout.write(told.decode())
        return 0
    kind = read_format(arguments)
    with context.session() as session:
        found = tables(session, " ".join(arguments.words), upcoming_only=arguments.upcoming)
    if arguments.output is not None:
        files.write(arguments.output, sheet_files.content(found, kind))
    else:
        sys.stdout.write(sheet_files.rendered(found, kind))
    return 0


def _bring_in(context: Context, arguments: Namespace) -> int:
    from salesops_tui.services.meetings.calendar_files import bring_in_calendar

    with context.session(create=True) as session:
        new, known = bring_in_calendar(session, arguments.bring_in, Origin.COMMAND_LINE)
    say(
        ngettext(
            "{new} meeting planned, {known} known already.", "{new} meetings planned, {known} known already.", new
        ).format(new=new, known=known)
    )
    return 0


def show_minutes(context: Context, arguments: Namespace) -> int:
    """Print the minutes of a meeting, or write them to a file."""
    form = _form(arguments)
    with context.session() as session:
        told = minutes(session, meeting_named(session, " ".join(arguments.meeting)))
    if arguments.output is not None:
        files.write(arguments.output, content(told, form))
    elif form.is_text:
        sys.stdout.write(rendered(told, form))
    else:
        sys.stdout.buffer.write(content(told, form))
    return 0


def _form(arguments: Namespace) -> DocumentFormat:
    if arguments.format is None:
        ending = arguments.output.suffix.lstrip(".").casefold() if arguments.output is not None else ""
        return DocumentFormat(ending) if ending in set(DocumentFormat) else DocumentFormat.TEXT
    form = DocumentFormat(arguments.format)
    if arguments.output is None and not form.is_text and sys.stdout.isatty():
        raise UsageError(_("{format} is not for a terminal: name a file with -o FILE.").format(format=form))
    return form
