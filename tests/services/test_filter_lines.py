"""Filter lines that find Chinese names by their sound."""

from __future__ import annotations

from dataclasses import replace

import pytest

from salesops_tui.domain.board import AS_USUAL
from salesops_tui.domain.steps import Origin, StepKind
from salesops_tui.services.board import board, cards
from salesops_tui.services.filter_lines import deal_filter
from salesops_tui.services.forecast.scope import scope_of
from salesops_tui.services.quick_add import add_line
from salesops_tui.services.session import Session
from salesops_tui.services.task_lists import tasks_under
from salesops_tui.storage.records import Change

HERE = Origin.SCREEN


def deals(session: Session, line: str) -> set[str]:
    """The deals on the board under a filter."""
    shown = board(session, line, AS_USUAL)
    return {
        card.id
        for number, column in enumerate(shown.columns)
        for card in cards(session, shown.columns[number], line, AS_USUAL, offset=0, limit=column.total.count)
    }


@pytest.mark.parametrize("line", ["hdyy", "HDYY", "huadong", "hd yy"])
def test_a_word_finds_the_deals_of_an_account_by_its_sound(chinese: Session, line: str) -> None:
    written = deals(chinese, "华东医药")
    assert written
    assert deals(chinese, line) == written


@pytest.mark.parametrize("line", ["lina", "@lina", "@ln"])
def test_a_word_finds_the_deals_of_an_owner_by_its_sound(chinese: Session, line: str) -> None:
    written = deals(chinese, "@李娜")
    assert written
    assert deals(chinese, line) == written


def test_one_letter_and_a_wrong_order_find_nothing_by_sound(chinese: Session) -> None:
    assert not deal_filter(chinese, "h yydh").sounding["yydh"]
    assert not deal_filter(chinese, "h").sounding["h"]


def test_a_name_that_changed_is_heard_at_once(chinese: Session) -> None:
    workbook = chinese.workbook
    before = deals(chinese, "hdyy")
    account = next(account for account in workbook.accounts.all() if account.name == "华东医药")
    with workbook.step(StepKind.EDIT_DEAL, HERE):
        workbook.accounts.update([Change(account, replace(account, name="北方制药"))])
    assert deals(chinese, "hdyy") == set()
    assert deals(chinese, "bfzy") == before


def test_the_forecast_of_an_owner_named_by_sound_is_measured_by_her_target(chinese: Session) -> None:
    assert scope_of(chinese, deal_filter(chinese, "@ln")) == scope_of(chinese, deal_filter(chinese, "@李娜"))


@pytest.mark.parametrize("line", ["hdyy", "@ln", "deal:hdyy", "deal:HDYY"])
def test_a_word_finds_tasks_by_the_sound_of_their_deals_and_people(chinese: Session, line: str) -> None:
    task = add_line(chinese, "华东医药 仓储系统 发新报价 @李娜 周五", HERE).task
    assert task.id in [found.task.id for found in tasks_under(chinese, line)]
    assert task.id not in [found.task.id for found in tasks_under(chinese, "deal:xxyy")]
