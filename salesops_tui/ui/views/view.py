"""What the views of all rooms share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Vertical

from salesops_tui.domain.figures import Figure
from salesops_tui.services.standing import Standing
from salesops_tui.ui.commands import Command

if TYPE_CHECKING:
    from salesops_tui.services.explaining import Explanation


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the room tells around a view that has just been drawn."""

    standing: Standing
    found: str = ""
    """How much the filter leaves."""
    summary: str = ""
    """One line beside the views' names: what the eye wants first."""


class View(Vertical):
    """One way of seeing a room's matter; it is mounted when it is first wanted, and kept.

    A view draws what ``load`` brought and answers for the record and the figure under its cursor; the room knows the filter
    and what can be done.
    """

    COMMAND: ClassVar[Command]
    """What leads here."""
    OFFERED: ClassVar[tuple[Command, ...]] = ()
    """What can be done here beside what can be done in every view."""

    @property
    def record_id(self) -> str | None:
        """The record under the cursor, with which the cursor stays when everything is drawn again."""
        return None

    @property
    def marked(self) -> tuple[str, ...]:
        """The records that are marked, to be acted on together."""
        return ()

    def unmark(self) -> None:
        """Take all marks away."""

    @property
    def figure(self) -> Figure | None:
        """The figure under the cursor."""
        return None

    def explanations(self) -> Sequence[Explanation]:
        """What is to be said of the figures under the cursor, the nearest first."""
        from salesops_tui.services.explaining import explain

        return [explain(self.figure)] if self.figure is not None else []

    @abstractmethod
    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for what is to be seen under a filter and draw it, with the cursor on a record where there is such a thing."""

    def draw(self, seen: Any) -> Loaded:
        """Draw what was asked for already: for views that a room may begin with."""
        raise NotImplementedError

    @abstractmethod
    def take_focus(self) -> None:
        """Let the keys come here."""

    def choose(self) -> None:
        """Enter was pressed, and there is no record under the cursor."""
