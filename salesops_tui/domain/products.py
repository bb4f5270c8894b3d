"""What is sold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Product:
    """A product or service."""

    id: str
    name: str
    code: str | None = None
    family: str | None = None
    price: int | None = None
    """List price in minor units of ``currency``."""
    currency: str | None = None
    active: bool = True
    source: str | None = None
    external_id: str | None = None
