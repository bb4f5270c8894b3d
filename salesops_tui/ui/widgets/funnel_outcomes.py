"""How win rates, cycles, reasons and competitors look beside the funnel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rich.cells import cell_len

from salesops_tui.domain.figures import Figure
from salesops_tui.formats import number, percent
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.funnel import Funnel
from salesops_tui.services.win_rates import Outcomes
from salesops_tui.ui.cells import cut, fit
from salesops_tui.ui.widgets.figure_sheet import Span
from salesops_tui.ui.widgets.funnel_pieces import Lines, cut_spans, figure_span, interval, muted, right, short_value

Piece = Sequence[Span]
"""A part of a note that is shown whole or not at all."""


def rates(funnel: Funnel, width: int) -> Lines:
    """Win rate, cycle, average deal and velocity, with what each is made from."""
    outcomes = funnel.outcomes
    cycle = outcomes.cycle
    rows: list[tuple[str, Figure, list[Piece]]] = [
        (_("Win rate"), outcomes.win_rate, _win_notes(outcomes)),
        ("  " + _("by value"), outcomes.by_value, [[muted(_left_out(outcomes.by_value))]]),
        ("  " + _("of created"), outcomes.created, [[muted(_bounds(outcomes.created))]]),
        (
            _("Cycle"),
            cycle.mean,
            [
                [muted(_("median") + " "), figure_span(cycle.median, 0, cycle.median.metric)],
                [muted(", P75 "), figure_span(cycle.upper, 0, cycle.upper.metric)],
                [muted(f", n {number(cycle.mean.n or 0)}")],
            ],
        ),
        (
            "  " + _("to lose"),
            outcomes.lost_cycle,
            [[muted(_("median") + f", n {number(outcomes.lost_cycle.n or 0)}")]],
        ),
        (_("Average deal"), outcomes.average, [[muted(_left_out(outcomes.average) or _won_note(outcomes))]]),
    ]
    if funnel.velocity is not None:
        qualified = funnel.velocity.n or 0
        said = ngettext("{number} qualified open deal", "{number} qualified open deals", qualified)
        rows.append((_("Velocity a day"), funnel.velocity, [[muted(said.format(number=number(qualified)))]]))
    label = max(cell_len(title) for title, _figure, _note in rows) + 2
    size = max(cell_len(short_value(figure)) for _title, figure, _note in rows)
    drawn: Lines = [[Span(_("What came of it"), "title")]]
    for title, figure, note in rows:
        spans = [
            Span(fit(title, label)),
            figure_span(figure, size, figure.metric, strong=True),
            Span("  "),
        ]
        drawn.append([*spans, *_fitting(note, width - label - size - 2)])
    return drawn


def _fitting(pieces: Sequence[Piece], width: int) -> Iterator[Span]:
    """The pieces that fit into so many cells: the first, cut where it must be, and those after it that fit whole."""
    first, *others = pieces
    for span in cut_spans(first, width):
        width -= cell_len(span.text)
        yield span
    for piece in others:
        width -= sum(cell_len(span.text) for span in piece)
        if width < 0:
            return
        yield from piece


def _win_notes(outcomes: Outcomes) -> list[Piece]:
    decided = _("{won} of {number} decided").format(
        won=number(outcomes.won), number=number(outcomes.won + outcomes.lost)
    )
    few = interval(outcomes.win_rate)
    return [
        [muted(decided)],
        *([[muted(f" {few}")]] if few else []),
        [muted(" · " + _("course 15–25 %"))],
    ]


def _won_note(outcomes: Outcomes) -> str:
    return ngettext("{number} deal won", "{number} deals won", outcomes.won).format(number=number(outcomes.won))


def _bounds(created: Figure) -> str:
    if created.low is None or created.high is None:
        return ""
    return _("at least; at most {high}").format(high=percent(created.high))


def _left_out(figure: Figure) -> str:
    parts = []
    if figure.without_amount:
        parts.append(_("{number} without an amount").format(number=number(figure.without_amount)))
    if figure.unrated:
        named = ", ".join(f"{number(part.count)} {part.currency}" for part in figure.unrated)
        parts.append(_("without a rate: {deals}").format(deals=named))
    return "; ".join(parts)


def reasons(outcomes: Outcomes, width: int) -> Lines:
    """Why deals were lost, as bars."""
    drawn: Lines = [[Span(_("Why deals were lost"), "title")]]
    if not outcomes.reasons:
        return [*drawn, [muted(cut(_("No deal was lost."), width))]]
    names = [one.reason if one.reason is not None else _("no reason given") for one in outcomes.reasons]
    label = min(max(map(cell_len, names)) + 2, width * 2 // 5)
    most = max(one.share.value or Fraction(0) for one in outcomes.reasons)
    bar = max(width - label - 9 - 6 - 14, 4)
    for name, one in zip(names, outcomes.reasons, strict=True):
        share = one.share.value or Fraction(0)
        filled = max(round(share / most * bar), 1)
        drawn.append(
            [
                Span(fit(name, label), "muted" if one.reason is None else "plain"),
                Span("━" * filled, "muted" if one.reason is None else "own"),
                Span(" " * (bar - filled)),
                figure_span(one.share, 9, ("reason", one.reason)),
                muted(right(number(int(one.share.numerator or 0)), 6)),
                muted(right(interval(one.share), 14)),
            ]
        )
    return drawn


def competitors(outcomes: Outcomes, width: int) -> Lines:
    """How deals against each competitor ended."""
    heads = [(_("win rate"), 10), ("95 %", 13), (_("won"), 6), (_("lost"), 6)]
    label = width - sum(size for _title, size in heads)
    drawn: Lines = [
        [Span(fit(_("Competitors"), label), "title"), *(muted(right(title, size)) for title, size in heads)]
    ]
    if not outcomes.competitors:
        return [*drawn, [muted(cut(_("No closed deal names a competitor."), width))]]
    for one in outcomes.competitors:
        drawn.append(
            [
                Span(fit(one.name, label)),
                figure_span(one.rate, 10, ("competitor", one.name), strong=True),
                muted(right(interval(one.rate), 13)),
                muted(right(number(one.won), 6)),
                muted(right(number(one.lost), 6)),
            ]
        )
    return drawn
