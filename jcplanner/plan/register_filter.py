"""Which records of a register are shown: by words, area, stage and state."""

from collections.abc import Callable
from dataclasses import dataclass

from jcplanner.domain.column import Kind
from jcplanner.domain.record import Record
from jcplanner.domain.records import Records
from jcplanner.domain.register_kinds import Register
from jcplanner.domain.services import ServiceArea, within
from jcplanner.plan.fields import show_field

OPEN = "open"
ANY_STAGE = "any"
NO_AREA = "-"
"""What is asked for to see the records without a service area."""


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What is asked for; blank asks for everything.

    An area takes in the areas inside it, a stage what holds at any stage. ``state`` is one of the
    register's own, or `OPEN`.
    """

    words: str = ""
    area: str = ""
    stage: str = ""
    state: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anything is left away."""
        return self != RegisterFilter()


def filter_of(
    records: Records, register: Register, asked: RegisterFilter
) -> Callable[[Record], bool] | None:
    """Tells of a record whether it is shown; None where all of them are."""
    if not asked.is_set:
        return None
    tests: list[Callable[[Record], bool]] = []
    at = records.named(register.kind.TABLE).index
    if asked.area == NO_AREA:
        nowhere = at("service_area")
        tests.append(lambda record: record.row[nowhere] is None)
    elif asked.area:
        areas, area = within(records.table(ServiceArea), asked.area), at("service_area")
        tests.append(lambda record: record.row[area] in areas)
    if asked.stage:
        stages, stage = {asked.stage, ANY_STAGE}, at("stage")
        tests.append(lambda record: record.row[stage] in stages)
    if asked.state == OPEN:
        is_open = register.open_test(records)
        tests.append(lambda record: is_open(record.row))
    elif asked.state:
        state = at("state")
        tests.append(lambda record: record.row[state] == asked.state)
    if words := asked.words.casefold().split():
        tests.append(_words_test(records, register, words))
    return lambda record: all(test(record) for test in tests)


def _words_test(records: Records, register: Register, words: list[str]) -> Callable[[Record], bool]:
    """Every word stands somewhere in what people read of the record, names of links among it."""
    columns = register.kind.COLUMNS
    texts = [
        place
        for place, column in enumerate(columns)
        if column.kind in (Kind.TEXT, Kind.NOTE, Kind.CHOICE, Kind.CODE) and not column.hidden
    ]
    links = [(place, column) for place, column in enumerate(columns) if column.kind is Kind.LINK]
    named: dict[tuple[int, str], str] = {}

    def test(record: Record) -> bool:
        row = record.row
        said = "\n".join(row[place] for place in texts if row[place]).casefold()
        left = [word for word in words if word not in said]
        if not left:
            return True
        linked: list[str] = []
        for place, column in links:
            if row[place] is not None:
                at = (place, row[place])
                if at not in named:
                    named[at] = show_field(records, column, row[place]).casefold()
                linked.append(named[at])
        more = "\n".join(linked)
        return all(word in more for word in left)

    return test
