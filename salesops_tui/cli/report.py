"""``salesops report``: the week's report, drafted from the record, sealed, handed on."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from salesops_tui.cli.context import Context, say
from salesops_tui.cli.weeks import read_week
from salesops_tui.domain.steps import Origin
from salesops_tui.domain.weeks import Week
from salesops_tui.domain.written import WrittenDocument
from salesops_tui.errors import UsageError
from salesops_tui.exporting import files
from salesops_tui.exporting.documents.rendering import content, rendered
from salesops_tui.exporting.kinds import DocumentFormat, Masking
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.session import Session
from salesops_tui.services.week import sealing
from salesops_tui.services.week.drift_words import drift_lines
from salesops_tui.services.week.report import report
from salesops_tui.services.week.scopes import ReportScope, scope_named
from salesops_tui.services.week.written import whole


def show(context: Context, arguments: Namespace) -> int:
    """Print a report, or write it to a file; a sealed one as it was sealed, unless the draft is asked for."""
    if arguments.merge:
        return _merge(context, arguments.merge)
    week, masking = read_week(arguments.week, context.clock.today()), Masking(arguments.mask)
    form = _form(arguments)
    with context.session() as session:
        scope = scope_named(session, arguments.scope)
        if arguments.part:
            _write(_part(session, week, scope), arguments.output)
            return 0
        if arguments.seal:
            sealed = sealing.seal(session, week, scope, Origin.COMMAND_LINE)
            print(_("Sealed: {week}, edition {edition}.").format(week=week, edition=sealed.edition), file=sys.stderr)
        told = _told(session, week, scope, masking, draft=arguments.draft)
    _write(rendered(told, form) if form.is_text else content(told, form), arguments.output)
    return 0


def _told(session: Session, week: Week, scope: ReportScope, masking: Masking, *, draft: bool) -> WrittenDocument:
    sealed = session.workbook.sealed_reports.last(week, scope.name)
    if sealed is None or draft:
        return whole(session, report(session, week, scope), masking)
    if masking is not Masking.NOTHING:
        raise UsageError(
            _("The report of {week} is sealed and is told as it is; with --draft, today's can be masked.").format(
                week=week
            )
        )
    for line in drift_lines(session, sealed, sealing.drift(session, sealed)):
        print(line, file=sys.stderr)
    return sealed.report


def _form(arguments: Namespace) -> DocumentFormat:
    """The format that was asked for, or that the file's ending says. Raises UsageError."""
    output: Path | None = arguments.output
    if arguments.format is None:
        ending = output.suffix.lstrip(".").casefold() if output is not None else ""
        return DocumentFormat(ending) if ending in set(DocumentFormat) else DocumentFormat.TEXT
    form = DocumentFormat(arguments.format)
    if output is None and not form.is_text and sys.stdout.isatty():
        raise UsageError(_("{format} is not for a terminal: name a file with -o FILE.").format(format=form))
    return form


def _write(told: str | bytes, output: Path | None) -> None:
    if output is not None:
        files.write(output, told.encode() if isinstance(told, str) else told)
    elif isinstance(told, bytes):
        sys.stdout.buffer.write(told)
    else:
        sys.stdout.write(told)


def _part(session: Session, week: Week, scope: ReportScope) -> str:
    from salesops_tui.services.week.parts import part_file

    return part_file(report(session, week, scope))


def _merge(context: Context, paths: list[Path]) -> int:
    from salesops_tui.services.week.parts import merge, open_part

    read = [open_part(path) for path in paths]
    with context.session() as session:
        people = merge(session, read, Origin.COMMAND_LINE)
    names = ", ".join(person.name for person in people)
    say(
        ngettext("Taken in: {number} part, of {names}.", "Taken in: {number} parts, of {names}.", len(people)).format(
            number=len(people), names=names
        )
    )
    return 0
