"""A line of a room into which something is typed."""

from __future__ import annotations

from textual import events
from textual.widget import Widget


class TypingLine(Widget):
    """Knows which key came through it: one that did not, while somebody types here, was pressed before the line was there."""

    is_typed_into = False
    """From when the line is opened, which is before the keys come here, until they go elsewhere."""
    _key: events.Key | None = None

    def on_key(self, event: events.Key) -> None:
        """Remember the last key that came through."""
        self._key = event

    def on_descendant_blur(self) -> None:
        """The keys go elsewhere."""
        self.is_typed_into = False

    def misses(self, event: events.Key) -> bool:
        """Whether a key was meant for this line, and did not come through it."""
        return self.is_typed_into and event is not self._key
