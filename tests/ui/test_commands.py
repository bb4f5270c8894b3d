"""Every command can be given while a Chinese input method is on, and no key means two things in one place."""

from __future__ import annotations

from collections import Counter

import pytest

from salesops_tui.ui import commands
from salesops_tui.ui.commands import PIPELINE, PROGRAM, Command

ALL = [command for command in vars(commands).values() if isinstance(command, Command)]


@pytest.mark.parametrize("command", ALL, ids=lambda command: command.id)
def test_a_command_has_a_key_that_an_input_method_lets_through(command: Command) -> None:
    assert any(
        key.startswith(("ctrl+", "shift+", "fullwidth_", "left_", "right_"))
        or key in ("enter", "escape", "space", "left", "right", "up", "down", "insert")
        or (key[0] == "f" and key[1:].isdigit())
        for key in command.keys
    ), command.keys


def test_no_key_means_two_things() -> None:
    taken = Counter(key for command in ALL for key in command.keys)
    assert [key for key, times in taken.items() if times > 1] == []


def test_no_identifier_stands_for_two_commands() -> None:
    assert len({command.id for command in (*PIPELINE, *PROGRAM)}) == len((*PIPELINE, *PROGRAM))
