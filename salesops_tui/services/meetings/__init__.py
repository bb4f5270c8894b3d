"""Meetings: planned from templates, held by the clock, written down, and their actions followed up."""
