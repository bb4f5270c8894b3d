"""Short ways to bring files in and to look at what came of it."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salesops_tui.clock import FixedClock
from salesops_tui.domain.deals import Deal, DealEvent
from salesops_tui.domain.imports import FileOutcome, ImportOutcome, Verdict
from salesops_tui.domain.steps import Origin
from salesops_tui.importing.answers import Answers
from salesops_tui.services.imports.run import import_files
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings

HEADERS = ("ID", "Deal name", "Account", "Owner", "Stage", "Amount", "Currency", "Close date")


@dataclass(frozen=True)
class Desk:
    """A session, and a folder for the files that are brought into it."""

    session: Session
    folder: Path

    def write(self, *rows: Sequence[object], headers: Sequence[str] = HEADERS, name: str = "deals.csv") -> Path:
        """A CSV file; short rows are filled with blanks."""
        path = self.folder / name
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(headers)
            table.writerows([*row, *[""] * (len(headers) - len(row))] for row in rows)
        return path

    def bring(self, *paths: Path, trial: bool = False, full: bool = False, **answers: Any) -> ImportOutcome:
        """Import files."""
        return import_files(self.session, paths, Answers(**answers), Origin.COMMAND_LINE, full=full, trial=trial)

    def bring_rows(self, *rows: Sequence[object], headers: Sequence[str] = HEADERS, **options: Any) -> FileOutcome:
        """Import rows of deals; returns what came of the one file."""
        return self.bring(self.write(*rows, headers=headers), **options).files[0]

    def deals(self) -> dict[str, Deal]:
        """All deals by name."""
        return {deal.name: deal for deal in self.session.workbook.deals.records.all()}

    def events(self, name: str) -> list[DealEvent]:
        """The history of the deal of that name."""
        return self.session.workbook.deals.events(self.deals()[name].id)


@contextmanager
def new_desk(blank_workbook: Path, clock: FixedClock) -> Iterator[Desk]:
    """A desk over a copy of an empty workbook, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "team.db"
        shutil.copyfile(blank_workbook, path)
        session = open_session(path, clock, Settings())
        try:
            yield Desk(session, Path(folder))
        finally:
            close_session(session)


def counts(outcome: FileOutcome) -> Mapping[str, int]:
    """How many rows got each verdict; those that none got are left out."""
    return {verdict.value: outcome.counts[verdict] for verdict in Verdict if outcome.counts[verdict]}


def reasons(outcome: FileOutcome) -> dict[int, str]:
    """Line → why its row was skipped."""
    return {row.line: row.reason for row in outcome.rows if row.verdict is Verdict.SKIP}
