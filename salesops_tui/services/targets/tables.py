"""The target tree as a table: the whole, its parts, and their parts."""

from __future__ import annotations

from collections.abc import Iterator

from salesops_tui.domain.periods import Window
from salesops_tui.domain.sheets import Sheet, SheetColumn, Value
from salesops_tui.domain.target_tree import Dimension, Place
from salesops_tui.domain.targets import Period
from salesops_tui.i18n import _
from salesops_tui.services.session import Session
from salesops_tui.services.targets.tree import Node, Tree, company, read
from salesops_tui.services.targets.words import dimension_title, whose_title


def tables(session: Session, year: int, dimension: Dimension) -> list[Sheet]:
    """A year's targets along a dimension; by time down to the months."""
    root = company(Window.year(session.clock.today()).first.replace(year=year))
    rows = tuple(_row(depth, node, tree) for depth, node, tree in _walk(session, root, dimension, 0))
    columns = (
        SheetColumn("whose", _("Whose")),
        SheetColumn("period", _("Period")),
        SheetColumn("target", _("Target"), is_number=True),
        SheetColumn("won", _("Won"), is_number=True),
        SheetColumn("attainment", _("Attainment"), is_number=True),
        SheetColumn("last_year", _("A year before"), is_number=True),
        SheetColumn("residue", _("Residue"), is_number=True),
    )
    title = _("Targets {year}").format(year=year) + f" · {dimension_title(dimension)}"
    return [Sheet("targets", title, columns, rows)]


def _walk(session: Session, place: Place, dimension: Dimension, depth: int) -> Iterator[tuple[int, Node, Tree | None]]:
    tree = read(session, place, dimension)
    if depth == 0:
        yield 0, tree.node, tree
    if tree.dimension is not dimension:
        return
    for part in tree.parts:
        # By time the months' weeks are left out; otherwise what has parts of its own is a team, a line, an industry.
        is_month = dimension is Dimension.TIME and part.place.window.period is Period.MONTH
        inner = None if depth or is_month else read(session, part.place, dimension)
        if inner is None or inner.dimension is not dimension:
            deeper = read(session, part.place, dimension) if dimension is Dimension.TIME and not is_month else None
            yield depth + 1, part, deeper
            continue
        yield depth + 1, part, inner
        yield from _walk(session, part.place, dimension, depth + 1)


def _row(depth: int, node: Node, tree: Tree | None) -> tuple[Value, ...]:
    residue = tree.residue if tree is not None else None
    return (
        "  " * depth + whose_title(node.place),
        node.place.window.code,
        node.target,
        node.won,
        node.attainment,
        node.last_year,
        residue,
    )
