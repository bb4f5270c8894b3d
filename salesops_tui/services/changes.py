"""The changes view as tables, and what has to be known to read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from salesops_tui.domain.figures import Figure, Span
from salesops_tui.domain.ledger import Bar
from salesops_tui.domain.sheets import Money, Sheet, SheetColumn, Value
from salesops_tui.domain.spans import since_monday
from salesops_tui.errors import UsageError
from salesops_tui.formats import number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.asking import Asked, scope_note
from salesops_tui.services.change_words import bar_title
from salesops_tui.services.ledgers import Account, By, Changes, Closing, Line, Question, changes, deals_behind
from salesops_tui.services.session import Session
from salesops_tui.storage.repositories.ledger import Stood

_BY_CLOSE_DATE: Final = (Bar.PULLED_IN, Bar.PUSHED_IN, Bar.PUSHED_OUT, Bar.PULLED_OUT)
_BY_OWNER: Final = (Bar.ENTERED, Bar.LEFT)
_BY_STAGE: Final = (Bar.FROM_BELOW, Bar.FROM_ABOVE, Bar.ADVANCED, Bar.WENT_BACK)


def sheets(session: Session, asked: Asked) -> list[Sheet]:
    """The ledger, the ledgers of owners or stages, the stage moves, the deals behind every change.

    Raises UsageError for days the wrong way round, or a grouping that there is none of.
    """
    usual = since_monday(session.clock.today())
    last = min(asked.last or usual.last, usual.last)
    question = Question(
        Span(asked.first or min(usual.first, last), last), _closing(asked.closing), _by(asked.by), asked.filter_line
    )
    found = changes(session, question)
    scope = scope_note(asked)
    filtered = (_("Filter: {filter}").format(filter=scope),) if scope else ()
    result = [_ledger_sheet(found, filtered)]
    if found.accounts:
        result.append(_accounts_sheet(found))
    return [*result, _moves_sheet(found), _deals_sheet(session, found)]


def possible_bars(changes: Changes, *, single: bool) -> list[Bar]:
    """The bars that there may be: of all deals together, or of one owner or stage."""
    question = changes.question
    ledgers = changes.accounts if single else (changes.total,)
    shown = {bar for ledger in ledgers for bar in ledger.bars}
    impossible = {Bar.SEEN, Bar.ASTRAY, *_BY_STAGE, *_BY_OWNER}
    if single and question.by is By.STAGE:
        impossible -= set(_BY_STAGE)
    if single and question.by is By.OWNER:
        impossible -= set(_BY_OWNER)
    if question.window is None:
        impossible |= set(_BY_CLOSE_DATE)
    return [bar for bar in Bar if bar in shown or bar not in impossible]


def notes(found: Changes) -> Iterator[str]:
    """What has to be known to read the ledger."""
    question, total = found.question, found.total
    if question.window is not None:
        yield _("Only deals that close from {first} to {last}; a closed deal counts by the day it closed.").format(
            first=question.window.first, last=question.window.last
        )
    if found.begins_on is not None and found.begins_on >= question.span.first:
        yield _("Nothing is known before {day}: the balance until then is nought.").format(day=found.begins_on)
    if Bar.SEEN in total.bars:
        yield _("First seen: deals made before {first} that came into the workbook only in these days.").format(
            first=question.span.first
        )
    yield from _left_out(_("Not counted at the start: {deals}."), total.start.figure)
    yield from _left_out(_("Not counted at the end: {deals}."), total.end.figure)
    if question.by is By.OWNER:
        yield _("A deal that was handed over leaves one owner and comes to the other.")
    if question.by is By.STAGE:
        yield _("A deal moves at the amount it had first; it grows, shrinks and closes in the stage it came to.")
        if found.never_open:
            yield ngettext(
                "{number} deal was first seen closed: it stood in no stage.",
                "{number} deals were first seen closed: they stood in no stage.",
                found.never_open,
            ).format(number=number(found.never_open))
    if question.filter_line.strip():
        yield _("Filter: owners count by whose deal it was then, everything else by what the deal is now.")


def _left_out(told: str, figure: Figure) -> Iterator[str]:
    parts = []
    if figure.without_amount:
        parts.append(
            ngettext(
                "{number} deal without an amount", "{number} deals without an amount", figure.without_amount
            ).format(number=number(figure.without_amount))
        )
    if figure.unrated:
        told_of = ", ".join(f"{number(part.count)} {part.currency}" for part in figure.unrated)
        parts.append(_("for want of an exchange rate: {deals}").format(deals=told_of))
    if parts:
        yield told.format(deals=" · ".join(parts))


def _closing(text: str | None) -> Closing:
    try:
        return Closing(text or Closing.ROLLING)
    except ValueError:
        raise UsageError(
            _("Deals close in a month or a quarter, or rolling, not in “{text}”.").format(text=text)
        ) from None


def _by(text: str | None) -> By | None:
    try:
        return By(text) if text is not None else None
    except ValueError:
        raise UsageError(_("Changes are grouped by owner or stage, not by “{text}”.").format(text=text)) from None


def _ledger_sheet(found: Changes, filtered: tuple[str, ...]) -> Sheet:
    columns = (
        SheetColumn("change", _("Change")),
        SheetColumn("deals", _("Count"), is_number=True),
        SheetColumn("amount", _("Amount"), is_number=True),
    )
    total, span = found.total, found.question.span
    rows: list[tuple[Value, ...]] = [(_("Start"), *_counted(total.start))]
    for bar in possible_bars(found, single=False):
        line = total.bars.get(bar)
        rows.append((bar_title(bar), *(_counted(line) if line is not None else _nothing(total))))
    rows.append((_("End"), *_counted(total.end)))
    told = _("From the end of the day before {first} to the end of {last}.").format(first=span.first, last=span.last)
    return Sheet("changes", _("Changes of the pipeline"), columns, tuple(rows), (told, *filtered, *notes(found)))


def _counted(line: Line) -> tuple[Value, Value]:
    return line.figure.n, line.figure


def _nothing(total: Account) -> tuple[Value, Value]:
    return 0, Money(0, total.start.figure.currency or "")


def _accounts_sheet(found: Changes) -> Sheet:
    bars = possible_bars(found, single=True)
    by_owner = found.question.by is By.OWNER
    columns = (
        SheetColumn("owner", _("Owner")) if by_owner else SheetColumn("stage", _("Stage")),
        SheetColumn("start", _("Start"), is_number=True),
        *(SheetColumn(bar.value, bar_title(bar), is_number=True) for bar in bars),
        SheetColumn("end", _("End"), is_number=True),
    )
    rows = tuple(
        (
            account.title,
            account.start.figure,
            *(account.bars[bar].figure if bar in account.bars else _nothing(account)[1] for bar in bars),
            account.end.figure,
        )
        for account in found.accounts
    )
    title = _("Changes by owner") if by_owner else _("Changes by stage")
    return Sheet("groups", title, columns, rows)


def _moves_sheet(found: Changes) -> Sheet:
    columns = (
        SheetColumn("direction", _("Stage move")),
        SheetColumn("from", _("From")),
        SheetColumn("to", _("To")),
        SheetColumn("deals", _("Count"), is_number=True),
        SheetColumn("amount", _("Amount"), is_number=True),
    )
    currency = found.total.start.figure.currency or ""
    rows = tuple(
        (
            bar_title(Bar.ADVANCED if move.forward else Bar.WENT_BACK),
            move.source,
            move.target,
            move.line.figure,
            Money(move.line.amount, currency),
        )
        for move in found.moves
    )
    return Sheet("moves", _("Stage moves of deals open on both days"), columns, rows)


def _deals_sheet(session: Session, found: Changes) -> Sheet:
    columns = (
        SheetColumn("change", _("Change")),
        SheetColumn("deal", _("Deal name")),
        SheetColumn("account", _("Account")),
        SheetColumn("counted", _("Counted"), is_number=True),
        SheetColumn("amount_before", _("Amount before"), is_number=True),
        SheetColumn("amount_after", _("Amount after"), is_number=True),
        SheetColumn("stage_before", _("Stage before")),
        SheetColumn("stage_after", _("Stage after")),
        SheetColumn("close_before", _("Close date before")),
        SheetColumn("close_after", _("Close date after")),
        SheetColumn("owner_before", _("Owner before")),
        SheetColumn("owner_after", _("Owner after")),
    )
    currency = found.total.start.figure.currency or ""
    rows = []
    for bar, line in found.total.bars.items():
        for deal in deals_behind(session, found.question.span, line.deals()):
            before, after = _told(deal.before, deal.stage_before), _told(deal.after, deal.stage_after)
            pairs = [value for pair in zip(before, after, strict=True) for value in pair]
            rows.append((bar_title(bar), deal.name, deal.account, Money(deal.counted, currency), *pairs))
    return Sheet("deals", _("Deals that changed the balance"), columns, tuple(rows))


def _told(stood: Stood | None, stage: str | None) -> tuple[Value, Value, Value, Value]:
    if stood is None:
        return None, None, None, None
    amount = Money(stood.amount, stood.currency) if stood.amount is not None else None
    return amount, stage, stood.close_date, stood.owner
