"""Columns of the budget grid and the filters on them: what is typed or chosen, and which lines it keeps."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.column import Column, Kind, Value
from jcplanner.domain.money import parse_pounds, show_money, to_pence
from jcplanner.domain.problems import Refusal
from jcplanner.domain.records import Records
from jcplanner.domain.years import year_label
from jcplanner.plan.fields import PROVENANCE, column_named, shower

STAGE = "stage"
"""The one column that is neither a field nor a year: where the line's service area stands."""

FIELDS = (
    "description",
    "partner",
    "ledger_code",
    "service_area",
    "funding_source",
    "budget_holder",
    STAGE,
    "line_manager",
    "provider",
    "subjective_group",
    "direction",
    "nature",
    "recurrence",
    "vat_regime",
    "kept_out_of_pool",
    "in_kind",
    "source_file",
    "source_sheet",
    "source_row",
    "note",
)
"""The fields of a line that the grid can show, in this order, before the years."""

SHOWN_AT_FIRST = frozenset(
    {"description", "partner", "ledger_code", "funding_source", "budget_holder", STAGE}
)


@dataclass(frozen=True)
class GridColumn:
    """One column: a field of the line, its stage, or (``year`` set) the amounts of a year.

    ``about`` says in a sentence what stands in it.
    """

    key: str
    label: str
    field: Column | None = None
    year: int | None = None
    about: str = ""

    @property
    def editable(self) -> bool:
        """Whether its cells can be typed into: not the stage, nor where a line came from."""
        return self.year is not None or (self.field is not None and self.key not in PROVENANCE)


@cache
def field_column(key: str) -> GridColumn:
    """The grid column of a field of the line. Raises KeyError for an unknown one."""
    field = column_named(BudgetLine, key)
    return GridColumn(key, field.label, field, about=field.help)


def grid_columns(years: list[int], stage_year: int) -> list[GridColumn]:
    """Every column of the grid: the fields, the stage in a year, then the years, the base year first."""
    fields = [
        GridColumn(STAGE, "Stage", about=f"The stage in {year_label(stage_year)} of the area.")
        if key == STAGE
        else field_column(key)
        for key in FIELDS
    ]
    return [*fields, *(year_column(year, base=place == 0) for place, year in enumerate(years))]


def year_column(year: int, *, base: bool = False) -> GridColumn:
    """The grid column of a year; the base year says so."""
    return GridColumn(str(year), f"{year_label(year)}{' base' if base else ''}", year=year)


@dataclass(frozen=True)
class Filter:
    """What is asked of one column: words or a comparison as typed, or one of the values chosen."""

    typed: str = ""
    chosen: frozenset[Value] | None = None


_SIGNS = (">=", "<=", "<>", "=", ">", "<")


def _taken_apart(typed: str) -> tuple[str, str]:
    """A comparison as its sign ("" for none) and what follows it."""
    text = typed.strip()
    for sign in _SIGNS:
        if text.startswith(sign):
            return sign, text[len(sign) :].strip()
    return "", text


def keeps_words(typed: str) -> Callable[[str], bool]:
    """Which words a typed filter keeps: those that hold it; "=" and "<>" ask for the whole of them.

    "=" alone keeps what is blank, "<>" alone what is not.
    """
    sign, rest = _taken_apart(typed)
    wanted = rest.casefold()
    if sign == "=":
        return lambda words: words.casefold() == wanted
    if sign == "<>":
        return lambda words: words.casefold() != wanted
    whole = typed.strip().casefold()
    return lambda words: whole in words.casefold()


def keeps_amounts(typed: str) -> Callable[[int | None], bool]:
    """Which amounts, in pence as shown, a typed filter keeps: "> 100k", "<> 0", "5,000..7,000".

    "=" alone keeps blanks, "<>" alone what is not blank. Raises Refusal where it cannot be read.
    """
    sign, rest = _taken_apart(typed)
    if not rest:
        return (lambda pence: pence is None) if sign == "=" else (lambda pence: pence is not None)
    low, dots, high = rest.partition("..")
    if dots and not sign:
        least, most = _pence(low), _pence(high)
        return lambda pence: pence is not None and least <= pence <= most
    than = _pence(rest)
    match sign:
        case ">":
            return lambda pence: pence is not None and pence > than
        case "<":
            return lambda pence: pence is not None and pence < than
        case ">=":
            return lambda pence: pence is not None and pence >= than
        case "<=":
            return lambda pence: pence is not None and pence <= than
        case "<>":
            return lambda pence: pence != than
        case _:
            return lambda pence: pence == than


def _pence(text: str) -> int:
    try:
        return to_pence(parse_pounds(text))[0]
    except ValueError:
        raise Refusal(
            f'"{text.strip()}" is not an amount; filter a year with > 100k, < 0, = 5,000 or 1k..5k.'
        ) from None


def keeps_values(records: Records, column: Column, asked: Filter) -> Callable[[Value], bool]:
    """Which values of a field a filter keeps. The same value is judged once."""
    if asked.chosen is not None:
        chosen = asked.chosen
        blank = None in chosen or "" in chosen
        return lambda value: value in chosen or (blank and value in (None, ""))
    show, keeps = shower(records, column), keeps_words(asked.typed)
    known: dict[Value, bool] = {}

    def judge(value: Value) -> bool:
        if value not in known:
            known[value] = keeps(show(value))
        return known[value]

    return judge


def say_filter(records: Records, column: GridColumn, asked: Filter) -> str:
    """A filter in words, for the line that lists those in force: "Partner: Council, CCG"."""
    if asked.chosen is None:
        words = asked.typed.strip()
    else:
        words = ", ".join(words_of(records, column, asked.chosen))
    return f"{column.label}: {words}"


def words_of(records: Records, column: GridColumn, values: Iterable[Value]) -> list[str]:
    """Values of a column in words, blank last as "(blank)"."""
    if column.year is not None:
        return [show_money(int(value)) for value in values if value is not None]
    if column.field is None or column.field.kind is Kind.TEXT:
        found = {str(value or "") for value in values}
        found = {word[:1].upper() + word[1:] for word in found} if column.key == STAGE else found
    else:
        show = shower(records, column.field)
        found = {show(value) for value in values}
    return [
        word or "(blank)" for word in sorted(found, key=lambda word: (not word, word.casefold()))
    ]
