"""A stand-up's summary in each format."""

from __future__ import annotations

import json
from datetime import date

from salesops_tui.domain.standup_summary import StandupSummary, SummaryGroup, SummaryLine, SummaryPart
from salesops_tui.exporting.kinds import SummaryFormat
from salesops_tui.exporting.standups import rendered

SUMMARY = StandupSummary(
    date(2026, 11, 23),
    "East",
    "晨会 · East",
    ("There: 1 of 2",),
    (
        SummaryPart(
            "Li *Na*",
            "",
            (SummaryGroup("today", "Today", (SummaryLine("send\x1b[2J # the [quote](x)", "today", "▸", "kept"),)),),
        ),
        SummaryPart("赵磊", "leave", ()),
    ),
    (SummaryGroup("reminders", "Reminders", (SummaryLine("be <b>early</b>", "reminder", "·"),)),),
)


def test_plain_text() -> None:
    assert rendered(SUMMARY, SummaryFormat.TEXT) == (
        "晨会 · East\nThere: 1 of 2\n\nLi *Na*\n  Today\n    ▸ send\ufffd[2J # the [quote](x) (kept)\n\n赵磊 (leave)\n\n"
        "Reminders\n  · be <b>early</b>\n"
    )


def test_in_markdown_what_people_typed_stays_text() -> None:
    told = rendered(SUMMARY, SummaryFormat.MARKDOWN)
    assert "## Li \\*Na\\*\n\n**Today**\n\n- ▸ send\ufffd\\[2J \\# the \\[quote\\](x) (kept)\n" in told
    assert "- · be \\<b\\>early\\</b\\>\n" in told


def test_json_tells_each_line_with_its_kind() -> None:
    told = json.loads(rendered(SUMMARY, SummaryFormat.JSON))
    assert told["people"][0]["today"] == [{"kind": "today", "text": "send\x1b[2J # the [quote](x)", "note": "kept"}]
    assert told["people"][1] == {"name": "赵磊", "absent": "leave"}
    assert told["reminders"][0]["text"] == "be <b>early</b>"
