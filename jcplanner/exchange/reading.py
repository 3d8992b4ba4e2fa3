"""What came of reading a sheet with a mapping: proposed lines, what was left out and why, control totals.

Counts and pounds add up to the file: each row lands in exactly one of `Counts`, each figure in exactly
one of `Sums`.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from jcplanner.domain.problems import Refusal


class Undecided(Refusal):
    """The file leaves a question open that must be asked: the wizard offers ``choices`` for the
    mapping's ``setting``; elsewhere the message says how to answer.
    """

    def __init__(self, sentence: str, setting: str, column: str, choices: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.setting, self.column, self.choices = setting, column, choices


@dataclass(frozen=True, slots=True)
class Remark:
    """Something left out, and why. ``rows`` above 1: so many rows alike, of which ``row`` is the first
    (None where they stand all
    over the sheet). 0: no row of its own, but a column or a cell of one.
    """

    row: int | None
    column: str
    value: str
    why: str
    rows: int = 1

    @property
    def place(self) -> str:
        """Where it stands, in words: "row 5, Amount", "column Amount", "41,440 rows"."""
        if self.row is None:
            return f"{self.rows:,} rows" if self.rows else f"column {self.column}"
        many = f"{self.rows:,} rows from row {self.row:,}" if self.rows > 1 else f"row {self.row:,}"
        return f"{many}, {self.column}" if self.column else many

    def as_json(self) -> dict[str, object]:
        """As the command line prints it."""
        plain: dict[str, object] = {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "why": self.why,
        }
        return {**plain, "rows": self.rows} if self.rows != 1 else plain


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """A total that the file states, in pence, beside the one worked out from what was brought in.

    ``rounding`` is what rounding to the penny left over in between (pence, exact).
    """

    name: str
    stated: int
    derived: int
    rounding: Decimal = Decimal(0)

    @property
    def difference(self) -> int:
        """Derived less stated, in pence: 0 where they agree."""
        return self.derived - self.stated

    @property
    def agrees(self) -> bool:
        """Whether nothing but rounding lies between the two."""
        return abs(self.difference + self.rounding) < 1

    def as_json(self) -> dict[str, object]:
        """As the command line prints it; ``rounding`` only where there is any."""
        plain: dict[str, object] = {
            "name": self.name,
            "stated": self.stated,
            "derived": self.derived,
            "difference": self.difference,
            "agrees": self.agrees,
        }
        return (
            {**plain, "rounding": format(self.rounding.normalize(), "f")}
            if self.rounding
            else plain
        )


@dataclass(slots=True)
class ProposedLine:
    """A budget line as the file has it: its key, its fields, pence by year, and where it stood.

    ``passing``: all its figures are nil and the mapping makes no line for that; a line that is in the
    plan already is still brought to nil.
    """

    key: str
    fields: dict[str, str]
    amounts: dict[int, int]
    row: int
    partner: str = ""
    area: str = ""
    rows: int = 1
    passing: bool = False


@dataclass
class Exact:
    """A sum in pence that forgets nothing: whole pence and what rounding left over."""

    pence: int = 0
    rest: Decimal = field(default_factory=Decimal)

    def add(self, pence: int, rest: Decimal) -> None:
        """Add one figure."""
        self.pence += pence
        if rest:
            self.rest += rest

    @property
    def exact(self) -> Decimal:
        """The sum as it stands in the file, in pence."""
        return self.pence + self.rest


@dataclass
class Counts:
    """Where each row of the sheet went; `in_file` is their sum."""

    above: int = 0
    blank: int = 0
    not_chosen: int = 0
    totals: int = 0
    read: int = 0
    skipped: int = 0
    rejected: int = 0

    @property
    def in_file(self) -> int:
        """All rows of the sheet."""
        return (
            self.above
            + self.blank
            + self.not_chosen
            + self.totals
            + self.read
            + self.skipped
            + self.rejected
        )


@dataclass
class Sums:
    """Where each figure of the amount columns went, signs as in the file."""

    in_file: Exact = field(default_factory=Exact)
    brought_in: Exact = field(default_factory=Exact)
    totals: Exact = field(default_factory=Exact)
    skipped: Exact = field(default_factory=Exact)
    not_chosen: Exact = field(default_factory=Exact)

    @property
    def adds_up(self) -> bool:
        """Whether every figure is accounted for."""
        parts = (self.brought_in, self.totals, self.skipped, self.not_chosen)
        return self.in_file.exact == sum((part.exact for part in parts), Decimal(0))


@dataclass
class Reading:
    """Everything found in one sheet under one mapping; the plan has not been looked at."""

    sheet: str
    header_row: int
    headings: list[str]
    lines: list[ProposedLine] = field(default_factory=list[ProposedLine])
    skipped: list[Remark] = field(default_factory=list[Remark])
    rejected: list[Remark] = field(default_factory=list[Remark])
    controls: list[ControlTotal] = field(default_factory=list[ControlTotal])
    notes: list[str] = field(default_factory=list[str])
    counts: Counts = field(default_factory=Counts)
    sums: Sums = field(default_factory=Sums)
    figures: int = 0

    @property
    def years(self) -> list[int]:
        """The financial years that have amounts."""
        return sorted({year for line in self.lines for year in line.amounts})
