"""How products lie in the file."""

from __future__ import annotations

from salesops_tui.domain.products import Product
from salesops_tui.storage.codecs import FLAG
from salesops_tui.storage.records import Table

PRODUCT = Table("product", Product, {"active": FLAG})
