"""``salesops``: leaving for the sample, and coming back."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesops_tui.cli import demo, workbench
from salesops_tui.cli.context import Context
from salesops_tui.cli.main import run
from salesops_tui.cli.workbench import Left


@pytest.mark.parametrize("code", [0, 3])
def test_the_own_workbook_comes_back_after_the_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setenv("SALESOPS_SETTINGS", str(tmp_path / "settings.toml"))
    shown: list[str] = []
    ways = iter([Left(0, True), Left(0, False), Left(code, False)])

    def show(context: Context, *, keep_copy: bool) -> Left:
        shown.append(f"{context.path.name} {'kept' if keep_copy else 'thrown away'}")
        return next(ways)

    monkeypatch.setattr(workbench, "show", show)
    monkeypatch.setattr(demo, "show", show)
    assert run(["--db", str(tmp_path / "team.db")]) == code
    assert [name.split(" ", 1)[1] for name in shown] == ["kept", "thrown away", "kept"]
    assert shown[0] == shown[2] == "team.db kept"
