"""How stages lie in the file."""

from __future__ import annotations

from salesops_tui.domain.stages import Stage, StageKind
from salesops_tui.storage.codecs import word
from salesops_tui.storage.records import Table

STAGE = Table("stage", Stage, {"kind": word(StageKind)})
