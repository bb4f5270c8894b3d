"""No layout breaks when every text is half as long again (a pseudo-locale), on the smallest screen."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest
from rich.cells import cell_len

from salesops_tui import i18n
from salesops_tui.ui.screens.room import Room
from salesops_tui.ui.widgets.status_line import StatusLine
from tests.ui.conftest import text_of
from tests.ui.walk import opened, sample, walk

WIDTH, HEIGHT = 80, 24


class LongWords(NullTranslations):
    """Says everything with half as many letters more."""

    def gettext(self, message: str) -> str:
        """The message, longer."""
        return message + "x" * (len(message) // 2)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The message for a number, longer."""
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """The message of a context, longer."""
        return self.gettext(message)


@pytest.fixture
def long_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak with long words."""
    i18n.set_language("en")
    monkeypatch.setattr(i18n, "_translations", LongWords())
    yield
    i18n.set_language("en")


async def test_every_room_holds_with_long_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, long_words: None
) -> None:
    monkeypatch.setenv("SALESOPS_SETTINGS", str(tmp_path / "settings.toml"))
    async with opened(sample(tmp_path), (WIDTH, HEIGHT)) as pilot:
        async for stop in walk(pilot):
            lines = text_of(pilot).splitlines()
            assert {cell_len(line) for line in lines} == {WIDTH}, stop
            # Over every room its name and the ways to the others, below it what can be done first.
            assert all(f" {digit} " in lines[0] for digit in "12345"), stop
            screen = pilot.app.screen
            if isinstance(screen, Room):
                first = next(command for command in screen.offered if command.footer)
                assert screen.query_one(StatusLine).region.y == HEIGHT - 1, stop
                assert lines[-1].startswith(f" {first.key} "), stop
