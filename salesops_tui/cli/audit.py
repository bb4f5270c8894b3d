"""``salesops audit``: who changed what when, and whether the record of it is whole."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any, Final

from salesops_tui.cli.context import Context, say
from salesops_tui.formats import local_minute, number
from salesops_tui.i18n import _, mark, ngettext
from salesops_tui.services import audit
from salesops_tui.services.audit import AuditedStep, Chain
from salesops_tui.storage.repositories.audit_trail import RecordChange

_DONE: Final = {"I": mark("new"), "U": mark("changed"), "D": mark("taken away")}


def show(context: Context, arguments: Namespace) -> int:
    """Print the newest steps with what they changed, and look the chain through; 1 where it is broken."""
    with context.session() as session:
        steps = list(audit.audited(session, arguments.number, arguments.record or ""))
        chain = audit.chain(session)
    if arguments.format == "json":
        say(json.dumps(_told(steps, chain), ensure_ascii=False))
    else:
        for step in steps:
            _say_step(context, step)
        say(_words(chain))
    return 0 if chain.broken_at is None else 1


def _say_step(context: Context, audited: AuditedStep) -> None:
    step = audited.step
    undone = "" if audited.in_effect else " · " + _("undone")
    at = local_minute(step.at, context.clock.zone)
    say(f"{step.id:>5}  {at}  {step.actor} ({step.origin.value})  {audited.title}{undone}")
    for record in audited.records:
        say(f"       {record.table} {record.name}: {_done(record)}")
    if audited.more > 0:
        told = ngettext("and {number} more record", "and {number} more records", audited.more)
        say("       " + told.format(number=number(audited.more)))


def _done(record: RecordChange) -> str:
    if record.operation != "U":
        return _(_DONE[record.operation])
    return ", ".join(f"{change.field} {_value(change.old)} → {_value(change.new)}" for change in record.fields)


def _value(value: Any) -> str:
    return "–" if value is None else str(value)


def _words(chain: Chain) -> str:
    if chain.broken_at is not None:
        return _(
            "The chain is broken at step {step}: the record of what was done was changed from outside, there or right after it."
        ).format(step=chain.broken_at)
    return _(
        "The chain is whole. Its end is {head}; noted elsewhere, it proves later that nothing was cut off."
    ).format(head=chain.head)


def _told(steps: list[AuditedStep], chain: Chain) -> dict[str, Any]:
    return {
        "chain": {"broken_at": chain.broken_at, "head": chain.head},
        "steps": [
            {
                "id": audited.step.id,
                "at": audited.step.at.isoformat(),
                "actor": audited.step.actor,
                "origin": audited.step.origin.value,
                "kind": audited.step.kind.value,
                "title": audited.title,
                "in_effect": audited.in_effect,
                "records": [
                    {
                        "table": record.table,
                        "id": record.row_id,
                        "name": record.name,
                        "operation": record.operation,
                        "fields": [
                            {"field": change.field, "old": change.old, "new": change.new} for change in record.fields
                        ],
                    }
                    for record in audited.records
                ],
                "more": audited.more,
            }
            for audited in steps
        ],
    }
