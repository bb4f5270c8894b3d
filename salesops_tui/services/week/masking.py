"""A report for somebody who is not to know names or amounts: shares, counts and changes stay, and the shape of the charts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, Final

from salesops_tui.domain.figures import Figure, Missing, Unit
from salesops_tui.domain.written import WrittenDocument
from salesops_tui.formats import HIDDEN
from salesops_tui.i18n import _, mark
from salesops_tui.services.ledgers import DealChange
from salesops_tui.services.week.behind import Behind
from salesops_tui.services.week.progress import Progress
from salesops_tui.services.week.report import Part, WeekReport

# A number as people write amounts: with marks between the digits, and a unit behind.
_NUMBER: Final = re.compile(r"[¥$€£]?\d[\d.,]*\s*(?:[kKmMbB]\b|万|萬|亿|億|元)?")
_STAND_INS: Final[Mapping[str, str]] = {
    "deal": mark("Deal {number}"),
    "account": mark("Customer {number}"),
    "contact": mark("Contact {number}"),
    "person": mark("Person {number}"),
}
_NO_TEXT: Final = frozenset({"key", "kind", "record_id", "language", "currency"})
"""Fields of a written report that are for programs."""


# Names


def texts_of(value: object) -> Iterator[str]:
    """Every text of a written report that a person reads."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_of(part)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in _NO_TEXT:
                yield from texts_of(getattr(value, field.name))


def without_names(report: WrittenDocument, names: Mapping[str, Sequence[str]]) -> WrittenDocument:
    """A written report in which every name has a stand-in, the same wherever it occurs.

    ``names`` are those of deals, accounts, contacts and people that occur in it, by the name of their table.
    """
    stands: dict[str, str] = {}
    for table, found in names.items():
        for number, name in enumerate(found, 1):
            stands.setdefault(name, _(_STAND_INS[table]).format(number=number))
    if not stands:
        return report
    # Longer names first, so that none is found inside another.
    pattern = re.compile("|".join(map(re.escape, sorted(stands, key=len, reverse=True))))
    hidden = _mapped(report, lambda text: pattern.sub(lambda match: stands[match[0]], text))
    assert isinstance(hidden, WrittenDocument)
    return hidden


def _mapped(value: Any, hide: Callable[[str], str]) -> Any:
    """The same value with every text that a person reads put through a function."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return hide(value)
    if isinstance(value, tuple):
        return tuple(_mapped(part, hide) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        told = {field.name: getattr(value, field.name) for field in fields(value) if field.name not in _NO_TEXT}
        return replace(value, **{name: _mapped(part, hide) for name, part in told.items()})
    return value


# Amounts


def without_amounts(report: WeekReport, behind: Behind) -> tuple[WeekReport, Behind]:
    """A report and the deals behind it without any amount; the charts keep their shape."""

    def deal(of: DealChange) -> DealChange:
        return replace(of, counted=0)

    def line(of: Progress) -> Progress:
        return replace(of, figure=_hidden(of.figure), deals=tuple(map(deal, of.deals)))

    # The charts are drawn from the figures as they are, as shares of the largest.
    hidden = replace(
        report,
        hides_amounts=True,
        results=tuple(replace(result, figure=_hidden(result.figure)) for result in report.results),
        leaders=tuple(replace(leader, won=_hidden(leader.won)) for leader in report.leaders),
        pipeline=replace(report.pipeline, progress=tuple(map(line, report.pipeline.progress))),
        texts={section: replace(text, text=_without_numbers(text.text)) for section, text in report.texts.items()},
        parts=tuple(map(_part, report.parts)),
    )
    return hidden, tuple((line(one), tuple(map(deal, deals))) for one, deals in behind)


def _part(part: Part) -> Part:
    if part.part is None:
        return part
    texts = {section: _without_numbers(text) for section, text in part.part.texts.items()}
    return replace(part, part=replace(part.part, texts=texts))


def _hidden(figure: Figure) -> Figure:
    """A figure without its amount; of a share of money what it was divided from is not told either."""
    if figure.unit is Unit.MONEY:
        return replace(
            figure, value=None, missing=Missing.MASKED, numerator=None, denominator=None, low=None, high=None
        )
    return replace(figure, numerator=None, denominator=None) if figure.currency is not None else figure


def _without_numbers(text: str) -> str:
    """What a person typed, without its numbers: nobody knows which of them are amounts. Names in braces stay."""
    return _NUMBER.sub(HIDDEN, text)
