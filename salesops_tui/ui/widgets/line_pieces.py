"""Pieces of one line that compete for its cells: first all are shortened, then the least important are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from salesops_tui.ui.cells import cut


@dataclass(frozen=True, slots=True)
class Piece:
    """Something said in a line."""

    texts: tuple[str, ...]
    """The same in fewer and fewer words; none at all says nothing."""
    style: Style
    rank: int = 0
    """The greater, the sooner it yields; what has rank 0 is always there."""
    at_least: str = ""
    """What is said rather than nothing, once everything that yields sooner has yielded."""


def spread(left: Sequence[Piece], right: Sequence[Piece], width: int, blank: Style) -> list[Segment]:
    """Pieces at both ends of a line of exactly so many cells, with at least a blank between any two."""
    pieces = [piece for piece in (*left, *right) if piece.texts]
    texts = _chosen(pieces, width)
    split = len([piece for piece in left if piece.texts])
    segments = [Segment(cut(text, width), piece.style) for text, piece in zip(texts, pieces, strict=True)]
    starts, ends = ([segment for segment in part if segment.text] for part in (segments[:split], segments[split:]))
    gap = width - _length(starts) - _length(ends)
    space = Segment(" ", blank)
    return [*_joined(starts, space), Segment(" " * max(gap, 0), blank), *_joined(ends, space)]


def _chosen(pieces: Sequence[Piece], width: int) -> list[str]:
    """What each piece says: nothing, where the more important ones leave no room even for its fewest words."""
    texts = [piece.texts[-1] for piece in pieces]
    by_rank = sorted(range(len(pieces)), key=lambda place: pieces[place].rank)
    for place in reversed(by_rank):
        if pieces[place].rank and _taken(texts) > width:
            texts[place] = pieces[place].at_least
            if _taken(texts) > width:
                texts[place] = ""
    for place in by_rank:
        for longer in pieces[place].texts if texts[place] else ():
            if _taken([*texts[:place], longer, *texts[place + 1 :]]) <= width:
                texts[place] = longer
                break
    return texts


def _taken(texts: Sequence[str]) -> int:
    lengths = [cell_len(text) for text in texts if text]
    return sum(lengths) + max(len(lengths) - 1, 0)


def _length(segments: Sequence[Segment]) -> int:
    return sum(segment.cell_length for segment in segments) + max(len(segments) - 1, 0)


def _joined(segments: Sequence[Segment], space: Segment) -> list[Segment]:
    joined: list[Segment] = []
    for segment in segments:
        joined += [space, segment] if joined else [segment]
    return joined
