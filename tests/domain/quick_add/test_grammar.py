"""Whatever is typed, a line is read, and nothing of it is lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesops_tui.domain.quick_add.estimates import estimate_text, read_estimate
from salesops_tui.domain.quick_add.grammar import read
from salesops_tui.domain.quick_add.numerals import number_of
from salesops_tui.domain.quick_add.reading import Part, Unclear
from salesops_tui.domain.quick_add.times import read_time
from salesops_tui.domain.text import LONGEST_TEXT
from tests.domain.quick_add.test_phrases import CONTEXT, PHRASES

WORDS = [word for phrase, _title, _said in PHRASES for word in phrase.split()]
LINES = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=8).map("".join),
)


@given(LINES)
@settings(max_examples=300, deadline=None)
def test_every_line_is_read_and_nothing_is_made_up(line: str) -> None:
    reading = read(line, CONTEXT)
    assert reading == read(line, CONTEXT)
    end = 0
    for span in reading.spans:
        if span.part not in (Part.DEAL, Part.ACCOUNT):
            assert end <= span.start < span.end <= len(line)
            end = span.end
    for problem in reading.problems:
        assert 0 <= problem.start <= problem.end <= len(line)
    left = list(line)
    for char in reading.title.replace(" ", ""):
        left.remove(char)


@pytest.mark.parametrize("phrase", [PHRASES[0][0], PHRASES[1][0]])
def test_every_beginning_of_a_line_is_read_as_it_is_typed(phrase: str) -> None:
    for end in range(len(phrase) + 1):
        reading = read(phrase[:end], CONTEXT)
        assert reading.line == phrase[:end]
        # What has been typed so far is title, or it means something.
        assert reading.title or reading.spans or not phrase[:end].strip()


@pytest.mark.parametrize(
    "line",
    [
        "[@click=app.quit]x[/]",
        "\x1b[31mred\x1b[0m",
        "\x00\x01",
        "a" * 10_000,
        "周五" * 5_000,
        "! " * 5_000,
        '"' * 10_000,
    ],
)
def test_hostile_and_endless_lines_are_titles_like_any_other(line: str) -> None:
    assert read(line, CONTEXT).line == line


def test_a_line_that_is_too_long_says_so() -> None:
    reading = read("x" * (LONGEST_TEXT + 1), CONTEXT)
    assert [problem.kind for problem in reading.problems] == [Unclear.TOO_LONG]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("30m", 30), ("1.5h", 90), ("2h30m", 150), ("2d", 960), ("半小时", 30), ("两个小时", 120), ("1天", 480), ("半天", 240),
     ("1小时30分", 90), ("一小时半", 90)],
)  # fmt: skip
def test_a_length_of_work(text: str, minutes: int) -> None:
    assert read_estimate(text) == minutes


@pytest.mark.parametrize("text", ["", "30", "m", "0m", "99999h", "three days", "-3h"])
def test_what_is_no_length_of_work(text: str) -> None:
    assert read_estimate(text) is None


@given(st.integers(1, 40_000))
def test_an_estimate_is_read_back_as_it_is_shown(minutes: int) -> None:
    assert read_estimate(estimate_text(minutes)) == minutes


@pytest.mark.parametrize(
    ("text", "shown"),
    [("15:30", "15:30"), ("3pm", "15:00"), ("9", "09:00"), ("下午3点", "15:00"), ("九点半", "09:30"), ("8点一刻", "08:15"),
     ("24:00", None), ("13pm", None), ("soon", None), ("", None)],
)  # fmt: skip
def test_a_time_in_a_field(text: str, shown: str | None) -> None:
    read = read_time(text)
    assert (f"{read:%H:%M}" if read is not None else None) == shown


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31), ("两", 2), ("a couple of", 2), ("an", 1)],
)
def test_a_number_in_either_writing(text: str, value: int) -> None:
    assert number_of(text) == value


def test_a_date_far_beyond_the_calendar_is_no_day() -> None:
    assert read("ask in 999 years", CONTEXT).due_on is None
    assert read("ask 2099-12-31", CONTEXT).due_on == date(2099, 12, 31)
