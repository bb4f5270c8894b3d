"""What all views of the pipeline room share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical

from salesops_tui.domain.figures import Figure
from salesops_tui.services.asking import Asked
from salesops_tui.services.standing import Standing
from salesops_tui.ui.commands import Command

if TYPE_CHECKING:
    from salesops_tui.services.explaining import Explanation
    from salesops_tui.ui.screens.pipeline import PipelineRoom


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the room tells around a view that has just been drawn."""

    standing: Standing
    found: str = ""
    """How much the filter leaves."""
    summary: str = ""
    """One line beside the views' names: what the eye wants first."""


class View(Vertical):
    """One way of seeing the deals; it is mounted when it is first wanted, and kept.

    A view draws what ``load`` brought and answers for the deal and the figure under its cursor; the room knows the filter,
    the selected deal and what can be done with it.
    """

    COMMAND: ClassVar[Command]
    """What leads here."""
    OFFERED: ClassVar[tuple[Command, ...]] = ()
    """What can be done here beside what can be done in every view."""
    NEEDS_PASTS: ClassVar[bool] = False
    """Whether it reads what deals were: the room then sees to it that their pasts are worked out."""

    HAS_DEALS: ClassVar[bool] = True
    """Whether the cursor can be on a deal: where it cannot, nothing is offered that is done with one."""

    @property
    def room(self) -> PipelineRoom:
        """The room it belongs to."""
        from salesops_tui.ui.screens.pipeline import PipelineRoom

        assert isinstance(self.screen, PipelineRoom)
        return self.screen

    @property
    def deal_id(self) -> str | None:
        """The deal under the cursor."""
        return None

    @property
    def marked(self) -> tuple[str, ...]:
        """The deals that are marked, to be acted on together."""
        return ()

    def unmark(self) -> None:
        """Take all marks away."""

    @property
    def new_deal_stage(self) -> str:
        """The stage that a new deal begins in here; empty for the first."""
        return ""

    @property
    def figure(self) -> Figure | None:
        """The figure under the cursor."""
        return None

    @property
    def asked(self) -> Asked:
        """What of it is meant when it is written to a file."""
        return Asked(self.room.filter.text)

    def explanations(self) -> Sequence[Explanation]:
        """What is to be said of the figures under the cursor, the nearest first."""
        from salesops_tui.services.explaining import explain

        return [explain(self.figure)] if self.figure is not None else []

    @abstractmethod
    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for what is to be seen under a filter and draw it, with the cursor on a deal where there is such a thing."""

    @abstractmethod
    def take_focus(self) -> None:
        """Let the keys come here."""

    def choose(self) -> None:
        """Enter was pressed, and there is no deal under the cursor."""
