"""Finding whatever has a name, by its characters and by pinyin."""

from __future__ import annotations

from datetime import date

import pytest

from salesops_tui.domain.found import FoundRecord, RecordKind
from salesops_tui.domain.steps import Origin
from salesops_tui.services.meetings import planning
from salesops_tui.services.quick_add import add_line
from salesops_tui.services.search import MOST, deals_of, search
from salesops_tui.services.session import Session

TODAY = date(2026, 11, 25)
HERE = Origin.SCREEN


def found(session: Session, text: str, kind: RecordKind) -> list[FoundRecord]:
    """What of a kind is found."""
    return [record for record in search(session, text) if record.kind is kind]


@pytest.mark.parametrize("text", ["华东医药", "医药", "hdyy", "HDYY", "huadong", "ｈｄｙｙ"])
def test_an_account_is_found_by_characters_and_by_pinyin(chinese: Session, text: str) -> None:
    (account,) = found(chinese, text, RecordKind.ACCOUNT)
    assert account.name == "华东医药"
    deals = found(chinese, text, RecordKind.DEAL)
    assert deals
    assert all(deal.detail.startswith("华东医药 · ") for deal in deals)


@pytest.mark.parametrize("text", ["王伟", "ww", "wangwei", "wang"])
def test_a_person_is_found_by_characters_and_by_pinyin(chinese: Session, text: str) -> None:
    assert "王伟" in [person.name for person in found(chinese, text, RecordKind.PERSON)]


def test_every_kind_is_found_and_all_words_count(chinese: Session) -> None:
    task = add_line(chinese, "给华东医药发新报价", HERE).task
    meeting = planning.plan(chinese, "qbr", TODAY, HERE, title="华东医药 季度回顾")
    assert [record.id for record in found(chinese, "华东医药 报价", RecordKind.TASK)] == [task.id]
    assert [record.id for record in found(chinese, "回顾 华东", RecordKind.MEETING)] == [meeting.id]
    assert found(chinese, "回顾 华西", RecordKind.MEETING) == []
    assert search(chinese, "华东 没有这回事") == ()


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "\\", "[bold]", "'; DROP TABLE deal; --"])
def test_what_cannot_be_a_name_finds_nothing(chinese: Session, text: str) -> None:
    assert search(chinese, text) == ()


def test_so_many_of_a_kind_are_shown_the_open_ones_first(chinese: Session) -> None:
    deals = found(chinese, "公司", RecordKind.DEAL) or found(chinese, "erp", RecordKind.DEAL)
    assert len(deals) == MOST
    closed = [chinese.workbook.deals.get(deal.id).closed_on is not None for deal in deals]  # type: ignore[union-attr]
    assert closed == sorted(closed)


def test_an_account_and_a_person_are_shown_by_their_deals(chinese: Session) -> None:
    (account,) = found(chinese, "hdyy", RecordKind.ACCOUNT)
    listed = deals_of(chinese, account)
    everything = chinese.workbook.deals.records.all()
    assert {line.deal_id for line in listed.lines} == {deal.id for deal in everything if deal.account_id == account.id}
    (person,) = found(chinese, "王伟", RecordKind.PERSON)
    assert deals_of(chinese, person).count == sum(deal.owner_id == person.id for deal in everything)
