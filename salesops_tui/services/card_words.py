"""What a card says in a few cells, in words: its clocks against their limits, its follow-up, its probability."""

from __future__ import annotations

from collections.abc import Iterator

from salesops_tui.domain.ageing import Age, AgeClock, Limit
from salesops_tui.domain.board import Card, Column
from salesops_tui.domain.figures import Metric
from salesops_tui.formats import number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.definitions import DEFINITIONS
from salesops_tui.services.explaining import Explanation
from salesops_tui.services.wording import category_title, clock_title, follow_up_title, follow_up_words


def explain_card(card: Card, column: Column) -> Explanation:
    """A card in words."""
    return Explanation(card.name, _(DEFINITIONS[Metric.DEAL_AGE].meaning), tuple(_facts(card, column)))


def _facts(card: Card, column: Column) -> Iterator[tuple[str, str]]:
    for clock in AgeClock:
        yield clock_title(clock).capitalize(), _clock(card, column, clock)
    for follow_up in card.follow_ups:
        yield f"2-2-2 · {follow_up_title(follow_up.rule)}", follow_up_words(follow_up)
    if column.stage.is_open:
        yield _("Probability"), _probability(card, column)
    if card.category is not None:
        yield _("Forecast category"), category_title(card.category)


def _clock(card: Card, column: Column, clock: AgeClock) -> str:
    said = _days(card.ages.of(clock))
    if clock is AgeClock.IDLE and card.ages.never_touched:
        said = _("{days}, never touched").format(days=said)
    limit = column.limits.of(clock)
    if limit is None:
        return said
    said = f"{said} · {_limit(limit)}"
    return _("{said}: over it").format(said=said) if clock in card.ages.fired else said


def _limit(limit: Limit) -> str:
    days = _days(Age(limit.days, at_least=False))
    if limit.n is None:
        return _("limit {days}, from the settings").format(days=days)
    return ngettext(
        "limit {days}: three quarters of {number} won deal took no longer",
        "limit {days}: three quarters of {number} won deals took no longer",
        limit.n,
    ).format(days=days, number=number(limit.n))


def _days(age: Age) -> str:
    return _("{sign}{days}d").format(sign="≥" if age.at_least else "", days=age.days)


def _probability(card: Card, column: Column) -> str:
    stage = column.stage.probability
    if card.probability is None:
        return _("{percent} %, the stage's").format(percent=stage)
    return _("{percent} %, chosen for this deal; the stage's is {stage} %").format(
        percent=card.probability, stage=stage
    )
