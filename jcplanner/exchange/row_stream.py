"""The rows of a long sheet, written straight into the sheet's own file as they come.

XlsxWriter keeps an object for each cell until its row is done and asks about each what it may be; for
100,000 lines that is most of the time of an export. What is written here is the same, cell for cell.
"""

import re
from typing import Any

from jcplanner.exchange.write import cell_text

_MARKUP = re.compile(r"[&<>\r]|_x[0-9A-Fa-f]{4}_")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def letters(column: int) -> str:
    """A column as Excel names it: 0 is A, 26 is AA."""
    text, column = "", column + 1
    while column:
        column, place = divmod(column - 1, 26)
        text = chr(65 + place) + text
    return text


def as_xml(text: str) -> str:
    """A text as it stands between two tags of a sheet."""
    if not _MARKUP.search(text):
        return text
    text = _ESCAPED.sub("_x005F_", text).replace("\r", "_x000D_")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_MOST_BODIES = 10_000
"""Texts that come again and again, such as partners and areas, are made ready once."""


def _body(text: str) -> str:
    """What follows the opening of a cell that holds a text."""
    text = cell_text(text)
    space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f' t="inlineStr"><is><t{space}>{as_xml(text)}</t></is></c>'


class RowStream:
    """Takes the cells of a sheet that goes to disk row by row: rows downwards, each from left to right.

    The sheet must be XlsxWriter's, in its `constant_memory` mode, with nothing yet written from ``row`` on.
    """

    def __init__(self, sheet: Any, row: int, columns: int) -> None:
        self._sheet, self._row = sheet, -1
        self._letters = [letters(column) for column in range(columns)]
        self._styles: dict[int, str] = {}
        self._bodies: dict[str, str] = {}
        self._parts: list[str] = []
        # What was written the ordinary way goes to the file first.
        sheet._write_single_row(row)
        self._file = sheet.row_data_fh

    def _cell(self, row: int, column: int, style: Any) -> str:
        if row != self._row:
            self._end_row()
            self._row = row
            self._parts.append(f'<row r="{row + 1}">')
        known = self._styles.get(id(style))
        if known is None:
            known = self._styles[id(style)] = f' s="{style._get_xf_index()}"'
        return f'<c r="{self._letters[column]}{row + 1}"{known}'

    def _end_row(self) -> None:
        if self._parts:
            self._parts.append("</row>")
            self._file.write("".join(self._parts))
            self._parts.clear()

    def string(self, row: int, column: int, text: str, style: Any) -> None:
        """A text, whatever it looks like."""
        body = self._bodies.get(text)
        if body is None:
            body = _body(text)
            if len(self._bodies) < _MOST_BODIES:
                self._bodies[text] = body
        self._parts.append(self._cell(row, column, style) + body)

    def number(self, row: int, column: int, value: float, style: Any) -> None:
        """A number, with as many digits as give the same number back."""
        opening = self._cell(row, column, style)
        self._parts.append(f"{opening}><v>{value!r}</v></c>")

    def blank(self, row: int, column: int, style: Any) -> None:
        """A blank cell that has a style."""
        opening = self._cell(row, column, style)
        self._parts.append(f"{opening}/>")

    def formula(self, row: int, column: int, formula: str, style: Any, result: float | str) -> None:
        """A formula (without its equals sign) with its result, a number or a text."""
        opening = self._cell(row, column, style)
        if isinstance(result, str):
            kind, shown = (' t="str"' if result else ""), as_xml(result)
        else:
            kind, shown = "", repr(result)
        self._parts.append(f"{opening}{kind}><f>{as_xml(formula)}</f><v>{shown}</v></c>")

    def close(self) -> None:
        """End the last row, and let the sheet know how far it reaches."""
        self._end_row()
        if self._row >= 0:
            self._sheet._check_dimensions(self._row, len(self._letters) - 1)
