"""Why a file cannot be brought in as it is, and what the person is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from salesops_tui.errors import SalesopsError


class FileRefused(SalesopsError):
    """The file cannot be read safely, or holds nothing to read; nothing was brought in."""


class Question(SalesopsError):
    """The file leaves something open that only a person can answer; nothing was brought in.

    The text asks the question and names the option of ``salesops import`` that answers it.
    """

    exit_code = 3


class KindUnknown(Question):
    """The headers do not tell what the rows are."""


class ColumnQuestion(Question):
    """It is not clear which column carries a field."""

    def __init__(self, text: str, kind: str, field: str, headers: Sequence[str]) -> None:
        super().__init__(text)
        self.kind = kind
        """What the rows are; empty where that is not known yet."""
        self.field = field
        self.headers = tuple(headers)
        """The columns that it may be."""


class ColumnUnclear(ColumnQuestion):
    """Several columns could be the same field."""


class ColumnMissing(ColumnQuestion):
    """No column carries a field that every row needs."""


class DatesUnclear(Question):
    """A column's dates can be read in several orders, or contradict each other."""

    def __init__(self, text: str, column: str, example: str, possible: Collection[str] = ()) -> None:
        super().__init__(text)
        self.column = column
        self.example = example
        self.possible = possible
        """The orders in which all of the column's dates make sense."""


class DecimalsUnclear(Question):
    """A column's amounts can be read with a point or with a comma before the decimals."""

    def __init__(self, text: str, column: str, example: str) -> None:
        super().__init__(text)
        self.column = column
        self.example = example


class StagesUnknown(Question):
    """Names of stages that are none of ours."""

    def __init__(self, text: str, suggestions: Mapping[str, str | None]) -> None:
        super().__init__(text)
        self.suggestions = suggestions
        """Their name → the id of the stage that is nearest, or None."""
