"""What came with the meetings room: meetings with their agendas and notes, decisions, what comes back, sealed minutes, and
the clock of a meeting under way."""

from __future__ import annotations

from typing import Final

TABLES_V6: Final = """
CREATE TABLE meeting (
    id         TEXT PRIMARY KEY NOT NULL,
    template   TEXT NOT NULL,             -- the key of the template that it was made from
    title      TEXT NOT NULL,
    held_on    TEXT NOT NULL CHECK (held_on BETWEEN '1900-01-01' AND '2100-12-31'),
    slot       INTEGER NOT NULL CHECK (slot > 0), -- minutes
    layout     TEXT NOT NULL,
    agenda     TEXT NOT NULL,             -- JSON list of items, with what was noted of each
    present    TEXT NOT NULL,             -- JSON list of people
    absent     TEXT NOT NULL,             -- JSON list of [person, reason]
    spent      TEXT NOT NULL,             -- JSON list: seconds of each item, once it is over
    starts_at  TEXT,                      -- local time
    series_id  TEXT,
    account_id TEXT REFERENCES account (id),
    started_at TEXT,                      -- UTC
    ended_at   TEXT                       -- UTC
) STRICT;
CREATE INDEX meeting_day ON meeting (held_on);
CREATE INDEX meeting_template ON meeting (template, held_on);

CREATE TABLE decision (
    id         TEXT PRIMARY KEY NOT NULL,
    meeting_id TEXT NOT NULL REFERENCES meeting (id),
    item       TEXT NOT NULL,             -- the key of the agenda's item
    text       TEXT NOT NULL,
    decided_on TEXT NOT NULL CHECK (decided_on BETWEEN '1900-01-01' AND '2100-12-31')
) STRICT;
CREATE INDEX decision_meeting ON decision (meeting_id);

-- A meeting that comes back.
CREATE TABLE meeting_series (
    id         TEXT PRIMARY KEY NOT NULL,
    template   TEXT NOT NULL,
    title      TEXT NOT NULL,
    recurrence TEXT NOT NULL,             -- JSON
    starts_on  TEXT NOT NULL CHECK (starts_on BETWEEN '1900-01-01' AND '2100-12-31'),
    slot       INTEGER NOT NULL CHECK (slot > 0),
    starts_at  TEXT,
    account_id TEXT REFERENCES account (id)
) STRICT;

CREATE TABLE sealed_minutes (
    id         TEXT PRIMARY KEY NOT NULL,
    meeting_id TEXT NOT NULL REFERENCES meeting (id),
    edition    INTEGER NOT NULL,
    sealed_at  TEXT NOT NULL,             -- UTC
    author     TEXT NOT NULL,
    minutes    TEXT NOT NULL,             -- JSON: the minutes in words
    digest     TEXT NOT NULL              -- SHA-256 of them
) STRICT;
CREATE UNIQUE INDEX sealed_minutes_place ON sealed_minutes (meeting_id, edition);

-- The clock of a meeting under way. Nothing of it is history: what it came to is in the meeting once that is over.
CREATE TABLE meeting_clock (
    meeting_id TEXT PRIMARY KEY NOT NULL,
    run        TEXT NOT NULL              -- JSON
) STRICT;
"""
