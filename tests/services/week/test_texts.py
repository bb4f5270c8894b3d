"""Words can be changed, figures cannot."""

from __future__ import annotations

import pytest

from salesops_tui.domain.steps import Origin
from salesops_tui.domain.week_reports import Section
from salesops_tui.services.session import Session
from salesops_tui.services.steps import undo
from salesops_tui.services.week.report import report
from salesops_tui.services.week.scopes import ReportScope, scope_named
from salesops_tui.services.week.sentences import drafts, filled, tokens, unknown_tokens
from salesops_tui.services.week.texts import LONGEST, TextTooLong, write_text
from salesops_tui.services.week.written import written
from tests.services.week.conftest import W47

HERE = Origin.SCREEN
ALL = ReportScope()


def text_of(session: Session, scope: ReportScope = ALL) -> str:
    """The first section's text as it is read."""
    return written(report(session, W47, scope)).sections[0].text


def test_a_token_is_the_figure_whatever_the_words(sample: Session) -> None:
    drafted = report(sample, W47, ALL)
    write_text(sample, W47, ALL, Section.RESULTS, "我们赢了 {won}（{deals_won} 单）\n继续努力", "", HERE)
    known = tokens(drafted)
    assert text_of(sample) == f"我们赢了 {known['won']}（{known['deals_won']} 单）\n继续努力"
    # Of everybody's report only: a person's has its own words.
    assert "我们赢了" not in text_of(sample, scope_named(sample, "Li Na"))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("{won} {nothing} {", "¥1 {nothing} {"),
        ("{{won}}", "{¥1}"),
        ("{WON} {won!r} {won:>9}", "{WON} {won!r} {won:>9}"),
        ("", ""),
        ("[bold]100 %[/bold]", "[bold]100 %[/bold]"),
    ],
)
def test_what_is_no_token_stays_as_it_is(text: str, read: str) -> None:
    assert filled(text, {"won": "¥1"}) == read


def test_names_that_are_no_figures_are_found() -> None:
    assert unknown_tokens("{won} {wonn} {x} {wonn}", {"won": "¥1"}) == ["wonn", "x"]


def test_an_empty_text_or_the_draft_itself_brings_the_draft_back(sample: Session) -> None:
    before = text_of(sample)
    draft = drafts(report(sample, W47, ALL))[Section.RESULTS]
    for back in ("", "  \n ", draft):
        write_text(sample, W47, ALL, Section.RESULTS, "Other words", draft, HERE)
        assert text_of(sample) == "Other words"
        write_text(sample, W47, ALL, Section.RESULTS, back, draft, HERE)
        assert text_of(sample) == before
    assert sample.workbook.report_texts.all() == []


def test_writing_is_one_step_and_undone_as_one(sample: Session) -> None:
    before, steps = text_of(sample), sample.workbook.journal.last_step()
    write_text(sample, W47, ALL, Section.RESULTS, "Other words", "", HERE)
    write_text(sample, W47, ALL, Section.RESULTS, "Other words", "", HERE)
    assert sample.workbook.journal.last_step() == steps + 1
    undo(sample, HERE)
    assert text_of(sample) == before


def test_a_text_that_is_too_long_is_refused(sample: Session) -> None:
    with pytest.raises(TextTooLong, match="8001 characters"):
        write_text(sample, W47, ALL, Section.NEXT, "长" * (LONGEST + 1), "", HERE)
    assert sample.workbook.report_texts.all() == []


def test_every_token_of_the_drafts_is_known(sample: Session) -> None:
    drafted = report(sample, W47, ALL)
    known = tokens(drafted)
    assert [unknown_tokens(text, known) for text in drafts(drafted).values()] == [[], [], [], []]
