"""A weekly report in its formats: a person's text is never markup, and columns stand straight in Chinese."""

from __future__ import annotations

import json

from salesops_tui.domain.written_report import WrittenList, WrittenReport, WrittenRow, WrittenSection
from salesops_tui.exporting.kinds import SummaryFormat
from salesops_tui.exporting.reports import rendered

REPORT = WrittenReport(
    "2026-W47",
    "East",
    "Weekly report · 2026-W47 · East",
    ("5 working days",),
    (
        WrittenSection(
            "results",
            "1 Results",
            "Won ¥100.",
            (WrittenRow("won", "赢单", "¥100", "+1 %"), WrittenRow("deals", "Deals", "1")),
            (WrittenList("Who won what", ("1. *Li* | Na\x1b[31m",)),),
        ),
    ),
)


def test_as_text() -> None:
    assert rendered(REPORT, SummaryFormat.TEXT) == (
        "Weekly report · 2026-W47 · East\n5 working days\n\n1 Results\n  Won ¥100.\n"
        "    赢单   ¥100  +1 %\n    Deals  1\n  Who won what\n    · 1. *Li* | Na�[31m\n"
    )


def test_as_markdown() -> None:
    assert rendered(REPORT, SummaryFormat.MARKDOWN).splitlines()[4:] == [
        "## 1 Results",
        "",
        "Won ¥100.",
        "",
        "| | | |",
        "|---|---:|---|",
        "| 赢单 | ¥100 | +1 % |",
        "| Deals | 1 |  |",
        "",
        "**Who won what**",
        "",
        r"- 1. \*Li\* \| Na�\[31m",
    ]


def test_as_json() -> None:
    told = json.loads(rendered(REPORT, SummaryFormat.JSON))
    assert (told["week"], told["scope"], told["facts"]) == ("2026-W47", "East", ["5 working days"])
    assert told["sections"][0]["rows"][0] == {"key": "won", "title": "赢单", "value": "¥100", "note": "+1 %"}
