"""A weekly report in its formats: reopened by their libraries; a person's text is never markup, and columns stand straight."""

from __future__ import annotations

import io
import json
import zipfile
from fractions import Fraction
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from rich.cells import cell_len

from salesops_tui.domain.figures import Figure, Metric, Unit
from salesops_tui.domain.sheets import Money, Sheet, SheetColumn
from salesops_tui.domain.week_reports import Section
from salesops_tui.domain.written import (
    ChartKind,
    WrittenChart,
    WrittenDocument,
    WrittenHeads,
    WrittenLine,
    WrittenList,
    WrittenRow,
    WrittenSection,
    WrittenSeries,
)
from salesops_tui.exporting.documents.native_charts import columns
from salesops_tui.exporting.documents.rendering import content, rendered
from salesops_tui.exporting.documents.text_charts import chart_lines, joined
from salesops_tui.exporting.kinds import DocumentFormat

F = Fraction
NASTY = "=1+2 *Li* | <b>Na</b>\x1b[31m & {won}"
COMPLETION = WrittenChart(
    "completion",
    "Completion",
    ChartKind.BARS,
    ("李娜", "Wang Wei"),
    (WrittenSeries("Won", (F(5, 4), F(1, 2)), ("125.0 %", "50.0 %")),),
)
LEDGER = WrittenChart(
    "ledger",
    "Ledger",
    ChartKind.WATERFALL,
    ("Start", "New", "Won", "End"),
    (WrittenSeries("Amount", (F(230), F(50), F(-60), F(220)), ("¥230", "¥50", "-¥60", "¥220")),),
)
FUNNEL = WrittenChart(
    "funnel",
    "Funnel",
    ChartKind.FUNNEL,
    ("First contact", "Won"),
    (
        WrittenSeries("Own", (F(1), F(3, 10)), ("100 %", "30 %")),
        WrittenSeries("Average", (F(1), F(1, 20)), ("100 %", "5 %")),
        WrittenSeries("Excellent", (F(1), None), ("100 %", "")),
    ),
)
TREND = WrittenChart(
    "trend",
    "Trend",
    ChartKind.TREND,
    ("2026-W46", "2026-W47"),
    (WrittenSeries("Won", (F(0), F(40)), ("¥0", "¥40")),),
)
HEADS = WrittenHeads("Value", "Note", "Chart data", "How the figures are made")
CHARTS = (COMPLETION, LEDGER, FUNNEL, TREND)
WON = Figure(Metric.WON_AMOUNT, Unit.MONEY, F(10050), currency="CNY")
REPORT = WrittenDocument(
    "2026-W47",
    "East",
    "en",
    "Weekly report · 2026-W47 · East",
    ("5 working days",),
    (
        WrittenSection(
            Section.RESULTS,
            "1 Results",
            "Won ¥100.50.\nAs planned.",
            (
                WrittenRow("won", "赢单", "¥100.50", "+1 %", 1, WON, "Won: the amounts."),
                WrittenRow("deals", "Deals", "1"),
            ),
            (WrittenList("Who won what", (WrittenLine(NASTY, "1"),)),),
            CHARTS,
        ),
        WrittenSection(
            Section.RISKS, "3 Risks", "One.", (), (WrittenList("Stuck", (WrittenLine("Alpha", "!", "risk", "x"),)),)
        ),
    ),
    HEADS,
    (
        Sheet(
            "deals",
            "Deals",
            (SheetColumn("deal", "Deal"), SheetColumn("counted", "Adds", is_number=True)),
            (("@SUM(A1)", Money(10050, "CNY")),),
        ),
    ),
)


def test_as_text() -> None:
    told = rendered(REPORT, DocumentFormat.TEXT).splitlines()
    assert told[:7] == [
        "Weekly report · 2026-W47 · East",
        "5 working days",
        "",
        "1 Results",
        "  Won ¥100.50.",
        "  As planned.",
        "    赢单   ¥100.50  +1 %",
    ]
    assert "    1 =1+2 *Li* | <b>Na</b>�[31m & {won}" in told
    assert told[-4:] == ["3 Risks", "  One.", "  Stuck", "    ! Alpha"]


def test_as_a_message() -> None:
    assert rendered(REPORT, DocumentFormat.CHAT) == (
        "Weekly report · 2026-W47 · East\n1 Results: Won ¥100.50. As planned.\n3 Risks: One.\n  ! Alpha\n"
    )


def test_as_markdown_no_text_is_markup() -> None:
    told = rendered(REPORT, DocumentFormat.MARKDOWN)
    assert r"- 1 =1+2 \*Li\* \| \<b\>Na\</b\>�\[31m & \{won\}" in told.splitlines()
    assert "| 赢单 | ¥100.50 | +1 % |" in told.splitlines()
    assert "| Wang Wei | 50.0 % |" in told.splitlines()


def test_as_json() -> None:
    told = json.loads(rendered(REPORT, DocumentFormat.JSON))
    assert (told["about"], told["scope"], told["facts"]) == ("2026-W47", "East", ["5 working days"])
    row = told["sections"][0]["rows"][0]
    assert (row["key"], row["value"], row["figure"]["value"], row["figure"]["currency"]) == (
        "won",
        "¥100.50",
        10050,
        "CNY",
    )
    assert told["behind"]["deals"] == [{"deal": "@SUM(A1)", "counted": {"minor": 10050, "currency": "CNY"}}]
    assert told["sections"][0]["charts"][1]["series"][0]["values"] == [230.0, 50.0, -60.0, 220.0]


def test_as_a_page_every_text_is_escaped_and_every_chart_drawn() -> None:
    told = rendered(REPORT, DocumentFormat.HTML)
    page = ElementTree.fromstring(told.split("<main>", 1)[1].join(("<main>", "")).split("</main>")[0] + "</main>")
    assert any(NASTY.replace("\x1b", "�") in "".join(item.itertext()) for item in page.iter("li"))
    assert "<b>" not in told
    assert "\x1b" not in told
    assert len(list(page.iter("svg"))) == len(CHARTS)
    assert all(float(box.get("width", "-1")) >= 0 for box in page.iter("rect"))
    for loaded in ("<link", "<script", "src=", "@import", "url("):
        assert loaded not in told


def test_as_a_document() -> None:
    data = content(REPORT, DocumentFormat.DOCX)
    told = docx.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in told.paragraphs]
    assert texts[0] == "Weekly report · 2026-W47 · East"
    assert {"1 Results", "Won ¥100.50.", "As planned.", "3 Risks", "! Alpha"} <= set(texts)
    assert f"1 {NASTY}".replace("\x1b", "") in texts
    assert [cell.text for cell in told.tables[0].rows[0].cells] == ["赢单", "¥100.50", "+1 %"]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        charts = sorted(name for name in parts.namelist() if name.startswith("word/charts/chart"))
        assert [name for name in charts if name.endswith(".xml")] == [f"word/charts/chart{n}.xml" for n in range(1, 5)]
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))
        held = openpyxl.load_workbook(io.BytesIO(parts.read("word/embeddings/chart1.xlsx")))
    assert held.active is not None
    assert [cell.value for cell in held.active[2]] == ["李娜", 1.25]


def test_as_a_workbook() -> None:
    told = openpyxl.load_workbook(io.BytesIO(content(REPORT, DocumentFormat.XLSX)))
    assert told.sheetnames == ["1 Results", "3 Risks", "Deals", "Chart data"]
    page = told["1 Results"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(max_col=3)]
    assert ["赢单", 100.5, "+1 %"] in rows
    assert len(page._charts) == len(CHARTS)
    assert all(cell.data_type != "f" for sheet in told for row in sheet.iter_rows() for cell in row)
    assert [cell.value for cell in told["Deals"][2]] == ["@SUM(A1)", 100.5]


def test_a_waterfall_floats_from_the_start_to_the_end() -> None:
    carried, balance, up, down = (column.values for column in columns(LEDGER))
    assert carried == [None, 230, 220, None]
    assert balance == [230, None, None, 220]
    assert up == [None, 50, None, None]
    assert down == [None, None, 60, None]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
@pytest.mark.parametrize("width", [24, 40, 75, 140])
def test_a_chart_of_text_keeps_within_its_width(chart: WrittenChart, width: int) -> None:
    lines = [joined(pieces) for pieces in chart_lines(chart, width)]
    assert lines
    longest = max(map(cell_len, lines))
    # Below this a bar would say nothing; the sheet that it stands in cuts it then.
    assert longest <= max(width, 52)


def test_a_chart_without_words_has_none() -> None:
    hidden = WrittenChart(
        "ledger",
        "L",
        ChartKind.WATERFALL,
        LEDGER.labels,
        (WrittenSeries("", (F(1), F(1, 4), F(-1, 4), F(1)), ("",) * 4),),
    )
    assert not any(sign.isdigit() for pieces in chart_lines(hidden, 60) for piece in pieces for sign in piece.text)


@pytest.mark.parametrize("form", DocumentFormat)
def test_an_empty_report_is_written_in_every_format(form: DocumentFormat) -> None:
    sections = tuple(WrittenSection(section, section.value, "") for section in Section)
    empty = WrittenDocument("2026-W08", "", "zh_Hans", "周报 · 2026-W08", (), sections, HEADS)
    assert content(empty, form)
