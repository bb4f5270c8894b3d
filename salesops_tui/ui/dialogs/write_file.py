"""A dialog that ends in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.widgets import Input, Static

from salesops_tui.errors import SalesopsError
from salesops_tui.exporting.targets import FileThere
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    pass


class WriteFileScreen(Dialog[Path | None]):
    """One line for the name, a ``#told`` below it for what is said of it; enter writes, and the answer is the path."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "")]

    def __init__(self) -> None:
        super().__init__()
        self._warned = ""
        """The name of which was said that it is taken; the same name once more replaces the file."""

    async def write_file(self, typed: str, *, replace: bool) -> Path:
        """Write the file of that name; raises ``SalesopsError`` when it cannot be."""
        raise NotImplementedError

    def tell(self, text: str, *, is_error: bool = False) -> None:
        """Say something below the name."""
        told = self.query_one("#told", Static)
        told.set_class(is_error, "error")
        told.update(printable(text))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter writes."""
        self.write(event.value)

    @work(group="file", exclusive=True)
    async def write(self, typed: str) -> None:
        """Write and close; or say why not, and keep what was typed. Whoever leaves meanwhile is told nothing more."""
        try:
            path = await self.write_file(typed, replace=typed == self._warned)
        except SalesopsError as error:
            self._warned = typed if isinstance(error, FileThere) else ""
            self.tell(str(error), is_error=True)
            return
        self.dismiss(path)
