"""The system's clipboard: its own tool where there is one, else the terminal is asked."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from textual.app import App

_PATIENCE_S: Final = 3.0


@dataclass(frozen=True, slots=True)
class _Tool:
    name: str
    arguments: tuple[str, ...] = ()
    encoding: str = "utf-8"


def _tools(platform: str, environment: Mapping[str, str]) -> Iterator[_Tool]:
    """What may work here, the likeliest first."""
    if platform == "darwin":
        yield _Tool("pbcopy")
    if environment.get("WAYLAND_DISPLAY"):
        yield _Tool("wl-copy")
    if environment.get("DISPLAY"):
        yield _Tool("xclip", ("-selection", "clipboard"))
        yield _Tool("xsel", ("--clipboard", "--input"))
    # On Windows, and from within its Linux.
    yield _Tool("clip.exe", encoding="utf-16")


async def copy(app: App[Any], text: str) -> str | None:
    """Put a text on the clipboard; returns the tool that took it, or None when the terminal was asked to.

    A terminal does not answer: whether it took the text nobody knows.
    """
    tool = await asyncio.to_thread(_hand_over, text)
    if tool is None:
        app.copy_to_clipboard(text)
    return tool


def tool_here() -> str | None:
    """The tool that is asked first; None where there is none, and the terminal is asked."""
    return next((tool.name for tool in _tools(sys.platform, os.environ) if shutil.which(tool.name)), None)


def _hand_over(text: str) -> str | None:
    """Give the text to the first tool that takes it."""
    for tool in _tools(sys.platform, os.environ):
        path = shutil.which(tool.name)
        if path is None:
            continue
        try:
            # Some of these tools stay behind to serve the text: they must not hold on to our streams.
            subprocess.run(
                [path, *tool.arguments],
                input=text.encode(tool.encoding, "replace"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE_S,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        return tool.name
    return None
