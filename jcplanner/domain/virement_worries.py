"""Problems of virements: moves that do not come to nil, and moves of lines that are gone."""

from collections.abc import Iterator

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.figures import Figures
from jcplanner.domain.money import show_plain
from jcplanner.domain.problems import Place, Problem
from jcplanner.domain.records import Records
from jcplanner.domain.virements import Virement, VirementMove
from jcplanner.domain.years import year_label


def virement_problems(records: Records, figures: Figures) -> Iterator[Problem]:
    """What is wrong with the virements that were made; costs grow with their moves alone."""
    net: dict[str, int] = {}
    gone: dict[str, int] = {}
    lines = records.table(BudgetLine)
    for move in records.table(VirementMove).values():
        if move.virement is None:
            continue
        net[move.virement] = net.get(move.virement, 0) + (move.amount or 0)
        if move.line is None or move.line not in lines:
            gone[move.virement] = gone.get(move.virement, 0) + 1
    for virement in records.table(Virement).ordered():
        place = Place("budgets", Virement.TABLE, virement.id, virement.year)
        what = f'Virement "{virement.reason}", {year_label(virement.year)}'
        pence, missing = net.get(virement.id, 0), gone.get(virement.id, 0)
        if pence:
            more = "more" if pence > 0 else "less"
            yield Problem(
                "virement not nil",
                "serious",
                f"{what}: its moves come to {show_plain(abs(pence))} {more} than nil.",
                place,
            )
        if missing:
            many = "a line that it moved is" if missing == 1 else f"{missing:,} of its lines are"
            yield Problem(
                "virement of a line that is gone",
                "warning",
                f"{what}: {many} no longer in the plan; the other lines keep what they gained or gave.",
                place,
            )
