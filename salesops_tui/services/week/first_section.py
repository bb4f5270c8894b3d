"""What every report begins with, and its first section's figures: what is quick to have, and is shown at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from salesops_tui.domain.sheets import Sheet
from salesops_tui.domain.week_comparison import Compared
from salesops_tui.domain.week_reports import Section
from salesops_tui.domain.written import WrittenDocument, WrittenHeads, WrittenRow, WrittenSection
from salesops_tui.formats import figure_value, number, weekday_and_date
from salesops_tui.i18n import _, language, mark, ngettext
from salesops_tui.services.explaining import explain, reason
from salesops_tui.services.week.change_words import change_words, direction
from salesops_tui.services.week.results import Result, ResultRow
from salesops_tui.services.week.scopes import ReportScope

_SECTIONS: Final[Mapping[Section, str]] = {
    Section.RESULTS: mark("1 Results"),
    Section.PROGRESS: mark("2 Deal progress"),
    Section.RISKS: mark("3 Risks"),
    Section.NEXT: mark("4 Next week"),
}
_RESULTS: Final[Mapping[ResultRow, str]] = {
    ResultRow.WON: mark("Won this week"),
    ResultRow.WEEK_TARGET: mark("Target of the week"),
    ResultRow.WEEK_ATTAINMENT: mark("Completion rate"),
    ResultRow.DEALS_WON: mark("Deals won"),
    ResultRow.NEW_CUSTOMERS: mark("New customers"),
    ResultRow.AVERAGE_CUSTOMER: mark("Average per customer"),
    ResultRow.ACTIVITIES: mark("Activities"),
    ResultRow.MONTH_WON: mark("Won this month"),
    ResultRow.TARGET: mark("Target of the month"),
    ResultRow.ATTAINMENT: mark("Attainment"),
    ResultRow.PACE: mark("Pace"),
}


def section_title(section: Section) -> str:
    """What one of the four is called."""
    return _(_SECTIONS[section])


def result_title(row: ResultRow) -> str:
    """What a line of the results is called."""
    return _(_RESULTS[row])


def results_alone(of: Compared, found: Sequence[Result], scope: ReportScope) -> WrittenDocument:
    """The figures of the first section, without anything that takes time."""
    section = WrittenSection(Section.RESULTS, section_title(Section.RESULTS), "", result_rows(found, of))
    return headed(of, scope, (section,), ())


def headed(
    of: Compared, scope: ReportScope, sections: tuple[WrittenSection, ...], behind: tuple[Sheet, ...]
) -> WrittenDocument:
    """A report of some sections."""
    title = joined(_("Weekly report"), str(of.week), scope.name)
    return WrittenDocument(str(of.week), scope.name, language(), title, tuple(facts(of)), sections, _heads(), behind)


def _heads() -> WrittenHeads:
    return WrittenHeads(_("Value"), _("Note"), _("Chart data"), _("How the figures are made"))


def result_rows(found: Sequence[Result], of: Compared) -> tuple[WrittenRow, ...]:
    """The figures of the first section."""
    return tuple(
        WrittenRow(
            one.row,
            result_title(one.row),
            figure_value(one.figure),
            change_words(one.change, str(of.other)) or reason(one.figure),
            direction(one.change),
            one.figure,
            explain(one.figure).footnote,
        )
        for one in found
    )


def facts(of: Compared) -> Iterator[str]:
    """The days, and what they are held against."""
    days = ngettext("{number} working day", "{number} working days", of.days).format(number=number(of.days))
    yield f"{weekday_and_date(of.week.span.first)} – {weekday_and_date(of.week.span.last)} · {days}"
    if of.is_running:
        yield _("still running: as far as {day}").format(day=weekday_and_date(of.now.last))
    if of.other is None or of.before is None:
        yield _("nothing to compare it with")
    elif of.other != of.week.previous():
        yield _("held against {week}: the week before has no working day").format(week=of.other)


def joined(*words: str) -> str:
    """Words of one line, those that say something."""
    return " · ".join(word for word in words if word)
