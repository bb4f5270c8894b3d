"""Sharing a whole number so that the shares sum to it exactly."""

from __future__ import annotations

from collections.abc import Sequence


def by_largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """Whole shares of ``total`` in proportion to ``weights``, which sum to it; the largest fractions are rounded up first,
    equal ones in their order. Without any weight everything is nought. A negative total is shared like a positive one."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    sign = -1 if total < 0 else 1
    parts = [divmod(abs(total) * weight, whole) for weight in weights]
    missing = abs(total) - sum(share for share, _rest in parts)
    first = sorted(range(len(parts)), key=lambda place: -parts[place][1])[:missing]
    return [sign * (share + (place in first)) for place, (share, _rest) in enumerate(parts)]
