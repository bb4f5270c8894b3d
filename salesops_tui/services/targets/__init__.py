"""Targets as a tree: read, set, shared out."""
