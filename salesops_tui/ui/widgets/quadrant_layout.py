"""Where the four quadrants lie in a space: two by two where there is room, one at a time where there is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from textual.geometry import Region, Size

from salesops_tui.domain.quadrants import Quadrant

HEAD: Final = 2
"""Lines of a quadrant's head: its name, and a rule."""
FOOT: Final = 1
"""The line that tells what turns urgent soon."""
ROOMY: Final = 100
"""From so many cells on there is room for two quadrants beside each other."""
_LEAST: Final = HEAD + 3


@dataclass(frozen=True, slots=True)
class Layout:
    """The region of each quadrant that is seen; heads are their first lines."""

    size: Size
    panes: Mapping[Quadrant, Region]
    is_single: bool
    """One at a time, below a line with the names of all."""

    def fits(self, quadrant: Quadrant) -> int:
        """How many rows a quadrant shows at once."""
        pane = self.panes.get(quadrant)
        return max(pane.height - HEAD, 0) if pane is not None else 0

    def at(self, x: int, y: int) -> Quadrant | None:
        """The quadrant at a place."""
        return next((quadrant for quadrant, pane in self.panes.items() if pane.contains(x, y)), None)

    def row(self, quadrant: Quadrant, place: int) -> Region:
        """The line of a quadrant's row; ``place`` counts from the first in sight."""
        pane = self.panes[quadrant]
        return Region(pane.x, pane.y + HEAD + place, pane.width, 1)

    def head(self, quadrant: Quadrant) -> Region:
        """The lines of a quadrant's head."""
        pane = self.panes[quadrant]
        return Region(pane.x, pane.y, pane.width, HEAD)


def layout(size: Size, counts: Mapping[Quadrant, int], here: Quadrant) -> Layout:
    """Share a space among the quadrants; the rows above and below share the height by what they hold."""
    height = size.height - FOOT
    if size.width < ROOMY or height < 2 * _LEAST:
        return Layout(size, {here: Region(0, 0, size.width, max(height, 0))}, True)
    left = (size.width - 1) // 2
    above = _upper(
        height,
        max(counts[Quadrant.DO], counts[Quadrant.SCHEDULE]),
        max(counts[Quadrant.DELEGATE], counts[Quadrant.DROP]),
    )
    columns = ((0, left), (left + 1, size.width - left - 1))
    rows = ((0, above), (above, height - above))
    panes = {
        quadrant: Region(columns[place % 2][0], rows[place // 2][0], columns[place % 2][1], rows[place // 2][1])
        for place, quadrant in enumerate(Quadrant)
    }
    return Layout(size, panes, False)


def _upper(height: int, above: int, below: int) -> int:
    """The height of the upper two: half, unless one half does not need its share."""
    half = height // 2
    wanted_above, wanted_below = max(above + HEAD + 1, _LEAST), max(below + HEAD + 1, _LEAST)
    if wanted_above <= half:
        return max(wanted_above, height - max(wanted_below, half))
    return max(half, height - wanted_below)
