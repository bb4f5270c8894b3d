"""``salesops serve``: the same program in a browser on this computer."""

from __future__ import annotations

import shlex
import subprocess
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from salesops_tui.cli.context import Context, say
from salesops_tui.errors import UsageError
from salesops_tui.i18n import _, language

if TYPE_CHECKING:
    from textual_serve.server import Server

HOSTS: Final = ("localhost", "127.0.0.1")
_PAGE: Final = Path(__file__).parent / "web"


def serve(context: Context, arguments: Namespace) -> int:
    """Serve until ctrl+c. Only this computer reaches it, and only pages that it served itself may connect."""
    server = make_server(context.path, arguments.port)
    say(_("Open {address} in a browser; ctrl+c ends it.").format(address=server.public_url))
    server.serve()
    return 0


def make_server(workbook: Path, port: int) -> Server:
    """The server of a workbook. Raises UsageError without the packages that it needs."""
    try:
        from aiohttp import web
        from textual_serve.server import Server
    except ImportError as error:
        raise UsageError(_("This needs more packages: pip install “salesops-tui[web]”.")) from error

    allowed = {f"{host}:{port}" for host in HOSTS}

    class LocalServer(Server):
        """Any web page that is open in the browser could ask a server on this computer: those from elsewhere are refused."""

        def initialize_logging(self) -> None:
            """Nothing is logged: addresses would tell what is looked at."""

        async def on_startup(self, app: web.Application) -> None:
            """What is served where was told before."""

        async def handle_index(self, request: web.Request) -> web.StreamResponse:
            """The page."""
            _refuse_strangers(request)
            page: web.StreamResponse = await super().handle_index(request)
            return page

        async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
            """The program's screen and keys."""
            _refuse_strangers(request)
            if request.headers.get("Origin", "").removeprefix("http://") not in allowed:
                raise web.HTTPForbidden
            return await super().handle_websocket(request)

    def _refuse_strangers(request: web.Request) -> None:
        if request.host not in allowed:
            raise web.HTTPForbidden

    return LocalServer(_command(workbook), HOSTS[0], port, "SalesOps", templates_path=_PAGE)


def _command(workbook: Path) -> str:
    words = [sys.executable, "-m", "salesops_tui", "--db", str(workbook.absolute()), "--lang", language()]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
