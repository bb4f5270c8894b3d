"""How the people on a deal lie in the file."""

from __future__ import annotations

from salesops_tui.domain.deal_roles import DealRole, Role
from salesops_tui.storage.codecs import word
from salesops_tui.storage.records import Table

DEAL_ROLE = Table("deal_role", DealRole, {"role": word(Role)})
