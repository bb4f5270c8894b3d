"""What can be kept under a name in each room."""

from __future__ import annotations

from salesops_tui.domain.deal_columns import COLUMNS
from salesops_tui.domain.deal_table import Arrangement
from salesops_tui.domain.steps import Origin
from salesops_tui.i18n import _, ngettext
from salesops_tui.services.table_views import TableViewKept, keep_view, kept_views
from salesops_tui.services.task_filters import TaskFilterKept, keep_filter, kept_filters
from salesops_tui.ui.dialogs.kept_views import Keeping


def table_views(arrangement: Arrangement, filter_line: str) -> Keeping[TableViewKept]:
    """Arrangements of the deal table."""
    return Keeping(
        _("Saved views"),
        _("No view has been kept yet."),
        kept_views,
        lambda session, name: keep_view(session, name, arrangement, filter_line, Origin.SCREEN),
        _table_view,
    )


def _table_view(view: TableViewKept) -> str:
    columns = len(view.arrangement.columns)
    told = [ngettext("{number} column", "{number} columns", columns).format(number=columns)]
    if view.arrangement.group is not None:
        told.append(_("by {column}").format(column=_(COLUMNS[view.arrangement.group].title)))
    if view.filter_line:
        told.append(f"/ {view.filter_line}")
    return " · ".join(told)


def task_filters(filter_line: str) -> Keeping[TaskFilterKept]:
    """Filters of the tasks room."""
    return Keeping(
        _("Saved filters"),
        _("No filter has been kept yet."),
        kept_filters,
        lambda session, name: keep_filter(session, name, filter_line, Origin.SCREEN),
        lambda kept: f"/ {kept.filter_line}" if kept.filter_line else _("all tasks"),
    )
