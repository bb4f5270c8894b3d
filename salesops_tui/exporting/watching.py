"""Telling how far the writing of tables has got, and ending it when nobody waits for it any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, overload

from salesops_tui.domain.sheets import Sheet, Value

Progress = Callable[[float], None]
"""Is told a share of the whole; what it raises ends the writing."""
Row = tuple[Value, ...]

_EVERY: Final = 500
"""Rows between two reports: some milliseconds."""


class _Watched(Sequence[Row]):
    """The rows of a sheet; whoever goes through them tells on the way."""

    def __init__(self, rows: Sequence[Row], before: int, whole: int, progress: Progress) -> None:
        self._rows, self._before, self._whole, self._progress = rows, before, whole, progress

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return self._rows[index]

    def __iter__(self) -> Iterator[Row]:
        for number, row in enumerate(self._rows):
            if number % _EVERY == 0:
                self._progress((self._before + number) / self._whole)
            yield row


def watched(sheets: Sequence[Sheet], progress: Progress) -> list[Sheet]:
    """The same sheets, whose rows tell how far one has got with them."""
    whole = sum(len(sheet.rows) for sheet in sheets) or 1
    found, before = [], 0
    for sheet in sheets:
        found.append(replace(sheet, rows=_Watched(sheet.rows, before, whole, progress)))
        before += len(sheet.rows)
    return found
