"""Layout "across": one record per row, its budget lines in the columns, totals among them."""

from decimal import Decimal

from jcplanner.domain.problems import Refusal
from jcplanner.domain.years import parse_year
from jcplanner.exchange.header import Header
from jcplanner.exchange.mapping import ColumnGroup, Mapping
from jcplanner.exchange.read import Row, Sheet
from jcplanner.exchange.reading import ControlTotal, Exact, ProposedLine, Reading, Remark
from jcplanner.exchange.values import NoFigure, amount_reader, clean_text

Figure = tuple[int, Decimal]


def read_across(
    sheet: Sheet,
    header: Header,
    mapping: Mapping,
    chosen: list[tuple[int, Row]],
    year: int | None,
    reading: Reading,
) -> None:
    """Turn the columns of each chosen row into lines. Raises Refusal where the year is not known, or
    where several rows would become the lines of one partner.
    """
    if year is None and mapping.year:
        year = parse_year(mapping.year)
    if year is None:
        raise Refusal(
            "The file does not say which year its figures are for; give it (--year 2023)."
        )
    if len(chosen) > 1 and "partner" not in mapping.columns:
        names = " or ".join(f'"{column}"' for column in mapping.choose) or "a column"
        raise Refusal(
            f"The file has {len(chosen):,} rows that each describe a body; choose one by {names} "
            "(--where COLUMN=VALUE)."
        )
    for number, row in chosen:
        _Record(sheet, header, mapping, reading, year).read(number, row)


class _Record:
    """One row on its way to becoming lines."""

    def __init__(
        self, sheet: Sheet, header: Header, mapping: Mapping, reading: Reading, year: int
    ) -> None:
        self.header, self.mapping, self.reading, self.year = header, mapping, reading, year
        self.amount = amount_reader(mapping.unit, mapping.no_figure)
        code_place = mapping.code_row - sheet.first_row
        self.codes: Row = sheet.rows[code_place] if 0 <= code_place < len(sheet.rows) else []

    def read(self, number: int, row: Row) -> None:
        reading, mapping, header = self.reading, self.mapping, self.header
        key = [clean_text(row[header.place_of(column)]) for column in mapping.key]
        partner = mapping.columns.get("partner", "")
        said_partner = clean_text(row[header.place_of(partner)]) if partner else ""
        used = {
            header.place_of(column)
            for column in (*mapping.key, *mapping.choose, *mapping.columns.values())
        }
        before = len(reading.lines)
        refused = len(reading.rejected)
        for group in mapping.groups:
            used |= self._read_group(number, row, group, key, said_partner)
        brought = len(reading.lines) - before
        self._skip_others(number, row, used)
        if brought:
            reading.counts.read += 1
        elif len(reading.rejected) > refused:
            reading.counts.rejected += 1
        else:
            reading.counts.skipped += 1
            name = next(
                (clean_text(row[header.place_of(column)]) for column in reversed(mapping.choose)),
                "",
            )
            reading.notes.append(
                f"{name or f'Row {number}'} has no figures in this file (it made no return): "
                "nothing was brought in."
            )

    def _read_group(
        self, number: int, row: Row, group: ColumnGroup, key: list[str], partner: str
    ) -> set[int]:
        """The lines of one group; returns the places of its columns."""
        header, reading = self.header, self.reading
        first, last = header.place_of(group.first), header.place_of(group.last)
        if last < first:
            raise Refusal(
                f'In the mapping "{self.mapping.name}" the group "{group.name}" ends before it begins.'
            )
        total = header.place_of(group.total) if group.total else -1
        derived = Exact()
        for place in range(first, last + 1):
            if place == total:
                continue
            figure = self._figure(number, row, place)
            if figure is None:
                continue
            pence, rest = figure
            derived.add(pence, rest)
            reading.sums.brought_in.add(pence, rest)
            code = clean_text(self.codes[place]) if place < len(self.codes) else ""
            heading = header.headings[place]
            fields = {
                **self.mapping.fixed,
                "description": heading,
                "ledger_code": code,
                "direction": group.direction,
            }
            line_key = "|".join([self.mapping.name, *key, code or heading])
            line = ProposedLine(line_key, fields, {self.year: pence}, number, partner, group.name)
            line.passing = not pence and not self.mapping.keep_nil
            reading.lines.append(line)
        if total >= 0:
            self._compare(number, row, total, derived)
        return {*range(first, last + 1), total}

    def _figure(self, number: int, row: Row, place: int) -> Figure | None:
        """One figure; what is none becomes a remark."""
        reading, heading = self.reading, self.header.headings[place]
        try:
            figure = self.amount(row[place])
        except NoFigure as reason:
            reading.skipped.append(Remark(number, heading, clean_text(row[place]), str(reason)))
            return None
        except ValueError as reason:
            reading.rejected.append(Remark(number, heading, clean_text(row[place]), str(reason)))
            return None
        if figure is None:
            reading.skipped.append(Remark(number, heading, "", "blank"))
            return None
        reading.figures += 1
        reading.sums.in_file.add(*figure)
        return figure

    def _compare(self, number: int, row: Row, place: int, derived: Exact) -> None:
        figure = self._figure(number, row, place)
        if figure is None:
            return
        self.reading.sums.totals.add(*figure)
        rounding = derived.rest - figure[1]
        name = self.header.headings[place]
        self.reading.controls.append(ControlTotal(name, figure[0], derived.pence, rounding))

    def _skip_others(self, number: int, row: Row, used: set[int]) -> None:
        """Every other column is listed, figures with their pounds."""
        reading = self.reading
        for place, cell in enumerate(row):
            if place in used or cell in ("", None):
                continue
            heading = self.header.headings[place] if place < len(self.header.headings) else ""
            why = "not part of this mapping" if heading else "no heading above it"
            reading.skipped.append(Remark(number, heading, clean_text(cell), why))
            try:
                figure = self.amount(cell)
            except ValueError:
                continue
            if figure is not None:
                reading.sums.in_file.add(*figure)
                reading.sums.skipped.add(*figure)
