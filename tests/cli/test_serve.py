"""The program in a browser: the page, the screen over a websocket, and who is refused."""

from __future__ import annotations

import asyncio
import gc
import json
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from salesops_tui.cli.main import run
from salesops_tui.cli.serve import make_server


@pytest_asyncio.fixture
async def address(workbook_path: Path) -> AsyncIterator[str]:
    """Where a server of a workbook answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = make_server(workbook_path, port)
    server.debug = False
    runner = web.AppRunner(await server._make_app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"localhost:{port}"
    await runner.cleanup()
    # The server leaves it to the event loop to notice that the program has ended.
    await asyncio.sleep(0.2)
    gc.collect()


async def test_the_page_needs_nothing_from_elsewhere(address: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"http://{address}/") as page:
        text = await page.text()
        assert page.status == 200
        assert "SalesOps" in text
        links = [word for word in text.replace("'", '"').split('"') if "://" in word]
        assert links
        assert all(link.startswith((f"http://{address}/", f"ws://{address}/")) for link in links)
        script = next(link for link in links if link.endswith(".js"))
        async with session.get(script) as found:
            assert found.status == 200


async def test_the_program_is_shown_and_hears_keys(address: str) -> None:
    headers = {"Origin": f"http://{address}"}
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"ws://{address}/ws?width=100&height=30", headers=headers) as screen,
    ):
        await _until(screen, "Stand-up")
        await screen.send_str(json.dumps(["stdin", "3"]))
        await _until(screen, "Board")
        await screen.send_str(json.dumps(["stdin", "q"]))
        async with asyncio.timeout(30):
            async for _message in screen:
                """Until the program has ended."""


async def _until(screen: aiohttp.ClientWebSocketResponse, text: str) -> None:
    seen = ""
    async with asyncio.timeout(30):
        async for message in screen:
            if message.type == aiohttp.WSMsgType.BINARY:
                seen += message.data.decode("utf-8", "replace")
                if text in seen:
                    return
    raise AssertionError(f"{text} in {seen[-2000:]}")


@pytest.mark.parametrize("origin", [None, "http://evil.example", "null", "https://localhost"])
async def test_a_page_from_elsewhere_may_not_connect(address: str, origin: str | None) -> None:
    headers = {"Origin": origin} if origin is not None else {}
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await session.ws_connect(f"ws://{address}/ws", headers=headers)


async def test_a_name_that_was_bent_to_this_computer_is_refused(address: str) -> None:
    async with aiohttp.ClientSession() as session:
        headers = {"Host": "evil.example"}
        async with session.get(f"http://{address}/", headers=headers) as page:
            assert page.status == 403


def test_without_the_packages_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    assert run(["serve"]) == 2
    assert "pip install “salesops-tui[web]”" in capsys.readouterr().err
