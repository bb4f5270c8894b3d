"""The templates of meetings: those that come with the program, and the team's own beside the settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from salesops_tui import paths
from salesops_tui.domain.meeting_templates import MeetingTemplate, read_meeting_template
from salesops_tui.domain.template_words import TemplateRefused
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.services.template_files import read_folders, read_toml

_KEY: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
"""It is the name of a file too."""


class TemplateProblem(SalesopsError):
    """A template that cannot be used; the text says which entry."""


@dataclass(frozen=True, slots=True)
class MeetingTemplates:
    """What can be held, and what is wrong with files that cannot."""

    templates: tuple[MeetingTemplate, ...]
    problems: tuple[str, ...] = ()

    def get(self, key: str) -> MeetingTemplate | None:
        """A template by its key."""
        return next((template for template in self.templates if template.key == key), None)


def meeting_templates() -> MeetingTemplates:
    """All templates; a team's own takes the place of one with the same key. A broken file is told, and the rest is there."""
    found, problems = read_folders((paths.shipped_meetings(), paths.meetings_folder()), read_meeting_template)
    ordered = sorted(found.values(), key=lambda template: (template.rank, template.key))
    return MeetingTemplates(tuple(ordered), tuple(problems))


def known_templates(_session: Session) -> MeetingTemplates:
    """All templates, for a room that asks where the files are read."""
    return meeting_templates()


def existing_template(key: str) -> MeetingTemplate:
    """A template by its key. Raises TemplateProblem."""
    template = meeting_templates().get(key)
    if template is None:
        raise TemplateProblem(_("There is no template “{key}” for meetings any more.").format(key=key))
    return template


def template_text(_session: Session, key: str) -> str:
    """The file of a template as it is written: the team's own, else the one that comes with the program."""
    file = _file(key)
    return file.read_text(encoding="utf-8-sig") if file is not None else ""


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A changed template, and where it is to be kept: among the team's own."""

    template: MeetingTemplate
    path: Path
    text: str


def changed_template(_session: Session, text: str) -> TemplateFile:
    """What was typed, as a file of the team's own. Raises TemplateProblem saying which entry cannot be meant."""
    try:
        template = read_toml(text, _("as it is typed"), read_meeting_template)
    except TemplateRefused as error:
        raise TemplateProblem(str(error)) from error
    if not _KEY.fullmatch(template.key):
        raise TemplateProblem(
            _("A template's key has small letters, digits and hyphens only, not “{key}”.").format(key=template.key)
        )
    return TemplateFile(template, paths.meetings_folder() / f"{template.key}.toml", text)


def _file(key: str) -> Path | None:
    for folder in (paths.meetings_folder(), paths.shipped_meetings()):
        for file in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            try:
                found = read_toml(file.read_text(encoding="utf-8-sig"), str(file), read_meeting_template)
            except (TemplateRefused, OSError, UnicodeDecodeError):
                continue
            if found.key == key:
                return file
    return None
