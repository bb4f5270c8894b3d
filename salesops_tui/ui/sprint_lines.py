"""A card of the hygiene sprint as lines of spans: what is wrong, what one needs to know, what the keys do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.cells import cell_len

from salesops_tui.formats import compact_money, money, number, short_day, weekday_and_date
from salesops_tui.i18n import _, language, ngettext
from salesops_tui.services.deal_timeline import FIELDS
from salesops_tui.services.hygiene import Fault, SprintCard
from salesops_tui.ui import deal_lines
from salesops_tui.ui.cells import cut, fit, fit_pair
from salesops_tui.ui.commands import Command
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span
from salesops_tui.ui.widgets.headings import heading

_WIDEST = 104
_BESIDE = 150
"""From so many cells on the timeline stands beside the fields."""
_BLANK: FigureLine = ()


def progress(mended: int, total: int, width: int) -> FigureLine:
    """How much of the queue is mended, as a bar over the whole line."""
    done = width * mended // total if total else width
    return (Span("━" * done, "good"), Span("─" * (width - done), "rule"))


def card(shown: SprintCard, width: int, height: int) -> list[FigureLine]:
    """A deal: its faults, its fields, and as much of its past and of the queue as there is room for."""
    beside = width >= _BESIDE
    left_width = width * 9 // 20 if beside else min(width, _WIDEST)
    lines = _told(shown, left_width)
    right_width = width - left_width if beside else left_width
    past = list(deal_lines.timeline(shown.timeline, right_width, shown.offers.today, stops=False))
    if not beside and height - len(lines) > 3:
        lines += [_BLANK, *past]
    if shown.ahead and height - len(lines) > 3:
        lines += [_BLANK, *_ahead(shown, left_width)]
    if beside:
        lines = _side_by_side(lines, past, left_width)
    return lines[:height]


def _told(shown: SprintCard, width: int) -> list[FigureLine]:
    deal = shown.deal
    amount = money(deal.amount, deal.currency) if deal.amount is not None else _("no amount")
    amount = f" {amount} "
    name = cut(f" {deal.name}", max(width - cell_len(amount) - 1, 0))
    account = cut(f"  {shown.account or ''}", max(width - cell_len(name) - cell_len(amount) - 1, 0))
    gap = " " * max(width - cell_len(name) - cell_len(account) - cell_len(amount), 0)
    return [
        (Span(name, "strong"), Span(account + gap, "muted"), Span(amount, "accent")),
        _BLANK,
        *_faults(shown, width),
        _BLANK,
        *_facts(shown, width),
    ]


def _ahead(shown: SprintCard, width: int) -> Iterator[FigureLine]:
    yield heading(_("Coming up"), width)
    for deal, account in shown.ahead:
        amount = compact_money(deal.amount, deal.currency) if deal.amount is not None else "–"
        name = f" {deal.name}  {account}" if account else f" {deal.name}"
        left, right = fit_pair(name, f"{amount} ", width)
        yield (Span(left, "muted"), Span(right, "muted"))


def _side_by_side(left: list[FigureLine], right: list[FigureLine], width: int) -> list[FigureLine]:
    lines: list[FigureLine] = []
    for place in range(max(len(left), len(right))):
        spans = left[place] if place < len(left) else ()
        gap = width - sum(cell_len(span.text) for span in spans)
        lines.append((*spans, Span(" " * gap), *(right[place] if place < len(right) else ())))
    return lines


def _faults(shown: SprintCard, width: int) -> Iterator[FigureLine]:
    if shown.snoozed_until is not None:
        told = _("Left alone until {day}").format(day=weekday_and_date(shown.snoozed_until))
        yield (Span(cut(f" {told}", width), "muted"),)
    elif not shown.stage.is_open:
        told = _("Closed: {stage}").format(stage=shown.stage.name(language()))
        yield (Span(cut(f" {told}", width), "muted"),)
    elif not shown.faults:
        yield (Span(cut(" " + _("Nothing is wrong with it now."), width), "good"),)
    for fault in shown.faults:
        yield (Span(cut(f" ! {fault_words(shown, fault)}", width), "bad"),)


def fault_words(shown: SprintCard, fault: Fault) -> str:
    """What is wrong, with its numbers."""
    deal, today = shown.deal, shown.offers.today
    match fault:
        case Fault.NO_OWNER:
            return _("Nobody owns it")
        case Fault.PAST_CLOSE:
            assert deal.close_date is not None
            days = (today - deal.close_date).days
            return ngettext(
                "The close date passed {number} day ago", "The close date passed {number} days ago", days
            ).format(number=days)
        case Fault.NO_STEP:
            return _("No next step")
        case Fault.STEP_PAST:
            assert deal.next_step_on is not None
            days = (today - deal.next_step_on).days
            return ngettext(
                "The next step was due {number} day ago", "The next step was due {number} days ago", days
            ).format(number=days)
        case Fault.STUCK:
            return _("{days} working days in {stage}; {limit} are usual at most").format(
                days=("≥ " if shown.in_stage.at_least else "") + number(shown.in_stage.days),
                stage=shown.stage.name(language()),
                limit=shown.stuck_days,
            )
        case Fault.MISSING_FIELD:
            fields = _(", ").join(_(FIELDS.get(field, field)) for field in shown.missing)
            return _("Empty: {fields}").format(fields=fields)


def _facts(shown: SprintCard, width: int) -> Iterator[FigureLine]:
    deal, today = shown.deal, shown.offers.today
    stage = shown.stage.name(language())
    sign = "≥ " if shown.in_stage.at_least else ""
    in_stage = _("{sign}{days} working days").format(sign=sign, days=shown.in_stage.days)
    yield _pair(_("Stage"), f"{stage} · {in_stage}", width)
    closes = weekday_and_date(deal.close_date) if deal.close_date else "–"
    if shown.pushes.count:
        closes += f" · {deal_lines.pushed(shown.pushes.count, shown.pushes.days)}"
    yield _pair(_("Close date"), closes, width)
    step = deal.next_step or "–"
    if deal.next_step and deal.next_step_on:
        step = f"{short_day(deal.next_step_on, today)} · {step}"
    yield _pair(_("Next step"), step, width)
    yield _pair(_("Owner"), shown.owner or "–", width)
    yield _pair(_("Last touch"), deal_lines.last_touch(shown.touches, today), width)


def _pair(title: str, value: str, width: int) -> FigureLine:
    label = 16
    return (Span(f" {fit(title, label)}", "muted"), Span(cut(value, max(width - label - 1, 0)), "plain"))


def keys(commands: Sequence[Command], width: int) -> list[FigureLine]:
    """What the keys do, in as few lines as they need."""
    lines: list[list[Span]] = [[]]
    x = 0
    for command in commands:
        key, label = f" {command.key} ", f"{_(command.label)}  "
        length = cell_len(key) + cell_len(label)
        if x + length > width:
            lines.append([])
            x = 0
        lines[-1] += [Span(key, "accent"), Span(label, "plain")]
        x += length
    return list(lines)


def finished(mended: int, total: int, next_day: date | None, today: date, width: int) -> list[FigureLine]:
    """The end of the sprint, or that there is nothing to do."""
    left = total - mended
    if total == 0:
        head = _("Nothing needs mending today.")
        told = [_("Owners, next steps, close dates and fields are all in order.")]
    elif left == 0:
        head = _("All done.")
        told = [ngettext("{number} deal mended.", "{number} deals mended.", mended).format(number=mended)]
    else:
        head = _("That was the last one.")
        told = [
            ngettext("{number} deal mended.", "{number} deals mended.", mended).format(number=mended),
            ngettext(
                "{number} deal is left as it was; ← goes back to it.",
                "{number} deals are left as they were; ← goes back to them.",
                left,
            ).format(number=left),
        ]
    if next_day is not None:
        days = (next_day - today).days
        told.append(
            ngettext(
                "The next date to look after is {day}, in {number} day.",
                "The next date to look after is {day}, in {number} days.",
                days,
            ).format(day=weekday_and_date(next_day), number=days)
        )
    lines: list[FigureLine] = [progress(mended, total, width), _BLANK, (Span(cut(f" {head}", width), "good"),), _BLANK]
    lines += [(Span(cut(f" {line}", width), "plain"),) for line in told]
    return [*lines, _BLANK, (Span(cut(" " + _("esc goes back to the room."), width), "muted"),)]
