"""Exactly one is accountable and at least one responsible in each line."""

from __future__ import annotations

import pytest

from salesops_tui.domain.raci import RaciFault, read_raci


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("Quote: Li Na=A, Wang Wei=R", ()),
        ("报价：李娜=A，王伟=R，赵磊=C", ()),
        ("Quote: Li Na=a/r", ()),
        ("Quote: Li Na=R", (RaciFault.NO_ACCOUNTABLE,)),
        ("Quote: Li Na=A, Wang Wei=A, Zhao Lei=R", (RaciFault.SEVERAL_ACCOUNTABLE,)),
        ("Quote: Li Na=A, Wang Wei=I", (RaciFault.NO_RESPONSIBLE,)),
        ("Quote: Li Na=C", (RaciFault.NO_ACCOUNTABLE, RaciFault.NO_RESPONSIBLE)),
        ("Quote: Li Na", (RaciFault.UNREADABLE,)),
        ("Quote: Li Na=X", (RaciFault.UNREADABLE,)),
        ("no colon here", (RaciFault.UNREADABLE,)),
        ("Quote:", (RaciFault.NO_ACCOUNTABLE, RaciFault.NO_RESPONSIBLE)),
        ("[bold]=A: x", (RaciFault.UNREADABLE,)),
    ],
)
def test_a_line(line: str, faults: tuple[RaciFault, ...]) -> None:
    (row,) = read_raci(f"\n{line}\n\n")
    assert row.faults == faults


def test_everybody_with_their_letters() -> None:
    (row,) = read_raci("Quote: Li Na = A / R, Wang Wei = C")
    assert (row.task, row.roles) == ("Quote", (("Li Na", "AR"), ("Wang Wei", "C")))
