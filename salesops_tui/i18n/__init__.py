"""The program's languages: English in the source, Chinese in the catalogues, one of them in use."""

from __future__ import annotations

import gettext as _gettext
import locale
import os
from pathlib import Path
from typing import Final

DOMAIN: Final = "salesops"
LOCALES: Final = Path(__file__).parent / "locales"
LANGUAGES: Final = ("en", "zh_Hans", "zh_Hant")
LANGUAGE_NAMES: Final = {"en": "English", "zh_Hans": "简体中文", "zh_Hant": "繁體中文"}
"""What each language calls itself."""

_translations: _gettext.NullTranslations = _gettext.NullTranslations()
_language: str = "en"


def set_language(language: str) -> None:
    """Speak this one of ``LANGUAGES`` from now on."""
    global _translations, _language
    if language not in LANGUAGES:
        raise ValueError(language)
    _language = language
    english = language == "en"
    _translations = _gettext.NullTranslations() if english else _gettext.translation(DOMAIN, LOCALES, [language])


def language() -> str:
    """The language in use."""
    return _language


def _(message: str) -> str:
    """The message in the language in use."""
    return _translations.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The message for a number of things, in the language in use."""
    return _translations.ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """The message in the language in use, where one English word has several meanings."""
    return _translations.pgettext(context, message)


def mark(message: str) -> str:
    """Mark a text for translation where it is written down; it is translated where it is shown."""
    return message


def preferred_language() -> str:
    """The language that the computer is set to, or English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        if tag := os.environ.get(variable):
            return match_language(tag)
    return match_language(locale.getlocale()[0] or "")


def match_language(tag: str) -> str:
    """The nearest of ``LANGUAGES`` to a locale name such as ``zh_TW.UTF-8`` or ``Chinese (Simplified)_China``."""
    name = tag.split(".")[0].replace("-", "_").casefold()
    if not name.startswith(("zh", "chinese")):
        return "en"
    traditional = ("hant", "_tw", "_hk", "_mo", "traditional", "taiwan", "hong kong", "macao")
    return "zh_Hant" if any(place in name for place in traditional) else "zh_Hans"
