"""A document as the bytes of a file, or as text."""

from __future__ import annotations

from salesops_tui.domain.written import WrittenDocument
from salesops_tui.exporting.kinds import DocumentFormat


def rendered(document: WrittenDocument, form: DocumentFormat) -> str:
    """The document as text, with an end of line at its end. Raises ValueError for a format that is none."""
    match form:
        case DocumentFormat.TEXT:
            from salesops_tui.exporting.documents.plain import as_text

            return as_text(document)
        case DocumentFormat.CHAT:
            from salesops_tui.exporting.documents.plain import as_message

            return as_message(document)
        case DocumentFormat.MARKDOWN:
            from salesops_tui.exporting.documents.markdown import as_markdown

            return as_markdown(document)
        case DocumentFormat.HTML:
            from salesops_tui.exporting.documents.html import as_html

            return as_html(document)
        case DocumentFormat.JSON:
            from salesops_tui.exporting.documents.data import as_json

            return as_json(document)
        case DocumentFormat.DOCX | DocumentFormat.XLSX:
            raise ValueError(form)


def content(document: WrittenDocument, form: DocumentFormat) -> bytes:
    """The document as the bytes of a file."""
    match form:
        case DocumentFormat.DOCX:
            from salesops_tui.exporting.documents.word import as_docx

            return as_docx(document)
        case DocumentFormat.XLSX:
            from salesops_tui.exporting.documents.workbook import as_xlsx

            return as_xlsx(document)
        case _:
            return rendered(document, form).encode("utf-8")
