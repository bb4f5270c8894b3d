"""How the funnels of several groups look beside each other."""

from __future__ import annotations

from collections.abc import Iterator

from salesops_tui.domain.figures import Figure
from salesops_tui.formats import number
from salesops_tui.i18n import _
from salesops_tui.services.breakdowns import BREAKDOWNS
from salesops_tui.services.funnel import Funnel, FunnelView
from salesops_tui.services.remedies import step_name
from salesops_tui.ui.cells import cut, fit
from salesops_tui.ui.widgets.figure_sheet import Span, Stop
from salesops_tui.ui.widgets.funnel_pieces import WIDE, Lines, figure_span, muted, paragraph, right, stage_name


def groups(seen: FunnelView, width: int) -> Lines:
    """A line for each group, and one for all deals below them."""
    parts = (*seen.parts, seen.whole)
    stages = seen.whole.stages[1:]
    heads = [(_("win rate"), 10), (_("cycle"), 9)]
    if width >= WIDE:
        heads += [(_("average deal"), 14), (_("a day"), 10)]
    taken = 7 + sum(size for _title, size in heads)
    column = max(9, min((width - taken - 26) // len(stages), 18))
    worst = 34 if width >= WIDE + 34 else 0
    heads = [(_("began"), 7), *((cut(stage_name(line), column - 2), column) for line in stages), *heads]
    label = width - sum(size for _title, size in heads) - worst
    drawn: Lines = [
        [
            Span(fit(_(BREAKDOWNS[seen.wanted.by]), label), "title"),
            *(muted(right(title, size)) for title, size in heads),
            *([muted("  " + cut(_("bottleneck"), worst - 2))] if worst else []),
        ]
    ]
    for part in parts:
        if part is seen.whole:
            drawn.append([Span("─" * width, "rule")])
        drawn.append([*_group_cells(part, label, column, wide=width >= WIDE), *_worst(part, worst)])
    said = _("Shares of the deals that began. Enter shows a group's own funnel.")
    return [*drawn, [], *paragraph(said, width, "muted")]


def _group_cells(part: Funnel, label: int, column: int, *, wide: bool) -> Iterator[Span]:
    key = (part.group.by, part.group.key)
    style = "muted" if part.is_young else "plain"
    yield Span(fit(part.name, label - 2), style, Stop((*key, "name"), leads=True))
    yield Span("▒ " if part.is_young else "  ", "muted")
    yield muted(right(number(part.began), 7))
    for line in part.stages[1:]:
        yield figure_span(line.share, column, (*key, line.stage.id), faint=part.is_young, leads=True)
    outcomes = part.outcomes
    figures: list[tuple[Figure | None, int]] = [(outcomes.win_rate, 10), (outcomes.cycle.mean, 9)]
    if wide:
        figures += [(outcomes.average, 14), (part.velocity, 10)]
    for figure, size in figures:
        if figure is None:
            yield Span(" " * size)
        else:
            yield figure_span(figure, size, (*key, figure.metric), leads=True)


def _worst(part: Funnel, width: int) -> list[Span]:
    if not width or part.bottleneck is None:
        return []
    line, after = part.stages[part.bottleneck.place], part.stages[part.bottleneck.place + 1]
    return [Span("  "), Span(cut(step_name(line.stage, after.stage), width - 2), "muted")]
