"""Which dataclass lies in which table."""

from __future__ import annotations

from salesops_tui.domain.accounts import Account, Contact
from salesops_tui.domain.activities import Activity, ActivityKind
from salesops_tui.domain.deals import Deal, ForecastCategory
from salesops_tui.domain.import_profile import ImportProfile
from salesops_tui.domain.orders import OrderLine
from salesops_tui.domain.people import Person
from salesops_tui.domain.products import Product
from salesops_tui.domain.stages import Stage, StageKind
from salesops_tui.domain.targets import Period, Target, TargetScope
from salesops_tui.domain.tasks import Task, TaskState
from salesops_tui.storage.codecs import ABSENCES, ANSWERS, DAY, FLAG, INSTANT, TIME, WORDS, word
from salesops_tui.storage.records import Table

PERSON = Table("person", Person, {"aliases": WORDS, "active": FLAG, "absences": ABSENCES})
ACCOUNT = Table("account", Account, {"created_on": DAY})
CONTACT = Table("contact", Contact, {})
PRODUCT = Table("product", Product, {"active": FLAG})
STAGE = Table("stage", Stage, {"kind": word(StageKind)})
DEAL = Table(
    "deal",
    Deal,
    {
        "known_since": INSTANT,
        "close_date": DAY,
        "closed_on": DAY,
        "next_step_on": DAY,
        "forecast_category": word(ForecastCategory),
        "created_on": DAY,
    },
)
ACTIVITY = Table("activity", Activity, {"kind": word(ActivityKind), "day": DAY, "at": TIME})
ORDER_LINE = Table("order_line", OrderLine, {"ordered_on": DAY})
TARGET = Table("target", Target, {"scope": word(TargetScope), "period": word(Period), "starts_on": DAY})
TASK = Table(
    "task",
    Task,
    {"important": FLAG, "due_on": DAY, "due_at": TIME, "state": word(TaskState), "done_on": DAY, "created_on": DAY},
)
IMPORT_PROFILE = Table("import_profile", ImportProfile, {"choices": ANSWERS})
