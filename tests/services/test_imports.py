"""Import is a comparison: every row gets a verdict, and the whole is one step."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from salesops_tui.clock import FixedClock
from salesops_tui.domain.activities import ActivityKind
from salesops_tui.domain.deals import MADE_HERE, TrackedField
from salesops_tui.domain.imports import FieldChange, Policy, Verdict
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.importing.dates import DateOrder
from salesops_tui.importing.failures import ColumnUnclear, DatesUnclear, KindUnknown, StagesUnknown
from salesops_tui.services import steps
from salesops_tui.services.deal_page import read_deal
from salesops_tui.storage.backup import backups
from salesops_tui.storage.repositories.deals import DealWrite
from tests.services.helpers import HEADERS, Desk, counts, new_desk, reasons
from tests.storage.helpers import dump, pasts

ERP = ("1", "ERP", "Huadong", "Li Na", "Proposal", "1,200,000", "CNY", "2026-12-01")
PORTAL = ("2", "Portal", "Beike", "Wang Wei", "Negotiation", "50000", "USD", "2026-12-15")


def edit(desk: Desk, name: str, **fields: Any) -> None:
    """Change a deal by hand."""
    before = desk.deals()[name]
    with desk.session.workbook.step(StepKind.EDIT_DEAL, Origin.SCREEN, {"deal": name}):
        desk.session.workbook.deals.write([DealWrite(before, replace(before, **fields), MADE_HERE)])


def test_creates_then_updates_with_the_fields_that_changed(desk: Desk) -> None:
    assert counts(desk.bring_rows(ERP, PORTAL)) == {"create": 2}
    outcome = desk.bring_rows(("1", "ERP", "Huadong", "Li Na", "Negotiation", "1,000,000", "CNY", "2026-12-01"), PORTAL)
    assert counts(outcome) == {"update": 1, "unchanged": 1}
    assert outcome.rows[0].changes == (
        FieldChange("stage_id", "Proposal", "Negotiation"),
        FieldChange("amount", "¥1,200,000", "¥1,000,000"),
    )
    assert {event.field for event in desk.events("ERP")} == {TrackedField.STAGE, TrackedField.AMOUNT}


def test_running_it_again_changes_nothing_and_leaves_no_step(desk: Desk) -> None:
    desk.bring_rows(ERP, PORTAL)
    before = dump(desk.session.workbook.connection)
    last = desk.session.workbook.journal.last_step()
    outcome = desk.bring(desk.write(ERP, PORTAL))
    assert counts(outcome.files[0]) == {"unchanged": 2}
    assert outcome.step is None
    assert desk.session.workbook.journal.last_step() == last
    assert dump(desk.session.workbook.connection) == before


def test_undoing_an_import_restores_overwritten_values(desk: Desk) -> None:
    empty = dump(desk.session.workbook.connection)
    desk.bring_rows(ERP, PORTAL)
    before = dump(desk.session.workbook.connection)
    desk.bring_rows(("1", "ERP", "Huadong", "Zhao Lei", "Won", "9", "CNY", "2026-11-20"), ("3", "New", "", "", "Won"))
    steps.undo(desk.session, Origin.COMMAND_LINE)
    assert dump(desk.session.workbook.connection) == before
    steps.undo(desk.session, Origin.COMMAND_LINE)
    assert dump(desk.session.workbook.connection) == empty


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3", "4", ""]),
        st.sampled_from(["ERP", "Portal", "CRM"]),
        st.sampled_from(["Huadong", "Beike", ""]),
        st.sampled_from(["Li Na", ""]),
        st.sampled_from(["Proposal", "Won", "Lost", "First contact"]),
        st.sampled_from(["100", "200.5", "", "a lot"]),
        st.sampled_from(["CNY", "USD", "XXQ", ""]),
        st.sampled_from(["2026-12-01", "2026-11-03", "", "9999-12-31"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=ROWS, second=ROWS)
@example(
    first=[("1", "ERP", "Huadong", "", "Proposal", "", "", "")],
    second=[
        ("", "ERP", "Beike", "", "Proposal", "", "", ""),
        ("2", "ERP", "Beike", "", "Proposal", "", "", ""),
        ("2", "ERP", "Huadong", "", "Proposal", "", "", ""),
    ],
)
@example(
    first=[("", "ERP", "Huadong", "", "Proposal", "", "", "")],
    second=[("1", "ERP", "Huadong", "", "Proposal", "", "", ""), ("2", "ERP", "Huadong", "", "Proposal", "", "", "")],
)
def test_a_preview_counts_what_the_import_then_does_and_leaves_nothing(
    blank_workbook: Path, clock: FixedClock, first: list[tuple[str, ...]], second: list[tuple[str, ...]]
) -> None:
    with new_desk(blank_workbook, clock) as desk:
        for rows in (first, second):
            path = desk.write(*rows)
            before = dump(desk.session.workbook.connection)
            foretold = desk.bring(path, trial=True)
            assert dump(desk.session.workbook.connection) == before
            done = desk.bring(path)
            assert [counts(file) for file in foretold.files] == [counts(file) for file in done.files]
            assert desk.bring(path).step is None
        while desk.session.workbook.journal.last_to_undo() is not None:
            steps.undo(desk.session, Origin.COMMAND_LINE)
        assert desk.deals() == {}


def test_a_field_edited_here_is_a_conflict_and_stays_and_is_told_once(desk: Desk) -> None:
    desk.bring_rows(ERP)
    edit(desk, "ERP", amount=1_300_000_00)
    changed = ("1", "ERP", "Huadong", "Li Na", "Proposal", "1,100,000", "CNY", "2026-12-01")
    outcome = desk.bring_rows(changed)
    assert outcome.rows[0].conflicts == (FieldChange("amount", "¥1,300,000", "¥1,100,000"),)
    assert desk.deals()["ERP"].amount == 1_300_000_00
    assert desk.bring_rows(changed).conflicts == 0
    assert desk.deals()["ERP"].amount == 1_300_000_00


def test_a_local_edit_is_no_conflict_while_the_file_says_what_it_said(desk: Desk) -> None:
    desk.bring_rows(ERP)
    edit(desk, "ERP", amount=1)
    assert desk.bring_rows(ERP).conflicts == 0
    assert read_deal(desk.session, desk.deals()["ERP"].id).local_edits == {"amount": 1_200_000_00}


@pytest.mark.parametrize(("policy", "kept"), [(Policy.ALWAYS, 7_00), (Policy.IF_BLANK, 5_00), (Policy.NEVER, 5_00)])
def test_a_columns_policy_says_whether_it_overwrites(desk: Desk, policy: Policy, kept: int) -> None:
    desk.bring_rows(("1", "ERP", "Huadong", "Li Na", "Proposal", "5"))
    edit(desk, "ERP", amount=6_00)
    edit(desk, "ERP", amount=5_00)
    desk.bring_rows(("1", "ERP", "Huadong", "Li Na", "Proposal", "7"), policies={"Amount": policy})
    assert desk.deals()["ERP"].amount == kept


def test_two_rows_with_one_id_are_shown_and_the_first_is_taken(desk: Desk) -> None:
    outcome = desk.bring_rows(ERP, PORTAL, ("1", "ERP again", "", "", "Won"))
    assert counts(outcome) == {"create": 2, "skip": 1}
    assert reasons(outcome) == {4: "it is the same record as line 2, which was taken"}
    assert "ERP" in desk.deals()


def test_input_15_ids_that_differ_in_case_only_are_two_deals(desk: Desk) -> None:
    assert counts(desk.bring_rows(("006a", "A", "", "", "Won"), ("006A", "B", "", "", "Won"))) == {"create": 2}


def test_without_ids_name_and_account_tell_deals_apart(desk: Desk) -> None:
    headers = HEADERS[1:]
    desk.bring_rows(ERP[1:], ("ERP", "Beike", "", "Proposal"), headers=headers)
    outcome = desk.bring_rows(("erp", "HUADONG", "Li Na", "Won", "1,200,000", "CNY", "2026-11-20"), headers=headers)
    assert counts(outcome) == {"update": 1}
    assert len(desk.deals()) == 2 or len(desk.session.workbook.deals.records.all()) == 2


def test_owners_and_accounts_become_stubs_that_a_later_file_fills(desk: Desk) -> None:
    outcome = desk.bring_rows(ERP)
    assert {(stub.table, stub.name) for stub in outcome.stubs} == {("person", "Li Na"), ("account", "Huadong")}
    people = desk.write(("Li Na", "li.na@example.com", "AE"), headers=("Name", "Email", "Role"), name="people.csv")
    assert counts(desk.bring(people, kind="people").files[0]) == {"update": 1}
    assert [(person.name, person.role) for person in desk.session.workbook.people.all()] == [("Li Na", "AE")]


def test_a_full_export_lists_open_deals_that_it_no_longer_has(desk: Desk) -> None:
    desk.bring_rows(ERP, PORTAL, ("3", "Gone won", "", "", "Won"))
    assert desk.bring_rows(ERP, full=True).missing == ["Portal"]
    assert "Portal" in desk.deals()


def test_a_change_takes_the_files_own_time_else_now(desk: Desk, clock: FixedClock) -> None:
    headers = (*HEADERS, "Last modified")
    desk.bring_rows((*ERP, "2026-11-20 10:00"), headers=headers)
    clock.advance(timedelta(days=7))
    now = clock.now()
    told, untold = (*ERP[:4], "Won", *ERP[5:], "2026-11-25 10:30"), (*ERP[:4], "Proposal", *ERP[5:], "")
    desk.bring_rows(told, headers=headers)
    desk.bring_rows(untold, headers=headers)
    first, second = (event for event in desk.events("ERP") if event.field is TrackedField.STAGE)
    assert first.at.astimezone(clock.zone).strftime("%m-%d %H:%M") == "11-25 10:30"
    assert second.at == now


def test_nothing_is_invented_about_a_stage_whose_entry_is_unknown(desk: Desk) -> None:
    desk.bring_rows(ERP)
    assert desk.events("ERP") == []
    assert read_deal(desk.session, desk.deals()["ERP"].id).in_stage.at_least
    headers = (*HEADERS, "Last Stage Change Date")
    desk.bring_rows(("9", "Known", "", "", "Proposal", "", "", "", "2026-11-16"), headers=headers)
    page = read_deal(desk.session, desk.deals()["Known"].id)
    assert (page.in_stage.days, page.in_stage.at_least) == (5, False)


def test_a_history_file_becomes_events_once(desk: Desk) -> None:
    desk.bring_rows(ERP, source="crm")
    history = desk.write(
        ("1", "Stage", "First contact", "Need confirmed", "2026-10-01 09:00", "Li Na"),
        ("1", "Stage", "Need confirmed", "Proposal", "2026-11-02 09:00", "Li Na"),
        ("1", "Amount", "900000", "1200000", "2026-11-03 09:00", "Li Na"),
        ("7", "Stage", "", "Proposal", "2026-11-02 09:00", ""),
        headers=("Deal ID", "Field", "Old Value", "New Value", "Edit Date", "Edited By"),
        name="history.csv",
    )
    outcome = desk.bring(history).files[0]
    assert counts(outcome) == {"create": 3, "skip": 1}
    assert reasons(outcome) == {5: "no deal of this ID or name is in the workbook"}
    assert [(event.old, event.new) for event in desk.events("ERP")] == [
        ("contact", "need"),
        ("need", "proposal"),
        (900_000_00, 1_200_000_00),
    ]
    assert counts(desk.bring(history).files[0]) == {"unchanged": 3, "skip": 1}


def test_a_history_that_knows_more_of_a_change_than_the_export_tells_it_anew(desk: Desk) -> None:
    """The export says since when a deal is in its stage; only the history says where it came from, and so when it began."""
    headers = (*HEADERS, "Created Date", "Last Stage Change Date")
    row = ("1", "ERP", "Huadong", "Li Na", "Proposal", "100", "CNY", "2026-12-01", "2026-10-05", "2026-11-02")
    desk.bring_rows(row, headers=headers, source="crm")
    history = desk.write(
        ("1", "Stage", "Need confirmed", "Proposal", "2026-11-02 16:30", "Li Na"),
        headers=("Deal ID", "Field", "Old Value", "New Value", "Edit Date", "Edited By"),
        name="history.csv",
    )
    before = dump(desk.session.workbook.connection)
    assert counts(desk.bring(history, source="crm").files[0]) == {"update": 1}
    (told,) = desk.events("ERP")
    assert (told.old, told.new, told.author, told.source) == ("need", "proposal", "Li Na", "history:crm")
    assert counts(desk.bring(history, source="crm").files[0]) == {"unchanged": 1}
    assert pasts(desk.session.workbook)["deal_state"][0][1] == int(datetime(2026, 10, 4, 16, tzinfo=UTC).timestamp())
    steps.undo(desk.session, Origin.COMMAND_LINE)
    assert dump(desk.session.workbook.connection) == before


def test_unknown_stages_stop_the_import_with_the_list_and_a_suggestion(desk: Desk) -> None:
    path = desk.write(ERP, ("2", "B", "", "", "Negotation"), ("3", "C", "", "", "Blue sky"))
    with pytest.raises(StagesUnknown) as caught:
        desk.bring(path)
    assert dict(caught.value.suggestions)["Negotation"] == "negotiation"
    assert "Blue sky" in caught.value.suggestions
    assert desk.deals() == {}
    outcome = desk.bring(path, stages={"Negotation": "negotiation", "Blue sky": "First contact"}).files[0]
    assert counts(outcome) == {"create": 3}


def test_what_was_said_once_is_remembered_for_those_headers(desk: Desk) -> None:
    headers = ("Nr", "What", "Who buys", "Where it stands")
    answers = {
        "kind": "deals",
        "source": "ours",
        "columns": {"Nr": "external_id", "What": "name", "Who buys": "account", "Where it stands": "stage"},
        "stages": {"Hot": "negotiation"},
    }
    assert counts(desk.bring_rows(("1", "ERP", "Beike", "Hot"), headers=headers, **answers)) == {"create": 1}
    assert counts(desk.bring_rows(("1", "ERP 2", "Beike", "Hot"), headers=headers)) == {"update": 1}


def test_headers_that_say_nothing_are_asked_about(desk: Desk) -> None:
    with pytest.raises(KindUnknown, match="--as"):
        desk.bring(desk.write(("a", "b"), headers=("Foo", "Bar")))


def test_two_columns_of_one_name_are_asked_about(desk: Desk) -> None:
    with pytest.raises(ColumnUnclear, match="Amount#1"):
        desk.bring(desk.write(("ERP", "Won", "1", "2"), headers=("Deal name", "Stage", "Amount", "Amount")))


def test_input_11_dates_that_can_be_read_in_two_orders_are_asked_about(desk: Desk) -> None:
    path = desk.write(("1", "ERP", "", "", "Proposal", "", "", "03/04/2026"))
    with pytest.raises(DatesUnclear, match="--dates"):
        desk.bring(path)
    desk.bring(path, dates=DateOrder.DMY)
    assert desk.deals()["ERP"].close_date == date(2026, 4, 3)


def test_several_files_are_one_step_and_come_in_the_order_in_which_they_are_needed(desk: Desk) -> None:
    deals = desk.write(ERP)
    people = desk.write(("Li Na", "1"), headers=("Name", "Seat"), name="people.csv")
    outcome = desk.bring(deals, people)
    assert [file.kind for file in outcome.files] == ["people", "deals"]
    assert [stub.table for stub in outcome.files[1].stubs] == ["account"]
    steps.undo(desk.session, Origin.COMMAND_LINE)
    assert desk.session.workbook.people.all() == []


def test_a_verified_backup_comes_before_a_change_and_only_then(desk: Desk) -> None:
    path = desk.session.workbook.path
    desk.bring_rows(ERP, trial=True)
    assert backups(path) == []
    desk.bring_rows(ERP)
    assert len(backups(path)) == 1
    desk.bring_rows(ERP)
    assert len(backups(path)) == 1


def test_a_deal_that_is_won_without_a_date_closed_on_the_day_it_became_known(desk: Desk, clock: FixedClock) -> None:
    desk.bring_rows(ERP)
    desk.bring_rows((*ERP[:4], "Won", *ERP[5:7], ""))
    assert desk.deals()["ERP"].closed_on == clock.today()
    desk.bring_rows(ERP)
    assert desk.deals()["ERP"].closed_on is None


def test_probability_is_kept_only_where_it_differs_from_what_the_stage_usually_has(desk: Desk) -> None:
    rows = [(str(n), f"D{n}", "Proposal", "60" if n else "80") for n in range(4)]
    desk.bring_rows(*rows, headers=("ID", "Deal name", "Stage", "Probability"))
    assert [deal.probability for deal in desk.deals().values()] == [80, None, None, None]


def test_unknown_currencies_and_amounts_that_are_none_skip_their_row_only(desk: Desk) -> None:
    outcome = desk.bring_rows(
        ERP,
        ("2", "B", "", "", "Won", "5", "XXQ"),
        ("3", "C", "", "", "Won", "NaN"),
        ("4", "D", "", "", "Won", "1e18"),
        ("5", "E", "", "", "Won", "(500)"),
    )
    assert counts(outcome) == {"create": 2, "skip": 3}
    assert set(reasons(outcome)) == {3, 4, 5}
    assert desk.deals()["E"].amount == -500_00


def test_every_verdict_has_its_line(desk: Desk) -> None:
    outcome = desk.bring_rows(ERP, ("2", "", "", "", "Won"), PORTAL)
    assert [(row.line, row.verdict) for row in outcome.rows] == [
        (2, Verdict.CREATE),
        (3, Verdict.SKIP),
        (4, Verdict.CREATE),
    ]


def test_dates_that_one_column_leaves_open_are_read_as_another_column_shows(desk: Desk) -> None:
    headers = ("ID", "Deal name", "Stage", "Close date", "Created Date")
    outcome = desk.bring_rows(("1", "ERP", "Proposal", "12/18/2026", "9/1/2026"), headers=headers)
    assert desk.deals()["ERP"].created_on == date(2026, 9, 1)
    assert sum("month, day, year" in notice for notice in outcome.notices) == 2
    # Two columns that show different orders settle nothing for a third.
    with pytest.raises(DatesUnclear):
        desk.bring_rows(
            ("1", "ERP", "Proposal", "12/18/2026", "1/9/2026", "28/9/2026"), headers=(*headers, "Last modified")
        )


def test_a_status_that_says_more_than_won_and_lost_is_the_stage(desk: Desk) -> None:
    headers = ("ID", "Deal name", "Status")
    desk.bring_rows(("1", "A", "Quotation"), ("2", "B", "Won"), headers=headers)
    assert {name: deal.stage_id for name, deal in desk.deals().items()} == {"A": "proposal", "B": "won"}


def test_activities_without_a_kind_are_of_some_other_kind(desk: Desk) -> None:
    outcome = desk.bring_rows(
        ["2026-11-20", "Talked about the offer", "Li Na"],
        headers=["Activity date", "Note", "Person"],
        kind="activities",
    )
    assert counts(outcome)["create"] == 1
    (activity,) = desk.session.workbook.activities.all()
    assert activity.kind is ActivityKind.OTHER
