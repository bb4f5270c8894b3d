"""The forecast: what months and quarters will bring, against their targets and against what was said of them."""

from salesops_tui.services.forecast.sheets import sheets

__all__ = ["sheets"]
