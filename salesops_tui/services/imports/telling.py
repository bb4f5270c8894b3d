"""What an import came to, as lines of text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from salesops_tui.domain.imports import FieldChange, FileOutcome, ImportOutcome, RowVerdict, Verdict
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.imports.titles import field_title, kind_title

SHOWN: Final = 15
"""How many rows of each sort are listed; the report has all."""


def lines(outcome: ImportOutcome, shown: int = SHOWN) -> Iterator[str]:
    """The whole outcome, file by file; of each sort of rows so many are listed."""
    for file in outcome.files:
        yield from _file(file, shown)


def counts(file: FileOutcome) -> str:
    """How many rows got each verdict, in one line."""
    return " · ".join(
        (
            _("{number} new").format(number=file.counts[Verdict.CREATE]),
            _("{number} updated").format(number=file.counts[Verdict.UPDATE]),
            _("{number} unchanged").format(number=file.counts[Verdict.UNCHANGED]),
            _("{number} skipped").format(number=file.counts[Verdict.SKIP]),
        )
    )


def _file(file: FileOutcome, shown: int) -> Iterator[str]:
    kind = file.kind
    yield _("{file}: {kind} from {source}").format(file=file.file, kind=kind_title(kind), source=file.source)
    yield f"  {counts(file)}"
    if file.changed_fields:
        fields = ", ".join(f"{field_title(kind, name)} {n}" for name, n in file.changed_fields.most_common())
        yield "  " + _("Fields that changed: {fields}").format(fields=fields)
    for notice in file.notices:
        yield f"  {notice}"
    unread = [header for header, field in file.columns if field is None]
    if unread:
        yield "  " + _("Columns left aside: {headers}").format(headers=", ".join(unread))
    if file.stages:
        yield "  " + _("Stages: {stages}").format(
            stages=", ".join(f"{theirs} → {ours}" for theirs, ours in file.stages)
        )
    yield from _section(_("Updated"), [_update(kind, row) for row in file.rows if row.changes], shown)
    yield from _section(
        _("Changed on both sides; what was edited here stays"),
        [_conflict(kind, row) for row in file.rows if row.conflicts],
        shown,
    )
    yield from _section(_("Skipped"), [_reason(row) for row in file.rows if row.verdict is Verdict.SKIP], shown)
    yield from _section(_("Cleaned"), [_note(row) for row in file.rows if row.notes], shown)
    yield from _stubs(file)
    yield from _section(_("Open here, but no longer in the file"), list(file.missing), shown)


def _section(title: str, items: Sequence[str], shown: int) -> Iterator[str]:
    if not items:
        return
    yield f"  {title}"
    for item in items[:shown]:
        yield f"    {item}"
    if len(items) > shown:
        more = len(items) - shown
        yield "    " + ngettext(
            "… and {number} more; --report lists all", "… and {number} more; --report lists all", more
        ).format(number=more)


def _stubs(file: FileOutcome) -> Iterator[str]:
    by_table: defaultdict[str, list[str]] = defaultdict(list)
    for stub in file.stubs:
        by_table[stub.table].append(stub.name)
    titles = {
        "person": _("People made because the file names them"),
        "account": _("Accounts made because the file names them"),
        "contact": _("Contacts made because the file names them"),
        "product": _("Products made because the file names them"),
    }
    for table, names in by_table.items():
        listed = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
        yield f"  {titles[table]} ({len(names)}): {listed}"


def _update(kind: str, row: RowVerdict) -> str:
    return f"{_line(row)} {row.name}: {'; '.join(_change(kind, change) for change in row.changes)}"


def _change(kind: str, change: FieldChange) -> str:
    return f"{field_title(kind, change.field)} {change.before or '–'} → {change.after or '–'}"


def _conflict(kind: str, row: RowVerdict) -> str:
    told = "; ".join(
        _("{field} here {ours}, there {theirs}").format(
            field=field_title(kind, change.field), ours=change.before or "–", theirs=change.after or "–"
        )
        for change in row.conflicts
    )
    return f"{_line(row)} {row.name}: {told}"


def _reason(row: RowVerdict) -> str:
    return f"{_line(row)} {row.name + ': ' if row.name else ''}{row.reason}"


def _note(row: RowVerdict) -> str:
    return f"{_line(row)} {row.name}: {'; '.join(row.notes)}"


def _line(row: RowVerdict) -> str:
    return _("line {number}").format(number=row.line)
