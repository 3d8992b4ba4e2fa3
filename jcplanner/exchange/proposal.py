"""Proposed lines against the plan: what is new, what differs, what stays; written into one draft."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.column import MOST_TEXT, Kind
from jcplanner.domain.money import show_exact
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Row, new_id
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.years import year_label
from jcplanner.exchange.mapping import Mapping
from jcplanner.exchange.reading import ProposedLine, Remark
from jcplanner.plan.draft import Draft
from jcplanner.plan.fields import read_field
from jcplanner.plan.plan import Plan

_COLUMNS = {column.name: column for column in BudgetLine.COLUMNS}
_PLACES = {column.name: place for place, column in enumerate(BudgetLine.COLUMNS)}
_DEFAULTS = tuple(column.default for column in BudgetLine.COLUMNS)
_AMOUNT_REST = tuple(column.default for column in BudgetAmount.COLUMNS[4:])


@dataclass(frozen=True, slots=True)
class Change:
    """What a file that came again changed: a line, a field or year of it, before and after."""

    line: str
    what: str
    before: str | int | None
    after: str | int | None

    def as_json(self) -> dict[str, object]:
        """As the command line prints it; amounts in pence."""
        return {"line": self.line, "what": self.what, "before": self.before, "after": self.after}

    def __str__(self) -> str:
        before, after = (
            show_exact(value) if isinstance(value, int) else value or "blank"
            for value in (self.before, self.after)
        )
        return f"{self.line}, {self.what}: {before} becomes {after}"


class Proposal:
    """Takes proposed lines one by one into a draft and counts what they do."""

    def __init__(
        self, plan: Plan, draft: Draft, mapping: Mapping, file: str, sheet: str, at: str
    ) -> None:
        self.plan, self.draft, self.mapping = plan, draft, mapping
        self.file, self.sheet, self.at = file, sheet, at
        self.added = self.changed = self.unchanged = 0
        self.amounts_set = self.amounts_unchanged = 0
        self.expenditure = self.income = 0
        self.changes: list[Change] = []
        self.skipped: list[Remark] = []
        self.notes: list[str] = []
        lines = plan.table(BudgetLine)
        self.lines, self.amounts = lines.rows, plan.table(BudgetAmount).rows
        self.amount_place = plan.table(BudgetAmount).index("amount")
        partner, key = lines.index("partner"), lines.index("import_key")
        self.by_key = {(row[partner], row[key]): row[0] for row in lines.rows.values() if row[key]}
        self.links: dict[tuple[str, str], str | None] = {}
        self.areas: dict[str, str] = {}
        for area in plan.table(ServiceArea).ordered():
            for name in (area.name, area.code):
                if name:
                    self.areas.setdefault(name.casefold(), area.id)
        self.position = max((row[1] for row in lines.rows.values()), default=0)
        self.met: set[str] = set()
        self.new_lines: list[Row] = []
        self.new_amounts: list[Row] = []
        self.cut = 0
        self.taken_over: Counter[str] = Counter()
        self.no_area: Counter[str] = Counter()
        self.not_understood: Counter[tuple[str, str]] = Counter()

    def take(self, line: ProposedLine, partner: Partner | None) -> None:
        """Add the line, or bring the one with its key to what the file says."""
        owner = partner.id if partner else None
        held = self.by_key.get((owner, line.key))
        if held is None and line.passing:
            self.skipped.append(Remark(line.row, "", line.fields.get("description", ""), "nil", 0))
            return
        total = sum(line.amounts.values())
        if line.fields.get("direction") == "income":
            self.income += total
        else:
            self.expenditure += total
        fields = self._fields(line)
        if held is None:
            self._add(line, owner, fields)
        else:
            self._meet(held, line, fields)

    def _fields(self, line: ProposedLine) -> dict[str, object]:
        """The fields as the record holds them; a word that a choice does not know stays out, and is said."""
        found: dict[str, object] = {}
        for name, text in line.fields.items():
            column = _COLUMNS[name]
            if column.kind in (Kind.TEXT, Kind.CODE, Kind.NOTE):
                found[name] = text[:MOST_TEXT]
                self.cut += len(text) > MOST_TEXT
            elif column.kind is Kind.LINK:
                if text.strip() and (linked := self._linked(name, text)) is not None:
                    found[name] = linked
            elif text:
                try:
                    found[name] = column.parse(text)
                except ValueError:
                    self.not_understood[(column.label, text)] += 1
        if line.area:
            area = self.areas.get(line.area.casefold())
            if area is not None:
                found["service_area"] = area
            elif "service_area" not in found:
                self.no_area[line.area] += 1
        return found

    def _linked(self, name: str, text: str) -> str | None:
        """The id of the record that a word of the file names; one that is not in the plan is said."""
        if (name, text) not in self.links:
            try:
                self.links[(name, text)] = str(read_field(self.plan.records, _COLUMNS[name], text))
            except Refusal:
                self.links[(name, text)] = None
        if self.links[(name, text)] is None:
            self.not_understood[(_COLUMNS[name].label, text)] += 1
        return self.links[(name, text)]

    def _add(self, line: ProposedLine, owner: str | None, fields: dict[str, object]) -> None:
        self.position += 1
        made = new_id()
        values: list[Any] = list(_DEFAULTS)
        for name, value in fields.items():
            values[_PLACES[name]] = value
        values[_PLACES["id"]] = made
        values[_PLACES["position"]] = self.position
        values[_PLACES["partner"]] = owner
        self._stamp(values, line)
        self.new_lines.append(tuple(values))
        self.by_key[(owner, line.key)] = made
        self.met.add(made)
        self.added += 1
        for year, pence in line.amounts.items():
            self.new_amounts.append((cell_id(made, year), made, year, pence, *_AMOUNT_REST))
        self.amounts_set += len(line.amounts)

    def _stamp(self, values: list[Any], line: ProposedLine) -> None:
        """Where the line came from."""
        values[_PLACES["source_file"]] = self.file
        values[_PLACES["source_sheet"]] = self.sheet
        values[_PLACES["source_row"]] = line.row
        values[_PLACES["imported_at"]] = self.at
        values[_PLACES["import_key"]] = line.key

    def _meet(self, held: str, line: ProposedLine, fields: dict[str, object]) -> None:
        """A line that is in the plan: only what differs moves, and a service area chosen by hand stays."""
        self.met.add(held)
        row = self.lines.get(held)
        if row is None:  # added by an earlier row of this very run
            return
        name = str(fields.get("description") or row[_PLACES["description"]])
        moved: dict[str, object] = {}
        for field, value in fields.items():
            before = row[_PLACES[field]]
            if value in ("", None, before) or (field == "service_area" and before is not None):
                continue
            moved[field] = value
            self.changes.append(
                Change(name, _COLUMNS[field].label, *self._shown(field, before, value))
            )
        set_before = self.amounts_set
        for year, pence in line.amounts.items():
            self._set(held, name, year, pence)
        if not moved and self.amounts_set == set_before:
            self.unchanged += 1
            return
        self.changed += 1
        if row[_PLACES["source_file"]] not in ("", self.file):
            self.taken_over[str(row[_PLACES["source_file"]])] += 1
        moved.update(
            source_file=self.file, source_sheet=self.sheet, source_row=line.row, imported_at=self.at
        )
        self.draft.change(BudgetLine, held, **moved)  # type: ignore[arg-type]

    def _shown(self, field: str, before: object, after: object) -> tuple[str, str]:
        if _COLUMNS[field].kind is Kind.LINK:
            table, names = _COLUMNS[field].link, self.plan.records.name
            return names(table, before), names(table, after)  # type: ignore[arg-type]
        return str(before or ""), str(after or "")

    def _set(self, held: str, name: str, year: int, pence: int) -> None:
        key = cell_id(held, year)
        row = self.amounts.get(key)
        if row is None:
            self.draft.add(BudgetAmount(key, held, year, pence))
        elif row[self.amount_place] == pence:
            self.amounts_unchanged += 1
            return
        else:
            self.draft.change(BudgetAmount, key, amount=pence)
        before = None if row is None else row[self.amount_place]
        self.changes.append(Change(name, year_label(year), before, pence))
        self.amounts_set += 1

    def finish(self, owner: Partner | None, years: list[int]) -> None:
        """Put the new lines into the draft; say what the file no longer holds, what found no place, and
        what may stand twice.
        """
        self.draft.add_rows(BudgetLine, self.new_lines)
        self.draft.add_rows(BudgetAmount, self.new_amounts)
        place = _PLACES["import_key"]
        prefix = f"{self.mapping.name}|"
        gone = twice = 0
        for line_id, row in self.lines.items():
            if row[_PLACES["source_file"]] != self.file or (
                owner and row[_PLACES["partner"]] != owner.id
            ):
                continue
            if not str(row[place]).startswith(prefix):
                twice += bool(row[place])
            elif line_id not in self.met:
                gone += 1
        if gone and self.met:
            said = "1 line" if gone == 1 else f"{gone:,} lines"
            self.notes.append(
                f"{said} brought in from {self.file} before did not come this time; kept as it was."
            )
        if twice and self.added:
            said = "1 line" if twice == 1 else f"{twice:,} lines"
            self.notes.append(
                f"{said} of {self.file} came in before with another mapping: "
                "look whether money now stands twice."
            )
        if self.cut:
            self.notes.append(
                f"Text beyond {MOST_TEXT:,} characters was cut off ({self.cut:,} cells)."
            )
        for before, lines in self.taken_over.items():
            said = "1 line" if lines == 1 else f"{lines:,} lines"
            self.notes.append(
                f"{said} came from {before} before and now follow {self.file}; if these are other lines, "
                "undo this and give the mapping another name."
            )
        for area, lines in self.no_area.items():
            said = "1 line has" if lines == 1 else f"{lines:,} lines have"
            self.notes.append(f'{said} no service area yet: the plan has none called "{area}".')
        for (label, word), lines in list(self.not_understood.items())[:10]:
            self.notes.append(
                f'{label} "{word}" ({lines:,}) is not one that jcplanner knows; left out.'
            )
