"""What a person said about a file, now or the last time a file had these headers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from salesops_tui.domain.imports import Policy
from salesops_tui.importing.dates import DateOrder
from salesops_tui.importing.kinds import Kind


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that may be said; None and empty mean that nothing was."""

    kind: Kind | None = None
    source: str | None = None
    """The name of the system that the file comes from."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Header → field; an empty field leaves the column aside."""
    stages: Mapping[str, str] = field(default_factory=dict)
    """The file's name for a stage → ours: its id or one of its names."""
    dates: DateOrder | None = None
    decimal: str | None = None
    """The decimal mark: ``.`` or ``,``."""
    policies: Mapping[str, Policy] = field(default_factory=dict)
    """Header or field → whether its values may overwrite."""

    def over(self, earlier: Answers) -> Answers:
        """These answers, and the earlier ones where nothing is said now."""
        return replace(
            earlier,
            kind=self.kind or earlier.kind,
            source=self.source or earlier.source,
            columns={**earlier.columns, **self.columns},
            stages={**earlier.stages, **self.stages},
            dates=self.dates or earlier.dates,
            decimal=self.decimal or earlier.decimal,
            policies={**earlier.policies, **self.policies},
        )

    def choices(self) -> dict[str, Any]:
        """The answers about a shape of file as plain JSON values; kind and source are kept beside them."""
        said = {
            "columns": dict(self.columns),
            "stages": dict(self.stages),
            "dates": self.dates,
            "decimal": self.decimal,
            "policies": dict(self.policies),
        }
        return {name: value for name, value in said.items() if value}


def remembered(kind: str, source: str, choices: Mapping[str, Any]) -> Answers:
    """The answers that ``Answers.choices`` gave."""
    return Answers(
        kind=Kind(kind),
        source=source,
        columns=choices.get("columns", {}),
        stages=choices.get("stages", {}),
        dates=DateOrder(choices["dates"]) if "dates" in choices else None,
        decimal=choices.get("decimal"),
        policies={name: Policy(policy) for name, policy in choices.get("policies", {}).items()},
    )
