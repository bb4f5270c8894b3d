"""CSV and TSV files: their encoding, their delimiter, their records, each with the line on which it begins."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Final

from salesops_tui.i18n import _
from salesops_tui.importing.failures import FileRefused

LONGEST_CELL: Final = 1_000_000
"""In characters; a longer cell is an unclosed quote, or an attack."""

_DELIMITERS: Final = ",;\t|"
_SAMPLE_RECORDS: Final = 60
_SAMPLE_CHARACTERS: Final = 200_000
_SEPARATOR_LINE: Final = re.compile(r"\ufeff?\"?sep=(.)\"?\r?\n", re.IGNORECASE)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_lines(content: bytes, path: Path) -> list[tuple[int, Sequence[str]]]:
    """The records of a file, each with the line on which it begins. Raises FileRefused; then nothing was read."""
    if not content.strip():
        raise FileRefused(_("{file} is empty. Nothing was brought in.").format(file=path.name))
    text = decode(content, path)
    separator = _SEPARATOR_LINE.match(text)
    first_line = 1
    if separator is not None:
        text, first_line = text[separator.end() :], 2
    _refuse_long_cells(text, path)
    delimiter = separator[1] if separator is not None else _delimiter(text)
    return list(_records(text, delimiter, first_line, path))


def decode(content: bytes, path: Path) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else GB18030, each without a single fault.

    Raises FileRefused naming the place of the first byte that fits neither.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decoded(content, encoding, path)
    _refuse_binary(content, path)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        broken_utf8 = error
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as error:
        # The encoding that holds for longer is the one that was meant.
        raise _broken(content, max(error.start, broken_utf8.start), path) from error


def _decoded(content: bytes, encoding: str, path: Path) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(content, error.start, path) from error


def _broken(content: bytes, place: int, path: Path) -> FileRefused:
    return FileRefused(
        _(
            "{file} has a broken character on line {line} (byte {place}). Nothing was brought in; "
            "save it again as “CSV UTF-8”."
        ).format(file=path.name, line=content.count(b"\n", 0, place) + 1, place=place + 1)
    )


def _refuse_binary(content: bytes, path: Path) -> None:
    """A picture or a database is no table; text may hold a stray NUL, but not one in ten of them."""
    start = content[:4096]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1b" for byte in start)
    if controls * 10 > len(start):
        raise FileRefused(
            _("{file} is not a table: export it as CSV or XLSX. Nothing was brought in.").format(file=path.name)
        )


def _refuse_long_cells(text: str, path: Path) -> None:
    """A line of many megabytes is refused before the csv module takes it apart character by character."""
    start = 0
    number = 1
    while len(text) - start > LONGEST_CELL * 4:
        end = text.find("\n", start)
        length = (end if end >= 0 else len(text)) - start
        if length > LONGEST_CELL * 4:
            raise _too_long(number, path)
        start, number = end + 1, number + 1


def _too_long(line: int, path: Path) -> FileRefused:
    return FileRefused(
        _("{file}, line {line}: a cell is longer than {number} characters. Nothing was brought in.").format(
            file=path.name, line=line, number=LONGEST_CELL
        )
    )


def _delimiter(text: str) -> str:
    """The one that cuts the most records into the same number of at least two cells; a comma for a single column."""
    sample = text[:_SAMPLE_CHARACTERS]
    return max(_DELIMITERS, key=lambda delimiter: (_agreement(sample, delimiter), -_DELIMITERS.index(delimiter)))


def _agreement(sample: str, delimiter: str) -> tuple[int, int]:
    widths: Counter[int] = Counter()
    try:
        for number, record in enumerate(csv.reader(StringIO(sample, newline=""), delimiter=delimiter)):
            if number >= _SAMPLE_RECORDS:
                break
            # Titles above the table have one cell whatever the delimiter.
            widths[len(record)] += 1
    except csv.Error:
        return 0, 0
    del widths[0], widths[1]
    if not widths:
        return 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count, width


def _records(text: str, delimiter: str, first_line: int, path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = first_line
    try:
        for record in reader:
            yield begins, record
            begins = reader.line_num + first_line
    except csv.Error as error:
        raise malformed(error, begins, path) from error


def malformed(error: csv.Error, line: int, path: Path) -> FileRefused:
    """What Python's reader of CSV files stumbled over, in words."""
    if "field larger" in str(error):
        return _too_long(line, path)
    if "unexpected end" in str(error):
        return FileRefused(
            _("{file}, line {line}: a quotation mark is opened and never closed. Nothing was brought in.").format(
                file=path.name, line=line
            )
        )
    return FileRefused(
        _("{file}, line {line}: a quotation mark stands where none may ({reason}). Nothing was brought in.").format(
            file=path.name, line=line, reason=error
        )
    )
