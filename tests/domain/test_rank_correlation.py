"""Whether two measures rise together."""

from __future__ import annotations

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops_tui.domain.rank_correlation import spearman


@pytest.mark.parametrize(
    ("first", "second", "rho"),
    [
        ([1, 2, 3], [10, 20, 30], 1.0),
        ([1, 2, 3], [3, 2, 1], -1.0),
        ([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17], -29 / 165),
        ([1, 1, 2], [1, 2, 3], 0.8660254),
    ],
)
def test_known_vectors(first: list[int], second: list[int], rho: float) -> None:
    assert float(spearman(first, second) or 0) == pytest.approx(rho)


def test_what_does_not_vary_correlates_with_nothing() -> None:
    assert spearman([1, 1, 1], [1, 2, 3]) is None
    assert spearman([], []) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=20))
def test_it_agrees_with_pandas(pairs: list[tuple[int, int]]) -> None:
    frame = pandas.DataFrame(pairs, columns=["a", "b"]).rank()
    found = spearman([a for a, _b in pairs], [b for _a, b in pairs])
    if found is None:
        assert frame["a"].nunique() == 1 or frame["b"].nunique() == 1
    else:
        assert float(found) == pytest.approx(frame["a"].corr(frame["b"]))
