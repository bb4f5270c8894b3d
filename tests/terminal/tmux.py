"""The program in a real terminal: tmux shows it, types for it, and tells what is on the screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final

TMUX: Final = shutil.which("tmux")
_PATIENCE_S: Final = 30.0
_LOOK_EVERY_S: Final = 0.05
_AFTER_ESCAPE_S: Final = 0.12


def surroundings(home: Path, language: str = "C.UTF-8") -> dict[str, str]:
    """What the program finds around it: a home of its own, this source, a language."""
    return {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "LANG": language,
        "TERM": "tmux-256color",
    }


class Terminal:
    """A terminal of its own, with a server of its own; it is gone at the end of the ``with``."""

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]
    ) -> None:
        self._name = name
        self._command = command
        self._environment = environment
        self._size = size

    def __enter__(self) -> Terminal:
        columns, rows = self._size
        self._tmux(
            "-f", "/dev/null", "-u",
            # What a program that ended by itself has written can still be read.
            "start-server", ";", "set-option", "-g", "remain-on-exit", "on", ";",
            "new-session", "-d", "-x", str(columns), "-y", str(rows),
            "env", "-i", *(f"{name}={value}" for name, value in self._environment.items()), *self._command,
        )  # fmt: skip
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        subprocess.run([str(TMUX), "-L", self._name, "kill-server"], check=False, capture_output=True)

    def screen(self) -> str:
        """What is to be read."""
        return self._tmux("capture-pane", "-p")

    def press(self, *keys: str) -> None:
        """Press keys, by tmux's names for them; what comes right behind esc would be taken for one key with alt."""
        together: list[str] = []
        for key in keys:
            # A semicolon would part two commands of tmux.
            together.append("\\;" if key == ";" else key)
            if key == "Escape":
                self._tmux("send-keys", *together)
                time.sleep(_AFTER_ESCAPE_S)
                together = []
        if together:
            self._tmux("send-keys", *together)

    def type(self, text: str) -> None:
        """Type a text, as an input method commits it."""
        self._tmux("send-keys", "-l", text)

    @property
    def process_id(self) -> int:
        """The number of the program's process."""
        return int(self._tmux("list-panes", "-F", "#{pane_pid}").strip())

    def wait_for(self, *texts: str) -> str:
        """The screen, as soon as all these texts stand on it. Raises AssertionError with the screen if they never do."""
        return self._wait(lambda screen: all(text in screen for text in texts), f"waiting for {texts}")

    def wait_without(self, *texts: str) -> str:
        """The screen, as soon as none of these texts stands on it any more."""
        return self._wait(lambda screen: not any(text in screen for text in texts), f"waiting for {texts} to go")

    def _wait(self, done: Callable[[str], bool], what: str) -> str:
        until = time.monotonic() + _PATIENCE_S
        while not done(screen := self.screen()):
            assert time.monotonic() < until, f"{what} on\n{screen}"
            time.sleep(_LOOK_EVERY_S)
        return screen

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            [str(TMUX), "-L", self._name, *arguments], check=True, capture_output=True, text=True, encoding="utf-8"
        )
        return done.stdout
