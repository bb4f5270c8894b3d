"""Each section in a sentence or two, with its figures as names in braces: the words can be edited, the figures cannot.

``{won}`` in a text stands for what was won; it is filled in whenever the report is read, until it is sealed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from salesops_tui.domain.week_reports import Section
from salesops_tui.formats import HIDDEN, figure_value, number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.week.change_words import change_words
from salesops_tui.services.week.progress import ProgressRow
from salesops_tui.services.week.report import WeekReport
from salesops_tui.services.week.results import ResultRow

_TOKEN: Final = re.compile(r"\{([a-z_]+)\}")
_COUNTED: Final[Mapping[str, ProgressRow]] = {
    "new": ProgressRow.NEW,
    "advanced": ProgressRow.ADVANCED,
    "moved_back": ProgressRow.BACK,
    "closed_won": ProgressRow.WON,
    "closed_lost": ProgressRow.LOST,
    "slipped": ProgressRow.SLIPPED,
}


def tokens(report: WeekReport) -> dict[str, str]:
    """The names that a text may use, each with what stands for it."""
    results = {result.row: result for result in report.results}
    pipeline, ahead = report.pipeline, report.ahead
    counts = {one.row: one.count for one in pipeline.progress}
    change = change_words(results[ResultRow.WON].change, str(report.compared.other))
    # The pipeline's amounts are kept for the shape of the charts, also where they are not to be told.
    start, end = (
        HIDDEN if report.hides_amounts else figure_value(figure, compact=True)
        for figure in (pipeline.start, pipeline.end)
    )
    return {
        "week": str(report.week),
        **{
            row.value: figure_value(results[row].figure, compact=True) if row in results else _("n/a")
            for row in ResultRow
        },
        "won_change": change or _("nothing to compare it with"),
        **{name: number(counts.get(row, 0)) for name, row in _COUNTED.items()},
        "start": start,
        "end": end,
        "risks": number(len(report.risks)),
        "answered": number(sum(risk.answer is not None for risk in report.risks)),
        "tasks": number(len(ahead.tasks)),
        "steps": number(len(ahead.steps)),
        "help": number(len(ahead.help)),
    }


def drafts(report: WeekReport) -> dict[Section, str]:
    """The texts that the program writes, in the language in use; a person may write others in their place."""
    results = {result.row: result for result in report.results}
    told = _("Won {won}, deals: {deals_won}, activities: {activities}, new customers: {new_customers}.")
    if results[ResultRow.WON].change is not None:
        told = _(
            "Won {won} ({won_change}), deals: {deals_won}, activities: {activities}, new customers: {new_customers}."
        )
    month = _("The month stands at {attainment} of its target, pace {pace}.")
    if results[ResultRow.ATTAINMENT].figure.value is None:
        month = _("The month has no target.")
    return {
        Section.RESULTS: f"{told} {month}",
        Section.PROGRESS: _(
            "{new} new, {advanced} advanced, {closed_won} won, {closed_lost} lost; open pipeline {start} → {end}."
        ),
        Section.RISKS: _("Found by the rules: {risks}; with a task already: {answered}.")
        if report.risks
        else _("The rules find nothing in danger."),
        Section.NEXT: _("Important tasks due: {tasks}; next steps: {steps}; wishes for help: {help}."),
    }


def texts(report: WeekReport) -> dict[Section, str]:
    """Each section's text as it is kept: what a person wrote, else the draft."""
    drafted = drafts(report)
    return {section: report.texts[section].text if section in report.texts else drafted[section] for section in Section}


def filled(text: str, known: Mapping[str, str]) -> str:
    """A text with its figures; a name in braces that is no figure stays as it is."""
    return _TOKEN.sub(lambda found: known.get(found[1], found[0]), text)


def unknown_tokens(text: str, known: Mapping[str, str]) -> list[str]:
    """The names in braces that are no figures, in their order."""
    return [name for name in dict.fromkeys(_TOKEN.findall(text)) if name not in known]


def unknown_words(names: list[str]) -> str:
    """What is to be said of names that are no figures; empty without any."""
    if not names:
        return ""
    return ngettext("No figure is called {names}.", "No figures are called {names}.", len(names)).format(
        names=", ".join(f"{{{name}}}" for name in names)
    )
