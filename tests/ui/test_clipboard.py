"""The clipboard's tools: which is asked first, what it gets, and what happens when none is there or one fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Any

import pytest

from salesops_tui.ui import clipboard


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], bytes]]:
    """What was handed to which tool; every tool is there and takes it."""
    made: list[tuple[list[str], bytes]] = []

    def run(command: list[str], *, input: bytes, **_options: Any) -> None:  # noqa: A002 (the library's name)
        made.append((command, input))
        if command[0] == "xclip":
            raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr(subprocess, "run", run)
    return made


@pytest.mark.parametrize(
    ("platform", "variables", "tool"),
    [
        ("darwin", {}, "pbcopy"),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "wl-copy"),
        # xclip fails here: the next one is asked.
        ("linux", {"DISPLAY": ":0"}, "xsel"),
        ("win32", {}, "clip.exe"),
    ],
)
def test_each_system_is_asked_in_its_own_way(
    monkeypatch: pytest.MonkeyPatch,
    calls: list[tuple[list[str], bytes]],
    platform: str,
    variables: dict[str, str],
    tool: str,
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(os, "environ", variables)
    assert clipboard._hand_over("商机\tA") == tool
    command, handed = calls[-1]
    assert command[0] == tool
    assert handed.decode("utf-16" if tool == "clip.exe" else "utf-8") == "商机\tA"


def test_without_a_tool_nobody_took_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert clipboard._hand_over("x") is None


def test_a_tool_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(command: list[str], **options: Any) -> None:
        raise subprocess.TimeoutExpired(command, options["timeout"])

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr(subprocess, "run", hang)
    assert clipboard._hand_over("x") is None
