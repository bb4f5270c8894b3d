"""An open workbook: its records, its journal, its undo."""

from __future__ import annotations

import getpass
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from salesops_tui.clock import Clock
from salesops_tui.domain.steps import Origin, Step, StepKind
from salesops_tui.storage.ids import IdSource
from salesops_tui.storage.journal import Journal
from salesops_tui.storage.records import Records
from salesops_tui.storage.store import Store

if TYPE_CHECKING:
    # Each kind of record is loaded when it is first asked for: the first screen needs three of them.
    from salesops_tui.domain.accounts import Account, Contact
    from salesops_tui.domain.activities import Activity
    from salesops_tui.domain.deal_roles import DealRole
    from salesops_tui.domain.forecasts import Forecast
    from salesops_tui.domain.gates import Discount, Tick
    from salesops_tui.domain.import_profile import ImportProfile
    from salesops_tui.domain.meetings import MeetingSeries
    from salesops_tui.domain.orders import OrderLine
    from salesops_tui.domain.people import Person
    from salesops_tui.domain.plans import Plan
    from salesops_tui.domain.products import Product
    from salesops_tui.domain.saved_views import SavedView
    from salesops_tui.domain.snoozes import Snooze
    from salesops_tui.domain.stages import Pipeline, Stage
    from salesops_tui.domain.targets import Target
    from salesops_tui.domain.tasks import Task
    from salesops_tui.storage.repositories.activity_results import ActivityResults
    from salesops_tui.storage.repositories.ageing import AgeingRepository
    from salesops_tui.storage.repositories.audit_trail import AuditTrail
    from salesops_tui.storage.repositories.board import BoardRepository
    from salesops_tui.storage.repositories.data_baseline import BaselineCounts
    from salesops_tui.storage.repositories.deal_pasts import DealPasts
    from salesops_tui.storage.repositories.deal_table import DealTable
    from salesops_tui.storage.repositories.deals import DealRepository
    from salesops_tui.storage.repositories.forecast_figures import ForecastFigures
    from salesops_tui.storage.repositories.funnel import FunnelRepository
    from salesops_tui.storage.repositories.hygiene import HygieneRepository
    from salesops_tui.storage.repositories.ledger import LedgerRepository
    from salesops_tui.storage.repositories.meetings import (
        DecisionRepository,
        MeetingClocks,
        MeetingRepository,
        SealedMinutesRepository,
    )
    from salesops_tui.storage.repositories.names import NameRepository
    from salesops_tui.storage.repositories.outcomes import OutcomeRepository
    from salesops_tui.storage.repositories.search import RecordSearch
    from salesops_tui.storage.repositories.standup_record import StandupRecord
    from salesops_tui.storage.repositories.standup_surroundings import StandupSurroundings
    from salesops_tui.storage.repositories.standups import StandupClocks, StandupLineRepository, StandupRepository
    from salesops_tui.storage.repositories.target_shares import TargetShares
    from salesops_tui.storage.repositories.task_lists import TaskLists
    from salesops_tui.storage.repositories.week_figures import WeekFigures
    from salesops_tui.storage.repositories.week_reports import ReportParts, ReportTexts, SealedReports
    from salesops_tui.storage.traces import Traces
    from salesops_tui.storage.undo import Undo

_ROOMY_CACHE_KB: Final = 200_000


class Workbook:
    """One SQLite file, opened by ``opening.open_workbook``; it belongs to the thread that opened it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, clock: Clock, *, read_only: bool) -> None:
        self.path = path
        self.connection = connection
        self.read_only = read_only
        self.journal = Journal(connection, clock, getpass.getuser())
        # Events of one instant are told apart by their identifiers.
        (last,) = connection.execute("SELECT max(id) FROM deal_event").fetchone()
        self.store = Store(connection, self.journal, IdSource(clock, after=last), clock)

    def step(
        self,
        kind: StepKind,
        origin: Origin,
        params: Mapping[str, Any] = MappingProxyType({}),
        *,
        trial: bool = False,
    ) -> AbstractContextManager[Step]:
        """One named, undoable step around writes; see ``Journal.step``."""
        return self.journal.step(kind, origin, params, trial=trial)

    @contextmanager
    def room_for_many(self) -> Iterator[None]:
        """More memory for the pages of one large step; without it, half of the time goes into writing them twice."""
        (usual,) = self.connection.execute("PRAGMA cache_size").fetchone()
        self.connection.execute(f"PRAGMA cache_size = -{_ROOMY_CACHE_KB}")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA cache_size = {usual}")
            self.connection.execute("PRAGMA shrink_memory")

    def new_id(self) -> str:
        """An identifier for a new record."""
        return self.store.ids.new()

    def version(self) -> tuple[int, int]:
        """Something that differs once anybody has written to the file: another program, or this one."""
        (others,) = self.connection.execute("PRAGMA data_version").fetchone()
        return int(others), self.journal.last_step()

    @property
    def pipeline(self) -> Pipeline:
        """The stages as they are named now."""
        from salesops_tui.domain.stages import Pipeline

        return Pipeline(self.stages.all())

    @cached_property
    def undo(self) -> Undo:
        """Takes steps back."""
        from salesops_tui.storage.undo import Undo

        return Undo(self.connection, self.journal)

    @cached_property
    def traces(self) -> Traces:
        """Finds the steps behind a record."""
        from salesops_tui.storage.traces import Traces

        return Traces(self.connection, self.journal)

    @cached_property
    def people(self) -> Records[Person]:
        """The team."""
        from salesops_tui.storage.repositories.people import PERSON

        return Records(self.store, PERSON)

    @cached_property
    def accounts(self) -> Records[Account]:
        """The customers."""
        from salesops_tui.storage.repositories.accounts import ACCOUNT

        return Records(self.store, ACCOUNT)

    @cached_property
    def contacts(self) -> Records[Contact]:
        """The people at the customers'."""
        from salesops_tui.storage.repositories.accounts import CONTACT

        return Records(self.store, CONTACT)

    @cached_property
    def products(self) -> Records[Product]:
        """What is sold."""
        from salesops_tui.storage.repositories.products import PRODUCT

        return Records(self.store, PRODUCT)

    @cached_property
    def stages(self) -> Records[Stage]:
        """The stages of the pipeline."""
        from salesops_tui.storage.repositories.stages import STAGE

        return Records(self.store, STAGE)

    @cached_property
    def deals(self) -> DealRepository:
        """The deals and their events."""
        from salesops_tui.storage.repositories.deals import DealRepository

        return DealRepository(self.store)

    @cached_property
    def board(self) -> BoardRepository:
        """The questions of the pipeline board."""
        from salesops_tui.storage.repositories.board import BoardRepository

        return BoardRepository(self.connection)

    @cached_property
    def hygiene(self) -> HygieneRepository:
        """The deals that need mending."""
        from salesops_tui.storage.repositories.hygiene import HygieneRepository

        return HygieneRepository(self.connection)

    @cached_property
    def deal_table(self) -> DealTable:
        """The questions of the deal table."""
        from salesops_tui.storage.repositories.deal_table import DealTable

        return DealTable(self.connection)

    @cached_property
    def funnel(self) -> FunnelRepository:
        """The ways of deals through the stages, counted."""
        from salesops_tui.storage.repositories.funnel import FunnelRepository

        return FunnelRepository(self.connection)

    @cached_property
    def outcomes(self) -> OutcomeRepository:
        """Deals created, won and lost, counted."""
        from salesops_tui.storage.repositories.outcomes import OutcomeRepository

        return OutcomeRepository(self.connection)

    @cached_property
    def activities(self) -> Records[Activity]:
        """What was done with customers."""
        from salesops_tui.storage.repositories.activities import ACTIVITY

        return Records(self.store, ACTIVITY)

    @cached_property
    def order_lines(self) -> Records[OrderLine]:
        """Revenue history."""
        from salesops_tui.storage.repositories.orders import ORDER_LINE

        return Records(self.store, ORDER_LINE)

    @cached_property
    def targets(self) -> Records[Target]:
        """What is to be reached."""
        from salesops_tui.storage.repositories.targets import TARGET

        return Records(self.store, TARGET)

    @cached_property
    def target_shares(self) -> TargetShares:
        """What the parts of targets won."""
        from salesops_tui.storage.repositories.target_shares import TargetShares

        return TargetShares(self.connection)

    @cached_property
    def tasks(self) -> Records[Task]:
        """What is to be done."""
        from salesops_tui.storage.repositories.tasks import TASK

        return Records(self.store, TASK)

    @cached_property
    def task_lists(self) -> TaskLists:
        """The questions of the tasks room."""
        from salesops_tui.storage.repositories.task_lists import TaskLists

        return TaskLists(self.connection)

    @cached_property
    def baseline_counts(self) -> BaselineCounts:
        """What stands against a baseline of data."""
        from salesops_tui.storage.repositories.data_baseline import BaselineCounts

        return BaselineCounts(self.connection)

    @cached_property
    def audit_trail(self) -> AuditTrail:
        """What each step changed, field by field."""
        from salesops_tui.storage.repositories.audit_trail import AuditTrail

        return AuditTrail(self.connection)

    @cached_property
    def search(self) -> RecordSearch:
        """Records of every kind by words in their names."""
        from salesops_tui.storage.repositories.search import RecordSearch

        return RecordSearch(self.connection)

    @cached_property
    def names(self) -> NameRepository:
        """Names as somebody types them."""
        from salesops_tui.storage.repositories.names import NameRepository

        return NameRepository(self.connection)

    @cached_property
    def plans(self) -> Records[Plan]:
        """What was started from a template."""
        from salesops_tui.storage.repositories.plans import PLAN

        return Records(self.store, PLAN)

    @cached_property
    def standups(self) -> StandupRepository:
        """The stand-ups."""
        from salesops_tui.storage.repositories.standups import StandupRepository

        return StandupRepository(self.store)

    @cached_property
    def standup_lines(self) -> StandupLineRepository:
        """What was said in them."""
        from salesops_tui.storage.repositories.standups import StandupLineRepository

        return StandupLineRepository(self.store)

    @cached_property
    def standup_clocks(self) -> StandupClocks:
        """The clocks of those under way."""
        from salesops_tui.storage.repositories.standups import StandupClocks

        return StandupClocks(self.connection)

    @cached_property
    def standup_record(self) -> StandupRecord:
        """What the record knows of people's days."""
        from salesops_tui.storage.repositories.standup_record import StandupRecord

        return StandupRecord(self.connection)

    @cached_property
    def standup_surroundings(self) -> StandupSurroundings:
        """What lies beside a stand-up's round."""
        from salesops_tui.storage.repositories.standup_surroundings import StandupSurroundings

        return StandupSurroundings(self.connection)

    @cached_property
    def activity_results(self) -> ActivityResults:
        """Activities beside closed deals."""
        from salesops_tui.storage.repositories.activity_results import ActivityResults

        return ActivityResults(self.connection)

    @cached_property
    def week_figures(self) -> WeekFigures:
        """What the weekly report counts."""
        from salesops_tui.storage.repositories.week_figures import WeekFigures

        return WeekFigures(self.connection)

    @cached_property
    def report_texts(self) -> ReportTexts:
        """What people wrote in weekly reports."""
        from salesops_tui.storage.repositories.week_reports import ReportTexts

        return ReportTexts(self.store)

    @cached_property
    def sealed_reports(self) -> SealedReports:
        """The reports that were sealed."""
        from salesops_tui.storage.repositories.week_reports import SealedReports

        return SealedReports(self.store)

    @cached_property
    def report_parts(self) -> ReportParts:
        """The parts that people handed in."""
        from salesops_tui.storage.repositories.week_reports import ReportParts

        return ReportParts(self.store)

    @cached_property
    def meetings(self) -> MeetingRepository:
        """The meetings."""
        from salesops_tui.storage.repositories.meetings import MeetingRepository

        return MeetingRepository(self.store)

    @cached_property
    def decisions(self) -> DecisionRepository:
        """What meetings decided."""
        from salesops_tui.storage.repositories.meetings import DecisionRepository

        return DecisionRepository(self.store)

    @cached_property
    def meeting_series(self) -> Records[MeetingSeries]:
        """The meetings that come back."""
        from salesops_tui.storage.repositories.meetings import MEETING_SERIES

        return Records(self.store, MEETING_SERIES)

    @cached_property
    def sealed_minutes(self) -> SealedMinutesRepository:
        """Minutes that were sealed."""
        from salesops_tui.storage.repositories.meetings import SealedMinutesRepository

        return SealedMinutesRepository(self.store)

    @cached_property
    def meeting_clocks(self) -> MeetingClocks:
        """The clocks of meetings under way."""
        from salesops_tui.storage.repositories.meetings import MeetingClocks

        return MeetingClocks(self.connection)

    @cached_property
    def import_profiles(self) -> Records[ImportProfile]:
        """What was answered about files before."""
        from salesops_tui.storage.repositories.import_profiles import IMPORT_PROFILE

        return Records(self.store, IMPORT_PROFILE)

    @cached_property
    def ticks(self) -> Records[Tick]:
        """What has been ticked off on the way of deals."""
        from salesops_tui.storage.repositories.gates import TICK

        return Records(self.store, TICK)

    @cached_property
    def discounts(self) -> Records[Discount]:
        """Prices below the list, and who agreed to them."""
        from salesops_tui.storage.repositories.gates import DISCOUNT

        return Records(self.store, DISCOUNT)

    @cached_property
    def deal_roles(self) -> Records[DealRole]:
        """Who works on deals beside their owners."""
        from salesops_tui.storage.repositories.deal_roles import DEAL_ROLE

        return Records(self.store, DEAL_ROLE)

    @cached_property
    def snoozes(self) -> Records[Snooze]:
        """Deals that the hygiene sprint leaves alone for a while."""
        from salesops_tui.storage.repositories.snoozes import SNOOZE

        return Records(self.store, SNOOZE)

    @cached_property
    def forecasts(self) -> Records[Forecast]:
        """What was said that periods would bring."""
        from salesops_tui.storage.repositories.forecasts import FORECAST

        return Records(self.store, FORECAST)

    @cached_property
    def forecast_figures(self) -> ForecastFigures:
        """The questions of the forecast."""
        from salesops_tui.storage.repositories.forecast_figures import ForecastFigures

        return ForecastFigures(self.connection)

    @cached_property
    def saved_views(self) -> Records[SavedView]:
        """Arrangements of rooms under names of the person's own."""
        from salesops_tui.storage.repositories.saved_views import SAVED_VIEW

        return Records(self.store, SAVED_VIEW)

    @cached_property
    def ageing(self) -> AgeingRepository:
        """What the clocks of deals are read from."""
        from salesops_tui.storage.repositories.ageing import AgeingRepository

        return AgeingRepository(self.connection)

    @cached_property
    def pasts(self) -> DealPasts:
        """What each deal was at any time."""
        from salesops_tui.storage.repositories.deal_pasts import DealPasts

        return DealPasts(self.connection, read_only=self.read_only)

    @cached_property
    def ledger(self) -> LedgerRepository:
        """The questions of the change ledger."""
        from salesops_tui.storage.repositories.ledger import LedgerRepository

        return LedgerRepository(self.connection)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()
