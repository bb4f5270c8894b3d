"""Draw the pictures of the README: ``python docs/make_pictures.py``, with the development extra installed.

Each picture is the program itself on its sample data, driven by keys; none is made by hand.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from salesops_tui import i18n, paths, terminal

terminal.prepare()

from salesops_tui.clock import FixedClock  # noqa: E402 (the terminal is prepared before Textual is loaded)
from salesops_tui.services.demo import make_demo  # noqa: E402
from salesops_tui.services.session import close_session, open_session  # noqa: E402
from salesops_tui.services.standups.day import look  # noqa: E402
from salesops_tui.settings import load_settings  # noqa: E402
from salesops_tui.storage.gateway import Gateway  # noqa: E402
from salesops_tui.ui.app import Workbench  # noqa: E402

FOLDER = Path(__file__).parent / "pictures"

_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Fonts that would be fetched from elsewhere; whoever looks at a picture has a monospaced one."""


@dataclass(frozen=True)
class Picture:
    """One screen."""

    name: str
    language: str = "en"
    theme: str = "dark"
    keys: Sequence[str] = ()
    size: tuple[int, int] = (120, 36)


PICTURES = (
    Picture("standup-en", keys=("space", "space", "t", *"call Huadong Pharma fri 3pm")),
    Picture("standup-zh", "zh_Hans", "light", keys=("down", "down", "right")),
    Picture("activity-zh", "zh_Hans", keys=("f",)),
    Picture(
        "meeting-en",
        keys=(
            "5",
            "t",
            "down",
            "down",
            "down",
            "down",
            "down",
            "enter",
            "ctrl+s",
            "space",
            "d",
            *"Quotes go out within a day",
            "enter",
        ),
    ),
    Picture("meetings-zh", "zh_Hans", "light", keys=("5", "c")),
    Picture("week-en", keys=("2", "left_square_bracket")),
    Picture("week-zh", "zh_Hans", "light", keys=("2", "left_square_bracket"), size=(160, 48)),
    Picture("week-text-en", keys=("2", "left_square_bracket", "e", *" A good week.")),
    Picture("targets-en", keys=("2", "t", "down", "down", "down", "down", "enter", "down", "s")),
    Picture("history-zh", "zh_Hans", keys=("2", "left_square_bracket", "s", "h")),
    Picture("board-en", keys=("3", "right", "down")),
    Picture("board-zh", "zh_Hans", "light", keys=("3", "right", "right")),
    Picture("gate-en", keys=("3", "right", "right", "shift+right")),
    Picture("table-en", keys=("3", "t", "right", "right", "g", "right", "s", "down")),
    Picture(
        "funnel-zh",
        "zh_Hans",
        keys=(
            "3",
            "f",
        ),
    ),
    Picture("changes-en", keys=("3", "d", "[")),
    Picture(
        "forecast-zh",
        "zh_Hans",
        keys=(
            "3",
            "o",
        ),
    ),
    Picture("deal-en", keys=("3", "right", "right", "enter")),
    Picture(
        "hygiene-en",
        keys=(
            "3",
            "h",
        ),
    ),
    Picture("tasks-en", keys=("4", "down", "down", "right")),
    Picture("quick-add-zh", "zh_Hans", keys=("4", "a", *"下周三前 给湖畔酒店报价 120万 !重要 @李娜 #谈判 每两周")),
    Picture("plan-en", keys=("4", "o", "a", "enter", "down", "enter", "tab", *"Model X", "tab", *"2026-12-14")),
    Picture("review-zh", "zh_Hans", "light", keys=("4", "f")),
    Picture("import-en", keys=("3", "u", "i", *"sample_data/en/deals-2026-11-23.csv", "enter")),
    Picture("settings-en", keys=("comma", "down", "down")),
    Picture("jump-zh", "zh_Hans", keys=("3", "semicolon")),
    Picture(
        "log-zh",
        "zh_Hans",
        keys=(
            "3",
            "l",
        ),
    ),
)

_NAMES = {
    "/": "slash",
    ".": "full_stop",
    "-": "minus",
    "[": "left_square_bracket",
    " ": "space",
    "!": "exclamation_mark",
    "@": "at",
    "#": "number_sign",
}
"""What Textual calls a key that is not a letter."""
_SLOW = ("u", "i", "t", "f", "d", "o", "g", "s", "3", "4", "a", "space")
"""Keys after which something is asked of the workbook."""


async def draw(picture: Picture) -> None:
    """Open the program, press the keys, and save what is seen as an SVG file."""
    i18n.set_language(picture.language)
    clock = FixedClock.on(date(2026, 11, 23))
    settings = replace(load_settings(paths.sample_data() / "settings.toml"), theme=picture.theme)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = make_demo(Path(folder), clock, settings, picture.language)
        gateway = Gateway(lambda: open_session(path, clock, settings), close_session)
        app = Workbench(gateway, clock, settings, path, gateway.submit(look))
        try:
            async with app.run_test(size=picture.size) as pilot:
                await pilot.pause()
                for key in picture.keys:
                    await pilot.press(_NAMES.get(key, key))
                    # What one key asked for is there before the next one is pressed.
                    await pilot.pause(0.5 if key in _SLOW else 0)
                await pilot.pause(2.5 if picture.keys else 0.2)
                picture_text = _FONTS.sub("", app.export_screenshot(title="SalesOps"))
                (FOLDER / f"{picture.name}.svg").write_text(picture_text, encoding="utf-8")
        finally:
            gateway.close()


async def main() -> None:
    """Draw them all."""
    os.environ[paths.SETTINGS_VARIABLE] = "settings.toml"
    FOLDER.mkdir(exist_ok=True)
    for picture in PICTURES:
        await draw(picture)
        print(picture.name)


if __name__ == "__main__":
    asyncio.run(main())
