"""Random sequences of commands: undoing all of them leaves what there was."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from salesops_tui.clock import FixedClock
from salesops_tui.domain.deals import ForecastCategory
from salesops_tui.domain.stages import COURSE_STAGES
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.storage import undo
from salesops_tui.storage.checking import check
from salesops_tui.storage.failures import NothingToUndo, UndoConflicts
from salesops_tui.storage.opening import open_workbook
from salesops_tui.storage.workbook import Workbook
from tests.conftest import TODAY
from tests.storage.helpers import add, change, dump, forget_pasts, new_deal, pasts
from tests.thorough import times

# NUL never gets this far: it leaves every text on the way in, and SQLite's JSON ends at it.
TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=8)

CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "name": TEXTS.filter(bool),
        "stage_id": st.sampled_from([stage.id for stage in COURSE_STAGES]),
        "amount": st.none() | st.integers(-(10**14), 10**14),
        "currency": st.sampled_from(["CNY", "USD"]),
        "close_date": st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31)),
        "forecast_category": st.none() | st.sampled_from(ForecastCategory),
        "next_step": st.none() | TEXTS,
        "probability": st.none() | st.integers(0, 100),
    },
)


def open_without_waiting(path: Path) -> Workbook:
    """What is proved here is what is written, not that the disk keeps it: waiting for the disk would be half the time."""
    workbook = open_workbook(path, FixedClock.on(TODAY))
    workbook.connection.execute("PRAGMA synchronous = OFF")
    return workbook


class Commands(RuleBasedStateMachine):
    """A person at the keyboard; ``states`` is what the workbook said before each step in effect."""

    deals = Bundle("deals")
    blank: Path

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "team.db"
        shutil.copyfile(self.blank, path)
        self.workbook: Workbook = open_without_waiting(path)
        self.states: list[dict[str, Any]] = []
        self.redoable: list[dict[str, Any]] = []

    def teardown(self) -> None:
        if not hasattr(self, "workbook"):
            return
        while self.states:
            self.workbook.undo.undo(Origin.SCREEN)
            assert dump(self.workbook.connection) == self.states.pop()
        assert self.workbook.journal.last_to_undo() is None
        assert check(self.workbook.connection) == []
        self.workbook.close()
        shutil.rmtree(self.folder)

    def remember(self, before: dict[str, Any]) -> None:
        if dump(self.workbook.connection) != before:
            self.states.append(before)
            self.redoable.clear()

    @rule(target=deals, fields=CHANGES, source=st.sampled_from([None, "hubspot"]))
    def add(self, fields: dict[str, Any], source: str | None) -> str:
        before = dump(self.workbook.connection)
        deal = new_deal(self.workbook, source=source, **fields)
        add(self.workbook, deal, kind=StepKind.IMPORT if source else StepKind.ADD_DEAL)
        self.remember(before)
        return deal.id

    @rule(deal=deals, fields=CHANGES, kind=st.sampled_from([StepKind.EDIT_DEAL, StepKind.IMPORT]))
    def change(self, deal: str, fields: dict[str, Any], kind: StepKind) -> None:
        if self.workbook.deals.get(deal) is None:
            return
        before = dump(self.workbook.connection)
        change(self.workbook, deal, kind=kind, **fields)
        self.remember(before)

    @rule()
    def undo(self) -> None:
        before = dump(self.workbook.connection)
        if not self.states:
            with pytest.raises(NothingToUndo):
                self.workbook.undo.undo(Origin.SCREEN)
            return
        self.workbook.undo.undo(Origin.SCREEN)
        assert dump(self.workbook.connection) == self.states.pop()
        self.redoable.append(before)

    @rule()
    def redo(self) -> None:
        before = dump(self.workbook.connection)
        if not self.redoable:
            with pytest.raises(NothingToUndo):
                self.workbook.undo.redo(Origin.SCREEN)
            return
        self.workbook.undo.redo(Origin.SCREEN)
        assert dump(self.workbook.connection) == self.redoable.pop()
        self.states.append(before)

    @rule(data=st.data())
    def undo_and_redo_one_of_the_past(self, data: st.DataObject) -> None:
        """Either it works and redoing it restores everything, or it changes nothing."""
        steps = [
            entry.step.id
            for entry in self.workbook.journal.entries()
            if entry.in_effect and entry.step.undoes is None and entry.step.kind is not StepKind.CREATE_WORKBOOK
        ]
        if not steps:
            return
        before = dump(self.workbook.connection)
        chosen = data.draw(st.sampled_from(steps))
        try:
            self.workbook.undo.undo(Origin.SCREEN, chosen)
        except UndoConflicts:
            assert dump(self.workbook.connection) == before
            return
        self.workbook.undo.redo(Origin.SCREEN)
        # Nothing new was done, so what was undone before can still be brought back.
        assert dump(self.workbook.connection) == before

    @rule(hours=st.integers(1, 500))
    def wait(self, hours: int) -> None:
        clock = self.workbook.store.clock
        assert isinstance(clock, FixedClock)
        clock.advance(timedelta(hours=hours))

    @rule()
    def read_the_pasts(self) -> None:
        """What follows the journal is what would be worked out from nothing."""
        followed = pasts(self.workbook)
        forget_pasts(self.workbook)
        assert pasts(self.workbook) == followed

    @rule()
    def reopen(self) -> None:
        before = dump(self.workbook.connection)
        self.workbook.close()
        self.workbook = open_without_waiting(self.workbook.path)
        assert dump(self.workbook.connection) == before

    @invariant()
    def whole(self) -> None:
        if hasattr(self, "workbook"):
            assert check(self.workbook.connection) == []


SETTINGS = settings(
    max_examples=times(40, 5000),
    stateful_step_count=times(20, 80),
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def test_undoing_all_leaves_what_there_was(blank_workbook: Path) -> None:
    Commands.blank = blank_workbook
    run_state_machine_as_test(Commands, settings=SETTINGS)


def test_a_broken_undo_would_be_found(blank_workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: with an undo that does not put updates back, the machine above must fail.

    Its sequences are the same in every run: a control that chance could let through would prove nothing.
    """
    monkeypatch.setattr(undo, "_from_image", lambda values: "id = undone.row_id")
    Commands.blank = blank_workbook
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Commands, settings=settings(SETTINGS, report_multiple_bugs=False, derandomize=True))


def test_closing_lets_go_of_the_file(workbook_path: Path, clock: FixedClock) -> None:
    with closing(open_workbook(workbook_path, clock)):
        pass
    workbook_path.unlink()
    assert list(workbook_path.parent.glob("team.db*")) == []
