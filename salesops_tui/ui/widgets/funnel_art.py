"""How the funnel looks: lines of spans for the figure sheet, made for a width."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final

from rich.cells import cell_len

from salesops_tui.domain.figures import ENOUGH, SMALL
from salesops_tui.formats import figure_value, number, percent, short_day
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.breakdowns import BREAKDOWNS
from salesops_tui.services.funnel import Funnel, FunnelView, StageLine
from salesops_tui.services.funnel_words import notes, path_word
from salesops_tui.services.remedies import remedies, step_name
from salesops_tui.ui.cells import cut, fit, wrap
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop
from salesops_tui.ui.widgets.funnel_groups import groups
from salesops_tui.ui.widgets.funnel_outcomes import competitors, rates, reasons
from salesops_tui.ui.widgets.funnel_pieces import (
    GAP,
    WIDE,
    Lines,
    beside,
    cut_spans,
    figure_span,
    indented,
    interval,
    muted,
    paragraph,
    right,
    share_or_nothing,
    stage_name,
)

_ROOMY: Final = 100
"""From so many cells on a bar is two lines high."""

_AVERAGE: Final = "┃"
_EXCELLENT: Final = "║"


def lines(seen: FunnelView, width: int) -> Lines:
    """Everything that the funnel says, no wider than so many cells."""
    inner = width - 2
    head = [[muted(cut(_heading(seen), inner))], []]
    if not seen.has_deals:
        return indented(
            [*head, *paragraph(_("There are no deals yet: i brings in a CRM export, a adds a deal."), inner)]
        )
    whole = seen.whole
    if not seen.parts and not whole.began and not whole.outcomes.won + whole.outcomes.lost:
        # Nothing to judge: figures and praise would be invented.
        said = _("No deal began or closed in these days: [ and ] show others.")
        if seen.scope:
            said = _("No deal that fits began or closed in these days: [ and ] show others, esc shows all deals.")
        return indented([*head, *paragraph(said, inner, "muted")])
    if seen.parts:
        body = groups(seen, inner)
    elif inner >= WIDE:
        body = _in_two_columns(seen, inner)
    else:
        body = _below_each_other(seen, inner)
    told = [line for note in notes(seen) for line in paragraph(note, inner, "muted")]
    return indented([*head, *body, *([[], *told] if told else [])])


def _heading(seen: FunnelView) -> str:
    first, last = (short_day(day, seen.today) for day in (seen.span.first, seen.span.last))
    parts = [
        seen.scope or seen.whole.name,
        _("{first} to {last}").format(first=first, last=last),
        path_word(seen.wanted.strict),
        ngettext("{number} deal began", "{number} deals began", seen.whole.began).format(
            number=number(seen.whole.began)
        ),
    ]
    if seen.parts:
        parts.insert(2, _(BREAKDOWNS[seen.wanted.by]))
    return " · ".join(parts)


def _in_two_columns(seen: FunnelView, width: int) -> Lines:
    right = min(max(width * 2 // 5, 50), 74)
    left = width - right - GAP
    funnel = seen.whole
    one = [*_chart(seen, left), [], *_steps(funnel, left), [], *reasons(funnel.outcomes, left)]
    other = [*_bottleneck(funnel, right), [], *rates(funnel, right), [], *competitors(funnel.outcomes, right)]
    return beside(one, other, left)


def _below_each_other(seen: FunnelView, width: int) -> Lines:
    funnel = seen.whole
    return [
        *_chart(seen, width),
        [],
        *_steps(funnel, width),
        [],
        *_bottleneck(funnel, width),
        [],
        *rates(funnel, width),
        [],
        *reasons(funnel.outcomes, width),
        [],
        *competitors(funnel.outcomes, width),
    ]


# The funnel itself


def _chart(seen: FunnelView, width: int) -> Lines:
    funnel = seen.whole
    few = funnel.began < SMALL
    label = max((cell_len(stage_name(line)) for line in funnel.stages), default=0) + 2
    label = min(label, width // 3)
    count = max(len(number(funnel.began)), 3) + 2
    tail = 9 + count + (14 if few else 0)
    bar = max(width - label - tail, 8)
    drawn: Lines = []
    for line in funnel.stages:
        share = line.share
        spans = [
            Span(fit(stage_name(line), label)),
            *_bar(line, bar),
            figure_span(share, 9, ("share", line.stage.id)),
            muted(right(number(int(share.numerator or 0)), count)),
        ]
        if few:
            spans.append(muted(right(interval(share), 14)))
        drawn.append(spans)
        if width >= _ROOMY:
            drawn += [[Span(" " * label), *_bar(line, bar)], []]
    drawn.append(_legend(label, width, seen.young_days if funnel.young else None))
    return drawn


def _bar(line: StageLine, width: int) -> list[Span]:
    """The share as a bar, what is still young of it at its end; and the course's two teams as strokes in it or beyond."""
    share = line.share
    value = share.value or Fraction(0)
    filled = min(max(round(value * width), 1 if value else 0), width)
    young = round(Fraction(line.young, int(share.numerator)) * filled) if share.numerator else 0
    drawn = [("█", "own")] * (filled - young) + [("▒", "own")] * young + [(" ", "plain")] * (width - filled)
    for mark, at in ((_EXCELLENT, share.excellent), (_AVERAGE, share.benchmark)):
        # The first stage is where the counting begins, for everybody.
        if at is not None and at < 1:
            drawn[min(int(at * width), width - 1)] = (mark, "excellent" if mark == _EXCELLENT else "average")
    return [
        Span("".join(cell for cell, _style in cells), style)
        for style, cells in ((style, list(cells)) for style, cells in groupby(drawn, key=itemgetter(1)))
    ]


def _legend(label: int, width: int, young_days: int | None) -> FigureLine:
    parts = [Span("█ ", "own"), muted(_("own") + "   ")]
    if young_days is not None:
        parts += [Span("▒ ", "own"), muted(_("last {days} days").format(days=number(young_days)) + "   ")]
    parts += [
        Span(f"{_AVERAGE} ", "average"),
        muted(_("average") + "   "),
        Span(f"{_EXCELLENT} ", "excellent"),
        muted(_("excellent")),
    ]
    used = sum(cell_len(part.text) for part in parts)
    return [Span(" " * min(label, max(width - used, 0))), *cut_spans(parts, width)]


def _steps(funnel: Funnel, width: int) -> Lines:
    """From stage to stage: rate, course, what became of the rest, how long it took."""
    roomy = width >= 88
    few = roomy and any(line.step is not None and interval(line.step) for line in funnel.stages)
    heads = [
        (_("goes on"), 8),
        ("n", 6),
        *([("95 %", 14)] if few else []),
        (_("average"), 9 if roomy else 8),
        *([(_("excellent"), 11), (_("decided"), 9)] if roomy else []),
        (_("lost"), 6),
        (_("open"), 6),
        (_("median"), 8),
        (_("P75"), 8),
    ]
    label = width - sum(size for _title, size in heads)
    steps = list(pairwise(funnel.stages))
    fits = all(cell_len(step_name(line.stage, after.stage)) <= label - 3 for line, after in steps)
    drawn: Lines = [
        [
            Span(fit(_("From stage to stage") if fits else _("Steps"), label), "title"),
            *(muted(right(title, size)) for title, size in heads),
        ]
    ]
    for place, (line, after) in enumerate(steps):
        is_worst = funnel.bottleneck is not None and funnel.bottleneck.place == place
        name = step_name(line.stage, after.stage) if fits else stage_name(line)
        mark = "! " if is_worst else "  "
        drawn.append([Span(fit(mark + name, label), "bad" if is_worst else "plain"), *_step(line, roomy, few)])
    return drawn


def _step(line: StageLine, roomy: bool, few: bool) -> Iterator[Span]:
    key = line.stage.id
    assert line.step is not None
    assert line.count is not None
    assert line.resolved is not None
    yield figure_span(line.step, 8, ("step", key), strong=True)
    yield muted(right(number(line.count.entered), 6))
    if few:
        yield muted(right(interval(line.step), 14))
    yield muted(right(share_or_nothing(line.step.benchmark), 9 if roomy else 8))
    if roomy:
        yield muted(right(share_or_nothing(line.step.excellent), 11))
        yield figure_span(line.resolved, 9, ("resolved", key))
    yield muted(right(number(line.count.lost), 6))
    yield muted(right(number(line.count.here), 6))
    for figure, size in ((line.median, 8), (line.upper, 8)):
        if figure is not None:
            yield figure_span(figure, size, (figure.metric, key))


def _bottleneck(funnel: Funnel, width: int) -> Lines:
    found = funnel.bottleneck
    if found is None:
        if all((line.step.n or 0) < ENOUGH for line in funnel.stages if line.step is not None):
            said = _("No step was taken by {number} deals yet: which is the bottleneck cannot be said.")
            return paragraph(said.format(number=ENOUGH), width, "muted")
        said = _("No bottleneck: no step that 8 deals or more took lies below the course's average.")
        return paragraph(said, width, "good")
    line, after = funnel.stages[found.place], funnel.stages[found.place + 1]
    assert found.rate.benchmark is not None
    title = _("Bottleneck: {step}").format(step=step_name(line.stage, after.stage))
    said = _("{rate} of {number} deals go on; the average team keeps {average}: {gap} fewer.").format(
        rate=figure_value(found.rate),
        number=number(found.rate.n or 0),
        average=percent(found.rate.benchmark),
        gap=percent(found.gap, 0),
    )
    drawn: Lines = [[Span(cut(title, width), "bad", Stop("bottleneck", found.rate))]]
    drawn += paragraph(said, width)
    advice = remedies(line.stage)
    for place, remedy in enumerate(advice):
        first, *rest = wrap(remedy, width - 4)
        drawn.append([muted("  – "), Span(first, "plain", Stop(("remedy", place), found.rate))])
        drawn += [[Span("    "), Span(part)] for part in rest]
    if advice:
        drawn += paragraph(_("The course's advice; k makes a task of it."), width, "muted")
    return drawn
