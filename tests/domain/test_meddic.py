"""Which role in a purchase a free text names."""

from __future__ import annotations

import pytest

from salesops_tui.domain.meddic import BuyingRole, buying_role, missing_roles

DECISION, USER, BUDGET, TECHNICAL = BuyingRole

PHRASES = [
    ("Decision maker", DECISION),
    ("decision-maker", DECISION),
    ("Final decision", DECISION),
    ("Approver", DECISION),
    ("决策人", DECISION),
    ("决策者", DECISION),
    ("最终拍板", DECISION),
    ("拍板人", DECISION),
    ("使用部门的决策人", DECISION),
    ("User", USER),
    ("end user", USER),
    ("Key users", USER),
    ("使用人", USER),
    ("最终用户", USER),
    ("使用者", USER),
    ("Budget holder", BUDGET),
    ("Economic buyer", BUDGET),
    ("Procurement", BUDGET),
    ("purchasing manager", BUDGET),
    ("预算负责人", BUDGET),
    ("采购", BUDGET),
    ("采购经理", BUDGET),
    ("Technical evaluator", TECHNICAL),
    ("technical decision maker", TECHNICAL),
    ("技术评估人", TECHNICAL),
    ("技术负责人", TECHNICAL),
    ("ＴＥＣＨＮＩＣＡＬ　ＥＶＡＬＵＡＴＯＲ", TECHNICAL),
    ("技術評估", TECHNICAL),
]


@pytest.mark.parametrize(("text", "role"), PHRASES)
def test_a_role_is_recognised_in_english_and_chinese(text: str, role: BuyingRole) -> None:
    assert buying_role(text) is role


@pytest.mark.parametrize(
    "text",
    [None, "", "  ", "Influencer", "影响人", "Champion", "superuserish", "not a decision maker", "非决策人", "[/]"],
)
def test_what_says_something_else_stays_as_it_was_typed(text: str | None) -> None:
    assert buying_role(text) is None


def test_missing_roles_come_in_their_order() -> None:
    assert missing_roles([USER, None, USER]) == (DECISION, BUDGET, TECHNICAL)
    assert missing_roles(BuyingRole) == ()
