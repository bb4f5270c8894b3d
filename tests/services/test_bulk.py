"""Several deals changed alike: one step, taken back as one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.deals import Deal, ForecastCategory, TrackedField
from salesops_tui.domain.people import Person
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.services import bulk, steps
from salesops_tui.services.bulk import FOLLOW_STAGE, BulkForm
from salesops_tui.services.deals import FieldRefused
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings
from tests.storage.helpers import add, dump, new_deal


@pytest.fixture
def session(workbook_path: Path, clock: FixedClock) -> Iterator[Session]:
    """Three open deals and a won one."""
    opened = open_session(workbook_path, clock, Settings())
    workbook = opened.workbook
    add(
        workbook,
        *[new_deal(workbook, name=name) for name in ("One", "[@click=app.quit]x[/]", "三")],
        new_deal(workbook, name="Won", stage_id="won", closed_on=date(2026, 11, 9)),
    )
    yield opened
    close_session(opened)


def ids(session: Session, *names: str) -> list[str]:
    """The deals of those names, or all."""
    deals = session.workbook.deals.records.all()
    return [deal.id for deal in deals if deal.name in names or not names]


def by_name(session: Session) -> dict[str, Deal]:
    """The deals as they are now."""
    return {deal.name: deal for deal in session.workbook.deals.records.all()}


def test_all_fields_are_written_in_one_step_with_events_and_undone_as_one(session: Session) -> None:
    before = dump(session.workbook.connection)
    last = session.workbook.journal.last_step()
    form = BulkForm("Wang Wei", "need", "2026-12-31", "commit")
    outcome = bulk.edit_deals(session, ids(session, "One", "三"), form, Origin.SCREEN)
    assert (outcome.changed, outcome.same, outcome.closed, outcome.gone) == (2, 0, 0, 0)
    assert session.workbook.journal.last_step() == last + 1
    assert steps.next_to_undo(session) == "Edit 2 deals"
    (person,) = session.workbook.people.all()
    for name in ("One", "三"):
        deal = by_name(session)[name]
        assert (deal.owner_id, deal.stage_id, deal.close_date) == (person.id, "need", date(2026, 12, 31))
        assert deal.forecast_category is ForecastCategory.COMMIT
        assert {event.field for event in session.workbook.deals.events(deal.id)} == {
            TrackedField.OWNER,
            TrackedField.STAGE,
            TrackedField.CLOSE_DATE,
            TrackedField.FORECAST_CATEGORY,
        }
    assert by_name(session)["[@click=app.quit]x[/]"].owner_id is None
    steps.undo(session, Origin.SCREEN)
    assert dump(session.workbook.connection) == before


def test_what_is_left_empty_changes_nothing_and_what_is_so_already_is_told(session: Session) -> None:
    bulk.edit_deals(session, ids(session, "One"), BulkForm(close_date="2026-12-31"), Origin.SCREEN)
    outcome = bulk.edit_deals(session, ids(session, "One", "三"), BulkForm(close_date="12-31"), Origin.SCREEN)
    assert (outcome.changed, outcome.same) == (1, 1)
    assert str(outcome) == "1 deal changed · 1 was like that"
    last = session.workbook.journal.last_step()
    outcome = bulk.edit_deals(session, ids(session, "One", "三"), BulkForm(close_date="12-31"), Origin.SCREEN)
    assert (outcome.changed, outcome.same) == (0, 2)
    assert session.workbook.journal.last_step() == last


def test_a_won_deal_is_not_opened_again_in_passing(session: Session) -> None:
    outcome = bulk.edit_deals(session, ids(session), BulkForm(stage_id="proposal"), Origin.SCREEN)
    assert (outcome.changed, outcome.same, outcome.closed) == (3, 0, 1)
    won = by_name(session)["Won"]
    assert (won.stage_id, won.closed_on) == ("won", date(2026, 11, 9))
    outcome = bulk.edit_deals(session, ids(session, "Won"), BulkForm(owner="Li Na", stage_id="need"), Origin.SCREEN)
    assert (outcome.changed, outcome.same, outcome.closed) == (1, 0, 1)


def test_an_owner_is_found_by_another_name_and_a_category_can_follow_the_stage_again(session: Session) -> None:
    person = Person(session.workbook.new_id(), "李娜", aliases=("Li Na",))
    with session.workbook.step(StepKind.IMPORT, Origin.PROGRAM):
        session.workbook.people.insert([person])
    bulk.edit_deals(session, ids(session, "One"), BulkForm("li na", forecast_category="commit"), Origin.SCREEN)
    assert by_name(session)["One"].owner_id == person.id
    assert len(session.workbook.people.all()) == 1
    bulk.edit_deals(session, ids(session, "One"), BulkForm(forecast_category=FOLLOW_STAGE), Origin.SCREEN)
    assert by_name(session)["One"].forecast_category is None


def test_a_date_that_is_none_is_refused_and_nothing_is_written(session: Session) -> None:
    before = dump(session.workbook.connection)
    with pytest.raises(FieldRefused) as refused:
        bulk.edit_deals(session, ids(session), BulkForm(owner="New", close_date="soon"), Origin.SCREEN)
    assert refused.value.field == "close_date"
    assert "soon" in str(refused.value)
    assert dump(session.workbook.connection) == before


def test_deals_that_are_gone_are_told_and_the_others_are_written(session: Session) -> None:
    outcome = bulk.edit_deals(session, [*ids(session, "One"), "gone"], BulkForm(stage_id="need"), Origin.SCREEN)
    assert (outcome.changed, outcome.gone) == (1, 1)
    assert "1 is no longer there" in str(outcome)
