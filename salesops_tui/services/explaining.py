"""A figure explained: what it is, how it came about, what it is measured by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from salesops_tui.domain.figures import SMALL, Figure, Metric, Unit
from salesops_tui.formats import amount_of, figure_value, money, number
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.definitions import DEFINITIONS, MISSING


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure in words."""

    title: str
    """Its name and its value."""
    meaning: str
    facts: tuple[tuple[str, str], ...]
    """What it was made from: a heading and what it says."""

    @property
    def footnote(self) -> str:
        """Everything in one paragraph, to stand below a table."""
        return " ".join((f"{self.title}.", self.meaning, *(f"{head}: {said}." for head, said in self.facts)))


def explain(figure: Figure) -> Explanation:
    """What a figure is and how it came about; there is something to say of every one."""
    definition = DEFINITIONS[figure.metric]
    return Explanation(f"{_(definition.name)}: {figure_value(figure)}", _(definition.meaning), tuple(_facts(figure)))


def reason(figure: Figure) -> str:
    """Why there is no figure; empty where there is one."""
    return _(MISSING[figure.missing]) if figure.missing is not None else ""


def _facts(figure: Figure) -> Iterator[tuple[str, str]]:
    definition = DEFINITIONS[figure.metric]
    if figure.missing is not None:
        yield _("No figure"), _(MISSING[figure.missing])
    if definition.formula:
        yield _("Formula"), _(definition.formula)
    if figure.numerator is not None and figure.denominator is not None:
        yield _("In numbers"), f"{_part(figure, figure.numerator)} ÷ {_under(figure, figure.denominator)}"
    if figure.n is not None:
        yield _("Made from"), ngettext("{number} record", "{number} records", figure.n).format(number=number(figure.n))
    if figure.low is not None and figure.high is not None:
        low, high = (
            amount_of(figure.low, figure.unit, figure.currency),
            amount_of(figure.high, figure.unit, figure.currency),
        )
        few = figure.n is not None and figure.n < SMALL and figure.unit is Unit.SHARE
        # Of what was created, the bounds are those that the open deals leave, however many there are.
        few = few and figure.metric is not Metric.WIN_RATE_CREATED
        yield _("With 95 % certainty") if few else _("Between"), _("{low} to {high}").format(low=low, high=high)
    if figure.span is not None:
        first, last = figure.span.first.isoformat(), figure.span.last.isoformat()
        yield _("Period"), first if first == last else f"{first} – {last}"
    if figure.scope:
        yield _("Only"), figure.scope
    if figure.without_amount:
        yield _("Without an amount"), number(figure.without_amount)
    for part in figure.unrated:
        yield (
            _("Left out"),
            ngettext(
                "{number} deal, {amount}, because no rate for {currency} is set",
                "{number} deals, {amount}, because no rate for {currency} is set",
                part.count,
            ).format(number=number(part.count), amount=money(part.amount, part.currency), currency=part.currency),
        )
    if figure.benchmark is not None:
        yield _("Course, average"), amount_of(figure.benchmark, figure.unit, figure.currency)
    if figure.excellent is not None:
        yield _("Course, excellent"), amount_of(figure.excellent, figure.unit, figure.currency)
    if definition.source:
        yield _("Note"), _(definition.source)


def _part(figure: Figure, part: Fraction) -> str:
    """A numerator or denominator: money where there is a currency, else a plain number."""
    if figure.currency is not None:
        return amount_of(part, Unit.MONEY, figure.currency)
    return amount_of(part, Unit.COUNT, None)


def _under(figure: Figure, part: Fraction) -> str:
    """A denominator: money by something else than money is divided by a plain number."""
    if figure.unit in (Unit.MONEY, Unit.MONEY_PER_DAY):
        return amount_of(part, Unit.COUNT, None)
    return _part(figure, part)
