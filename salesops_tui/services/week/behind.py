"""The records behind a report's figures, as tables: the deals of each line, the risks with what is done about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from salesops_tui.domain.sheets import Money, Sheet, SheetColumn, Value
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.ledgers import DealChange, deals_behind
from salesops_tui.services.session import Session
from salesops_tui.services.week.progress import Progress
from salesops_tui.services.week.report import WeekReport
from salesops_tui.services.week.words import progress_title, risk_title, risk_words

MOST: Final = 1000
"""Deals of one line that are listed, the largest first."""

Behind = tuple[tuple[Progress, tuple[DealChange, ...]], ...]


def deals_of(session: Session, report: WeekReport) -> Behind:
    """The deals behind each line of the progress, the largest first."""
    span = report.compared.now
    return tuple((one, deals_behind(session, span, one.behind[:MOST])) for one in report.pipeline.progress)


def sheets(report: WeekReport, behind: Behind) -> tuple[Sheet, ...]:
    """All of it."""
    return (_deals(report, behind), _risks(report))


def _deals(report: WeekReport, behind: Behind) -> Sheet:
    currency = report.pipeline.end.currency or ""
    columns = (
        SheetColumn("line", _("Line")),
        SheetColumn("deal", _("Deal name")),
        SheetColumn("account", _("Account")),
        SheetColumn("from", _("Stage before")),
        SheetColumn("to", _("Stage after")),
        *(() if report.hides_amounts else (SheetColumn("counted", _("Adds to the line"), is_number=True),)),
    )
    rows: list[tuple[Value, ...]] = [
        (
            progress_title(one.row),
            deal.name,
            deal.account,
            deal.stage_before,
            deal.stage_after,
            *(() if report.hides_amounts else (Money(deal.counted, currency),)),
        )
        for one, deals in behind
        for deal in deals
    ]
    return Sheet("deals", _("Deals"), columns, tuple(rows), tuple(_left_out(behind)))


def _left_out(behind: Behind) -> Iterator[str]:
    for one, _deals_told in behind:
        if one.count > MOST:
            more = one.count - MOST
            yield ngettext(
                "{line}: {number} smaller deal is not listed.", "{line}: {number} smaller deals are not listed.", more
            ).format(line=progress_title(one.row), number=more)


def _risks(report: WeekReport) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        (
            risk_title(risk.kind),
            risk_words(risk),
            risk.answer.words if risk.answer is not None else None,
            risk.answer.owner if risk.answer is not None else None,
            risk.answer.due_on if risk.answer is not None else None,
        )
        for risk in report.risks
    ]
    return Sheet(
        "risks",
        _("Risks"),
        (
            SheetColumn("rule", _("Rule")),
            SheetColumn("risk", _("Risk")),
            SheetColumn("response", _("Response")),
            SheetColumn("owner", _("Owner")),
            SheetColumn("due", _("Due")),
        ),
        tuple(rows),
    )
