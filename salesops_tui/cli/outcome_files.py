"""What an import came to, as a file with every row's verdict."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from io import StringIO
from pathlib import Path

from salesops_tui.domain.imports import ImportOutcome
from salesops_tui.errors import SalesopsError, UsageError
from salesops_tui.exporting.data import inert
from salesops_tui.i18n import _
from salesops_tui.services.imports.titles import field_title
from salesops_tui.system_errors import reason_of


def write_report(path: Path, outcome: ImportOutcome) -> None:
    """Write the verdicts as CSV (UTF-8 with BOM, for spreadsheets) or JSON, by the file's ending."""
    writers = {".csv": _csv, ".json": _json}
    writer = writers.get(path.suffix.casefold())
    if writer is None:
        raise UsageError(_("--report writes .csv and .json files, not “{name}”.").format(name=path.name))
    try:
        path.write_text(
            writer(outcome), encoding="utf-8-sig" if path.suffix.casefold() == ".csv" else "utf-8", newline=""
        )
    except OSError as error:
        raise SalesopsError(
            _("The report could not be written to {path}: {reason}. The import itself stands.").format(
                path=path, reason=reason_of(error)
            )
        ) from error


def _json(outcome: ImportOutcome) -> str:
    return json.dumps(
        {
            "step": outcome.step,
            "trial": outcome.trial,
            "files": [
                {
                    "file": file.file,
                    "kind": file.kind,
                    "source": file.source,
                    "counts": dict(file.counts),
                    "rows": [asdict(row) for row in file.rows],
                    "stubs": [asdict(stub) for stub in file.stubs],
                    "missing": list(file.missing),
                    "notices": list(file.notices),
                    "stages": dict(file.stages),
                    "columns": dict(file.columns),
                }
                for file in outcome.files
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def _csv(outcome: ImportOutcome) -> str:
    text = StringIO()
    table = csv.writer(text)
    table.writerow(
        [_("File"), _("Line"), _("Verdict"), _("Name"), _("Field"), _("Before"), _("After"), _("Reason"), _("Notes")]
    )
    for file in outcome.files:
        for row in file.rows:
            start = [file.file, row.line, row.verdict.value, inert(row.name)]
            end = [row.reason, "; ".join(row.notes)]
            for change in row.changes or (None,):
                told = (
                    ["", "", ""]
                    if change is None
                    else [field_title(file.kind, change.field), inert(change.before), inert(change.after)]
                )
                table.writerow([*start, *told, *end])
    return text.getvalue()
