"""The form in which a person of the team is kept up to date; what is refused stays as typed."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Label, Select, Static

from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.i18n import _
from salesops_tui.services.deals import FieldRefused
from salesops_tui.services.team import PersonForm, save_person
from salesops_tui.terminal import printable
from salesops_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    pass

_FIELDS: Final = ("name", "role", "team", "email", "aliases")


class PersonFormScreen(Dialog[str | None]):
    """Name, role, team, address, other names, and whether they are in the team; the answer is the identifier."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["../screens/sheet.tcss", "deal_form.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "dismiss", show=False),
    ]

    def __init__(self, person_id: str | None, form: PersonForm) -> None:
        super().__init__()
        self._person_id, self._form = person_id, form

    def compose(self) -> ComposeResult:
        """The fields."""
        titles = {
            "name": (_("Name"), ""),
            "role": (_("Role"), _("account manager, team lead")),
            "team": (_("Team"), _("reports and stand-ups can be about a team")),
            "email": (_("E-mail"), ""),
            "aliases": (_("Other names"), _("as exports write them, with commas between")),
        }
        with VerticalScroll(classes="sheet") as sheet:
            sheet.border_title = printable(self._form.name) or _("Somebody new")
            sheet.border_subtitle = _("^s or enter saves · esc leaves")
            yield Static("", id="refused", classes="error", markup=False)
            for name in _FIELDS:
                with Horizontal(classes="field"):
                    yield Label(titles[name][0])
                    yield Input(getattr(self._form, name), id=name, compact=True, placeholder=titles[name][1])
            with Horizontal(classes="field"):
                yield Label(_("Is"))
                yield Select(
                    [(_("in the team"), True), (_("has left"), False)],
                    value=self._form.active,
                    allow_blank=False,
                    compact=True,
                    id="active",
                )

    def on_mount(self) -> None:
        """Begin with the name."""
        self.query_one("#name", Input).focus()

    def on_input_submitted(self) -> None:
        """Enter saves."""
        self.action_save()

    @work(exclusive=True)
    async def action_save(self) -> None:
        """Write it; what is refused is said above the fields, and the cursor goes there."""
        name, role, team, email, aliases = (self.query_one(f"#{field}", Input).value for field in _FIELDS)
        form = PersonForm(name, role, team, email, aliases, bool(self.query_one("#active", Select).value))
        try:
            saved = await self.workbench.gateway.call(save_person, self._person_id, form, Origin.SCREEN)
        except SalesopsError as error:
            self.query_one("#refused", Static).update(printable(str(error)))
            if isinstance(error, FieldRefused):
                self.query_one(f"#{error.field}", Input).focus()
            return
        self.dismiss(saved)
