"""What a view shows, read for a file."""

from __future__ import annotations

from importlib import import_module

from salesops_tui.domain.sheets import Sheet
from salesops_tui.services.asking import Asked
from salesops_tui.services.session import Session


def read(session: Session, view: str, asked: Asked) -> list[Sheet]:
    """What a view shows, as tables. What it reads of the deals' pasts must have been worked out."""
    found: list[Sheet] = import_module(f"salesops_tui.services.{view}").sheets(session, asked)
    return found
