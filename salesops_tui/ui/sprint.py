"""Where a hygiene sprint stands: which deals, which of them is at hand, which are mended."""

from __future__ import annotations

from collections.abc import Sequence

from salesops_tui.services.hygiene import SprintCard


class Sprint:
    """The queue as it stood when the sprint began, and what became of it."""

    def __init__(self, deal_ids: Sequence[str]) -> None:
        self._ids = list(deal_ids)
        self._mended: set[str] = set()
        self._acted: list[str] = []
        self.place = 0
        """The place of the deal at hand; one beyond the last at the end."""

    @property
    def total(self) -> int:
        """How many deals there are in the queue."""
        return len(self._ids)

    @property
    def mended(self) -> int:
        """How many of them need nothing any more."""
        return len(self._mended)

    @property
    def deal_id(self) -> str | None:
        """The deal at hand; None at the end."""
        return self._ids[self.place] if self.place < len(self._ids) else None

    def ahead(self, number: int) -> list[str]:
        """So many of the deals that come next."""
        return self._ids[self.place + 1 : self.place + 1 + number]

    def go(self, by: int) -> None:
        """Go so many places on, or back."""
        self.place = max(0, min(self.place + by, len(self._ids)))

    def go_back(self) -> None:
        """Go back to the last deal that was left as it was; without any, to the one before."""
        left = [place for place in range(self.place) if self._ids[place] not in self._mended]
        self.place = left[-1] if left else max(self.place - 1, 0)

    def drop(self) -> None:
        """The deal at hand is no longer in the workbook."""
        self._mended.discard(self._ids.pop(self.place))

    def note(self, card: SprintCard) -> None:
        """A deal counts as mended once it has no fault, and no longer when that is undone."""
        if card.faults:
            self._mended.discard(card.deal.id)
        else:
            self._mended.add(card.deal.id)

    def acted(self) -> None:
        """Something was done to the deal at hand."""
        if self.deal_id is not None:
            self._acted.append(self.deal_id)

    def return_to_last(self) -> None:
        """Go to the deal to which something was done last, because that is undone."""
        if self._acted and self._acted[-1] in self._ids:
            self.place = self._ids.index(self._acted.pop())
