"""What every repository of one open workbook shares."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from salesops_tui.clock import Clock
from salesops_tui.domain.steps import StepKind
from salesops_tui.storage.ids import IdSource
from salesops_tui.storage.journal import Journal


@dataclass(frozen=True)
class Store:
    """The connection to a workbook, its journal, and where identifiers and time come from."""

    connection: sqlite3.Connection
    journal: Journal
    ids: IdSource
    clock: Clock

    @property
    def is_importing(self) -> bool:
        """Whether the step being written brings in another system's records."""
        step = self.journal.current
        return step is not None and step.kind is StepKind.IMPORT
