"""What is not to be told is nowhere in any format."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from salesops_tui.domain.steps import Origin
from salesops_tui.domain.week_reports import Section
from salesops_tui.domain.written import WrittenDocument
from salesops_tui.exporting.documents.rendering import content
from salesops_tui.exporting.kinds import DocumentFormat, Masking
from salesops_tui.services.session import Session
from salesops_tui.services.week.report import report
from salesops_tui.services.week.scopes import ReportScope, scope_named
from salesops_tui.services.week.texts import write_text
from salesops_tui.services.week.written import whole
from tests.services.week.conftest import W47


def told(session: Session, masking: Masking, scope: str = "") -> WrittenDocument:
    """The report of 2026-W47."""
    chosen = scope_named(session, scope) if scope else ReportScope()
    return whole(session, report(session, W47, chosen), masking)


def everything(report_: WrittenDocument, form: DocumentFormat) -> str:
    """All text of a file, whatever it is packed in."""
    data = content(report_, form)
    if form.is_text:
        return data.decode()
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            inner = parts.read(name)
            if name.endswith(".xlsx"):
                with zipfile.ZipFile(io.BytesIO(inner)) as held:
                    found += [held.read(part).decode(errors="replace") for part in held.namelist()]
            else:
                found.append(inner.decode(errors="replace"))
    return "\n".join(found)


@pytest.mark.parametrize("form", DocumentFormat)
def test_no_name_is_told(sample: Session, form: DocumentFormat) -> None:
    write_text(sample, W47, ReportScope(), Section.NEXT, "Call Huadong Pharma, ask Zhao Lei.", "", Origin.SCREEN)
    plain = everything(told(sample, Masking.NOTHING), form)
    hidden = everything(told(sample, Masking.NAMES), form)
    workbook = sample.workbook
    names = [
        name
        for records in (workbook.people, workbook.accounts, workbook.contacts)
        for _id, name in records.names()
        if name in plain
    ]
    assert "Zhao Lei" in names
    assert [name for name in names if name in hidden] == []
    assert "Person 3" in hidden


@pytest.mark.parametrize("form", DocumentFormat)
def test_no_amount_is_told(sample: Session, form: DocumentFormat) -> None:
    write_text(sample, W47, ReportScope(), Section.NEXT, "We want 1.2M more, 120万 or ¥1,200,000.", "", Origin.SCREEN)
    plain = everything(told(sample, Masking.NOTHING), form)
    hidden = everything(told(sample, Masking.AMOUNTS), form)
    amounts = set(re.findall(r"¥[\d,.]+", plain))
    assert amounts
    assert [amount for amount in amounts if amount in hidden] == []
    assert "120万" not in hidden
    whole_won = next(row for row in told(sample, Masking.NOTHING).sections[0].rows if row.key == "won").figure
    assert whole_won is not None
    assert whole_won.value is not None
    for written in (f"{whole_won.value}", f"{whole_won.value / 100}"):
        assert not re.search(rf"\b{written}\b", hidden)


def test_shares_and_changes_stay(sample: Session) -> None:
    plain, hidden = (told(sample, masking).sections[0].rows for masking in (Masking.NOTHING, Masking.ALL))
    assert [row.value for row in hidden if row.key in ("attainment", "pace", "deals_won")] == [
        row.value for row in plain if row.key in ("attainment", "pace", "deals_won")
    ]
    assert [row.note for row in hidden if row.key == "won"] == [row.note for row in plain if row.key == "won"]


def test_a_persons_own_report_does_not_say_whose_it_is(sample: Session) -> None:
    hidden = told(sample, Masking.NAMES, "Li Na")
    assert "Li Na" not in everything(hidden, DocumentFormat.JSON)
    assert hidden.title.endswith("Person 1")


def test_the_shape_of_the_charts_stays(sample: Session) -> None:
    plain, hidden = (
        {chart.key: chart for chart in told(sample, masking).charts} for masking in (Masking.NOTHING, Masking.ALL)
    )
    assert plain.keys() == hidden.keys()
    own, shape = plain["trend"].series[0].values, hidden["trend"].series[0].values
    largest = max(value for value in own if value is not None)
    assert shape == tuple(value / largest for value in own if value is not None)
    assert not any(hidden["ledger"].series[0].words)
