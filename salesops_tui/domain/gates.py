"""What must hold before a deal moves on: ticks, required fields, an approved discount (domain rows 4, 72 and 89).

The course gives an exit criterion for each stage, five contract risks and the rule that a discount is approved by level.
It names no required fields; those as shipped follow its list of what a daily report must tell (row 12).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from salesops_tui.domain.deals import Deal
from salesops_tui.domain.stages import Pipeline, Stage, StageKind


@dataclass(frozen=True, slots=True)
class Tick:
    """Something ticked off on a deal's way: a stage's exit criterion, or a contract risk looked into."""

    id: str
    """The deal and the item, so that nothing is ticked twice."""
    deal_id: str
    item: str
    """``exit:`` and a stage, or ``risk:`` and one of the contract risks."""
    ticked_on: date


@dataclass(frozen=True, slots=True)
class Discount:
    """A price below the list for a deal, and who agreed to it; the newest one counts."""

    id: str
    deal_id: str
    percent: int
    """In hundredths of a per cent."""
    asked_on: date
    approver: str | None = None
    """Whose word is needed; None when it is small enough to need nobody's."""
    approved_by: str | None = None
    approved_on: date | None = None

    @property
    def is_approved(self) -> bool:
        """Whether the deal may be won at this price."""
        return self.approver is None or self.approved_on is not None


@dataclass(frozen=True, slots=True)
class Risk:
    """A contract risk that is looked into before a deal is won, with what must be settled."""

    id: str
    text_en: str
    text_zh: str

    def text(self, language: str) -> str:
        """What must be settled, in a language of the program."""
        return self.text_en if language == "en" else self.text_zh


# Domain row 72.
CONTRACT_RISKS: Final = (
    Risk(
        "payment",
        "Payment: time, amount, conditions and default are clear",
        "付款条款：付款时间、金额、条件与违约责任明确",
    ),
    Risk("delivery", "Delivery: content, time and acceptance are clear", "交付条款：交付内容、时间与验收标准明确"),
    Risk("ip", "IP rights: ownership, licence, confidentiality are clear", "知识产权：权属、许可与保密明确"),
    Risk(
        "liability", "Liability: there is a cap, and force majeure is covered", "违约责任：设有责任上限与不可抗力免责"
    ),
    Risk("termination", "Termination: conditions, procedure and aftermath are clear", "终止条款：条件、程序与善后明确"),
)

ATTRIBUTES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "account": "account_id",
        "contact": "contact_id",
        "owner": "owner_id",
        "amount": "amount",
        "close_date": "close_date",
        "product": "product_id",
        "lead_source": "lead_source",
        "competitor": "competitor",
        "next_step": "next_step",
        "next_step_on": "next_step_on",
        "note": "note",
    }
)
"""The fields that a stage may require, as forms and settings name them → a deal's own."""

REQUIRED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "contact": ("account", "owner"),
        "need": ("amount", "close_date", "product"),
        "proposal": ("next_step", "next_step_on"),
        "negotiation": ("contact",),
    }
)
"""The fields that must be filled before a deal leaves a stage, where the settings say nothing of it.

First contact: who it is and who looks after it. Need: what is bought, for how much, by when. Proposal: what follows from
the feedback. Negotiation: with whom the terms are agreed.
"""


class Passage(StrEnum):
    """What it means for a deal to go from one stage to another."""

    NONE = "none"
    """It stays where it is."""
    FORWARD = "forward"
    BACK = "back"
    WIN = "win"
    LOSE = "lose"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be ticked off before a deal goes on."""

    id: str
    """As in ``Tick.item``."""
    done: bool

    @property
    def is_risk(self) -> bool:
        """Whether it is a contract risk rather than a stage's exit criterion."""
        return self.id.startswith(_RISK)


@dataclass(frozen=True, slots=True)
class Need:
    """A field that must be filled before a deal leaves a stage."""

    field: str
    """One of ``ATTRIBUTES``."""
    stage_id: str
    filled: bool


@dataclass(frozen=True, slots=True)
class Gate:
    """Everything that lies between a deal and another stage."""

    passage: Passage
    stages: tuple[Stage, ...]
    """The open stages that it leaves behind on the way, each with its exit criterion and its required fields."""
    items: tuple[Item, ...]
    needs: tuple[Need, ...]
    strict: bool
    """Whether it stays closed while something is open; otherwise it only warns."""
    discount: Discount | None = None
    """The price below the list that the deal would be won at."""

    @property
    def open_items(self) -> tuple[Item, ...]:
        """What is not ticked off."""
        return tuple(item for item in self.items if not item.done)

    @property
    def missing(self) -> tuple[str, ...]:
        """The required fields that are empty."""
        return tuple(need.field for need in self.needs if not need.filled)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is open and nothing missing."""
        return not self.open_items and not self.missing

    @property
    def awaits_approval(self) -> bool:
        """Whether the discount still needs somebody's word: that always keeps the gate closed."""
        return self.discount is not None and not self.discount.is_approved

    @property
    def lets_pass(self) -> bool:
        """Whether the deal may go on as it is."""
        return not self.awaits_approval and (self.is_complete or not self.strict)

    @property
    def needs_reason(self) -> bool:
        """Whether the person is asked why."""
        return self.passage in (Passage.BACK, Passage.LOSE, Passage.REOPEN)

    @property
    def asks_discount(self) -> bool:
        """Whether it leads into won: then the contract's risks and the discount count."""
        return any(item.is_risk for item in self.items)

    @property
    def asks(self) -> bool:
        """Whether the person is asked anything at all; otherwise the deal just moves."""
        return self.needs_reason or self.passage is Passage.WIN or not self.is_complete


_EXIT: Final = "exit:"
_RISK: Final = "risk:"


def exit_item(stage_id: str) -> str:
    """The item of a stage's exit criterion."""
    return _EXIT + stage_id


def risk_item(risk: Risk) -> str:
    """The item of a contract risk."""
    return _RISK + risk.id


def item_texts(item: str, pipeline: Pipeline) -> tuple[str, str]:
    """What an item says, in English and in Chinese; the item itself where nobody knows it any more."""
    for stage in pipeline.stages:
        if item == exit_item(stage.id):
            return stage.exit_criterion_en, stage.exit_criterion_zh
    for risk in CONTRACT_RISKS:
        if item == risk_item(risk):
            return risk.text_en, risk.text_zh
    return item, item


def required_fields(stage_id: str, own: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The fields that must be filled before a deal leaves a stage: the team's own, else those as shipped."""
    return own.get(stage_id, REQUIRED.get(stage_id, ()))


def missing_fields(deal: Deal, fields: Sequence[str]) -> tuple[str, ...]:
    """Those of some fields that are empty."""
    return tuple(field for field in fields if getattr(deal, ATTRIBUTES[field]) is None)


def passage_between(source: Stage, target: Stage) -> Passage:
    """What a move is."""
    if target.kind is StageKind.WON:
        return Passage.WIN
    if target.kind is StageKind.LOST:
        return Passage.LOSE
    if not source.is_open:
        return Passage.REOPEN
    if source.position == target.position:
        return Passage.NONE
    return Passage.FORWARD if target.position > source.position else Passage.BACK


def gate_between(
    deal: Deal,
    target: Stage,
    pipeline: Pipeline,
    *,
    ticked: Collection[str],
    required: Mapping[str, tuple[str, ...]],
    strict: bool,
    discount: Discount | None = None,
    closed_from: Stage | None = None,
) -> Gate:
    """What a deal must have to go to another stage; one that skips stages passes the gate of each.

    ``closed_from`` is the open stage that a closed deal was in before, as far as its history tells.
    """
    source = pipeline.by_id[deal.stage_id]
    passage = passage_between(source, target)
    stages = _left_behind(source, target, pipeline, passage, closed_from)
    items = [exit_item(stage.id) for stage in stages if stage.exit_criterion_en]
    is_new_win = passage is Passage.WIN and source.kind is not StageKind.WON
    if is_new_win:
        items += [risk_item(risk) for risk in CONTRACT_RISKS]
    seen: dict[str, Need] = {}
    for stage in stages:
        fields = required_fields(stage.id, required)
        empty = missing_fields(deal, fields)
        for field in fields:
            seen.setdefault(field, Need(field, stage.id, field not in empty))
    return Gate(
        passage,
        stages,
        tuple(Item(item, item in ticked) for item in items),
        tuple(seen.values()),
        strict,
        discount if is_new_win else None,
    )


def _left_behind(
    source: Stage, target: Stage, pipeline: Pipeline, passage: Passage, closed_from: Stage | None
) -> tuple[Stage, ...]:
    if passage not in (Passage.FORWARD, Passage.WIN, Passage.REOPEN) or source.kind is target.kind is StageKind.WON:
        return ()
    start = source if source.is_open else closed_from
    if start is None:
        # Nobody knows how far it had come: won, it is asked for everything; open again, it may begin anywhere.
        start = target if passage is Passage.REOPEN else pipeline.open[0]
    return tuple(stage for stage in pipeline.open if start.position <= stage.position < target.position)


def stage_before_closing(stages: Sequence[tuple[str | None, str | None]], pipeline: Pipeline) -> Stage | None:
    """The open stage that a closed deal was in last, by its stage events' old and new stages, oldest first."""
    for old, new in reversed(stages):
        for stage_id in (new, old):
            stage = pipeline.by_id.get(stage_id or "")
            if stage is not None and stage.is_open:
                return stage
    return None


def whose_word(percent: int, levels: Mapping[Decimal, str], otherwise: str) -> str | None:
    """Who must agree to a discount (in hundredths of a per cent): the highest level that it reaches decides.

    Below the lowest level nobody is asked; without levels every discount needs the word of ``otherwise``.
    """
    if percent == 0:
        return None
    if not levels:
        return otherwise
    reached = [level for level in levels if level * 100 <= percent]
    return levels[max(reached)] if reached else None


def probability_of(deal: Deal, stage: Stage) -> int:
    """A deal's chance of being won, in per cent: what its stage says, unless a person set its own; closed deals are decided."""
    if deal.probability is None or not stage.is_open:
        return stage.probability
    return deal.probability
