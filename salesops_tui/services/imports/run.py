"""Bringing files in: read, recognised, compared and written in one transaction, under the name of one step.

A preview is the same run, taken back at the end; so its counts are the counts of the real one.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from salesops_tui.domain.deals import Deal
from salesops_tui.domain.import_profile import ImportProfile
from salesops_tui.domain.imports import FileOutcome, ImportOutcome, Policy, Verdict
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.text import match_key
from salesops_tui.errors import UsageError
from salesops_tui.i18n import _, language
from salesops_tui.importing.answers import Answers, remembered
from salesops_tui.importing.columns import ReadingOptions
from salesops_tui.importing.fields import FIELDS
from salesops_tui.importing.kinds import Kind
from salesops_tui.importing.layout import find_table
from salesops_tui.importing.recognition import count_known, profile_key, recognise
from salesops_tui.importing.sheets import read_sheet
from salesops_tui.importing.table import ImportTable, read_table
from salesops_tui.services.imports import task_parts
from salesops_tui.services.imports.comparison import Compared, as_told, compare
from salesops_tui.services.imports.deals import DealContext, DealTimes, read_deals, settled
from salesops_tui.services.imports.history import HistoryContext, read_history
from salesops_tui.services.imports.kinds import READERS
from salesops_tui.services.imports.links import Links
from salesops_tui.services.imports.titles import COLUMNS
from salesops_tui.services.imports.words import ValueWords
from salesops_tui.services.session import Session
from salesops_tui.storage.backup import Reason, back_up
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Change, Records
from salesops_tui.storage.repositories.deals import DealWrite

UNNAMED_SOURCE: Final = "crm"
"""The name of a system that nobody named and that its headers do not give away."""

Progress = Callable[[float], None]
"""Told from time to time which share is done, 0 to 1; what it raises stops the import, and nothing is kept."""

_ORDER: Final = (
    Kind.PEOPLE,
    Kind.PRODUCTS,
    Kind.ACCOUNTS,
    Kind.CONTACTS,
    Kind.DEALS,
    Kind.HISTORY,
    Kind.ORDERS,
    Kind.ACTIVITIES,
    Kind.TARGETS,
    Kind.TASKS,
)
"""What is named by others comes first, so that it need not be made as a stub."""


@dataclass(frozen=True)
class _Source:
    """One file, read, and what was said about it."""

    table: ImportTable
    name: str
    """The system's name."""
    profile: ImportProfile | None
    """What is to be remembered about files with these headers; None when nothing was said."""
    given: Answers
    """What was said now."""
    answers: Answers
    """What was said now, or the last time."""
    options: ReadingOptions


def import_files(
    session: Session,
    paths: Sequence[Path],
    given: Answers,
    origin: Origin,
    *,
    full: bool = False,
    trial: bool = False,
    progress: Progress = lambda _share: None,
) -> ImportOutcome:
    """Bring files in as one step, or with ``trial`` only say what that would do.

    ``full`` says that the files hold all deals of their system: open deals that they do not have are listed. A verified
    backup comes first, if anything changes at all. Raises FileRefused and the questions of ``importing.failures``, and
    the workbook's errors; nothing is kept then.
    """
    with _no_garbage():
        return _import_files(session, paths, given, origin, full=full, trial=trial, progress=progress)


@contextmanager
def _no_garbage() -> Iterator[None]:
    """A hundred thousand rows are a million objects, none of them in a circle: looking for circles costs a fifth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _import_files(
    session: Session,
    paths: Sequence[Path],
    given: Answers,
    origin: Origin,
    *,
    full: bool,
    trial: bool,
    progress: Progress,
) -> ImportOutcome:
    workbook = session.workbook
    sources = []
    for number, path in enumerate(paths):
        sources.append(_read(session, path, given))
        progress(0.5 * (number + 1) / len(paths))
    sources.sort(key=lambda source: _ORDER.index(source.table.kind))
    params = {"files": [source.table.path.name for source in sources], "created": 0, "updated": 0}
    outcomes: list[FileOutcome] = []
    with (
        explained(workbook.path),
        workbook.room_for_many(),
        workbook.step(StepKind.IMPORT, origin, params, trial=trial) as step,
    ):
        backed_up = trial
        for number, source in enumerate(sources):
            work = _compare(session, source, full=full)
            progress(0.5 + 0.5 * (number + 0.3) / len(sources))
            if work.changes and not backed_up:
                back_up(workbook.path, session.clock, Reason.BEFORE_IMPORT)
                backed_up = True
            work.write()
            outcomes.append(work.outcome)
            progress(0.5 + 0.5 * (number + 1) / len(sources))
        outcome = ImportOutcome(outcomes, step.id, trial)
        workbook.journal.tell(
            {**params, "created": outcome.count(Verdict.CREATE), "updated": outcome.count(Verdict.UPDATE)}
        )
    kept = not trial and workbook.journal.last_step() == step.id
    return outcome if kept else replace(outcome, step=None)


def _read(session: Session, path: Path, given: Answers) -> _Source:
    sheet = read_sheet(path)
    layout = find_table(sheet, count_known)
    key = profile_key(layout.headers)
    profile = session.workbook.import_profiles.get(key)
    earlier = remembered(profile.kind, profile.source, profile.choices) if profile else Answers()
    answers = given.over(earlier)
    kind = answers.kind or sheet.kind
    recognition = recognise(layout.headers, kind=kind, given=_columns_of(layout.headers, answers, given))
    options = ReadingOptions(
        today=session.clock.today(), dates=answers.dates, decimal=answers.decimal, zone=session.clock.zone
    )
    table = read_table(path, sheet.modified_at, layout, recognition, options)
    name = answers.source or sheet.source or recognition.source or UNNAMED_SOURCE
    said = given.choices() or given.source or given.kind
    kept = ImportProfile(key, recognition.kind, name, answers.choices()) if said else None
    return _Source(replace(table, notices=[*sheet.notices, *table.notices]), name, kept, given, answers, options)


def _columns_of(headers: Sequence[str], answers: Answers, given: Answers) -> Mapping[str, str]:
    """With several files, an answer about a column concerns those that have it; one that none has is a slip."""
    present = {match_key(header) for header in headers}
    return {
        header: name
        for header, name in answers.columns.items()
        if header in given.columns or match_key(header.partition("#")[0]) in present
    }


@dataclass
class _Work:
    """What one file is going to do."""

    outcome: FileOutcome
    changes: bool
    write: Callable[[], None]


def _compare(session: Session, source: _Source, *, full: bool) -> _Work:
    match source.table.kind:
        case Kind.HISTORY:
            return _history_work(session, source)
        case Kind.DEALS:
            return _deal_work(session, source, full=full)
        case _:
            return _record_work(session, source)


def _record_work(session: Session, source: _Source) -> _Work:
    workbook = session.workbook
    links = Links(workbook, source.name)
    records: Records[Any] = getattr(workbook, _REPOSITORIES[source.table.kind])
    rows = READERS[source.table.kind](source.table, links, session.settings.base_currency)
    compared = compare(
        source.table,
        rows,
        records,
        source.name,
        _policies(source),
        ValueWords(workbook, links),
        workbook.new_id,
        task_parts.settled(session.clock.today()) if source.table.kind is Kind.TASKS else as_told,
    )

    def write() -> None:
        links.write()
        records.insert([record for _row, record in compared.created])
        records.update([change for _row, change in compared.changed])
        _write_memory(session, source, records, compared)

    return _work(session, source, compared, links, write)


def _deal_work(session: Session, source: _Source, *, full: bool) -> _Work:
    workbook = session.workbook
    links = Links(workbook, source.name)
    pipeline = workbook.pipeline
    now = session.clock.now()
    context = DealContext(
        pipeline,
        session.settings.base_currency,
        session.clock.zone,
        now,
        source.given.stages,
        source.answers.stages,
    )
    read = read_deals(source.table, links, context)
    compared = compare(
        source.table,
        read.rows,
        workbook.deals.records,
        source.name,
        _policies(source),
        ValueWords(workbook, links),
        workbook.new_id,
        settled(read, pipeline, session.clock.zone, now),
    )
    missing = _missing(session, source.name, compared) if full else []

    def write() -> None:
        links.write()
        created = [_creation(deal, read.times(row.place), source.name) for row, deal in compared.created]
        changed = [
            DealWrite(change.before, change.after, source.name, read.times(row.place).modified_at)
            for row, change in compared.changed
        ]
        workbook.deals.write([*created, *changed])
        _write_memory(session, source, workbook.deals.records, compared)

    return _work(session, source, compared, links, write, stages=read.stages, missing=missing)


def _creation(deal: Deal, times: DealTimes, source: str) -> DealWrite:
    return DealWrite(None, deal, source, entered_stage_at=times.entered_stage_at, left_stage=times.left_stage)


def _history_work(session: Session, source: _Source) -> _Work:
    workbook = session.workbook
    links = Links(workbook, source.name)
    context = HistoryContext(
        workbook.deals,
        workbook.pipeline,
        session.settings.base_currency,
        source.options,
        session.clock.zone,
        session.clock.now(),
        source.name,
        source.given.stages,
        source.answers.stages,
        workbook.new_id,
    )
    read = read_history(source.table, links, context)

    def write() -> None:
        links.write()
        workbook.deals.add_history(read.events)
        workbook.deals.retell(read.retold)
        _remember(session, source)

    compared: Compared[Any] = Compared(read.verdicts)
    work = _work(session, source, compared, links, write, stages=read.stages)
    work.changes = bool(read.events or read.retold)
    return work


def _work(
    session: Session,
    source: _Source,
    compared: Compared[Any],
    links: Links,
    write: Callable[[], None],
    *,
    stages: Mapping[str, str] | None = None,
    missing: Sequence[str] = (),
) -> _Work:
    table = source.table
    outcome = FileOutcome(
        table.path.name,
        table.kind,
        source.name,
        compared.verdicts,
        table.headers,
        links.stubs,
        missing,
        table.notices,
        _stage_names(session, stages or {}),
    )
    return _Work(outcome, bool(compared), write)


def _stage_names(session: Session, stages: Mapping[str, str]) -> list[tuple[str, str]]:
    """Their names and ours, in the order of our stages."""
    pipeline = session.workbook.pipeline
    placed = sorted(stages.items(), key=lambda pair: pipeline.by_id[pair[1]].position)
    return [(theirs, pipeline.by_id[ours].name(language())) for theirs, ours in placed]


def _missing(session: Session, source: str, compared: Compared[Deal]) -> list[str]:
    """Open deals of the system that its file no longer has."""
    pipeline = session.workbook.pipeline
    return [
        deal.name
        for deal in session.workbook.deals.records.all()
        if deal.source == source and deal.id not in compared.met and pipeline.by_id[deal.stage_id].is_open
    ]


def _policies(source: _Source) -> dict[str, Policy]:
    """The policies by the records' own fields; they may be given by header or by field. Raises UsageError."""
    return {_field_of_column(source.table, column): policy for column, policy in source.answers.policies.items()}


def _field_of_column(table: ImportTable, column: str) -> str:
    """The record's field that a column of a file tells; the column is named by its header or field. Raises UsageError."""
    key = match_key(column)
    names = {match_key(header): name for header, name in table.headers if name is not None}
    names |= {match_key(wanted.name): wanted.name for wanted in FIELDS[table.kind]}
    if key not in names:
        raise UsageError(
            _("{file} has no column “{column}” that a rule could be set for.").format(
                file=table.path.name, column=column
            )
        )
    fields = {column: name for name, column in COLUMNS.items()}
    return fields.get(names[key], names[key])


def _write_memory(session: Session, source: _Source, records: Records[Any], compared: Compared[Any]) -> None:
    records.set_local_edits(compared.kept)
    records.clear_local_edits(compared.settled)
    _remember(session, source)


def _remember(session: Session, source: _Source) -> None:
    """Keep what was said, so that the next file with these headers asks nothing."""
    if source.profile is None:
        return
    profiles = session.workbook.import_profiles
    known = profiles.get(source.profile.id)
    if known is None:
        profiles.insert([source.profile])
    elif known != source.profile:
        profiles.update([Change(known, source.profile)])


_REPOSITORIES: Final[Mapping[Kind, str]] = {
    Kind.ACCOUNTS: "accounts",
    Kind.CONTACTS: "contacts",
    Kind.PEOPLE: "people",
    Kind.PRODUCTS: "products",
    Kind.ACTIVITIES: "activities",
    Kind.ORDERS: "order_lines",
    Kind.TARGETS: "targets",
    Kind.TASKS: "tasks",
}
