"""Every room looks as it was last looked at: English and Chinese, dark and light, on three sizes of screens."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

import pytest

from salesops_tui import i18n
from tests.ui.take_snapshots import FOLDER, LANGUAGES, ROOMS, SIZES, file_of, snapshots
from tests.ui.walk import sample


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """A language, which the program speaks."""
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
async def test_every_room_looks_as_it_did(
    language: str, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALESOPS_SETTINGS", str(tmp_path / "settings.toml"))
    taken = await snapshots(sample(tmp_path, language), size)
    for room, text in taken.items():
        file = file_of(room, language, size)
        before = file.read_text(encoding="utf-8").splitlines()
        changes = list(difflib.unified_diff(before, text.splitlines(), file.name, "now", lineterm="", n=0))
        assert not changes, "\n".join(changes[:60])


def test_there_is_a_snapshot_of_each_room_and_no_other() -> None:
    wanted = {file_of(room, language, size) for room in ROOMS.values() for language in LANGUAGES for size in SIZES}
    assert set(FOLDER.iterdir()) == wanted
