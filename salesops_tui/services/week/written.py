"""The whole report in words, in the language in use: what the room shows, what is sealed, what every format is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from salesops_tui.domain.sheets import Sheet
from salesops_tui.domain.week_reports import Section
from salesops_tui.domain.written import (
    WrittenChart,
    WrittenDocument,
    WrittenLine,
    WrittenList,
    WrittenRow,
    WrittenSection,
)
from salesops_tui.exporting.kinds import Masking
from salesops_tui.formats import HIDDEN, figure_value, money, number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.explaining import explain
from salesops_tui.services.session import Session
from salesops_tui.services.week.behind import deals_of, sheets
from salesops_tui.services.week.charts import progress_charts, result_charts
from salesops_tui.services.week.first_section import headed, joined, result_rows, section_title
from salesops_tui.services.week.masking import texts_of, without_amounts, without_names
from salesops_tui.services.week.progress import Progress
from salesops_tui.services.week.report import WeekReport
from salesops_tui.services.week.risks import RiskKind
from salesops_tui.services.week.sentences import filled, texts, tokens
from salesops_tui.services.week.words import (
    KEPT_MARKS,
    answer_words,
    coming_words,
    deal_words,
    drift_words,
    kept_words,
    late_words,
    progress_amount,
    progress_title,
    risk_title,
    risk_words,
)
from salesops_tui.storage.repositories.week_figures import ComingRow


def whole(session: Session, report: WeekReport, masking: Masking = Masking.NOTHING) -> WrittenDocument:
    """The report in words with the records behind its figures, for handing on, without what is not to be told."""
    behind = deals_of(session, report)
    if masking.hides_amounts:
        report, behind = without_amounts(report, behind)
    told = written(report, sheets(report, behind))
    if masking.hides_names:
        told = without_names(told, session.workbook.names.occurring("\n".join(texts_of(told))))
    return told


def written(report: WeekReport, behind: tuple[Sheet, ...] = ()) -> WrittenDocument:
    """The report in words."""
    sections = (_results(report), _progress(report), _risks(report), _next(report))
    return headed(report.compared, report.scope, sections, behind)


def _section(
    report: WeekReport,
    section: Section,
    rows: Iterable[WrittenRow] = (),
    lists: Iterable[WrittenList] = (),
    charts: Iterable[WrittenChart] = (),
) -> WrittenSection:
    text = filled(texts(report)[section], tokens(report))
    return WrittenSection(
        section, section_title(section), text, tuple(rows), (*lists, *_handed_in(report, section)), tuple(charts)
    )


def _results(report: WeekReport) -> WrittenSection:
    lines = tuple(
        WrittenLine(joined(leader.name, figure_value(leader.won, compact=True)), str(leader.rank))
        for leader in report.leaders
    )
    lists = [WrittenList(_("Who won what"), lines)] if lines else []
    rows = result_rows(report.results, report.compared)
    return _section(report, Section.RESULTS, rows, lists, result_charts(report))


def _progress(report: WeekReport) -> WrittenSection:
    rows = [
        WrittenRow(
            one.row,
            progress_title(one.row),
            ngettext("{number} deal", "{number} deals", one.count).format(number=number(one.count)),
            progress_amount(one),
            figure=one.figure,
            explained=explain(one.figure).footnote,
        )
        for one in report.pipeline.progress
    ]
    lists = [_deals(one, report) for one in report.pipeline.progress]
    return _section(report, Section.PROGRESS, rows, [*lists, *_late(report)], progress_charts(report))


def _deals(one: Progress, report: WeekReport) -> WrittenList:
    currency = report.pipeline.end.currency or ""
    lines = [WrittenLine(deal_words(deal, currency), "·", "deal", deal.id) for deal in one.deals]
    if (more := one.count - len(one.deals)) > 0:
        told = ngettext("and {number} more", "and {number} more", more).format(number=number(more))
        lines.append(WrittenLine(told))
    return WrittenList(progress_title(one.row), tuple(lines))


def _late(report: WeekReport) -> Iterator[WrittenList]:
    """What was dated into the week before after its report was sealed."""
    late = report.late
    if not late:
        return
    currency = report.pipeline.end.currency or ""
    reported, now = (HIDDEN if report.hides_amounts else money(one, currency) for one in (late.reported, late.now))
    title = _("Late entries for {week}: {reported} was reported as won, today's data say {now}").format(
        week=late.week, reported=reported, now=now
    )
    drifts = [
        WrittenLine(drift_words(deal, currency, hidden=report.hides_amounts), "·", "deal", deal.id)
        for deal in late.deals
    ]
    told = {deal.id for deal in late.deals}
    events = {event.deal_id: event for event in late.events if event.deal_id not in told}
    yield WrittenList(
        title,
        (*drifts, *(WrittenLine(late_words(event), "·", "deal", event.deal_id) for event in events.values())),
    )


def _risks(report: WeekReport) -> WrittenSection:
    return _section(report, Section.RISKS, lists=_risk_lists(report))


def _risk_lists(report: WeekReport) -> Iterator[WrittenList]:
    for kind in RiskKind:
        lines: list[WrittenLine] = []
        for risk in (risk for risk in report.risks if risk.kind is kind):
            lines.append(WrittenLine(risk_words(risk), "!", "risk", risk.source))
            if risk.answer is not None:
                lines.append(WrittenLine(answer_words(risk, report), "→", "task", risk.answer.task_id))
        if lines:
            yield WrittenList(risk_title(kind), tuple(lines))


def _next(report: WeekReport) -> WrittenSection:
    return _section(report, Section.NEXT, lists=_next_lists(report))


def _next_lists(report: WeekReport) -> Iterator[WrittenList]:
    ahead = report.ahead
    if ahead.kept:
        yield WrittenList(
            _("Planned for this week"),
            tuple(
                WrittenLine(
                    kept_words(kept, report),
                    KEPT_MARKS[kept.state],
                    "deal" if kept.planned.kind == "step" else "task",
                    kept.planned.id,
                )
                for kept in ahead.kept
            ),
        )
    groups: tuple[tuple[str, str, Sequence[ComingRow]], ...] = (
        ("task", _("Important tasks"), ahead.tasks),
        ("deal", _("Next steps due"), ahead.steps),
        ("task", _("Help wanted"), ahead.help),
    )
    for kind, title, rows in groups:
        if rows:
            yield WrittenList(title, tuple(WrittenLine(coming_words(row, report), "▸", kind, row.id) for row in rows))


def _handed_in(report: WeekReport, section: Section) -> Iterator[WrittenList]:
    """What the team handed in for a section, each under the person's name."""
    for part in report.parts:
        text = part.part.texts.get(section, "") if part.part is not None else ""
        if lines := [line for line in text.splitlines() if line.strip()]:
            yield WrittenList(part.person, tuple(WrittenLine(line) for line in lines))
    missing = [part.person for part in report.parts if part.part is None]
    if missing and section is Section.RESULTS:
        yield WrittenList(_("Have not handed in their part"), tuple(WrittenLine(name, "·") for name in missing))
