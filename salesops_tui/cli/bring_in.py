"""``salesops import``: bring in exports, and say what each row came to."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from salesops_tui.cli.context import Context, say
from salesops_tui.cli.outcome_files import write_report
from salesops_tui.domain.imports import Policy
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import UsageError
from salesops_tui.i18n import _
from salesops_tui.services.imports import telling


def bring_in(context: Context, arguments: Namespace) -> int:
    """Import files as one step, or with ``--dry-run`` only say what that would do."""
    # Pandas comes along with these; no other command waits for it.
    from salesops_tui.importing.answers import Answers
    from salesops_tui.importing.dates import DateOrder
    from salesops_tui.importing.kinds import Kind
    from salesops_tui.services.imports.run import import_files

    answers = Answers(
        kind=Kind(arguments.kind) if arguments.kind else None,
        source=arguments.source,
        columns=_pairs(arguments.map, "--map"),
        stages=_pairs(arguments.stage, "--stage"),
        dates=DateOrder(arguments.dates) if arguments.dates else None,
        decimal={"point": ".", "comma": ","}.get(arguments.decimal),
        policies={column: _policy(rule) for column, rule in _pairs(arguments.update, "--update").items()},
    )
    with context.session(create=True) as session:
        outcome = import_files(
            session,
            arguments.files,
            answers,
            Origin.COMMAND_LINE,
            full=arguments.full,
            trial=arguments.dry_run,
        )
    for line in telling.lines(outcome):
        say(line)
    if outcome.trial:
        say(_("This was a trial: nothing was kept."))
    elif outcome.step is None:
        say(_("Nothing changed, so there is no new step."))
    else:
        say(_("Step {number}. “salesops undo” takes it back.").format(number=outcome.step))
    if arguments.report:
        write_report(arguments.report, outcome)
        say(_("Every row's verdict is in {path}.").format(path=arguments.report))
    return 0


def _pairs(texts: Sequence[str], option: str) -> dict[str, str]:
    """``THEIRS=OURS`` pairs; the last ``=`` counts, since a column's name may have one too."""
    pairs = {}
    for text in texts:
        left, mark, right = text.rpartition("=")
        if not mark or not left.strip():
            raise UsageError(
                _("{option} takes two names with = between them, not “{text}”.").format(option=option, text=text)
            )
        pairs[left.strip()] = right.strip()
    return pairs


def _policy(rule: str) -> Policy:
    try:
        return Policy(rule)
    except ValueError as error:
        raise UsageError(
            _("“{rule}” is no rule; possible are always, if-blank and never.").format(rule=rule)
        ) from error
