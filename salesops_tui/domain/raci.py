"""A RACI matrix in lines: who is responsible, accountable, consulted, informed for each task (domain row 78).

``Quote: Li Na=R, Wang Wei=A, Zhao Lei=C``: in each line exactly one is accountable and at least one responsible; somebody who
is both is written ``Li Na=A/R``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_LINE: Final = re.compile(r"(?P<task>[^:]+):(?P<roles>.*)")
_ROLE: Final = re.compile(r"\s*(?P<name>[^=,;]+?)\s*=\s*(?P<letters>[RACI](?:\s*/\s*[RACI])*)\s*", re.IGNORECASE)


class RaciFault(StrEnum):
    """What is wrong with a line."""

    UNREADABLE = "unreadable"
    NO_ACCOUNTABLE = "no-accountable"
    SEVERAL_ACCOUNTABLE = "several-accountable"
    NO_RESPONSIBLE = "no-responsible"


@dataclass(frozen=True, slots=True)
class RaciRow:
    """One task with everybody's part in it."""

    line: str
    task: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    """Names with their letters, such as ``A`` or ``AR``."""
    faults: tuple[RaciFault, ...] = ()


def read_raci(text: str) -> tuple[RaciRow, ...]:
    """The rows of a matrix; every line that says anything is one, readable or not."""
    lines = (unicodedata.normalize("NFKC", line).replace("、", ",").strip() for line in text.splitlines())
    return tuple(_row(line) for line in lines if line)


def _row(line: str) -> RaciRow:
    match = _LINE.fullmatch(line)
    if match is None:
        return RaciRow(line, faults=(RaciFault.UNREADABLE,))
    roles = []
    for part in re.split(r"[,;]", match["roles"]):
        if not part.strip():
            continue
        role = _ROLE.fullmatch(part)
        if role is None:
            return RaciRow(line, match["task"].strip(), faults=(RaciFault.UNREADABLE,))
        roles.append((role["name"].strip(), "".join(re.findall(r"[RACI]", role["letters"].upper()))))
    letters = "".join(found for _name, found in roles)
    faults = []
    if letters.count("A") != 1:
        faults.append(RaciFault.SEVERAL_ACCOUNTABLE if "A" in letters else RaciFault.NO_ACCOUNTABLE)
    if "R" not in letters:
        faults.append(RaciFault.NO_RESPONSIBLE)
    return RaciRow(line, match["task"].strip(), tuple(roles), tuple(faults))
