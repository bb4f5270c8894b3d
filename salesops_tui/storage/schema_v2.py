"""The tables that came with the pipeline room: what people add to deals, and what every deal was at any time."""

from __future__ import annotations

from typing import Final

TABLES_V2: Final = """
ALTER TABLE deal_event ADD COLUMN reason TEXT; -- why, where a person said so: a close date put off, a stage gone back

-- The totals by probability as well: the weighted amount of a stage is then a few multiplications.
DROP TABLE deal_total;
CREATE TABLE deal_total (
    stage_id       TEXT NOT NULL,
    currency       TEXT NOT NULL,
    probability    INTEGER NOT NULL,      -- per cent, chosen for the deal; -1 follows the stage
    deals          INTEGER NOT NULL,
    without_amount INTEGER NOT NULL,
    amount         INTEGER NOT NULL,      -- minor units
    PRIMARY KEY (stage_id, currency, probability)
) STRICT, WITHOUT ROWID;
INSERT INTO deal_total
    SELECT stage_id, currency, coalesce(probability, -1), count(*), sum(amount IS NULL), sum(coalesce(amount, 0))
    FROM deal GROUP BY 1, 2, 3;

-- What has been ticked off on the way of a deal: exit criteria of stages, contract risks.
CREATE TABLE deal_tick (
    id        TEXT PRIMARY KEY NOT NULL,  -- deal and item
    deal_id   TEXT NOT NULL REFERENCES deal (id),
    item      TEXT NOT NULL,
    ticked_on TEXT NOT NULL CHECK (ticked_on BETWEEN '1900-01-01' AND '2100-12-31')
) STRICT;
CREATE INDEX deal_tick_deal ON deal_tick (deal_id);

-- Who works on a deal beside its owner (the iron triangle).
CREATE TABLE deal_role (
    id        TEXT PRIMARY KEY NOT NULL,  -- deal and role
    deal_id   TEXT NOT NULL REFERENCES deal (id),
    role      TEXT NOT NULL CHECK (role IN ('solution', 'delivery')),
    person_id TEXT NOT NULL REFERENCES person (id)
) STRICT;
CREATE INDEX deal_role_deal ON deal_role (deal_id);

-- A price below the list, and who agreed to it.
CREATE TABLE discount (
    id          TEXT PRIMARY KEY NOT NULL,
    deal_id     TEXT NOT NULL REFERENCES deal (id),
    percent     INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 10000), -- hundredths of a per cent
    asked_on    TEXT NOT NULL CHECK (asked_on BETWEEN '1900-01-01' AND '2100-12-31'),
    approver    TEXT,                     -- whose word is needed; NULL when nobody's is
    approved_by TEXT,
    approved_on TEXT CHECK (approved_on BETWEEN '1900-01-01' AND '2100-12-31')
) STRICT;
CREATE INDEX discount_deal ON discount (deal_id);

-- Deals that the hygiene sprint leaves alone until a day.
CREATE TABLE snooze (
    id      TEXT PRIMARY KEY NOT NULL,    -- the deal's
    deal_id TEXT NOT NULL REFERENCES deal (id),
    until   TEXT NOT NULL CHECK (until BETWEEN '1900-01-01' AND '2100-12-31')
) STRICT;

-- What somebody said a period would bring; never written over, so that it can be held to what came.
CREATE TABLE forecast (
    id           TEXT PRIMARY KEY NOT NULL,
    period       TEXT NOT NULL CHECK (period IN ('month', 'quarter')),
    starts_on    TEXT NOT NULL CHECK (starts_on BETWEEN '1900-01-01' AND '2100-12-31'),
    amount       INTEGER NOT NULL,        -- minor units
    currency     TEXT NOT NULL,
    submitted_at TEXT NOT NULL,           -- UTC
    person_id    TEXT REFERENCES person (id), -- NULL for the whole team
    note         TEXT
) STRICT;
CREATE INDEX forecast_period ON forecast (period, starts_on);

-- A room's arrangement under a name of the person's own.
CREATE TABLE saved_view (
    id         TEXT PRIMARY KEY NOT NULL,
    room       TEXT NOT NULL,
    name       TEXT NOT NULL,
    definition TEXT NOT NULL              -- JSON
) STRICT;
"""

PASTS: Final = """
-- The deals whose histories have been replayed; the other tables name them by number, which is an eighth of an identifier.
CREATE TABLE deal_past (
    number  INTEGER PRIMARY KEY,
    deal_id TEXT NOT NULL UNIQUE
) STRICT;

-- What each deal was from one change to the next, and before: worked out from its events, never written by hand
-- (``deal_pasts``). In the order of time, so that what changed between two moments lies in one piece.
CREATE TABLE deal_state (
    since             INTEGER NOT NULL,   -- seconds since 1970, UTC
    number            INTEGER NOT NULL,
    until             INTEGER NOT NULL,   -- the moment after the last; 2^62 while it holds
    bits              INTEGER NOT NULL,   -- of its length in seconds
    was_open          INTEGER,            -- the state before; NULL when there was none
    was_stage_id      TEXT,
    was_amount        INTEGER,
    was_currency      TEXT,
    was_close_date    TEXT,
    was_owner_id      TEXT,
    is_open           INTEGER NOT NULL,
    stage_id          TEXT NOT NULL,
    amount            INTEGER,
    currency          TEXT NOT NULL,
    close_date        TEXT,
    owner_id          TEXT,
    forecast_category TEXT,
    PRIMARY KEY (since, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX deal_state_deal ON deal_state (number);
-- What held at a moment: of the states of one length, only those that began within that length of it.
CREATE INDEX deal_state_open ON deal_state (bits, since, until, stage_id, currency, amount, close_date, owner_id)
    WHERE is_open;

-- Each deal's way through the stages, a line for each that it entered or jumped over.
CREATE TABLE deal_stage (
    number     INTEGER NOT NULL,
    position   INTEGER NOT NULL,          -- 1 for the first open stage; won comes after the last
    entered_on TEXT,                      -- local date; NULL when it is not known
    left_on    TEXT,
    jumped     INTEGER NOT NULL,
    in_order   INTEGER NOT NULL,
    furthest   INTEGER NOT NULL,          -- the last position that the deal ever reached
    outcome    TEXT NOT NULL,             -- the kind of the stage it is in now
    PRIMARY KEY (number, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX deal_stage_entered ON deal_stage (position, entered_on, outcome, furthest, in_order, left_on, jumped);

-- How far these tables have followed the journal.
CREATE TABLE deal_past_read (
    change_id INTEGER NOT NULL,
    digest    TEXT NOT NULL               -- of the stages and the time zone they were worked out with
) STRICT;
"""
