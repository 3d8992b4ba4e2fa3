"""Plans, files and folders to measure on: made here, always the same."""

import random
from pathlib import Path

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.partners import Partner
from jcplanner.domain.planning import PLAN_ID, PlanDetails
from jcplanner.domain.record import new_id
from jcplanner.domain.services import ServiceArea
from jcplanner.plan.plan import Plan
from jcplanner.store.planfile import PlanFile

PARTNERS, AREAS = 5, 14
YEARS = (2015, 2016, 2017)


def make_plan(path: Path, lines: int) -> Path:
    """A plan of so many lines by three years, for 5 partners and 14 areas. Returns its path."""
    chance = random.Random(lines)
    plan = Plan(PlanFile.create(path))
    with plan.step("New plan") as draft:
        draft.add(PlanDetails(PLAN_ID, "Measured", first_year=YEARS[0], years_shown=len(YEARS)))
        partners = [Partner(new_id(), place, f"Partner {place}") for place in range(PARTNERS)]
        areas = [ServiceArea(new_id(), place, f"Area {place}") for place in range(AREAS)]
        for record in (*partners, *areas):
            draft.add(record)
    with plan.step("Lines") as draft:
        for place in range(lines):
            line = BudgetLine(
                new_id(),
                place,
                chance.choice(partners).id,
                chance.choice(areas).id,
                f"Line {place}",
                f"{place:06}",
                budget_holder="Head of commissioning",
            )
            draft.add(line)
            for year in YEARS:
                pence = chance.randrange(1_000_00, 2_000_00)
                draft.add(BudgetAmount(cell_id(line.id, year), line.id, year, pence))
    plan.close()
    return path


def make_extract(path: Path, rows: int) -> Path:
    """A budget extract as CSV: four texts and an amount. Returns its path."""
    chance = random.Random(rows)
    lines = ["Cost centre,Code,Description,Reports to,2016/17"]
    for place in range(rows):
        pounds = chance.randrange(1_000, 900_000)
        lines.append(f"CC{place % 60},{place:06},Line {place},Head of commissioning,{pounds}.25")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
