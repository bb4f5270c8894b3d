"""The program that is killed: brings deals in and moves them, and says so after each step that is acknowledged."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from salesops_tui.clock import FixedClock
from salesops_tui.domain.deals import MADE_HERE, Deal
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.storage.opening import open_workbook
from salesops_tui.storage.repositories.deals import DealWrite

ROWS = 60
"""Deals of one import: enough to be written in bulk."""


def main(path: Path, pause_s: float = 0.0) -> None:
    """Work until somebody ends it, with a pause after each step."""
    clock = FixedClock(datetime(2026, 11, 23, 1, tzinfo=UTC))
    with closing(open_workbook(path, clock)) as workbook:
        print("ready", flush=True)
        while True:
            deals = [
                Deal(workbook.new_id(), f"Deal {number}", "contact", "CNY", clock.now(), amount=number)
                for number in range(ROWS)
            ]
            with workbook.step(StepKind.IMPORT, Origin.PROGRAM, {"rows": ROWS}) as step:
                workbook.deals.write([DealWrite(None, deal, "crm") for deal in deals])
            print(f"import {step.id}", flush=True)
            time.sleep(pause_s)
            for deal in deals[:3]:
                with workbook.step(StepKind.MOVE_DEAL, Origin.PROGRAM, {"deal": deal.name}) as step:
                    workbook.deals.write([DealWrite(deal, replace(deal, stage_id="need"), MADE_HERE)])
                print(f"move {step.id}", flush=True)
                time.sleep(pause_s)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 0.0)
