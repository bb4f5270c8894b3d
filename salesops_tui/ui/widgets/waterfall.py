"""The change ledger drawn: a waterfall of bars with its numbers, a table of ledgers, a table of stage moves."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from rich.cells import cell_len

from salesops_tui.domain.figures import Span as Days
from salesops_tui.domain.ledger import Bar
from salesops_tui.domain.weeks import relative_change
from salesops_tui.formats import compact_money, money, number, percent, weekday_and_date
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.change_words import bar_title
from salesops_tui.services.changes import notes, possible_bars
from salesops_tui.services.ledgers import Account, By, Changes, Closing, Line
from salesops_tui.ui.cells import cut, fit
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop

MARGIN: Final = 2
_GAP: Final = 2
_LEAST_BARS: Final = 12
"""Fewer cells say nothing: the bars are left out."""
_LONGEST_BARS: Final = 90
_NAMES: Final = 22
"""The widest column of owners or stages."""
_CLOSE_UP: Final = 0.5
"""Where the changes reach over less of the balance than this, the bars begin above nought: else none would be seen."""


def line_behind(found: Changes, key: Hashable) -> tuple[str, Line]:
    """What a stop is called, and its line."""
    assert isinstance(key, tuple)
    whose, part = key
    if whose == _MOVES:
        if part in ("advanced", "back"):
            forward = part == "advanced"
            return bar_title(Bar.ADVANCED if forward else Bar.WENT_BACK), found.advanced if forward else found.back
        move = found.moves[int(part)]
        return f"{move.source} → {move.target}", move.line
    account = next((each for each in found.accounts if _account_key(each) == whose), found.total)
    if part in ("start", "end"):
        title, line = (_("Start"), account.start) if part == "start" else (_("End"), account.end)
    else:
        title, line = bar_title(Bar(part)), account.bars[Bar(part)]
    return f"{account.title} · {title}" if account.title else title, line


_MOVES: Final = "\0moves"
_WHOSE: Final = "\0"
"""Before the key of an owner or a stage: nobody's is not everybody's."""


def _account_key(account: Account) -> str:
    return _WHOSE + account.key if account.title else ""


def ledger_lines(found: Changes, width: int, today: date) -> list[FigureLine]:
    """Everything, for so many cells."""
    inner = max(width - 2 * MARGIN, 20)
    if found.begins_on is None:
        return [(Span(" " * MARGIN + line, "muted"),) for line in _nothing(inner)]
    lines: list[FigureLine] = [_heading(found, inner, today), ()]
    lines += _table(found, inner) if found.question.by is not None else _waterfall(found, inner)
    if found.question.filter_line.strip() and not found.total.bars and not found.total.end.figure.n:
        hint = _("No open deal fits the filter on these days: esc shows all deals.")
        return [
            (Span(" " * MARGIN), *lines[0]),
            (),
            *((Span(" " * MARGIN + line, "muted"),) for line in _wrapped(hint, inner)),
        ]
    lines.append(())
    lines += _moves(found, inner)
    told = [line for note in notes(found) for line in _wrapped(note, inner)]
    if told:
        lines += [(), *((Span(line, "muted"),) for line in told)]
    return [(Span(" " * MARGIN), *line) if line else line for line in lines]


def _nothing(width: int) -> Iterator[str]:
    yield ""
    yield from _wrapped(_("No deal is known yet, so nothing has changed."), width)
    yield from _wrapped(_("Press a to add a deal, or i to import a CRM export."), width)


def title_of(days: Days) -> str:
    """The days in words: ``Mon 16 Nov 2026 to Wed 25 Nov 2026``."""
    if days.first == days.last:
        return weekday_and_date(days.first)
    return _("{first} to {last}").format(first=weekday_and_date(days.first), last=weekday_and_date(days.last))


def closing_words(found: Changes) -> str:
    """Which deals are looked at."""
    window = found.question.window
    if window is None:
        return _("all open deals")
    if found.question.closing is Closing.MONTH:
        return _("deals closing in {month}").format(month=window.first.strftime("%Y-%m"))
    quarter = f"{window.first.year}-Q{(window.first.month + 2) // 3}"
    return _("deals closing in {quarter}").format(quarter=quarter)


def _heading(found: Changes, width: int, today: date) -> FigureLine:
    days = title_of(found.question.span)
    length = (found.question.span.last - found.question.span.first).days + 1
    more = " · ".join(
        (
            ngettext("{number} day", "{number} days", length).format(number=number(length)),
            *((_("until now"),) if found.question.span.last == today else ()),
            closing_words(found),
        )
    )
    days = cut(days, width)
    return (Span(days, "title"), Span(cut("   " + more, max(width - cell_len(days), 0)), "muted"))


# The waterfall


def _waterfall(found: Changes, width: int) -> Iterator[FigureLine]:
    total = found.total
    rows: list[tuple[str, str, Line, bool]] = [
        ("start", _("Start"), total.start, True),
        *((bar.value, bar_title(bar), line, False) for bar, line in total.bars.items()),
        ("end", _("End"), total.end, True),
    ]
    amounts = [_signed(line, balance=balance) for _key, _title, line, balance in rows]
    counts = [number(line.figure.n or 0) for _key, _title, line, _balance in rows]
    names = [cut(title, _NAMES) for _key, title, _line, _balance in rows]
    wide = [
        max(map(cell_len, (*texts, head)))
        for texts, head in ((names, _("Change")), (counts, _("Count")), (amounts, _("Amount")))
    ]
    room = width - sum(wide) - 3 * _GAP
    scale = _BarScale(total, min(room, _LONGEST_BARS)) if room >= _LEAST_BARS else None
    yield (
        Span(" " * wide[0]),
        Span(_right(_("Count"), wide[1] + _GAP), "muted"),
        Span(_right(_("Amount"), wide[2] + _GAP), "muted"),
        *((Span("  " + cut(scale.words, room), "muted"),) if scale is not None and scale.words else ()),
    )
    running = 0
    for name, count, amount, (key, _title, line, balance) in zip(names, counts, amounts, rows, strict=True):
        before, running = (0, line.amount) if balance else (running, running + line.amount)
        style = _style(line, balance=balance)
        stop = Stop(("", key), line.figure, leads=bool(line.figure.n))
        yield (
            Span(fit(name, wide[0]), "strong" if balance else "plain", stop),
            Span(_right(count, wide[1] + _GAP), "muted", stop),
            Span(_right(amount, wide[2] + _GAP), "strong" if balance else style, stop),
            *((Span("  "), *scale.bar(before, running, style, whole=balance)) if scale is not None else ()),
        )
    change = total.change
    relative = relative_change(total.end.amount, total.start.amount)
    share = f"{'+' if relative > 0 else ''}{percent(relative)}" if isinstance(relative, Fraction) else ""
    yield (
        Span(fit(_("Change"), wide[0]), "muted"),
        Span(" " * (wide[1] + _GAP)),
        Span(_right(_plus(change, total), wide[2] + _GAP), "good" if change > 0 else "bad" if change < 0 else "muted"),
        Span(f"  {share}", "muted"),
    )
    absent = [bar_title(bar) for bar in possible_bars(found, single=False) if bar not in total.bars]
    if absent:
        yield (Span(cut(_("None: {changes}").format(changes=" · ".join(absent)), width), "muted"),)


class _BarScale:
    """Amounts as cells of a bar, to half a cell."""

    def __init__(self, total: Account, cells: int) -> None:
        running = [total.start.amount]
        for line in total.bars.values():
            running.append(running[-1] + line.amount)
        low, high = min(0, *running), max(0, *running)
        reach = max(running) - min(running)
        if 0 < reach < _CLOSE_UP * high and min(running) > 0:
            low = min(running) - reach // 4
        self._low = low
        self._halves = 2 * cells
        self._range = max(high - low, 1)
        currency = total.start.figure.currency or ""
        self.words = _("bars from {amount} on").format(amount=compact_money(low, currency)) if low > 0 else ""

    def bar(self, before: int, after: int, style: str, *, whole: bool) -> Sequence[Span]:
        """The piece from one position of the balance to another; never nothing where there is a difference."""
        start, end = sorted((self._place(max(before, self._low) if whole else before), self._place(after)))
        if start == end and before != after:
            start, end = (start, end + 1) if end < self._halves else (start - 1, end)
        left, right = -(-start // 2), end // 2
        text = " " * (start // 2) + ("▐" if start % 2 and left <= right else "")
        if start % 2 and left > right:
            return (Span(" " * (start // 2) + "▐", style),)
        return (Span(text + "█" * (right - left) + ("▌" if end % 2 else ""), style),)

    def _place(self, amount: int) -> int:
        return (2 * (amount - self._low) * self._halves + self._range) // (2 * self._range)


def _style(line: Line, *, balance: bool) -> str:
    if balance:
        return "own"
    return "good" if line.amount > 0 else "bad" if line.amount < 0 else "muted"


def _signed(line: Line, *, balance: bool) -> str:
    text = money(line.amount, line.figure.currency or "")
    return text if balance or line.amount <= 0 else f"+{text}"


def _plus(amount: int, account: Account, write: Callable[[int, str], str] = money) -> str:
    return ("+" if amount > 0 else "") + write(amount, account.start.figure.currency or "")


# The ledgers of owners or stages


def _table(found: Changes, width: int) -> Iterator[FigureLine]:
    by_owner = found.question.by is By.OWNER
    accounts = (*found.accounts, found.total) if by_owner else found.accounts
    bars = [bar for bar in possible_bars(found, single=True) if any(bar in account.bars for account in accounts)]
    titles = [_("Start"), *map(bar_title, bars), _("End"), _("Change")]
    for write in (money, compact_money):
        rows = [_cells(account, bars, write) for account in accounts]
        widths = [
            max(cell_len(text) for text in (title, *(row[place][0] for row in rows)))
            for place, title in enumerate(titles)
        ]
        if _NAMES + sum(widths) + _GAP * len(widths) <= width:
            break
    else:
        # The columns go into several bands; nobody wants one for a difference.
        titles.pop()
    names = min(_NAMES, max((cell_len(account.title or _("All")) for account in accounts), default=4))
    yield from _rows(accounts, rows, titles, widths, max(names, 10), width)


def _cells(
    account: Account, bars: Sequence[Bar], write: Callable[[int, str], str]
) -> list[tuple[str, str, Stop | None]]:
    key = _account_key(account)

    def cell(part: str, line: Line, *, balance: bool) -> tuple[str, str, Stop | None]:
        amount = _plus(line.amount, account, write) if not balance else write(line.amount, line.figure.currency or "")
        stop = Stop((key, part), line.figure, leads=bool(line.figure.n))
        return amount, "strong" if balance else _style(line, balance=False), stop

    change = account.change
    return [
        cell("start", account.start, balance=True),
        *(
            cell(bar.value, account.bars[bar], balance=False) if bar in account.bars else ("–", "muted", None)
            for bar in bars
        ),
        cell("end", account.end, balance=True),
        (_plus(change, account, write), "good" if change > 0 else "bad" if change < 0 else "muted", None),
    ]


def _rows(
    accounts: Sequence[Account],
    rows: Sequence[Sequence[tuple[str, str, Stop | None]]],
    titles: Sequence[str],
    widths: Sequence[int],
    names: int,
    width: int,
) -> Iterator[FigureLine]:
    """The table in as many bands of columns as the width asks for."""
    first = 0
    while first < len(titles):
        last, room = first, width - names
        while last < len(titles) and room >= widths[last] + _GAP:
            room -= widths[last] + _GAP
            last += 1
        last = max(last, first + 1)
        if first:
            yield ()
        heads = (Span(_right(titles[place], widths[place] + _GAP), "muted") for place in range(first, last))
        yield (Span(" " * names), *heads)
        for account, row in zip(accounts, rows, strict=True):
            cells = (
                Span(_right(row[place][0], widths[place] + _GAP), row[place][1], row[place][2])
                for place in range(first, last)
            )
            yield (Span(fit(account.title or _("All"), names), "plain" if account.title else "strong"), *cells)
        first = last


# Stage moves


def _moves(found: Changes, width: int) -> Iterator[FigureLine]:
    yield (Span(cut(_("Stage moves of deals open on both days"), width), "title"),)
    if not found.moves:
        yield (Span(_("None."), "muted"),)
        return
    currency = found.total.start.figure.currency or ""
    rows: list[tuple[str, Line, str, str]] = []
    for forward, key, line in ((True, "advanced", found.advanced), (False, "back", found.back)):
        if line.figure.n:
            rows.append((bar_title(Bar.ADVANCED if forward else Bar.WENT_BACK), line, key, "strong"))
            rows += [
                (f"  {move.source} → {move.target}", move.line, str(place), "plain")
                for place, move in enumerate(found.moves)
                if move.forward is forward
            ]
    amounts = [money(line.amount, currency) for _title, line, _key, _style in rows]
    counts = [number(line.figure.n or 0) for _title, line, _key, _style in rows]
    wide_count, wide_amount = max(map(cell_len, counts)) + _GAP, max(map(cell_len, amounts)) + _GAP
    names = min(max(cell_len(title) for title, *_rest in rows), width - wide_count - wide_amount)
    for (title, line, key, style), count, amount in zip(rows, counts, amounts, strict=True):
        stop = Stop((_MOVES, key), line.figure, leads=True)
        yield (
            Span(fit(title, names), style, stop),
            Span(_right(count, wide_count), "muted", stop),
            Span(_right(amount, wide_amount), style, stop),
        )


def _right(text: str, width: int) -> str:
    return " " * (width - cell_len(text)) + text


def _wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines; broken at blanks, or anywhere where a language has none."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and cell_len(longer) > width:
            yield line
            longer = word
        while cell_len(longer) > width:
            head = longer
            while cell_len(head) > width:
                head = head[:-1]
            yield head
            longer = longer[len(head) :]
        line = longer
    yield cut(line, width)
