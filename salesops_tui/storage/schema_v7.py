"""What an audit needs: a chain of digests over the steps; and of contacts, for what purpose and since when they agreed to be
kept."""

from __future__ import annotations

from typing import Final

TABLES_V7: Final = """
-- Each step's digest covers the one before it: whoever changes the past breaks the chain.
CREATE TABLE audit_link (
    step_id INTEGER PRIMARY KEY,
    digest  TEXT NOT NULL                 -- SHA-256 of the digest before, the step, and its changes
) STRICT;

ALTER TABLE contact ADD COLUMN purpose TEXT;
ALTER TABLE contact ADD COLUMN consented_on TEXT CHECK (consented_on BETWEEN '1900-01-01' AND '2100-12-31');
"""
