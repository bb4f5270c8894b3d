"""How saved views lie in the file."""

from __future__ import annotations

from salesops_tui.domain.saved_views import SavedView
from salesops_tui.storage.codecs import ANSWERS
from salesops_tui.storage.records import Table

SAVED_VIEW = Table("saved_view", SavedView, {"definition": ANSWERS})
