"""What lies beside a stand-up's round, as lines of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from rich.cells import cell_len

from salesops_tui.domain.figures import Figure
from salesops_tui.domain.follow_up import FollowUpState
from salesops_tui.domain.promotions import PromotionNode
from salesops_tui.formats import compact_money, figure_value, near_day, number, short_day
from salesops_tui.i18n import _, mark, ngettext
from salesops_tui.services.standups.completeness import Complete
from salesops_tui.services.standups.surroundings import ClosingDeal, DealChange, DueFollowUp, Surroundings
from salesops_tui.services.wording import short_rule
from salesops_tui.ui.cells import cut, fit, fit_pair
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop
from salesops_tui.ui.widgets.headings import heading
from salesops_tui.ui.widgets.standup_art import BLANK

_NODES: Final[Mapping[PromotionNode, str]] = {
    PromotionNode.SPRING_FESTIVAL: mark("Spring Festival"),
    PromotionNode.SPRING: mark("spring refresh"),
    PromotionNode.MID_YEAR: mark("618 mid-year sale"),
    PromotionNode.SUMMER: mark("summer season"),
    PromotionNode.AUTUMN: mark("autumn season"),
    PromotionNode.DOUBLE_ELEVEN: mark("Double 11"),
    PromotionNode.DOUBLE_TWELVE: mark("Double 12"),
}
_BAR: Final = 20
_WIDE: Final = 60
"""From so many cells on a deal's owner and account are told."""
_FEW: Final = 5
_MORE: Final = 10
"""Lines of each kind on a narrow and on a wide sheet; the segment of its own shows all."""


def beside_lines(
    found: Surroundings, complete: Sequence[Complete], since: date, today: date, width: int
) -> Iterator[FigureLine]:
    """Everything in the order in which it is looked at."""
    few = _MORE if width >= _WIDE else _FEW
    yield heading(_("This month"), width, node_words(found))
    yield _progress(_("attainment"), "attainment", found.attainment, width)
    yield _progress(_("pace"), "pace", found.pace, width)
    if found.meetings:
        yield BLANK
        yield heading(_("Times today"), width)
        for place, meeting in enumerate(found.meetings[:few]):
            stop = Stop(("meeting", place, meeting.deal_id, meeting.task_id), leads=meeting.deal_id is not None)
            at = meeting.at.strftime("%H:%M") if meeting.at is not None else ""
            left, right = fit_pair(meeting.words, meeting.person, max(width - 8, 0))
            yield (Span(f" {fit(at, 5)} ", "accent"), Span(left, "plain", stop), Span(right, "muted", stop))
    yield BLANK
    yield from closing_lines(found, today, width, limit=few)
    yield BLANK
    yield heading(_("Follow-up 2-2-2"), width, _count(len(found.follow_ups) + found.follow_ups_more))
    if not found.follow_ups:
        yield _nothing(_("Nothing is due."), width)
    for follow_up in found.follow_ups[:few]:
        yield _follow_up(follow_up, today, width)
    yield BLANK
    yield heading(
        _("Since {day}").format(day=short_day(since, today)), width, _count(len(found.changes) + found.changes_more)
    )
    if not found.changes:
        yield _nothing(_("No deal changed."), width)
    for place, change in enumerate(found.changes[:few]):
        yield _change(change, place, width)
    if complete:
        yield BLANK
        yield heading(_("Records complete"), width, _("the least first"))
        for one in complete:
            yield _complete(one, width)


def closing_lines(found: Surroundings, today: date, width: int, *, limit: int | None = None) -> Iterator[FigureLine]:
    """The big deals near their closing."""
    yield heading(_("Near closing"), width, _count(len(found.closing) + found.closing_more))
    if not found.closing:
        yield _nothing(_("No deal is near its closing."), width)
    for deal in found.closing[:limit]:
        yield _closing(deal, today, width)


def node_words(found: Surroundings) -> str:
    """How many days are left to the next promotion."""
    name = _(_NODES[found.node.node])
    if not found.node.days:
        return _("{node} today").format(node=name)
    return ngettext("{number} day to {node}", "{number} days to {node}", found.node.days).format(
        number=number(found.node.days), node=name
    )


def _count(count: int) -> str:
    return number(count) if count else ""


def _nothing(words: str, width: int) -> FigureLine:
    return (Span(f" {fit(words, max(width - 1, 0))}", "muted"),)


def _progress(title: str, key: str, figure: Figure, width: int) -> FigureLine:
    stop = Stop(("figure", key), figure)
    value = figure.value
    bar = min(_BAR, max(width - 26, 0))
    full = min(round(bar * min(value, Fraction(1))), bar) if value is not None else 0
    behind = value is not None and value < 1
    return (
        Span(f" {fit(title, 12)} ", "muted", stop),
        Span(f"{fit(figure_value(figure), 8)} ", "strong" if value is not None else "muted", stop),
        Span("━" * full, "own" if behind else "good"),
        Span("─" * (bar - full), "rule"),
    )


def _closing(deal: ClosingDeal, today: date, width: int) -> FigureLine:
    stop = Stop(("deal", "closing", deal.deal_id), leads=True)
    amount = compact_money(deal.amount, deal.currency) if deal.amount is not None else "–"
    late = deal.working_days is not None and deal.working_days < 0
    day = short_day(deal.close_date, today) if deal.close_date is not None else _("no date")
    when = _("{number} d late").format(number=number(-deal.working_days)) if late and deal.working_days else day
    named = f"{deal.name} · {deal.account}" if deal.account else deal.name
    tail = [Span(f" {fit(amount, 8)}", "strong"), Span(f" {fit(when, 10)}", "bad" if late else "plain")]
    if width >= _WIDE:
        tail.insert(1, Span(f" {fit(deal.stage, 14)}", "muted"))
        tail.append(Span(f" {fit(deal.owner, 12)}", "muted"))
    room = max(width - sum(cell_len(span.text) for span in tail) - 1, 8)
    return (Span(f" {fit(named, room)}", "plain", stop), *tail)


def _follow_up(one: DueFollowUp, today: date, width: int) -> FigureLine:
    stop = Stop(("deal", one.rule.value, one.deal_id), leads=True)
    breached = one.state is FollowUpState.BREACHED
    days = (today - one.due_on).days
    when = _("breached {number} d").format(number=number(days)) if breached else near_day(one.due_on, today)
    left, right = fit_pair(f"{one.deal} · {one.owner}" if one.owner else one.deal, when, max(width - 11, 0))
    return (
        Span(f" {fit(short_rule(one.rule), 8)} ", "muted", stop),
        Span(left, "plain", stop),
        Span(right, "bad" if breached else "own", stop),
    )


def _change(change: DealChange, place: int, width: int) -> FigureLine:
    stop = Stop(("deal", f"change{place}", change.deal_id), leads=True)
    sign = "·" if change.is_good is None else "↑" if change.is_good else "↓"
    style = "muted" if change.is_good is None else "good" if change.is_good else "bad"
    left, right = fit_pair(
        f"{change.deal} · {change.owner}" if change.owner else change.deal, change.words, max(width - 4, 0)
    )
    return (Span(f" {sign} ", style), Span(left, "plain", stop), Span(right, "muted", stop))


def _complete(one: Complete, width: int) -> FigureLine:
    stop = Stop(("figure", "complete", one.person_id), one.figure)
    missing = ", ".join(f"{name} {number(count)}" for name, count in one.missing[:4])
    return (
        Span(f" {fit(one.person, 12)} ", "muted", stop),
        Span(f"{fit(figure_value(one.figure), 8)} ", "strong", stop),
        Span(cut(missing, max(width - 24, 0)), "muted"),
    )
