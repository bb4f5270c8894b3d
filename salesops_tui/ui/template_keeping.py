"""Keeping a changed template of meetings among the team's own."""

from __future__ import annotations

import asyncio

from salesops_tui.exporting import files
from salesops_tui.exporting.files import ExportFailed
from salesops_tui.i18n import _, language
from salesops_tui.services.meetings.templates import TemplateFile
from salesops_tui.system_errors import reason_of


async def keep(changed: TemplateFile) -> str:
    """Write the file, beside the settings; says what came of it. Raises ExportFailed."""

    def write() -> None:
        try:
            changed.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportFailed(
                _("{path} cannot be written: {reason}. Nothing was left half-written.").format(
                    path=changed.path.parent, reason=reason_of(error)
                )
            ) from error
        files.write(changed.path, changed.text.encode())

    await asyncio.to_thread(write)
    name = changed.template.name.said(language())
    return _("“{name}” is the team's own from now on: {path}").format(name=name, path=changed.path)
