"""Keeping the deals' pasts up with the journal, in portions that leave room for other questions."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Final

from salesops_tui.services.session import Session
from salesops_tui.storage.failures import explained

PORTION: Final = 4_000
"""So many deals are worked out before somebody else's question has its turn: about a second."""


def catch_up(session: Session, limit: int | None = None) -> int:
    """Work out the pasts of deals that changed, at most so many; returns how many are still to be done.

    Whatever reads pasts or ways through the stages is to be asked only after this returned 0.
    """
    workbook = session.workbook
    # All at once is quicker with more memory; portions are for a screen, which stays small.
    room = workbook.room_for_many() if limit is None else nullcontext()
    with explained(workbook.path), room:
        return workbook.pasts.catch_up(workbook.pipeline, session.clock.zone, limit)
