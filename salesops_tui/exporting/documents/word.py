"""A Word document: headings, tables, lists, and charts that Word draws itself."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from salesops_tui.domain.written import WrittenChart, WrittenDocument, WrittenSection
from salesops_tui.exporting.documents.native_charts import add_chart
from salesops_tui.exporting.workbooks import Formats, new_workbook, writable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RELATED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FONT: Final = "Calibri"
_EAST_ASIAN: Final = "Microsoft YaHei"
"""Word asks for a font of its own for Chinese characters; where it is missing, it takes the system's."""
_WIDTH_EMU: Final = 5_700_000
_HEIGHT_EMU: Final = 2_700_000
_LABELS: Final = (
    b'<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    b'<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
_GRAPHIC: Final = """
<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
    xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
  <wp:inline distT="0" distB="0" distL="0" distR="0">
    <wp:extent cx="{width}" cy="{height}"/>
    <wp:docPr id="{number}" name="Chart {number}"/>
    <wp:cNvGraphicFramePr/>
    <a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
      <c:chart r:id="{relation}"/>
    </a:graphicData></a:graphic>
  </wp:inline>
</w:drawing>
"""


def as_docx(report: WrittenDocument) -> bytes:
    """The document as the bytes of a file."""
    import docx

    document = docx.Document()
    _set_up(document, report)
    document.add_heading(writable(report.title), 0)
    for fact in report.facts:
        document.add_paragraph(writable(fact)).style = document.styles["Subtitle"]
    number = 0
    for section in report.sections:
        document.add_heading(writable(section.title), 1)
        for paragraph in section.text.splitlines():
            document.add_paragraph(writable(paragraph))
        _add_rows(document, section)
        for chart in section.charts:
            number += 1
            _add_chart(document, chart, number)
        for listed in section.lists:
            document.add_heading(writable(listed.title), 2)
            for line in listed.lines:
                told = " ".join(word for word in (line.mark.replace("·", ""), writable(line.text)) if word)
                document.add_paragraph(told, style="List Bullet")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_up(document: Document, report: WrittenDocument) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document.core_properties.title = writable(report.title)
    document.core_properties.author = ""
    document.core_properties.language = report.language.replace("_", "-")
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2)
    for name, points in (("Normal", 10.5), ("Title", 20), ("Subtitle", 9.5), ("Heading 1", 14), ("Heading 2", 11)):
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(points)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
        fonts.set(qn("w:eastAsia"), _EAST_ASIAN)
    document.styles["Subtitle"].paragraph_format.space_after = Pt(2)


def _add_rows(document: Document, section: WrittenSection) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn

    if not section.rows:
        return
    table: Table = document.add_table(rows=0, cols=3, style="Light List Accent 1")
    # The table has no head: its first line is a figure like the others.
    table._tbl.tblPr.find(qn("w:tblLook")).set(qn("w:firstRow"), "0")
    table._tbl.tblPr.find(qn("w:tblLook")).set(qn("w:val"), "0480")
    for row in section.rows:
        title, value, note = table.add_row().cells  # type: ignore[no-untyped-call]
        title.text, note.text = writable(row.title), writable(row.note)
        value.text = writable(row.value)
        value.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


def _add_chart(document: Document, chart: WrittenChart, number: int) -> None:
    """A chart with the small workbook that holds its values, so that Word can redraw and edit it."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    drawn, values = _drawn(chart)
    package = document.part.package
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _BOOK_TYPE, values, package)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, b"", package)
    held = part.relate_to(book, f"{_RELATED}/package")
    part._blob = _with_values(drawn, held)
    relation = document.part.relate_to(part, f"{_RELATED}/chart")
    graphic = _GRAPHIC.format(width=_WIDTH_EMU, height=_HEIGHT_EMU, number=number, relation=relation)
    document.add_paragraph().add_run()._r.append(parse_xml(graphic.strip()))


def _drawn(chart: WrittenChart) -> tuple[bytes, bytes]:
    """A chart as Excel's own XML, and the workbook that it was made in."""
    file = io.BytesIO()
    workbook = new_workbook(file)
    page = workbook.add_worksheet()
    page.insert_chart(0, 6, add_chart(workbook, page, 0, chart, Formats(workbook)))
    workbook.close()
    with zipfile.ZipFile(io.BytesIO(file.getvalue())) as parts:
        return parts.read("xl/charts/chart1.xml"), file.getvalue()


def _with_values(drawn: bytes, relation: str) -> bytes:
    """The chart's XML with what a chart inside a workbook need not say: where its values are, and what no label tells."""
    drawn = drawn.replace(b'<c:showVal val="1"/>', _LABELS)
    told = f'<c:externalData r:id="{relation}"><c:autoUpdate val="0"/></c:externalData>'
    return drawn.replace(b"</c:chartSpace>", told.encode() + b"</c:chartSpace>")
