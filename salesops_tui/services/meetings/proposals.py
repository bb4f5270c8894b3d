"""The minutes that past meetings propose, as a template of the team's own."""

from __future__ import annotations

import re

from salesops_tui.i18n import _
from salesops_tui.services.meetings.templates import TemplateFile, TemplateProblem, changed_template, template_text
from salesops_tui.services.meetings.times import meeting_times
from salesops_tui.services.session import Session

_MINUTES = re.compile(r"^(minutes\s*=\s*)\d+", re.MULTILINE)


def proposed_template(session: Session, key: str) -> TemplateFile:
    """A template with the proposed minutes, everything else as it is. Raises TemplateProblem where nothing is proposed."""
    kind = next((kind for kind in meeting_times(session).kinds if kind.key == key), None)
    if kind is None or not kind.has_proposal:
        raise TemplateProblem(_("There are no better minutes yet: after three meetings of a kind there may be."))
    better = iter([item.proposed if item.proposed is not None else item.planned for item in kind.items])
    text = _MINUTES.sub(lambda found: f"{found[1]}{next(better)}", template_text(session, key))
    return changed_template(session, text)
