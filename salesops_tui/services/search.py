"""Finding whatever has a name: deals, accounts, people, tasks and meetings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from salesops_tui.domain.found import FoundRecord, RecordKind
from salesops_tui.domain.text import match_key
from salesops_tui.formats import money, short_day
from salesops_tui.i18n import language
from salesops_tui.services.deal_lists import DealLine, DealList
from salesops_tui.services.names import sounds
from salesops_tui.services.session import Session
from salesops_tui.storage.repositories.search import OwnDeal

MOST: Final = 8
"""Of each kind."""
_MOST_ACCOUNTS: Final = 50
"""Accounts whose deals are found by their account's name."""
_MOST_DEALS: Final = 500


def search(session: Session, text: str) -> tuple[FoundRecord, ...]:
    """What is named by all words of a text: by parts of its name, or a Chinese name by its pinyin or its initials."""
    words = match_key(text).split()
    if not words:
        return ()
    workbook = session.workbook
    accounts = [
        FoundRecord(RecordKind.ACCOUNT, account, name)
        for account, name in workbook.names.accounts()
        if _is_named(name, words)
    ]
    people = [
        FoundRecord(RecordKind.PERSON, person.id, person.name)
        for person in workbook.people.all()
        if any(_is_named(name, words) for name in (person.name, *person.aliases))
    ]
    return (
        *accounts[:MOST],
        *people[:MOST],
        *workbook.search.deals(words, [account.id for account in accounts[:_MOST_ACCOUNTS]], MOST),
        *workbook.search.tasks(words, MOST),
        *workbook.search.meetings(words, MOST),
    )


def deals_of(session: Session, record: FoundRecord) -> DealList:
    """The deals of an account, or those that a person owns."""
    deals, count = session.workbook.search.deals_of(record.kind, record.id, _MOST_DEALS)
    return DealList(record.name, tuple(_line(session, deal) for deal in deals), count)


def _line(session: Session, deal: OwnDeal) -> DealLine:
    stage = session.workbook.pipeline.by_id[deal.stage_id].name(language())
    amount = money(deal.amount, deal.currency) if deal.amount is not None else ""
    day = short_day(deal.day, session.clock.today()) if deal.day is not None else ""
    told = " · ".join(word for word in (stage, amount, day) if word)
    return DealLine(deal.id, deal.name, deal.account, deal.owner, told)


def _is_named(name: str, words: Sequence[str]) -> bool:
    folded = match_key(name)
    return all(word in folded or sounds(name, word) for word in words)
