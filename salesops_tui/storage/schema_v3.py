"""What came with the tasks room: more to say of a task, and the plans that tasks belong to."""

from __future__ import annotations

from typing import Final

TABLES_V3: Final = """
-- Several tasks dated from one day: a launch, an improvement card.
CREATE TABLE plan (
    id         TEXT PRIMARY KEY NOT NULL,
    template   TEXT NOT NULL,
    name       TEXT NOT NULL,
    anchor_on  TEXT NOT NULL CHECK (anchor_on BETWEEN '1900-01-01' AND '2100-12-31'),
    created_on TEXT NOT NULL CHECK (created_on BETWEEN '1900-01-01' AND '2100-12-31'),
    state      TEXT CHECK (state IN ('plan', 'do', 'check', 'act')),
    note       TEXT,
    deal_id    TEXT REFERENCES deal (id),
    account_id TEXT REFERENCES account (id)
) STRICT;

ALTER TABLE task ADD COLUMN start_on TEXT CHECK (start_on BETWEEN '1900-01-01' AND '2100-12-31');
ALTER TABLE task ADD COLUMN estimate INTEGER CHECK (estimate >= 0); -- minutes
ALTER TABLE task ADD COLUMN delegate_id TEXT REFERENCES person (id);
ALTER TABLE task ADD COLUMN follow_up_on TEXT CHECK (follow_up_on BETWEEN '1900-01-01' AND '2100-12-31');
ALTER TABLE task ADD COLUMN urgent INTEGER CHECK (urgent IN (0, 1)); -- a person's word; NULL leaves it to the dates
ALTER TABLE task ADD COLUMN urgent_until TEXT CHECK (urgent_until BETWEEN '1900-01-01' AND '2100-12-31');
ALTER TABLE task ADD COLUMN tags TEXT NOT NULL DEFAULT '[]'; -- JSON list
ALTER TABLE task ADD COLUMN checklist TEXT NOT NULL DEFAULT '[]'; -- JSON list of [text, done]
ALTER TABLE task ADD COLUMN recurrence TEXT; -- JSON
ALTER TABLE task ADD COLUMN series_id TEXT; -- the first task of a recurrence
ALTER TABLE task ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN made_from TEXT;
ALTER TABLE task ADD COLUMN made_from_id TEXT;
ALTER TABLE task ADD COLUMN plan_id TEXT REFERENCES plan (id);
ALTER TABLE task ADD COLUMN plan_item TEXT;

-- The open tasks of a quadrant lie in a few pieces of this, by what makes them urgent.
CREATE INDEX task_open ON task (important, due_on, id) WHERE state IN ('open', 'waiting');
CREATE INDEX task_ended ON task (done_on, id) WHERE state IN ('done', 'dropped');
CREATE INDEX task_series ON task (series_id) WHERE series_id IS NOT NULL;
CREATE INDEX task_made_from ON task (made_from, made_from_id) WHERE made_from IS NOT NULL;
CREATE INDEX task_plan ON task (plan_id) WHERE plan_id IS NOT NULL;
"""
