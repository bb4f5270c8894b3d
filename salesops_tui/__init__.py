"""A terminal workbench for sales operations."""

__version__ = "0.1.0"
