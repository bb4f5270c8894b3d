"""What is behind figures, as rows of the list over the room."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from rich.cells import cell_len

from salesops_tui.domain.figures import Metric
from salesops_tui.formats import money, number, short_day
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.deal_lists import DealLine, DealList
from salesops_tui.services.ledgers import DealChange, Line
from salesops_tui.ui.cells import cut, fit, fit_pair
from salesops_tui.ui.widgets.deal_rows import PAGE, DealRow, Drawn


@dataclass(frozen=True, slots=True)
class Listing:
    """What the list shows, and where its rows come from."""

    title: str
    hint: str
    """Which keys do what."""
    count: int
    """How many rows there are."""
    lines: int
    """Of each row."""
    page: Callable[[int], Awaitable[Sequence[DealRow]]]
    """Fetches so many rows as ``PAGE`` says."""
    note: str = ""
    """What is to be known before the first row."""


def of_figure(found: DealList) -> Listing:
    """What is behind a figure, all of it at hand."""
    told = max((cell_len(line.told) for line in found.lines), default=0)
    rows = [DealRow(line.deal_id, partial(_told, line, told)) for line in found.lines]

    async def page(place: int) -> Sequence[DealRow]:
        return rows[place * PAGE : (place + 1) * PAGE]

    note = ""
    if not rows:
        note = _("There is nothing behind this figure.")
    elif found.count > len(rows):
        note = ngettext("The first {number}.", "The first {number}.", len(rows)).format(number=number(len(rows)))
    return Listing(
        f"{found.title} · {number(found.count)}",
        _("enter opens · esc closes") if any(row.deal_id for row in rows) else _("esc closes"),
        len(rows),
        2 if any(line.more for line in found.lines) else 1,
        page,
        note,
    )


def of_change(
    title: str,
    line: Line,
    fetch: Callable[[Sequence[tuple[int, int]]], Awaitable[Sequence[DealChange]]],
    today: date,
) -> Listing:
    """The deals behind a line of the ledger, each before and after, fetched as they come into sight."""
    deals = line.deals()
    currency, is_change = line.figure.currency or "", line.figure.metric is Metric.LEDGER_BAR
    count = ngettext("{number} deal", "{number} deals", len(deals)).format(number=number(len(deals)))

    async def page(place: int) -> Sequence[DealRow]:
        found = await fetch(deals[place * PAGE : (place + 1) * PAGE])
        return [DealRow(deal.id, partial(_change, deal, currency, today, is_change)) for deal in found]

    return Listing(
        f"{title} · {count} · {money(line.amount, currency)}",
        _("before → after · enter opens the deal · esc closes"),
        len(deals),
        2,
        page,
    )


def _told(line: DealLine, told: int, width: int) -> list[Drawn]:
    """Whose deal it is at the left, what the figure is about at the right, a reason below."""
    room = max(width - told - 4, 10)
    name, account, owner = (
        fit(line.name, room // 2 - 2), fit(line.account or "–", room // 4), fit(line.owner or "–", room // 4)
    )  # fmt: skip
    gap, right = fit_pair("", line.told, told)
    drawn: list[Drawn] = [[(f" {name}  ", "name"), (f"{account} {owner} {gap}{right} ", "plain")]]
    if line.more:
        drawn.append([(f"   {cut(line.more, width - 4)}", "muted")])
    return drawn


def _change(deal: DealChange, currency: str, today: date, signed: bool, width: int) -> list[Drawn]:
    return [_counted(deal, currency, width, signed=signed), _before_after(deal, width, today)]


def _counted(deal: DealChange, currency: str, width: int, *, signed: bool) -> Drawn:
    """Its name and account; at the right end what it counts, with a sign where it changed a balance."""
    counted = money(deal.counted, currency)
    style = "plain"
    if signed:
        counted = f"+{counted}" if deal.counted > 0 else counted
        style = "good" if deal.counted > 0 else "bad" if deal.counted < 0 else "muted"
    if not deal.counted and any(at is not None and at.amount for at in (deal.before, deal.after)):
        counted, style = _("not counted"), "muted"
    name = " · ".join(part for part in (deal.name, deal.account) if part)
    left, right = fit_pair(name, counted, width - 2)
    return [(f" {left}", "name"), (f"{right} ", style)]


def _before_after(deal: DealChange, width: int, today: date) -> Drawn:
    """Amount, stage, close date and owner, each before and after where they differ."""
    before, after = deal.before, deal.after
    pairs = (
        (
            money(before.amount, before.currency) if before and before.amount is not None else None,
            money(after.amount, after.currency) if after and after.amount is not None else None,
        ),
        (deal.stage_before, deal.stage_after),
        (
            short_day(before.close_date, today) if before and before.close_date else None,
            short_day(after.close_date, today) if after and after.close_date else None,
        ),
        (before.owner if before else None, after.owner if after else None),
    )
    texts = [_pair(*pair) for pair in pairs]
    line = "  ".join(fit(text, share) for text, share in zip(texts, _shares(width - 4), strict=True))
    return [("   ", "muted"), (line, "muted")]


def _pair(before: str | None, after: str | None) -> str:
    """``¥100 → ¥120``, and once where nothing changed."""
    return (after or "–") if before == after else f"{before or '–'} → {after or '–'}"


def _shares(width: int) -> list[int]:
    """The widths of amount, stage, close date and owner."""
    room = width - 6
    amount, stage, day = room * 30 // 100, room * 31 // 100, room * 21 // 100
    return [amount, stage, day, room - amount - stage - day]
