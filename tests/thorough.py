"""How often a proof is repeated: as often as fits between two commits, or, with ``SALESOPS_THOROUGH=1``, a night's worth."""

from __future__ import annotations

import os
from typing import Final

VARIABLE: Final = "SALESOPS_THOROUGH"
IS_THOROUGH: Final = os.environ.get(VARIABLE) == "1"


def times(usual: int, thorough: int) -> int:
    """The smaller number, or the larger one where a night's worth is asked for."""
    return thorough if IS_THOROUGH else usual
