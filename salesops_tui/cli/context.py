"""What every command is given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from salesops_tui.clock import Clock
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings
from salesops_tui.terminal import printable


@dataclass(frozen=True, slots=True)
class Context:
    """The workbook that is meant, the time, the settings."""

    path: Path
    clock: Clock
    settings: Settings
    despite_damage: bool = False
    """Whether a damaged workbook is opened all the same, for reading only."""

    @contextmanager
    def session(self, *, create: bool = False) -> Iterator[Session]:
        """The workbook, open; made only where ``create`` says so."""
        session = open_session(self.path, self.clock, self.settings, create=create)
        try:
            yield session
        finally:
            close_session(session)


def say(text: str = "") -> None:
    """Print one line; what comes from data cannot carry anything that a terminal would obey."""
    print(printable(text))
