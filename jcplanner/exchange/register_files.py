"""A register brought in from a file, CSV or Excel, by its column labels.

Rows are matched to records by their id, else by their name; the same file brought in twice changes nothing
the second time. Columns that a file does not have are left alone; a cell that it has blank becomes blank.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from jcplanner.domain.column import MOST_TEXT, Column, Kind, Value
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import new_id
from jcplanner.domain.register_kinds import Register
from jcplanner.domain.registers import Risk
from jcplanner.domain.scoring_risks import check_degrees
from jcplanner.exchange.read import Cell, ReadFile, Sheet, read_file
from jcplanner.exchange.register_columns import FileColumn, LinkWords, file_columns, read_value
from jcplanner.exchange.values import clean_text
from jcplanner.exchange.write import cell_text
from jcplanner.plan.draft import Draft
from jcplanner.plan.plan import Plan

ID_LABEL = "Id"
"""The heading of the column by which rows are matched first."""

TEXT_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula at the beginning of a text; in CSV an apostrophe goes before it."""

_HEADER_WITHIN = 12
_TEXTS = frozenset({Kind.TEXT, Kind.NOTE, Kind.CODE})


@dataclass(frozen=True)
class Rejected:
    """A row that was not taken, and why."""

    row: int
    why: str


@dataclass
class RowChange:
    """What one row of the file would do: add a record, or change fields of one that is there."""

    row: int
    key: str
    name: str
    is_new: bool
    values: dict[FileColumn, Value] = field(default_factory=dict[FileColumn, Value])
    texts: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])


@dataclass
class RegisterChanges:
    """What a file would change in a register."""

    register: Register
    file: str
    rows: int = 0
    changes: list[RowChange] = field(default_factory=list[RowChange])
    rejected: list[Rejected] = field(default_factory=list[Rejected])
    notes: list[str] = field(default_factory=list[str])

    @property
    def added(self) -> int:
        """How many records come anew."""
        return sum(held.is_new for held in self.changes)

    @property
    def changed(self) -> int:
        """How many records change."""
        return len(self.changes) - self.added

    @property
    def unchanged(self) -> int:
        """How many rows say what the plan says."""
        return self.rows - len(self.changes) - len(self.rejected)

    def headline(self) -> str:
        """Everything in one line."""
        return (
            f"{self.register.title} from {self.file}: {self.added:,} new, {self.changed:,} changed, "
            f"{self.unchanged:,} as they were, {len(self.rejected):,} not taken."
        )

    def lines(self) -> list[str]:
        """One line for each change and each row that was not taken."""
        said: list[str] = []
        for held in self.changes:
            if held.is_new:
                said.append(f'Row {held.row}: new, "{held.name}"')
                continue
            parts = [
                f"{label}: {before or 'blank'} -> {after or 'blank'}"
                for label, (before, after) in held.texts.items()
            ]
            said.append(f'Row {held.row}: "{held.name}", {"; ".join(parts)}')
        said += [f"Row {held.row} not taken: {held.why}" for held in self.rejected]
        return said

    def as_json(self, *, dry_run: bool) -> dict[str, Any]:
        """The same for programs."""
        return {
            "register": self.register.name,
            "file": self.file,
            "dry_run": dry_run,
            "rows": self.rows,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "changes": [
                {
                    "row": held.row,
                    "id": None if held.is_new else held.key,
                    "name": held.name,
                    "new": held.is_new,
                    "fields": {
                        label: {"before": before, "after": after}
                        for label, (before, after) in held.texts.items()
                    },
                }
                for held in self.changes
            ],
            "rejected": [{"row": held.row, "why": held.why} for held in self.rejected],
            "notes": self.notes,
        }


def read_register(path: Path | str) -> ReadFile:
    """Read a register's file, in a process of its own. Raises Refusal."""
    return read_file(path)


def changes_in(plan: Plan, register: Register, content: ReadFile) -> RegisterChanges:
    """What a file would change; the plan is only looked at. Raises Refusal where it has no such columns."""
    found = RegisterChanges(register, content.facts.path.name)
    sheet = _sheet_of(content, register)
    found.notes += content.notes()
    columns = {_label(held.label): held for held in file_columns(plan, register)}
    at = _header(sheet, register, columns)
    heads = [_label(clean_text(cell)) for cell in sheet.rows[at]]
    places, id_place = _places(heads, columns, found)
    taker = _Taker(plan, register, found, quoted=content.facts.kind == "text")
    rows: list[tuple[int, Sequence[Cell]]] = [
        (sheet.row_number(place), cells)
        for place, cells in enumerate(sheet.rows[at + 1 :], start=at + 1)
        if any(clean_text(cell) for cell in cells)
    ]
    found.rows = len(rows)
    ids = [_text(cells, id_place) for _, cells in rows]
    taker.claim(ids)
    for (number, cells), key in zip(rows, ids, strict=True):
        taker.take(number, key, {column: _cell(cells, place) for place, column in places.items()})
    return found


def bring_in(plan: Plan, register: Register, content: ReadFile) -> RegisterChanges:
    """Bring a register in from a file that has been read, as one step. Raises Refusal."""
    found = changes_in(plan, register, content)
    if found.changes:
        many = len(found.changes)
        what = register.kind.ONE if many == 1 else f"{many:,} {register.kind.MANY}"
        with plan.step(f"Bring in {what} from {found.file}") as draft:
            _put(plan, register, draft, found.changes)
    return found


def _put(plan: Plan, register: Register, draft: Draft, changes: Sequence[RowChange]) -> None:
    table = plan.table(register.kind)
    last = max((row[table.index("position")] for row in table.rows.values()), default=0)
    for held in changes:
        own = {
            column.column.name: value
            for column, value in held.values.items()
            if column.kind is register.kind
        }
        if held.is_new:
            last += 1
            fields: dict[str, Any] = {"position": last, **own}
            draft.add(register.kind(id=held.key, **fields))  # type: ignore[call-arg]
        elif own:
            draft.change(register.kind, held.key, **own)
        for column, value in held.values.items():
            if column.kind is not register.kind:
                _put_hung(draft, column, held.key, value)


def _put_hung(draft: Draft, column: FileColumn, key: str, value: Value) -> None:
    """A field of what hangs on a record; what is left with nothing is dropped."""
    own = column.key_of(key)
    fields: dict[str, Any] = column.keys(key)
    blank = column.kind(id=own, **fields)  # type: ignore[call-arg]
    given: dict[str, Any] = {column.column.name: value}
    if draft.get(column.kind, own) is None:
        draft.put(blank)
    draft.change(column.kind, own, **given)
    after = draft.get(column.kind, own)
    if after is not None and after.row == blank.row:
        draft.remove(column.kind, own)


def _label(text: str) -> str:
    return " ".join(text.replace("*", " ").casefold().split())


def _sheet_of(content: ReadFile, register: Register) -> Sheet:
    """The sheet that is called as the register, else the first in sight."""
    named = [held for held in content.sheets if _label(held.name) == _label(register.title)]
    sheets = named or content.visible
    if not sheets or not sheets[0].rows:
        raise Refusal(f"{content.facts.path.name} has no rows.")
    return sheets[0]


def _header(sheet: Sheet, register: Register, columns: Mapping[str, FileColumn]) -> int:
    """The row of headings: that with most of the register's labels, the record's name among them."""
    name = next(held for held in register.kind.COLUMNS if held.name == register.kind.NAMED_BY)
    best, most = -1, 0
    for place, cells in enumerate(sheet.rows[:_HEADER_WITHIN]):
        labels = {_label(clean_text(cell)) for cell in cells}
        if _label(name.label) not in labels and _label(ID_LABEL) not in labels:
            continue
        known = len(labels & (columns.keys() | {_label(ID_LABEL)}))
        if known > most:
            best, most = place, known
    if best < 0:
        raise Refusal(
            f'No row of headings with "{name.label}" was found; the columns of {register.title.lower()} are '
            f"named as in the program: write the register to a file to see them."
        )
    return best


def _places(
    heads: Sequence[str], columns: Mapping[str, FileColumn], found: RegisterChanges
) -> tuple[dict[int, FileColumn], int | None]:
    """Which place of a row holds which column, and where the id stands."""
    places: dict[int, FileColumn] = {}
    id_place: int | None = None
    seen: set[str] = set()
    for place, head in enumerate(heads):
        if not head:
            continue
        if head in seen:
            found.notes.append(f'The heading "{head}" stands twice; its first column was read.')
        elif head == _label(ID_LABEL):
            id_place = place
        elif head in columns:
            places[place] = columns[head]
        else:
            found.notes.append(f'The column "{head}" is not one of the register; it was left out.')
        seen.add(head)
    return places, id_place


def _cell(cells: Sequence[Cell], place: int | None) -> Cell:
    return cells[place] if place is not None and place < len(cells) else None


def _text(cells: Sequence[Cell], place: int | None) -> str:
    return clean_text(_cell(cells, place))


def plain_text(text: str) -> str:
    """A text as files keep it: each line trimmed, nothing invisible, no blank lines around it."""
    lines = (clean_text(line) for line in cell_text(text[:MOST_TEXT]).splitlines())
    return "\n".join(lines).strip()


class _Taker:
    """Takes one row after the other, each for a record of its own."""

    def __init__(
        self, plan: Plan, register: Register, found: RegisterChanges, *, quoted: bool
    ) -> None:
        self._plan, self._register, self._found = plan, register, found
        self._quoted = quoted
        self._links = LinkWords(plan.records)
        self._table = plan.table(register.kind)
        self._name = register.kind.NAMED_BY
        self._claimed: set[str] = set()
        self._by_name: dict[str, list[str]] = {}
        for held in self._table.ordered():
            name = _label(str(self._table.value(held.id, self._name)))
            self._by_name.setdefault(name, []).append(held.id)

    def claim(self, ids: Sequence[str]) -> None:
        """Keep records for the rows that name them by id."""
        self._claimed = {key for key in ids if key in self._table}
        self._left = dict.fromkeys(self._claimed, True)

    def take(self, number: int, key: str, cells: Mapping[FileColumn, Cell]) -> None:
        """Find the row's record and what would change in it."""
        try:
            values = self._values(cells)
            name = next(
                (str(value) for held, value in values.items() if held.column.name == self._name),
                "",
            )
            found = self._match(key, name)
            if not found and not name:
                raise Refusal("It has no name.")
            if self._register.kind is Risk:
                check_degrees({held.column.name: value for held, value in values.items()})
        except Refusal as refusal:
            self._found.rejected.append(Rejected(number, str(refusal)))
            return
        change = self._compare(number, found, name, values)
        if change is not None:
            self._found.changes.append(change)

    def _match(self, key: str, name: str) -> str:
        """The record that a row means; blank for a new one. No record is meant twice."""
        if key in self._table:
            if not self._left.pop(key, False):
                raise Refusal("Its id stands in a row above as well.")
            return key
        for held in self._by_name.get(_label(name), ()):
            if held not in self._claimed:
                self._claimed.add(held)
                return held
        return ""

    def _values(self, cells: Mapping[FileColumn, Cell]) -> dict[FileColumn, Value]:
        values: dict[FileColumn, Value] = {}
        for held, cell in cells.items():
            text = self._read(held.column, cell)
            if not text and held.column.kind is Kind.CHOICE:
                continue  # a choice is never blank: what stands stays
            if text or not held.column.required:
                values[held] = read_value(self._links, held.column, text)
            elif held.column.name == self._name:
                values[held] = ""
        return values

    def _read(self, column: Column, cell: Cell) -> str:
        if isinstance(cell, date):
            return cell.isoformat()
        if column.kind not in _TEXTS or not isinstance(cell, str):
            return clean_text(cell)
        text = plain_text(cell)
        guarded = self._quoted and text[:1] == "'" and text[1:].lstrip("'").startswith(TEXT_SIGNS)
        return text[1:] if guarded else text

    def _compare(
        self, number: int, key: str, name: str, values: dict[FileColumn, Value]
    ) -> RowChange | None:
        records = self._plan.records
        if not key:
            made = {held: value for held, value in values.items() if value != held.column.default}
            change = RowChange(number, new_id(), name, True, made)
            change.texts = {held.label: ("", self._show(held, made[held])) for held in made}
            return change
        change = RowChange(number, key, name or records.name(self._table.kind.TABLE, key), False)
        for held, value in values.items():
            before = held.held(records, key)
            if held.column.name == self._name and held.kind is self._register.kind and not value:
                continue  # a record keeps its name where the file gives none
            if self._same(held.column, before, value):
                continue
            change.values[held] = value
            change.texts[held.label] = (self._show(held, before), self._show(held, value))
        return change if change.values else None

    def _same(self, column: Column, before: Value, after: Value) -> bool:
        if column.kind in _TEXTS:
            return plain_text(str(before or "")) == plain_text(str(after or ""))
        return before == after

    def _show(self, held: FileColumn, value: Value) -> str:
        if held.column.kind is Kind.LINK:
            return self._links.show(held.column, str(value)) if value is not None else ""
        return held.column.show(value)
