"""What the dialogs around a move share: their title, their drafts, and how they say what was refused."""

from __future__ import annotations

from typing import Any, Final

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import Static

from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _, language
from salesops_tui.services.gates import GateView
from salesops_tui.services.moves import Answers
from salesops_tui.terminal import printable
from salesops_tui.ui.cells import cut
from salesops_tui.ui.dialogs.dialog import Dialog

ASIDE: Final = ("reason", "closed_on", "discount", "approved_by")
"""The inputs that are no fields of the deal; they are called like the answers."""


def move_title(view: GateView, width: int) -> Text:
    """The deal and its way, ``ERP rollout: Negotiation → Won``; a long name yields to the stages."""
    source, target = view.source.name(language()), view.target.name(language())
    way = source if view.source.id == view.target.id else f"{source} → {target}"
    room = min(width * 9 // 10, 88) - cell_len(way) - 10
    return Text(f"{cut(view.deal.name, max(room, 8))}: {printable(way)}")


def refused_line() -> Static:
    """Where it is said what was refused; not there until something is."""
    line = Static("", id="refused", classes="error", markup=False)
    line.display = False
    return line


def say_refused(screen: Dialog[Any], error: SalesopsError) -> None:
    """Say above the fields what was refused."""
    line = screen.query_one("#refused", Static)
    line.update(printable(str(error)))
    line.display = True
    line.scroll_visible()


def drafted(draft: Answers | None, name: str, text: str) -> str:
    """What stands in an input at first: what was typed there the last time, else what the workbook says."""
    if draft is None:
        return text
    if name in ASIDE:
        return str(getattr(draft, name) or text)
    return draft.fields.get(name, text)


def hint(name: str) -> str:
    """What may be typed into an empty input."""
    day = _("2026-11-30, 11-30, fri, +7, 月底")
    hints = {
        "amount": _("120000, 120k, 12万"),
        "close_date": day,
        "next_step_on": day,
        "closed_on": _("today"),
        "discount": _("none"),
        "approved_by": _("who agreed"),
        "reason": _("a few words"),
        "contact": _("with whom the terms are agreed"),
        "next_step": _("what is done next"),
        "product": _("what is bought"),
    }
    return hints.get(name, "")
