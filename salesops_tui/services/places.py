"""Whether the workbook lies where it is safe, and the way out."""

from __future__ import annotations

from pathlib import Path

from salesops_tui.i18n import _
from salesops_tui.storage.places import on_network, synced_by


def place_warning(path: Path) -> str | None:
    """What to say about the folder of a workbook; None where there is nothing to say."""
    if program := synced_by(path.expanduser().absolute()):
        return _(
            "{path} lies in a folder of {program}, which may copy it in the middle of a step, or keep two versions beside each "
            "other. Move it to a folder of this computer alone, and let {program} have its backups."
        ).format(path=path, program=program)
    if on_network(path):
        return _(
            "{path} lies on another computer. If the network fails in the middle of a step, the step is lost, and not all "
            "servers keep two programs apart. Move it to a folder of this computer, and let the server have its backups."
        ).format(path=path)
    return None
