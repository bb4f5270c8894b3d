"""What is typed in a stand-up: one line for each thing that somebody says, and what is done with lines."""

from __future__ import annotations

from collections.abc import Sequence

from salesops_tui.domain.quick_add.reading import Named
from salesops_tui.domain.standups import LineKind
from salesops_tui.domain.steps import Origin
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.services.standups.parts import Presence, Said
from salesops_tui.services.standups.words import line_kind_title
from salesops_tui.ui.screens.line_taking import LineTaking
from salesops_tui.ui.views.standup import StandupView


class StandupSaying(LineTaking):
    """A room with the round of a stand-up in it."""

    @property
    def round(self) -> StandupView:
        """The view with the round, seen or not."""
        return self.query_one(StandupView)

    async def action_say(self, kind: str) -> None:
        """Type a line: for the person who has the word, or whose part is seen."""
        from salesops_tui.services.standups import capture

        seen, said = self.round.seen, LineKind(kind)
        person = None if said is LineKind.REMINDER else self.round.speaker_id
        if seen is None or (person is None and said is not LineKind.REMINDER):
            self.workbench.say(_("There is nobody who could say it."))
            return

        def take(session: Session, text: str, chosen: Sequence[Named]) -> object:
            return capture.note(session, seen.day, seen.team, person, said, text, Origin.SCREEN, chosen=chosen)

        title = line_kind_title(said)
        await self.take_line(title if person is None else f"{self.round.name_of(person)}, {title}", take)

    async def action_edit(self) -> None:
        """Say the line under the cursor in other words."""
        from salesops_tui.services.standups import capture

        if (said := self._line("line_id")) is None:
            return
        line_id = said.line_id or ""

        def take(session: Session, text: str, _chosen: Sequence[Named]) -> object:
            return capture.edit(session, line_id, text, Origin.SCREEN)

        await self.take_line(_("in other words"), take, said.text)

    def action_retract(self) -> None:
        """Take the line under the cursor out."""
        from salesops_tui.services.standups import capture

        if (said := self._line("line_id")) is not None:
            self.write(capture.retract, said.line_id, Origin.SCREEN)

    def action_finish(self) -> None:
        """Tick the task of the line under the cursor off."""
        from salesops_tui.services import task_states

        if (said := self._line("task_id")) is not None:
            self.write(task_states.finish, [said.task_id], Origin.SCREEN)

    async def action_roll(self) -> None:
        """Note that the person is not there, and ask why; or that they are there after all."""
        from salesops_tui.services.standups import capture

        seen, person = self.round.seen, self.round.person_id
        if seen is None or person is None:
            return
        absent = next(part for part in seen.parts if part.person_id == person).presence is Presence.PRESENT

        def roll(session: Session) -> object:
            return capture.call_roll(session, seen.day, seen.team, person, Origin.SCREEN, present=not absent)

        self.write(roll)
        if absent:

            def take(session: Session, text: str, _chosen: Sequence[Named]) -> object:
                return capture.excuse(session, seen.day, seen.team, person, text, Origin.SCREEN)

            await self.take_line(
                _("{name} is absent: why, and until when").format(name=self.round.name_of(person)), take
            )

    def _line(self, field: str) -> Said | None:
        """The line under the cursor, if it has what is wanted; a word to the person where it has not."""
        said = self.round.said
        if said is None:
            self.workbench.say(_("There is no line under the cursor."))
        elif getattr(said, field) is None and field == "task_id":
            self.workbench.say(_("This line has no task."))
        elif getattr(said, field) is None:
            self.workbench.say(_("This line comes from the record: change it where it was made, with enter."))
        else:
            return said
        return None
