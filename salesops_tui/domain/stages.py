"""Pipeline stages: data that a team may rename, shipped as the course's five plus won and lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class StageKind(StrEnum):
    """What it means for a deal to stand in a stage."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Stage:
    """One column of the pipeline."""

    id: str
    """A key that never changes, also when the names do: history refers to it."""
    position: int
    kind: StageKind
    name_en: str
    name_zh: str
    exit_criterion_en: str
    exit_criterion_zh: str
    average_share: int | None
    """Share of first contacts that get this far in an average team, in per cent (domain row 3)."""
    excellent_share: int | None
    """The same for an excellent team."""
    probability: int
    """Chance of winning from here, in per cent, used where a deal has none of its own."""
    idle_days: int | None
    """Working days without a logged touch after which a deal here counts as idle."""
    stuck_days: int | None
    """Working days in this stage after which a deal counts as stuck."""
    old_days: int | None
    """Working days since creation after which a deal counts as old."""

    @property
    def is_open(self) -> bool:
        """Whether deals in this stage are still to be decided."""
        return self.kind is StageKind.OPEN

    def name(self, language: str) -> str:
        """The stage's name in a language of the program."""
        return self.name_en if language == "en" else self.name_zh


class Pipeline:
    """The stages in their order."""

    def __init__(self, stages: Iterable[Stage]) -> None:
        self.stages = tuple(sorted(stages, key=lambda stage: stage.position))

    @cached_property
    def by_id(self) -> Mapping[str, Stage]:
        """The stages by their keys."""
        return {stage.id: stage for stage in self.stages}

    @property
    def open(self) -> tuple[Stage, ...]:
        """The stages in which deals are still to be decided, first to last."""
        return tuple(stage for stage in self.stages if stage.is_open)

    @property
    def won(self) -> Stage:
        """The stage of won deals."""
        return next(stage for stage in self.stages if stage.kind is StageKind.WON)

    @property
    def lost(self) -> Stage:
        """The stage of lost deals."""
        return next(stage for stage in self.stages if stage.kind is StageKind.LOST)

    def neighbour(self, stage_id: str, by: int) -> Stage | None:
        """The stage so many places later (earlier, for a negative number), or None beyond the ends."""
        place = self.stages.index(self.by_id[stage_id]) + by
        return self.stages[place] if 0 <= place < len(self.stages) else None


# Domain rows 3 and 4. The shares are cumulative: of 100 first contacts. The course gives no probability per stage; the
# average team's own figures do: what is left at the end (5) over what is left here, so 5/100, 5/40, 5/25 and 5/12.
COURSE_STAGES = (
    Stage(
        id="contact",
        position=1,
        kind=StageKind.OPEN,
        name_en="First contact",
        name_zh="初步接触",
        exit_criterion_en="Basic customer information collected",
        exit_criterion_zh="已收集客户基本信息",
        average_share=100,
        excellent_share=100,
        probability=5,
        idle_days=2,
        stuck_days=10,
        old_days=42,
    ),
    Stage(
        id="need",
        position=2,
        kind=StageKind.OPEN,
        name_en="Need confirmed",
        name_zh="需求确认",
        exit_criterion_en="Requirement document confirmed",
        exit_criterion_zh="需求文档已确认",
        average_share=40,
        excellent_share=60,
        probability=13,
        idle_days=5,
        stuck_days=10,
        old_days=42,
    ),
    Stage(
        id="proposal",
        position=3,
        kind=StageKind.OPEN,
        name_en="Proposal",
        name_zh="方案制定",
        exit_criterion_en="Demo done and feedback received",
        exit_criterion_zh="已完成演示并收到反馈",
        average_share=25,
        excellent_share=40,
        probability=20,
        idle_days=5,
        stuck_days=10,
        old_days=42,
    ),
    Stage(
        id="negotiation",
        position=4,
        kind=StageKind.OPEN,
        name_en="Negotiation",
        name_zh="商务谈判",
        exit_criterion_en="Commercial terms basically agreed",
        exit_criterion_zh="商务条款基本达成一致",
        average_share=12,
        excellent_share=25,
        probability=42,
        idle_days=3,
        stuck_days=15,
        old_days=42,
    ),
    Stage(
        id="won",
        position=5,
        kind=StageKind.WON,
        name_en="Won",
        name_zh="成交",
        exit_criterion_en="Contract in force and execution begun",
        exit_criterion_zh="合同生效并开始执行",
        average_share=5,
        excellent_share=15,
        probability=100,
        idle_days=None,
        stuck_days=None,
        old_days=None,
    ),
    Stage(
        id="lost",
        position=6,
        kind=StageKind.LOST,
        name_en="Lost",
        name_zh="输单",
        exit_criterion_en="",
        exit_criterion_zh="",
        average_share=None,
        excellent_share=None,
        probability=0,
        idle_days=None,
        stuck_days=None,
        old_days=None,
    ),
)
