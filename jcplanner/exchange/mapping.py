"""A mapping: how one kind of file becomes budget lines, as data that people can save and pass on.

Three layouts: "lines" (one budget line per row, one or several year columns), "across" (one record per
row, its lines across) and "transactions" (rows summed by chosen columns). A mapping is kept as a small
TOML file; three come with the product in `resources/mappings/`.
"""

import re
import tomllib
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, cast

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.money import UNITS
from jcplanner.domain.problems import Refusal
from jcplanner.exchange.values import DAY_FIRST, MONTH_FIRST, NO_FIGURE

LAYOUTS = ("lines", "across", "transactions")
LINE_FIELDS = tuple(
    column.name
    for column in BudgetLine.COLUMNS
    if not column.hidden and not column.name.startswith(("source_", "imported_"))
)
"""The fields of a budget line that a column of a file can fill."""

NET, EXPENDITURE, INCOME = "net", "expenditure", "income"


@dataclass(frozen=True)
class AmountColumn:
    """A column that holds amounts. ``year`` is like "2016/17", blank for the file's own year;
    ``direction`` blank for the line's own; ``reverse`` turns the sign round.
    """

    heading: str
    year: str = ""
    direction: str = ""
    reverse: bool = False


@dataclass(frozen=True)
class ColumnGroup:
    """Layout "across": a run of columns that are lines, and the column that states their total."""

    name: str
    first: str
    last: str
    total: str = ""
    direction: str = EXPENDITURE


@dataclass(frozen=True)
class ControlColumn:
    """A column that states a total of its row: it is compared with and never brought in."""

    heading: str
    compare: str = NET


@dataclass(frozen=True)
class Mapping:
    """How to read one kind of file; headings are named as they stand in its header row.

    Money: ``unit`` is what a figure counts in. The year comes from ``year`` ("2016/17"), the year in a
    heading, ``year_column`` (``year_ends``: 2017 there means 2016/17) or ``date_column``.
    ``description`` joins templates such as "age band {AgeBand_KEY}", leaving out those whose columns
    are blank. ``directions`` says what the words of ``direction_column`` mean: "expenditure", "income",
    or "skip: the reason". ``negative`` "income" turns negative amounts into income; "credit" keeps them.
    ``key`` names the columns by which a line is known again when the file comes a second time.
    """

    name: str
    layout: str = "lines"
    about: str = ""
    sheet: str = ""
    header_row: int = 0
    encoding: str = ""
    delimiter: str = ""
    unit: str = "pounds"
    year: str = ""
    year_column: str = ""
    year_ends: bool = False
    date_column: str = ""
    date_order: str = ""
    no_figure: tuple[str, ...] = NO_FIGURE
    keep_nil: bool = True
    negative: str = "credit"
    direction_column: str = ""
    directions: Dict[str, str] = field(default_factory=dict[str, str])
    columns: Dict[str, str] = field(default_factory=dict[str, str])
    fixed: Dict[str, str] = field(default_factory=dict[str, str])
    description: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    choose: tuple[str, ...] = ()
    where: Dict[str, str] = field(default_factory=dict[str, str])
    code_row: int = 0
    amounts: tuple[AmountColumn, ...] = ()
    groups: tuple[ColumnGroup, ...] = ()
    controls: tuple[ControlColumn, ...] = ()

    def headings(self) -> list[str]:
        """Every heading that the file must have for this mapping to fit."""
        found = [
            self.year_column,
            self.date_column,
            self.direction_column,
            *self.columns.values(),
            *self.key,
            *self.choose,
            *self.where,
            *(amount.heading for amount in self.amounts),
            *(control.heading for control in self.controls),
        ]
        for template in self.description:
            found += re.findall(r"\{([^{}]+)\}", template)
        for group in self.groups:
            found += [group.first, group.last, group.total]
        return list(dict.fromkeys(heading for heading in found if heading))

    def check(self) -> "Mapping":
        """The mapping itself; raises Refusal where it cannot be followed."""
        if not self.name.strip():
            raise self._wrong("has no name")
        if self.layout not in LAYOUTS:
            raise self._wrong(
                f'has the layout "{self.layout}", which is none of: {", ".join(LAYOUTS)}'
            )
        if self.unit not in UNITS:
            raise self._wrong(f'has the unit "{self.unit}", which is none of: {", ".join(UNITS)}')
        if self.date_order not in ("", DAY_FIRST, MONTH_FIRST):
            raise self._wrong(f'must say "{DAY_FIRST}" or "{MONTH_FIRST}" for the date order')
        if self.negative not in ("credit", INCOME):
            raise self._wrong('must say "credit" or "income" for negative amounts')
        if self.layout == "across" and not self.groups:
            raise self._wrong("says nothing about which columns are lines")
        for name in (*self.columns, *self.fixed):
            if name not in LINE_FIELDS:
                raise self._wrong(f'fills "{name}", which is no field of a budget line')
        for meaning in (
            *self.directions.values(),
            *(a.direction for a in self.amounts if a.direction),
        ):
            if meaning not in (EXPENDITURE, INCOME) and not meaning.startswith("skip"):
                raise self._wrong(
                    f'has the direction "{meaning}"; write expenditure, income or skip'
                )
        for control in self.controls:
            if control.compare not in (NET, EXPENDITURE, INCOME):
                raise self._wrong(
                    f'compares with "{control.compare}"; write net, expenditure or income'
                )
        return self

    def _wrong(self, what: str) -> Refusal:
        return Refusal(f'The mapping "{self.name}" {what}; put it right or choose another.')

    def renamed(self, name: str) -> "Mapping":
        """The same mapping under another name."""
        return replace(self, name=name)


_LISTS: dict[str, tuple[str, type[AmountColumn] | type[ColumnGroup] | type[ControlColumn]]] = {
    "amounts": ("amount", AmountColumn),
    "groups": ("group", ColumnGroup),
    "controls": ("control", ControlColumn),
}


def mapping_to_toml(mapping: Mapping) -> str:
    """The mapping as TOML; what stands at its usual value is left out."""
    import tomli_w

    usual = Mapping(name="")
    document: dict[str, Any] = {}
    for described in fields(Mapping):
        value = getattr(mapping, described.name)
        if value == getattr(usual, described.name) and described.name not in (
            "name",
            "layout",
            "unit",
        ):
            continue
        if described.name in _LISTS:
            plain = [{f.name: getattr(item, f.name) for f in fields(item)} for item in value]
            document[_LISTS[described.name][0]] = [
                {name: held for name, held in item.items() if held not in ("", False)}
                for item in plain
            ]
        elif isinstance(value, tuple):
            document[described.name] = list(value)  # pyright: ignore[reportUnknownArgumentType]
        else:
            document[described.name] = dict(value) if isinstance(value, dict) else value  # pyright: ignore
    return tomli_w.dumps(document, multiline_strings=False)


def mapping_from_toml(text: str, name: str = "") -> Mapping:
    """Read a mapping. Raises Refusal with one plain sentence where it is none."""
    said = f'The mapping "{name}"' if name else "The mapping"
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Refusal(f"{said} is not TOML: {fault}.") from None
    values: dict[str, Any] = {}
    for described in fields(Mapping):
        key = _LISTS[described.name][0] if described.name in _LISTS else described.name
        if key in document:
            values[described.name] = _value(described.name, document.pop(key), said)
    if document:
        raise Refusal(
            f'{said} says "{next(iter(document))}", which jcplanner does not know; check its spelling.'
        )
    values.setdefault("name", name)
    return Mapping(**values).check()


def _value(name: str, given: Any, said: str) -> Any:
    """One entry of the document as the mapping holds it. Raises Refusal for the wrong kind of value."""
    wrong = Refusal(f'{said} has a value for "{name}" that cannot be used.')
    if name in _LISTS:
        try:
            return tuple(_LISTS[name][1](**item) for item in given)
        except TypeError:
            raise wrong from None
    usual = getattr(Mapping(name=""), name)
    if isinstance(usual, tuple):
        if not isinstance(given, list):
            raise wrong
        listed = cast("list[Any]", given)
        if not all(isinstance(item, str) for item in listed):
            raise wrong
        return tuple(listed)
    if isinstance(usual, dict):
        if not isinstance(given, dict):
            raise wrong
        named = cast("dict[str, Any]", given)
        if not all(isinstance(item, str) for item in named.values()):
            raise wrong
        return dict(named)
    if type(given) is not type(usual):
        raise wrong
    return given


def read_mapping(path: Path | str) -> Mapping:
    """Read a mapping from a TOML file. Raises Refusal."""
    path = Path(path)
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise Refusal(f"{path.name} could not be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise Refusal(f"{path.name} is not a mapping: mappings are TOML text.") from None
    return mapping_from_toml(text, path.stem)


def write_mapping(mapping: Mapping, path: Path | str) -> None:
    """Write a mapping as a TOML file, whole or not at all. Raises Refusal."""
    path = Path(path)
    beside = path.with_name(path.name + ".new")
    try:
        beside.write_text(mapping_to_toml(mapping), "utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Refusal(f"{path.name} could not be written: {error.strerror or error}.") from None
