"""What all views of the pipeline room share."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from salesops_tui.services.asking import Asked
from salesops_tui.ui.views.view import View

if TYPE_CHECKING:
    from salesops_tui.ui.screens.pipeline import PipelineRoom


class DealView(View):
    """One way of seeing the deals: it answers for the deal under its cursor."""

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
    def record_id(self) -> str | None:
        """The deal under the cursor."""
        return self.deal_id

    @property
    def new_deal_stage(self) -> str:
        """The stage that a new deal begins in here; empty for the first."""
        return ""

    @property
    def asked(self) -> Asked:
        """What of it is meant when it is written to a file."""
        return Asked(self.room.filter.text)
