"""The filter lines over deals and tasks, read with the names that the workbook has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from weakref import WeakKeyDictionary

from salesops_tui.domain.deal_filter import DealFilter, parse_deal_filter
from salesops_tui.domain.sounding import Sounding
from salesops_tui.domain.task_filter import TaskFilter, parse_task_filter
from salesops_tui.services.names import sounds
from salesops_tui.services.session import Session
from salesops_tui.storage.workbook import Workbook

_Heard = dict[str, Sounding]
_KNOWN: WeakKeyDictionary[Workbook, tuple[int, _Heard]] = WeakKeyDictionary()


def deal_filter(session: Session, line: str) -> DealFilter:
    """What a filter line over the deals means today; a word finds Chinese names by their sound, too."""
    chosen = parse_deal_filter(line, session.clock.today())
    return replace(chosen, sounding=_sounding(session, (*chosen.words, *chosen.owners)))


def task_filter(session: Session, line: str) -> TaskFilter:
    """What a filter line over the tasks means today; a word finds Chinese names by their sound, too."""
    chosen = parse_task_filter(line, session.clock.today())
    words = (*chosen.words, *chosen.people, *chosen.delegates, *chosen.deals)
    return replace(chosen, sounding=_sounding(session, words))


def _sounding(session: Session, words: Iterable[str]) -> Mapping[str, Sounding]:
    spelled = [word for word in words if word.isascii() and word.isalpha()]
    if not spelled:
        return {}
    heard = _heard(session.workbook)
    for word in spelled:
        if word not in heard:
            heard[word] = _listen(session.workbook, word.casefold())
    return {word: heard[word] for word in spelled}


def _heard(workbook: Workbook) -> _Heard:
    """What words stood for before, while no name has changed: a room asks for the same words many times."""
    newest = workbook.names.last_change()
    known = _KNOWN.get(workbook)
    kept = known is not None and not workbook.names.changed_since(known[0], "person", "account")
    heard: _Heard = known[1] if known is not None and kept else {}
    _KNOWN[workbook] = (newest, heard)
    return heard


def _listen(workbook: Workbook, word: str) -> Sounding:
    return Sounding(
        tuple(account for account, name in workbook.names.accounts() if sounds(name, word)),
        tuple(person.id for person in workbook.people.all() if sounds(person.name, word)),
    )
