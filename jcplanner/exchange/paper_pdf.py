"""A board paper as PDF, its marks on every page, in an embedded font that has £, ≤ and letters of Europe."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from jcplanner import __version__
from jcplanner.exchange.paper_chart import HEIGHT, WIDTH, chart_picture
from jcplanner.exchange.paper_columns import column_widths, split_row
from jcplanner.exchange.paper_docx import MARK
from jcplanner.exchange.write import ACCENT, BAD_INK, BAND, legal_text
from jcplanner.plan.resources import resource
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

SUFFIX = ".pdf"
_FONT, _SIGNS = "NotoSans", "NotoSansMath"
"""The font of a paper, and the one that has the arrows and signs of arithmetic that it lacks."""

_SIDE, _TOP, _BOTTOM = 20, 24, 22
_FACT_WIDTH, _INDENT = 44, 9
_BODY, _SMALL, _TABLE, _HEAD, _TITLE = 10.5, 7.5, 8.5, 12.5, 19
_ROW, _LINE = 5.4, 4.2
_MOST_LINES = 36
_LETTER, _PADDING = 1.75, 1.0
"""Millimetres that a letter of a table takes, and that a cell keeps free on a side."""

_INK, _MUTE, _RULE = (25, 32, 38), (85, 99, 111), (201, 209, 215)
_NOT_IN_FONT = "\ufffd"


def _colour(name: str) -> tuple[int, int, int]:
    value = int(name.lstrip("#"), 16)
    return value >> 16, value >> 8 & 255, value & 255


def write_pdf(paper: BoardPaper, path: Path, at: datetime) -> None:
    """Write a paper to a path. Raises OSError."""
    from fpdf import FPDF

    class Pages(FPDF):
        def header(self) -> None:
            _write_head(self, paper)

        def footer(self) -> None:
            _write_foot(self, paper)

    held: Any = Pages(format="A4")
    for style, name in (("", "Regular"), ("B", "Bold")):
        held.add_font(_FONT, style, str(resource("fonts", f"{_FONT}-{name}.ttf")))
    held.add_font(_SIGNS, "", str(resource("fonts", f"{_SIGNS}-Regular.ttf")))
    held.set_fallback_fonts([_SIGNS], exact_match=False)
    held.set_margins(_SIDE, _TOP, _SIDE)
    held.set_auto_page_break(True, _BOTTOM)
    held.set_title(legal_text(paper.title))
    held.set_subject(legal_text(paper.marking))
    held.set_keywords(MARK)
    held.set_creator(f"jcplanner {__version__}")
    held.set_lang("en-GB")
    held.set_creation_date(at)
    try:
        _Sheets(held, paper).write()
        held.output(str(path))
    finally:
        # The library leaves the files of fonts open.
        for font in held.fonts.values():
            font.ttfont.close()


def pdf_may_be_replaced(path: Path) -> bool:
    """Whether a file is a paper of ours; one that was written on since has a second end."""
    content = path.read_bytes()
    ours = content.startswith(b"%PDF") and MARK.encode() in content
    return ours and content.count(b"%%EOF") == 1


def _write_head(held: Any, paper: BoardPaper) -> None:
    held.set_xy(_SIDE, 11)
    held.set_font(_FONT, "", _SMALL)
    held.set_text_color(*_MUTE)
    half = held.epw / 2
    top = held.get_y()
    held.multi_cell(half, 3.6, _text(held, paper.head), align="L", new_x="RIGHT", new_y="TOP")
    held.set_xy(_SIDE + half, top)
    held.set_font(_FONT, "B", _SMALL)
    held.set_text_color(*_colour(BAD_INK))
    held.multi_cell(half, 3.6, _text(held, paper.marking), align="R")
    held.set_text_color(*_INK)
    held.set_y(_TOP)


def _write_foot(held: Any, paper: BoardPaper) -> None:
    held.set_xy(_SIDE, -15)
    held.set_font(_FONT, "", _SMALL)
    held.set_text_color(*_MUTE)
    wide = held.epw - 25
    top = held.get_y()
    held.multi_cell(wide, 3.6, _text(held, paper.foot), align="L", max_line_height=3.6)
    held.set_xy(_SIDE + wide, top)
    held.cell(25, 3.6, f"Page {held.page_no()} of {{nb}}", align="R")
    held.set_text_color(*_INK)


def _text(held: Any, text: str) -> str:
    """The text as the font can print it; a letter that it does not have shows as a sign of its own."""
    there = [held.fonts[name.lower()].cmap for name in (_FONT, _SIGNS)]
    plain = legal_text(text).replace("\t", " ")
    return "".join(
        one if one == "\n" or any(ord(one) in cmap for cmap in there) else _NOT_IN_FONT
        for one in plain
    )


class _Sheets:
    """The pages while they are written."""

    def __init__(self, held: Any, paper: BoardPaper) -> None:
        self.held, self.paper = held, paper

    def write(self) -> None:
        self.held.add_page()
        self._say(self.paper.title, _TITLE, bold=True, colour=_colour(ACCENT), line=8.4)
        self.held.ln(3)
        for section in self.paper.sections:
            if section.is_fact:
                self._write_fact(section)
            else:
                self._write_section(section)

    def _say(
        self,
        text: str,
        size: float = _BODY,
        *,
        bold: bool = False,
        colour: tuple[int, int, int] = _INK,
        line: float = _ROW,
        indent: float = 0,
        missing: bool = False,
    ) -> None:
        held = self.held
        held.set_font(_FONT, "B" if bold else "", size)
        held.set_text_color(*colour)
        if missing:
            held.set_fill_color(255, 243, 176)
        held.set_x(_SIDE + indent)
        wide = held.epw - indent
        held.multi_cell(
            wide, line, _text(held, text), align="L", fill=missing, new_x="LMARGIN", new_y="NEXT"
        )
        held.set_text_color(*_INK)

    def _write_fact(self, section: Section) -> None:
        held = self.held
        self._keep(2 * _ROW)
        top = held.get_y()
        held.set_font(_FONT, "B", _BODY)
        held.multi_cell(_FACT_WIDTH, _ROW, _text(held, section.heading), align="L")
        below = held.get_y()
        held.set_y(top)
        self._say(section.words, indent=_FACT_WIDTH, missing=not section.is_said)
        held.set_y(max(below, held.get_y()) + 1)

    def _keep(self, height: float) -> None:
        """Begin a page where so much does not fit on this one."""
        if self.held.will_page_break(height):
            self.held.add_page()

    def _write_section(self, section: Section) -> None:
        held = self.held
        first = section.blocks[0]
        plain = isinstance(first, Words) and first.style != LABEL
        # A heading does not stay behind at the foot of a page.
        self._keep((3.5 if plain else 8) * _ROW)
        held.ln(3)
        held.start_section(_text(held, section.heading))
        self._say(section.heading, _HEAD, bold=True, colour=_colour(ACCENT), line=6.4)
        held.ln(1)
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
        held = self.held
        if words.style == LABEL:
            self._keep(3 * _ROW)
            held.ln(1)
            self._say(words.text, bold=True)
            return
        lead = {BULLET: "\u2022", LETTERED: f"({lettered(letter)})"}.get(words.style, "")
        indent = _INDENT if lead else 0
        self._keep(_ROW)
        if lead:
            held.set_font(_FONT, "", _BODY)
            held.cell(_INDENT, _ROW, lead)
        self._say(words.text, indent=indent, missing=words.style == MISSING)
        held.ln(1.6)

    def _write_chart(self, chart: Columns) -> None:
        held = self.held
        high = held.epw * HEIGHT / WIDTH
        self._keep(high + 2 * _ROW)
        self._say(f"Chart: {chart.title}", _TABLE, colour=_MUTE)
        said = f"Chart: {chart.title}. Its figures are in the table above."
        held.image(io.BytesIO(chart_picture(chart)), w=held.epw, h=high, alt_text=said)
        held.ln(2.4)

    def _write_table(self, table: ReportTable) -> None:
        from fpdf.enums import TableBordersLayout, VAlign
        from fpdf.fonts import FontFace

        held = self.held
        rows = [[head.text for head in table.headings], *table_texts(table)]
        self._keep(5 * _ROW)
        held.ln(1)
        self._say(table.title, bold=True)
        widths, scale = column_widths(table, rows, held.epw, _LETTER, 2 * _PADDING)
        room = [wide - 2 * _PADDING for wide in widths]
        held.set_font(_FONT, "", _TABLE * scale)
        held.set_draw_color(*_RULE)
        held.set_fill_color(255, 255, 255)
        heads = FontFace(emphasis="BOLD", color=_INK, fill_color=_colour(BAND))
        with held.table(
            width=held.epw,
            col_widths=tuple(widths),
            text_align=tuple("LEFT" if head.kind == "text" else "RIGHT" for head in table.headings),
            headings_style=heads,
            v_align=VAlign.T,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            line_height=_LINE * scale,
            padding=_PADDING,
        ) as made:
            for texts in rows:
                style = FontFace(emphasis="BOLD") if texts[0] == "Total" else None
                for part in split_row(texts, room, _LETTER * scale, _MOST_LINES):
                    row = made.row(style=style)
                    for text in part:
                        row.cell(_text(held, text))
        held.ln(2.4)
