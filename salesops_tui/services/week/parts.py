"""Each person's part of the team's report: written on their own machine, handed in as a file, merged by the lead."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from salesops_tui.domain.people import Person
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.text import clean_text, match_key
from salesops_tui.domain.week_reports import ReportPart, Section
from salesops_tui.domain.weeks import Week
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.services.week.report import WeekReport
from salesops_tui.services.week.sentences import filled, texts, tokens
from salesops_tui.services.week.texts import LONGEST
from salesops_tui.storage.failures import explained
from salesops_tui.system_errors import reason_of

KIND: Final = "salesops-report-part"
VERSION: Final = 1
LARGEST: Final = 1_000_000
"""Bytes of a file; a part has a few thousand."""


class PartRefused(SalesopsError):
    """A file that is no part of this team's report."""


@dataclass(frozen=True, slots=True)
class PartFile:
    """A part as its file tells it."""

    name: str
    """Of the file."""
    week: Week
    person: str
    texts: Mapping[Section, str]


def part_file(report: WeekReport) -> str:
    """A person's report as a part for the lead: each section's text with its figures filled in.

    Raises PartRefused when the report is not about one person.
    """
    if not report.scope.owner:
        raise PartRefused(_("A part is one person's: say whose with --scope NAME."))
    known = tokens(report)
    told = {
        "kind": KIND,
        "version": VERSION,
        "week": str(report.week),
        "person": report.scope.owner,
        "texts": {section.value: filled(text, known) for section, text in texts(report).items()},
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def open_part(path: Path) -> PartFile:
    """Read a part from where it lies. Raises PartRefused."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise PartRefused(
            _("{file} cannot be read: {reason}. Nothing was taken in.").format(file=path, reason=reason_of(error))
        ) from error
    return read_part(path.name, data)


def read_part(name: str, data: bytes) -> PartFile:
    """Read a part's file. Raises PartRefused saying what is wrong with it."""
    if len(data) > LARGEST:
        raise PartRefused(_("{file} is too large for a part of a report; nothing was taken from it.").format(file=name))
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise PartRefused(
            _("{file} is no part of a report: it is not the JSON that salesops report --part writes.").format(file=name)
        ) from error
    if not isinstance(told, dict) or told.get("kind") != KIND:
        raise PartRefused(_("{file} is no part of a report.").format(file=name))
    if told.get("version") != VERSION:
        raise PartRefused(_("{file} was written by a newer version of the program.").format(file=name))
    week = _week(told.get("week"))
    if week is None:
        raise PartRefused(_("{file} does not say which week it is about.").format(file=name))
    return PartFile(name, week, str(told.get("person") or ""), _texts(name, told.get("texts")))


def merge(session: Session, files: Sequence[PartFile], origin: Origin) -> tuple[Person, ...]:
    """Take parts in as one step; who handed in before is heard with the newer part. Returns whose they were.

    Raises PartRefused, and nothing is taken in, when one is of somebody who is not known.
    """
    workbook = session.workbook
    with explained(workbook.path):
        people = {
            match_key(name): person for person in workbook.people.all() for name in (person.name, *person.aliases)
        }
        found: dict[tuple[Week, str], ReportPart] = {}
        now = session.clock.now()
        whose = []
        for file in files:
            person = people.get(match_key(file.person))
            if person is None:
                raise PartRefused(
                    _("{file} is of “{person}”, who is not in the team. Nothing was taken in.").format(
                        file=file.name, person=file.person
                    )
                )
            found[file.week, person.id] = ReportPart(workbook.new_id(), file.week, person.id, now, file.texts)
            whose.append(person)
        weeks = dict.fromkeys(week for week, _person in found)
        older = [
            part.id for week in weeks for part in workbook.report_parts.of(week) if (week, part.person_id) in found
        ]
        params = {"week": ", ".join(map(str, weeks)), "number": len(found)}
        with workbook.step(StepKind.HAND_IN_PARTS, origin, params):
            workbook.report_parts.delete(older)
            workbook.report_parts.insert(list(found.values()))
    return tuple(dict.fromkeys(whose))


def _week(text: Any) -> Week | None:
    from datetime import date

    return Week.named(text, date.min) if isinstance(text, str) and text[:4].isdecimal() else None


def _texts(name: str, told: Any) -> dict[Section, str]:
    if not isinstance(told, dict):
        raise PartRefused(_("{file} has no texts in it.").format(file=name))
    found = {}
    for section in Section:
        text = told.get(section.value)
        if isinstance(text, str) and (cleaned := clean_text(text, multiline=True).text.strip()):
            found[section] = cleaned[:LONGEST]
    return found
