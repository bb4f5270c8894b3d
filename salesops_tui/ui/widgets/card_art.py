"""How a column's head and its cards look: lines of styled segments, all exactly as wide as the column."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from salesops_tui.domain.ageing import Age, AgeClock
from salesops_tui.domain.board import Card, CardGroup, Column, GroupBy
from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.follow_up import FollowUp, FollowUpState
from salesops_tui.domain.stages import StageKind
from salesops_tui.formats import card_day, compact_money, month_name, number
from salesops_tui.i18n import _, language
from salesops_tui.services.wording import category_title, clock_title, short_category, short_rule
from salesops_tui.terminal import printable
from salesops_tui.ui.cells import cut, fit, fit_pair
from salesops_tui.ui.widgets.line_pieces import Piece, spread

HEAD_LINES: Final = 4

Styles = Mapping[str, Style]
Line = list[Segment]

_BAR: Final = "▌"
_RULE: Final = "━"
_MARK: Final = "✓"


def card_lines(
    card: Card, width: int, styles: Styles, *, lines: int, selected: bool = False, marked: bool = False
) -> list[Line]:
    """A card in three lines or in four: its name; whose it is and when it closes; its amount, its owner, its clocks."""
    look = "selected" if selected else "card"
    base = styles[look]
    edge = styles[f"{look}-mark" if marked else f"{look}-late" if card.overdue else f"{look}-bar"]
    bar = Segment(_BAR, edge)
    inner = width - 2
    end = Segment(" ", base)
    name = Segment(fit(card.name, inner), styles[f"{look}-mark" if marked else f"{look}-name"])
    drawn = [
        [Segment(_MARK, edge) if marked else bar, name, end],
        [bar, *_second(card, inner, look, styles), end],
    ]
    amount = Piece((compact_money(card.amount, card.currency) if card.amount is not None else "–",), base)
    chance = Piece(_chance(card), styles[f"{look}-muted"], 2)
    owner = Piece(_owner(card.owner), styles[f"{look}-muted"], 4)
    category = Piece(_category(card), styles[f"{look}-muted"], 5)
    clock, follow_up = _clock(card, look, styles), _follow_up(card, look, styles)
    if lines > len(drawn) + 1:
        drawn.append([bar, *spread([amount, owner], [chance, category], inner, base), end])
        drawn.append([bar, *spread([clock], [follow_up], inner, base), end])
    else:
        drawn.append([bar, *spread([amount, chance, owner, category], [follow_up, clock], inner, base), end])
    return drawn


def _second(card: Card, width: int, look: str, styles: Styles) -> Line:
    day = card.closed_on or card.close_date
    mark = "!" if card.overdue else ""
    account, closes = fit_pair(card.account or "–", mark + card_day(day) if day else "", width)
    return [
        Segment(account, styles[f"{look}-muted"]),
        Segment(closes, styles[f"{look}-late" if card.overdue else f"{look}-muted"]),
    ]


def _chance(card: Card) -> tuple[str, ...]:
    """A probability that somebody chose: the star says that it is not the stage's."""
    return () if card.probability is None or card.closed_on else (f"{card.probability}%*",)


def _category(card: Card) -> tuple[str, ...]:
    if card.category is None or card.closed_on:
        return ()
    short = short_category(card.category)
    # What most deals are needs no more words.
    return (short,) if card.category is ForecastCategory.PIPELINE else (category_title(card.category), short)


def _clock(card: Card, look: str, styles: Styles) -> Piece:
    """The clocks that fired, the worst first; where none did, the days in the stage."""
    if card.closed_on:
        return Piece((), styles[look])
    ages = card.ages
    if not ages.fired:
        days = _days(ages.stuck)
        return Piece((_("{days} in stage").format(days=days), days), styles[f"{look}-muted"], 6)
    told = [_("{clock} {days}").format(clock=clock_title(clock), days=_days(ages.of(clock))) for clock in ages.fired]
    texts = [f"!{' · '.join(told[:number])}" for number in range(len(told), 0, -1)]
    if ages.fired[0] is AgeClock.IDLE and ages.never_touched:
        texts.insert(0, "!" + " · ".join([_("never touched {days}").format(days=_days(ages.idle)), *told[1:]]))
    # Beside a long amount in a narrow column there is room for which clock it is, at least.
    return Piece(tuple(texts), styles[f"{look}-warn"], 1, at_least=f"!{clock_title(ages.fired[0])}")


def _follow_up(card: Card, look: str, styles: Styles) -> Piece:
    """What the 2-2-2 rule asks for, with the last day for it; an exclamation mark says that this day has passed."""
    pressing: FollowUp | None = card.pressing
    if pressing is None:
        return Piece((), styles[look])
    sign = "!" if pressing.state is FollowUpState.BREACHED else ""
    word = f"{sign}{short_rule(pressing.rule)}"
    texts = (f"{word} {card_day(pressing.due_on)}", word) if pressing.due_on else (word,)
    return Piece(texts, styles[f"{look}-warn" if sign else f"{look}-muted"], 3)


def _days(age: Age) -> str:
    return _("{sign}{days}d").format(sign="≥" if age.at_least else "", days=age.days)


def _owner(name: str | None) -> tuple[str, ...]:
    """The owner's name, and the initials for where it does not fit: Li Na, or LN."""
    name = printable(name or "")
    words = name.split()
    if len(words) > 1:
        return name, "".join(word[0] for word in words).upper()
    return (name, cut(name, 4)) if name else ()


def head_lines(
    column: Column,
    month: date,
    width: int,
    styles: Styles,
    *,
    here: bool,
    target: bool,
    hidden: str,
    group: str = "",
) -> list[Line]:
    """A column's head: its name and count; its sum, and what was left out of it; the weighted sum; a rule in its colour.

    ``here`` says that the cursor is in it, ``target`` that a card is being dragged over it, ``hidden`` is a hint at columns
    beyond the edge, ``group`` names what the first card in sight belongs to.
    """
    kind = column.stage.kind
    name = column.stage.name(language())
    if kind is not StageKind.OPEN:
        name = f"{name} · {month_name(month)}"
    title, count = fit_pair(name, number(column.total.count), width - 1)
    amount = compact_money(column.total.amount, column.total.currency)
    left_out = "".join(f" + {compact_money(part.amount, part.currency)}" for part in column.total.left_out)
    if left_out and cell_len(amount + left_out) > width - 1 - cell_len(hidden):
        unrated = sum(part.count for part in column.total.left_out)
        left_out = " " + _("+{number} unrated").format(number=unrated)
    sum_, hint = fit_pair(amount + left_out, hidden, width - 1)
    weighted = ""
    if column.weighted is not None:
        weighted = _("weighted {amount}").format(amount=compact_money(column.weighted, column.total.currency))
    rule = styles["head-target" if target else f"rule-{kind.value}" if here else f"rule-{kind.value}-dim"]
    return [
        [Segment(title, styles["head-here" if here else "head"]), Segment(count, styles["head-count"]), _gap(styles)],
        [Segment(sum_, styles["head-sum"]), Segment(hint, styles["head-count"]), _gap(styles)],
        [Segment(fit(weighted, width), styles["head-count"])],
        _rule("▼" if target else _RULE, "" if target else group, width, rule, styles),
    ]


def _rule(sign: str, group: str, width: int, style: Style, styles: Styles) -> Line:
    if not group:
        return [Segment(sign * width, style)]
    label = cut(group, width - 4)
    return [
        Segment(f"{sign} ", style),
        Segment(label, styles["group"]),
        Segment(f" {sign * (width - 3 - cell_len(label))}", style),
    ]


def group_line(group: str, width: int, styles: Styles) -> Line:
    """The gap above the first card of a group."""
    return [Segment(fit(f"  {group}", width), styles["group"])]


def group_title(group: CardGroup, by: GroupBy) -> str:
    """A group's name and how many cards it has."""
    nobody = {GroupBy.OWNER: _("no owner"), GroupBy.PRODUCT: _("no product"), GroupBy.REGION: _("no region")}[by]
    return f"{group.name or nobody} · {number(group.count)}"


def _gap(styles: Styles) -> Segment:
    return Segment(" ", styles["board"])


def nothing_segment(y: int, width: int, height: int, styles: Styles) -> Segment:
    """A line of the empty workbook's board, which says what to press."""
    lines = (
        _("This workbook has no deals yet."),
        "",
        _("i   bring in a CRM export"),
        _("a   add a deal by hand"),
        _("?   see all keys"),
    )
    left = " " * max((width - max(map(cell_len, lines))) // 2, 0)
    line = y - max((height - len(lines)) // 2, 0)
    text = left + lines[line] if 0 <= line < len(lines) else ""
    return Segment(fit(text, width), styles["empty" if line else "board"])
