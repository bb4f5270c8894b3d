"""What came with the week room: what people wrote in reports, the reports that were sealed, the parts that were handed in."""

from __future__ import annotations

from typing import Final

TABLES_V5: Final = """
-- What a person wrote in place of a drafted sentence; its figures are names in braces, filled in when it is read.
CREATE TABLE report_text (
    id      TEXT PRIMARY KEY NOT NULL,
    week    TEXT NOT NULL,                -- like 2026-W47
    scope   TEXT NOT NULL,                -- a team or a person; empty for everybody
    section TEXT NOT NULL CHECK (section IN ('results', 'progress', 'risks', 'next')),
    text    TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX report_text_place ON report_text (week, scope, section);

CREATE TABLE sealed_report (
    id        TEXT PRIMARY KEY NOT NULL,
    week      TEXT NOT NULL,
    scope     TEXT NOT NULL,
    edition   INTEGER NOT NULL,           -- 1, and one more for each that took the place of another
    sealed_at TEXT NOT NULL,              -- UTC
    author    TEXT NOT NULL,
    report    TEXT NOT NULL,              -- JSON: the report in words, as it is read for ever
    record    TEXT NOT NULL,              -- JSON: the figures and the deals behind them, by which drift is told
    digest    TEXT NOT NULL               -- SHA-256 of the two
) STRICT;
CREATE UNIQUE INDEX sealed_report_place ON sealed_report (week, scope, edition);

-- A person's part of a week's report, as its file told it.
CREATE TABLE report_part (
    id           TEXT PRIMARY KEY NOT NULL,
    week         TEXT NOT NULL,
    person_id    TEXT NOT NULL REFERENCES person (id),
    handed_in_at TEXT NOT NULL,           -- UTC
    texts        TEXT NOT NULL            -- JSON: section and what was written in it
) STRICT;
CREATE UNIQUE INDEX report_part_place ON report_part (week, person_id);
"""
