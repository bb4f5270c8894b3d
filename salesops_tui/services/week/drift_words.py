"""How far the data have moved on since a report was sealed, in words."""

from __future__ import annotations

from collections.abc import Iterator

from salesops_tui.domain.week_reports import SealedReport
from salesops_tui.formats import figure_value, local_minute
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.session import Session
from salesops_tui.services.week.first_section import result_title
from salesops_tui.services.week.progress import ProgressRow
from salesops_tui.services.week.results import ResultRow
from salesops_tui.services.week.sealing import Drift
from salesops_tui.services.week.words import drift_words, late_words, progress_title

_MOST = 5
"""Deals of one figure, and late changes, that are told."""


def drift_lines(session: Session, sealed: SealedReport, drift: Drift) -> Iterator[str]:
    """A line for each figure that today's data say differently, with the deals that make the difference, and one for each
    change that was dated into the week since; none where today's data say the same."""
    if not drift.is_whole:
        yield _("This report is not what was sealed: somebody changed it in the file itself.")
    if not drift.is_known_data:
        yield _("Changes that the report was made from have been taken back or rewritten since.")
    for one in drift.figures:
        yield _("{figure}: {reported} was reported, today's data say {now}").format(
            figure=_title(one.key), reported=figure_value(one.reported), now=figure_value(one.now)
        )
        currency = one.reported.currency or sealed.record.base_currency
        yield from (f"  · {drift_words(deal, currency)}" for deal in one.deals[:_MOST])
    if drift.late:
        count = len(drift.late)
        yield ngettext("{number} late entry:", "{number} late entries:", count).format(number=count)
        for event in drift.late[:_MOST]:
            yield f"  · {late_words(event)} · {local_minute(event.recorded_at, session.clock.zone)}"


def _title(key: str) -> str:
    if key == "start":
        return _("Open pipeline at the start")
    if key == "end":
        return _("Open pipeline at the end")
    if key.startswith("progress-"):
        return progress_title(ProgressRow(key.removeprefix("progress-")))
    return result_title(ResultRow(key))
