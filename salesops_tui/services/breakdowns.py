"""What the groups of a breakdown are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesops_tui.domain.funnel import Breakdown
from salesops_tui.i18n import _, mark
from salesops_tui.services.session import Session

BREAKDOWNS: Final[Mapping[Breakdown, str]] = {
    Breakdown.TOTAL: mark("all deals"),
    Breakdown.OWNER: mark("by owner"),
    Breakdown.SOURCE: mark("by lead source"),
    Breakdown.PRODUCT: mark("by product"),
    Breakdown.MONTH: mark("by month"),
    Breakdown.QUARTER: mark("by quarter"),
}

_NONE: Final[Mapping[Breakdown, str]] = {
    Breakdown.OWNER: mark("no owner"),
    Breakdown.SOURCE: mark("no lead source"),
    Breakdown.PRODUCT: mark("no product"),
}


class GroupNames:
    """The names of a breakdown's groups, as the workbook has them now."""

    def __init__(self, session: Session, by: Breakdown) -> None:
        self._by = by
        self._names: Mapping[str, str] = {}
        if by is Breakdown.OWNER:
            self._names = dict(session.workbook.people.names())
        elif by is Breakdown.PRODUCT:
            self._names = dict(session.workbook.products.names())

    def __getitem__(self, key: str | None) -> str:
        if key is None:
            return _(_NONE[self._by]) if self._by in _NONE else _("All deals")
        return self._names.get(key, key)
