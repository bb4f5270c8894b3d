"""How the answers about files lie in the workbook."""

from __future__ import annotations

from salesops_tui.domain.import_profile import ImportProfile
from salesops_tui.storage.codecs import ANSWERS
from salesops_tui.storage.records import Table

IMPORT_PROFILE = Table("import_profile", ImportProfile, {"choices": ANSWERS})
