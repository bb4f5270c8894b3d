"""The meetings room: what is to come, all that were, the templates, where the minutes went."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, cast

from textual import work
from textual.binding import BindingType

from salesops_tui.domain.steps import Origin
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.meetings import planning
from salesops_tui.ui.commands import bindings
from salesops_tui.ui.meeting_commands import MEETING_VIEWS, MEETINGS, SEARCH
from salesops_tui.ui.screens.views_room import ViewsRoom
from salesops_tui.ui.views.meeting_view import MeetingView


class MeetingsRoom(ViewsRoom):
    """Its views, with the search above them."""

    KEY = "5"
    OFFERED = MEETINGS
    ASKING = (SEARCH,)
    VIEWS = MEETING_VIEWS
    CLASSES: ClassVar = {
        "upcoming": "meetings_upcoming:UpcomingView",
        "minutes": "meetings_minutes:MinutesView",
        "templates": "meeting_templates:TemplatesView",
        "times": "meeting_times:MeetingTimesView",
    }
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(MEETINGS)]

    def __init__(self) -> None:
        super().__init__("upcoming")

    def on_mount(self) -> None:
        """Draw the first view."""
        self.reload()
        self.view.take_focus()

    def filter_hint(self) -> str:
        """What may be typed into the search."""
        return _("any words of a title, a note or a decision")

    @property
    def meeting_view(self) -> MeetingView:
        """The view that is seen."""
        return cast("MeetingView", self.view)

    def action_open(self) -> None:
        """Open what the line under the cursor is about."""
        self.view.choose()

    def action_add(self) -> None:
        """Plan a meeting, from the template under the cursor where there is one."""
        self.plan_from(self.meeting_view.template)

    @work(group="page", exclusive=True)
    async def plan_from(self, key: str | None) -> None:
        """Plan a meeting, and show it."""
        from salesops_tui.services.meetings.templates import known_templates
        from salesops_tui.ui.dialogs.plan_meeting import PlanMeetingScreen

        known, accounts = await self.call(
            lambda session: (known_templates(session), [name for _id, name in session.workbook.accounts.names()])
        )
        planned = await self.app.push_screen_wait(PlanMeetingScreen(known, accounts, key))
        if planned is not None:
            self.open_meeting(planned)
        else:
            self.reload()

    def action_cadence(self) -> None:
        """Let meetings come back: the template under the cursor, or the course's cadence."""
        key = self.meeting_view.template
        self.write(
            planning.take_up,
            (key,) if key is not None else planning.CADENCE,
            Origin.SCREEN,
            told=lambda count: (
                ngettext(
                    "{number} meeting comes back from now on.", "{number} meetings come back from now on.", count
                ).format(number=count)
                if count
                else _("They come back already, or nothing by the calendar is under the cursor.")
            ),
        )

    @work(group="page", exclusive=True)
    async def action_edit(self) -> None:
        """Change the template under the cursor, as the team's own."""
        from salesops_tui.services.meetings.templates import changed_template, template_text
        from salesops_tui.ui.dialogs.long_text import LongTextScreen
        from salesops_tui.ui.template_keeping import keep

        if (key := self.meeting_view.template) is None:
            self.workbench.say(_("There is no template under the cursor: t shows them."))
            return
        text = await self.call(template_text, key)

        async def save(typed: str) -> object:
            return await keep(await self.call(changed_template, typed))

        hint = _("It is kept as a file of the team's own, beside the settings.")
        await self.app.push_screen_wait(LongTextScreen(key, f"template-{key}", text, save, hint))
        self.reload()

    def action_drop(self) -> None:
        """Take what is under the cursor away; undo brings it back."""
        drop = getattr(self.view, "drop", None)
        if drop is None:
            self.workbench.say(_("There is no meeting under the cursor."))
        else:
            drop()

    @work(group="page", exclusive=True)
    async def action_export(self) -> None:
        """Write what is to come to a calendar file."""
        from salesops_tui.ui.dialogs.calendar_file import CalendarFileScreen

        path: Path | None = await self.app.push_screen_wait(CalendarFileScreen())
        if path is not None:
            self.workbench.say(_("Written: {path}").format(path=path))
