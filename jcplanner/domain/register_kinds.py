"""The registers in their order: what each holds, and which of its records are still open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jcplanner.domain.problems import Refusal
from jcplanner.domain.record import Record, Row, Table
from jcplanner.domain.records import Records
from jcplanner.domain.registers import (
    Action,
    Benefit,
    BenefitAmount,
    Contract,
    Engagement,
    Issue,
    Lesson,
    Opportunity,
    OutcomeMeasure,
    Risk,
    Submission,
)
from jcplanner.domain.scoring_risks import SETTLED


@dataclass(frozen=True)
class Register:
    """One register. ``open_words`` say what an open record is; ``settled`` are the states that are not."""

    kind: type[Record]
    title: str
    open_words: str
    settled: frozenset[str] = frozenset()
    filled: str = ""

    @property
    def name(self) -> str:
        """What the command line calls it: "outcome-measures"."""
        return self.title.lower().replace(" ", "-")

    def open_test(self, records: Records) -> Callable[[Row], bool]:
        """Tells of a row of the table whether it is still open."""
        table: Table[Record] = records.named(self.kind.TABLE)
        if self.kind is Benefit:
            done = realised(records)
            return lambda row: row[0] not in done
        if self.filled:
            place = table.index(self.filled)
            return lambda row: not row[place]
        if self.settled:
            place = table.index("state")
            return lambda row: row[place] not in self.settled
        return lambda row: True

    def count_open(self, records: Records) -> int:
        """How many records are open."""
        return sum(map(self.open_test(records), records.named(self.kind.TABLE).rows.values()))


def realised(records: Records) -> set[str]:
    """The benefits of which something is realised in a year, 0 among what may be typed."""
    amounts = records.table(BenefitAmount)
    benefit, pence = amounts.index("benefit"), amounts.index("realised")
    return {row[benefit] for row in amounts.rows.values() if row[pence] is not None}


REGISTERS: tuple[Register, ...] = (
    Register(Risk, "Risks", "neither occurred nor closed", SETTLED),
    Register(Issue, "Issues", "not closed", frozenset({"closed"})),
    Register(Opportunity, "Opportunities", "not closed", frozenset({"closed"})),
    Register(
        Lesson,
        "Lessons",
        "neither verified nor turned down",
        frozenset({"verified", "not taken up"}),
    ),
    Register(Action, "Actions", "neither done nor dropped", frozenset({"done", "dropped"})),
    Register(OutcomeMeasure, "Outcome measures", "without an actual", filled="actual"),
    Register(Benefit, "Benefits", "with nothing realised yet"),
    Register(Engagement, "Engagement", "planned", frozenset({"held", "none on purpose"})),
    Register(Contract, "Contracts", "in the register"),
    Register(
        Submission,
        "Submissions and milestones",
        "planned",
        frozenset({"sent", "done", "missed"}),
    ),
)

BY_TABLE: Mapping[str, Register] = {held.kind.TABLE: held for held in REGISTERS}


def register_named(words: str) -> Register:
    """A register by its title or by what the command line calls it. Raises Refusal."""
    wanted = words.strip().casefold().replace(" ", "-").replace("_", "-")
    for held in REGISTERS:
        names = (held.name, held.kind.TABLE, held.kind.ONE, held.kind.MANY)
        if wanted in {name.casefold().replace(" ", "-").replace("_", "-") for name in names}:
            return held
    there = ", ".join(held.name for held in REGISTERS)
    raise Refusal(f'There is no register "{words}"; there are: {there}.')
