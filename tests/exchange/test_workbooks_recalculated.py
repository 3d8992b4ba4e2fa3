"""LibreOffice, working out every formula anew, gives the figures that jcplanner wrote, to the penny."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingAmount, FundingSource
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import ARRANGEMENTS, PathwayStep
from jcplanner.domain.planning import TOTALS_STATED, PlanDetails, StatedFigure
from jcplanner.domain.pools import Pool
from jcplanner.domain.record import Record
from jcplanner.domain.services import ServiceArea
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan.opening import OpenPlan, new_plan
from jcplanner.plan.plan import Plan
from jcplanner.plan.templates import example_names, fill

if TYPE_CHECKING:
    from tests.exchange.conftest import Office


def awkward_plan() -> Iterator[Record]:
    """Names that formulas stumble over, every arrangement, credits, capital, in kind, huge amounts."""
    yield PlanDetails("plan", 'Über & "awkward"', first_year=2016, years_shown=5)
    names = ["The Council", "the council", ">65", "2016", "* ? ~", "Nobody's \U0001f600"]
    for place, name in enumerate(names):
        yield Partner(f"p{place}", place, name)
        parent = f"a{place - 1}" if place in (1, 2, 4) else None
        yield ServiceArea(f"a{place}", place, name, parent)
        nature = "capital" if place == 3 else "revenue"
        yield FundingSource(f"f{place}", place, name, f"p{place}", nature=nature)
        for year in (2016, 2017):
            yield FundingAmount(f"f{place}:{year}", f"f{place}", year, 10**9 * place + year)
    # Two areas that are part of each other, as a merge of two copies may leave them.
    yield ServiceArea("r1", 8, "Ring one", "r2")
    yield ServiceArea("r2", 9, "Ring two", "r1")
    yield PathwayStep("r1:2018", "r1", 2018, "learn", "virtual pool")
    yield Pool("pool", 1, "Pool", "p0")
    yield Pool("other", 2, "POOL", nature="capital")
    for place, arrangement in enumerate(ARRANGEMENTS):
        area, year = f"a{place % 6}", 2017 + place % 4
        yield PathwayStep(
            f"{area}:{year}", area, year, "align", arrangement, ("pool", "other")[place % 2]
        )
    for number in range(120):
        yield BudgetLine(
            f"l{number:03}",
            number,
            f"p{number % 6}" if number % 11 else None,
            ("r2" if number % 13 == 0 else f"a{number % 5}") if number % 7 else None,
            f"Line {number}",
            funding_source=f"f{number % 6}" if number % 3 else None,
            direction="income" if number % 4 == 0 else "expenditure",
            nature="capital" if number % 5 == 0 else "revenue",
            kept_out_of_pool=int(number % 6 == 0),
            in_kind=int(number % 9 == 0),
        )
        for year in range(2016, 2021):
            if (number + year) % 8:
                amount = (
                    (-1) ** (number % 10 == 3)
                    * (number * 1_234_567 + year)
                    * (10**4 if number == 77 else 1)
                )
                yield BudgetAmount(f"l{number:03}:{year}", f"l{number:03}", year, amount)
    place = 0
    for counted in TOTALS_STATED:
        for partner in (None, "p2"):
            for area in (None, "a0", "a3", "r1"):
                place += 1
                low = place if place % 2 else None
                yield StatedFigure(
                    f"s{place:02}", place, f"Stated {place}", counted, partner, area, 2016 + place % 6,
                    amount=None if low else 5_000, low=low, high=low,
                )  # fmt: skip


def as_shown(value: object) -> object:
    """A figure to the penny; a share to more than anyone sees."""
    return (
        round(float(value), 2 if abs(value) >= 1 else 10)
        if isinstance(value, int | float)
        else value
    )


def test_every_formula_gives_the_figure_beside_it(office: "Office", tmp_path: Path):
    held: list[OpenPlan] = [
        new_plan(tmp_path / f"{name}.jcplan", fill=lambda plan, name=name: fill(plan, name))
        for name in example_names()
    ]
    held.append(new_plan(tmp_path / "awkward.jcplan", awkward_plan()))
    held.append(new_plan(tmp_path / "empty.jcplan"))
    names: list[str] = []
    for one in held:
        path = one.path.with_suffix(".xlsx")
        export_workbook(one.plan, path)
        names.append(path.name)
        one.discard()
    found = office.recalculate([tmp_path / name for name in names])
    for name in names:
        written, recalculated = office.sheets(tmp_path / name), found[name]
        figures = 0
        for sheet, rows in written.items():
            again = recalculated[sheet]
            for place, row in enumerate(rows):
                for column, value in enumerate(row):
                    line = again[place] if place < len(again) else []
                    other = line[column] if column < len(line) else ""
                    assert as_shown(other) == as_shown(value), (
                        f"{name}, {sheet}, row {place + 1}, {column}"
                    )
                    figures += isinstance(value, int | float)
        assert figures > 100


def test_an_amount_typed_into_the_workbook_moves_its_totals_and_flags_the_checks(
    plan: Plan, office: "Office", tmp_path: Path
):
    path, bare, changed = (tmp_path / name for name in ("out.xlsx", "bare.xlsx", "changed.xlsx"))
    export_workbook(plan, path)
    office.without_results(path, bare)
    with zipfile.ZipFile(bare) as held, zipfile.ZipFile(changed, "w") as made:
        for name in held.namelist():
            content = held.read(name)
            if name == "xl/worksheets/sheet6.xml":
                assert content.count(b"<v>1234.56</v>") == 1
                content = content.replace(b"<v>1234.56</v>", b"<v>2234.56</v>")
            made.writestr(name, content)
    again = office.recalculate([changed])["changed.xlsx"]
    whole = [row for row in again["Summary by partner"] if row[0] == "Total"]
    assert whole[0][1] == 11_000.0
    council = [row for row in again["Summary by partner"] if row[0] == "The Council"]
    assert [row[1] for row in council[:3]] == [2_000.0, 2_234.56, 234.56]
    flagged = [row[0] for row in again["Checks"] if len(row) > 4 and row[4] == "differs"]
    assert flagged == [
        "2016/17 net revenue, cash: sheet Lines and the plan",
        "2016/17 gross revenue expenditure, cash: sheet Lines and the plan",
        *(
            f"{year} unidentified of commissioners: sheet Gap and the plan"
            for year in ("2016/17", "2017/18", "2018/19", "2019/20")
        ),
    ]
    assert again["Checks"][4][1] == 6
    assert "6 checks differ; see sheet Checks" in [
        row[1] for row in again["Contents"] if len(row) > 1
    ]
