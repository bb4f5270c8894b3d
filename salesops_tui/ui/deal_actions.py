"""Bringing a deal to another stage from any screen: its gate is looked at, and a person asked only where there is need.

Each function must run in a worker, because it may wait for a dialog; it returns whether the deal was changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

from salesops_tui.domain.gates import Passage
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services import gates, moves
from salesops_tui.services.moves import Answers, Moved
from salesops_tui.services.session import Session

if TYPE_CHECKING:
    from salesops_tui.ui.app import Workbench


async def move(screen: Screen[Any], deal_id: str, stage_id: str) -> bool:
    """Bring a deal to a stage: without a word when its gate is open, else through the dialog that asks what is missing."""
    workbench = _workbench(screen)
    try:
        view = await workbench.gateway.call(gates.gate, deal_id, stage_id)
        if view.gate.passage is Passage.NONE:
            return False
        if not view.gate.asks:
            moved = await workbench.gateway.call(moves.move, deal_id, stage_id, Answers(), Origin.SCREEN)
        else:
            asked = await _ask(workbench, view)
            if asked is None:
                return False
            moved = asked
    except SalesopsError as error:
        workbench.say_error(error)
        return False
    # The board does not show it.
    if told := moves.kept_probability(moved.deal, moved.stage):
        workbench.say(told)
    return True


async def win(screen: Screen[Any], deal_id: str) -> bool:
    """Close a deal as won; of one that is won already, the amount and the day are set right."""
    return await move(screen, deal_id, await _workbench(screen).gateway.call(_won))


async def lose(screen: Screen[Any], deal_id: str) -> bool:
    """Close a deal as lost; of one that is lost already, the reason is set right."""
    return await move(screen, deal_id, await _workbench(screen).gateway.call(_lost))


async def reopen(screen: Screen[Any], deal_id: str) -> bool:
    """Open a won or lost deal again, in the stage that it was in before."""
    workbench = _workbench(screen)
    try:
        stage_id = await workbench.gateway.call(gates.stage_to_reopen, deal_id)
    except SalesopsError as error:
        workbench.say_error(error)
        return False
    if stage_id is None:
        workbench.say(_("This deal is open."))
        return False
    return await move(screen, deal_id, stage_id)


def _workbench(screen: Screen[Any]) -> Workbench:
    from salesops_tui.ui.app import Workbench

    return cast(Workbench, screen.app)


def _won(session: Session) -> str:
    return session.workbook.pipeline.won.id


def _lost(session: Session) -> str:
    return session.workbook.pipeline.lost.id


async def _ask(workbench: Workbench, view: gates.GateView) -> Moved | None:
    if view.gate.passage is Passage.LOSE:
        from salesops_tui.ui.dialogs.outcome import LostScreen

        return await workbench.push_screen_wait(LostScreen(view))
    from salesops_tui.ui.dialogs.gate import GateScreen

    return await workbench.push_screen_wait(GateScreen(view))
