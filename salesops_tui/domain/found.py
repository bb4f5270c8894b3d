"""Records of any kind that were found by their names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RecordKind(StrEnum):
    """What has a name to be found by."""

    DEAL = "deal"
    ACCOUNT = "account"
    PERSON = "person"
    TASK = "task"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record, and what tells it apart from others of the same name."""

    kind: RecordKind
    id: str
    name: str
    detail: str = ""
