"""How accounts and contacts lie in the file."""

from __future__ import annotations

from salesops_tui.domain.accounts import Account, Contact
from salesops_tui.storage.codecs import DAY
from salesops_tui.storage.records import Table

ACCOUNT = Table("account", Account, {"created_on": DAY})
CONTACT = Table("contact", Contact, {"consented_on": DAY})
