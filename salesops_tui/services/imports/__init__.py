"""Bringing in files: each row compared with what the workbook knows, all of it one step."""
