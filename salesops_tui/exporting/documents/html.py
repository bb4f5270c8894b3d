"""A document as one HTML page that needs nothing else: it can be mailed, opened anywhere, printed."""

from __future__ import annotations

from salesops_tui.domain.written import WrittenDocument
from salesops_tui.exporting.documents.drawings import WIDTH, drawing
from salesops_tui.terminal import printable


def as_html(report: WrittenDocument) -> str:
    """The page."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    pages = Environment(
        loader=PackageLoader("salesops_tui.exporting.documents"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_cleaned,
    )
    return pages.get_template("document.html").render(
        report=report,
        drawings={chart.key: drawing(chart) for chart in report.charts},
        width=WIDTH,
        language=report.language.replace("_", "-"),
    )


def _cleaned(value: object) -> object:
    """A text without what no page can hold; what the page's own parts have made is clean."""
    from markupsafe import Markup

    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
