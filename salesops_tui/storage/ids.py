"""Identifiers that sort by time and never collide between two laptops: UUIDv7 in 32 hexadecimal digits."""

from __future__ import annotations

import os

from salesops_tui.clock import Clock

_VERSION = 0x7 << 76
_VARIANT = 0x2 << 62
_LEAP = 56


class IdSource:
    """Makes identifiers; each is greater than the one before, also when the clock stands still or is set back.

    ``after`` is the last identifier that matters from earlier runs: two commands within a second keep their order too.
    """

    def __init__(self, clock: Clock, after: str | None = None) -> None:
        self._clock = clock
        # Not the very next number: one that was given out meanwhile, and undone, must not be given out again.
        self._last = int(after, 16) + _random_bits(_LEAP) if after else 0

    def new(self) -> str:
        """One identifier."""
        milliseconds = int(self._clock.now().timestamp() * 1000)
        if milliseconds > self._last >> 80:
            random = _VERSION | _random_bits(12) << 64 | _VARIANT | _random_bits(62)
            self._last = milliseconds << 80 | random
        else:
            # Counting on within a millisecond keeps the order, as RFC 9562 (6.2) suggests.
            self._last += 1
        return f"{self._last:032x}"


def _random_bits(number: int) -> int:
    # The module ``secrets`` would do, and load hashing and encoding for it at every start.
    return int.from_bytes(os.urandom(8)) >> (64 - number)
