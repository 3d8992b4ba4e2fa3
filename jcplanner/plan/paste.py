"""A block from the clipboard into the budget grid, and the other edits of many cells: one step each.

Everything is read and judged before anything moves. What cannot be taken is refused in one sentence, so
that figures never land beside the lines they were meant for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.column import Kind, Value
from jcplanner.domain.problems import Refusal
from jcplanner.plan.clipboard import cells_of, copied_amount, read_amount
from jcplanner.plan.edits import Cells, put_amount
from jcplanner.plan.fields import read_field, show_field
from jcplanner.plan.grid import BudgetView
from jcplanner.plan.grid_filters import GridColumn
from jcplanner.plan.plan import Plan

Fields = Mapping[tuple[str, str], Value]
"""Values of line fields by (line id, field name)."""

LONGEST_SHOWN = 40


@dataclass(frozen=True)
class Pasted:
    """What a paste did: how many cells it filled, and how many it left out since nobody types them."""

    cells: int
    left_out: int = 0

    @property
    def words(self) -> str:
        """The same as a sentence."""
        said = "Pasted 1 cell." if self.cells == 1 else f"Pasted {self.cells:,} cells."
        if self.left_out:
            many = self.left_out > 1
            said += f" {self.left_out:,} that cannot be typed into {'were' if many else 'was'} left out."
        return said


def put_cells(plan: Plan, amounts: Cells, fields: Fields, name: str) -> None:
    """Put amounts and fields into the grid as one step. Raises Refusal for a blank required field."""
    blank = [
        column.label
        for column in BudgetLine.COLUMNS
        if column.required
        and any(held == column.name and value in (None, "") for (_, held), value in fields.items())
    ]
    if blank:
        raise Refusal(f"{blank[0]} cannot be blank.")
    by_line: dict[str, dict[str, Value]] = {}
    for (line, key), value in fields.items():
        by_line.setdefault(line, {})[key] = value
    with plan.step(name) as draft:
        for line, values in by_line.items():
            draft.change(BudgetLine, line, **values)
        for (line, year), amount in amounts.items():
            put_amount(draft, line, year, amount)


def copied_cell(view: BudgetView, row: int, column: GridColumn) -> str:
    """The text of a cell for the clipboard: amounts in full pounds whatever the unit shown."""
    held = view.rows[row]
    if isinstance(held, str):
        return _copied(view, held, column)
    if column.year is not None:
        pence = held.sum(column.year)
        return copied_amount(pence)
    return held.label if column.key == "description" else ""


def _copied(view: BudgetView, line: str, column: GridColumn) -> str:
    if column.year is not None:
        return copied_amount(view.amount(line, column.year), income=view.is_income(line))
    value = view.field(line, column.key)
    if column.field is None:
        return str(value)[:1].upper() + str(value)[1:]
    return show_field(view.plan.records, column.field, value)


def paste(
    view: BudgetView,
    text: str,
    rows: Sequence[int],
    columns: Sequence[GridColumn],
    size: tuple[int, int] = (1, 1),
) -> Pasted:
    """Put tab-separated text into the grid from the first of ``rows`` and ``columns`` on, as one step.

    ``rows`` and ``columns`` are all that follow the cell where the block begins, ``size`` how many of
    them are selected: a block that fits into the selection several times over fills it. Raises Refusal.
    """
    copied = cells_of(text)
    block = _spread(copied, size)
    # One row over many is meant for the lines among them; more rows must lie on what they came from.
    over_heads = len(copied) == 1 and len(block) > 1
    height, width = len(block), len(block[0])
    if height > len(rows):
        raise Refusal(
            f"The block has {_many(height, 'row')} but only {_many(len(rows), 'row')} follow from here;"
            " add lines first, or begin higher up."
        )
    if width > len(columns):
        raise Refusal(
            f"The block has {_many(width, 'column')} but only {_many(len(columns), 'column')} follow from"
            " here; begin further left, or show more columns."
        )
    reader = _Reader(view)
    for cells, row in zip(block, rows, strict=False):
        if over_heads and view.line(row) is None:
            continue
        for cell, column in zip(cells, columns, strict=False):
            reader.take(cell, row, column)
    reader.judge_signs()
    count = len(reader.amounts) + len(reader.fields)
    put_cells(
        view.plan,
        reader.amounts,
        reader.fields,
        "Paste 1 cell" if count == 1 else f"Paste {count:,} cells",
    )
    return Pasted(count, reader.left_out)


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _spread(block: list[list[str]], size: tuple[int, int]) -> list[list[str]]:
    """Repeat a block over a selection that is a whole number of times as high and as wide."""
    height, width = len(block), len(block[0])
    down = size[0] // height if size[0] % height == 0 else 1
    across = size[1] // width if size[1] % width == 0 else 1
    return [row * max(across, 1) for row in block] * max(down, 1)


class _Reader:
    """Reads the cells of a block against what stands in the grid."""

    def __init__(self, view: BudgetView) -> None:
        self.view = view
        self.amounts: dict[tuple[str, int], int | None] = {}
        self.fields: dict[tuple[str, str], Value] = {}
        self.left_out = 0
        self._income_signs: set[str] = set()

    def take(self, text: str, row: int, column: GridColumn) -> None:
        """Read one cell. Raises Refusal."""
        held = self.view.rows[row]
        if not isinstance(held, str):
            self._must_be_same(text, row, column)
        elif not column.editable:
            if text.strip() != _copied(self.view, held, column).strip():
                self.left_out += 1
        elif column.year is not None:
            self._take_amount(text, held, column.year)
        else:
            self._take_field(text, held, column)

    def _must_be_same(self, text: str, row: int, column: GridColumn) -> None:
        """Over the head of a group only its own text may be pasted: anything else was meant for a line."""
        stands = copied_cell(self.view, row, column)
        if text.strip() == stands.strip():
            return
        if column.year is not None and stands and text.strip():
            try:
                if read_amount(text) == read_amount(stands):
                    return
            except Refusal:
                pass
        held = self.view.rows[row]
        label = "" if isinstance(held, str) else held.label
        raise Refusal(
            f'The block would cover the subtotal of "{label}"; paste into one group at a time, or show'
            " the lines without groups."
        )

    def _take_amount(self, text: str, line: str, year: int) -> None:
        income = self.view.is_income(line)
        try:
            pence = read_amount(text, income=income)
        except Refusal as refusal:
            name = str(self.view.field(line, "description"))[:LONGEST_SHOWN]
            raise Refusal(f"Nothing was pasted. For {name}: {refusal}") from None
        if income and pence:
            bare = text.replace("£", "").strip()
            if not bare.startswith("+"):
                minus = bare[0] in "-\u2212(" or bare[-1] in "-\u2212"
                self._income_signs.add("minus" if minus else "none")
        self.amounts[(line, year)] = pence

    def _take_field(self, text: str, line: str, column: GridColumn) -> None:
        field, records = column.field, self.view.plan.records
        assert field is not None
        held = self.view.field(line, column.key)
        # What reads the same is the same: two records may share a name.
        if text.strip() == show_field(records, field, held).strip():
            return
        if field.kind is Kind.CHOICE and not text.strip():
            raise Refusal(f"Nothing was pasted: {field.label} cannot be blank.")
        try:
            self.fields[(line, column.key)] = read_field(records, field, text)
        except Refusal as refusal:
            raise Refusal(f"Nothing was pasted. {refusal}") from None

    def judge_signs(self) -> None:
        """Income with a minus beside income without one may mean two things. Raises Refusal."""
        if len(self._income_signs) > 1:
            raise Refusal(
                "Nothing was pasted: on income lines some figures have a minus and others none. Write"
                " income one way throughout, and income given back with a plus, such as +500."
            )


def fill_down(view: BudgetView, lines: Sequence[str], columns: Iterable[GridColumn]) -> None:
    """Carry what the first line has into the lines below it, in each column that can be typed into."""
    amounts: dict[tuple[str, int], int | None] = {}
    fields: dict[tuple[str, str], Value] = {}
    for column in columns:
        for line in lines[1:]:
            if column.year is not None:
                amounts[(line, column.year)] = view.amount(lines[0], column.year)
            elif column.editable:
                fields[(line, column.key)] = view.field(lines[0], column.key)
    put_cells(view.plan, amounts, fields, "Fill down")


def blank_cells(view: BudgetView, cells: Iterable[tuple[str, GridColumn]]) -> int:
    """Empty cells: amounts become blank, which is not nil; fields that must hold something stay.

    Returns how many cells were left as they are.
    """
    amounts: dict[tuple[str, int], int | None] = {}
    fields: dict[tuple[str, str], Value] = {}
    left = 0
    for line, column in cells:
        if column.year is not None:
            amounts[(line, column.year)] = None
        elif (
            not column.editable
            or column.field is None
            or column.field.required
            or column.field.kind in (Kind.CHOICE, Kind.FLAG)
        ):
            left += 1
        else:
            fields[(line, column.key)] = None if column.field.kind is Kind.LINK else ""
    count = len(amounts) + len(fields)
    if count:
        put_cells(
            view.plan, amounts, fields, "Blank 1 cell" if count == 1 else f"Blank {count:,} cells"
        )
    return left


def mark_amounts(plan: Plan, cells: Iterable[tuple[str, int]], status: str) -> int:
    """Mark amounts as indicative or confirmed, as one step; blanks are passed by. Returns how many."""
    amounts = plan.table(BudgetAmount)
    ids = [cell_id(line, year) for line, year in cells]
    given = [key for key in ids if key in amounts and amounts.value(key, "amount") is not None]
    what = "1 amount" if len(given) == 1 else f"{len(given):,} amounts"
    with plan.step(f"Mark {what} as {status}") as draft:
        for key in given:
            draft.change(BudgetAmount, key, status=status)
    return len(given)
