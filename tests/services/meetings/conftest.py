"""The same sample as for the weeks."""

from __future__ import annotations

from tests.services.week.conftest import demo, sample

__all__ = ("demo", "sample")
