"""New plans from templates and examples: TOML files under `resources` that a commissioner can read.

A template gives a plan its partners and service areas; an example is a whole plan built from published
figures, each with its source. What a file may say is described at the top of
`resources/templates/council-nhs.toml` and `resources/examples/herefordshire-2016.toml`; a key that is not
known, or a link that leads nowhere, is refused by name.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingAmount, FundingSource, cell_id
from jcplanner.domain.column import Column, Kind, Value
from jcplanner.domain.money import UNITS, parse_pounds, to_pence
from jcplanner.domain.partners import Body, Partner
from jcplanner.domain.pathway import TYPICAL_ARRANGEMENT, PathwayStep
from jcplanner.domain.planning import MOST_YEARS, PLAN_ID, PlanDetails, StatedFigure
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record, new_id
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.years import parse_year, year_label
from jcplanner.plan.draft import Draft
from jcplanner.plan.plan import Plan
from jcplanner.plan.resources import resource

TEMPLATE, EXAMPLE = "template", "example"
_FOLDERS = {TEMPLATE: "templates", EXAMPLE: "examples"}

_SECTIONS: dict[str, type[Record]] = {
    "partner": Partner,
    "body": Body,
    "area": ServiceArea,
    "funding": FundingSource,
    "pool": Pool,
    "line": BudgetLine,
    "stated": StatedFigure,
}
"""The sections of a file that hold records, parents before what points to them."""

_TOP = {
    "title",
    "summary",
    "order",
    "unit",
    "status",
    "carry_forward",
    "plan",
    "sources",
    "pathway",
}
_EXTRA = {
    "funding": {"key", "amounts"},
    "line": {"key", "amounts", "source", "paragraph", "carry_forward"},
}
_CELL = {"amount", "low", "high", "status", "note"}
_STEP = {"stage", "arrangement", "pool", "lead_partner", "note"}
_SOURCE = {"file", "title", "publisher", "licence", "known_by"}


@dataclass(frozen=True)
class Template:
    """A template or an example as it is offered: what to call it and what it is."""

    name: str
    kind: str
    title: str
    summary: str


@cache
def _read(kind: str, name: str) -> dict[str, Any]:
    path = resource(_FOLDERS[kind], f"{name}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Refusal(f"The {kind} {name} cannot be read: {fault}") from None


def _names(kind: str) -> list[str]:
    """The names in the order that the files ask for, then by name."""
    names = [path.stem for path in resource(_FOLDERS[kind]).glob("*.toml")]
    return sorted(names, key=lambda name: (_read(kind, name).get("order", 99), name))


def template_names() -> list[str]:
    """The templates that come with the program, in the order in which they are offered."""
    return _names(TEMPLATE)


def example_names() -> list[str]:
    """The examples that come with the program, in the order in which they are offered."""
    return _names(EXAMPLE)


def describe(name: str) -> Template:
    """What a template or example is. Raises Refusal where there is none of that name."""
    kind = _kind_of(name)
    held = _read(kind, name)
    return Template(name, kind, str(held["title"]), str(held["summary"]).strip())


def _kind_of(name: str) -> str:
    for kind in (TEMPLATE, EXAMPLE):
        if name in _names(kind):
            return kind
    offered = ", ".join([*template_names(), *example_names()])
    raise Refusal(f'There is no template or example called "{name}"; there are: {offered}.')


def fill(plan: Plan, name: str, title: str | None = None) -> None:
    """Put a template or an example into a plan that is still empty, as one undoable step.

    ``title`` takes the place of the file's own title. Raises Refusal for an unknown name, for a plan that
    already holds something, and for a fault in the file; nothing has changed then.
    """
    kind = _kind_of(name)
    fill_from(plan, _read(kind, name), kind, title)


def fill_from(
    plan: Plan, content: Mapping[str, Any], kind: str = TEMPLATE, title: str | None = None
) -> None:
    """The same from a file's content already read."""
    if any(plan.table(record) for record in _SECTIONS.values()):
        raise Refusal("This plan holds something already; start a new plan for a template.")
    filling = _Filling(content, kind)
    with plan.step(f"New plan from {content.get('title', 'a template')}") as draft:
        filling.put_into(draft, title)


class _Filling:
    """One file on its way into a draft."""

    def __init__(self, content: Mapping[str, Any], kind: str) -> None:
        self._content = content
        self._called = f"The {kind} {content.get('title', '')}".strip()
        self._keys: dict[str, dict[str, str]] = {record.TABLE: {} for record in _SECTIONS.values()}
        self._details = PlanDetails(PLAN_ID)

    def put_into(self, draft: Draft, title: str | None) -> None:
        """Everything that the file says, in the order in which records depend on each other."""
        known = _TOP | set(_SECTIONS)
        self._only(self._content, known, "the file")
        if self._text("unit", "pounds") not in UNITS:
            raise self._fault(f"the unit is one of: {', '.join(UNITS)}")
        self._details = self._plan_details(title)
        draft.put(self._details)
        for section, kind in _SECTIONS.items():
            for place, entry in enumerate(self._entries(section), start=1):
                self._take_key(section, kind, entry)
                self._put_record(draft, section, kind, entry, place)
        for entry in self._entries("pathway"):
            self._put_steps(draft, entry)

    def _plan_details(self, title: str | None) -> PlanDetails:
        given = cast("dict[str, Any]", self._content.get("plan", {}))
        fields = self._fields(PlanDetails, given, set(), "the plan")
        fields.setdefault("title", self._text("title", ""))
        fields.setdefault("first_year", this_year())
        if title:
            fields["title"] = title
        notes = [str(fields.get("note", "")), *self._source_lines()]
        fields["note"] = "\n".join(note for note in notes if note)
        details = PlanDetails(PLAN_ID, **cast("dict[str, Any]", fields))
        if not 2 <= details.years_shown <= MOST_YEARS:
            raise self._fault(f"a plan shows 2 to {MOST_YEARS} years")
        return details

    def _source_lines(self) -> Iterator[str]:
        """The published sources, said in the plan's own note."""
        for key, held in self._sources().items():
            self._only(held, _SOURCE, f"source {key}")
            parts = (held.get(name, "") for name in ("title", "publisher", "file", "licence"))
            yield "Source: " + "; ".join(str(part) for part in parts if part) + "."

    def _sources(self) -> dict[str, dict[str, Any]]:
        return cast("dict[str, dict[str, Any]]", self._content.get("sources", {}))

    def _source(self, key: str, where: str) -> dict[str, Any]:
        if key not in self._sources():
            raise self._fault(f'{where} names the source "{key}", which the file does not list')
        return self._sources()[key]

    def _take_key(self, section: str, kind: type[Record], entry: Mapping[str, Any]) -> None:
        """Remember the file's own short name for a record, so that others can point to it."""
        key = str(entry.get("key", new_id()))
        if key in self._keys[kind.TABLE]:
            raise self._fault(f'two entries under {section} have the key "{key}"')
        self._keys[kind.TABLE][key] = new_id()

    def _put_record(
        self, draft: Draft, section: str, kind: type[Record], entry: Mapping[str, Any], place: int
    ) -> None:
        where = f"{section} {entry.get(kind.NAMED_BY, place)}"
        fields = self._fields(kind, entry, _EXTRA.get(section, {"key"}), where)
        if kind.NAMED_BY not in fields:
            raise self._fault(f"{where} has no {kind.NAMED_BY}")
        if kind is StatedFigure:
            fields["source"] = self._document(str(entry.get("source", "")), where)
        if kind is BudgetLine:
            said = (
                self._document(str(entry.get("source", "")), where),
                str(entry.get("paragraph", "")),
            )
            fields["source_file"] = ", ".join(part for part in said if part)
            fields["import_key"] = self._import_key(str(entry.get("source", "")), fields)
        record_id = list(self._keys[kind.TABLE].values())[-1]
        made = kind(id=record_id, position=place, **fields)  # type: ignore[call-arg]
        draft.add(made)
        if kind is FundingSource:
            for year, cell in self._cells(entry, where):
                amount = self._pence(cell, where)
                draft.add(FundingAmount(cell_id(record_id, year), record_id, year, amount))
        if kind is BudgetLine:
            self._put_amounts(draft, record_id, entry, where)

    def _document(self, key: str, where: str) -> str:
        """What a source is called in a line's provenance: its file, else its title."""
        if not key:
            return ""
        held = self._source(key, where)
        return str(held.get("file") or held.get("title") or key)

    def _import_key(self, source: str, fields: Mapping[str, Value]) -> str:
        """The key by which an import of the same file meets this line again instead of doubling it."""
        known_by = str(self._sources().get(source, {}).get("known_by", ""))
        if not known_by:
            return ""
        side = "|income" if fields.get("direction") == "income" else ""
        return f"{known_by}|{fields.get('ledger_code', '')}{side}"

    def _fields(
        self, kind: type[Record], entry: Mapping[str, Any], extra: set[str], where: str
    ) -> dict[str, Value]:
        """The columns of a record that an entry gives, read as a person would type them."""
        columns = {
            column.name: column for column in kind.COLUMNS if column.name not in ("id", "position")
        }
        self._only(entry, set(columns) | extra, where)
        fields: dict[str, Value] = {}
        for name, given in entry.items():
            if name in columns and not (name == "source" and kind is StatedFigure):
                fields[name] = self._value(columns[name], given, where)
        return fields

    def _value(self, column: Column, given: Any, where: str) -> Value:
        if column.kind is Kind.LINK:
            return self._link(column.link, str(given), where)
        if column.kind is Kind.MONEY:
            return self._pence(given, where)
        if isinstance(given, bool):
            given = "yes" if given else "no"
        try:
            return column.parse(str(given))
        except ValueError as fault:
            raise self._fault(f"{where}: {fault}") from None

    def _link(self, table: str, key: str, where: str) -> str:
        if key not in self._keys[table]:
            raise self._fault(f'{where} points to "{key}", which the file does not have')
        return self._keys[table][key]

    def _pence(self, given: Any, where: str) -> int:
        """An amount in the file's unit; one that says £, k, m or bn is in pounds. Exact or refused."""
        text = str(given).strip()
        says_its_unit = "£" in text or text[-1:].isalpha()
        unit = 1 if says_its_unit else UNITS[self._text("unit", "pounds")]
        try:
            pence, left_over = to_pence(parse_pounds(text) * unit)
        except ValueError as fault:
            raise self._fault(f"{where}: {fault}") from None
        if left_over:
            raise self._fault(f"{where}: {text} is not a whole number of pence")
        return pence

    def _put_amounts(self, draft: Draft, line: str, entry: Mapping[str, Any], where: str) -> None:
        """The published amounts of a line, then the years carried forward where the file says so."""
        cells = dict(self._cells(entry, where))
        for year, given in cells.items():
            draft.add(self._amount(line, year, given, where))
        note = str(entry.get("carry_forward", self._content.get("carry_forward", "")))
        first = cells.get(self._details.first_year)
        if note and first is not None:
            carried: dict[str, Any] = dict(_as_cell(first)) | {"status": "indicative", "note": note}
            for year in self._details.pathway_years:
                if year not in cells:
                    draft.add(self._amount(line, year, carried, where))

    def _amount(self, line: str, year: int, given: Any, where: str) -> BudgetAmount:
        cell = _as_cell(given)
        where = f"{where}, {year_label(year)}"
        self._only(cell, _CELL, where)
        cell = {"status": self._text("status", "indicative")} | cell
        columns = {column.name: column for column in BudgetAmount.COLUMNS}
        fields = {name: self._value(columns[name], value, where) for name, value in cell.items()}
        return BudgetAmount(cell_id(line, year), line, year, **cast("dict[str, Any]", fields))

    def _cells(self, entry: Mapping[str, Any], where: str) -> Iterator[tuple[int, Any]]:
        for label, given in cast("dict[str, Any]", entry.get("amounts", {})).items():
            yield self._year(label, self._details.years, where), given

    def _year(self, label: str, years: list[int], where: str) -> int:
        try:
            year = parse_year(label)
        except ValueError as fault:
            raise self._fault(f"{where}: {fault}") from None
        if year not in years:
            raise self._fault(f"{where}: {label} is not one of {', '.join(map(year_label, years))}")
        return year

    def _put_steps(self, draft: Draft, entry: Mapping[str, Any]) -> None:
        """The stages of one area by year: "learn", or a table that also says arrangement, pool, lead."""
        where = f"pathway of {entry.get('area', 'no area')}"
        self._only(entry, {"area", "years", "note"}, where)
        area = self._link(ServiceArea.TABLE, str(entry.get("area", "")), where)
        columns = {column.name: column for column in PathwayStep.COLUMNS}
        for label, given in cast("dict[str, Any]", entry.get("years", {})).items():
            year = self._year(label, self._details.pathway_years, where)
            step: dict[str, Any] = {"stage": given} if isinstance(given, str) else dict(given)
            self._only(step, _STEP, where)
            step.setdefault("note", entry.get("note", ""))
            fields = {
                name: self._value(columns[name], value, where) for name, value in step.items()
            }
            fields.setdefault(
                "arrangement", TYPICAL_ARRANGEMENT[str(fields.get("stage", "not started"))]
            )
            made = PathwayStep(cell_id(area, year), area, year, **cast("dict[str, Any]", fields))
            draft.add(made)

    def _entries(self, section: str) -> list[dict[str, Any]]:
        return cast("list[dict[str, Any]]", self._content.get(section, []))

    def _text(self, name: str, otherwise: str) -> str:
        return str(self._content.get(name, otherwise))

    def _only(self, entry: Mapping[str, Any], known: set[str], where: str) -> None:
        unknown = sorted(set(entry) - known)
        if unknown:
            raise self._fault(f"{where} says {', '.join(unknown)}, which means nothing there")

    def _fault(self, words: str) -> Refusal:
        return Refusal(f"{self._called} cannot be used: {words}.")


def _as_cell(given: Any) -> dict[str, Any]:
    """An amount alone, or a table of amount, low, high, status and note."""
    return dict(cast("dict[str, Any]", given)) if isinstance(given, dict) else {"amount": given}


def this_year(today: date | None = None) -> int:
    """The financial year of a day: the base year of a plan that starts from a template."""
    day = today or date.today()
    return day.year if day.month >= 4 else day.year - 1


def template_path(name: str) -> Path:
    """Where the file of a template or example is. Raises Refusal for an unknown name."""
    return resource(_FOLDERS[_kind_of(name)], f"{name}.toml")
