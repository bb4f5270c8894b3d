"""The agendas that meetings are held by."""

from __future__ import annotations

from dataclasses import replace

from salesops_tui.i18n import _, language, ngettext
from salesops_tui.services.meetings.templates import MeetingTemplates, known_templates
from salesops_tui.services.session import Session
from salesops_tui.services.standing import Standing, standing
from salesops_tui.ui.meeting_commands import TEMPLATES
from salesops_tui.ui.meeting_lists import template_lines
from salesops_tui.ui.views.meeting_view import MeetingView
from salesops_tui.ui.views.view import Loaded


class TemplatesView(MeetingView):
    """By their groups; enter plans a meeting from one, e changes it as the team's own."""

    COMMAND = TEMPLATES

    async def load(self, filter_line: str, follow: str | None) -> Loaded:
        """Read the templates and draw them."""
        known, stands = await self.room.call(_known, filter_line)
        self.sheet.show(lambda width: list(template_lines(known, width)))
        count = len(known.templates)
        told = ngettext("{number} template", "{number} templates", count).format(number=count)
        if known.problems:
            told = _("{number} files cannot be used").format(number=len(known.problems)) + f" · {told}"
        return Loaded(stands, "", told)

    @property
    def template(self) -> str | None:
        """The template under the cursor."""
        return self.key[1] if self.key[0] == "template" else None

    def choose(self) -> None:
        """Enter plans a meeting from the template."""
        self.room.plan_from(self.template)


def _known(session: Session, words: str) -> tuple[MeetingTemplates, Standing]:
    wanted = words.casefold().strip()
    known = known_templates(session)
    said = language()
    left = tuple(one for one in known.templates if wanted in one.name.said(said).casefold())
    return replace(known, templates=left), standing(session)
