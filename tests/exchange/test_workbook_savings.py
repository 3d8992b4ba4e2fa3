"""The Savings sheet: its formulas give the plan's own figures, also after an input has been typed over."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jcplanner.domain.partners import Partner
from jcplanner.domain.phasing import delivered, weighted
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.record import Record
from jcplanner.domain.savings import PROFILES, SAVING_STATUSES, Saving, SavingCost
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.years import MONTHS
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan.plan import Plan

if TYPE_CHECKING:
    from tests.conftest import Excel
    from tests.exchange.conftest import Office

HEADS = 4
YEARS = range(2016, 2020)


def savings_plan() -> list[Record]:
    """Every profile, month, status and recurrence; halves of pennies, investments, blanks, nil."""
    held: list[Record] = [
        PlanDetails("plan", "Savings", first_year=2016),
        Partner("c", 1, "The Council"),
        ServiceArea("a", 1, "Adults"),
    ]
    for place in range(48):
        held.append(
            Saving(
                f"s{place:02}",
                place,
                f"Saving {place}",
                partner="c" if place % 3 else None,
                benefit_area="a" if place % 4 else None,
                full_year_effect=None if place == 9 else (-1) ** place * (84_300_001 + 7 * place),
                start_year=None if place == 13 else 2014 + place % 7,
                start_month=MONTHS[place % 12],
                profile=PROFILES[place % 4],
                recurrence="recurrent" if place % 5 else "non-recurrent",
                confidence=1_667 * (place % 7),
                status=SAVING_STATUSES[place % 3],
            )
        )
        if place % 2:
            held.append(SavingCost(f"s{place:02}:2018", f"s{place:02}", 2018, 5_000_01 * place))
    # Half a penny, from either side.
    for place, pence in enumerate((1, -1, 5, 100_000_000_000_001)):
        held.append(
            Saving(
                f"h{place}", 60 + place, f"Half {place}", full_year_effect=pence, start_year=2017,
                start_month="October", confidence=5_000,
            )
        )  # fmt: skip
    return held


def block(rows: list[list[Any]], name: str) -> list[int]:
    return [place for place, head in enumerate(rows[HEADS]) if str(head).endswith(name)]


def figures(sheets: dict[str, list[list[Any]]], saving: str, name: str) -> list[float]:
    rows = sheets["Savings"]
    row = next(row for row in rows if row[0] == saving)
    return [round(row[place], 2) for place in block(rows, name)]


def test_the_formulas_give_the_plans_own_figures(
    made: Callable[..., Plan], office: "Office", tmp_path: Path
):
    plan = made(*savings_plan())
    path = tmp_path / "savings.xlsx"
    export_workbook(plan, path)
    written, again = office.sheets(path), office.recalculate([path])[path.name]
    for sheets in (written, again):
        for saving in plan.table(Saving).values():
            assert figures(sheets, saving.name, " delivered") == [
                delivered(saving, year) / 100 for year in YEARS
            ]
            assert figures(sheets, saving.name, " weighted by confidence") == [
                weighted(saving, year) / 100 for year in YEARS
            ]
    for place, row in enumerate(written["Savings"]):
        for column, value in enumerate(row):
            other = again["Savings"][place][column]
            if isinstance(value, float):
                assert abs(other - value) < 1e-9 or round(other, 2) == round(value, 2)
            else:
                assert other == value
    assert all(row[4] != "differs" for row in again["Checks"] if len(row) > 4)


def test_an_input_typed_over_moves_what_is_delivered(
    made: Callable[..., Plan], office: "Office", excel: "Excel", tmp_path: Path
):
    # [S84]: a slow ramp delivers £320k of an £848,000 full-year effect in year 1.
    plan = made(
        PlanDetails("plan", "Savings", first_year=2016),
        Saving("s", 1, "Ramp", full_year_effect=1_00, start_year=2018, start_month="May"),
        Saving("t", 2, "Other", full_year_effect=10_00, start_year=2017, status="unidentified"),
    )
    path = tmp_path / "savings.xlsx"
    export_workbook(plan, path)

    def change(book: Any) -> None:
        sheet = book["Savings"]
        heads = [cell.value for cell in sheet[HEADS + 1]]
        typed = {
            "Full-year effect": 848_000,
            "Starts in": "2017/18",
            "Start month": "April",
            "Phasing": "Slow",
            "Confidence": 0.5,
            "Status": "In development",
        }
        for head, value in typed.items():
            sheet.cell(HEADS + 2, heads.index(head) + 1).value = value
        sheet.cell(HEADS + 2, heads.index("2018/19 cost to achieve") + 1).value = 48_000

    again = office.recalculate([excel.edit(path, change)])[path.name]
    assert figures(again, "Ramp", " delivered") == [0, 320_120, 848_000, 848_000]
    assert figures(again, "Ramp", " weighted by confidence") == [0, 160_060, 424_000, 424_000]
    assert figures(again, "Ramp", " net of cost") == [0, 320_120, 800_000, 848_000]
    assert figures(again, "In development", " delivered") == [0, 320_120, 848_000, 848_000]
    assert figures(again, "Unidentified", " delivered") == [0, 10, 10, 10]
    assert figures(again, "All savings", " net of cost") == [0, 320_130, 800_010, 848_010]
    differing = [row[0] for row in again["Checks"] if len(row) > 4 and row[4] == "differs"]
    assert differing[0] == "2017/18 savings net of their cost: sheet Savings and the plan"


def test_a_profile_typed_over_moves_every_saving_that_follows_it(
    made: Callable[..., Plan], office: "Office", excel: "Excel", tmp_path: Path
):
    plan = made(
        PlanDetails("plan", "Savings", first_year=2016),
        Saving("s", 1, "Ramp", full_year_effect=120_00, start_year=2017, profile="linear"),
    )
    path = tmp_path / "savings.xlsx"
    export_workbook(plan, path)

    def change(book: Any) -> None:
        sheet = book["Savings"]
        row = next(cell.row for cell in sheet["A"] if cell.value == "Linear")
        for month in range(1, 7):
            sheet.cell(row, 2 + month).value = 0

    again = office.recalculate([excel.edit(path, change)])[path.name]
    # 7 + 8 + 9 + 10 + 11 + 12 twelfths of £10 a month.
    assert figures(again, "Ramp", " delivered") == [0, 47.5, 120, 120]


def test_a_plan_without_savings_has_totals_of_nil(plan: Plan, office: "Office", tmp_path: Path):
    path = tmp_path / "none.xlsx"
    export_workbook(plan, path)
    for sheets in (office.sheets(path), office.recalculate([path])[path.name]):
        assert sheets["Savings"][HEADS + 1][0] == "The plan holds no savings."
        assert figures(sheets, "All savings", " delivered") == [0] * 4
