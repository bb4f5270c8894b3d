"""A week's report: the draft with words that can be changed, or the report as it was sealed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.binding import BindingType

from salesops_tui.domain.steps import Origin
from salesops_tui.domain.week_reports import Section
from salesops_tui.domain.written import WrittenDocument
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import number
from salesops_tui.i18n import _
from salesops_tui.services.week.seen import WeekSeen, glance, look
from salesops_tui.ui.commands import bindings
from salesops_tui.ui.views.view import Loaded
from salesops_tui.ui.views.week_view import WeekView
from salesops_tui.ui.week_commands import IN_THE_REPORT, REPORT
from salesops_tui.ui.week_lines import report_lines
from salesops_tui.ui.widgets.figure_sheet import FigureSheet

if TYPE_CHECKING:
    from salesops_tui.domain.tasks import Task
    from salesops_tui.domain.week_reports import SealedReport
    from salesops_tui.services.week.report import WeekReport

_PATIENCE_S: Final = 0.12
"""After so long the results are shown alone, and everything else when it is there."""


class ReportView(WeekView):
    """One sheet with the four sections; the deals, tasks and figures of its lines are a key away."""

    COMMAND = REPORT
    OFFERED = (*IN_THE_REPORT, *FigureSheet.OFFERED)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(IN_THE_REPORT)]

    def __init__(self) -> None:
        super().__init__()
        self.seen: WeekSeen | None = None
        self._wants_draft = False
        self._drift: tuple[str, ...] = ()

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Ask for the report and draw it; what is quick to have is shown first."""
        room, week, scope = self.room, self.room.shown_week, self.room.scope
        is_new = self.seen is None or (self.seen.week, self.seen.scope) != (week, scope)
        if is_new:
            self._wants_draft, self._drift = False, ()
        at_once = await room.call(glance, week, scope) if is_new else None
        asked = asyncio.ensure_future(room.call(look, week, scope, draft=self._wants_draft))
        done, _waiting = await asyncio.wait({asked}, timeout=_PATIENCE_S if at_once is not None else None)
        if not done and at_once is not None:
            self._draw(at_once, ())
        seen = await asked
        self.seen = seen
        self._draw(seen.written, self._notes(seen))
        if seen.sealed is not None and seen.draft is None:
            self._tell_drift(seen.sealed)
        return Loaded(seen.standing, "", self._summary(seen))

    def _draw(self, written: WrittenDocument, notes: Sequence[str]) -> None:
        self.sheet.show(lambda width: list(report_lines(written, width, notes)))

    def _notes(self, seen: WeekSeen) -> Sequence[str]:
        if not seen.has_deals:
            return (_("There is nothing to report yet: i brings in an export, and the report writes itself."),)
        if seen.sealed is None:
            return ()
        if seen.draft is not None:
            edition = number(seen.sealed.edition)
            return (
                _(
                    "Today's data. Edition {edition} is sealed: w shows it, s seals these words as the next edition."
                ).format(edition=edition),
            )
        return self._drift

    def _summary(self, seen: WeekSeen) -> str:
        state = _("draft") if seen.draft is not None else _("sealed")
        return " · ".join((str(seen.week), state, seen.scope.name or _("Everybody")))

    @work(group="drift", exclusive=True)
    async def _tell_drift(self, sealed: SealedReport) -> None:
        from salesops_tui.services.week.drift_words import drift_lines
        from salesops_tui.services.week.sealing import drift

        told = await self.room.call(lambda session: tuple(drift_lines(session, sealed, drift(session, sealed))))
        seen = self.seen
        if seen is not None and seen.sealed is not None and seen.sealed.id == sealed.id and seen.draft is None:
            self._drift = told
            self._draw(seen.written, told)
            self.room.summarise(self._summary(seen) + " · " + (_("moved on since") if told else _("as today's data")))

    # Where the cursor is

    @property
    def _key(self) -> tuple[str, str, str]:
        """Section, kind and record of the line under the cursor."""
        key = self.sheet.stop.key if self.sheet.stop is not None else None
        return (key[0], key[1], key[2]) if isinstance(key, tuple) else ("", "", "")

    def choose(self) -> None:
        """Enter: the deal or the task of the line; on a text, other words for it."""
        section, kind, record_id = self._key
        match kind:
            case "deal":
                self.room.open_deal(record_id)
            case "task":
                self.room.open_task(record_id)
            case "risk" if (draft := self._draft()) is not None:
                risk = next((risk for risk in draft.risks if risk.source == record_id), None)
                if risk is not None and risk.deal_id is not None:
                    self.room.open_deal(risk.deal_id)
                elif risk is not None and risk.task_id is not None:
                    self.room.open_task(risk.task_id)
            case "text" if section:
                self.action_edit()

    def _draft(self) -> WeekReport | None:
        """What is shown, where it can be changed; else it is said why not."""
        if self.seen is not None and self.seen.draft is not None:
            return self.seen.draft
        self.room.workbench.say(_("A sealed report stays as it is: w shows today's data, which can be sealed again."))
        return None

    # Changing it

    @work(group="page", exclusive=True)
    async def action_edit(self) -> None:
        """Write other words for the section under the cursor."""
        from salesops_tui.ui.dialogs.report_text import ReportTextScreen

        if (draft := self._draft()) is None:
            return
        section = Section(self._key[0]) if self._key[0] in set(Section) else Section.RESULTS
        await self.app.push_screen_wait(ReportTextScreen(draft, section))
        self.room.reload()

    def action_task(self) -> None:
        """Make a task of the risk under the cursor, for the deal's owner."""
        from salesops_tui.services.week.responses import add_response

        if (draft := self._draft()) is None:
            return
        _section, kind, source = self._key
        risk = next((risk for risk in draft.risks if kind == "risk" and risk.source == source), None)
        if risk is None:
            self.room.workbench.say(_("There is no risk under the cursor that a task can be made of."))
            return
        people = draft.scope.people or ()
        owner_id = people[0].id if len(people) == 1 else None
        self.room.write(add_response, risk, owner_id, Origin.SCREEN, told=_added)

    @work(group="page", exclusive=True)
    async def action_seal(self) -> None:
        """Freeze it as it reads now."""
        from salesops_tui.services.week.sealing import seal

        if (draft := self._draft()) is None:
            return
        try:
            sealed = await self.room.call(seal, draft.week, draft.scope, Origin.SCREEN)
        except SalesopsError as error:
            self.room.workbench.say_error(error)
            return
        self._wants_draft, self._drift = False, ()
        told = _("Sealed: {week}, edition {edition}. u takes the seal off again.")
        self.room.workbench.say(told.format(week=sealed.week, edition=number(sealed.edition)))
        self.room.reload()

    def action_draft(self) -> None:
        """A sealed week by today's data, and back."""
        if self.seen is None or self.seen.sealed is None:
            self.room.workbench.say(_("This week is not sealed: what is shown is the draft."))
            return
        self._wants_draft = not self._wants_draft
        self.room.reload()

    @work(group="page", exclusive=True)
    async def action_take_parts(self) -> None:
        """Take in the parts that people sent."""
        from salesops_tui.ui.dialogs.take_parts import TakePartsScreen

        told = await self.app.push_screen_wait(TakePartsScreen())
        if told:
            self.room.workbench.say(told)
            self.room.reload()

    # Handing it on

    @work(group="page", exclusive=True)
    async def action_export(self) -> None:
        """Read, copy or save the report, in any format."""
        from salesops_tui.services.week.written import whole
        from salesops_tui.ui.dialogs.hand_on import HandOnScreen

        if (seen := self.seen) is None:
            return
        draft = seen.draft
        told = await self.room.call(whole, draft) if draft is not None else seen.written
        name = " ".join(word for word in (_("Weekly report"), told.scope, told.about) if word)
        if draft is not None:
            screen = HandOnScreen(told, name, lambda masking: self.room.call(whole, draft, masking))
        else:
            refused = _("A sealed report is told as it was sealed: w shows today's data, which can be masked.")
            screen = HandOnScreen(told, name, refused=refused)
        path: Path | None = await self.app.push_screen_wait(screen)
        if path is not None:
            self.room.workbench.say(_("Written: {path}").format(path=path))


def _added(task: Task) -> str:
    return _("Added “{task}”.").format(task=task.title)
