"""A target with its parts as lines of a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from rich.cells import cell_len

from salesops_tui.domain.figures import Figure
from salesops_tui.domain.target_tree import Dimension
from salesops_tui.formats import figure_value, number, percent
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.targets.tree import Node, Tree
from salesops_tui.services.targets.words import (
    check_words,
    dimension_title,
    letter_title,
    place_title,
    whose_title,
)
from salesops_tui.ui.cells import cut, fit
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop
from salesops_tui.ui.widgets.headings import heading

_NAME: Final = 20
_WIDE_MONEY: Final = 14
_MONEY: Final = 11
_SHARE: Final = 9
_BAR: Final = 16
_NARROW: Final = 100
"""From so many cells on there is room for bars."""


def tree_lines(tree: Tree, width: int) -> Iterator[FigureLine]:
    """The whole, its parts, what they leave, and whether the whole is a goal that deserves the name."""
    yield heading(place_title(tree.node.place), width)
    yield _heads(width)
    yield _node(tree.node, "whole", whose_title(tree.node.place), width, is_whole=True)
    yield ()
    if tree.possible:
        yield heading(dimension_title(tree.dimension), width, number(len(tree.parts)))
        yield from _parts(tree, width)
        yield ()
    yield heading("SMART", width)
    for check in tree.checks:
        mark, style = ("✓", "good") if check.holds else ("✗", "bad")
        words = f"{letter_title(check.letter)}: {check_words(check)}"
        yield (Span(f"   {mark} ", style), Span(cut(words, max(width - 5, 0)), "plain" if check.holds else "strong"))


def _parts(tree: Tree, width: int) -> Iterator[FigureLine]:
    if not tree.parts:
        nothing = _("There is nothing that it could be taken apart into.")
        yield (Span(f"   {cut(nothing, max(width - 3, 0))}", "muted"),)
    for place, part in enumerate(tree.parts):
        title = part.place.window.code if tree.dimension is Dimension.TIME else whose_title(part.place)
        yield _node(part, str(place), title, width)
    residue = tree.residue
    if residue is None or residue.value is None:
        return
    without = sum(part.target.value is None for part in tree.parts)
    told = _("The parts add up to the whole.")
    if residue.value:
        told = _("Residue {amount}").format(amount=figure_value(residue, compact=True))
    if without:
        told += " · " + ngettext("{number} part without a target", "{number} parts without a target", without).format(
            number=number(without)
        )
    style = "bad" if residue.value else "good"
    yield (Span("   "), Span(cut(told, max(width - 3, 0)), style, Stop(("residue", ""), residue)))


def _heads(width: int) -> FigureLine:
    names = (_("Target"), _("Won"), _("Attainment"), _("A year before"))
    told = "".join(_right(name, _money(width)) for name in names)
    whole = _("of the whole")
    return (Span(cut(f"   {' ' * _NAME}{told}  {whole}", width), "muted"),)


def _node(node: Node, key: str, title: str, width: int, *, is_whole: bool = False) -> FigureLine:
    figures = (("target", node.target), ("won", node.won), ("attainment", node.attainment), ("before", node.last_year))
    cells = [
        Span(_right(_value(figure), _money(width)), _style(name, figure), Stop((key, name), figure, leads=not is_whole))
        for name, figure in figures
    ]
    return (Span(f"   {fit(title, _NAME)}", "strong" if is_whole else "muted"), *cells, *_share(node, width))


def _share(node: Node, width: int) -> Iterator[Span]:
    if node.share is None:
        return
    yield Span(f"  {fit(percent(node.share), _SHARE)}", "muted")
    if width >= _NARROW:
        full = round(_BAR * min(max(node.share, Fraction(0)), Fraction(1)))
        yield Span("━" * full, "own")
        yield Span("─" * (_BAR - full), "rule")


def _money(width: int) -> int:
    return _WIDE_MONEY if width >= _NARROW else _MONEY


def _value(figure: Figure) -> str:
    return figure_value(figure, compact=True) if figure.value is not None else "–"


def _style(name: str, figure: Figure) -> str:
    if name == "attainment" and figure.value is not None:
        return "good" if figure.value >= 1 else "plain"
    return "strong" if name == "target" else "plain" if name == "won" else "muted"


def _right(text: str, width: int) -> str:
    text = cut(text, width - 1)
    return " " * (width - cell_len(text)) + text
