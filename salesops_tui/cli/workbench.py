"""``salesops``: open the workbench."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace
from typing import Final

from salesops_tui.cli.context import Context
from salesops_tui.errors import UsageError
from salesops_tui.i18n import _
from salesops_tui.services.session import close_session, open_session
from salesops_tui.services.standups.day import look
from salesops_tui.storage.gateway import Gateway

_SHORT_TURN_S: Final = 0.0005


def open_workbook(context: Context, _arguments: Namespace) -> int:
    """Open the person's workbook on the screen; a copy is made at the end if anything changed."""
    return show(context, keep_copy=True)


def show(context: Context, *, keep_copy: bool) -> int:
    """Show a workbook on the screen until the person leaves."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(_("The workbench needs a terminal. Commands such as “salesops log” work without one."))
    gateway = Gateway(
        lambda: open_session(context.path, context.clock, context.settings),
        lambda session: close_session(session, keep_copy=keep_copy),
    )
    # While Textual loads here, the workbook opens over there and answers the first question. Nothing that is made
    # meanwhile is garbage, so looking for some would only cost time; the program looks again once it is ready.
    gc.disable()
    # The first view is many small questions, and after each of them its thread would wait 5 ms for its turn.
    sys.setswitchinterval(_SHORT_TURN_S)
    first_view = gateway.submit(look)
    try:
        from salesops_tui.ui.app import Workbench

        gateway.opened()
        app = Workbench(gateway, context.clock, context.settings, context.path, first_view)
        app.run()
        return app.return_code or 0
    finally:
        gateway.close()
