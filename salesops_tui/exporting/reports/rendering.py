"""A report as the bytes of a file, or as text."""

from __future__ import annotations

from salesops_tui.domain.written_report import WrittenReport
from salesops_tui.exporting.kinds import ReportFormat


def rendered(report: WrittenReport, form: ReportFormat) -> str:
    """The report as text, with an end of line at its end. Raises ValueError for a format that is none."""
    match form:
        case ReportFormat.TEXT:
            from salesops_tui.exporting.reports.plain import as_text

            return as_text(report)
        case ReportFormat.CHAT:
            from salesops_tui.exporting.reports.plain import as_message

            return as_message(report)
        case ReportFormat.MARKDOWN:
            from salesops_tui.exporting.reports.markdown import as_markdown

            return as_markdown(report)
        case ReportFormat.HTML:
            from salesops_tui.exporting.reports.html import as_html

            return as_html(report)
        case ReportFormat.JSON:
            from salesops_tui.exporting.reports.data import as_json

            return as_json(report)
        case ReportFormat.DOCX | ReportFormat.XLSX:
            raise ValueError(form)


def content(report: WrittenReport, form: ReportFormat) -> bytes:
    """The report as the bytes of a file."""
    match form:
        case ReportFormat.DOCX:
            from salesops_tui.exporting.reports.document import as_docx

            return as_docx(report)
        case ReportFormat.XLSX:
            from salesops_tui.exporting.reports.workbook import as_xlsx

            return as_xlsx(report)
        case _:
            return rendered(report, form).encode("utf-8")
