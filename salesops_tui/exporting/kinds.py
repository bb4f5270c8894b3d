"""What things can be written as; by itself, because the command line knows it before anything is written."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """What sheets can be written as."""

    TEXT = "text"
    MARKDOWN = "md"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class SummaryFormat(StrEnum):
    """What a stand-up's summary can be written as; the values are endings of files too."""

    TEXT = "text"
    MARKDOWN = "md"
    JSON = "json"


class DocumentFormat(StrEnum):
    """What a weekly report can be written as; but for the first two the values are endings of files too."""

    TEXT = "text"
    CHAT = "chat"
    """A few lines, fit for a message."""
    MARKDOWN = "md"
    HTML = "html"
    DOCX = "docx"
    XLSX = "xlsx"
    JSON = "json"

    @property
    def is_text(self) -> bool:
        """Whether it can be read in a terminal and put on a clipboard."""
        return self not in (DocumentFormat.DOCX, DocumentFormat.XLSX)


class Masking(StrEnum):
    """What of a weekly report is not to be told."""

    NOTHING = "none"
    NAMES = "names"
    AMOUNTS = "amounts"
    ALL = "all"

    @property
    def hides_names(self) -> bool:
        """Whether names have stand-ins."""
        return self in (Masking.NAMES, Masking.ALL)

    @property
    def hides_amounts(self) -> bool:
        """Whether amounts are left out."""
        return self in (Masking.AMOUNTS, Masking.ALL)
