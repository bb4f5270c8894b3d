"""A workbench on a small workbook, driven by Textual's pilot."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.worker import Worker

from salesops_tui import i18n
from salesops_tui.clock import FixedClock
from salesops_tui.domain.steps import Origin
from salesops_tui.services.board import view
from salesops_tui.services.deals import DealForm, add_deal
from salesops_tui.services.session import Session, close_session, open_session
from salesops_tui.settings import Settings
from salesops_tui.storage.gateway import Gateway
from salesops_tui.ui.app import Workbench
from salesops_tui.ui.widgets.board import PipelineBoard

Opened = tuple[Pilot[Any], PipelineBoard]
OpenWorkbench = Callable[..., AbstractAsyncContextManager[Opened]]

DEALS = (
    DealForm("ERP rollout", "Huadong Pharma", "Li Na", "contact", "1200000", "CNY", "2026-11-20"),
    DealForm("官网改版", "华东医药", "赵磊", "contact", "80000", "CNY", "2026-12-04"),
    DealForm("[@click=app.quit]x[/]", "[/]", "Li Na", "contact", "50000", "JPY", "2026-12-10"),
    DealForm("Portal", "ACME [East] Ltd", "Wang Wei", "need", "60000", "USD", "2026-11-30"),
)


@pytest.fixture
def session(workbook_path: Path, clock: FixedClock) -> Session:
    """A workbook with four deals, closed again."""
    opened = open_session(workbook_path, clock, Settings())
    for form in DEALS:
        add_deal(opened, form, Origin.SCREEN)
    close_session(opened)
    return opened


@pytest.fixture
def open_workbench(session: Session, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> OpenWorkbench:
    """Opens the workbench on that workbook in the pipeline room, in a language and a size."""
    monkeypatch.setattr(Workbench, "DEFAULT_MODE", "pipeline")

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (120, 36), language: str = "en", path: Path | None = None
    ) -> AsyncIterator[Opened]:
        i18n.set_language(language)
        where = path or session.workbook.path
        gateway = Gateway(lambda: open_session(where, clock, Settings()), close_session)
        app = Workbench(gateway, clock, Settings(), where, gateway.submit(view, ""))
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                await pilot.pause()
                yield pilot, app.screen.query_one(PipelineBoard)
                await settle(pilot)
        finally:
            gateway.close()

    return opened


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until everything that is under way has been drawn."""
    for _round in range(3):
        while any(_is_under_way(pilot.app, worker) for worker in pilot.app.workers):
            await pilot.pause()
        await pilot.pause()


def _is_under_way(app: App[Any], worker: Worker[Any]) -> bool:
    """A page that is open keeps its worker waiting for as long as it is."""
    open_page = any(len(stack) > 1 for stack in app._screen_stacks.values())
    return not worker.is_finished and not (worker.group == "page" and open_page)


def text_of(pilot: Pilot[Any]) -> str:
    """What stands on the screen."""
    width, height = pilot.app.size
    lines = pilot.app.screen._compositor.render_strips()
    assert len(lines) == height
    return "\n".join(strip.text[:width] for strip in lines)
