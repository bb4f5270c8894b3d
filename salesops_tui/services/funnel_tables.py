"""The funnel as tables: the stages, what came of the deals, why they were lost, against whom, and group by group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from salesops_tui.domain.funnel import Breakdown
from salesops_tui.domain.sheets import Sheet, SheetColumn, Value
from salesops_tui.errors import UsageError
from salesops_tui.formats import percent
from salesops_tui.i18n import _, language
from salesops_tui.services.breakdowns import BREAKDOWNS
from salesops_tui.services.funnel import Funnel, FunnelView
from salesops_tui.services.funnel_words import notes, path_word
from salesops_tui.services.remedies import remedies, step_name

GROUPINGS: Final = tuple(by.value for by in Breakdown if by is not Breakdown.TOTAL)
"""What the funnel can be grouped by."""


def breakdown(by: str | None) -> Breakdown:
    """What was asked for to group by. Raises UsageError for what the funnel knows nothing of."""
    if by is None:
        return Breakdown.TOTAL
    if by not in GROUPINGS:
        raise UsageError(
            _("The funnel is grouped by one of {groupings}, not by “{by}”.").format(
                groupings=", ".join(GROUPINGS), by=by
            )
        )
    return Breakdown(by)


def tables(seen: FunnelView) -> list[Sheet]:
    """The tables of one funnel."""
    return [_stages(seen), _outcomes(seen), _reasons(seen), _competitors(seen)]


def groups(seen: FunnelView) -> Sheet:
    """The groups beside each other, and all of them together."""
    stages = seen.whole.stages[1:]
    columns = (
        SheetColumn("group", _(BREAKDOWNS[seen.wanted.by])),
        _number("began", _("began")),
        *(_number(line.stage.id, line.stage.name(language())) for line in stages),
        _number("win_rate", _("Win rate")),
        _number("win_rate_by_value", _("Win rate by value")),
        _number("cycle", _("Cycle")),
        _number("average_deal", _("Average deal")),
        _number("velocity", _("Velocity")),
        SheetColumn("bottleneck", _("Bottleneck")),
    )
    rows = tuple(
        (
            part.name,
            part.began,
            *(line.share for line in part.stages[1:]),
            part.outcomes.win_rate,
            part.outcomes.by_value,
            part.outcomes.cycle.mean,
            part.outcomes.average,
            part.velocity,
            _bottleneck(part),
        )
        for part in (*seen.parts, seen.whole)
    )
    young = [part.name for part in seen.parts if part.is_young]
    told = [_("Young, so that the shares will still rise: {groups}.").format(groups=", ".join(young))] if young else []
    return Sheet("groups", _("Funnel, {by}").format(by=_(BREAKDOWNS[seen.wanted.by])), columns, rows, tuple(told))


def _stages(seen: FunnelView) -> Sheet:
    columns = (
        SheetColumn("stage", _("Stage")),
        _number("reached", _("Deals")),
        _number("share", _("Share")),
        _number("entered", _("Entered")),
        _number("goes_on", _("goes on")),
        _number("average", _("average")),
        _number("excellent", _("excellent")),
        _number("decided", _("decided")),
        _number("lost", _("lost")),
        _number("open", _("open")),
        *([_number("skipped", _("skipped"))] if seen.wanted.strict else []),
        _number("median", _("Median time")),
        _number("p75", _("P75")),
    )
    rows: list[tuple[Value, ...]] = []
    for line in seen.whole.stages:
        count, step = line.count, line.step
        rows.append(
            (
                line.stage.name(language()),
                int(line.share.numerator or 0),
                line.share,
                count.entered if count else None,
                step,
                percent(step.benchmark) if step and step.benchmark is not None else None,
                percent(step.excellent) if step and step.excellent is not None else None,
                line.resolved,
                count.lost if count else None,
                count.here if count else None,
                *([count.skipped if count else None] if seen.wanted.strict else []),
                line.median,
                line.upper,
            )
        )
    told = [
        " · ".join(
            part
            for part in (
                seen.scope,
                _("{first} to {last}").format(first=seen.span.first.isoformat(), last=seen.span.last.isoformat()),
                path_word(seen.wanted.strict),
            )
            if part
        ),
        *notes(seen),
        *_advice(seen.whole),
    ]
    return Sheet("stages", _("Funnel"), columns, tuple(rows), tuple(told))


def _advice(funnel: Funnel) -> Sequence[str]:
    if funnel.bottleneck is None:
        return ()
    stage = funnel.stages[funnel.bottleneck.place].stage
    said = _("Bottleneck: {step}").format(step=_bottleneck(funnel))
    return (said, *(f"– {remedy}" for remedy in remedies(stage)))


def _bottleneck(funnel: Funnel) -> str | None:
    if funnel.bottleneck is None:
        return None
    line, after = funnel.stages[funnel.bottleneck.place], funnel.stages[funnel.bottleneck.place + 1]
    return step_name(line.stage, after.stage)


def _outcomes(seen: FunnelView) -> Sheet:
    outcomes = seen.whole.outcomes
    columns = (
        SheetColumn("figure", _("Figure")),
        _number("value", _("Value")),
        _number("low", _("From")),
        _number("high", _("To")),
        _number("n", "n"),
    )
    figures = (
        (_("Win rate"), outcomes.win_rate),
        (_("Win rate by value"), outcomes.by_value),
        (_("Win rate of created deals"), outcomes.created),
        (_("Sales cycle, mean"), outcomes.cycle.mean),
        (_("Sales cycle, median"), outcomes.cycle.median),
        (_("Sales cycle, upper quartile"), outcomes.cycle.upper),
        (_("Days to lose, median"), outcomes.lost_cycle),
        (_("Average deal"), outcomes.average),
        *([(_("Sales velocity"), seen.whole.velocity)] if seen.whole.velocity is not None else []),
    )
    rows = tuple(
        (
            name,
            figure,
            percent(figure.low) if figure.low is not None else None,
            percent(figure.high) if figure.high is not None else None,
            figure.n,
        )
        for name, figure in figures
    )
    return Sheet("outcomes", _("What came of it"), columns, rows)


def _reasons(seen: FunnelView) -> Sheet:
    columns = (
        SheetColumn("reason", _("Why deals were lost")),
        _number("deals", _("Deals")),
        _number("share", _("Share")),
    )
    rows = tuple(
        (one.reason if one.reason is not None else _("no reason given"), int(one.share.numerator or 0), one.share)
        for one in seen.whole.outcomes.reasons
    )
    return Sheet("loss_reasons", _("Why deals were lost"), columns, rows)


def _competitors(seen: FunnelView) -> Sheet:
    columns = (
        SheetColumn("competitor", _("Competitor")),
        _number("won", _("won")),
        _number("lost", _("lost")),
        _number("rate", _("Win rate")),
        SheetColumn("last_lost", _("last lost")),
    )
    rows = tuple((one.name, one.won, one.lost, one.rate, one.last_lost_on) for one in seen.whole.outcomes.competitors)
    return Sheet("competitors", _("Competitors"), columns, rows)


def _number(key: str, title: str) -> SheetColumn:
    return SheetColumn(key, title, is_number=True)
