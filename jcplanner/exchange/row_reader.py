"""Layouts "lines" and "transactions": each row below the header becomes, or adds to, a budget line."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from jcplanner.domain.problems import Refusal
from jcplanner.domain.years import parse_year
from jcplanner.exchange.control_totals import Figures, FollowedTotals
from jcplanner.exchange.date_columns import settle_order
from jcplanner.exchange.header import Header
from jcplanner.exchange.mapping import EXPENDITURE, INCOME, NET, AmountColumn, Mapping
from jcplanner.exchange.read import Row
from jcplanner.exchange.reading import ControlTotal, Exact, ProposedLine, Reading, Remark
from jcplanner.exchange.values import (
    DAY_FIRST,
    NoFigure,
    amount_reader,
    clean_text,
    find_year,
    read_date,
    read_year,
    year_of,
)

_NAMED = re.compile(r"\{([^{}]+)\}")
_IDENTITY = (
    "ledger_code",
    "description",
    "provider",
    "subjective_group",
    "funding_source",
    "service_area",
)


class _Left(Exception):
    """The row is left out; the remark is made already."""


class _Taken(_Left):
    """The row was a total and is counted already."""


class RowReader:
    """Reads row after row into a `Reading`."""

    def __init__(
        self, header: Header, mapping: Mapping, year: int | None, reading: Reading
    ) -> None:
        self.header, self.mapping, self.reading = header, mapping, reading
        self.amount = amount_reader(mapping.unit, mapping.no_figure)
        self.amounts = list(mapping.amounts) or self._year_columns()
        self.places = [header.place_of(amount.heading) for amount in self.amounts]
        self.file_year = (
            year if year is not None else parse_year(mapping.year) if mapping.year else None
        )
        self.years = [self._year_of_column(amount) for amount in self.amounts]
        self.text = [(name, header.place_of(column)) for name, column in mapping.columns.items()]
        self.templates = [
            (template, [(said, header.place_of(said)) for said in _NAMED.findall(template)])
            for template in mapping.description
        ]
        self.direction_place = (
            header.place_of(mapping.direction_column) if mapping.direction_column else -1
        )
        self.directions = {
            word.strip().casefold(): meaning for word, meaning in mapping.directions.items()
        }
        self.year_place = header.place_of(mapping.year_column) if mapping.year_column else -1
        self.date_place = header.place_of(mapping.date_column) if mapping.date_column else -1
        self.key_places = self._key_places()
        self.order = mapping.date_order or DAY_FIRST
        self.coded = [place for name, place in self.text if name == "ledger_code"]
        self.totals = FollowedTotals(
            [amount.heading for amount in self.amounts], sides=self.direction_place >= 0
        )
        self.controls = [
            (control, header.place_of(control.heading)) for control in mapping.controls
        ]
        self.stated = [Exact() for _control in self.controls]
        self.net = {NET: Exact(), EXPENDITURE: Exact(), INCOME: Exact()}
        self.by_key: dict[str, ProposedLine] = {}
        self.seen: dict[str, int] = {}
        self.doubled = 0
        self._check_year()

    def _year_columns(self) -> list[AmountColumn]:
        headed = self.header.year_columns()
        for place, (heading, year) in enumerate(headed):
            twin = next((other for other, same in headed[:place] if same == year), "")
            if twin:
                raise Refusal(
                    f'Both "{twin}" and "{heading}" are columns of one year; choose the columns of amounts.'
                )
        found = [AmountColumn(heading, str(year)) for heading, year in headed]
        if not found:
            raise Refusal(
                "No column is headed by a financial year such as 2016/17; choose the columns of amounts."
            )
        return found

    def _year_of_column(self, amount: AmountColumn) -> int | None:
        return parse_year(amount.year) if amount.year else find_year(amount.heading)

    def _check_year(self) -> None:
        known = self.year_place >= 0 or self.date_place >= 0 or self.file_year is not None
        if not known and any(year is None for year in self.years):
            raise Refusal(
                "The file does not say which year its figures are for; give it (--year 2023)."
            )

    def _key_places(self) -> list[int]:
        if self.mapping.key:
            return [self.header.place_of(column) for column in self.mapping.key]
        named = [place for name, place in self.text if name in _IDENTITY]
        described = [place for _template, said in self.templates for _name, place in said]
        return list(dict.fromkeys([*named, *described]))

    def settle_dates(self, rows: Iterable[Row]) -> None:
        """Decide the order of day and month for the whole column; raises Undecided where it is open."""
        if self.date_place >= 0 and not self.mapping.date_order:
            cells = [row[self.date_place] for row in rows]
            self.order = settle_order(cells, self.mapping.date_column)

    def used_places(self) -> set[int]:
        """The places of all columns that the mapping uses."""
        single = (self.direction_place, self.year_place, self.date_place)
        described = (place for _template, said in self.templates for _name, place in said)
        pairs = (place for _named, place in (*self.text, *self.controls))
        return {*self.places, *self.key_places, *single, *described, *pairs}

    def take(self, number: int, row: Row) -> None:
        """Read one row: it becomes a line, adds to one, or is left out with its reason."""
        counts = self.reading.counts
        refused = len(self.reading.rejected)
        figures = self._figures(number, row)
        try:
            self._take(number, row, figures, refused)
        except _Taken:
            pass
        except _Left:
            if len(self.reading.rejected) > refused:
                counts.rejected += 1
            else:
                counts.skipped += 1

    def _figures(self, number: int, row: Row) -> Figures:
        """The amounts of a row; text among them becomes a remark."""
        reading = self.reading
        figures: Figures = []
        for place in self.places:
            cell = row[place]
            try:
                figure = self.amount(cell)
            except NoFigure as reason:
                reading.skipped.append(
                    Remark(number, self.header.headings[place], clean_text(cell), str(reason))
                )
                figure = None
            except ValueError as reason:
                reading.rejected.append(
                    Remark(number, self.header.headings[place], clean_text(cell), str(reason))
                )
                figure = None
            if figure is not None:
                reading.figures += 1
                reading.sums.in_file.add(*figure)
            figures.append(figure)
        return figures

    def _take(self, number: int, row: Row, figures: Figures, refused: int) -> None:
        fields = self._fields(row)
        label = fields.get("description", "")
        if not label or "total" in label.casefold():
            self._take_total(number, row, label, figures)
        if all(figure is None for figure in figures):
            if len(self.reading.rejected) == refused:
                said = label or next(
                    (clean_text(cell) for cell in row if cell not in ("", None)), ""
                )
                self.reading.skipped.append(Remark(number, "", said[:200], "no figure in the row"))
            raise _Left
        direction = self._direction(number, row, figures)
        year = self._year(number, row, figures)
        if not label:
            fields["description"] = fields.get("ledger_code", "")
            if not fields["description"]:
                self._refuse(number, "", "", "neither a description nor a code", figures)
        extra = [
            clean_text(cell) for cell in row[len(self.header.headings) :] if cell not in ("", None)
        ]
        if extra:
            self.reading.skipped.append(
                Remark(number, "", ", ".join(extra)[:200], "no heading above it", 0)
            )
        self._count_controls(row)
        self.totals.add(figures, income=direction == INCOME)
        self._propose(number, row, fields, figures, direction, year)
        self.reading.counts.read += 1

    def _fields(self, row: Row) -> dict[str, str]:
        fields = dict(self.mapping.fixed)
        for name, place in self.text:
            fields[name] = clean_text(row[place])
        if self.templates:
            parts: list[str] = []
            for template, said in self.templates:
                values = {name: clean_text(row[place]) for name, place in said}
                # A lone dash says "not applicable", as a blank does.
                if all(value not in ("", "-") for value in values.values()):
                    parts.append(_NAMED.sub(lambda match: values[match[1]], template))  # noqa: B023
            fields["description"] = ", ".join(parts)
        return fields

    def _take_total(self, number: int, row: Row, label: str, figures: Figures) -> None:
        """A total row becomes a control total and goes no further."""
        words = [label] if label else [clean_text(cell) for cell in row if isinstance(cell, str)]
        said = next((word for word in words if "total" in word.casefold()), "")
        coded = any(clean_text(row[place]) not in ("", said) for place in self.coded)
        if said and self.totals.take(said, figures, coded):
            self.reading.counts.totals += 1
            for figure in figures:
                if figure is not None:
                    self.reading.sums.totals.add(*figure)
            raise _Taken

    def _refuse(self, number: int, column: str, value: str, why: str, figures: Figures) -> None:
        self.reading.rejected.append(Remark(number, column, value, why))
        self._put_aside(figures)
        raise _Left

    def _put_aside(self, figures: Figures) -> None:
        for figure in figures:
            if figure is not None:
                self.reading.sums.skipped.add(*figure)

    def _direction(self, number: int, row: Row, figures: Figures) -> str:
        if self.direction_place < 0:
            return self.mapping.fixed.get("direction", EXPENDITURE)
        word = clean_text(row[self.direction_place])
        meaning = self.directions.get(word.casefold())
        if meaning is None and word.casefold()[:3] in ("exp", "inc"):
            meaning = EXPENDITURE if word.casefold().startswith("exp") else INCOME
        if meaning is None:
            self._refuse(
                number,
                self.mapping.direction_column,
                word,
                "neither expenditure nor income",
                figures,
            )
        elif meaning.startswith("skip"):
            why = meaning.partition(":")[2].strip() or "left out by the mapping"
            self.reading.skipped.append(Remark(number, self.mapping.direction_column, word, why))
            self._put_aside(figures)
            raise _Left
        return meaning or EXPENDITURE

    def _year(self, number: int, row: Row, figures: Figures) -> int | None:
        """The year of the row, where its columns do not name theirs."""
        if self.year_place >= 0:
            try:
                return read_year(row[self.year_place], self.mapping.year_ends)
            except ValueError as reason:
                self._refuse(
                    number,
                    self.mapping.year_column,
                    clean_text(row[self.year_place]),
                    str(reason),
                    figures,
                )
        if self.date_place >= 0:
            cell = row[self.date_place]
            try:
                day: date = read_date(cell, self.order)
                return year_of(day)
            except ValueError as reason:
                self._refuse(
                    number, self.mapping.date_column, clean_text(cell), str(reason), figures
                )
        return self.file_year

    def _count_controls(self, row: Row) -> None:
        for exact, (_control, place) in zip(self.stated, self.controls, strict=True):
            try:
                figure = self.amount(row[place])
            except ValueError:
                continue
            if figure is not None:
                exact.add(*figure)

    def _propose(
        self,
        number: int,
        row: Row,
        fields: dict[str, str],
        figures: Figures,
        direction: str,
        row_year: int | None,
    ) -> None:
        """Make the line of a row, or one for each direction where its columns have theirs."""
        sides: dict[str, dict[int, int]] = {}
        brought = self.reading.sums.brought_in
        for amount, figure, column_year in zip(self.amounts, figures, self.years, strict=True):
            if figure is None:
                continue
            pence, rest = figure
            brought.add(pence, rest)
            side = amount.direction or direction
            if amount.reverse:
                pence, rest = -pence, -rest
            if self.controls:
                self.net[side].add(pence, rest)
                sign = 1 if side == EXPENDITURE else -1
                self.net[NET].add(sign * pence, sign * rest)
            year = (column_year if column_year is not None else row_year) or 0
            held = sides.setdefault(side, {})
            held[year] = held.get(year, 0) + pence
        key = "|".join([self.mapping.name, *(clean_text(row[place]) for place in self.key_places)])
        for side, amounts in sides.items():
            self._put(number, f"{key}|{side}" if side == INCOME else key, fields, amounts, side)

    def _put(
        self, number: int, key: str, fields: dict[str, str], amounts: dict[int, int], side: str
    ) -> None:
        turned = self.mapping.negative == INCOME and side == EXPENDITURE
        if turned and any(amounts.values()) and all(pence <= 0 for pence in amounts.values()):
            side, amounts = INCOME, {year: -pence for year, pence in amounts.items()}
        if self.mapping.layout == "transactions" and key in self.by_key:
            line = self.by_key[key]
            for year, pence in amounts.items():
                line.amounts[year] = line.amounts.get(year, 0) + pence
            line.rows += 1
            return
        again = self.seen.get(key, 0) + 1
        self.seen[key] = again
        if again > 1:
            self.doubled += 1
            key = f"{key}#{again}"
        made = dict(fields)
        made["direction"] = side
        line = ProposedLine(
            key, made, amounts, number, made.pop("partner", ""), made.pop("service_area", "")
        )
        line.passing = not self.mapping.keep_nil and not any(amounts.values())
        self.by_key[key] = line
        self.reading.lines.append(line)

    def finish(self) -> None:
        """Close the sums: control totals of total rows and of total columns."""
        reading = self.reading
        reading.controls += self.totals.finish()
        for exact, (control, _place) in zip(self.stated, self.controls, strict=True):
            derived = self.net[control.compare]
            stated = int(exact.exact.to_integral_value())
            rounding = derived.rest - (exact.exact - stated)
            reading.controls.append(ControlTotal(control.heading, stated, derived.pence, rounding))
        together: dict[tuple[int | None, str], list[str]] = {}
        for amount, year in zip(self.amounts, self.years, strict=True):
            together.setdefault((year, amount.direction), []).append(f'"{amount.heading}"')
        for headings in together.values():
            if len(headings) > 1:
                reading.notes.append(
                    f"{' and '.join(headings)} were added up: they are of one year."
                )
        if self.doubled:
            what = "row says" if self.doubled == 1 else "rows say"
            reading.notes.append(
                f"{self.doubled:,} {what} of itself exactly what another does; "
                "each was brought in as a line of its own."
            )

    def count_others(self, rows: Iterable[Row]) -> None:
        """Add up the figures of rows that were not chosen, so that the pounds of the file add up."""
        sums = self.reading.sums
        for row in rows:
            for place in self.places:
                try:
                    figure: tuple[int, Decimal] | None = self.amount(row[place])
                except ValueError:
                    continue
                if figure is not None:
                    sums.in_file.add(*figure)
                    sums.not_chosen.add(*figure)
