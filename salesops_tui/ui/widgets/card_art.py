"""How a column's head and its cards look: lines of styled segments, all exactly as wide as the column."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from salesops_tui.domain.board import Card, Column
from salesops_tui.domain.stages import StageKind
from salesops_tui.formats import card_day, compact_money, month_name, number
from salesops_tui.i18n import _, language
from salesops_tui.ui.cells import cut, fit, fit_pair

CARD_LINES: Final = 3
"""Lines of a card, without the gap below it."""
HEAD_LINES: Final = 3

Styles = Mapping[str, Style]
Line = list[Segment]

_BAR: Final = "▌"
_RULE: Final = "━"


def card_lines(card: Card, width: int, styles: Styles, *, selected: bool) -> list[Line]:
    """A card: what it is called; whose it is and when it closes; its amount, its owner and its age."""
    look = "selected" if selected else "card"
    base, muted = styles[look], styles[f"{look}-muted"]
    bar = Segment(_BAR, styles[f"{look}-late" if card.overdue else f"{look}-bar"])
    inner = width - 2
    end = Segment(" ", base)
    name = Segment(fit(card.name, inner), styles[f"{look}-name"])
    return [
        [bar, name, end],
        [bar, *_second(card, inner, look, styles), end],
        [bar, *_third(card, inner, base, muted), end],
    ]


def _second(card: Card, width: int, look: str, styles: Styles) -> Line:
    day = card.closed_on or card.close_date
    mark = "!" if card.overdue else ""
    account, closes = fit_pair(card.account or "–", mark + card_day(day) if day else "", width)
    return [
        Segment(account, styles[f"{look}-muted"]),
        Segment(closes, styles[f"{look}-late" if card.overdue else f"{look}-muted"]),
    ]


def _third(card: Card, width: int, base: Style, muted: Style) -> Line:
    age = "" if card.closed_on else _age(card)
    amount = compact_money(card.amount, card.currency) if card.amount is not None else "–"
    left, right = fit_pair(amount, age, width)
    owner = _owner(card.owner, cell_len(left) - cell_len(amount) - 2)
    taken = cell_len(amount) + 1
    return (
        [
            Segment(f"{amount} ", base),
            Segment(fit(owner, cell_len(left) - taken) if cell_len(left) > taken else "", muted),
            Segment(right, muted),
        ]
        if cell_len(left) >= taken
        else [Segment(left, base), Segment(right, muted)]
    )


def _age(card: Card) -> str:
    sign = "≥" if card.age.at_least else ""
    return _("{sign}{days}d").format(sign=sign, days=card.age.days)


def _owner(name: str | None, width: int) -> str:
    """The owner's name where it fits, else the initials: Li Na, or LN."""
    if not name or width < 2:
        return ""
    if cell_len(name) <= width:
        return name
    words = name.split()
    return "".join(word[0] for word in words).upper()[:width] if len(words) > 1 else cut(name, width)


def head_lines(
    column: Column, month: date, width: int, styles: Styles, *, here: bool, target: bool, hidden: str
) -> list[Line]:
    """A column's head: its name and count; its sum, and what was left out of it; a rule in its colour.

    ``here`` says that the cursor is in it, ``target`` that a card is being dragged over it, ``hidden`` is a hint at columns
    beyond the edge.
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
    rule = "▼" * width if target else _RULE * width
    return [
        [Segment(title, styles["head-here" if here else "head"]), Segment(count, styles["head-count"]), _gap(styles)],
        [Segment(sum_, styles["head-sum"]), Segment(hint, styles["head-count"]), _gap(styles)],
        [
            Segment(
                rule, styles["head-target" if target else f"rule-{kind.value}" if here else f"rule-{kind.value}-dim"]
            )
        ],
    ]


def _gap(styles: Styles) -> Segment:
    return Segment(" ", styles["board"])
