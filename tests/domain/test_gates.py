"""What a deal must have before it moves on (domain rows 4, 72 and 89)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from salesops_tui.domain.deals import Deal
from salesops_tui.domain.gates import (
    ATTRIBUTES,
    CONTRACT_RISKS,
    REQUIRED,
    Discount,
    Gate,
    Passage,
    exit_item,
    gate_between,
    item_texts,
    probability_of,
    required_fields,
    risk_item,
    stage_before_closing,
    whose_word,
)
from salesops_tui.domain.stages import COURSE_STAGES, Pipeline, Stage
from salesops_tui.settings import REQUIRABLE

PIPELINE = Pipeline(COURSE_STAGES)
STAGES = PIPELINE.by_id
FULL = Deal(
    "1",
    "Huadong ERP",
    "contact",
    "CNY",
    datetime(2026, 11, 23, tzinfo=UTC),
    account_id="a",
    contact_id="c",
    owner_id="o",
    amount=100,
    close_date=date(2026, 12, 1),
    product_id="p",
    next_step="call",
    next_step_on=date(2026, 11, 30),
)
ALL_EXITS = [exit_item(stage.id) for stage in PIPELINE.open]
ALL_RISKS = [risk_item(risk) for risk in CONTRACT_RISKS]


def gate(
    deal: Deal,
    target: str,
    ticked: Collection[str] = (),
    *,
    required: Mapping[str, tuple[str, ...]] | None = None,
    strict: bool = False,
    discount: Discount | None = None,
    closed_from: Stage | None = None,
) -> Gate:
    """The gate of a deal to a stage of the course's pipeline."""
    return gate_between(
        deal,
        STAGES[target],
        PIPELINE,
        ticked=ticked,
        required=required or {},
        strict=strict,
        discount=discount,
        closed_from=closed_from,
    )


def deal(**fields: Any) -> Deal:
    """The full deal with some fields otherwise."""
    return replace(FULL, **fields)


def test_row_4_one_stage_forward_asks_its_own_exit_criterion_and_fields() -> None:
    found = gate(deal(owner_id=None), "need")
    assert found.passage is Passage.FORWARD
    assert [item.id for item in found.items] == ["exit:contact"]
    assert item_texts("exit:contact", PIPELINE) == ("Basic customer information collected", "已收集客户基本信息")
    assert [(need.field, need.filled) for need in found.needs] == [("account", True), ("owner", False)]
    assert found.missing == ("owner",)


def test_row_4_skipping_evaluates_every_gate_between() -> None:
    found = gate(deal(amount=None, next_step=None), "negotiation", ["exit:need"])
    assert [(item.id, item.done) for item in found.items] == [
        ("exit:contact", False),
        ("exit:need", True),
        ("exit:proposal", False),
    ]
    assert [stage.id for stage in found.stages] == ["contact", "need", "proposal"]
    assert found.missing == ("amount", "next_step")


def test_a_field_that_two_stages_require_is_asked_once() -> None:
    found = gate(FULL, "proposal", required={"contact": ("amount",), "need": ("amount", "owner")})
    assert [need.field for need in found.needs] == ["amount", "owner"]
    assert [need.stage_id for need in found.needs] == ["contact", "need"]


def test_row_72_into_won_the_five_contract_risks_are_looked_into() -> None:
    found = gate(deal(stage_id="negotiation"), "won", ["exit:negotiation", "risk:ip"])
    assert [item.id for item in found.items] == [
        "exit:negotiation",
        "risk:payment",
        "risk:delivery",
        "risk:ip",
        "risk:liability",
        "risk:termination",
    ]
    assert [item.id for item in found.open_items] == [
        "risk:payment",
        "risk:delivery",
        "risk:liability",
        "risk:termination",
    ]
    assert item_texts("risk:delivery", PIPELINE)[1].startswith("交付条款")


def test_a_gate_warns_or_blocks_by_the_setting() -> None:
    assert gate(FULL, "need").lets_pass
    assert not gate(FULL, "need", strict=True).lets_pass
    assert gate(FULL, "need", ["exit:contact"], strict=True).lets_pass
    assert not gate(deal(owner_id=None), "need", ["exit:contact"], strict=True).lets_pass


def test_an_open_gate_asks_nothing() -> None:
    assert not gate(FULL, "need", ["exit:contact"]).asks
    assert gate(FULL, "need").asks


def test_moving_back_asks_a_reason_and_nothing_else() -> None:
    found = gate(deal(stage_id="proposal", owner_id=None), "need", strict=True)
    assert (found.passage, found.needs_reason, found.items, found.needs) == (Passage.BACK, True, (), ())
    assert found.lets_pass


def test_staying_asks_nothing() -> None:
    found = gate(FULL, "contact")
    assert (found.passage, found.asks) == (Passage.NONE, False)


def test_losing_asks_a_reason_from_any_stage_whatever_is_open() -> None:
    found = gate(deal(owner_id=None), "lost", strict=True)
    assert (found.passage, found.needs_reason, found.is_complete) == (Passage.LOSE, True, True)


def test_won_is_always_asked_about() -> None:
    assert gate(deal(stage_id="negotiation"), "won", [*ALL_EXITS, *ALL_RISKS]).asks


def test_reopening_further_on_than_before_passes_the_gates_between() -> None:
    lost = deal(stage_id="lost")
    assert gate(lost, "need", closed_from=STAGES["need"]).items == ()
    assert [item.id for item in gate(lost, "proposal", closed_from=STAGES["contact"]).items] == [
        "exit:contact",
        "exit:need",
    ]
    assert gate(lost, "negotiation", closed_from=None).items == ()


def test_a_lost_deal_that_is_won_after_all_passes_the_gates_from_where_it_was() -> None:
    lost = deal(stage_id="lost")
    found = gate(lost, "won", closed_from=STAGES["negotiation"])
    assert [item.id for item in found.items if not item.is_risk] == ["exit:negotiation"]
    assert [item.id for item in gate(lost, "won").items if not item.is_risk] == ALL_EXITS


def test_a_won_deal_that_is_set_right_passes_no_gate_again() -> None:
    found = gate(deal(stage_id="won"), "won", discount=Discount("d", "1", 500, date(2026, 11, 1), "Boss"))
    assert (found.passage, found.items, found.awaits_approval) == (Passage.WIN, (), False)


def test_required_fields_come_from_the_settings_stage_by_stage() -> None:
    own = {"need": ("note",), "proposal": ()}
    assert required_fields("need", own) == ("note",)
    assert required_fields("proposal", own) == ()
    assert required_fields("contact", own) == REQUIRED["contact"]
    assert required_fields("somewhere", own) == ()


def test_what_the_settings_may_require_is_what_a_deal_has() -> None:
    assert set(ATTRIBUTES) == set(REQUIRABLE)
    assert all(hasattr(FULL, attribute) for attribute in ATTRIBUTES.values())
    assert {field for fields in REQUIRED.values() for field in fields} <= set(ATTRIBUTES)


LEVELS = {Decimal(5): "Team lead", Decimal("12.5"): "Sales director", Decimal(30): "Managing director"}


@pytest.mark.parametrize(
    ("percent", "word"),
    [
        (0, None),
        (499, None),
        (500, "Team lead"),
        (1249, "Team lead"),
        (1250, "Sales director"),
        (2999, "Sales director"),
        (3000, "Managing director"),
        (10_000, "Managing director"),
    ],
)
def test_row_89_the_highest_level_that_a_discount_reaches_decides(percent: int, word: str | None) -> None:
    assert whose_word(percent, LEVELS, "anybody") == word


def test_row_89_without_levels_every_discount_needs_a_word() -> None:
    assert whose_word(1, {}, "Team lead") == "Team lead"
    assert whose_word(0, {}, "Team lead") is None


@pytest.mark.parametrize("strict", [True, False])
def test_row_89_an_unapproved_discount_closes_the_gate_into_won_whatever_the_setting(strict: bool) -> None:
    asked = Discount("d", "1", 1250, date(2026, 11, 1), "Team lead")
    negotiated, done = deal(stage_id="negotiation"), [*ALL_EXITS, *ALL_RISKS]
    assert not gate(negotiated, "won", done, strict=strict, discount=asked).lets_pass
    approved = replace(asked, approved_by="Zhou", approved_on=date(2026, 11, 2))
    assert gate(negotiated, "won", done, strict=strict, discount=approved).lets_pass
    # On the way there it may still be open.
    assert gate(deal(stage_id="proposal"), "negotiation", done, strict=strict, discount=asked).lets_pass


def test_the_stage_before_closing_is_the_last_open_one_of_the_history() -> None:
    assert stage_before_closing([], PIPELINE) is None
    assert stage_before_closing([(None, "won")], PIPELINE) is None
    assert stage_before_closing([("contact", "need"), ("need", "lost")], PIPELINE) is STAGES["need"]
    # From lost to won: the outcome changed, not the stage before.
    assert stage_before_closing([("need", "lost"), ("lost", "won")], PIPELINE) is STAGES["need"]
    assert stage_before_closing([("blue sky", "lost")], PIPELINE) is None


def test_the_probability_follows_the_stage_unless_a_person_set_it() -> None:
    assert probability_of(FULL, STAGES["proposal"]) == 20
    own = deal(probability=60)
    assert probability_of(own, STAGES["proposal"]) == 60
    assert (probability_of(own, STAGES["won"]), probability_of(own, STAGES["lost"])) == (100, 0)
