"""A document as JSON, for other programs: words for people beside the figures that they were made from."""

from __future__ import annotations

import json
from typing import Any

from salesops_tui.domain.written import WrittenChart, WrittenDocument, WrittenRow, WrittenSection
from salesops_tui.exporting.values import decimal_of, plain


def as_json(report: WrittenDocument) -> str:
    """Everything that is told, and the records behind it."""
    told = {
        "about": report.about,
        "scope": report.scope,
        "language": report.language,
        "title": report.title,
        "facts": list(report.facts),
        "sections": [_section(section) for section in report.sections],
        "behind": {
            sheet.key: [
                {column.key: plain(value) for column, value in zip(sheet.columns, row, strict=True)}
                for row in sheet.rows
            ]
            for sheet in report.behind
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _section(section: WrittenSection) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "text": section.text,
        "rows": [_row(row) for row in section.rows],
        "lists": [
            {"title": listed.title, "lines": [{"mark": line.mark, "text": line.text} for line in listed.lines]}
            for listed in section.lists
        ],
        "charts": [_chart(chart) for chart in section.charts],
    }


def _row(row: WrittenRow) -> dict[str, Any]:
    told: dict[str, Any] = {"key": row.key, "title": row.title, "value": row.value, "note": row.note}
    return told | ({"figure": plain(row.figure)} if row.figure is not None else {})


def _chart(chart: WrittenChart) -> dict[str, Any]:
    return {
        "key": chart.key,
        "title": chart.title,
        "labels": list(chart.labels),
        "series": [
            {
                "name": series.name,
                "values": [float(decimal_of(value)) if value is not None else None for value in series.values],
            }
            for series in chart.series
        ],
    }
