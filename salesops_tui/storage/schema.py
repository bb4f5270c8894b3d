"""The first tables of a workbook, as the migrations make them, and the facts that identify the file."""

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
    "plan",
    "task",
    "standup",
    "standup_line",
    "report_text",
    "sealed_report",
    "report_part",
    "meeting",
    "decision",
    "meeting_series",
    "sealed_minutes",
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


def statements(script: str) -> Iterator[str]:
    """The statements of a script; ``executescript`` would commit the transaction that they belong to."""
    buffer = ""
    for line in script.splitlines(keepends=True):
        buffer += line
        if sqlite3.complete_statement(buffer):
            yield buffer.strip()
            buffer = ""
