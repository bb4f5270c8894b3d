"""Writing other words in place of the drafted ones; the figures in them stay the program's."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.text import clean_text
from salesops_tui.domain.week_reports import ReportText, Section
from salesops_tui.domain.weeks import Week
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.services.week.scopes import ReportScope
from salesops_tui.storage.failures import explained
from salesops_tui.storage.records import Change

LONGEST: Final = 8000
"""Characters of one section's text: some three pages."""


class TextTooLong(SalesopsError):
    """More than one section holds."""


def write_text(
    session: Session, week: Week, scope: ReportScope, section: Section, text: str, draft: str, origin: Origin
) -> None:
    """Keep a section's text as one step; an empty one, or the draft itself, brings the draft back.

    Raises TextTooLong.
    """
    cleaned = clean_text(text, multiline=True).text.strip()
    if len(cleaned) > LONGEST:
        raise TextTooLong(
            _("This text has {number} characters; {most} are possible. Nothing was changed.").format(
                number=len(cleaned), most=LONGEST
            )
        )
    workbook = session.workbook
    with explained(workbook.path):
        kept = workbook.report_texts.of(week, scope.name).get(section)
        wanted = "" if cleaned == draft else cleaned
        if (kept.text if kept is not None else "") == wanted:
            return
        params = {"week": str(week), "scope": scope.name, "section": section}
        with workbook.step(StepKind.EDIT_REPORT, origin, params):
            if kept is None:
                workbook.report_texts.insert([ReportText(workbook.new_id(), week, scope.name, section, wanted)])
            elif wanted:
                workbook.report_texts.update([Change(kept, replace(kept, text=wanted))])
            else:
                workbook.report_texts.delete([kept.id])
