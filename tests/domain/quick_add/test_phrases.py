"""What some hundred lines mean, worked out by hand for Wednesday 25 November 2026, ten in the morning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from salesops_tui.domain.calendar import WorkingCalendar
from salesops_tui.domain.quick_add.grammar import read
from salesops_tui.domain.quick_add.reading import Context, Mention, Named, NameKind, Reading
from salesops_tui.domain.recurrences import DaysOff

NEW_YEAR = [date(2027, 1, day) for day in (1, 2, 3)]


class Names:
    """A workbook of a few names."""

    PEOPLE = ("LiNa", "Li Na", "李娜", "Wang Wei", "Zhao Lei", "Zhao Min")
    DEALS = ("华东医药", "Huadong", "Beike")

    def person(self, text: str) -> Mention | None:
        whole = [name for name in self.PEOPLE if text.startswith(name)]
        if whole:
            longest = max(whole, key=len)
            return Mention(0, len(longest), (Named(NameKind.PERSON, longest, longest),))
        word = text.split()[0]
        begun = [name for name in self.PEOPLE if name.lower().startswith(word.lower())]
        if not begun:
            return None
        return Mention(0, len(word), tuple(Named(NameKind.PERSON, name, name) for name in begun))

    def mentions(self, text: str) -> Sequence[Mention]:
        found = []
        for name in self.DEALS:
            if (place := text.find(name)) >= 0:
                several = ("Beike CRM", "Beike portal") if name == "Beike" else (name,)
                found.append(
                    Mention(place, place + len(name), tuple(Named(NameKind.DEAL, each, each) for each in several))
                )
        return sorted(found, key=lambda mention: mention.start)


CONTEXT = Context(
    datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai")),
    WorkingCalendar(NEW_YEAR, (), range(2026, 2028)),
    Names(),
)


def told(reading: Reading) -> set[str]:
    """What a reading says besides its title, as the table writes it."""
    recurrence = reading.recurrence
    words = {
        DaysOff.SKIP: "skip",
        DaysOff.NEXT: "next",
        DaysOff.PREVIOUS: "previous",
        DaysOff.KEEP: "",
    }
    said = {
        f"due={reading.due_on}" if reading.due_on else "",
        f"at={reading.due_at:%H:%M}" if reading.due_at is not None else "",
        f"start={reading.start_on}" if reading.start_on else "",
        f"est={reading.estimate}" if reading.estimate else "",
        f"rec={recurrence.rule}" if recurrence else "",
        words[recurrence.days_off] if recurrence else "",
        "after" if recurrence and recurrence.after_completion else "",
        f"tags={','.join(reading.tags)}" if reading.tags else "",
        f"owner={reading.owner.name}".replace(" ", "_") if reading.owner else "",
        f"deal={reading.deal.name}" if reading.deal else "",
        "important" if reading.important else "",
        "urgent" if reading.urgent else "",
        *(f"problem={problem.kind.value}" for problem in reading.problems),
    }
    return said - {""}


def phrases() -> list[tuple[str, str, set[str]]]:
    rows = []
    for line in (Path(__file__).parent / "phrases.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            phrase, title, rest = line.split("\t")
            said = rest.replace("owner=Li Na", "owner=Li_Na").replace("owner=Wang Wei", "owner=Wang_Wei").split()
            rows.append((phrase, title, set(said)))
    return rows


PHRASES = phrases()


def test_there_are_at_least_two_hundred_phrases_and_none_twice() -> None:
    assert len({phrase for phrase, _title, _said in PHRASES}) == len(PHRASES) >= 200


@pytest.mark.parametrize(("phrase", "title", "said"), PHRASES, ids=[phrase for phrase, _title, _said in PHRASES])
def test_a_phrase_is_read_as_it_is_meant(phrase: str, title: str, said: set[str]) -> None:
    reading = read(phrase, CONTEXT)
    assert (reading.title, told(reading)) == (title, said)
