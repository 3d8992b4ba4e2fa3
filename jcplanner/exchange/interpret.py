"""A sheet and a mapping -> a `Reading`: proposed lines, rows left out with their reasons, control totals.

Pure: neither a file nor a plan is touched, so the wizard can show a reading while choices are made.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as Dict
from dataclasses import replace
from typing import Any

from jcplanner.domain.problems import Refusal
from jcplanner.domain.years import parse_year, year_label
from jcplanner.exchange.across import read_across
from jcplanner.exchange.header import Header
from jcplanner.exchange.mapping import Mapping
from jcplanner.exchange.read import Row, Sheet
from jcplanner.exchange.reading import Reading, Remark
from jcplanner.exchange.row_reader import RowReader
from jcplanner.exchange.values import clean_text

SHOWN_ABOVE = 20
LOOKED_THROUGH = 20_000


def interpret(
    sheet: Sheet,
    header: Header,
    mapping: Mapping,
    *,
    where: Dict[str, str] | None = None,
    year: int | None = None,
    partner_names: Iterable[str] = (),
    cancelled: Callable[[], bool] | None = None,
) -> Reading:
    """Read the rows below the header.

    ``where`` chooses rows by heading and value, beside the mapping's own filter. ``year`` (2016 for
    2016/17) is used where the file names none. ``partner_names`` (name, short name, code) choose the
    row of a file that holds many bodies. Raises Refusal or Undecided.
    """
    reading = Reading(sheet.name, header.row, header.headings)
    _note_above(sheet, header, mapping, reading)
    rows = sheet.rows[header.place + 1 :]
    first = sheet.row_number(header.place + 1)
    chosen, others = _choose_rows(rows, first, header, mapping, where or {}, partner_names, reading)
    _note_year(header, mapping, year, reading)
    if mapping.layout == "across":
        read_across(sheet, header, mapping, chosen, year, reading)
    else:
        reader = RowReader(header, mapping, year, reading)
        reader.settle_dates(row for _number, row in chosen)
        for place, (number, row) in enumerate(chosen):
            if not place % 2000 and cancelled is not None and cancelled():
                from jcplanner.exchange.read import Cancelled

                raise Cancelled
            reader.take(number, row)
        reader.finish()
        reader.count_others(others)
        _note_unused(header, reader.used_places(), chosen, mapping, where or {}, reading)
        _note_alike(reading)
    if not reading.sums.adds_up:
        raise AssertionError("figures of the file are not accounted for")
    return reading


def _note_above(sheet: Sheet, header: Header, mapping: Mapping, reading: Reading) -> None:
    """Rows above the header are skipped, and said so."""
    reading.counts.above = sheet.first_row - 1 + header.place + 1
    above = [(place, row) for place, row in enumerate(sheet.rows[: header.place]) if any(row)]
    for place, row in above[:SHOWN_ABOVE]:
        said = next((clean_text(cell) for cell in row if cell not in ("", None)), "")
        number = sheet.row_number(place)
        why = (
            "gives the codes of the columns"
            if number == mapping.code_row
            else "above the header row"
        )
        reading.skipped.append(Remark(number, "", said[:200], why))
    if len(above) > SHOWN_ABOVE:
        rest = above[SHOWN_ABOVE:]
        reading.skipped.append(
            Remark(sheet.row_number(rest[0][0]), "", "", "above the header row", len(rest))
        )


def _note_year(header: Header, mapping: Mapping, year: int | None, reading: Reading) -> None:
    """Say where a year that was given is not the one that the mapping or the file speaks of."""
    if year is None:
        return
    dated = mapping.year_column or mapping.date_column or not mapping.amounts
    if mapping.layout != "across" and dated:
        reading.notes.append(f"{year_label(year)} was not used: the file names its years itself.")
    elif mapping.year and parse_year(mapping.year) != year:
        reading.notes.append(
            f"The mapping is for {mapping.year}; {year_label(year)} was used, as asked."
        )


def _note_unused(
    header: Header,
    used: set[int],
    chosen: list[tuple[int, Row]],
    mapping: Mapping,
    where: Dict[str, str],
    reading: Reading,
) -> None:
    """Columns with something in them that the mapping does not use are skipped, and said so."""
    named = {*mapping.choose, *mapping.where, *where}
    used = used | {header.place_of(column) for column in named if header.has(column)}
    for place, heading in enumerate(header.headings):
        if place in used:
            continue
        filled = next((number for number, row in chosen if row[place] not in ("", None)), None)
        if filled is not None:
            reading.skipped.append(Remark(None, heading, "", "not part of this mapping", 0))


def _note_alike(reading: Reading) -> None:
    """Lines that say the same with the same amounts may be the same money twice: a person must look."""
    if len(reading.lines) > LOOKED_THROUGH:
        return
    first: dict[tuple[object, ...], int] = {}
    alike: list[tuple[str, int, int]] = []
    for line in reading.lines:
        if not any(line.amounts.values()):
            continue
        said = (
            line.partner,
            *line.fields.get("description", "").split(),
            line.fields.get("direction"),
        )
        key = (*said, *sorted(line.amounts.items()))
        if key in first:
            alike.append((line.fields["description"], first[key], line.row))
        else:
            first[key] = line.row
    if alike:
        description, one, other = alike[0]
        count = "1 line says" if len(alike) == 1 else f"{len(alike):,} lines say"
        reading.notes.append(
            f'{count} the same as another, with the same amounts ("{description}", rows {one:,} and '
            f"{other:,}): look whether it is the same money."
        )


def _choose_rows(
    rows: Sequence[Row],
    first: int,
    header: Header,
    mapping: Mapping,
    where: Dict[str, str],
    partner_names: Iterable[str],
    reading: Reading,
) -> tuple[list[tuple[int, Row]], list[Row]]:
    """The rows to read with their numbers, and those that the filter leaves out."""
    width = len(header.headings)
    held: list[tuple[int, Row]] = []
    blank = 0
    for place, row in enumerate(rows):
        if len(row) < width:
            row = [*row, *[""] * (width - len(row))]
        if not any(row) and not any(cell == 0 and cell is not False for cell in row):
            blank += 1
            continue
        held.append((first + place, row))
    reading.counts.blank = blank
    conditions = {**mapping.where, **where}
    if mapping.choose and not any(_same(column, mapping.choose) for column in conditions):
        conditions.update(_by_partner(held, header, mapping, partner_names, reading))
    if not conditions:
        return held, []
    tests = [
        (header.place_of(column), value.strip().casefold()) for column, value in conditions.items()
    ]
    chosen: list[tuple[int, Row]] = []
    others: list[Row] = []
    for number, row in held:
        if all(clean_text(row[place]).casefold() == value for place, value in tests):
            chosen.append((number, row))
        else:
            others.append(row)
    said = " and ".join(f'{column} "{value}"' for column, value in conditions.items())
    if not chosen:
        raise Refusal(f"No row has {said}; nothing was brought in.")
    reading.counts.not_chosen = len(others)
    if others:
        column = next(iter(conditions))
        reading.skipped.append(
            Remark(None, column, "", f"not chosen: other than {said}", len(others))
        )
    return chosen, others


def _same(column: str, among: Iterable[str]) -> bool:
    return column.strip().casefold() in {name.strip().casefold() for name in among}


def _by_partner(
    held: list[tuple[int, Row]],
    header: Header,
    mapping: Mapping,
    partner_names: Iterable[str],
    reading: Reading,
) -> dict[str, str]:
    """The condition that picks the partner's own rows out of a file that holds many bodies."""
    wanted = {name.strip().casefold(): name for name in partner_names if name.strip()}
    places = [(column, header.place_of(column)) for column in mapping.choose if header.has(column)]
    for column, place in places:
        values = {clean_text(row[place]) for _number, row in held}
        if len(values - {""}) <= 1:
            return {}
        found = [value for value in values if value.casefold() in wanted]
        if len(found) == 1:
            reading.notes.append(
                f'{column} "{found[0]}" was chosen because the partner is called so.'
            )
            return {column: found[0]}
    names = " or ".join(f'"{column}"' for column, _place in places)
    raise Refusal(
        f"The file holds the rows of many bodies; choose one by {names} (--where COLUMN=VALUE)."
    )


def with_answer(mapping: Mapping, setting: str, answer: str) -> Mapping:
    """The mapping with an open question answered (see `Undecided`)."""
    settings: dict[str, Any] = {setting: answer}
    return replace(mapping, **settings).check()
