import pytest

from jcplanner.domain.budgets import BudgetAmount, BudgetLine, cell_id
from jcplanner.domain.problems import Refusal
from jcplanner.plan import edits
from jcplanner.plan.clipboard import text_of
from jcplanner.plan.grid import BudgetView
from jcplanner.plan.grid_filters import GridColumn
from jcplanner.plan.paste import blank_cells, copied_cell, fill_down, paste
from jcplanner.plan.plan import Plan


@pytest.fixture
def view(plan: Plan) -> BudgetView:
    """The lines without groups, following the plan."""
    made = BudgetView(plan)
    made.grouping = ""
    made.arrange()
    plan.on_change(made.follow)
    return made


def columns(view: BudgetView, *keys: str) -> list[GridColumn]:
    by_key = {column.key: column for column in view.columns}
    return [by_key[key] for key in keys]


def amount(plan: Plan, line: str, year: int) -> int | None:
    held = plan.table(BudgetAmount).get(cell_id(line, year))
    return None if held is None else held.amount


def rows(view: BudgetView, start: int = 0) -> range:
    return range(start, len(view.rows))


def test_a_block_goes_in_as_one_step_and_comes_out_with_one_undo(plan: Plan, view: BudgetView):
    steps = len(plan.steps)
    done = paste(view, "1,000\t£2,000.50\n(500)\t\n", rows(view), columns(view, "2016", "2017"))
    assert done.words == "Pasted 4 cells."
    assert len(plan.steps) == steps + 1
    assert plan.undo_name == "Paste 4 cells"
    assert amount(plan, "homes", 2016) == 100_000
    assert amount(plan, "homes", 2017) == 200_050
    assert amount(plan, "charges", 2016) == 50_000
    plan.undo()
    assert amount(plan, "homes", 2016) == 123_456
    assert amount(plan, "charges", 2016) == 23_456


def test_five_hundred_cells_are_one_step(plan: Plan, view: BudgetView):
    for number in range(125):
        edits.add(plan, BudgetLine, description=f"Line {number}")
    steps = len(plan.steps)
    block = text_of([[f"{row}{column}" for column in range(4)] for row in range(125)])
    years = columns(view, "2016", "2017", "2018", "2019")
    assert paste(view, block, rows(view, 3), years).cells == 500
    assert len(plan.steps) == steps + 1


def test_copying_everything_and_pasting_it_back_changes_nothing(plan: Plan):
    edits.set_amounts(plan, {("charges", 2017): -5_00, ("wards", 2017): -1_23, ("wards", 2018): 0})
    view = BudgetView(plan)
    every = view.columns
    text = text_of(
        [[copied_cell(view, row, column) for column in every] for row in range(len(view.rows))]
    )
    steps = len(plan.steps)
    done = paste(view, text, rows(view), every)
    assert done.left_out == 0
    assert len(plan.steps) == steps


def test_fields_are_pasted_by_name_and_what_nobody_types_is_left_out(plan: Plan, view: BudgetView):
    text = "Care homes\tccg\t00045\tIntegrate"
    done = paste(
        view, text, rows(view), columns(view, "description", "partner", "ledger_code", "stage")
    )
    assert done.words == "Pasted 3 cells. 1 that cannot be typed into was left out."
    line = plan.table(BudgetLine)["homes"]
    assert (line.description, line.partner, line.ledger_code) == ("Care homes", "n", "00045")


@pytest.mark.parametrize(
    ("text", "keys", "why"),
    [
        ("1\n2\n3\n4", ("2016",), "The block has 4 rows but only 3 rows follow from here"),
        ("1\t2", ("2019",), "The block has 2 columns but only 1 column follow"),
        ("1\nabout 5", ("2016",), 'For Client charges: "about 5" is not an amount'),
        ("Moon", ("partner",), 'There is no partner called "Moon"'),
        ("", ("description",), "Line cannot be blank"),
        ("sideways", ("direction",), "Expenditure or income is one of"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_moves(
    plan: Plan, view: BudgetView, text: str, keys: tuple[str, ...], why: str
):
    steps = len(plan.steps)
    with pytest.raises(Refusal, match=why):
        paste(view, text, rows(view), columns(view, *keys))
    assert len(plan.steps) == steps


def test_figures_never_land_beside_their_lines_across_a_subtotal(plan: Plan):
    view = BudgetView(plan)
    with pytest.raises(Refusal, match='would cover the subtotal of "Mental health"'):
        paste(view, "1\n2\n3", range(2, 6), columns(view, "2016"))


def test_one_value_fills_a_selection_and_passes_subtotals_by(plan: Plan):
    view = BudgetView(plan)
    years = columns(view, "2016", "2017")
    paste(view, "7", range(2, 6), years, size=(4, 2))
    assert [amount(plan, line, 2017) for line in ("homes", "charges", "wards")] == [700] * 3


def test_a_block_fills_a_selection_that_is_twice_as_high(plan: Plan, view: BudgetView):
    edits.add(plan, BudgetLine, description="Fourth")
    paste(view, "1\n2", rows(view), columns(view, "2018"), size=(4, 1))
    found = [amount(plan, str(line), 2018) for line in view.rows]
    assert found == [100, 200, 100, 200]


def test_income_with_a_minus_beside_income_without_is_refused(plan: Plan, view: BudgetView):
    both = columns(view, "2016", "2017")
    with pytest.raises(Refusal, match="some figures have a minus and others none"):
        paste(view, "-500\t20", rows(view, 1), both)
    paste(view, "-500\t+20", rows(view, 1), both)
    assert (amount(plan, "charges", 2016), amount(plan, "charges", 2017)) == (50_000, -2_000)


def test_fill_down_carries_amounts_and_fields(plan: Plan, view: BudgetView):
    steps = len(plan.steps)
    fill_down(view, ["homes", "charges", "wards"], columns(view, "funding_source", "2016", "stage"))
    assert len(plan.steps) == steps + 1
    assert amount(plan, "wards", 2016) == 123_456
    assert plan.table(BudgetLine)["wards"].funding_source == "core"


def test_blanking_is_not_nought_and_leaves_what_must_be_given(plan: Plan, view: BudgetView):
    cells = [("homes", column) for column in columns(view, "2016", "description", "direction")]
    cells += [("homes", column) for column in columns(view, "funding_source", "ledger_code")]
    assert blank_cells(view, cells) == 2
    line = plan.table(BudgetLine)["homes"]
    assert amount(plan, "homes", 2016) is None
    assert (line.description, line.funding_source, line.ledger_code) == ("Homes", None, "")
