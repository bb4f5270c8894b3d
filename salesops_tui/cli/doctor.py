"""``salesops doctor``: what the program finds around it, for whoever wonders why something looks or works as it does."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from salesops_tui import __version__, paths
from salesops_tui.cli.context import Context, say
from salesops_tui.errors import SalesopsError
from salesops_tui.formats import number
from salesops_tui.i18n import _, language
from salesops_tui.services.places import place_warning
from salesops_tui.storage.backup import backup_folder, backups
from salesops_tui.terminal import KITTY_OPT_OUT
from salesops_tui.ui.cells import fit
from salesops_tui.ui.clipboard import tool_here

_TITLE: Final = 22
_LEAST_WIDTH, _LEAST_HEIGHT = 80, 24
_RULERS: Final = ("1234567890", "华东医药ab", "✓→▶◆▸…·─│█")
"""Ten cells each: of Latin letters, of Chinese ones, and of what some fonts draw at double width."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    title: str
    told: str
    advice: str = ""
    """What to do; only where something is not as it should be."""


def show(context: Context, _arguments: Namespace) -> int:
    """Print what was found; 1 where something needs doing."""
    width, height = shutil.get_terminal_size()
    size = (width, height) if sys.stdout.isatty() else None
    parts = (
        (_("Program"), list(_program())),
        (_("Terminal"), list(terminal(os.environ, sys.stdout.encoding or "", size))),
        (_("Files"), list(_files(context))),
    )
    advised = 0
    for title, findings in parts:
        say(title)
        for finding in findings:
            say(f"  {fit(finding.title, _TITLE)} {finding.told}")
            if finding.advice:
                advised += 1
                say(f"  {' ' * _TITLE} ! {finding.advice}")
        say()
    say(
        _(
            "The right bars stand under each other where the font suits; else choose another one in the terminal's settings:"
        )
    )
    for ruler in _RULERS:
        say(f"  |{ruler}|")
    return 1 if advised else 0


def _program() -> Iterator[Finding]:
    yield Finding("SalesOps", __version__)
    yield Finding("Python", f"{platform.python_version()} · {platform.system()} {platform.machine()}")
    yield Finding("SQLite", sqlite3.sqlite_version)
    yield Finding("Textual", version("textual"))
    yield Finding(_("Language"), language())


def terminal(environment: Mapping[str, str], encoding: str, size: tuple[int, int] | None) -> Iterator[Finding]:
    """What is known of the terminal; the size is None where the output goes into a file."""
    names = [environment.get("TERM_PROGRAM", ""), environment.get("TERM", "")]
    around = [
        name
        for variable, name in (("TMUX", "tmux"), ("STY", "screen"), ("SSH_TTY", "ssh"))
        if environment.get(variable)
    ]
    yield Finding(_("Terminal"), " · ".join(word for word in (*names, *around) if word) or _("unknown"))
    if size is None:
        yield Finding(_("Window"), _("none: this goes into a file or another program"))
    else:
        small = size[0] < _LEAST_WIDTH or size[1] < _LEAST_HEIGHT
        advice = _("Make the window at least {width} wide and {height} high.") if small else ""
        told = _("{width} wide, {height} high").format(width=size[0], height=size[1])
        yield Finding(_("Window"), told, advice.format(width=_LEAST_WIDTH, height=_LEAST_HEIGHT))
    yield _colours(environment)
    is_utf8 = encoding.casefold().replace("-", "") == "utf8"
    yield Finding(
        _("Characters"), encoding, "" if is_utf8 else _("Set the terminal to UTF-8, or Chinese is not shown.")
    )
    off = environment.get(KITTY_OPT_OUT) == "1"
    yield Finding(
        _("Keys"),
        _("input methods are safe") if off else _("the terminal reports every key by itself"),
        ""
        if off
        else _("Chinese from an input method may be lost: take {variable} out of your environment.").format(
            variable=KITTY_OPT_OUT
        ),
    )
    tool = tool_here()
    yield Finding(_("Clipboard"), tool or _("the terminal is asked (OSC 52); it does not say whether it took the text"))


def _colours(environment: Mapping[str, str]) -> Finding:
    if environment.get("NO_COLOR"):
        return Finding(_("Colours"), _("none, as NO_COLOR says"))
    if environment.get("COLORTERM", "").casefold() in ("truecolor", "24bit") or environment.get("WT_SESSION"):
        return Finding(_("Colours"), _("true colour"))
    return Finding(_("Colours"), "256" if "256" in environment.get("TERM", "") else "16")


def _files(context: Context) -> Iterator[Finding]:
    yield _workbook(context)
    kept = backups(context.path)
    newest = kept[0].path.name if kept else _("none yet")
    yield Finding(_("Backups"), f"{backup_folder(context.path)} · {newest}")
    yield _present(_("Settings"), paths.settings_file())
    yield _present(_("Own plans"), paths.plans_folder())
    yield _present(_("Own meetings"), paths.meetings_folder())
    yield _present(_("Log of defects"), paths.log_file())


def _workbook(context: Context) -> Finding:
    path = context.path
    if not path.exists():
        return Finding(_("Workbook"), _("{path} (not there yet)").format(path=path))
    try:
        with context.session():
            size = number(path.stat().st_size // 1024)
    except SalesopsError as error:
        return Finding(_("Workbook"), str(path), str(error))
    told = _("{path} · {size} kB").format(path=path, size=size)
    return Finding(_("Workbook"), told, place_warning(path) or "")


def _present(title: str, path: Path) -> Finding:
    return Finding(title, str(path) if path.exists() else _("{path} (not there yet)").format(path=path))
