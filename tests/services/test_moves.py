"""Moving deals through their gates: what is asked, what is written, what one undo takes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from salesops_tui.clock import FixedClock
from salesops_tui.domain.accounts import Account, Contact
from salesops_tui.domain.deals import Deal, TrackedField
from salesops_tui.domain.figures import Span
from salesops_tui.domain.funnel import Cut
from salesops_tui.domain.gates import CONTRACT_RISKS, Passage, risk_item
from salesops_tui.domain.people import Person
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.i18n import set_language
from salesops_tui.services import bulk, checklists, gates, moves, steps
from salesops_tui.services.bulk import BulkForm
from salesops_tui.services.deals import DealGone, FieldRefused
from salesops_tui.services.moves import Answers, GateClosed
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.services.win_rates import WinRates
from salesops_tui.settings import Settings, SettingsError
from tests.conftest import TODAY
from tests.storage.helpers import add, change, dump, new_deal

HOSTILE = "[@click=app.quit]x[/]"
SCREEN = Origin.SCREEN
LEVELS = {Decimal(5): "Team lead", Decimal(15): "Director"}


class Team:
    """A session over a new workbook with an account, a person and one deal, which lies in the stage that is wanted."""

    def __init__(self, session: Session) -> None:
        self.session = session
        workbook = session.workbook
        self.account = Account(workbook.new_id(), "华东医药")
        self.owner = Person(workbook.new_id(), "李娜")
        with workbook.step(StepKind.IMPORT, SCREEN):
            workbook.accounts.insert([self.account])
            workbook.people.insert([self.owner])

    def deal(self, stage_id: str = "contact", **fields: Any) -> str:
        """A new deal in a stage, by default with an account and an owner."""
        known = {"account_id": self.account.id, "owner_id": self.owner.id, "stage_id": stage_id}
        deal = new_deal(self.session.workbook, **(known | fields))
        add(self.session.workbook, deal)
        return deal.id

    def get(self, deal_id: str) -> Deal:
        """A deal as it stands."""
        deal = self.session.workbook.deals.get(deal_id)
        assert deal is not None
        return deal

    def move(self, deal_id: str, stage_id: str, **answers: Any) -> Deal:
        """Move a deal with some answers; the deal as it is then."""
        return moves.move(self.session, deal_id, stage_id, Answers(**answers), SCREEN).deal

    def last_step(self) -> steps.LogLine:
        """What was done last."""
        return steps.log(self.session, 1)[0]

    def last_reason(self, deal_id: str) -> str | None:
        """The reason of the newest stage event."""
        events = self.session.workbook.deals.events(deal_id)
        return [event for event in events if event.field is TrackedField.STAGE][-1].reason


@pytest.fixture
def team(workbook_path: Path, clock: FixedClock) -> Iterator[Team]:
    """A team under the settings as shipped: gates warn."""
    session = open_session(workbook_path, clock, Settings())
    yield Team(session)
    close_session(session)


def with_settings(team: Team, **settings: Any) -> Team:
    """The same workbook under other settings."""
    team.session = replace(team.session, settings=replace(team.session.settings, **settings))
    return team


def test_a_gate_tells_what_stands_in_the_required_fields(team: Team) -> None:
    view = gates.gate(team.session, team.deal("contact", amount=1_200_050, close_date=None), "proposal")
    assert [(line.name, line.text) for line in view.fields] == [
        ("account", "华东医药"),
        ("owner", "李娜"),
        ("amount", "12000.50"),
        ("close_date", ""),
        ("product", ""),
    ]
    assert view.gate.missing == ("close_date", "product")
    assert [line.text for line in view.items] == [
        "Basic customer information collected",
        "Requirement document confirmed",
    ]


def test_the_items_are_in_the_language_of_the_reader(team: Team) -> None:
    deal_id = team.deal("negotiation")
    set_language("zh_Hans")
    assert gates.gate(team.session, deal_id, "won").items[0].text == "商务条款基本达成一致"


def test_one_undo_takes_the_whole_move_back(team: Team) -> None:
    deal_id = team.deal("contact", close_date=None)
    before = dump(team.session.workbook.connection)
    moved = team.move(
        deal_id,
        "proposal",
        ticks={"exit:contact": True, "exit:need": True},
        fields={"close_date": "2026-12-24", "product": HOSTILE, "owner": "Wang Wei"},
    )
    assert (moved.stage_id, moved.close_date) == ("proposal", date(2026, 12, 24))
    products = dict(team.session.workbook.products.names())
    assert products[moved.product_id or ""] == HOSTILE
    assert checklists.ticked(team.session, deal_id) == {"exit:contact", "exit:need"}
    assert team.last_step().title == "Move Huadong ERP to Proposal"
    steps.undo(team.session, SCREEN)
    assert dump(team.session.workbook.connection) == before
    steps.redo(team.session, SCREEN)
    assert team.get(deal_id) == moved


def test_what_is_unticked_is_open_again(team: Team) -> None:
    deal_id = team.deal()
    checklists.tick(team.session, deal_id, "exit:contact", SCREEN)
    team.move(deal_id, "need", ticks={"exit:contact": False})
    assert checklists.ticked(team.session, deal_id) == set()


def test_a_gate_that_warns_lets_pass_what_is_open(team: Team) -> None:
    assert team.move(team.deal("contact", owner_id=None), "negotiation").stage_id == "negotiation"


def test_a_gate_that_blocks_names_what_is_missing_and_writes_nothing(team: Team) -> None:
    with_settings(team, gates="block")
    deal_id = team.deal("contact", owner_id=None)
    before = dump(team.session.workbook.connection)
    with pytest.raises(GateClosed, match=r"Huadong ERP.*Proposal.*Basic customer.*Requirement.*Owner") as refused:
        team.move(deal_id, "proposal", fields={"product": "ERP"})
    assert refused.value.field == "exit:contact"
    assert dump(team.session.workbook.connection) == before
    ticks = {"exit:contact": True, "exit:need": True}
    assert (
        team.move(deal_id, "proposal", ticks=ticks, fields={"product": "ERP", "owner": "李娜"}).stage_id == "proposal"
    )


def test_the_settings_say_which_fields_a_stage_requires(team: Team) -> None:
    with_settings(team, required_fields={"contact": ("competitor", "note")}, gates="block")
    deal_id = team.deal()
    with pytest.raises(GateClosed, match=r"Competitor; Note"):
        team.move(deal_id, "need", ticks={"exit:contact": True})


def test_a_stage_that_is_not_there_is_named_with_those_that_are(team: Team) -> None:
    with_settings(team, required_fields={"demo": ("amount",)})
    with pytest.raises(SettingsError, match=r"“demo”.*contact, need, proposal, negotiation"):
        gates.gate(team.session, team.deal(), "need")


def test_a_field_that_cannot_be_meant_is_refused_and_nothing_moves(team: Team) -> None:
    deal_id = team.deal()
    with pytest.raises(FieldRefused, match="no amount") as refused:
        team.move(deal_id, "need", fields={"amount": "a lot"})
    assert refused.value.field == "amount"
    assert team.get(deal_id).stage_id == "contact"


def test_fields_that_nobody_touched_stay_what_another_program_made_of_them(team: Team) -> None:
    deal_id = team.deal(note="two\nlines")
    change(team.session.workbook, deal_id, amount=77)
    moved = team.move(deal_id, "need", fields={"competitor": "Northstar"})
    assert (moved.amount, moved.note, moved.competitor) == (77, "two\nlines", "Northstar")


def test_a_contact_is_found_at_the_account_or_made_there(team: Team) -> None:
    workbook = team.session.workbook
    elsewhere = Contact(workbook.new_id(), "王总")
    with workbook.step(StepKind.IMPORT, SCREEN):
        workbook.contacts.insert([elsewhere])
    first, second = team.deal("negotiation"), team.deal("negotiation")
    made = team.move(first, "won", fields={"contact": "王总"}).contact_id
    assert made not in (None, elsewhere.id)
    assert team.move(second, "won", fields={"contact": " 王总 "}).contact_id == made
    contact = workbook.contacts.get(made or "")
    assert contact is not None
    assert contact.account_id == team.account.id


def test_moving_back_asks_a_reason_and_keeps_it_with_the_event(team: Team) -> None:
    deal_id = team.deal("proposal")
    with pytest.raises(FieldRefused, match="Say why"):
        team.move(deal_id, "need", reason="  ")
    team.move(deal_id, "need", reason="Budget is open again")
    assert team.get(deal_id).stage_id == "need"
    assert team.last_reason(deal_id) == "Budget is open again"


def test_won_asks_for_how_much_and_when(team: Team) -> None:
    deal_id = team.deal("negotiation", amount=None)
    with pytest.raises(FieldRefused, match="how much") as refused:
        team.move(deal_id, "won")
    assert refused.value.field == "amount"
    won = team.move(deal_id, "won", fields={"amount": "12万"}, closed_on="11-20")
    assert (won.amount, won.closed_on) == (120_000_00, date(2026, 11, 20))
    assert team.last_step().title == "Win Huadong ERP"


def test_won_is_today_when_nobody_says_otherwise_and_never_in_the_future(team: Team) -> None:
    deal_id = team.deal("negotiation")
    with pytest.raises(FieldRefused, match=r"2026-11-24 is still to come"):
        team.move(deal_id, "won", closed_on="tomorrow")
    with pytest.raises(FieldRefused, match="is no date"):
        team.move(deal_id, "won", closed_on="soon")
    assert team.move(deal_id, "won").closed_on == TODAY


def test_a_won_deal_is_set_right_without_another_gate(team: Team) -> None:
    with_settings(team, gates="block")
    deal_id = team.deal("won", closed_on=TODAY)
    won = team.move(deal_id, "won", fields={"amount": "5000"}, closed_on="2026-11-02")
    assert (won.amount, won.closed_on) == (5_000_00, date(2026, 11, 2))


def test_lost_asks_a_reason_and_other_needs_words(team: Team) -> None:
    deal_id = team.deal("need", competitor="Northstar")
    for answers, field in (
        ({}, "reasons"),
        ({"reason": "Other"}, "words"),
        ({"reason": "Other", "words": " "}, "words"),
    ):
        with pytest.raises(FieldRefused) as refused:
            team.move(deal_id, "lost", **answers)
        assert refused.value.field == field
    lost = team.move(deal_id, "lost", reason="Other", words="Merged with Beike")
    assert (lost.lost_reason, lost.closed_on, lost.competitor) == ("Other: Merged with Beike", TODAY, "Northstar")
    assert team.last_reason(deal_id) == "Other: Merged with Beike"
    assert team.last_step().title == "Lose Huadong ERP"


def test_the_competitor_who_won_it_is_kept(team: Team) -> None:
    deal_id = team.deal("need", competitor="Northstar")
    assert team.move(deal_id, "lost", reason="Chose a competitor", fields={"competitor": HOSTILE}).competitor == HOSTILE


def test_the_reasons_are_the_teams_own_with_other_at_the_end(team: Team) -> None:
    assert gates.loss_reasons(team.session)[-1] == "Other"
    with_settings(team, loss_reasons=("other", "Fit"))
    assert gates.loss_reasons(team.session) == ("Fit", "Other")


def test_other_reasons_are_one_whatever_their_words(team: Team) -> None:
    for reason, words in (("Other", "Merged with Beike"), ("Other", "Moved: abroad"), ("Fit: too small", "")):
        team.move(team.deal(), "lost", reason=reason, words=words)
    found = WinRates(team.session, Cut(), Span(TODAY, TODAY)).whole("").reasons
    assert [(one.reason, int(one.share.numerator or 0)) for one in found] == [("Other", 2), ("Fit: too small", 1)]


def test_a_deal_is_lost_whatever_its_gate_says(team: Team) -> None:
    with_settings(team, gates="block")
    assert team.move(team.deal("contact", owner_id=None), "lost", reason="No budget").stage_id == "lost"


def test_reopening_brings_it_back_to_the_stage_before_and_keeps_why_it_was_lost(team: Team, clock: FixedClock) -> None:
    deal_id = team.deal("proposal")
    team.move(deal_id, "lost", reason="No budget")
    clock.advance(timedelta(days=2))
    assert gates.stage_to_reopen(team.session, deal_id) == "proposal"
    with pytest.raises(FieldRefused, match="Say why"):
        team.move(deal_id, "proposal")
    opened = team.move(deal_id, "proposal", reason="New budget")
    assert (opened.stage_id, opened.closed_on, opened.lost_reason) == ("proposal", None, None)
    assert team.last_reason(deal_id) == "New budget; was lost: No budget"
    assert team.last_step().title == "Reopen Huadong ERP in Proposal"


def test_a_closed_deal_without_a_history_is_opened_where_it_surely_was(team: Team) -> None:
    assert gates.stage_to_reopen(team.session, team.deal("won", closed_on=TODAY)) == "negotiation"
    assert gates.stage_to_reopen(team.session, team.deal("lost", closed_on=TODAY)) == "contact"
    assert gates.stage_to_reopen(team.session, team.deal("need")) is None


def test_from_won_to_lost_and_back_the_day_stays(team: Team) -> None:
    deal_id = team.deal("negotiation")
    team.move(deal_id, "won", closed_on="2026-11-20")
    assert team.move(deal_id, "lost", reason="No decision").closed_on == date(2026, 11, 20)
    won = team.move(deal_id, "won")
    assert (won.closed_on, won.lost_reason) == (date(2026, 11, 20), None)
    assert team.last_reason(deal_id) == "was lost: No decision"


def test_an_override_of_the_probability_stays_through_moves_and_edits(team: Team) -> None:
    # 13 is also what the stage that it leaves says.
    deal_id = team.deal("need", probability=13)
    assert team.move(deal_id, "proposal", fields={"next_step": "demo"}).probability == 13
    assert team.move(deal_id, "won").probability == 13


# The discount


def test_an_unapproved_discount_never_passes_into_won(team: Team) -> None:
    deal_id = team.deal("negotiation")
    checklists.set_discount(team.session, deal_id, "12.5 %", SCREEN)
    with pytest.raises(GateClosed, match=r"12\.5 % needs the word of Team lead") as refused:
        team.move(deal_id, "won")
    assert refused.value.field == "approved_by"
    won = team.move(deal_id, "won", approved_by="周总")
    assert won.stage_id == "won"
    discount = checklists.discount_of(team.session, deal_id)
    assert discount is not None
    assert (discount.percent, discount.approver, discount.approved_by, discount.approved_on) == (
        1250,
        "Team lead",
        "周总",
        TODAY,
    )
    steps.undo(team.session, SCREEN)
    undone = checklists.discount_of(team.session, deal_id)
    assert undone is not None
    assert undone.approved_by is None


@pytest.mark.parametrize(("percent", "approver"), [("4.99", None), ("5", "Team lead"), ("15", "Director"), ("", None)])
def test_a_discount_given_on_the_way_into_won_asks_by_its_level(team: Team, percent: str, approver: str | None) -> None:
    with_settings(team, discount_levels=LEVELS)
    deal_id = team.deal("negotiation")
    if approver is None:
        assert team.move(deal_id, "won", discount=percent).stage_id == "won"
        return
    with pytest.raises(GateClosed, match=f"needs the word of {approver}"):
        team.move(deal_id, "won", discount=percent)


def test_another_percentage_is_another_discount_that_needs_its_own_word(team: Team) -> None:
    with_settings(team, discount_levels=LEVELS)
    deal_id = team.deal("negotiation")
    checklists.set_discount(team.session, deal_id, "5", SCREEN)
    checklists.approve_discount(team.session, deal_id, "Zhou", SCREEN)
    assert team.last_step().title == "Approve 5 % discount for Huadong ERP"
    assert team.last_step().step.params["by"] == "Zhou"
    with pytest.raises(GateClosed, match="Director"):
        team.move(deal_id, "won", discount="20")
    checklists.set_discount(team.session, deal_id, "20", SCREEN)
    # Who agreed to what is kept for good.
    assert [(kept.percent, kept.approved_by) for kept in team.session.workbook.discounts.of_deal(deal_id)] == [
        (500, "Zhou"),
        (2000, None),
    ]
    checklists.set_discount(team.session, deal_id, "", SCREEN)
    assert checklists.discount_of(team.session, deal_id) is None
    assert team.move(deal_id, "won").stage_id == "won"


@pytest.mark.parametrize("text", ["a lot", "-1", "100.01", "12.345", "nan", "1e999999"])
def test_a_discount_that_cannot_be_meant_is_refused(team: Team, text: str) -> None:
    with pytest.raises(FieldRefused, match="is no discount"):
        checklists.set_discount(team.session, team.deal(), text, SCREEN)


def test_there_must_be_a_discount_to_approve_and_somebody_who_does(team: Team) -> None:
    deal_id = team.deal()
    with pytest.raises(FieldRefused, match="no discount to approve"):
        checklists.approve_discount(team.session, deal_id, "Zhou", SCREEN)
    checklists.set_discount(team.session, deal_id, "10", SCREEN)
    with pytest.raises(FieldRefused, match="who agreed"):
        checklists.approve_discount(team.session, deal_id, " ", SCREEN)


# The checklist by itself


def test_an_item_is_ticked_and_unticked_as_steps_in_words(team: Team) -> None:
    deal_id, risk = team.deal(), risk_item(CONTRACT_RISKS[0])
    checklists.tick(team.session, deal_id, risk, SCREEN)
    assert team.last_step().title.startswith("Tick off Payment")
    steps_before = team.session.workbook.journal.last_step()
    checklists.tick(team.session, deal_id, risk, SCREEN)
    assert team.session.workbook.journal.last_step() == steps_before
    lines = {line.item: line for line in checklists.checklist(team.session, deal_id)}
    assert (len(lines), lines[risk].ticked_on, lines["exit:need"].ticked_on) == (9, TODAY, None)
    checklists.untick(team.session, deal_id, risk, SCREEN)
    set_language("zh_Hans")
    assert "付款条款" in team.last_step().title


def test_a_deal_that_is_gone_is_told(team: Team) -> None:
    with pytest.raises(DealGone):
        checklists.tick(team.session, "gone", "exit:need", SCREEN)
    with pytest.raises(DealGone):
        team.move("gone", "need")


# Several at once


def many(team: Team, deal_ids: list[str], stage_id: str, reason: str = "") -> int:
    """Bring several deals to a stage; returns how many went there."""
    return bulk.edit_deals(team.session, deal_ids, BulkForm(stage_id=stage_id, reason=reason), SCREEN).changed


def test_several_move_as_one_step(team: Team) -> None:
    several = [team.deal("contact", name="A"), team.deal("need", name="B"), team.deal("proposal", name="C")]
    assert many(team, several, "proposal") == 2
    assert {team.get(deal_id).stage_id for deal_id in several} == {"proposal"}
    assert team.last_step().title == "Edit 2 deals"
    steps.undo(team.session, SCREEN)
    assert [team.get(deal_id).stage_id for deal_id in several] == ["contact", "need", "proposal"]


def test_a_closed_gate_keeps_all_of_several_where_they_are_and_names_them(team: Team) -> None:
    with_settings(team, gates="block")
    ready, lacking = team.deal("contact", name="Ready"), team.deal("contact", name="Lacking", owner_id=None)
    for deal_id in (ready, lacking):
        checklists.tick(team.session, deal_id, "exit:contact", SCREEN)
    with pytest.raises(GateClosed, match="closed for “Lacking”") as refused:
        many(team, [ready, lacking], "need")
    assert "Ready" not in str(refused.value)
    assert team.get(ready).stage_id == "contact"


def test_of_many_closed_gates_a_few_are_named(team: Team) -> None:
    with_settings(team, gates="block")
    with pytest.raises(GateClosed, match="“0”, “1”, “2”, “3”, “4” and 2 more"):
        many(team, [team.deal(name=str(place)) for place in range(7)], "need")


def test_several_are_won_only_with_amounts_and_approved_discounts(team: Team) -> None:
    free, dear = team.deal("negotiation", name="Free", amount=None), team.deal("negotiation", name="Dear")
    cut = team.deal("negotiation", name="Cut")
    checklists.set_discount(team.session, cut, "10", SCREEN)
    with pytest.raises(GateClosed, match="“Free”, “Cut”"):
        many(team, [free, dear, cut], "won")
    assert many(team, [dear], "won") == 1
    assert team.get(dear).closed_on == TODAY


def test_several_that_go_back_or_are_lost_need_one_reason(team: Team) -> None:
    several = [team.deal("proposal"), team.deal("negotiation")]
    with pytest.raises(FieldRefused, match="Say why"):
        many(team, several, "need")
    many(team, several, "need", "Freeze")
    assert {team.last_reason(deal_id) for deal_id in several} == {"Freeze"}
    many(team, several, "lost", "No budget")
    assert {team.get(deal_id).lost_reason for deal_id in several} == {"No budget"}


def test_a_move_that_changes_nothing_is_no_step(team: Team) -> None:
    deal_id = team.deal()
    before = team.session.workbook.journal.last_step()
    assert moves.move(team.session, deal_id, "contact", Answers(), SCREEN).passage is Passage.NONE
    assert many(team, [deal_id], "contact") == 0
    assert team.session.workbook.journal.last_step() == before
