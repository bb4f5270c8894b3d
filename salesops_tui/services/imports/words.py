"""Values of records in words, for people who read what an import changed."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from salesops_tui.formats import money
from salesops_tui.i18n import _, language
from salesops_tui.services.imports.links import Links
from salesops_tui.services.recurrence_words import words as recurrence_words
from salesops_tui.services.wording import category_title
from salesops_tui.storage.workbook import Workbook


class ValueWords:
    """Tells values of one import in words; names are looked up once, when the first of them is asked for."""

    def __init__(self, workbook: Workbook, links: Links) -> None:
        self._workbook = workbook
        self._links = links
        self._stages = {stage.id: stage.name(language()) for stage in workbook.pipeline.stages}
        self._names: dict[str, str] = {}

    def __call__(self, field: str, value: Any, record: Any) -> str:
        """The value of a record's field."""
        if value is None or value == ():
            return ""
        if field == "stage_id":
            return self._stages.get(value, str(value))
        if field in ("amount", "price"):
            return money(value, record.currency or "CNY")
        if field == "forecast_category":
            return category_title(value)
        if field == "recurrence":
            return recurrence_words(value)
        if field == "checklist":
            return "; ".join(item.text for item in value)
        if field in _RECORDS:
            return self._name(field, value)
        return _plain(value)

    def _name(self, field: str, record_id: str) -> str:
        stub = self._links.stub_name(record_id)
        if stub is not None:
            return stub
        if record_id not in self._names:
            found = getattr(self._workbook, _RECORDS[field]).get(record_id)
            self._names[record_id] = getattr(found, "name", record_id)
        return self._names[record_id]


_RECORDS = {
    "owner_id": "people",
    "delegate_id": "people",
    "person_id": "people",
    "account_id": "accounts",
    "contact_id": "contacts",
    "product_id": "products",
    "deal_id": "deals",
}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return "; ".join(_plain(part) for part in value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
