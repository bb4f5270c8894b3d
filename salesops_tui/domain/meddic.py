"""Who decides at the customer's: the roles that a key account's contacts should cover (domain row 41)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from salesops_tui.domain.text import match_key


class BuyingRole(StrEnum):
    """What somebody decides in a purchase."""

    DECISION_MAKER = "decision_maker"
    USER = "user"
    BUDGET_HOLDER = "budget_holder"
    TECHNICAL_EVALUATOR = "technical_evaluator"


_TECHNICAL: Final = (
    r"\b(technical|tech|technology|evaluators?|engineering)\b"
    r"|技术|技術|评估|評估|选型|選型|测试负责|測試負責"
)
_BUDGET: Final = (
    r"\b(budget|economic|purchas\w+|procurement|buyers?|financial|finance)\b"
    r"|预算|預算|采购|採購|付款|出资|出資|财务|財務"
)
_DECISION: Final = (
    r"\b(decision|decisions|decides|decider|deciders|approvers?|sign-?off|final say)\b"
    r"|决策|決策|决定|決定|拍板|说了算|說了算|审批|審批|一把手"
)
_USE: Final = r"\b(users?|end-?users?|key-?users?)\b|使用|用户|用戶|操作人|操作员|操作員"
# Tried in this order: a "technical decision maker" evaluates, and a "purchasing decision maker" holds the budget.
_PATTERNS: Final = (
    (BuyingRole.TECHNICAL_EVALUATOR, re.compile(_TECHNICAL)),
    (BuyingRole.BUDGET_HOLDER, re.compile(_BUDGET)),
    (BuyingRole.DECISION_MAKER, re.compile(_DECISION)),
    (BuyingRole.USER, re.compile(_USE)),
)
_DENIED: Final = re.compile(r"\b(not|no|non|without)\b|^(非|不|无|無)|不是|没有|沒有")


def buying_role(text: str | None) -> BuyingRole | None:
    """The role that a free text in English or Chinese names, or None: then it says something else, and stays as typed."""
    key = match_key(text or "")
    if not key or _DENIED.search(key):
        return None
    return next((role for role, pattern in _PATTERNS if pattern.search(key)), None)


def missing_roles(present: Iterable[BuyingRole | None]) -> tuple[BuyingRole, ...]:
    """The roles that nobody has, in their order."""
    found = set(present)
    return tuple(role for role in BuyingRole if role not in found)
