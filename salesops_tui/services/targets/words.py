"""What the parts of the target tree are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from salesops_tui.domain.target_tree import Check, Dimension, Finding, Letter, Place, Split
from salesops_tui.domain.targets import TargetScope
from salesops_tui.formats import decimal
from salesops_tui.i18n import _, mark

_DIMENSIONS: Final[Mapping[Dimension, str]] = {
    Dimension.TIME: mark("By time"),
    Dimension.TEAM: mark("By organisation"),
    Dimension.PRODUCT: mark("By product"),
    Dimension.CUSTOMER: mark("By customer"),
    Dimension.REGION: mark("By region"),
}
_SPLITS: Final[Mapping[Split, str]] = {
    Split.EVENLY: mark("Evenly"),
    Split.WORKING_DAYS: mark("By working days"),
    Split.LAST_YEAR: mark("By last year's shares"),
}
_LETTERS: Final[Mapping[Letter, str]] = {
    Letter.SPECIFIC: mark("Specific"),
    Letter.MEASURABLE: mark("Measurable"),
    Letter.ACHIEVABLE: mark("Achievable"),
    Letter.RELEVANT: mark("Relevant"),
    Letter.TIME_BOUND: mark("Time-bound"),
}
_FINDINGS: Final[Mapping[Finding, str]] = {
    Finding.HAS_AMOUNT: mark("it says how much, and whose it is"),
    Finding.NO_AMOUNT: mark("it says no amount"),
    Finding.IS_MEASURED: mark("what is won is held against it"),
    Finding.NO_RATE: mark("its currency has no rate: nothing can be held against it"),
    Finding.WITHIN_REACH: mark("{ratio}× the best of the last four periods"),
    Finding.NEVER_REACHED: mark("{ratio}× the best of the last four periods: never reached, nor nearly"),
    Finding.NO_HISTORY: mark("nothing was won in the last four periods: nobody can say"),
    Finding.HAS_PARENT: mark("it is a part of a larger target"),
    Finding.IS_TOP: mark("it is the whole"),
    Finding.NO_PARENT: mark("there is no larger target that it serves"),
    Finding.ABOVE_PARENT: mark("it is more than the larger target that it serves"),
    Finding.STILL_OPEN: mark("its period has an end, which lies ahead"),
    Finding.IS_OVER: mark("its period is over"),
}


def dimension_title(dimension: Dimension) -> str:
    """Along what a target is taken apart."""
    return _(_DIMENSIONS[dimension])


def split_title(split: Split) -> str:
    """How a target is shared out."""
    return _(_SPLITS[split])


def letter_title(letter: Letter) -> str:
    """What a letter of SMART stands for."""
    return _(_LETTERS[letter])


def check_words(check: Check) -> str:
    """Why a letter holds, or does not."""
    ratio = decimal(check.ratio, 2) if check.ratio is not None else ""
    return _(_FINDINGS[check.finding]).format(ratio=ratio)


def place_title(place: Place) -> str:
    """Whose target, and for which period."""
    return f"{whose_title(place)} · {place.window.code}"


def whose_title(place: Place) -> str:
    """Whose target."""
    return place.name if place.scope is not TargetScope.COMPANY else _("Company")
