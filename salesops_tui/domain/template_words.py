"""What templates in files are read with: texts in both languages, whole numbers, and what to say of an entry that is neither."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from salesops_tui.domain.text import clean_text

_LANGUAGES: Final = ("en", "zh")


class TemplateRefused(ValueError):
    """A template that cannot be meant; the text names the entry."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages; one that has only one says it in both."""

    en: str
    zh: str

    def said(self, language: str) -> str:
        """The text in a language."""
        return self.en if language == "en" else self.zh


NO_WORDS: Final = Words("", "")


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


_Item = TypeVar("_Item", bound=_Keyed)


def read_items(
    content: Mapping[str, Any], most: int, read_one: Callable[[Mapping[str, Any], str], _Item]
) -> tuple[_Item, ...]:
    """A template's items, each with a key of its own; each is read with the entry to name when it is refused. Raises
    TemplateRefused."""
    items = content.get("items")
    if not isinstance(items, Sequence) or isinstance(items, str) or not 1 <= len(items) <= most:
        raise TemplateRefused("items")
    read: dict[str, _Item] = {}
    for number, item in enumerate(items, 1):
        where = f"items[{number}]"
        if not isinstance(item, Mapping):
            raise TemplateRefused(where)
        one = read_one(item, where)
        if one.key in read:
            raise TemplateRefused(f"items: {one.key}")
        read[one.key] = one
    return tuple(read.values())


def read_whole(
    content: Mapping[str, Any], name: str, where: str, most: int, *, least: int = 0, default: int = 0
) -> int:
    """A whole number within bounds. Raises TemplateRefused."""
    value = content.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise TemplateRefused(f"{where}.{name}" if where else name)
    return value


def read_text(content: Mapping[str, Any], name: str, where: str) -> str:
    """A text that is needed. Raises TemplateRefused."""
    value = content.get(name)
    text = clean_text(value).text if isinstance(value, str) else ""
    if not text:
        raise TemplateRefused(where)
    return text


def read_words(content: Mapping[str, Any], name: str, where: str, *, needed: bool = True) -> Words:
    """A text in both languages, or in one for both. Raises TemplateRefused."""
    value = content.get(name)
    if isinstance(value, str):
        value = dict.fromkeys(_LANGUAGES, value)
    if value is None and not needed:
        return NO_WORDS
    if not isinstance(value, Mapping):
        raise TemplateRefused(where)
    said = [clean_text(text).text if isinstance(text := value.get(language), str) else "" for language in _LANGUAGES]
    if not any(said):
        raise TemplateRefused(where)
    return Words(said[0] or said[1], said[1] or said[0])
