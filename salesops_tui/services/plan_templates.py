"""The templates of plans: those that come with the program, and the team's own beside the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from salesops_tui import paths
from salesops_tui.domain.plan_templates import PlanTemplate, read_template
from salesops_tui.services.session import Session
from salesops_tui.services.template_files import read_folders


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
    found, problems = read_folders((paths.shipped_plans(), paths.plans_folder()), read_template)
    return Templates(tuple(found.values()), tuple(problems))
