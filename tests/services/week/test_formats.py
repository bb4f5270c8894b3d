"""The sample's weeks in both languages and all formats, reopened by their libraries; and the charts against plain pandas."""

from __future__ import annotations

import errno
import io
import json
import os
from fractions import Fraction
from pathlib import Path

import docx
import openpyxl
import pandas
import pytest

from salesops_tui import i18n, paths
from salesops_tui.domain.weeks import Week
from salesops_tui.domain.written import WrittenDocument
from salesops_tui.exporting import files
from salesops_tui.exporting.documents.rendering import content
from salesops_tui.exporting.files import ExportFailed
from salesops_tui.exporting.kinds import DocumentFormat
from salesops_tui.services.session import Session
from salesops_tui.services.week.completions import completions
from salesops_tui.services.week.report import report
from salesops_tui.services.week.results import ResultRow
from salesops_tui.services.week.scopes import ReportScope
from salesops_tui.services.week.trend import trend
from salesops_tui.services.week.written import whole
from tests.services.targets.test_targets import won_in_2026
from tests.services.week.conftest import W47

WEEKS = (Week(2026, 45), Week(2026, 46), W47, Week(2026, 48), Week(2026, 8))
HEADS = {
    "en": ["1 Results", "2 Deal progress", "3 Risks", "4 Next week"],
    "zh_Hans": ["一、业绩", "二、商机进展", "三、风险", "四、下周"],
}


def told(session: Session, week: Week) -> WrittenDocument:
    """Everything that is handed on of a week."""
    return whole(session, report(session, week, ReportScope()))


@pytest.mark.parametrize("week", WEEKS, ids=str)
@pytest.mark.parametrize("language", ["en", "zh_Hans"])
def test_every_format_says_what_the_report_says(sample: Session, week: Week, language: str) -> None:
    i18n.set_language(language)
    written = told(sample, week)
    won = next(row.value for row in written.sections[0].rows if row.key == "won")
    texts = {form: content(written, form).decode() for form in DocumentFormat if form.is_text}
    for form, text in texts.items():
        assert str(week) in text
        assert [head for head in HEADS[language] if head not in text] == [], form
        assert won in text or form is DocumentFormat.CHAT
    document = docx.Document(io.BytesIO(content(written, DocumentFormat.DOCX)))
    assert document.paragraphs[0].text == written.title
    assert [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"] == HEADS[language]
    assert document.tables[0].rows[0].cells[1].text == won
    book = openpyxl.load_workbook(io.BytesIO(content(written, DocumentFormat.XLSX)))
    assert book.sheetnames[:4] == HEADS[language]
    figure = written.sections[0].rows[0].figure
    assert figure is not None
    assert figure.value is not None
    cells = [
        row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] == written.sections[0].rows[0].title
    ]
    assert Fraction(str(cells[0][1])) == figure.value / 100
    deals = {row[1] for row in book[written.behind[0].title].iter_rows(min_row=2, values_only=True)}
    assert {row[1] for row in written.behind[0].rows} <= deals
    assert json.loads(texts[DocumentFormat.JSON])["language"] == language


def test_the_trend_equals_pandas(sample: Session) -> None:
    deals = won_in_2026()
    deals["week"] = [str(Week.of(day)) for day in pandas.to_datetime(deals["Close Date"]).dt.date]
    expected = deals.groupby("week")["worth"].sum().to_dict()
    for one in trend(sample, W47, ReportScope()):
        assert one.won.value == expected.get(str(one.week), 0), one.week
        assert one.deals == (deals["week"] == str(one.week)).sum()


def test_the_completion_bars_equal_pandas(sample: Session) -> None:
    deals = won_in_2026()
    days = pandas.to_datetime(deals["Close Date"]).dt.date
    mine = deals[(days >= W47.span.last.replace(day=1)) & (days <= W47.span.last)]
    told_ = pandas.read_csv(paths.sample_data() / "en" / "targets.csv", encoding="utf-8-sig")
    of_people = told_[(told_["Period"] == "2026-11") & (told_["Scope"] == "person")]
    aims = dict(zip(of_people["Target For"], of_people["Target"], strict=True))
    won = mine.groupby("Opportunity Owner")["worth"].sum().to_dict()
    found = {one.name: one.attainment.value for one in completions(sample, W47.span.last, ReportScope())}
    assert found == {name: Fraction(int(won.get(name, 0)), int(aim) * 100) for name, aim in aims.items()}
    whole_ = next(one.figure for one in report(sample, W47, ReportScope()).results if one.row is ResultRow.ATTAINMENT)
    assert whole_.value == Fraction(int(mine["worth"].sum()), 16_000_000_00)


@pytest.mark.parametrize("form", [DocumentFormat.DOCX, DocumentFormat.XLSX, DocumentFormat.HTML])
def test_a_disk_that_is_full_leaves_no_half_file_and_the_old_one(
    sample: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: DocumentFormat
) -> None:
    path = tmp_path / f"report.{form}"
    path.write_bytes(b"the last one")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    data = content(told(sample, W47), form)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportFailed, match="the disk is full"):
        files.write(path, data)
    assert [(one.name, one.read_bytes()) for one in tmp_path.glob(f"*{form}*")] == [(path.name, b"the last one")]
