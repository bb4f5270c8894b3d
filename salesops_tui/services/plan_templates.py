"""The templates of plans: those that come with the program, and the team's own beside the settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from salesops_tui import paths
from salesops_tui.domain.plan_templates import PlanTemplate, TemplateRefused, read_template
from salesops_tui.i18n import _
from salesops_tui.services.session import Session


@dataclass(frozen=True, slots=True)
class Templates:
    """What can be started, and what is wrong with files that cannot."""

    templates: tuple[PlanTemplate, ...]
    problems: tuple[str, ...] = ()

    def get(self, key: str) -> PlanTemplate | None:
        """A template by its key."""
        return next((template for template in self.templates if template.key == key), None)


NONE: Final = Templates(())
"""Where none is to be chosen."""


def known_templates(_session: Session) -> Templates:
    """All templates, for a room that asks where the files are read."""
    return templates()


def templates() -> Templates:
    """All templates; a team's own takes the place of one with the same key. A broken file is told, and the rest is there."""
    found: dict[str, PlanTemplate] = {}
    problems = []
    for folder in (paths.shipped_plans(), paths.plans_folder()):
        for file in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            try:
                template = _read(file)
            except TemplateRefused as error:
                problems.append(str(error))
            else:
                found[template.key] = template
    return Templates(tuple(found.values()), tuple(problems))


def _read(file: Path) -> PlanTemplate:
    # Reading TOML takes longer than anything else a start does.
    import tomllib

    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateRefused(_("The plan {path} cannot be read: {reason}").format(path=file, reason=error)) from error
    except tomllib.TOMLDecodeError as error:
        raise TemplateRefused(
            _("The plan {path} is no valid TOML: {reason}").format(path=file, reason=error)
        ) from error
    try:
        return read_template(content)
    except TemplateRefused as error:
        raise TemplateRefused(
            _("The plan {path} cannot be used: “{entry}” is missing or cannot be meant.").format(path=file, entry=error)
        ) from error
