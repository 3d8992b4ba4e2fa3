"""The columns of a register's file: its record's own by their labels, then those of what hangs on it."""

from collections.abc import Callable
from dataclasses import dataclass

from jcplanner.domain.budgets import cell_id
from jcplanner.domain.catalogue import record_named
from jcplanner.domain.column import Column, Kind, Value
from jcplanner.domain.joint_contracts import share_id
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.register_kinds import Register
from jcplanner.domain.registers import Benefit, BenefitAmount, Contract, ContractShare
from jcplanner.domain.years import year_label
from jcplanner.plan.fields import column_named, read_field, show_field
from jcplanner.plan.plan import Plan


@dataclass(frozen=True)
class FileColumn:
    """One column of the file.

    ``kind`` is what record holds it: the register's own, or one that hangs on it, whose id ``key_of`` makes
    of the id of the register's record; ``keys`` are then the fields of which that id is made.
    """

    label: str
    column: Column
    kind: type[Record]
    key_of: Callable[[str], str]
    keys: Callable[[str], dict[str, Value]]

    def held(self, records: Records, key: str) -> Value:
        """What stands in the plan, of the register's record with this id; its default where there is none."""
        table = records.named(self.kind.TABLE)
        own = self.key_of(key)
        return table.value(own, self.column.name) if own in table else self.column.default


def _same(key: str) -> str:
    return key


def file_columns(plan: Plan, register: Register) -> list[FileColumn]:
    """Every column of the register's file, but for the id, left to right."""
    found = [
        FileColumn(held.label, held, register.kind, _same, lambda _key: {})
        for held in register.kind.COLUMNS
        if not held.hidden
    ]
    if register.kind is Benefit:
        found += _benefit_columns(plan)
    elif register.kind is Contract:
        found += _share_columns(plan)
    return found


def _benefit_columns(plan: Plan) -> list[FileColumn]:
    """Planned and realised of each year: "Planned 2016/17"."""

    def made(year: int, name: str) -> FileColumn:
        column = column_named(BenefitAmount, name)
        return FileColumn(
            f"{column.label} {year_label(year)}",
            column,
            BenefitAmount,
            lambda key: cell_id(key, year),
            lambda key: {"benefit": key, "year": year},
        )

    return [made(year, name) for year in plan.years for name in ("planned", "realised")]


def _share_columns(plan: Plan) -> list[FileColumn]:
    """Share and line of each partner: "Share of Council", "Line of Council"; two of a name by their ids."""
    partners = plan.table(Partner).ordered()
    names = [held.short for held in partners]

    def made(partner: Partner, name: str, words: str) -> FileColumn:
        called = (
            partner.short if names.count(partner.short) == 1 else f"{partner.short} {partner.id}"
        )
        return FileColumn(
            f"{words} of {called}",
            column_named(ContractShare, name),
            ContractShare,
            lambda key: share_id(key, partner.id),
            lambda key: {"contract": key, "partner": partner.id},
        )

    return [
        made(held, name, words)
        for held in partners
        for name, words in (("share", "Share"), ("line", "Line"))
    ]


class LinkWords:
    """Linked records as files call them: by name, with the id behind it where several bear the name."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._several: dict[str, set[str]] = {}

    def show(self, column: Column, key: str) -> str:
        """The words for a linked record; blank where it is gone."""
        name = show_field(self._records, column, key)
        return f"{name} [{key}]" if name and name.casefold() in self._shared(column.link) else name

    def read(self, column: Column, text: str) -> Value:
        """The id of what the words call. Raises Refusal in one sentence."""
        words = text.strip()
        key = words.removesuffix("]").rpartition(" [")[2]
        if words.endswith("]") and key in self._records.named(column.link):
            return key
        return read_field(self._records, column, text)

    def _shared(self, table: str) -> set[str]:
        """Names that more than one record of a table bears, whatever the case."""
        if table not in self._several:
            kind = record_named(table)
            held = self._records.named(table)
            places = [held.index(kind.NAMED_BY)]
            if kind is Partner:
                places.append(held.index("short_name"))
            counts: dict[str, int] = {}
            for row in held.rows.values():
                for name in {str(row[place] or "").strip().casefold() for place in places}:
                    counts[name] = counts.get(name, 0) + 1
            self._several[table] = {name for name, count in counts.items() if count > 1}
        return self._several[table]


def read_value(links: LinkWords, column: Column, text: str) -> Value:
    """The value of a cell's text. Raises Refusal with one plain sentence that names the column."""
    if column.kind is Kind.LINK:
        return links.read(column, text) if text.strip() else None
    try:
        return column.parse(text)
    except ValueError as fault:
        said = str(fault)
        raise Refusal(said if column.label in said else f"{column.label}: {said}") from None
