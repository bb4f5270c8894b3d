"""What the rows of a file can be."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What the rows of a file are."""

    DEALS = "deals"
    ACCOUNTS = "accounts"
    CONTACTS = "contacts"
    PEOPLE = "people"
    PRODUCTS = "products"
    ACTIVITIES = "activities"
    ORDERS = "orders"
    TARGETS = "targets"
    TASKS = "tasks"
    HISTORY = "history"
