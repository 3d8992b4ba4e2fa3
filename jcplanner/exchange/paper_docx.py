"""A board paper as a Word document (DOCX), its marks on every page."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from jcplanner.exchange.paper_chart import chart_picture
from jcplanner.exchange.paper_columns import column_widths
from jcplanner.exchange.write import ACCENT, BAD_INK, BAND, legal_text
from jcplanner.reports.paper_blocks import (
    BULLET,
    LABEL,
    LETTERED,
    MISSING,
    BoardPaper,
    Columns,
    Section,
    Words,
    lettered,
    table_texts,
)
from jcplanner.reports.report import ReportTable

SUFFIX = ".docx"
MARK = "jcplanner board paper"
"""What the document's properties call it, so that it is known as one of ours."""

_FACT_WIDTH, _WIDTH = 4.4, 17.0
_TABLE, _LETTER, _PADDING = 9, 0.175, 0.4
"""The size of letters in tables in points; centimetres that a letter and the free sides of a cell take."""


def write_docx(paper: BoardPaper, path: Path, at: datetime) -> None:
    """Write a paper to a path. Raises OSError."""
    import docx

    held: Any = docx.Document()
    _Document(held, paper).write()
    held.core_properties.title = legal_text(paper.title)[:250]
    held.core_properties.subject = legal_text(paper.marking)[:250]
    held.core_properties.author = ""
    held.core_properties.last_modified_by = ""
    held.core_properties.category = MARK
    held.core_properties.comments = f"Plan fingerprint {paper.fingerprint}"
    held.core_properties.language = "en-GB"
    # Word and others move `modified` whenever they save: so a paper that was changed is known.
    held.core_properties.created = held.core_properties.modified = at.replace(tzinfo=None)
    held.save(str(path))


def docx_may_be_replaced(path: Path) -> bool:
    """Whether a file is a paper of ours that nobody saved since."""
    import docx

    try:
        held: Any = docx.Document(str(path))
        facts = held.core_properties
        return facts.category == MARK and facts.created == facts.modified
    except OSError:
        raise
    except Exception:
        # Whatever the library stumbles over is not a document of ours.
        return False


def _element(name: str, **facts: str) -> Any:
    """An element of WordprocessingML with its attributes."""
    import docx.oxml
    from docx.oxml.ns import qn

    library: Any = docx.oxml
    made = library.OxmlElement(f"w:{name}")
    for key, value in facts.items():
        made.set(qn(f"w:{key}"), value)
    return made


class _Document:
    """The document while it is written."""

    def __init__(self, held: Any, paper: BoardPaper) -> None:
        self.held, self.paper = held, paper

    def write(self) -> None:
        self._set_up()
        self._mark_pages()
        self.held.add_paragraph(legal_text(self.paper.title), style="Title")
        facts: list[Section] = []
        for section in self.paper.sections:
            if section.is_fact:
                facts.append(section)
                continue
            self._write_facts(facts)
            facts = []
            self._write_section(section)
        self._write_facts(facts)

    def _set_up(self) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Cm, Pt, RGBColor

        page = self.held.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2)
        page.top_margin = page.bottom_margin = Cm(2.2)
        accent = RGBColor.from_string(ACCENT.lstrip("#"))
        sizes = {"Normal": 11, "Title": 20, "Heading 1": 13, "Heading 2": 11}
        for name, size in sizes.items():
            style = self.held.styles[name]
            style.font.name, style.font.size = "Arial", Pt(size)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(kind), "Arial")
            for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
                fonts.attrib.pop(qn(kind), None)
            if name != "Normal":
                style.font.color.rgb = accent
                style.font.bold = True
        self.held.styles["Normal"].paragraph_format.space_after = Pt(6)
        self.held.styles["Normal"].element.get_or_add_rPr().append(_element("lang", val="en-GB"))

    def _mark_pages(self) -> None:
        """For whom, when and whether it may be published above; fingerprint and page below."""
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Cm, Pt, RGBColor

        page = self.held.sections[0]
        head, foot = page.header.paragraphs[0], page.footer.paragraphs[0]
        for line in (head, foot):
            line.paragraph_format.tab_stops.clear_all()
            line.paragraph_format.tab_stops.add_tab_stop(Cm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        head.add_run(legal_text(self.paper.head))
        marked = head.add_run(f"\t{legal_text(self.paper.marking)}")
        marked.bold, marked.font.color.rgb = True, RGBColor.from_string(BAD_INK.lstrip("#"))
        foot.add_run(f"{legal_text(self.paper.foot)}\tPage ")
        self._field(foot, "PAGE")
        foot.add_run(" of ")
        self._field(foot, "NUMPAGES")
        for line in (head, foot):
            for run in line.runs:
                run.font.size = Pt(8)

    @staticmethod
    def _field(line: Any, code: str) -> None:
        """A number that Word works out when it lays the page out."""
        for kind in ("begin", "", "separate", "1", "end"):
            run = line.add_run()
            if kind == "1":
                run.text = "1"
            elif kind:
                run._r.append(_element("fldChar", fldCharType=kind))
            else:
                made = _element("instrText")
                made.text = code
                run._r.append(made)

    def _write_facts(self, facts: list[Section]) -> None:
        if not facts:
            return
        from docx.shared import Cm

        table = self.held.add_table(rows=0, cols=2)
        table.autofit = False
        for section in facts:
            cells = table.add_row().cells
            for cell, width in zip(cells, (_FACT_WIDTH, _WIDTH - _FACT_WIDTH), strict=True):
                cell.width = Cm(width)
            cells[0].paragraphs[0].add_run(legal_text(section.heading)).bold = True
            words = cells[1].paragraphs[0].add_run(legal_text(section.words))
            self._shade(words, missing=not section.is_said)
        self.held.add_paragraph()

    @staticmethod
    def _shade(run: Any, *, missing: bool) -> None:
        if missing:
            from docx.enum.text import WD_COLOR_INDEX

            run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def _write_section(self, section: Section) -> None:
        self.held.add_heading(legal_text(section.heading), level=1)
        letter = 0
        for block in section.blocks:
            if isinstance(block, ReportTable):
                self._write_table(block)
                continue
            if isinstance(block, Columns):
                self._write_chart(block)
                continue
            self._write_words(block, letter)
            letter += block.style == LETTERED

    def _write_words(self, words: Words, letter: int) -> None:
        from docx.shared import Cm

        text = legal_text(words.text)
        if words.style == LABEL:
            self.held.add_heading(text, level=2)
        elif words.style == LETTERED:
            line = self.held.add_paragraph(f"({lettered(letter)})\t{text}")
            line.paragraph_format.left_indent = Cm(1)
            line.paragraph_format.first_line_indent = Cm(-1)
        else:
            line = self.held.add_paragraph(style="List Bullet" if words.style == BULLET else None)
            self._shade(line.add_run(text), missing=words.style == MISSING)

    def _write_chart(self, chart: Columns) -> None:
        from docx.shared import Cm

        title = self.held.add_paragraph(legal_text(f"Chart: {chart.title}"))
        title.paragraph_format.keep_with_next = True
        drawn = self.held.add_picture(io.BytesIO(chart_picture(chart)), width=Cm(_WIDTH))
        said = f"Chart: {chart.title}. Its figures are in the table above."
        drawn._inline.docPr.set("descr", legal_text(said))

    def _write_table(self, held: ReportTable) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm, Pt

        title = self.held.add_paragraph()
        title.add_run(legal_text(held.title)).bold = True
        title.paragraph_format.keep_with_next = True
        rows = [[head.text for head in held.headings], *table_texts(held)]
        table = self.held.add_table(rows=len(rows), cols=len(held.headings))
        table.style, table.autofit = "Table Grid", False
        widths, scale = column_widths(held, rows, _WIDTH, _LETTER, _PADDING)
        for place, (texts, row) in enumerate(zip(rows, table.rows, strict=True)):
            facts = row._tr.get_or_add_trPr()
            facts.append(_element("cantSplit"))
            if not place:
                facts.append(_element("tblHeader"))
            # A row's `cells` is worked out anew whenever it is asked for.
            for cell, text, head, width in zip(
                row.cells, texts, held.headings, widths, strict=True
            ):
                cell.width = Cm(width)
                line = cell.paragraphs[0]
                line.paragraph_format.space_after = Pt(0)
                run = line.add_run(legal_text(text))
                run.font.size = Pt(round(2 * _TABLE * scale) / 2)
                run.bold = not place or texts[0] == "Total"
                if head.kind != "text":
                    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if not place:
                    shading = _element("shd", val="clear", fill=BAND.lstrip("#"))
                    cell._tc.get_or_add_tcPr().append(shading)
        self.held.add_paragraph()
