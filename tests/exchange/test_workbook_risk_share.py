"""The Risk share and In-year sheets: their formulas give the program's own figures, also once typed over."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, FundingSource
from jcplanner.domain.in_year import pool_outturn
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.pooling import Pooled
from jcplanner.domain.pools import Contribution, Pool
from jcplanner.domain.record import Record
from jcplanner.domain.risk_case import case_of, forecast_case, rules_of, shares_of
from jcplanner.domain.risk_rules import OVER, RULES, UNDER, RiskShare, RiskShareRule
from jcplanner.domain.risk_share import Case, Shared, share_out
from jcplanner.domain.services import ServiceArea
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.plan.plan import Plan

if TYPE_CHECKING:
    from tests.conftest import Excel
    from tests.exchange.conftest import Office

TAKES, FIRST, PARTNERS = 5, 6, ("c", "n", "t")
ELSEWHERE, LEFT = FIRST + len(PARTNERS), FIRST + len(PARTNERS) + 1
INPUT = "Ends the year over (positive) or under (negative)"
AMOUNTS = (1_300_000_01, -7_777_77, 33_333_333_33, -1_300_000_01, 1, 0, 7_777_77)


def pools() -> Iterator[Record]:
    """A pool for each kind of rule behind a risk pool, two with rules for one line, one with everything."""
    yield PlanDetails("plan", "Pools", first_year=2016)
    for place, key in enumerate(PARTNERS):
        yield Partner(key, place, f"Partner {key}", key.upper())
    yield FundingSource("dfg", 1, "Grant", "c", ring_fenced=1)
    for place, rule in enumerate(RULES):
        yield from pool(f"p{place:02}", place % 2 == 0)
        for side in rule.sides:
            first = f"p{place:02}{side[0]}"
            yield RiskShareRule(f"{first}0", place, f"p{place:02}", None, side, "fixed percentages",
                                amount=1_000_01)  # fmt: skip
            yield RiskShare(f"{first}0:t", f"{first}0", "t", 3_333)
            yield RiskShareRule(
                f"{first}1", place, f"p{place:02}", None, side, rule.name, cap=(None, 333)[place % 2],
                amount=(None, 50_000_07)[place % 3 == 0], protected="n",
            )  # fmt: skip
            if place % 2:
                yield RiskShare(f"{first}1:c", f"{first}1", "c", 3_333)
                yield RiskShare(f"{first}1:n", f"{first}1", "n", 4_001)
    for number, (name, out) in enumerate(
        (("each bears its own", OVER), ("ring-fenced grant stays", UNDER))
    ):
        key = f"q{number}"
        yield from pool(key, True)
        for side in (OVER, UNDER):
            yield RiskShareRule(f"{key}{side}l", 1, key, f"{key}a", side, "pro rata, capped", cap=1)
            yield RiskShareRule(
                f"{key}{side}m", 2, key, f"{key}b", side, "fixed: the host bears it"
            )
            yield RiskShareRule(f"{key}{side}o", 3, key, f"{key}c", side, name if side == out else
                                "each bears its own")  # fmt: skip
            yield RiskShareRule(f"{key}{side}w", 4, key, None, side, name)
            yield RiskShareRule(f"{key}{side}p", 5, key, None, side, "pro rata to contribution")


def pool(key: str, forecast: bool) -> Iterator[Record]:
    """A pool of about £1.0m over three lines, two partners that contribute and one that does not."""
    yield ServiceArea(f"{key}x", 1, f"Area {key}")
    yield Pool(key, 1, f"Pool {key}", "c")
    yield PathwayStep(f"{key}x:2017", f"{key}x", 2017, "integrate", "pooled", key)
    for place, (line, partner, pence) in enumerate(
        (("a", "c", 600_001_03), ("b", "n", 399_998_99), ("c", "n", 77_777_77))
    ):
        income = "income" if line == "c" and forecast else "expenditure"
        yield BudgetLine(f"{key}{line}", place, partner, f"{key}x", f"Line {line}", direction=income,
                         funding_source="dfg" if line == "a" else None)  # fmt: skip
        yield BudgetAmount(f"{key}{line}:2017", f"{key}{line}", 2017, pence)
    yield Contribution(f"{key}:n:2017", key, "n", 2017, 400_000_01)
    if forecast:
        sign = 1 if key[-1] in "02468" else -1
        for line, actual, pence in (("a", 1, 600_001_03 + sign * 50_123_45), ("b", 9, 380_000_02)):
            yield Outturn(f"{key}{line}:2017:9", f"{key}{line}", 2017, 9, actual, pence)
        yield Outturn(f"{key}c:2017:12", f"{key}c", 2017, 12, 77_000_00, 1)


def expected(plan: Plan, key: str, amount: int) -> Shared:
    """What the program says; at the forecast, whose lines are out is known."""
    case = case_of(Pooled(plan.records, plan.figures), key, 2017, amount)
    outturn = pool_outturn(plan.records, key, 2017)
    if outturn is not None:
        forecast = forecast_case(case, outturn)
        # Line amounts stay as typed; only at the forecast do they make up the whole.
        case = (
            forecast
            if amount == outturn.variance
            else Case(amount, case.parties, case.host, outturn.lines)
        )
    rules = rules_of(plan.records, key)
    return share_out(rules, shares_of(plan.records, rules), case)


def blocks(rows: list[list[Any]]) -> dict[str, list[list[Any]]]:
    """The rows of each pool of the sheet by its key."""
    found: dict[str, list[list[Any]]] = {}
    for row in rows[6:]:
        if str(row[0]).startswith("Pool "):
            held = found.setdefault(str(row[0])[5:].split(",")[0], [])
        elif found:
            held.append(row)
    return found


def compare(plan: Plan, rows: list[list[Any]]) -> None:
    """Every pool of the sheet against the program, at the amount in its yellow cell."""
    found = blocks(rows)
    assert len(found) == len(RULES) + 2
    for key, held in found.items():
        amount = round(next(row[TAKES] for row in held if row[0] == INPUT) * 100)
        shared = expected(plan, key, amount)
        sums = dict.fromkeys((OVER, UNDER), 0)
        partners, kept = [0] * len(PARTNERS), 0
        for row in held:
            side = str(row[2]).casefold()
            if side in sums:
                sign = 1 if side == OVER else -1
                sums[side] += round(row[TAKES] * 100)
                kept += sign * round(float(row[ELSEWHERE] or 0) * 100)
                for place in range(len(PARTNERS)):
                    partners[place] += sign * round(float(row[FIRST + place] or 0) * 100)
        by_key = dict(
            zip((party.partner for party in shared.case.parties), shared.partners, strict=True)
        )
        what = (key, amount)
        assert partners == [by_key.get(partner, 0) for partner in PARTNERS], what
        assert kept == shared.kept, what
        unallocated = next(row[LEFT] for row in held if row[0] == "Unallocated")
        assert round(unallocated * 100) == shared.unallocated, what
        assert held[-1][LEFT] == 0 or held[-2][LEFT] == 0, what
        check = next(row[LEFT] for row in held if str(row[0]).startswith("Check:"))
        assert check == 0, what


def test_every_rule_gives_the_programs_pennies_as_written_and_typed_over(
    made: Callable[..., Plan], office: "Office", excel: "Excel", tmp_path: Path
):
    plan = made(*pools())
    path, typed = tmp_path / "out.xlsx", tmp_path / "typed.xlsx"
    export_workbook(plan, path)
    compare(plan, office.sheets(path)["Risk share"])
    typed.write_bytes(path.read_bytes())

    def type_amounts(book: Any) -> None:
        inputs = [row for row in book["Risk share"].iter_rows(min_row=7) if row[0].value == INPUT]
        for place, row in enumerate(inputs):
            row[TAKES].value = AMOUNTS[place % len(AMOUNTS)] / 100

    found = office.recalculate([path, excel.edit(typed, type_amounts)])
    for name in (path.name, typed.name):
        compare(plan, found[name]["Risk share"])
    states = [row[4] for row in found[path.name]["Checks"] if len(row) > 4]
    assert "differs" not in states


def test_the_worked_figures_stand_in_the_workbook(
    worked_pool: Plan, office: "Office", excel: "Excel", tmp_path: Path
):
    """£1.3m over a pool of £20.0m, capped at 5%: £600,000, £400,000, and £300,000 that nobody takes."""
    path = tmp_path / "out.xlsx"
    export_workbook(worked_pool, path)
    for sheets in (office.sheets(path), office.recalculate([path])[path.name]):
        rows = {str(row[0]): row for row in sheets["Risk share"]}
        assert rows["Pro rata, capped"][TAKES : TAKES + 5] == [1e6, 6e5, 4e5, "", 3e5]
        assert rows["Unallocated"][FIRST + 3] == 3e5
        assert rows["Forecast outturn says"][TAKES] == 1.3e6
        lines = {row[2]: row for row in sheets["In-year"][5:9]}
        assert lines["Care homes"][5] == 14e6
        assert lines["Care homes"][18:26] == [
            9, 11.4e6, 15.2e6, 15.3e6, 15.3e6, 1.3e6, 1.3e6, "£1,300,000 over"
        ]  # fmt: skip
        assert lines["Fees"][18:26] == [9, 1.5e6, 2e6, "", "", "", 0, ""]
        assert lines["All lines, net"][25] == "£1,300,000 over"

    def forecast_more_income(book: Any) -> None:
        sheet = book["In-year"]
        row = next(held for held in sheet.iter_rows(min_row=6) if held[2].value == "Fees")
        row[21].value = 2_040_000.5

    again = office.recalculate([excel.edit(path, forecast_more_income)])[path.name]
    lines = {row[2]: row for row in again["In-year"][5:9]}
    assert lines["Fees"][23:26] == [40_000.5, -40_000.5, "£40,000.50 more income"]
    assert lines["All lines, net"][25] == "£1,259,999.50 over"


def test_a_plan_without_pools_says_so(office: "Office", made: Callable[..., Plan], tmp_path: Path):
    path = tmp_path / "out.xlsx"
    export_workbook(made(PlanDetails("plan", "Nothing", first_year=2016)), path)
    sheets = office.sheets(path)
    assert "No pooled fund spends anything." in [row[0] for row in sheets["Risk share"] if row]
    assert any("No line of a pooled fund" in str(cell) for row in sheets["In-year"] for cell in row)


def test_a_pool_that_nobody_is_party_to_has_formulas_that_can_be_worked_out(
    made: Callable[..., Plan], office: "Office", tmp_path: Path
):
    """Lines of no partner, no host, no contributions: all of it stays unallocated."""
    plan = made(
        PlanDetails("plan", "Nobody's", first_year=2016),
        ServiceArea("x", 1, "Area"),
        Pool("p", 1, "Pool"),
        PathwayStep("x:2017", "x", 2017, "integrate", "pooled", "p"),
        BudgetLine("l", 1, None, "x", "Line"),
        BudgetAmount("l:2017", "l", 2017, 100_00),
        Outturn("l:2017:9", "l", 2017, 9, 90_00, 120_00),
        *(RiskShareRule(f"r{place}", place, "p", None, OVER, rule)
          for place, rule in enumerate(("each bears its own", "fixed percentages"))),
        RiskShareRule("outside", 9, "p", None, OVER, "outside funds", amount=1_00),
    )  # fmt: skip
    path = tmp_path / "out.xlsx"
    export_workbook(plan, path)
    written, again = office.sheets(path), office.recalculate([path])[path.name]
    assert again["Risk share"] == written["Risk share"]
    unallocated = next(row for row in again["Risk share"] if row[0] == "Unallocated")
    assert unallocated[FIRST + 1] == 19


def test_the_words_of_a_rule_say_no_figure_that_a_yellow_cell_can_change(
    worked_pool: Plan, office: "Office", tmp_path: Path
):
    path = tmp_path / "out.xlsx"
    export_workbook(worked_pool, path)
    rows = {str(row[0]): row for row in office.sheets(path)["Risk share"]}
    words = str(rows["Pro rata, capped"][1])
    assert words.startswith("In proportion to contributions, each at most the cap")
    assert not any(sign.isdigit() for sign in words)


def test_a_line_kept_out_of_the_pool_on_the_sheet_lines_is_flagged_where_it_is_still_listed(
    worked_pool: Plan, office: "Office", excel: "Excel", tmp_path: Path
):
    path = tmp_path / "out.xlsx"
    export_workbook(worked_pool, path)
    line = next(iter(worked_pool.table(BudgetLine)))
    again = office.recalculate([excel.write(path, line, "Kept out of pool", "Yes")])[path.name]
    flagged = [row[0] for row in again["Checks"] if len(row) > 4 and row[4] == "differs"]
    assert any("on sheet In-year and expenditure on sheet Pools" in name for name in flagged)


def test_a_pool_of_many_ring_fenced_lines_fits_into_a_formula(
    made: Callable[..., Plan], office: "Office", tmp_path: Path
):
    """Excel refuses a workbook with a formula of more than 8,192 characters."""
    import openpyxl

    places, key = range(400), "p"
    plan = made(
        PlanDetails("plan", "Many", first_year=2016),
        Partner("c", 1, "Council"),
        ServiceArea("x", 1, "Area"),
        FundingSource("dfg", 1, "Grant", "c", ring_fenced=1),
        Pool(key, 1, "Pool", "c"),
        PathwayStep("x:2017", "x", 2017, "integrate", "pooled", key),
        *(BudgetLine(f"l{place}", place, "c", "x", "Line", funding_source="dfg") for place in places),
        *(BudgetAmount(f"l{place}:2017", f"l{place}", 2017, 100_00) for place in places),
        *(Outturn(f"l{place}:2017:9", f"l{place}", 2017, 9, 1, 99_00 + 2_00 * (place % 2))
          for place in places),
        Outturn("l0:2017:10", "l0", 2017, 10, 1, 90_00),
        RiskShareRule("own", 1, key, "l0", UNDER, "contingency", amount=3_00),
        RiskShareRule("u5", 2, key, None, UNDER, "ring-fenced grant stays"),
    )  # fmt: skip
    path = tmp_path / "out.xlsx"
    export_workbook(plan, path)
    again = office.recalculate([path])[path.name]
    written = office.sheets(path)
    assert [again[name] for name in ("In-year", "Risk share")] == [
        written[name] for name in ("In-year", "Risk share")
    ]
    # By hand: 199 lines under by 1.00, and one by 10.00 of which a contingency keeps 3.00.
    fenced = next(row for row in again["Risk share"] if row[0] == "Ring-fenced grant is under by")
    assert fenced[FIRST + 2] == 206
    cells = (cell.value for sheet in openpyxl.load_workbook(path) for row in sheet for cell in row)
    assert max(len(value) for value in cells if isinstance(value, str) and value[:1] == "=") < 2_000
