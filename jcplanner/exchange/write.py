"""Cells, sheets and the file itself: how jcplanner writes any workbook.

Text is always written as text, never as a formula or a link. Money is written in pounds from whole pence,
so that each figure reads back to the penny. A finished file is read again by another reader before it
takes the place of an older one; a failed export leaves that one as it was.
"""

import contextlib
import re
import secrets
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from jcplanner.domain.problems import Refusal

Book = Any
"""A workbook of XlsxWriter, which has no types that a checker could read; so with its sheets and formats."""

LONGEST_TEXT = 32_767
"""What Excel takes in one cell; more would make it call the file damaged."""

CUT_NOTE = " [cut here: longer than a cell can hold; the plan has all of it]"
MONEY_FORMAT = "#,##0.00_);(#,##0.00)"
SHARE_FORMAT = "0.0%"
PERCENT_FORMAT = "0.00%"
DATE_FORMAT = "d mmm yyyy"
YELLOW, GREY, BAND = "#FFFBE3", "#F2F2F2", "#E3F0F3"
ACCENT, LINE = "#0B5C73", "#C9D1D7"
OK_INK, OK_FILL = "#1B7350", "#DFF1E8"
BAD_INK, BAD_FILL = "#B3261E", "#FBE3E1"
WARN_INK, WARN_FILL = "#8A5300", "#FBF0D9"

# Not allowed in XML at all, or shown as boxes: control characters, lone surrogates, two noncharacters.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "font_color": ACCENT},
    "about": {"font_color": "#55636F"},
    "plain": {"valign": "top"},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "bold": {"bold": True},
    "head": {"bold": True, "bottom": 1, "bg_color": BAND, "text_wrap": True, "valign": "bottom"},
    "head_money": {
        "bold": True,
        "bottom": 1,
        "bg_color": BAND,
        "text_wrap": True,
        "align": "right",
        "valign": "bottom",
    },
    "band": {"bold": True, "font_color": ACCENT, "bottom": 1, "bottom_color": LINE},
    "text": {"bg_color": GREY},
    "text_input": {"bg_color": YELLOW, "border": 1, "border_color": LINE, "locked": False},
    "money": {"num_format": MONEY_FORMAT},
    "money_given": {"num_format": MONEY_FORMAT, "bg_color": GREY},
    "money_input": {
        "num_format": MONEY_FORMAT,
        "bg_color": YELLOW,
        "border": 1,
        "border_color": LINE,
        "locked": False,
    },
    "count_input": {
        "num_format": "#,##0",
        "bg_color": YELLOW,
        "border": 1,
        "border_color": LINE,
        "locked": False,
    },
    "percent_input": {
        "num_format": PERCENT_FORMAT,
        "bg_color": YELLOW,
        "border": 1,
        "border_color": LINE,
        "locked": False,
    },
    "money_total": {"num_format": MONEY_FORMAT, "bold": True, "top": 1},
    "text_total": {"bold": True, "top": 1},
    "share": {"num_format": SHARE_FORMAT, "align": "right"},
    "percent_given": {"num_format": PERCENT_FORMAT, "align": "right", "bg_color": GREY},
    "date": {"num_format": DATE_FORMAT, "align": "left"},
    "date_given": {"num_format": DATE_FORMAT, "align": "left", "bg_color": GREY},
    "percent": {"num_format": PERCENT_FORMAT, "align": "right"},
    "count": {"num_format": "#,##0"},
    "count_given": {"num_format": "#,##0", "bg_color": GREY},
    "link": {"font_color": ACCENT, "underline": 1},
    "agrees": {"font_color": OK_INK, "bg_color": OK_FILL},
    "differs": {"font_color": BAD_INK, "bg_color": BAD_FILL, "bold": True},
    "look": {"font_color": WARN_INK, "bg_color": WARN_FILL, "bold": True},
}


def legal_text(text: str) -> str:
    """The text without what a file of XML cannot hold, a space in its place."""
    return _NOT_TEXT.sub(" ", text) if _NOT_TEXT.search(text) else text


def cell_text(text: str) -> str:
    """The text as a cell can hold it: no control characters, not too long, and never taken for markup."""
    text = legal_text(text)
    if len(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT - len(CUT_NOTE)] + CUT_NOTE
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) > 2 * LONGEST_TEXT:
        # Excel counts an emoji as two.
        text = text[: LONGEST_TEXT // 2 - len(CUT_NOTE)] + CUT_NOTE
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter would put such a text into the file as it stands, as markup of its own.
        text += " "
    return text


class Styles:
    """The formats of one workbook by name, made when first used."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """A format of `FORMATS`; "text>2" is the same indented by two."""
        if name not in self._made:
            base, _, indent = name.partition(">")
            options = {"font_name": "Calibri", "font_size": 10, **FORMATS[base]}
            if indent:
                options["indent"] = min(int(indent), 15)
            self._made[name] = self._book.add_format(options)
        return self._made[name]


def sheet_kind() -> Any:
    """The class of sheet that takes formulas as they are written.

    XlsxWriter looks in each formula for some thirty functions that are newer than Excel 2007, which takes
    half the time of a large workbook. Ours use none of them.
    """
    from xlsxwriter.worksheet import Worksheet  # pyright: ignore[reportMissingTypeStubs]

    class FormulaSheet(Worksheet):
        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            return formula.removeprefix("=")

    return FormulaSheet


class Page:
    """One sheet while it is written. It remembers every figure, so that the file can be checked."""

    def __init__(self, sheet: Any, styles: Styles) -> None:
        self.sheet, self.styles = sheet, styles
        self.name: str = sheet.get_name()
        self.figures: dict[tuple[int, int], float] = {}

    def text(self, row: int, column: int, text: str, style: str = "plain") -> None:
        """Write a text, whatever it looks like; a blank one leaves a blank cell of that style."""
        if text:
            self.sheet.write_string(row, column, cell_text(text), self.styles[style])
        else:
            self.sheet.write_blank(row, column, None, self.styles[style])

    def money(self, row: int, column: int, pence: int | None, style: str = "money_given") -> None:
        """Write pence as pounds; nothing stays blank, as it is not nil."""
        if pence is None:
            self.sheet.write_blank(row, column, None, self.styles[style])
            return
        self.figures[(row, column)] = pence / 100
        self.sheet.write_number(row, column, pence / 100, self.styles[style])

    def count(self, row: int, column: int, count: int, style: str = "count_given") -> None:
        """Write a whole number."""
        self.figures[(row, column)] = count
        self.sheet.write_number(row, column, count, self.styles[style])

    def percent(
        self, row: int, column: int, hundredths: int | None, style: str = "percent_input"
    ) -> None:
        """Write hundredths of one per cent as a percentage; nothing stays blank."""
        if hundredths is None:
            self.sheet.write_blank(row, column, None, self.styles[style])
            return
        self.figures[(row, column)] = hundredths / 10_000
        self.sheet.write_number(row, column, hundredths / 10_000, self.styles[style])

    def sum(self, row: int, column: int, formula: str, pence: int, style: str = "money") -> None:
        """Write a formula with its result beside it, in pounds from pence."""
        self.figures[(row, column)] = pence / 100
        self.sheet.write_formula(row, column, f"={formula}", self.styles[style], pence / 100)

    def figure(self, row: int, column: int, formula: str, value: float, style: str) -> None:
        """Write a formula whose result is a share or a count."""
        self.figures[(row, column)] = value
        self.sheet.write_formula(row, column, f"={formula}", self.styles[style], value)

    def words(self, row: int, column: int, formula: str, result: str, style: str = "plain") -> None:
        """Write a formula whose result is a text."""
        self.sheet.write_formula(row, column, f"={formula}", self.styles[style], result)

    def heads(self, row: int, labels: list[str], first_money: int) -> None:
        """Write a row of headings; from column ``first_money`` on they stand right, over figures."""
        for column, label in enumerate(labels):
            self.text(row, column, label, "head_money" if column >= first_money else "head")


def quoted(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'


@contextlib.contextmanager
def replacing(path: Path, may_replace: Callable[[Path], None]) -> Generator[Path]:
    """A file to be written beside ``path``, which takes its place when the block ends well.

    ``may_replace`` raises Refusal where what stands at the path must stay. The older file is whole until
    the new one is complete, and for good where the block raises. Raises Refusal where nothing can be
    written there.
    """
    if path.is_dir():
        raise Refusal(f"{path.name} is a folder; give the name of a workbook.")
    if not path.parent.is_dir():
        raise Refusal(f"There is no folder {path.parent}; make it first.")
    if path.exists():
        may_replace(path)
    # Excel's own lock files begin with ~$; ours are swept by their full name only.
    beside = path.with_name(f".{path.stem[:80]}.{secrets.token_hex(6)}.part")
    try:
        yield beside
        if path.exists():
            may_replace(path)
        beside.replace(path)
    except PermissionError:
        raise Refusal(
            f"{path.name} cannot be written there: it may be open in Excel, or the folder is read-only."
        ) from None
    except OSError as fault:
        raise Refusal(
            f"{path.name} could not be written: {(fault.strerror or str(fault)).lower()}. "
            "Nothing has been replaced."
        ) from None
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()
