"""Every template that is shipped has the course's minutes; a broken one says which entry is wrong."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from salesops_tui import paths
from salesops_tui.domain.meeting_templates import Embed, Layout, Trigger, read_meeting_template
from salesops_tui.domain.template_words import TemplateRefused

SHIPPED = {
    file.stem: read_meeting_template(tomllib.loads(file.read_text(encoding="utf-8")))
    for file in paths.shipped_meetings().glob("*.toml")
}
# Domain rows 8 to 10.
MINUTES = {
    "standup": [5, 5, 5],
    "weekly": [5, 20, 20, 15],
    "monthly": [10, 40, 40, 30],
    "review": [10, 15, 20, 15, 10],
    "goals": [15, 20, 30, 15, 20],
}
TOTALS = {"standup": 15, "weekly": 60, "monthly": 120, "quarterly": 240, "yearly": 960, "review": 70, "goals": 100}
ACROSS = {"roadmap", "needs", "launch", "marketing", "leads", "campaign", "budget", "prices", "collections"}


@pytest.mark.parametrize("key", MINUTES)
def test_the_courses_minutes(key: str) -> None:
    assert [item.minutes for item in SHIPPED[key].items] == MINUTES[key]


@pytest.mark.parametrize("key", TOTALS)
def test_the_courses_totals(key: str) -> None:
    assert SHIPPED[key].minutes == TOTALS[key]


def test_all_that_the_course_names_is_there() -> None:
    assert set(SHIPPED) == {
        *TOTALS, *ACROSS, "sop", "qbr", "promotion", "pdca", "clinic", "annual", "swot", "raci",
    }  # fmt: skip
    assert len(SHIPPED["annual"].items) == 7
    assert (SHIPPED["swot"].layout, SHIPPED["raci"].layout) == (Layout.SWOT, Layout.RACI)
    assert len(SHIPPED["swot"].items) == 4
    assert {template.trigger for template in SHIPPED.values()} == set(Trigger)
    assert {item.embed for template in SHIPPED.values() for item in template.items} >= set(Embed)


@pytest.mark.parametrize("key", SHIPPED)
def test_every_text_is_there_in_both_languages(key: str) -> None:
    template = SHIPPED[key]
    words = [template.name, template.group, *(item.title for item in template.items)]
    assert all((one.en and one.zh and one.en != one.zh) or one.en == one.zh == "PDCA" for one in words)


GOOD: dict[str, Any] = {
    "key": "own",
    "name": "Our own",
    "trigger": "on_demand",
    "items": [{"key": "a", "title": "First", "minutes": 5}],
}


def item(**fields: Any) -> dict[str, Any]:
    """A template whose one item is another."""
    return {**GOOD, "items": [{**GOOD["items"][0], **fields}]}


def test_the_least_that_a_template_says() -> None:
    template = read_meeting_template(GOOD)
    assert (template.name.zh, template.minutes, template.layout) == ("Our own", 5, Layout.AGENDA)


@pytest.mark.parametrize(
    ("content", "entry"),
    [
        ({}, "key"),
        ({**GOOD, "items": []}, "items"),
        ({**GOOD, "items": "none"}, "items"),
        ({**GOOD, "items": [*GOOD["items"], *GOOD["items"]]}, "items: a"),
        ({**GOOD, "trigger": "calendar"}, "rule"),
        ({**GOOD, "trigger": "calendar", "rule": "FREQ=HOURLY"}, "rule"),
        ({**GOOD, "trigger": "sometimes"}, "trigger"),
        ({**GOOD, "at": "late"}, "at"),
        ({**GOOD, "layout": "pie"}, "layout"),
        (item(minutes=0), r"items\[1\].minutes"),
        (item(minutes=-5), r"items\[1\].minutes"),
        (item(minutes=961), r"items\[1\].minutes"),
        (item(minutes="ten"), r"items\[1\].minutes"),
        (item(minutes=True), r"items\[1\].minutes"),
        (item(title=""), r"items\[1\].title"),
        (item(priority=4), r"items\[1\].priority"),
        (item(embed="moon"), r"items\[1\].embed"),
    ],
)
def test_a_template_that_cannot_be_meant_names_its_entry(content: dict[str, Any], entry: str) -> None:
    with pytest.raises(TemplateRefused, match=entry):
        read_meeting_template(content)
