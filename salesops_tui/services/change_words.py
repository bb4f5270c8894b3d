"""What the parts of the change ledger are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesops_tui.domain.ledger import Bar
from salesops_tui.i18n import _, mark

_BARS: Final[Mapping[Bar, str]] = {
    Bar.SEEN: mark("First seen"),
    Bar.NEW: mark("New"),
    Bar.REOPENED: mark("Re-opened"),
    Bar.ENTERED: mark("Came to the owner"),
    Bar.PULLED_IN: mark("Pulled in"),
    Bar.PUSHED_IN: mark("Pushed in"),
    Bar.FROM_BELOW: mark("From below"),
    Bar.FROM_ABOVE: mark("From above"),
    Bar.UP: mark("Amount up"),
    Bar.DOWN: mark("Amount down"),
    Bar.WON: mark("Won"),
    Bar.LOST: mark("Lost"),
    Bar.ASTRAY: mark("Unknown stage"),
    Bar.PUSHED_OUT: mark("Pushed out"),
    Bar.PULLED_OUT: mark("Pulled out"),
    Bar.LEFT: mark("Left the owner"),
    Bar.ADVANCED: mark("Advanced"),
    Bar.WENT_BACK: mark("Went back"),
}


def bar_title(bar: Bar) -> str:
    """What a bar is called."""
    return _(_BARS[bar])
