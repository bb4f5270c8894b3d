"""The only place that knows SQLite: the workbook's file, its schema, its memory of every change, its records."""
