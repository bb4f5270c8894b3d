"""What can be done with the target tree, defined as in ``commands``; a key means here what it means elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from salesops_tui.i18n import mark
from salesops_tui.ui.commands import BACK, EARLIER, EDIT, GROUP, LATER, SORT, Command, Group

TARGETS: Final = Command(
    "targets",
    "show_view('targets')",
    ("t", "ctrl+t"),
    mark("Targets"),
    mark("What is to be won, taken apart by time, organisation, product, customer, region"),
    Group.VIEWS,
)
SET_TARGET: Final = replace(
    EDIT, id="target-set", help=mark("Set the target under the cursor; nothing takes it away"), group=Group.VIEWS
)
SPLIT: Final = replace(
    SORT,
    id="target-split",
    action="split",
    label=mark("Share out"),
    help=mark("Share the whole out among its parts: evenly, by working days, by last year"),
    footer=True,
)
DIMENSION: Final = replace(
    GROUP, id="target-dimension", action="scope", label=mark("By"), help=mark("Along what the target is taken apart")
)
UP: Final = replace(BACK, id="target-up", help=mark("Up to the whole that this is a part of"), group=Group.VIEWS)
EARLIER_PERIOD: Final = replace(EARLIER, id="target-earlier")
LATER_PERIOD: Final = replace(LATER, id="target-later")

IN_THE_TREE: Final = (SET_TARGET, SPLIT, DIMENSION, UP, EARLIER_PERIOD, LATER_PERIOD)
"""What is done with the targets."""
