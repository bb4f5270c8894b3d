"""``salesops demo``: the workbench on sample data."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from salesops_tui import paths
from salesops_tui.cli.context import Context, say
from salesops_tui.cli.workbench import show
from salesops_tui.i18n import _, language
from salesops_tui.settings import load_settings


def open_demo(context: Context, _arguments: Namespace) -> int:
    """Make a workbook of sample data, open it, and throw it away afterwards."""
    from salesops_tui.services.demo import make_demo

    shipped = load_settings(paths.sample_data() / "settings.toml")
    settings = replace(shipped, language=context.settings.language, theme=context.settings.theme)
    say(_("Preparing the sample data …"))
    # Windows cannot remove a file that something still looks at; what stays is in the temporary folder.
    with tempfile.TemporaryDirectory(prefix="salesops-demo-", ignore_cleanup_errors=True) as folder:
        path = make_demo(Path(folder), context.clock, settings, language())
        return show(replace(context, path=path, settings=settings), keep_copy=False).code
