"""Whatever is written can be read: 4.5 to 1 between text and ground, on every room's screens in both looks (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from textual.geometry import Region
from textual.screen import ModalScreen, Screen

from salesops_tui import i18n
from tests.ui.walk import opened, sample, walk

LEAST = 4.5


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workbook."""
    i18n.set_language("en")
    return sample(tmp_path_factory.mktemp("sample"))


def luminance(colour: ColorTriplet) -> float:
    """How bright a colour is, as WCAG defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """Between 1, the same, and 21, black on white."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def written(screen: Screen[object]) -> Iterator[Segment]:
    """What stands on the screen; of a sheet over a room, only the sheet: the veil over the rest is meant to dim it."""
    width, height = screen.size
    region = screen.query(".sheet").first().region if isinstance(screen, ModalScreen) else Region(0, 0, width, height)
    for line in screen._compositor.render_strips()[region.y : region.bottom]:
        yield from line.crop(region.x, region.right)


def faint(screen: Screen[object]) -> dict[str, float]:
    """Words that are too near to their ground, with the ratio."""
    found: dict[str, float] = {}
    for text, style, _control in written(screen):
        if style is None or style.color is None or style.bgcolor is None or not any(map(str.isalnum, text)):
            continue
        colours = style.color.triplet, style.bgcolor.triplet
        if colours[0] is not None and colours[1] is not None and (ratio := contrast(colours[0], colours[1])) < LEAST:
            found[text.strip()] = round(ratio, 2)
    return found


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_everything_written_stands_out_from_its_ground(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("SALESOPS_SETTINGS", str(tmp_path / "settings.toml"))
    path = tmp_path / "demo.db"
    path.write_bytes(made.read_bytes())
    path.chmod(0o600)
    seen = ""
    async with opened(path, (160, 48), theme) as pilot:
        async for stop in walk(pilot):
            seen += stop
            assert faint(pilot.app.screen) == {}, stop
    assert all(
        name in seen for name in ("DealScreen", "DealFormScreen", "HelpScreen", "PlanMeetingScreen", "MeetingScreen")
    )


def test_the_ratio_is_that_of_the_standard() -> None:
    black, white, grey = ColorTriplet(0, 0, 0), ColorTriplet(255, 255, 255), ColorTriplet(119, 119, 119)
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.48, abs=0.01)
