"""The tables of a workbook, as the migrations make them, and the facts that identify the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

APPLICATION_ID: Final = 0x53414C4F
"""Written into every workbook's header: "SALO"."""

# Journalled tables have a text column ``id`` as their primary key: a change names its row by it.
JOURNALLED: Final = (
    "person",
    "account",
    "contact",
    "product",
    "stage",
    "deal",
    "deal_event",
    "deal_tick",
    "deal_role",
    "discount",
    "snooze",
    "forecast",
    "saved_view",
    "activity",
    "order_line",
    "target",
    "task",
    "local_edit",
    "import_profile",
)

TABLES_V1: Final = """
CREATE TABLE step (
    id           INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,
    params       TEXT NOT NULL,           -- JSON: what the title tells
    at           TEXT NOT NULL,           -- UTC
    actor        TEXT NOT NULL,
    origin       TEXT NOT NULL,
    undoes       INTEGER REFERENCES step (id),
    first_change INTEGER NOT NULL         -- its changes run from here to the next step's first
) STRICT;

-- Only triggers write here, from current_step: a reference to step and a check of the operation would be tested again for
-- each of an import's rows and could not fail. `check` looks at both.
CREATE TABLE change (
    id         INTEGER PRIMARY KEY,
    step_id    INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_id     TEXT NOT NULL,
    operation  TEXT NOT NULL,
    before     TEXT                       -- JSON: the row as it was; an insert has none
) STRICT;
-- Inserts are not looked up by row, and leaving them out spares an import a third of its index work.
CREATE INDEX change_row ON change (row_id) WHERE operation <> 'I';

-- One row while a step is being written, none otherwise: a write outside a step fails, because its change would have no step.
CREATE TABLE current_step (
    id INTEGER NOT NULL REFERENCES step (id)
) STRICT;

CREATE TABLE person (
    id          TEXT PRIMARY KEY NOT NULL,
    name        TEXT NOT NULL,
    aliases     TEXT NOT NULL,            -- JSON list
    role        TEXT,
    team        TEXT,
    email       TEXT,
    active      INTEGER NOT NULL CHECK (active IN (0, 1)),
    seat        INTEGER,
    absences    TEXT NOT NULL,            -- JSON list of [first day, last day, reason]
    source      TEXT,
    external_id TEXT
) STRICT;
CREATE UNIQUE INDEX person_external ON person (source, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE account (
    id          TEXT PRIMARY KEY NOT NULL,
    name        TEXT NOT NULL,
    industry    TEXT,
    size        TEXT,
    region      TEXT,
    owner_id    TEXT REFERENCES person (id),
    phone       TEXT,
    website     TEXT,
    note        TEXT,
    created_on  TEXT CHECK (created_on BETWEEN '1900-01-01' AND '2100-12-31'),
    source      TEXT,
    external_id TEXT
) STRICT;
CREATE UNIQUE INDEX account_external ON account (source, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE contact (
    id          TEXT PRIMARY KEY NOT NULL,
    name        TEXT NOT NULL,
    account_id  TEXT REFERENCES account (id),
    title       TEXT,
    role        TEXT,
    email       TEXT,
    phone       TEXT,
    note        TEXT,
    source      TEXT,
    external_id TEXT
) STRICT;
CREATE UNIQUE INDEX contact_external ON contact (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contact_account ON contact (account_id);

CREATE TABLE product (
    id          TEXT PRIMARY KEY NOT NULL,
    name        TEXT NOT NULL,
    code        TEXT,
    family      TEXT,
    price       INTEGER,                  -- minor units
    currency    TEXT,
    active      INTEGER NOT NULL CHECK (active IN (0, 1)),
    source      TEXT,
    external_id TEXT
) STRICT;
CREATE UNIQUE INDEX product_external ON product (source, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE stage (
    id                TEXT PRIMARY KEY NOT NULL,
    position          INTEGER NOT NULL,
    kind              TEXT NOT NULL CHECK (kind IN ('open', 'won', 'lost')),
    name_en           TEXT NOT NULL,
    name_zh           TEXT NOT NULL,
    exit_criterion_en TEXT NOT NULL,
    exit_criterion_zh TEXT NOT NULL,
    average_share     INTEGER,            -- per cent of first contacts
    excellent_share   INTEGER,
    probability       INTEGER NOT NULL CHECK (probability BETWEEN 0 AND 100),
    idle_days         INTEGER,            -- working days
    stuck_days        INTEGER,
    old_days          INTEGER
) STRICT;

CREATE TABLE deal (
    id                TEXT PRIMARY KEY NOT NULL,
    name              TEXT NOT NULL,
    stage_id          TEXT NOT NULL REFERENCES stage (id),
    currency          TEXT NOT NULL,
    known_since       TEXT NOT NULL,      -- UTC
    account_id        TEXT REFERENCES account (id),
    contact_id        TEXT REFERENCES contact (id),
    owner_id          TEXT REFERENCES person (id),
    amount            INTEGER,            -- minor units
    close_date        TEXT CHECK (close_date BETWEEN '1900-01-01' AND '2100-12-31'),
    closed_on         TEXT CHECK (closed_on BETWEEN '1900-01-01' AND '2100-12-31'),
    lead_source       TEXT,
    product_id        TEXT REFERENCES product (id),
    competitor        TEXT,
    next_step         TEXT,
    next_step_on      TEXT CHECK (next_step_on BETWEEN '1900-01-01' AND '2100-12-31'),
    forecast_category TEXT CHECK (forecast_category IN ('omitted', 'pipeline', 'best_case', 'commit', 'closed')),
    probability       INTEGER CHECK (probability BETWEEN 0 AND 100),
    lost_reason       TEXT,
    note              TEXT,
    created_on        TEXT CHECK (created_on BETWEEN '1900-01-01' AND '2100-12-31'),
    source            TEXT,
    external_id       TEXT
) STRICT;
CREATE UNIQUE INDEX deal_external ON deal (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX deal_board ON deal (stage_id, (close_date IS NULL), close_date, id);
CREATE INDEX deal_closed ON deal (stage_id, closed_on) WHERE closed_on IS NOT NULL;
CREATE INDEX deal_account ON deal (account_id);
CREATE INDEX deal_contact ON deal (contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE deal_event (
    id          TEXT PRIMARY KEY NOT NULL,
    deal_id     TEXT NOT NULL REFERENCES deal (id),
    field       TEXT NOT NULL CHECK (
        field IN ('stage_id', 'amount', 'currency', 'close_date', 'owner_id', 'forecast_category')
    ),
    old         ANY,
    new         ANY,
    at          TEXT NOT NULL,            -- UTC: when it took effect
    recorded_at TEXT NOT NULL,            -- UTC: when the workbook learned of it
    source      TEXT NOT NULL,
    author      TEXT
) STRICT;
CREATE INDEX deal_event_deal ON deal_event (deal_id, field, at);

-- Count and sum per stage and currency, kept by triggers: a board head costs one look-up instead of a scan.
CREATE TABLE deal_total (
    stage_id       TEXT NOT NULL,
    currency       TEXT NOT NULL,
    deals          INTEGER NOT NULL,
    without_amount INTEGER NOT NULL,
    amount         INTEGER NOT NULL,      -- minor units
    PRIMARY KEY (stage_id, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE activity (
    id          TEXT PRIMARY KEY NOT NULL,
    kind        TEXT NOT NULL,
    day         TEXT NOT NULL CHECK (day BETWEEN '1900-01-01' AND '2100-12-31'),
    at          TEXT,
    note        TEXT,
    person_id   TEXT REFERENCES person (id),
    account_id  TEXT REFERENCES account (id),
    deal_id     TEXT REFERENCES deal (id),
    source      TEXT,
    external_id TEXT
) STRICT;
CREATE UNIQUE INDEX activity_external ON activity (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX activity_account ON activity (account_id);
CREATE INDEX activity_deal ON activity (deal_id, day);

CREATE TABLE order_line (
    id          TEXT PRIMARY KEY NOT NULL,
    ordered_on  TEXT NOT NULL CHECK (ordered_on BETWEEN '1900-01-01' AND '2100-12-31'),
    amount      INTEGER NOT NULL,         -- minor units
    currency    TEXT NOT NULL,
    account_id  TEXT REFERENCES account (id),
    product_id  TEXT REFERENCES product (id),
    deal_id     TEXT REFERENCES deal (id),
    owner_id    TEXT REFERENCES person (id),
    quantity    INTEGER,                  -- thousandths
    source      TEXT,
    external_id TEXT
) STRICT;
CREATE UNIQUE INDEX order_line_external ON order_line (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX order_line_account ON order_line (account_id);
CREATE INDEX order_line_deal ON order_line (deal_id) WHERE deal_id IS NOT NULL;

CREATE TABLE target (
    id          TEXT PRIMARY KEY NOT NULL,
    scope       TEXT NOT NULL,
    period      TEXT NOT NULL,
    starts_on   TEXT NOT NULL CHECK (starts_on BETWEEN '1900-01-01' AND '2100-12-31'),
    amount      INTEGER NOT NULL,         -- minor units
    currency    TEXT NOT NULL,
    scope_name  TEXT NOT NULL,
    person_id   TEXT REFERENCES person (id),
    source      TEXT,
    external_id TEXT
) STRICT;
CREATE UNIQUE INDEX target_external ON target (source, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE task (
    id          TEXT PRIMARY KEY NOT NULL,
    title       TEXT NOT NULL,
    important   INTEGER NOT NULL CHECK (important IN (0, 1)),
    due_on      TEXT CHECK (due_on BETWEEN '1900-01-01' AND '2100-12-31'),
    due_at      TEXT,
    state       TEXT NOT NULL CHECK (state IN ('open', 'waiting', 'done', 'dropped')),
    done_on     TEXT CHECK (done_on BETWEEN '1900-01-01' AND '2100-12-31'),
    owner_id    TEXT REFERENCES person (id),
    deal_id     TEXT REFERENCES deal (id),
    account_id  TEXT REFERENCES account (id),
    note        TEXT,
    created_on  TEXT CHECK (created_on BETWEEN '1900-01-01' AND '2100-12-31'),
    source      TEXT,
    external_id TEXT
) STRICT;
CREATE UNIQUE INDEX task_external ON task (source, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX task_deal ON task (deal_id) WHERE deal_id IS NOT NULL;
CREATE INDEX task_account ON task (account_id) WHERE account_id IS NOT NULL;

-- A field of an imported record that was changed here, with the value that its source last said: the base of the next
-- comparison, which tells a change over there from a change over here.
CREATE TABLE local_edit (
    id         TEXT PRIMARY KEY NOT NULL, -- record and field
    record_id  TEXT NOT NULL,
    field      TEXT NOT NULL,
    file_value ANY
) STRICT;

-- What was once answered about files with this set of headers.
CREATE TABLE import_profile (
    id      TEXT PRIMARY KEY NOT NULL,    -- digest of the kind and the headers
    kind    TEXT NOT NULL,
    source  TEXT NOT NULL,
    choices TEXT NOT NULL                 -- JSON
) STRICT;
"""

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


def statements(script: str) -> Iterator[str]:
    """The statements of a script; ``executescript`` would commit the transaction that they belong to."""
    buffer = ""
    for line in script.splitlines(keepends=True):
        buffer += line
        if sqlite3.complete_statement(buffer):
            yield buffer.strip()
            buffer = ""
