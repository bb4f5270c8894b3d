"""What has to be known to read a funnel, in words."""

from __future__ import annotations

from collections.abc import Iterator

from salesops_tui.domain.figures import ENOUGH
from salesops_tui.formats import number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.funnel import FunnelView


def path_word(strict: bool) -> str:
    """How skipped stages count."""
    return _("strict order") if strict else _("any path")


def notes(seen: FunnelView) -> list[str]:
    """What was left out, and what may still change; empty where there is nothing to say."""
    return list(_notes(seen))


def _notes(seen: FunnelView) -> Iterator[str]:
    whole = seen.whole
    if seen.young_days is None:
        if whole.began:
            yield _(
                "Fewer than {number} deals were won: how long deals take cannot be said, nor which are too young."
            ).format(number=ENOUGH)
    elif whole.young:
        yield ngettext(
            "{number} of {began} began in the last {days} days, in which three quarters of the won deals were done: it may "
            "still go on.",
            "{number} of {began} began in the last {days} days, in which three quarters of the won deals were done: they may "
            "still go on.",
            whole.young,
        ).format(number=number(whole.young), began=number(whole.began), days=number(seen.young_days))
    if any(part.is_young for part in seen.parts):
        yield _("Grey, with ▒: most of the group's deals are that young, and its shares will still rise.")
    if seen.wanted.strict:
        yield _("Strict order: a deal that skipped a stage, or came to one nobody knows when, counts no further.")
    if seen.without_way:
        yield ngettext(
            "{number} lost deal is left out of the funnel: no history tells how far it came.",
            "{number} lost deals are left out of the funnel: no history tells how far they came.",
            seen.without_way,
        ).format(number=number(seen.without_way))
    if seen.unknown:
        yield ngettext(
            "{number} deal is left out of every period: nobody knows when it began.",
            "{number} deals are left out of every period: nobody knows when they began.",
            seen.unknown,
        ).format(number=number(seen.unknown))
    if seen.undated:
        yield ngettext(
            "{number} won or lost deal has no date of closing and is left out of every period.",
            "{number} won and lost deals have no date of closing and are left out of every period.",
            seen.undated,
        ).format(number=number(seen.undated))
    outcomes = whole.outcomes
    if outcomes.untouched:
        yield ngettext(
            "The cycle of {number} won deal begins with its creation: no first contact is logged.",
            "The cycles of {number} won deals begin with their creation: no first contact is logged.",
            outcomes.untouched,
        ).format(number=number(outcomes.untouched))
    if outcomes.backwards:
        yield ngettext(
            "{number} won deal closed before it began; it is left out of the cycle and wants mending.",
            "{number} won deals closed before they began; they are left out of the cycle and want mending.",
            outcomes.backwards,
        ).format(number=number(outcomes.backwards))
    if outcomes.undated:
        yield ngettext(
            "{number} won deal has neither a first contact nor a date of creation, and no cycle.",
            "{number} won deals have neither a first contact nor a date of creation, and no cycle.",
            outcomes.undated,
        ).format(number=number(outcomes.undated))
