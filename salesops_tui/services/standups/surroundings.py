"""What lies beside the round: big deals near their closing, follow-ups, what changed, the next node, completeness, pace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from salesops_tui.domain.figures import Figure
from salesops_tui.domain.follow_up import FollowUpRule, FollowUpState
from salesops_tui.domain.promotions import NextNode


@dataclass(frozen=True, slots=True)
class ClosingDeal:
    """A big deal near its closing."""

    deal_id: str
    name: str
    account: str
    owner: str
    stage: str
    amount: int | None
    """Minor units of ``currency``."""
    currency: str
    close_date: date | None
    working_days: int | None
    """Until its close date; negative when that has passed."""


@dataclass(frozen=True, slots=True)
class DueFollowUp:
    """A clock of the 2-2-2 rule that is due or breached."""

    deal_id: str
    deal: str
    owner: str
    rule: FollowUpRule
    state: FollowUpState
    due_on: date


@dataclass(frozen=True, slots=True)
class DealChange:
    """What happened to a deal since the stand-up before."""

    deal_id: str
    deal: str
    owner: str
    words: str
    """In the language in use: 方案 → 谈判, won, lost, new, amount ¥1.2M → ¥1.4M, put off to 12 Dec."""
    is_good: bool | None
    """None where it is neither."""


@dataclass(frozen=True, slots=True)
class DayMeeting:
    """Something at a time of the day: a meeting, a visit, a demo."""

    at: time | None
    words: str
    person: str
    deal_id: str | None = None
    task_id: str | None = None


@dataclass(frozen=True, slots=True)
class Complete:
    """How complete one person's records are, by the daily report's seventeen fields (domain row 12)."""

    person_id: str
    person: str
    figure: Figure
    missing: tuple[tuple[str, int], ...]
    """What is missing in words, and in how many deals; the most frequent first."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Everything beside the round."""

    closing: tuple[ClosingDeal, ...]
    closing_more: int
    """How many more there are."""
    follow_ups: tuple[DueFollowUp, ...]
    follow_ups_more: int
    changes: tuple[DealChange, ...]
    changes_more: int
    meetings: tuple[DayMeeting, ...]
    node: NextNode
    completeness: tuple[Complete, ...]
    """The least complete first."""
    attainment: Figure
    """Of the month, of the team that is meant."""
    pace: Figure
