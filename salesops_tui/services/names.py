"""The names in the workbook, for whoever types a line: kept while they do not change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Final
from weakref import WeakKeyDictionary

from salesops_tui.domain.names import Customers, KnownDeal, KnownPerson, People
from salesops_tui.domain.quick_add.reading import Mention
from salesops_tui.services.session import Session
from salesops_tui.storage.workbook import Workbook

_CLOSED_DAYS: Final = 90
"""Deals that closed within so many days are still spoken of."""
_LEAST_INITIALS: Final = 2


class Names:
    """Finds names in a line (``quick_add.reading.Finder``)."""

    def __init__(self, people: People, customers: Customers) -> None:
        self._people = people
        self._customers = customers

    def person(self, text: str) -> Mention | None:
        """Who is named at the very beginning of a text."""
        return self._people.at_start(text)

    def prepare(self) -> None:
        """Have everything at hand before somebody types."""
        self._customers.prepare()

    def mentions(self, text: str) -> Sequence[Mention]:
        """Deals and accounts that are named anywhere in a text."""
        return self._customers.mentions(text)


_KNOWN: Final[WeakKeyDictionary[Workbook, tuple[int, Names]]] = WeakKeyDictionary()


def names(session: Session) -> Names:
    """The names as the workbook has them now; read anew only after a person, an account or a deal has changed."""
    workbook = session.workbook
    newest = workbook.names.last_change()
    known = _KNOWN.get(workbook)
    if known is None or (known[0] != newest and workbook.names.changed_since(known[0], "person", "account", "deal")):
        known = (newest, _read(session))
    # What was looked through is not looked through again.
    _KNOWN[workbook] = (newest, known[1])
    return known[1]


def _read(session: Session) -> Names:
    found = session.workbook.names
    people = [KnownPerson(person.id, (person.name, *person.aliases)) for person in found.people()]
    since = session.clock.today() - timedelta(days=_CLOSED_DAYS)
    deals = [
        KnownDeal(row.id, row.name, row.account_id, " · ".join(part for part in (row.account, row.owner) if part))
        for row in found.deals(since)
    ]
    return Names(People(people, pinyin), Customers(found.accounts(), deals, pinyin))


@lru_cache(maxsize=50_000)
def pinyin(name: str) -> tuple[str, str]:
    """A Chinese name's pinyin without tones and blanks, and its initials."""
    # A twentieth of a second, paid when somebody first types initials.
    from pypinyin import Style, lazy_pinyin

    syllables = lazy_pinyin(name, style=Style.NORMAL, errors="ignore")
    return "".join(syllables), "".join(syllable[0] for syllable in syllables if syllable)


def sounds(name: str, word: str) -> bool:
    """Whether a Chinese name is spelled or abbreviated so, in small letters: huadong, hdyy."""
    if name.isascii() or len(word) < _LEAST_INITIALS or not (word.isascii() and word.isalpha()):
        return False
    spelled, initials = pinyin(name)
    return word in initials or spelled.startswith(word)
