"""The translators' tool: ``python -m salesops_tui.i18n.catalogues`` brings the catalogues in line with the source.

It collects every message of the package, merges them into the Simplified Chinese catalogue that people edit, and makes the
Traditional one from it by OpenCC, with the words of ``overrides`` where the two differ by more than their characters.
With ``--check`` nothing is written; it fails when a message is missing, untranslated or no longer used.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from salesops_tui.i18n import DOMAIN, LOCALES

PACKAGE: Final = LOCALES.parent.parent
OVERRIDES: Final = LOCALES / "zh_Hant" / "overrides.toml"

_KEYWORDS: Final = {"_": None, "mark": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def messages() -> Catalog:
    """Every message of the source."""
    catalogue = Catalog(project="SalesOps", charset="utf-8")
    for name, _line, message, _comments, context in extract_from_dir(
        PACKAGE, method_map=[("**.py", "python")], keywords=_KEYWORDS
    ):
        catalogue.add(message, locations=[(name, 0)], context=context)
    return catalogue


def problems() -> Iterator[str]:
    """What is missing, untranslated, unsure or no longer used in the catalogues."""
    source = {(message.id, message.context) for message in messages() if message.id}
    for language in ("zh_Hans", "zh_Hant"):
        catalogue = _read(language)
        known = {(message.id, message.context): message for message in catalogue if message.id}
        yield from (f"{language}: not translated: {_shown(key)}" for key in source - known.keys())
        yield from (f"{language}: no longer used: {_shown(key)}" for key in known.keys() - source)
        for key, message in known.items():
            if key in source and not _is_translated(message):
                yield f"{language}: not translated: {_shown(key)}"
            elif key in source and not _keeps_placeholders(message):
                yield f"{language}: placeholders differ: {_shown(key)}"


def update() -> None:
    """Merge new messages into the Simplified catalogue, and make the Traditional one from it."""
    simplified = _read("zh_Hans")
    simplified.update(messages(), no_fuzzy_matching=True)
    simplified.obsolete.clear()
    _write("zh_Hans", simplified)
    _write("zh_Hant", _traditional(simplified))


def _traditional(simplified: Catalog) -> Catalog:
    # Only translators need it; the program does not.
    from opencc import OpenCC

    convert = OpenCC("s2twp").convert
    overrides = tomllib.loads(OVERRIDES.read_text(encoding="utf-8"))
    catalogue = Catalog(locale="zh_Hant", project="SalesOps", charset="utf-8")
    for message in simplified:
        if not message.id:
            continue
        texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        key = message.id[0] if isinstance(message.id, tuple | list) else message.id
        converted = (overrides[key],) if key in overrides else tuple(convert(text or "") for text in texts)
        string = converted if isinstance(message.id, tuple | list) else converted[0]
        catalogue.add(message.id, string, locations=message.locations, context=message.context)
    return catalogue


def _read(language: str) -> Catalog:
    path = _path(language)
    if not path.is_file():
        return Catalog(locale=language, project="SalesOps", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _write(language: str, catalogue: Catalog) -> None:
    text = BytesIO()
    # Neither dates nor line numbers: a change of the source changes only the messages that it touches.
    write_po(text, catalogue, omit_header=False, sort_by_file=True, width=120, include_lineno=False)
    path = _path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = text.getvalue().decode().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "-Date:" not in line), encoding="utf-8")
    with path.with_suffix(".mo").open("wb") as binary:
        write_mo(binary, catalogue)


def _path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def _is_translated(message: Message) -> bool:
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return not message.fuzzy and all(texts)


def _keeps_placeholders(message: Message) -> bool:
    originals = message.id if isinstance(message.id, tuple | list) else (message.id,)
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    wanted = set().union(*(_placeholders(text) for text in originals))
    return all(_placeholders(text or "") == wanted for text in texts)


def _placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def _shown(key: tuple[object, object]) -> str:
    return repr(key[0])


def main(arguments: list[str]) -> int:
    """Update the catalogues, or check them."""
    if arguments == ["--check"]:
        found = list(problems())
        print(*found, sep="\n")
        return 1 if found else 0
    update()
    found = list(problems())
    print(*found, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
