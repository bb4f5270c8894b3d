"""From arguments to a command, and from whatever goes wrong to words."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from importlib import import_module

from salesops_tui import paths
from salesops_tui.cli.argparse_words import translate_argparse
from salesops_tui.cli.arguments import language_asked_for, parse
from salesops_tui.cli.context import Context
from salesops_tui.clock import Clock, PretendedClock, SystemClock
from salesops_tui.errors import SalesopsError, UsageError
from salesops_tui.i18n import _, preferred_language, set_language
from salesops_tui.settings import load_settings
from salesops_tui.terminal import printable

_INTERRUPTED = 130


def run(argv: Sequence[str]) -> int:
    """Run one command; returns what the shell is told. Never raises: tracebacks go to the log file."""
    try:
        return _run(argv)
    except SalesopsError as error:
        _complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        sys.stderr.close()
        return 0
    except Exception:
        _log_defect()
        _complain(
            _(
                "Something went wrong that should not have; nothing half-done was kept. The details are in {path}."
            ).format(path=paths.log_file())
        )
        return 1


def _run(argv: Sequence[str]) -> int:
    # The language comes first: help and errors about the arguments themselves are to be in it.
    asked = language_asked_for(argv)
    set_language(asked or preferred_language())
    settings = load_settings(paths.settings_file())
    set_language(asked or settings.language or preferred_language())
    translate_argparse()
    arguments = parse(argv)
    context = Context(
        path=arguments.db.expanduser() if arguments.db else paths.default_workbook(),
        clock=_clock(arguments),
        settings=settings,
    )
    # Only the command's own module is loaded: the workbench starts without what the import needs.
    module, function = arguments.command.split(":")
    result: int = getattr(import_module(f"salesops_tui.cli.{module}"), function)(context, arguments)
    return result


def _clock(arguments: Namespace) -> Clock:
    if arguments.today is None:
        return SystemClock()
    try:
        return PretendedClock(date.fromisoformat(arguments.today))
    except ValueError as error:
        raise UsageError(
            _("--today takes a date such as 2026-11-23, not “{text}”.").format(text=arguments.today)
        ) from error


def _complain(text: str) -> None:
    for line in text.splitlines():
        print(printable(line), file=sys.stderr)


def _log_defect() -> None:
    import logging
    from logging.handlers import RotatingFileHandler

    path = paths.log_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger("salesops")
    logger.addHandler(handler)
    logger.exception("defect")
    logger.removeHandler(handler)
    handler.close()
