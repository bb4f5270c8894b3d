"""The live tables of an agenda: the same figures as in the other rooms, asked for when the item is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from salesops_tui.domain.deal_filter import DealFilter
from salesops_tui.domain.figures import Figure, Missing
from salesops_tui.domain.meeting_templates import Embed
from salesops_tui.domain.periods import Window
from salesops_tui.domain.target_tree import Dimension, Place
from salesops_tui.domain.targets import TargetScope
from salesops_tui.domain.weeks import Week
from salesops_tui.formats import compact_money, figure_value, number
from salesops_tui.i18n import _, language, ngettext
from salesops_tui.services import pasts
from salesops_tui.services.session import Session

MOST: Final = 8
"""Lines of one table."""


@dataclass(frozen=True, slots=True)
class EmbedLine:
    """A line of a live table."""

    title: str
    value: str
    figure: Figure | None = None


def embedded(session: Session, embed: Embed) -> tuple[EmbedLine, ...]:
    """The table as it is now; that of the last actions is told by the meeting itself."""
    reader = _READERS.get(embed)
    return tuple(reader(session))[:MOST] if reader is not None else ()


def _pipeline(session: Session) -> Iterator[EmbedLine]:
    rates, month = session.rates, session.clock.today().replace(day=1)
    for stage in session.workbook.pipeline.open:
        sums = session.workbook.board.sums(stage, month, DealFilter(), rates)
        worth = sum(worth for one in sums if (worth := rates.to_base(one.amount, one.currency)) is not None)
        deals = sum(one.deals for one in sums)
        told = ngettext("{number} deal", "{number} deals", deals).format(number=number(deals))
        yield EmbedLine(stage.name(language()), f"{told} · {compact_money(round(worth), rates.base)}")


def _week(session: Session) -> Iterator[EmbedLine]:
    from salesops_tui.services.week.comparison import comparison
    from salesops_tui.services.week.first_section import result_rows
    from salesops_tui.services.week.results import results
    from salesops_tui.services.week.scopes import ReportScope

    of = comparison(session, Week.of(session.clock.today()))
    for row in result_rows(results(session, of, ReportScope()), of):
        yield EmbedLine(row.title, " · ".join(word for word in (row.value, row.note) if word), row.figure)


def _ledger(session: Session) -> Iterator[EmbedLine]:
    from salesops_tui.services.week.comparison import comparison
    from salesops_tui.services.week.progress import progress
    from salesops_tui.services.week.scopes import ReportScope
    from salesops_tui.services.week.words import progress_amount, progress_title

    pasts.catch_up(session)
    for one in progress(session, comparison(session, Week.of(session.clock.today())), ReportScope()).progress:
        deals = ngettext("{number} deal", "{number} deals", one.count).format(number=number(one.count))
        amount = progress_amount(one)
        yield EmbedLine(progress_title(one.row), " · ".join(word for word in (deals, amount) if word), one.figure)


def _targets(session: Session) -> Iterator[EmbedLine]:
    from salesops_tui.services.targets.tree import read
    from salesops_tui.services.targets.words import whose_title

    month = Place(TargetScope.COMPANY, Window.month(session.clock.today()))
    tree = read(session, month, Dimension.TEAM)
    for node in (tree.node, *tree.parts):
        won = figure_value(node.won, compact=True)
        told = (
            _("{won}, no target").format(won=won)
            if node.target.missing is Missing.NO_TARGET
            else _("{won} of {target}, {attainment}").format(
                won=won, target=figure_value(node.target, compact=True), attainment=figure_value(node.attainment)
            )
        )
        yield EmbedLine(whose_title(node.place), told, node.attainment)


def _forecast(session: Session) -> Iterator[EmbedLine]:
    from salesops_tui.services.forecast.view import Row, view

    for column in view(session, "").months:
        weighted, target = column.figures[Row.WEIGHTED], column.figures[Row.TARGET]
        worth = figure_value(weighted, compact=True)
        told = (
            _("{weighted} weighted, no target").format(weighted=worth)
            if target.missing is Missing.NO_TARGET
            else _("{weighted} weighted, target {target}").format(
                weighted=worth, target=figure_value(target, compact=True)
            )
        )
        yield EmbedLine(column.window.code, told, weighted)


def _risks(session: Session) -> Iterator[EmbedLine]:
    from salesops_tui.services.week.risks import risks
    from salesops_tui.services.week.scopes import ReportScope
    from salesops_tui.services.week.words import risk_title, risk_words

    pasts.catch_up(session)
    for risk in risks(session, session.clock.today(), ReportScope()):
        yield EmbedLine(risk_title(risk.kind), risk_words(risk))


_READERS: Final[Mapping[Embed, Callable[[Session], Iterator[EmbedLine]]]] = {
    Embed.PIPELINE: _pipeline,
    Embed.WEEK: _week,
    Embed.LEDGER: _ledger,
    Embed.TARGETS: _targets,
    Embed.FORECAST: _forecast,
    Embed.RISKS: _risks,
}
