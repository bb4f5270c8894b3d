"""What people call the values that the program keeps as words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesops_tui.i18n import _, mark

_CATEGORIES: Final[Mapping[str, str]] = {
    "omitted": mark("Omitted"),
    "pipeline": mark("Pipeline deals"),
    "best_case": mark("Best case"),
    "commit": mark("Commit"),
    "closed": mark("Closed"),
}


def category_title(category: str) -> str:
    """What a forecast category is called."""
    return _(_CATEGORIES[category])
