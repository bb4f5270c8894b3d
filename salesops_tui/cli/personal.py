"""``salesops personal``: what the workbook holds about one contact, and taking it out for good."""

from __future__ import annotations

import json
from argparse import Namespace

from salesops_tui.cli.context import Context, say
from salesops_tui.domain.steps import Origin
from salesops_tui.exporting import files
from salesops_tui.formats import number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.personal_data import contact_named, erase, personal_data


def show(context: Context, arguments: Namespace) -> int:
    """Print what is held about a contact as JSON, or erase it."""
    with context.session() as session:
        contact = contact_named(session, arguments.name, arguments.account or "")
        if arguments.erase:
            erased = erase(session, contact, Origin.COMMAND_LINE)
            say(_("{name} is erased, here and in the journal; this cannot be undone.").format(name=erased.name))
            if erased.mentions:
                told = ngettext(
                    "{number} note or task still has the name in it: please look it through.",
                    "{number} notes and tasks still have the name in them: please look them through.",
                    erased.mentions,
                )
                say(told.format(number=number(erased.mentions)))
            if erased.backups:
                told = ngettext(
                    "{number} older copy of the workbook still holds the record, until it is pruned or you delete it.",
                    "{number} older copies of the workbook still hold the record, until they are pruned or you delete them.",
                    erased.backups,
                )
                say(told.format(number=number(erased.backups)))
            say(_("Have it erased in the CRM as well: its next export would bring the record again."))
            return 0
        told = json.dumps(personal_data(session, contact), ensure_ascii=False, indent=2)
    if arguments.output:
        files.write(arguments.output, f"{told}\n".encode())
        say(_("Written: {path}").format(path=arguments.output))
    else:
        for line in told.splitlines():
            say(line)
    return 0
