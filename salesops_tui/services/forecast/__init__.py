"""The forecast: what months and quarters will bring, against their targets and against what was said of them."""

from __future__ import annotations

from salesops_tui.domain.sheets import Sheet
from salesops_tui.services.asking import Asked
from salesops_tui.services.session import Session


def sheets(session: Session, asked: Asked) -> list[Sheet]:
    """The forecast as tables."""
    # Other rooms need one figure of it, and not all that its tables are made from.
    from salesops_tui.services.forecast import tables

    return tables.sheets(session, asked)
