"""A board as Trello exports it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from salesops_tui.i18n import _
from salesops_tui.importing.failures import FileRefused
from salesops_tui.importing.task_files.reading import Row, listed, parsed_json, text_of


def rows(text: str, path: Path) -> list[tuple[int, Row]]:
    """A row for each card."""
    board = parsed_json(text, path)
    cards = board.get("cards") if isinstance(board, dict) else None
    if not isinstance(cards, list) or not cards:
        raise FileRefused(_("{file} is a board without cards. Nothing was brought in.").format(file=path.name))
    names = {text_of(each.get("id")): text_of(each.get("name")) for each in _dicts(board.get("lists"))}
    members = {text_of(each.get("id")): text_of(each.get("fullName")) for each in _dicts(board.get("members"))}
    boxes: dict[str, list[str]] = defaultdict(list)
    for checklist in _dicts(board.get("checklists")):
        for item in _dicts(checklist.get("checkItems")):
            sign = "x" if item.get("state") == "complete" else " "
            boxes[text_of(checklist.get("idCard"))].append(f"[{sign}] {text_of(item.get('name'))}")
    return [(number, _row(card, names, members, boxes)) for number, card in enumerate(_dicts(cards), 1)]


def _row(card: dict[str, Any], names: dict[str, str], members: dict[str, str], boxes: dict[str, list[str]]) -> Row:
    ends = "done" if card.get("dueComplete") is True else "dropped" if card.get("closed") is True else "open"
    named = [text_of(each.get("fullName")) for each in _dicts(card.get("members"))]
    named += [members.get(text_of(member), "") for member in card.get("idMembers") or () if isinstance(member, str)]
    where = names.get(text_of(card.get("idList")), "")
    return {
        "Task ID": text_of(card.get("id")),
        "Task": text_of(card.get("name")),
        "Important": "yes" if where in ("Q1", "Q2") else "no",
        "Due": text_of(card.get("due")),
        "Start": text_of(card.get("start")),
        "State": ends,
        "Owner": next((name for name in named if name), ""),
        "Tags": listed([text_of(label.get("name")) for label in _dicts(card.get("labels"))]),
        "Checklist": listed(boxes[text_of(card.get("id"))]),
        "Note": text_of(card.get("desc")),
    }


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
