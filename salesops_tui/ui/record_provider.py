"""Deals, accounts, people, tasks and meetings in the palette, beside the commands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from textual.command import Hit, Hits, Provider
from textual.content import Content

from salesops_tui.domain.found import RecordKind
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _, mark
from salesops_tui.services.search import search
from salesops_tui.terminal import printable
from salesops_tui.ui.screens.room import Room

KINDS: Final[Mapping[RecordKind, str]] = {
    RecordKind.DEAL: mark("Deal"),
    RecordKind.ACCOUNT: mark("Account"),
    RecordKind.PERSON: mark("Person"),
    RecordKind.TASK: mark("Task"),
    RecordKind.MEETING: mark("Meeting"),
}
_BY_SOUND: Final = 0.5
"""How well a name fits that was found by its account, or by its pinyin."""


class RecordProvider(Provider):
    """Finds records by what is typed; enter opens their page over the room."""

    async def search(self, query: str) -> Hits:
        """The records that are named so."""
        room = self.screen
        if not isinstance(room, Room):
            return
        try:
            found = await room.call(search, query)
        except SalesopsError as error:
            room.workbench.say_error(error)
            return
        matcher = self.matcher(query)
        for record in found:
            name = printable(record.name)
            told = " · ".join(word for word in (_(KINDS[record.kind]), printable(record.detail)) if word)
            # The line below is a part of what is shown: as the hit's help it would be read as markup.
            shown = Content.assemble(name, "\n", (told, "dim"))
            yield Hit(matcher.match(name) or _BY_SOUND, shown, partial(room.open_record, record), text=name)
