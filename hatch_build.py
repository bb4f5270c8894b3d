"""Build hook: compile the message catalogues (.po) that people edit into the .mo files that gettext reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueBuildHook(BuildHookInterface[Any]):
    """Writes one .mo beside each .po, for wheels and for editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue of the package; called by hatchling before it collects files."""
        for source in sorted(Path(self.root, "salesops_tui", "i18n", "locales").rglob("*.po")):
            with source.open("rb") as text:
                catalogue = read_po(text, locale=source.parent.parent.name)
            with source.with_suffix(".mo").open("wb") as binary:
                write_mo(binary, catalogue)
