"""Bringing budgets in: every row read, skipped or rejected with its reason, as one undoable step."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.problems import Refusal
from jcplanner.exchange.intake import bring_in
from jcplanner.exchange.mapping import AmountColumn, ControlColumn, Mapping
from jcplanner.exchange.read import Cancelled, read_file

LEDGER = """\
Herefordshire Council,,,,
Budget book,,,£000,

Code,Description,Provider,2016/17,2017/18
00123,Residential care,Acme,"1,234.5",1250
1E5,Day care,,(34.5),35.5-

,Sub-total,,1200,1214.5
A3,Direct payments,,-,20
A4,Equipment,Total Care Ltd,tbc,
A5,Grants,,soon,5
,Grand total,,"£1,200.00",1239.5
Source: ledger,,,,
"""
LEDGER_MAPPING = Mapping(
    "Ledger",
    unit="thousands",
    columns={"ledger_code": "Code", "description": "Description", "provider": "Provider"},
    key=("Code",),
)


def save(tmp_path: Path, text: str, name: str = "ledger.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8", newline="")
    return path


def lines_of(plan) -> dict[str, tuple[str, dict[int, int]]]:
    amounts: dict[str, dict[int, int]] = {}
    for amount in plan.table(BudgetAmount).values():
        amounts.setdefault(amount.line, {})[amount.year] = amount.amount
    return {
        line.description: (line.direction, amounts.get(line.id, {}))
        for line in plan.table(BudgetLine).ordered()
    }


def test_lines_with_year_columns_come_in_and_everything_else_has_its_reason(
    two_partner_plan, tmp_path
):
    result = bring_in(two_partner_plan, save(tmp_path, LEDGER), LEDGER_MAPPING, partner="Council")
    assert lines_of(two_partner_plan) == {
        "Residential care": ("expenditure", {2016: 123_450_000, 2017: 125_000_000}),
        "Day care": ("expenditure", {2016: -3_450_000, 2017: -3_550_000}),
        "Direct payments": ("expenditure", {2016: 0, 2017: 2_000_000}),
        "Grants": ("expenditure", {2017: 500_000}),
    }
    codes = [line.ledger_code for line in two_partner_plan.table(BudgetLine).ordered()]
    assert codes == ["00123", "1E5", "A3", "A5"]
    assert result.header_row == 4
    assert [(remark.row, remark.column, remark.value) for remark in result.rejected] == [
        (11, "2016/17", "soon")
    ]
    reasons = {(remark.row, remark.why) for remark in result.skipped}
    assert (1, "above the header row") in reasons
    assert (10, 'no figure: "tbc"') in reasons
    assert (13, "no figure in the row") in reasons
    totals = [
        (control.name, control.stated, control.difference) for control in result.control_totals
    ]
    assert totals == [
        ("Sub-total: 2016/17", 120_000_000, 0),
        ("Sub-total: 2017/18", 121_450_000, 0),
        ("Grand total: 2016/17", 120_000_000, 0),
        ("Grand total: 2017/18", 123_950_000, 0),
    ]
    assert result.counts.in_file == 13
    assert result.counts.read == result.rows_read == 4


def test_a_line_says_where_it_came_from(two_partner_plan, tmp_path):
    bring_in(two_partner_plan, save(tmp_path, LEDGER), LEDGER_MAPPING, partner="CCG")
    line = two_partner_plan.table(BudgetLine).ordered()[0]
    assert (line.partner, line.source_file, line.source_row) == ("nhs", "ledger.csv", 5)
    assert line.imported_at.endswith("Z")


def test_an_import_is_one_step_that_can_be_undone(two_partner_plan, tmp_path):
    bring_in(two_partner_plan, save(tmp_path, LEDGER), LEDGER_MAPPING)
    assert two_partner_plan.undo_name == "Bring in ledger.csv"
    two_partner_plan.undo()
    assert not two_partner_plan.table(BudgetLine)
    assert not two_partner_plan.table(BudgetAmount)


def test_a_dry_run_says_the_same_and_moves_nothing(two_partner_plan, tmp_path):
    path = save(tmp_path, LEDGER)
    steps = len(two_partner_plan.steps)
    dry = bring_in(two_partner_plan, path, LEDGER_MAPPING, dry_run=True)
    assert not two_partner_plan.table(BudgetLine)
    assert len(two_partner_plan.steps) == steps
    real = bring_in(two_partner_plan, path, LEDGER_MAPPING).as_json()
    said = dry.as_json()
    for name in ("dry_run", "summary", "step"):
        said.pop(name)
        real.pop(name)
    assert said == real


def test_the_same_file_again_changes_nothing_and_says_so(two_partner_plan, tmp_path):
    path = save(tmp_path, LEDGER)
    bring_in(two_partner_plan, path, LEDGER_MAPPING)
    steps = len(two_partner_plan.steps)
    again = bring_in(two_partner_plan, path, LEDGER_MAPPING)
    assert again.nothing_changed
    assert again.headline() == "Nothing to change: the plan holds these 4 lines already."
    assert (again.lines_unchanged, again.amounts_unchanged) == (4, 7)
    assert len(two_partner_plan.steps) == steps


def test_a_newer_file_changes_the_same_lines_and_says_what(two_partner_plan, tmp_path):
    plan = two_partner_plan
    bring_in(plan, save(tmp_path, LEDGER), LEDGER_MAPPING)
    first = plan.table(BudgetLine).ordered()[0]
    with plan.step("Assign by hand") as draft:
        draft.change(BudgetLine, first.id, service_area="area1")
    newer = LEDGER.replace("Residential care,Acme", "Residential and nursing,Acme").replace(
        '"1,234.5"', "1300"
    )
    newer = newer.replace("A3,Direct payments,,-,20\n", "")
    result = bring_in(plan, save(tmp_path, newer), LEDGER_MAPPING)
    assert (result.lines_added, result.lines_changed, result.amounts_set) == (0, 1, 1)
    assert [str(change) for change in result.changes] == [
        "Residential and nursing, Line: Residential care becomes Residential and nursing",
        "Residential and nursing, 2016/17: £1,234,500.00 becomes £1,300,000.00",
    ]
    assert plan.table(BudgetLine)[first.id].service_area == "area1"
    assert "Direct payments" in lines_of(plan)
    assert any("did not come this time" in note for note in result.notes)
    assert result.control_differences


def test_another_mapping_for_the_same_file_warns_that_money_may_stand_twice(
    two_partner_plan, tmp_path
):
    path = save(tmp_path, LEDGER)
    bring_in(two_partner_plan, path, LEDGER_MAPPING)
    result = bring_in(two_partner_plan, path, LEDGER_MAPPING.renamed("Other"))
    assert any("stands twice" in note for note in result.notes)


def test_the_year_is_asked_for_where_the_file_has_none(two_partner_plan, tmp_path):
    path = save(tmp_path, "Line,Amount\nHome care,5\n")
    mapping = Mapping("m", columns={"description": "Line"}, amounts=(AmountColumn("Amount"),))
    with pytest.raises(Refusal, match="which year"):
        bring_in(two_partner_plan, path, mapping)
    bring_in(two_partner_plan, path, mapping, year=2017)
    assert lines_of(two_partner_plan) == {"Home care": ("expenditure", {2017: 500})}


def test_a_plan_without_figures_begins_with_the_year_of_its_first_file(two_partner_plan, tmp_path):
    mapping = Mapping("m", columns={"description": "Line"}, amounts=(AmountColumn("Amount"),))
    result = bring_in(
        two_partner_plan, save(tmp_path, "Line,Amount\nHome care,5\n"), mapping, year=2023
    )
    assert two_partner_plan.years[0] == 2023
    assert any("now begins with 2023/24" in note for note in result.notes)
    late = bring_in(
        two_partner_plan, save(tmp_path, "Line,Amount\nCare,5\n", "b.csv"), mapping, year=2019
    )
    assert two_partner_plan.years[0] == 2023
    assert any("2019/20 lies outside" in note for note in late.notes)


def test_expenditure_and_income_in_columns_of_their_own(two_partner_plan, tmp_path):
    text = (
        "Line,Spend,Income,Net\nHome care,100,-30,70\nDay care,50.001,0,50\nTotal,150.001,-30,120\n"
    )
    mapping = Mapping(
        "m",
        year="2016/17",
        columns={"description": "Line"},
        amounts=(
            AmountColumn("Spend", direction="expenditure"),
            AmountColumn("Income", direction="income", reverse=True),
        ),
        controls=(ControlColumn("Net"),),
        keep_nil=False,
    )
    result = bring_in(two_partner_plan, save(tmp_path, text), mapping)
    sides = [
        (line.description, line.direction) for line in two_partner_plan.table(BudgetLine).ordered()
    ]
    assert sides == [
        ("Home care", "expenditure"),
        ("Home care", "income"),
        ("Day care", "expenditure"),
    ]
    assert (result.expenditure, result.income) == (15_000, 3_000)
    assert [(c.name, c.difference, c.agrees) for c in result.control_totals] == [
        ("Total: Spend", 0, True),
        ("Total: Income", 0, True),
        ("Net", 0, True),
    ]
    assert result.as_json()["rounding"]["remainder_pence"] == "0.1"
    again = bring_in(two_partner_plan, save(tmp_path, text.replace("-30,70", "0,100")), mapping)
    assert again.amounts_set == 1  # a line that is in the plan is brought to nil


def test_a_direction_column_says_income_and_what_is_no_money(two_partner_plan, tmp_path):
    text = "Line,Kind,2016/17\nCare,E,10\nFees,I,4\nClients,-,99\nOdd,?,1\n"
    mapping = Mapping(
        "m",
        columns={"description": "Line"},
        direction_column="Kind",
        directions={"E": "expenditure", "I": "income", "-": "skip: a count, not money"},
    )
    result = bring_in(two_partner_plan, save(tmp_path, text), mapping)
    assert lines_of(two_partner_plan) == {
        "Care": ("expenditure", {2016: 1000}),
        "Fees": ("income", {2016: 400}),
    }
    assert (result.skipped[-1].row, result.skipped[-1].why) == (4, "a count, not money")
    assert (result.rejected[0].row, result.rejected[0].value) == (5, "?")
    assert result.sums["skipped"].pence == 10_000


def test_negative_amounts_are_credits_or_income_as_the_mapping_says(two_partner_plan, tmp_path):
    path = save(tmp_path, "Line,2016/17,2017/18\nFees,-5,-6\nRefund,-1,2\n")
    bring_in(
        two_partner_plan, path, Mapping("m", columns={"description": "Line"}, negative="income")
    )
    assert lines_of(two_partner_plan) == {
        "Fees": ("income", {2016: 500, 2017: 600}),
        "Refund": ("expenditure", {2016: -100, 2017: 200}),
    }


def test_unknown_columns_values_and_partners_are_refused_plainly(two_partner_plan, tmp_path):
    path = save(tmp_path, LEDGER)
    with pytest.raises(Refusal, match='did you mean "Provider"'):
        bring_in(two_partner_plan, path, LEDGER_MAPPING, where={"Providor": "x"})
    with pytest.raises(Refusal, match="No row has"):
        bring_in(two_partner_plan, path, LEDGER_MAPPING, where={"Provider": "x"})
    with pytest.raises(Refusal, match="Herefordshire Council, Herefordshire CCG"):
        bring_in(two_partner_plan, path, LEDGER_MAPPING, partner="Shropshire")
    with pytest.raises(Refusal, match='no row has the heading "Money"'):
        bring_in(two_partner_plan, path, Mapping("m", amounts=(AmountColumn("Money"),)))


def test_a_column_can_name_the_partner_of_each_row(two_partner_plan, tmp_path):
    path = save(tmp_path, "Who,Line,2016/17\nCouncil,Care,1\n05F,Beds,2\n")
    bring_in(
        two_partner_plan, path, Mapping("m", columns={"partner": "Who", "description": "Line"})
    )
    assert [line.partner for line in two_partner_plan.table(BudgetLine).ordered()] == [
        "council",
        "nhs",
    ]


def test_rows_alike_in_all_that_names_them_are_all_kept(two_partner_plan, tmp_path):
    path = save(tmp_path, "Line,2016/17\nCare,1\nCare,2\n")
    mapping = Mapping("m", columns={"description": "Line"})
    result = bring_in(two_partner_plan, path, mapping)
    assert result.lines_added == 2
    assert any("a line of its own" in note for note in result.notes)
    assert bring_in(two_partner_plan, path, mapping).nothing_changed


def test_a_provider_called_total_is_a_line_and_a_wrong_total_is_shown_not_imported(
    two_partner_plan, tmp_path
):
    text = "Code,Line,2016/17\n1,Home care,10\n2,Total Care Ltd,5\n,Total adults,16\n"
    mapping = Mapping("m", columns={"ledger_code": "Code", "description": "Line"})
    result = bring_in(two_partner_plan, save(tmp_path, text), mapping)
    assert list(lines_of(two_partner_plan)) == ["Home care", "Total Care Ltd"]
    assert [(c.stated, c.derived) for c in result.control_totals] == [(1600, 1500)]


def test_totals_of_totals_are_compared_with_what_they_cover(two_partner_plan, tmp_path):
    rows = ["a,1", "b,2", "Sub-total,3", "c,4", "Sub-total,4", "Total adults,7", "d,5", "Sub-total,5",
            "Total children,5", "Grand total,12"]  # fmt: skip
    path = save(tmp_path, "Line,2016/17\n" + "\n".join(rows) + "\n")
    result = bring_in(two_partner_plan, path, Mapping("m", columns={"description": "Line"}))
    assert [control.difference for control in result.control_totals] == [0] * 6
    assert list(lines_of(two_partner_plan)) == ["a", "b", "c", "d"]


def test_cancelling_leaves_the_plan_as_it_was(two_partner_plan, tmp_path):
    path = save(tmp_path, LEDGER)
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        bring_in(
            two_partner_plan,
            path,
            LEDGER_MAPPING,
            file=read_file(path),
            cancelled=lambda: next(asked, True),
        )
    assert not two_partner_plan.table(BudgetLine)


cells = st.sampled_from(
    ["", "-", "1", "2.505", "(3)", "x", "...", "1,000", "Total", "Sub-total", "12%"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "a", "b", "Total", "Sub-total", "Total Ltd"]), cells, cells),
        max_size=12,
    )
)
def test_rows_and_pounds_always_add_up_to_the_file(two_partner_plan, tmp_path, rows):
    text = "Line,2016/17,2017/18\n" + "".join(f'"{a}","{b}","{c}"\n' for a, b, c in rows)
    result = bring_in(
        two_partner_plan,
        save(tmp_path, text),
        Mapping("m", columns={"description": "Line"}),
        dry_run=True,
    )
    assert result.counts.in_file == len(rows) + 1
    sums = result.sums
    assert sums["in_file"].exact == sum(
        sums[name].exact for name in ("brought_in", "totals", "skipped", "not_chosen")
    )
    assert result.expenditure == sums["brought_in"].pence


def test_columns_that_the_mapping_does_not_use_are_said(two_partner_plan, tmp_path):
    path = save(tmp_path, "Line,Colour,2016/17,Outturn,Empty\nCare,red,1,2,\n")
    mapping = Mapping("m", columns={"description": "Line"}, amounts=(AmountColumn("2016/17"),))
    result = bring_in(two_partner_plan, path, mapping)
    assert [remark.place for remark in result.skipped] == ["column Colour", "column Outturn"]


def test_lines_taken_over_from_another_file_are_said(two_partner_plan, tmp_path):
    mapping = Mapping("m", columns={"description": "Line"})
    bring_in(two_partner_plan, save(tmp_path, "Line,2016/17\nSalaries,1\n", "adults.csv"), mapping)
    second = save(tmp_path, "Line,2016/17\nSalaries,2\n", "children.csv")
    result = bring_in(two_partner_plan, second, mapping, dry_run=True)
    assert any("came from adults.csv before" in note for note in result.notes)


def test_the_same_line_with_the_same_amounts_is_pointed_out(two_partner_plan, tmp_path):
    path = save(tmp_path, "Code,Line,2016/17\n1,Grant,624\n2,Grant,624\n3,Nil,0\n4,Nil,0\n")
    mapping = Mapping("m", columns={"ledger_code": "Code", "description": "Line"})
    result = bring_in(two_partner_plan, path, mapping)
    alike = [note for note in result.notes if "same money" in note]
    assert len(alike) == 1
    assert '"Grant", rows 2 and 3' in alike[0]


def test_two_columns_of_one_year_are_never_added_up_unasked(two_partner_plan, tmp_path):
    path = save(tmp_path, "Line,Budget 2016/17,Actual 2016/17\nCare,5,4\n")
    with pytest.raises(Refusal, match='Both "Budget 2016/17" and "Actual 2016/17"'):
        bring_in(two_partner_plan, path, Mapping("m", columns={"description": "Line"}))


def test_what_a_dry_run_read_is_not_read_again(two_partner_plan, tmp_path):
    path = save(tmp_path, LEDGER)
    dry = bring_in(two_partner_plan, path, LEDGER_MAPPING, dry_run=True)
    file = read_file(path)
    real = bring_in(two_partner_plan, path, LEDGER_MAPPING, file=file, reading=dry.reading)
    assert (real.lines_added, real.amounts_set) == (dry.lines_added, dry.amounts_set)
    assert bring_in(two_partner_plan, path, LEDGER_MAPPING).nothing_changed


def test_columns_of_one_year_that_were_chosen_are_added_up_and_that_is_said(
    two_partner_plan, tmp_path
):
    path = save(tmp_path, "Line,Base,Growth\nCare,5,4\n")
    both = (AmountColumn("Base", "2016/17"), AmountColumn("Growth", "2016/17"))
    result = bring_in(
        two_partner_plan, path, Mapping("m", columns={"description": "Line"}, amounts=both)
    )
    assert lines_of(two_partner_plan)["Care"][1] == {2016: 900}
    assert '"Base" and "Growth" were added up: they are of one year.' in result.notes


def test_a_year_that_was_not_needed_or_is_not_the_mappings_is_said(two_partner_plan, tmp_path):
    dated = bring_in(two_partner_plan, save(tmp_path, LEDGER), LEDGER_MAPPING, year=2020)
    assert "2020/21 was not used: the file names its years itself." in dated.notes
    mapping = Mapping(
        "m", year="2016/17", amounts=(AmountColumn("Sum"),), columns={"description": "Line"}
    )
    path = save(tmp_path, "Line,Sum\nCare,5\n")
    other = bring_in(two_partner_plan, path, mapping, year=2017)
    assert "The mapping is for 2016/17; 2017/18 was used, as asked." in other.notes
