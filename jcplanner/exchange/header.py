"""Where the header row of a sheet is, and which column stands under which heading."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from jcplanner.domain.problems import Refusal
from jcplanner.exchange.mapping import Mapping
from jcplanner.exchange.read import ReadFile, Sheet
from jcplanner.exchange.values import clean_text, find_year

SEARCHED = 100
"""How many rows are searched for headings."""


def plain(heading: str) -> str:
    """A heading for comparison: spaces and capitals do not matter."""
    return re.sub(r"\s+", " ", heading).strip().casefold()


class Header:
    """The headings of a sheet and the places of its columns.

    A heading that stands twice is told apart as "Cost (2)"; a blank one is "Column F".
    """

    def __init__(self, sheet: Sheet, place: int) -> None:
        self.place = place
        self.row = sheet.row_number(place)
        self.headings: list[str] = []
        self._places: dict[str, int] = {}
        for column, cell in enumerate(sheet.rows[place]):
            said = (
                " ".join(clean_text(cell).split())
                or f"Column {column_letters(sheet.first_column + column)}"
            )
            heading, again = said, 1
            while plain(heading) in self._places:
                again += 1
                heading = f"{said} ({again})"
            self._places[plain(heading)] = column
            self.headings.append(heading)

    def has(self, heading: str) -> bool:
        """Whether there is such a column."""
        return plain(heading) in self._places

    def place_of(self, heading: str) -> int:
        """The place of a column in a row. Raises Refusal where there is no such heading."""
        try:
            return self._places[plain(heading)]
        except KeyError:
            near = get_close_matches(heading, self.headings, 1, 0.5)
            meant = f' (did you mean "{near[0]}"?)' if near else ""
            raise Refusal(
                f'There is no column "{heading}"{meant}; the header is row {self.row}.'
            ) from None

    def year_columns(self) -> list[tuple[str, int]]:
        """The headings that name a financial year, with the year."""
        found = ((heading, find_year(heading)) for heading in self.headings)
        return [(heading, year) for heading, year in found if year is not None]


def find_header(sheet: Sheet, mapping: Mapping, also: Iterable[str] = ()) -> Header | None:
    """The row that has every heading of the mapping: the one it names, else the first that fits."""
    needed = {plain(heading) for heading in (*mapping.headings(), *also)}
    named = mapping.header_row - sheet.first_row
    places = [named] if 0 <= named < len(sheet.rows) else []
    places += [place for place in range(min(SEARCHED, len(sheet.rows))) if place != named]
    for place in places:
        cells = {plain(clean_text(cell)) for cell in sheet.rows[place] if cell not in ("", None)}
        if needed and needed <= cells:
            return Header(sheet, place)
        # Headings that stand twice, and columns without one, have names of our making.
        if needed and (place == named or len(needed & cells) * 2 > len(needed)):
            header = Header(sheet, place)
            if all(header.has(heading) for heading in needed):
                return header
    if not needed and mapping.header_row and 0 <= named < len(sheet.rows):
        return Header(sheet, named)
    if not needed:
        for place in places:
            header = Header(sheet, place)
            if header.year_columns():
                return header
    return None


def choose_sheet(file: ReadFile, mapping: Mapping) -> tuple[Sheet, Header]:
    """The sheet that the mapping names or fits, with its header.

    Raises Refusal where no sheet or more than one fits.
    """
    name = file.facts.path.name
    readable = [sheet for sheet in file.sheets if sheet.rows]
    if mapping.sheet and file.facts.kind == "workbook":
        readable = [sheet for sheet in readable if plain(sheet.name) == plain(mapping.sheet)]
    if not readable:
        raise Refusal(f"{name} has no sheet with anything in it.")
    fitting = [(sheet, header) for sheet in readable if (header := find_header(sheet, mapping))]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = ", ".join(f'"{sheet.name}"' for sheet, _header in fitting)
        raise Refusal(f"{name} has several sheets that fit: {names}; say which one is meant.")
    raise Refusal(_missing(name, readable, mapping))


def _missing(name: str, sheets: Sequence[Sheet], mapping: Mapping) -> str:
    """Say which headings the nearest row lacks."""
    needed = mapping.headings()
    if not needed:
        return (
            f"{name} has no column headed by a financial year, such as 2016/17; choose the columns."
        )
    best: list[str] = needed
    for sheet in sheets:
        for row in sheet.rows[:SEARCHED]:
            cells = {plain(clean_text(cell)) for cell in row}
            lacking = [heading for heading in needed if plain(heading) not in cells]
            if len(lacking) < len(best):
                best = lacking
    shown = ", ".join(f'"{heading}"' for heading in best[:3]) + (
        " and others" if len(best) > 3 else ""
    )
    return f'{name} does not fit the mapping "{mapping.name}": no row has the heading {shown}.'


def column_letters(number: int) -> str:
    """The letters of a column as Excel shows them: 0 is A, 26 is AA."""
    letters, number = "", number + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
