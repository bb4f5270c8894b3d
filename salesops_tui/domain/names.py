"""Finding the people, deals and accounts that a line names: by their names, by parts of them, by pinyin initials, with a slip
of the hand.

Everything here works on texts already in memory, so that a key pressed costs a few searches in them and no question to the
workbook.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

from salesops_tui.domain.quick_add.reading import Mention, Named, NameKind
from salesops_tui.domain.text import match_key

MOST_CANDIDATES: Final = 9
"""So many may be asked about: each has a digit."""

_CJK: Final = r"\u3400-\u9fff"
_CJK_RUN: Final = re.compile(f"[{_CJK}]{{2,}}")
_WORD: Final = re.compile(rf"[^\W_{_CJK}][^\W{_CJK}]*")
_FIRST_WORD: Final = re.compile(r"[^\s,，.。;；:：!！?？()（）]+")
_INITIALS: Final = re.compile(r"[aeo]?[b-df-hj-np-tv-z]{2,7}", re.IGNORECASE)
_EVERYDAY: Final = """
    the and for with from about call send ask mail visit meet write prepare check review plan report offer quote contract
    demo deal project pilot renewal co ltd llp llc inc corp company group limited holdings international
"""
_EVERYDAY_CHINESE: Final = """
    公司 有限 集团 集團 股份 科技 项目 合同 报价 方案 客户 商机 系统 采购 续约 续费 升级 试点 平台 服务 软件 管理 扩容 拜访
"""
_GENERIC: Final = frozenset(_EVERYDAY.split())
_GENERIC_CHINESE: Final = frozenset(_EVERYDAY_CHINESE.split())
_LEAST_WORD: Final = 3
_LEAST_SLIP: Final = 6
_TOO_COMMON: Final = 40
"""A word in so many names tells none of them apart."""
_LONGEST_GRAM: Final = 16

Pinyin = Callable[[str], tuple[str, str]]
"""A Chinese name → its pinyin without blanks, and the initials."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody of the team under all their names."""

    id: str
    names: tuple[str, ...]
    """The first is the name that is shown."""


@dataclass(frozen=True, slots=True)
class KnownDeal:
    """A deal that may be named."""

    id: str
    name: str
    account_id: str | None
    detail: str
    """What tells it apart: its account and owner."""


class People:
    """The names of the team."""

    def __init__(self, people: Sequence[KnownPerson], pinyin: Pinyin) -> None:
        self._people = people
        self._pinyin = pinyin

    def at_start(self, text: str) -> Mention | None:
        """Who is named at the beginning of a text; the longest name wins, then a part of one, then pinyin."""
        folded = text.casefold()
        whole = [
            (len(name), person)
            for person in self._people
            for name in person.names
            if name and folded.startswith(name.casefold()) and _ends(text, len(name))
        ]
        if whole:
            longest = max(length for length, _person in whole)
            return _mention(longest, (person for length, person in whole if length == longest))
        match = _FIRST_WORD.match(text)
        if match is None:
            return None
        word = match_key(match[0]).replace(" ", "")
        for fits in (self._is_part, self._begins, self._sounds):
            if word and (found := [person for person in self._people if fits(person, word)]):
                return _mention(match.end(), found)
        return None

    def _is_part(self, person: KnownPerson, word: str) -> bool:
        """A whole word of a name, or the name without its blanks."""
        return any(word in (key.replace(" ", ""), *key.split()) for key in map(match_key, person.names))

    def _begins(self, person: KnownPerson, word: str) -> bool:
        keys = [match_key(name) for name in person.names]
        return any(part.startswith(word) for key in keys for part in (key.replace(" ", ""), *key.split()))

    def _sounds(self, person: KnownPerson, word: str) -> bool:
        if not word.isascii():
            return False
        for name in person.names:
            if _CJK_RUN.search(name):
                spelled, initials = self._pinyin(name)
                if word == initials or (len(word) >= _LEAST_WORD and spelled.startswith(word)):
                    return True
        return False


class Customers:
    """The names of accounts, and of deals that are open or were a short while ago."""

    def __init__(self, accounts: Sequence[tuple[str, str]], deals: Sequence[KnownDeal], pinyin: Pinyin) -> None:
        """``accounts`` are identifiers and names; ``deals`` come the likeliest first."""
        self._accounts = accounts
        self._deals = deals
        self._pinyin = pinyin
        names = [*(name for _id, name in accounts), *(deal.name for deal in deals)]
        # One text of all names, a line each: finding a word in it takes a fraction of a millisecond for 100,000 of them.
        folded = [f" {' '.join(_WORD.sub(_spaced, name.casefold()).split())} " for name in names]
        self._text = "\n".join(folded)
        self._starts: list[int] = []
        place = 0
        for line in folded:
            self._starts.append(place)
            place += len(line) + 1
        self._grams: dict[str, tuple[int, ...]] = {}
        self._of_account: dict[str, list[KnownDeal]] = defaultdict(list)
        for deal in deals:
            if deal.account_id is not None:
                self._of_account[deal.account_id].append(deal)

    def prepare(self) -> None:
        """Work out beforehand what the first slip of the hand would have to wait for."""
        self._similar("prepared")

    def mentions(self, text: str) -> list[Mention]:
        """What is named in a text, in order: what covers most of it first, nothing twice."""
        found: list[Mention] = []
        for start, end, hits in self._hits(text):
            if any(start < other.end and other.start < end for other in found):
                continue
            candidates = self._candidates(hits, text, end - start)
            # A deal may be named twice over: by its account, and by its own name.
            if candidates and all(candidates != other.candidates for other in found):
                found.append(Mention(start, end, candidates))
        return sorted(found, key=lambda mention: mention.start)

    def _hits(self, text: str) -> list[tuple[int, int, tuple[int, ...]]]:
        """Pieces of a text that stand in names, the longest first: their place, and the names."""
        pieces = [*self._chinese(text), *self._latin(text)]
        return sorted(pieces, key=lambda piece: (piece[0] - piece[1], piece[0]))

    def _chinese(self, text: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        for run in _CJK_RUN.finditer(text):
            for start in range(run.start(), run.end() - 1):
                end = start + 2
                if not self._lines(text[start:end]):
                    continue
                while end < min(run.end(), start + _LONGEST_GRAM) and self._lines(text[start : end + 1]):
                    end += 1
                gram = text[start:end]
                if gram not in _GENERIC_CHINESE and not _is_generic(gram):
                    yield start, end, self._lines(gram)

    def _latin(self, text: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        words = list(islice(_WORD.finditer(text), 60))
        for place, match in enumerate(words):
            # As many words as stand together in a name.
            last = place
            while last + 1 < len(words) and self._lines(_phrase(text, words[place : last + 2])):
                last += 1
            phrase = _phrase(text, words[place : last + 1])
            word = match[0].casefold()
            if last > place or (len(word) >= _LEAST_WORD and word not in _GENERIC):
                if hits := self._lines(phrase):
                    yield match.start(), words[last].end(), hits
                elif similar := self._similar(word):
                    yield match.start(), match.end(), similar

    def _similar(self, word: str) -> tuple[int, ...]:
        """The names that a word means by its initials, or with one slip of the hand."""
        if _INITIALS.fullmatch(word) and (found := self._initials.get(word)):
            return tuple(found)
        if len(word) >= _LEAST_SLIP:
            near = [other for other in self._vocabulary.get(word[0], ()) if _one_slip(word, other)]
            return tuple(dict.fromkeys(line for other in near for line in self._lines(f" {other} ")))
        return ()

    def _lines(self, gram: str) -> tuple[int, ...]:
        """The numbers of the names in which some characters stand; none when these are too many to tell anything."""
        gram = gram.casefold()
        known = self._grams.get(gram)
        if known is None:
            known = self._grams[gram] = self._search(gram)
        return known

    def _search(self, gram: str) -> tuple[int, ...]:
        lines: list[int] = []
        place = self._text.find(gram)
        while place >= 0:
            line = bisect_right(self._starts, place) - 1
            lines.append(line)
            if len(lines) > _TOO_COMMON:
                return ()
            place = self._text.find(gram, self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text))
        return tuple(lines)

    @cached_property
    def _vocabulary(self) -> dict[str, tuple[str, ...]]:
        """The longer words of all names, by their first letter."""
        words: dict[str, set[str]] = defaultdict(set)
        for word in set(self._text.split()):
            if len(word) >= _LEAST_SLIP - 1 and word.isascii() and word not in _GENERIC:
                words[word[0]].add(word)
        return {letter: tuple(sorted(found)) for letter, found in words.items()}

    @cached_property
    def _initials(self) -> dict[str, list[int]]:
        """Pinyin initials of Chinese names → the accounts; of long names also those of the first four characters."""
        found: dict[str, list[int]] = defaultdict(list)
        for line, (_id, name) in enumerate(self._accounts):
            if _CJK_RUN.search(name):
                initials = self._pinyin(name)[1]
                for part in {initials, initials[:4], initials[:3]}:
                    if len(part) >= _LEAST_WORD:
                        found[part].append(line)
        return found

    def _candidates(self, hits: Sequence[int], text: str, length: int) -> tuple[Named, ...]:
        """Who is meant by names in which something stands: an account's only deal, its deals, or the accounts."""
        accounts = [self._accounts[line] for line in hits if line < len(self._accounts)]
        deals = [self._deals[line - len(self._accounts)] for line in hits if line >= len(self._accounts)]
        exact = [deal for deal in deals if deal.name.casefold() in text.casefold()]
        if exact:
            longest = max(len(deal.name) for deal in exact)
            return _named_deals([deal for deal in exact if len(deal.name) == longest])
        if len(accounts) > 1:
            whole = [account for account in accounts if account[1].casefold() in text.casefold()]
            accounts = whole if len(whole) == 1 else accounts
        if len(accounts) == 1:
            (account,) = accounts
            named = Named(NameKind.ACCOUNT, *account)
            of_it = self._of_account.get(account[0], [])
            told = [deal for deal in of_it if _is_told(deal.name, text)]
            of_it = told if len(told) == 1 else of_it
            if not of_it:
                return (named,)
            return _named_deals(of_it) if len(of_it) == 1 else (*_named_deals(of_it)[: MOST_CANDIDATES - 1], named)
        if accounts:
            return tuple(Named(NameKind.ACCOUNT, *account) for account in accounts[:MOST_CANDIDATES])
        # A word that many deals have in their names means none of them; most of a name does.
        return _named_deals(deal for deal in deals if length * 2 > len(deal.name))


def _is_told(name: str, text: str) -> bool:
    """Whether a text has a word of a deal's name in it that is no everyday word."""
    folded = text.casefold()
    latin = (word.casefold() for word in _WORD.findall(name))
    return any(len(word) > _LEAST_WORD - 1 and word not in _GENERIC and word in folded for word in latin) or any(
        run in text for run in _CJK_RUN.findall(name)
    )


def _named_deals(deals: Iterable[KnownDeal]) -> tuple[Named, ...]:
    return tuple(Named(NameKind.DEAL, deal.id, deal.name, deal.detail) for deal in islice(deals, MOST_CANDIDATES))


def _mention(end: int, people: Iterable[KnownPerson]) -> Mention:
    once = {person.id: Named(NameKind.PERSON, person.id, person.names[0]) for person in people}
    return Mention(0, end, tuple(once.values())[:MOST_CANDIDATES])


def _ends(text: str, place: int) -> bool:
    """Whether a name may end there: a Latin word must be over, Chinese ones follow each other without blanks."""
    return place >= len(text) or not (text[place].isascii() and text[place].isalnum() and text[place - 1].isascii())


def _spaced(match: re.Match[str]) -> str:
    return f" {match[0]} "


def _phrase(text: str, words: Sequence[re.Match[str]]) -> str:
    return f" {' '.join(word[0].casefold() for word in words)} "


def _is_generic(gram: str) -> bool:
    """Whether nothing is left of a piece of a Chinese name once the words are gone that every company has."""
    for word in _GENERIC_CHINESE:
        gram = gram.replace(word, "")
    return len(gram) < 2


def _one_slip(word: str, other: str) -> bool:
    """Whether one letter more, less, different, or two of them swapped make the same word."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    start = next((place for place, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), None)
    if start is None:
        return True
    one, two = word[start:], other[start:]
    return one[1:] == two or one == two[1:] or one[1:] == two[1:] or (one[1::-1] + one[2:] == two and len(one) > 1)
