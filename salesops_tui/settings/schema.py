"""What can be set, in the order in which it is shown: the settings room and the commented file are made of this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from salesops_tui.i18n import LANGUAGE_NAMES, mark


class SettingGroup(StrEnum):
    """What belongs together; the value is the heading, marked for translation."""

    MONEY = mark("Money")
    CALENDAR = mark("Working days")
    DEALS = mark("Deals")
    TASKS = mark("Tasks")
    STANDUP = mark("Stand-up")
    WEEK = mark("Weekly report")
    PROGRAM = mark("Language and looks")


class SettingKind(StrEnum):
    """How a setting is written."""

    WORD = "word"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    TIME = "time"
    TEXTS = "texts"
    """A list, one in each line."""
    DAYS = "days"
    """A list of dates, one in each line."""
    PAIRS = "pairs"
    """A table, in each line a name, an equals sign and what it is worth."""
    LISTS = "lists"
    """A table, in each line a name, an equals sign and several words."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set."""

    key: str
    """Its name in the file and in ``Settings``."""
    group: SettingGroup
    kind: SettingKind
    title: str
    """Marked for translation."""
    about: str
    """One sentence, marked for translation."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """Values and what they are called, marked for translation; only of a choice."""
    example: str = ""
    """As a line, or the lines, that somebody may type; where nothing is shipped."""


LANGUAGE: Final = Setting(
    "language",
    SettingGroup.PROGRAM,
    SettingKind.CHOICE,
    mark("Language"),
    mark("Without a choice, that of the computer."),
    LANGUAGE_NAMES,
    example="zh_Hans",
)
SETTINGS: Final = (
    Setting(
        "base_currency",
        SettingGroup.MONEY,
        SettingKind.WORD,
        mark("Base currency"),
        mark("The currency of all sums, by its three letters."),
    ),
    Setting(
        "rates",
        SettingGroup.MONEY,
        SettingKind.PAIRS,
        mark("Exchange rates"),
        mark(
            "What one unit of another currency is worth in the base currency; without a rate an amount stays out of sums."
        ),
        example="USD = 7.1\nEUR = 7.7",
    ),
    Setting(
        "calendar",
        SettingGroup.CALENDAR,
        SettingKind.WORD,
        mark("Country"),
        mark("The country whose holidays and make-up working days count, by its two letters; none for plain weekdays."),
    ),
    Setting(
        "days_off",
        SettingGroup.CALENDAR,
        SettingKind.DAYS,
        mark("Days off"),
        mark("Days off of the team's own, besides the country's."),
        example="2026-12-24\n2026-12-25",
    ),
    Setting(
        "working_days",
        SettingGroup.CALENDAR,
        SettingKind.DAYS,
        mark("Working days"),
        mark("Days on which the team works although the country does not."),
        example="2026-12-26",
    ),
    Setting(
        "gates",
        SettingGroup.DEALS,
        SettingKind.CHOICE,
        mark("Stage gates"),
        mark("Whether a deal may move on although something is missing."),
        {"warn": mark("warn, and let it pass"), "block": mark("hold it back")},
    ),
    Setting(
        "required_fields",
        SettingGroup.DEALS,
        SettingKind.LISTS,
        mark("Required fields"),
        mark("What must be filled before a deal leaves a stage; a stage that is not named keeps what is shipped."),
        example="need = amount, close_date",
    ),
    Setting(
        "follow_up_days",
        SettingGroup.DEALS,
        SettingKind.CHOICE,
        mark("2-2-2 rule"),
        mark("How the days of the 2-2-2 rule are counted."),
        {"calendar": mark("calendar days"), "working": mark("working days")},
    ),
    Setting(
        "closing_days",
        SettingGroup.DEALS,
        SettingKind.NUMBER,
        mark("Near closing"),
        mark("A deal that is to close within so many working days is near its closing."),
    ),
    Setting(
        "discount_levels",
        SettingGroup.DEALS,
        SettingKind.PAIRS,
        mark("Discounts"),
        mark("From how many per cent on whose word is needed; without any, every discount needs the team lead's."),
        example="10 = Team lead\n20 = Director",
    ),
    Setting(
        "loss_reasons",
        SettingGroup.DEALS,
        SettingKind.TEXTS,
        mark("Loss reasons"),
        mark("Why deals are lost; without any, those as shipped."),
        example="Price\nNo decision",
    ),
    Setting(
        "roles",
        SettingGroup.DEALS,
        SettingKind.PAIRS,
        mark("Roles"),
        mark("What the team calls the roles solution and delivery of a deal."),
        example="solution = Solution architect\ndelivery = Project manager",
    ),
    Setting(
        "urgent_days",
        SettingGroup.TASKS,
        SettingKind.NUMBER,
        mark("Urgent within"),
        mark("A task that is due within so many working days is urgent."),
    ),
    Setting(
        "hours_a_day",
        SettingGroup.TASKS,
        SettingKind.NUMBER,
        mark("Hours a day"),
        mark("Hours of work that one working day holds: tasks that take days become urgent so much earlier."),
    ),
    Setting(
        "standup_at",
        SettingGroup.STANDUP,
        SettingKind.TIME,
        mark("Begins at"),
        mark("Started later, its parts are shortened so that the end stays."),
    ),
    Setting(
        "standup_minutes",
        SettingGroup.STANDUP,
        SettingKind.NUMBER,
        mark("Length in minutes"),
        mark("How long the stand-up takes."),
    ),
    Setting(
        "turn_seconds",
        SettingGroup.STANDUP,
        SettingKind.NUMBER,
        mark("Seconds each"),
        mark("How long each person has in the stand-up's round."),
    ),
    Setting(
        "standup_order",
        SettingGroup.STANDUP,
        SettingKind.CHOICE,
        mark("Order"),
        mark("Who speaks after whom."),
        {
            "seat": mark("by seats"),
            "random": mark("by lot, another every day"),
            "rotating": mark("rotating, each first once"),
        },
    ),
    Setting(
        "bell",
        SettingGroup.STANDUP,
        SettingKind.YES_NO,
        mark("Bell"),
        mark("Whether the terminal's bell rings when a turn is over."),
    ),
    Setting(
        "leaderboard",
        SettingGroup.WEEK,
        SettingKind.YES_NO,
        mark("Leaderboard"),
        mark("Whether the weekly report tells who won what."),
    ),
    LANGUAGE,
    Setting(
        "theme",
        SettingGroup.PROGRAM,
        SettingKind.CHOICE,
        mark("Look"),
        mark("F12 changes it until the program ends."),
        {"dark": mark("dark"), "light": mark("light"), "ansi": mark("the terminal's own 16 colours")},
    ),
    Setting(
        "spacing",
        SettingGroup.PROGRAM,
        SettingKind.CHOICE,
        mark("Spacing"),
        mark("Whether empty lines stand between what belongs apart."),
        {"roomy": mark("roomy"), "dense": mark("dense: more on the screen")},
    ),
    Setting(
        "ambiguous_width",
        SettingGroup.PROGRAM,
        SettingKind.CHOICE,
        mark("Signs such as “…” and │"),
        mark("For a terminal that draws them two cells wide: others that are narrow everywhere take their place."),
        {"narrow": mark("one cell wide"), "wide": mark("two cells wide")},
    ),
)
