"""A sealed report reads the same for ever, and tells what the data say otherwise since."""

from __future__ import annotations

import sqlite3

import pytest

from salesops_tui import i18n
from salesops_tui.domain.steps import Origin
from salesops_tui.domain.week_reports import Section
from salesops_tui.domain.weeks import Week
from salesops_tui.exporting.documents.rendering import rendered
from salesops_tui.exporting.kinds import DocumentFormat
from salesops_tui.services.deals import DealForm, add_deal, edit_deal, read_form
from salesops_tui.services.moves import Answers, move
from salesops_tui.services.session import Session
from salesops_tui.services.steps import next_to_undo, redo, undo
from salesops_tui.services.week.drift_words import drift_lines
from salesops_tui.services.week.late_entries import late_entries
from salesops_tui.services.week.report import report
from salesops_tui.services.week.scopes import ReportScope, scope_named
from salesops_tui.services.week.sealing import NotSealed, drift, seal
from salesops_tui.services.week.texts import write_text
from salesops_tui.services.week.written import written
from salesops_tui.storage.checking import check
from tests.services.week.conftest import W47

HERE = Origin.SCREEN
ALL = ReportScope()


def told(session: Session) -> list[str]:
    """What is said of the sealed report of 2026-W47."""
    sealed = session.workbook.sealed_reports.last(W47, "")
    assert sealed is not None
    return list(drift_lines(session, sealed, drift(session, sealed)))


def a_won_deal(session: Session) -> str:
    """The largest deal that was won in 2026-W47."""
    sealed = session.workbook.sealed_reports.last(W47, "")
    assert sealed is not None
    return max(sealed.record.figures[0].deals, key=lambda deal: deal.counted).id


def with_amount(session: Session, deal_id: str, amount: str) -> None:
    """Correct a deal's amount, as in its form."""
    form = read_form(session, deal_id)
    edit_deal(session, deal_id, DealForm(**{**{f: getattr(form, f) for f in form.__slots__}, "amount": amount}), HERE)


@pytest.mark.parametrize("language", ["en", "zh_Hans"])
def test_a_sealed_report_is_read_to_the_byte_as_it_was_sealed(sample: Session, language: str) -> None:
    i18n.set_language(language)
    sealed = seal(sample, W47, ALL, HERE)
    before = {form: rendered(sealed.report, form) for form in DocumentFormat if form.is_text}
    with_amount(sample, a_won_deal(sample), "1")
    i18n.set_language("en")
    again = sample.workbook.sealed_reports.last(W47, "")
    assert again is not None
    assert again == sealed
    assert {form: rendered(again.report, form) for form in DocumentFormat if form.is_text} == before


def test_nothing_has_moved_on_right_after_the_seal(sample: Session) -> None:
    seal(sample, W47, ALL, HERE)
    assert told(sample) == []


def test_an_old_deal_corrected_later_is_told_with_the_deal(sample: Session) -> None:
    sealed = seal(sample, W47, ALL, HERE)
    reported = int(sealed.record.figures[0].figure.value or 0) // 100
    deal = max(sealed.record.figures[0].deals, key=lambda deal: deal.counted)
    with_amount(sample, deal.id, f"{deal.counted // 100 - 20_000}")
    lines = told(sample)
    assert f"Won this week: ¥{reported:,} was reported, today's data say ¥{reported - 20_000:,}" in lines
    assert any(line.startswith(f"  · {deal.name} · ") for line in lines)


def test_a_deal_won_with_a_day_of_the_sealed_week_is_a_late_entry_of_the_next(sample: Session) -> None:
    seal(sample, W47, ALL, HERE)
    new = add_deal(sample, DealForm(name="Late one", amount="70000", stage_id="negotiation"), HERE)
    move(sample, new, "won", Answers(closed_on="2026-11-20"), HERE)
    before = sample.workbook.sealed_reports.last(W47, "")
    assert before is not None
    late = late_entries(sample, before, ALL)
    assert [(deal.name, deal.reported, deal.now) for deal in late.deals] == [("Late one", None, 7_000_000)]
    assert late.now - late.reported == 7_000_000
    next_week = written(report(sample, Week(2026, 48), ALL))
    titles = [listed.title for listed in next_week.sections[1].lists]
    assert any(title.startswith("Late entries for 2026-W47: ") for title in titles)
    # Without a seal nothing is late: the week's own report says it.
    assert report(sample, Week(2026, 47), ALL).late is None


def test_a_report_is_superseded_and_never_edited(sample: Session) -> None:
    first = seal(sample, W47, ALL, HERE)
    with pytest.raises(NotSealed, match="Nothing has changed since edition 1"):
        seal(sample, W47, ALL, HERE)
    write_text(sample, W47, ALL, Section.RESULTS, "A good week: {won}.", "", HERE)
    second = seal(sample, W47, ALL, HERE)
    assert (first.edition, second.edition) == (1, 2)
    assert "edition 2" in second.report.facts[-1]
    assert second.report.sections[0].text.startswith("A good week: ¥")
    assert sample.workbook.sealed_reports.all() == [first, second]
    with (
        pytest.raises(sqlite3.IntegrityError, match="never rewritten"),
        sample.workbook.step(sample.workbook.journal.entries(1)[0].step.kind, HERE),
    ):
        sample.workbook.connection.execute("UPDATE sealed_report SET author = 'somebody'")
    assert check(sample.workbook.connection) == []


def test_undo_takes_the_seal_off_and_redo_puts_it_back(sample: Session) -> None:
    sealed = seal(sample, W47, ALL, HERE)
    assert next_to_undo(sample) == "Seal the report of 2026-W47"
    undo(sample, HERE)
    assert sample.workbook.sealed_reports.last(W47, "") is None
    redo(sample, HERE)
    assert sample.workbook.sealed_reports.last(W47, "") == sealed


def test_a_seal_that_was_broken_in_the_file_is_told(sample: Session) -> None:
    seal(sample, W47, ALL, HERE)
    connection = sample.workbook.connection
    connection.execute("DROP TRIGGER sealed_report_stays")
    connection.execute("DROP TRIGGER journal_sealed_report_update")
    connection.execute("UPDATE sealed_report SET report = replace(report, 'Weekly', 'Daily')")
    assert told(sample) == ["This report is not what was sealed: somebody changed it in the file itself."]


def test_a_change_of_before_the_seal_that_was_taken_back_is_told(sample: Session) -> None:
    new = add_deal(sample, DealForm(name="Taken back", amount="5000"), HERE)
    assert new
    seal(sample, Week(2026, 48), ALL, HERE)
    undo(sample, HERE, sample.workbook.journal.last_step() - 1)
    sealed = sample.workbook.sealed_reports.last(Week(2026, 48), "")
    assert sealed is not None
    found = drift(sample, sealed)
    assert not found.is_known_data
    assert found.is_whole


def test_what_was_planned_is_told_in_the_next_report_with_what_became_of_it(sample: Session) -> None:
    sealed = seal(sample, W47, scope_named(sample, "Li Na"), HERE)
    assert sealed.record.planned
    found = report(sample, Week(2026, 48), scope_named(sample, "Li Na")).ahead.kept
    assert [kept.planned for kept in found] == list(sealed.record.planned)
    assert {kept.state.value for kept in found} >= {"broken", "open"}


def test_a_week_to_come_is_not_sealed(sample: Session) -> None:
    with pytest.raises(NotSealed, match="2026-W49 has not begun"):
        seal(sample, Week(2026, 49), ALL, HERE)


def test_the_seals_of_teams_and_of_everybody_stand_beside_each_other(sample: Session) -> None:
    seal(sample, W47, ALL, HERE)
    seal(sample, W47, scope_named(sample, "Li Na"), HERE)
    whole, hers = (sample.workbook.sealed_reports.last(W47, name) for name in ("", "Li Na"))
    assert whole is not None
    assert hers is not None
    assert whole.edition == hers.edition == 1
    assert whole.report != hers.report
