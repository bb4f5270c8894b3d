"""What tables can be written as; by itself, because the command line knows it before anything is written."""

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
    """What a text of several parts can be written as: a stand-up's summary, a report; the values are endings of files too."""

    TEXT = "text"
    MARKDOWN = "md"
    JSON = "json"
