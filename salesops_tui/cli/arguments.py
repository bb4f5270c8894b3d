"""The words of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from salesops_tui import __version__
from salesops_tui.domain.target_tree import Dimension
from salesops_tui.errors import UsageError
from salesops_tui.exporting.kinds import DocumentFormat, Format, Masking, SummaryFormat
from salesops_tui.exporting.task_files.kinds import TaskFormat
from salesops_tui.i18n import LANGUAGES, _
from salesops_tui.importing.kinds import Kind
from salesops_tui.services.asking import VIEWS


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}\n{self.format_usage().strip()}")


def language_asked_for(argv: Sequence[str]) -> str | None:
    """The value of ``--lang``, before anything else is looked at."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--lang")
    try:
        found, _rest = early.parse_known_args(argv)
    except argparse.ArgumentError:
        return None
    return found.lang if found.lang in LANGUAGES else None


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the arguments. Raises UsageError; ``command`` of the result is the function to call, as ``module:function``."""
    parser = _Parser(
        prog="salesops",
        description=_("A workbench for sales operations: a workbook that remembers every change."),
        epilog=_("Without a command, the workbench opens."),
    )
    parser.add_argument("--version", action="version", version=f"salesops {__version__}")
    parser.set_defaults(command="workbench:open_workbook")
    _add_shared(parser, top=True)
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), parser_class=_Parser)

    def command(name: str, function: str, help_: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help_, description=help_)
        sub.set_defaults(command=function)
        _add_shared(sub, top=False)
        return sub

    command("demo", "demo:open_demo", _("open a throw-away workbook full of sample data"))
    _add_import(command("import", "bring_in:bring_in", _("bring in exports of a CRM, as one step")))

    _add_pipeline(command("pipeline", "pipeline:show", _("show a view of the pipeline, or write it to a file")))

    _add_tasks(command)
    _add_standup(command("standup", "standup:show", _("print a stand-up's summary; before the meeting, a briefing")))
    _add_report(
        command("report", "report:show", _("print the week's report, drafted from the record; seal it; merge parts"))
    )

    _add_targets(command("targets", "targets:show", _("show the year's targets, taken apart; with what is left over")))

    _add_meetings(command)

    log = command("log", "memory:show_log", _("say what was done, newest first"))
    log.add_argument("-n", "--number", type=int, default=20, help=_("how many steps (default 20)"))
    audit = command("audit", "audit:show", _("say who changed what when, and whether the record of it is whole"))
    audit.add_argument("-n", "--number", type=int, default=20, help=_("how many steps (default 20)"))
    audit.add_argument("--record", metavar=_("NAME"), help=_("only what changed a record of that name"))
    audit.add_argument("--format", choices=["text", "json"], default="text", help=_("as what (default: text)"))
    baseline = command(
        "baseline", "baseline:show", _("look the data through: the twelve checks of the quarterly audit")
    )
    baseline.add_argument("--look", action="store_true", help=_("only look; do not note that it was done"))
    personal = command("personal", "personal:show", _("say what is held about one contact, or erase it for good"))
    personal.add_argument("name", metavar=_("NAME"), help=_("the contact's name"))
    personal.add_argument("--account", metavar=_("NAME"), help=_("the account, where several have the name"))
    personal.add_argument("--erase", action="store_true", help=_("take it out of the workbook and its journal"))
    personal.add_argument("-o", "--output", type=Path, metavar=_("FILE"), help=_("write to a file instead"))
    undo = command("undo", "memory:undo", _("take back the newest step, or the given one"))
    undo.add_argument("step", nargs="?", type=int, help=_("the number of a step, as the log tells it"))
    command("redo", "memory:redo", _("bring back what undo took back"))

    backup = command("backup", "safety:back_up", _("make a verified copy of the workbook"))
    backup.add_argument("--list", action="store_true", help=_("list the copies instead"))
    restore = command(
        "restore", "safety:restore", _("put a copy in the workbook's place; the present file is kept aside")
    )
    restore.add_argument("backup", nargs="?", type=Path, help=_("which copy (default: the newest)"))
    command(
        "salvage",
        "recovery:salvage",
        _("save what can be read of a damaged workbook, row by row; what is lost is listed"),
    )
    command("check", "safety:check", _("look the workbook through: pages, references, totals, journal, history"))
    command("doctor", "doctor:show", _("say what terminal, colours, keys, clipboard and files are in use"))
    serve = command("serve", "serve:serve", _("open the same workbench in a browser, on this computer alone"))
    serve.add_argument("--port", type=int, default=8000, help=_("which port (default 8000)"))
    command("settings", "setup:show_settings", _("show the settings and where they are"))
    return parser.parse_args(argv)


def _add_tasks(command: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    add = command("add", "tasks:add", _("add a task in one line: call Huadong fri 3pm !! @LiNa #visit ~30m"))
    add.add_argument(
        "line", nargs="+", metavar=_("LINE"), help=_("the task; - reads a task from each line of the input")
    )
    add.add_argument("--deal", metavar=_("NAME"), help=_("the deal that it belongs to"))
    tasks = command("tasks", "tasks:show", _("list tasks by quadrant, or write them to a file"))
    tasks.add_argument("filter", nargs="*", metavar=_("FILTER"), help=_("only some tasks, as in the filter line"))
    tasks.add_argument("--done", action="store_true", help=_("what was done and dropped instead"))
    tasks.add_argument(
        "--format",
        choices=[kind.value for kind in (*Format, *TaskFormat)],
        help=_("as what (default: text)"),
    )
    tasks.add_argument("-o", "--output", type=Path, metavar=_("FILE"), help=_("write to a file instead"))
    done = command("done", "tasks:finish", _("tick tasks off"))
    done.add_argument(
        "task", nargs="+", metavar=_("TASK"), help=_("the identifier that the list shows, or a part of the title")
    )


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--week", metavar=_("WEEK"), help=_("which week's, such as 2026-W47 (default: this week's)"))
    parser.add_argument("--scope", default="", metavar=_("NAME"), help=_("of a team or a person (default: everybody)"))
    parser.add_argument(
        "--format",
        choices=[form.value for form in DocumentFormat],
        help=_("as what (default: what the file's ending says, else text)"),
    )
    parser.add_argument("-o", "--output", type=Path, metavar=_("FILE"), help=_("write to a file instead"))
    parser.add_argument("--seal", action="store_true", help=_("seal it as it reads now; from then on it stays so"))
    parser.add_argument("--draft", action="store_true", help=_("by today's data, also where a report is sealed"))
    parser.add_argument(
        "--mask",
        choices=[masking.value for masking in Masking],
        default=Masking.NOTHING.value,
        help=_("leave out names, amounts or all of them (default: none)"),
    )
    parser.add_argument(
        "--part", action="store_true", help=_("one person's part, as a file for the lead (with --scope NAME)")
    )
    parser.add_argument(
        "--merge", nargs="+", type=Path, default=[], metavar=_("FILE"), help=_("take in the parts that people sent")
    )


def _add_targets(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, metavar=_("YEAR"), help=_("which year's (default: this one's)"))
    parser.add_argument(
        "--by",
        choices=[dimension.value for dimension in Dimension],
        default=Dimension.TIME.value,
        help=_("along what (default: time)"),
    )
    parser.add_argument("--format", choices=[kind.value for kind in Format], help=_("as what (default: text)"))
    parser.add_argument("-o", "--output", type=Path, metavar=_("FILE"), help=_("write to a file instead"))


def _add_meetings(command: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    meetings = command("meetings", "meetings:show", _("list meetings, what they decided, and what is to come"))
    meetings.add_argument("words", nargs="*", metavar=_("WORD"), help=_("only those in which these words occur"))
    meetings.add_argument("--upcoming", action="store_true", help=_("only what is overdue and to come"))
    meetings.add_argument(
        "--import", dest="bring_in", type=Path, metavar=_("FILE"), help=_("plan the meetings of a calendar file (.ics)")
    )
    meetings.add_argument(
        "--format", choices=[*(kind.value for kind in Format), "ics"], help=_("as what (default: text)")
    )
    meetings.add_argument("-o", "--output", type=Path, metavar=_("FILE"), help=_("write to a file instead"))
    minutes = command("minutes", "meetings:show_minutes", _("print the minutes of a meeting"))
    minutes.add_argument(
        "meeting",
        nargs="+",
        metavar=_("MEETING"),
        help=_("the identifier that the list shows, or words of the meeting"),
    )
    minutes.add_argument(
        "--format",
        choices=[form.value for form in DocumentFormat],
        help=_("as what (default: what the file's ending says, else text)"),
    )
    minutes.add_argument("-o", "--output", type=Path, metavar=_("FILE"), help=_("write to a file instead"))


def _add_summary(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=[form.value for form in SummaryFormat],
        default=SummaryFormat.TEXT.value,
        help=_("as what (default: text)"),
    )
    parser.add_argument("-o", "--output", type=Path, metavar=_("FILE"), help=_("write to a file instead"))


def _add_standup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--date", metavar=_("DATE"), help=_("which day's (default: today's)"))
    parser.add_argument("--team", default="", metavar=_("TEAM"), help=_("the stand-up of one team"))
    parser.add_argument("--person", metavar=_("NAME"), help=_("only one person's part"))
    _add_summary(parser)


def _add_shared(parser: argparse.ArgumentParser, *, top: bool) -> None:
    """Options that may stand before the command or after it."""
    default = None if top else argparse.SUPPRESS
    parser.add_argument(
        "--db",
        type=Path,
        metavar=_("FILE"),
        default=default,
        help=_("the workbook (default: your own, or SALESOPS_DB)"),
    )
    parser.add_argument("--today", metavar=_("DATE"), default=default, help=_("pretend that it is this day"))
    parser.add_argument("--lang", choices=LANGUAGES, default=default, help=_("the language (default: the computer's)"))


def _add_pipeline(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--view", choices=VIEWS, default=VIEWS[0], help=_("which view (default: board)"))
    parser.add_argument("--from", dest="first", metavar=_("DATE"), help=_("the first day"))
    parser.add_argument("--to", dest="last", metavar=_("DATE"), help=_("the last day"))
    parser.add_argument("--week", metavar=_("WEEK"), help=_("the days of a week, such as 2026-W47"))
    parser.add_argument("--owner", action="append", default=[], metavar=_("NAME"), help=_("only this person's deals"))
    parser.add_argument("--filter", default="", metavar=_("FILTER"), help=_("only some deals, as in the filter line"))
    parser.add_argument("--by", metavar=_("WHAT"), help=_("group by owner, stage and so on, as the view allows"))
    parser.add_argument(
        "--closing",
        choices=("rolling", "month", "quarter"),
        help=_("changes: only of deals that close in the last day's month or quarter (default: rolling, of all)"),
    )
    parser.add_argument("--format", choices=[kind.value for kind in Format], help=_("as what (default: text)"))
    parser.add_argument("-o", "--output", type=Path, metavar=_("FILE"), help=_("write to a file instead"))


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar=_("FILE"), help=_("CSV, TSV, XLSX or XLS files"))
    parser.add_argument("--as", dest="kind", choices=[kind.value for kind in Kind], help=_("what the rows are"))
    parser.add_argument("--source", metavar=_("NAME"), help=_("the name of the system they come from"))
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar=_("COLUMN=FIELD"),
        help=_("read a column as a field; nothing after = leaves the column aside"),
    )
    parser.add_argument(
        "--stage", action="append", default=[], metavar=_("THEIRS=OURS"), help=_("read a stage name as one of ours")
    )
    parser.add_argument(
        "--dates", choices=("dmy", "mdy", "ymd"), help=_("the order of day and month where it is unclear")
    )
    parser.add_argument(
        "--decimal", choices=("point", "comma"), help=_("the mark before the decimals where it is unclear")
    )
    parser.add_argument(
        "--update",
        action="append",
        default=[],
        metavar=_("COLUMN=RULE"),
        help=_("whether a column may overwrite: always, if-blank or never"),
    )
    parser.add_argument("--full", action="store_true", help=_("the file holds all deals: list those it no longer has"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))
    parser.add_argument(
        "--report", type=Path, metavar=_("FILE"), help=_("write every row's verdict to a .csv or .json file")
    )
