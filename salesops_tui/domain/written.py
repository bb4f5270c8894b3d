"""Something put into words, in the reader's language, ready for any format: a weekly report, a meeting's minutes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from salesops_tui.domain.figures import Figure
from salesops_tui.domain.sheets import Sheet


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    """Shares of a whole, one bar each: who has won how much of a target."""
    WATERFALL = "waterfall"
    """A first value, what came to it and what left it, and the last value."""
    FUNNEL = "funnel"
    """Shares of the first stage, beside the course's average and excellent ones."""
    TREND = "trend"
    """A value for each of several weeks."""


@dataclass(frozen=True, slots=True)
class WrittenSeries:
    """Values of one kind, one for each label of the chart."""

    name: str
    values: tuple[Fraction | None, ...]
    """Money in major units, shares as fractions of one; None where there is no figure."""
    words: tuple[str, ...]
    """The same for people; empty where they are not to be told."""


@dataclass(frozen=True, slots=True)
class WrittenChart:
    """Something that people would rather look at than read."""

    key: str
    title: str
    kind: ChartKind
    labels: tuple[str, ...]
    series: tuple[WrittenSeries, ...]
    """The first is the team's own; others stand beside it."""


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A figure with its title, and what is to be said of it: its change."""

    key: str
    title: str
    value: str
    note: str = ""
    trend: int = 0
    """1 where the note tells of more than before, -1 where of less."""
    figure: Figure | None = None
    """What the value was made from."""
    explained: str = ""
    """Its definition, and how it came about."""


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """One line of a list."""

    text: str
    mark: str = ""
    """A sign before it, one cell wide."""
    kind: str = ""
    """What it is about: ``deal``, ``task``, ``risk``; empty where there is nothing to open."""
    record_id: str = ""


@dataclass(frozen=True, slots=True)
class WrittenList:
    """Lines under a heading of their own: the deals behind a figure."""

    title: str
    lines: tuple[WrittenLine, ...]


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """A part under a heading of its own."""

    key: str
    title: str
    text: str
    """The section in a sentence or more, made by the program or by a person; figures are filled in."""
    rows: tuple[WrittenRow, ...] = ()
    lists: tuple[WrittenList, ...] = ()
    charts: tuple[WrittenChart, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenHeads:
    """What formats with parts of their own call them, in the report's language."""

    value: str
    note: str
    chart_data: str
    how: str
    """Above the definitions of the figures."""


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """Everything."""

    about: str
    """What it is about: the week, or the day of the meeting."""
    scope: str
    """Whose it is: a team's, a person's, a customer's; empty for everybody's."""
    language: str
    """In which it is written."""
    title: str
    facts: tuple[str, ...]
    """What stands below the title: the days, who was there."""
    sections: tuple[WrittenSection, ...]
    heads: WrittenHeads
    behind: tuple[Sheet, ...] = ()
    """The records behind the figures."""

    @property
    def charts(self) -> tuple[WrittenChart, ...]:
        """All of them, in the order of the sections."""
        return tuple(chart for section in self.sections for chart in section.charts)
