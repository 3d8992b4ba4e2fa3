"""The file of a template or example on its way into a plan: read strictly, put into one draft.

What a file may say is in `template_sections`. A word that is not known, a link that leads nowhere, an amount
that is not one: each is refused in one sentence that names the place.
"""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.catalogue import RECORDS
from jcplanner.domain.column import Column, Kind, Value
from jcplanner.domain.money import UNITS, parse_pounds, to_pence
from jcplanner.domain.outturns import PERIODS
from jcplanner.domain.overrides import CELLS, numbers_of
from jcplanner.domain.pathway import TYPICAL_ARRANGEMENT, PathwayStep
from jcplanner.domain.planning import MOST_YEARS, PLAN_ID, PlanDetails, StatedFigure
from jcplanner.domain.pools import QUARTERS
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record, new_id
from jcplanner.domain.scenarios import Scenario, ScenarioOverride, override_id
from jcplanner.domain.years import year_label
from jcplanner.plan.draft import Draft
from jcplanner.plan.template_sections import (
    ILLUSTRATIVE,
    OVERRIDE,
    SECTIONS,
    SOURCE,
    TOP,
    Cells,
    Section,
)

_NUMBERED = {"quarter": QUARTERS, "period": PERIODS}
_BY_NAME = {kind.ONE: kind for kind in RECORDS}


class Filling:
    """One file on its way into a draft; ``base_year`` holds where the file does not say its first year."""

    def __init__(self, content: Mapping[str, Any], kind: str, base_year: int) -> None:
        self._content, self._base_year = content, base_year
        self._called = f"The {kind} {content.get('title', '')}".strip()
        self._keys: dict[str, dict[str, str]] = {record.TABLE: {} for record in RECORDS}
        self._details = PlanDetails(PLAN_ID)

    def put_into(self, draft: Draft, title: str | None) -> None:
        """Everything that the file says, in the order in which records depend on each other."""
        self._only(self._content, TOP, "the file")
        if self._text("unit", "pounds") not in UNITS:
            raise self._fault(f"the unit is one of: {', '.join(UNITS)}")
        self._details = self._plan_details(title)
        draft.put(self._details)
        for section in SECTIONS:
            for place, entry in enumerate(self._entries(section.word), start=1):
                self._put_entry(draft, section, entry, place)

    # The plan itself, and where its figures come from

    def _plan_details(self, title: str | None) -> PlanDetails:
        given = cast("dict[str, Any]", self._content.get("plan", {}))
        self._only(given, set(PlanDetails.NAMES), "the plan")
        fields = self._fields(PlanDetails, given, "the plan")
        fields.setdefault("title", self._text("title", ""))
        fields.setdefault("first_year", self._base_year)
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
            self._only(held, SOURCE, f"source {key}")
            parts = (held.get(name, "") for name in ("title", "publisher", "file", "licence"))
            yield "Source: " + "; ".join(str(part) for part in parts if part) + "."

    def _sources(self) -> dict[str, dict[str, Any]]:
        return cast("dict[str, dict[str, Any]]", self._content.get("sources", {}))

    def _document(self, entry: Mapping[str, Any], where: str) -> str:
        """What an entry's source is called: its file, else its title; nothing where it names none."""
        key = str(entry.get("source", ""))
        if key in ("", ILLUSTRATIVE):
            return key.capitalize()
        if key not in self._sources():
            raise self._fault(f'{where} names the source "{key}", which the file does not list')
        held = self._sources()[key]
        return str(held.get("file") or held.get("title") or key)

    def _said_where(self, entry: Mapping[str, Any], where: str) -> str:
        """An entry's source with the paragraph that it names."""
        said = (self._document(entry, where), str(entry.get("paragraph", "")))
        return ", ".join(part for part in said if part)

    def _import_key(self, source: str, fields: Mapping[str, Value]) -> str:
        """The key by which an import of the same file meets this line again instead of doubling it."""
        known_by = str(self._sources().get(source, {}).get("known_by", ""))
        if not known_by:
            return ""
        side = "|income" if fields.get("direction") == "income" else ""
        return f"{known_by}|{fields.get('ledger_code', '')}{side}"

    # Entries

    def _put_entry(
        self, draft: Draft, section: Section, entry: Mapping[str, Any], place: int
    ) -> None:
        entry = {section.called.get(word, word): given for word, given in entry.items()}
        kind = section.kind or section.cells[0].kind
        named = entry.get(kind.NAMED_BY) or entry.get("key") or place
        where = f"{section.word} {named}"
        known = {*kind.NAMES, "key", *section.extra, *(cells.word for cells in section.cells)}
        known -= {"position"} if section.kind else {"key", *section.cells[0].keys}
        if "source" in kind.NAMES:
            known.add("paragraph")
        self._only(entry, known, where)
        fields = self._fields(kind, entry, where)
        owner = ""
        if section.kind is not None:
            owner = self._put_record(draft, section.kind, section.word, entry, fields, place)
        for cells in section.cells:
            self._put_cells(draft, cells, owner, fields, entry, where)
        if kind is BudgetLine:
            self._carry_forward(draft, owner, entry, where)
        if kind is Scenario:
            for given in cast("list[dict[str, Any]]", entry.get("overrides", [])):
                self._put_override(draft, owner, given, where)

    def _put_record(
        self,
        draft: Draft,
        kind: type[Record],
        word: str,
        entry: Mapping[str, Any],
        fields: dict[str, Value],
        place: int,
    ) -> str:
        """Add the record of an entry, and remember the file's own short name for it."""
        key, record_id = str(entry.get("key", new_id())), new_id()
        if key in self._keys[kind.TABLE]:
            raise self._fault(f'two entries under {word} have the key "{key}"')
        self._keys[kind.TABLE][key] = record_id
        where = f"{word} {entry.get(kind.NAMED_BY, place)}"
        if kind.NAMED_BY not in fields:
            raise self._fault(f"{where} has no {kind.NAMED_BY}")
        if kind is BudgetLine:
            fields["source_file"] = self._said_where(entry, where)
            fields["import_key"] = self._import_key(str(entry.get("source", "")), fields)
        draft.add(kind(id=record_id, position=place, **cast("dict[str, Any]", fields)))  # type: ignore[call-arg]
        return record_id

    def _fields(self, kind: type[Record], entry: Mapping[str, Any], where: str) -> dict[str, Value]:
        """The columns of a record that an entry gives, read as a person would type them."""
        columns = {
            column.name: column for column in kind.COLUMNS if column.name not in ("id", "position")
        }
        fields = {
            name: self._value(columns[name], given, where)
            for name, given in entry.items()
            if name in columns and name != "source"
        }
        if "source" in columns and columns["source"].kind is Kind.TEXT and "source" in entry:
            of_paper = kind is StatedFigure
            fields["source"] = (self._document if of_paper else self._said_where)(entry, where)
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

    # Cells

    def _put_cells(
        self,
        draft: Draft,
        cells: Cells,
        owner: str,
        shared: Mapping[str, Value],
        entry: Mapping[str, Any],
        where: str,
    ) -> None:
        fixed: dict[str, Value] = {cells.owner: owner} if cells.owner else dict(shared)
        missing = [name for name in cells.shared if name not in fixed]
        if missing:
            raise self._fault(f"{where} says no {missing[0].replace('_', ' ')}")
        begin = [owner] if cells.owner else [str(fixed[name]) for name in cells.shared]
        for keys, given in self._leaves(cells, cells.keys, entry.get(cells.word, {}), where):
            draft.add(self._cell(cells, begin, fixed | keys, given, where))

    def _leaves(
        self, cells: Cells, names: tuple[str, ...], given: Any, where: str
    ) -> Iterator[tuple[dict[str, Value], Any]]:
        """Every cell of nested tables with the keys that lead to it; a list is keys and nothing else."""
        if not names:
            yield {}, given
            return
        if isinstance(given, list):
            nothing: dict[str, Any] = {}
            given = {str(key): nothing for key in cast("list[Any]", given)}
        if not isinstance(given, dict):
            raise self._fault(f"{where}: {cells.word} says no {names[0]}")
        for key, inner in cast("dict[str, Any]", given).items():
            value = self._key(cells.kind, names[0], key, where)
            said = (
                f"{where}, {year_label(value)}"
                if isinstance(value, int) and names[0] == "year"
                else where
            )
            for keys, leaf in self._leaves(cells, names[1:], inner, said):
                yield {names[0]: value} | keys, leaf

    def _key(self, kind: type[Record], name: str, key: str, where: str) -> Value:
        column = next(held for held in kind.COLUMNS if held.name == name)
        value = self._value(column, key, where)
        details = self._details
        years = details.pathway_years if kind is PathwayStep else details.years
        if column.kind is Kind.YEAR and value not in years:
            raise self._fault(f"{where}: {key} is not one of {', '.join(map(year_label, years))}")
        if name in _NUMBERED and value not in _NUMBERED[name]:
            last = _NUMBERED[name][-1]
            raise self._fault(f"{where}: the {name} {key} is not between 1 and {last}")
        return value

    def _cell(
        self, cells: Cells, begin: list[str], known: dict[str, Value], given: Any, where: str
    ) -> Record:
        """One cell; what it says itself goes before what its entry says for all."""
        if isinstance(known.get("year"), int):
            where = f"{where}, {year_label(cast(int, known['year']))}"
        cell = _as_table(given, cells.alone)
        taken = {"id", *cells.keys, *cells.shared, cells.owner}
        self._only(cell, set(cells.kind.NAMES) - taken, where)
        fields = known | self._fields(cells.kind, cell, where)
        if cells.kind is BudgetAmount:
            fields.setdefault("status", self._text("status", "indicative"))
        if cells.kind is PathwayStep:
            stage = str(fields.get("stage", "not started"))
            fields.setdefault("arrangement", TYPICAL_ARRANGEMENT[stage])
        key = ":".join([*begin, *(str(known[name]) for name in cells.keys)])
        return cells.kind(id=key, **cast("dict[str, Any]", fields))  # type: ignore[call-arg]

    def _carry_forward(self, draft: Draft, line: str, entry: Mapping[str, Any], where: str) -> None:
        """The base year's amount in the years after it, where the file says so and gives none."""
        note = str(entry.get("carry_forward", self._content.get("carry_forward", "")))
        first = draft.get(BudgetAmount, cell_id(line, self._details.first_year))
        if not note or first is None:
            return
        for year in self._details.pathway_years:
            if draft.get(BudgetAmount, cell_id(line, year)) is None:
                row = (first.amount, first.low, first.high, "indicative", note)
                draft.add(BudgetAmount(cell_id(line, year), line, year, *row))

    def _put_override(
        self, draft: Draft, scenario: str, given: Mapping[str, Any], where: str
    ) -> None:
        """Numbers that a scenario has otherwise, of a record by its key or of a cell by its keys."""
        kind = _BY_NAME.get(str(given.get("of", "")))
        if kind is None or not numbers_of(kind.TABLE):
            raise self._fault(f'{where} overrides "{given.get("of", "")}", which no scenario can')
        names = CELLS.get(kind.TABLE, ())
        self._only(given, OVERRIDE | set(names), where)
        if names:
            absent = [name for name in names if name not in given]
            if absent:
                raise self._fault(f"{where}: an override says no {absent[0]}")
            keys = (self._key(kind, name, str(given[name]), where) for name in names)
            record_id = ":".join(str(key) for key in keys)
        else:
            record_id = self._link(kind.TABLE, str(given.get("key", "")), where)
        columns = numbers_of(kind.TABLE)
        numbers = cast("dict[str, Any]", given.get("set", {}))
        self._only(numbers, set(columns), where)
        held = draft.get(kind, record_id)
        for name, value in numbers.items():
            draft.add(
                ScenarioOverride(
                    override_id(scenario, kind.TABLE, record_id, name),
                    scenario,
                    kind.TABLE,
                    record_id,
                    name,
                    cast("int | None", self._value(columns[name], value, where)),
                    None if held is None else getattr(held, name),
                    str(given.get("note", "")),
                )
            )

    # The file

    def _entries(self, section: str) -> list[dict[str, Any]]:
        return cast("list[dict[str, Any]]", self._content.get(section, []))

    def _text(self, name: str, otherwise: str) -> str:
        return str(self._content.get(name, otherwise))

    def _only(
        self, entry: Mapping[str, Any], known: "set[str] | frozenset[str]", where: str
    ) -> None:
        unknown = sorted(set(entry) - known)
        if unknown:
            raise self._fault(f"{where} says {', '.join(unknown)}, which means nothing there")

    def _fault(self, words: str) -> Refusal:
        return Refusal(f"{self._called} cannot be used: {words}.")


def _as_table(given: Any, alone: str) -> dict[str, Any]:
    """A value alone as a table with the one column that it stands for."""
    return dict(cast("dict[str, Any]", given)) if isinstance(given, dict) else {alone: given}
