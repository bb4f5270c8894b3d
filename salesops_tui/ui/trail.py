"""Where a person has been, to go back and forward again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from salesops_tui.domain.found import FoundRecord

_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A room, a view of it, and what is open over it."""

    room: str
    view: str = ""
    record: FoundRecord | None = None


@dataclass(slots=True)
class Trail:
    """One step after the other; whoever goes another way from the middle of it begins a new end."""

    _been: list[Whereabouts] = field(default_factory=list)
    _here: int = -1

    def note(self, here: Whereabouts) -> None:
        """A person is somewhere now."""
        if self._been and self._been[self._here] == here:
            return
        self._been = [*self._been[: self._here + 1], here][-_LONGEST:]
        self._here = len(self._been) - 1

    def step(self, by: int) -> Whereabouts | None:
        """Where a step back (-1) or forward (1) leads; None at the end."""
        if not 0 <= self._here + by < len(self._been):
            return None
        self._here += by
        return self._been[self._here]
