"""Imports as a screen leads them: try, ask what is left open, try again, keep. Light to load; the work itself is not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from salesops_tui.domain.imports import ImportOutcome
from salesops_tui.domain.steps import Origin
from salesops_tui.services.session import Session


class About(StrEnum):
    """What a question is about."""

    KIND = "kind"
    COLUMN = "column"
    DATES = "dates"
    DECIMAL = "decimal"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its choices."""

    about: About
    subject: str
    """The stage's name, or the field that a column is wanted for; empty for the file as a whole."""
    text: str
    choices: Sequence[tuple[str, str]]
    """What a person reads, and the answer that it stands for."""
    suggested: str | None = None
    """The answer that seems likely; it is never taken by itself."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer."""

    about: About
    subject: str
    choice: str


@dataclass(frozen=True, slots=True)
class Questions:
    """What has to be answered before the file can be read."""

    text: str
    """The whole of it in words."""
    asked: Sequence[Asked]
    """Empty when no choice would help, only another file."""


def bring_in(
    session: Session, paths: Sequence[Path], replies: Sequence[Reply], *, trial: bool, progress: Callable[[float], None]
) -> ImportOutcome | Questions:
    """Bring files in, or with ``trial`` only say what that would do; what is left open comes back as questions.

    Raises what ``run.import_files`` raises, questions aside, and whatever ``progress`` raises to stop it.
    """
    # Pandas comes along with these; the first screen does without.
    from salesops_tui.importing.failures import Question
    from salesops_tui.services.imports.questions import answers_of, asked
    from salesops_tui.services.imports.run import import_files

    try:
        return import_files(session, paths, answers_of(replies), Origin.SCREEN, trial=trial, progress=progress)
    except Question as question:
        return Questions(str(question), asked(session, question))
