"""``salesops``: open the workbench."""

from __future__ import annotations

import gc
import os
import sys
from argparse import Namespace
from dataclasses import dataclass, replace
from typing import Final

from salesops_tui.cli.context import Context
from salesops_tui.errors import UsageError
from salesops_tui.i18n import _
from salesops_tui.services.session import RoomForOneMore, close_session, lay_ballast, open_session
from salesops_tui.services.standups.day import look
from salesops_tui.settings import Settings
from salesops_tui.storage.failures import DamagedWorkbook
from salesops_tui.storage.gateway import Gateway

_SHORT_TURN_S: Final = 0.0005
_IN_BROWSER: Final = "TEXTUAL_DRIVER"
"""Set where something else than a terminal shows the screen, as for ``salesops serve``."""
_SIXTEEN: Final = "standard"
"""What Rich calls a terminal of sixteen colours: those of the other looks would be rounded to what cannot be read."""


@dataclass(frozen=True, slots=True)
class Left:
    """How the workbench was left."""

    code: int
    """What the shell is told."""
    for_sample: bool
    """Whether to look at the sample."""


def open_workbook(context: Context, arguments: Namespace) -> int:
    """Open the person's workbook on the screen; a copy is made at the end if anything changed.

    Whoever wants to look at the sample first comes back to their own workbook after it.
    """
    while True:
        try:
            left = show(context, keep_copy=not context.despite_damage)
        except DamagedWorkbook as error:
            from salesops_tui.cli.recovery import offer

            recovered = offer(context, error)
            if recovered is None:
                return DamagedWorkbook.exit_code
            context = recovered
        else:
            if not left.for_sample:
                return left.code
            from salesops_tui.cli.demo import open_demo

            open_demo(context, arguments)


def show(context: Context, *, keep_copy: bool) -> Left:
    """Show a workbook on the screen until the person leaves; returns how they did."""
    if not (_IN_BROWSER in os.environ or (sys.stdin.isatty() and sys.stdout.isatty())):
        raise UsageError(_("The workbench needs a terminal. Commands such as “salesops log” work without one."))
    gateway = Gateway(
        lambda: open_session(context.path, context.clock, context.settings, despite_damage=context.despite_damage),
        lambda session: close_session(session, keep_copy=keep_copy),
        RoomForOneMore(),
    )
    # While Textual loads here, the workbook opens over there and answers the first question. Nothing that is made
    # meanwhile is garbage, so looking for some would only cost time; the program looks again once it is ready.
    gc.disable()
    # The first view is many small questions, and after each of them its thread would wait 5 ms for its turn.
    sys.setswitchinterval(_SHORT_TURN_S)
    first_view = gateway.submit(look)
    try:
        from salesops_tui.ui.app import SAMPLE, Workbench

        gateway.opened()
        gateway.submit(lay_ballast)
        app = Workbench(gateway, context.clock, _with_look(context.settings), context.path, first_view)
        wanted = app.run()
        if app.defect is not None:
            raise app.defect
        return Left(app.return_code or 0, wanted == SAMPLE)
    finally:
        gateway.close()


def _with_look(settings: Settings) -> Settings:
    """The settings with a look that the terminal can show."""
    from rich.console import Console

    return replace(settings, theme="ansi") if Console().color_system == _SIXTEEN else settings
