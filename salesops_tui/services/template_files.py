"""Templates in files: those that come with the program, and the team's own beside the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from salesops_tui.domain.template_words import TemplateRefused
from salesops_tui.i18n import _
from salesops_tui.system_errors import reason_of, toml_reason_of


class Template(Protocol):
    """Something with a key of its own."""

    @property
    def key(self) -> str:
        """What tells it from others; a team's own takes the place of one with the same."""


T = TypeVar("T", bound=Template)


def read_folders(folders: Sequence[Path], read: Callable[[Mapping[str, Any]], T]) -> tuple[dict[str, T], list[str]]:
    """All templates by their keys, a later folder's in the place of an earlier one's; and what is wrong with files that are
    none. A broken file is told, and the rest is there."""
    found: dict[str, T] = {}
    problems = []
    for folder in folders:
        for file in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            try:
                template = read_file(file, read)
            except TemplateRefused as error:
                problems.append(str(error))
            else:
                found[template.key] = template
    return found, problems


def read_file(file: Path, read: Callable[[Mapping[str, Any]], T]) -> T:
    """One template. Raises TemplateRefused in words, naming the file and what is wrong in it."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateRefused(
            _("The template {path} cannot be read: {reason}").format(path=file, reason=reason_of(error))
        ) from error
    return read_toml(text, str(file), read)


def read_toml(text: str, name: str, read: Callable[[Mapping[str, Any]], T]) -> T:
    """A template from the text of a file. Raises TemplateRefused in words."""
    # Reading TOML takes longer than anything else a start does.
    import tomllib

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateRefused(
            _("The template {path} is no valid TOML: {reason}").format(path=name, reason=toml_reason_of(error))
        ) from error
    try:
        return read(content)
    except TemplateRefused as error:
        raise TemplateRefused(
            _("The template {path} cannot be used: “{entry}” is missing or cannot be meant.").format(
                path=name, entry=error
            )
        ) from error
