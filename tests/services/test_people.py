"""Who is offered where somebody is to be chosen."""

from __future__ import annotations

from salesops_tui.domain.people import Person
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.domain.tasks import Task
from salesops_tui.services import deals, gates, offers, task_offers
from salesops_tui.services.deals import DealForm, add_deal
from salesops_tui.services.tasks import add_tasks
from tests.services.helpers import Desk

HERE = Origin.SCREEN


def test_whoever_has_left_the_team_is_offered_nowhere(desk: Desk) -> None:
    session = desk.session
    with session.workbook.step(StepKind.IMPORT, HERE, {"files": ["x"], "created": 2, "updated": 0}):
        session.workbook.people.insert([Person("li", "Li Na"), Person("gone", "Zhao Lei", active=False)])
    deal = add_deal(session, DealForm("ERP rollout", "Huadong Pharma", "Li Na", "contact", "1000"), HERE)
    add_tasks(session, [Task("t", "Call")], HERE)
    assert offers.offers(session, deal).people == (("li", "Li Na"),)
    assert task_offers.offers(session, ["t"]).people == (("li", "Li Na"),)
    assert deals.choices(session).owners == ("Li Na",)
    assert gates.gate(session, deal, session.workbook.pipeline.won.id).people == ("Li Na",)
