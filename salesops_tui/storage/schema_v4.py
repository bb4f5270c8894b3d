"""What came with the stand-up room: stand-ups, what was said in them, the clock of one under way, and what is known of a deal
after its sale."""

from __future__ import annotations

from typing import Final

TABLES_V4: Final = """
CREATE TABLE standup (
    id         TEXT PRIMARY KEY NOT NULL,
    held_on    TEXT NOT NULL CHECK (held_on BETWEEN '1900-01-01' AND '2100-12-31'),
    team       TEXT NOT NULL,             -- empty for everybody
    started_at TEXT,                      -- UTC
    ended_at   TEXT,                      -- UTC
    planned    TEXT NOT NULL,             -- JSON list: seconds of each segment
    spent      TEXT NOT NULL,             -- JSON list
    present    TEXT NOT NULL,             -- JSON list of people
    absent     TEXT NOT NULL              -- JSON list of [person, reason]
) STRICT;
CREATE UNIQUE INDEX standup_day ON standup (held_on, team);

CREATE TABLE standup_line (
    id         TEXT PRIMARY KEY NOT NULL,
    standup_id TEXT NOT NULL REFERENCES standup (id),
    kind       TEXT NOT NULL CHECK (kind IN ('today', 'done', 'blocker', 'help', 'reminder')),
    text       TEXT NOT NULL,
    noted_on   TEXT NOT NULL CHECK (noted_on BETWEEN '1900-01-01' AND '2100-12-31'),
    due_on     TEXT CHECK (due_on BETWEEN '1900-01-01' AND '2100-12-31'),
    person_id  TEXT REFERENCES person (id),
    task_id    TEXT REFERENCES task (id),
    deal_id    TEXT REFERENCES deal (id)
) STRICT;
CREATE INDEX standup_line_standup ON standup_line (standup_id);
CREATE INDEX standup_line_task ON standup_line (task_id) WHERE task_id IS NOT NULL;
CREATE INDEX standup_line_person ON standup_line (person_id, kind) WHERE person_id IS NOT NULL;

-- The clock of a stand-up under way, so that it goes on after the program was closed. Nothing of it is history: what it
-- came to is in the stand-up once that is over.
CREATE TABLE standup_clock (
    standup_id TEXT PRIMARY KEY NOT NULL,
    run        TEXT NOT NULL              -- JSON
) STRICT;

-- The last of the daily report's seventeen fields.
ALTER TABLE deal ADD COLUMN delivery TEXT;
ALTER TABLE deal ADD COLUMN feedback TEXT;
ALTER TABLE deal ADD COLUMN satisfaction INTEGER CHECK (satisfaction BETWEEN 1 AND 5);

CREATE INDEX task_owner ON task (owner_id, due_on) WHERE state IN ('open', 'waiting');
CREATE INDEX deal_event_at ON deal_event (at);
CREATE INDEX activity_day ON activity (day, person_id);
CREATE INDEX task_delegate ON task (delegate_id, due_on) WHERE delegate_id IS NOT NULL AND state IN ('open', 'waiting');
CREATE INDEX deal_next_step ON deal (owner_id, next_step_on) WHERE next_step_on IS NOT NULL;
"""
