import pytest
from PySide6.QtCore import Qt

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.totals_row import TotalsRow
from jcplanner.gui.tables.year_grid import BudgetGrid
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan

EDIT = Qt.ItemDataRole.EditRole


@pytest.fixture
def grid(qapp, plan: Plan) -> BudgetGrid:
    edits.set_details(plan, unit="pounds")
    return BudgetGrid(plan)


def cell(grid: BudgetGrid, line: str, key: str):
    return grid.index(grid.view.row_of[line], grid.column_of(key))


def head(grid: BudgetGrid, label: str, key: str):
    group = next(group for group in grid.view.groups if group.label == label)
    return grid.index(group.row, grid.column_of(key))


def test_years_go_across_and_income_is_in_brackets(grid: BudgetGrid):
    assert cell(grid, "homes", "2016").data() == "1,235"
    assert cell(grid, "charges", "2016").data() == "(235)"
    assert cell(grid, "homes", "2019").data() == ""
    assert head(grid, "Adults", "2016").data() == "1,000"
    assert cell(grid, "homes", "partner").data() == "Council"


def test_amounts_are_shown_in_the_unit_but_typed_in_pounds(plan: Plan, grid: BudgetGrid):
    edits.set_details(plan, unit="thousands")
    assert cell(grid, "wards", "2016").data() == "9"
    assert cell(grid, "wards", "2016").data(EDIT) == "9,000.00"
    grid.setData(cell(grid, "wards", "2016"), "395k")
    assert plan.table(BudgetAmount)["wards:2016"].amount == 39_500_000
    assert cell(grid, "wards", "2016").data() == "395"


@pytest.mark.parametrize("typed", ["7,366", "(7,366)", "-7,366"])
def test_income_is_stored_positive_however_it_is_typed(plan: Plan, grid: BudgetGrid, typed: str):
    grid.setData(cell(grid, "charges", "2016"), typed)
    assert plan.table(BudgetAmount)["charges:2016"].amount == 736_600
    assert cell(grid, "charges", "2016").data() == "(7,366)"


def test_blank_is_not_nil(plan: Plan, grid: BudgetGrid):
    grid.setData(cell(grid, "wards", "2016"), "0")
    assert cell(grid, "wards", "2016").data() == "0"
    assert head(grid, "Mental health", "2016").data() == "0"
    grid.setData(cell(grid, "wards", "2016"), "")
    assert "wards:2016" not in plan.table(BudgetAmount)
    assert head(grid, "Mental health", "2016").data() == ""


def test_an_edit_names_its_step_and_the_same_figure_again_makes_none(plan: Plan, grid: BudgetGrid):
    grid.setData(cell(grid, "wards", "2016"), "1")
    assert plan.undo_name == "Change amount, Wards 2016/17"
    steps = len(plan.steps)
    grid.setData(cell(grid, "wards", "2016"), "1.00")
    assert len(plan.steps) == steps


def test_an_edit_tells_of_its_cell_and_the_heads_above_it_alone(qtbot, grid: BudgetGrid):
    told: list[tuple[int, int, int, int]] = []
    grid.dataChanged.connect(
        lambda first, last, _roles=None: told.append(
            (first.row(), first.column(), last.row(), last.column())
        )
    )
    with qtbot.assertNotEmitted(grid.layoutChanged), qtbot.waitSignal(grid.totals_moved):
        grid.setData(cell(grid, "homes", "2017"), "5")
    at = grid.column_of("2017")
    assert sorted(told) == [(0, at, 0, at), (1, at, 1, at), (2, at, 2, at)]


def test_words_are_refused_and_nothing_moves(qtbot, plan: Plan, grid: BudgetGrid):
    with qtbot.waitSignal(grid.refused) as told:
        assert not grid.setData(cell(grid, "homes", "2016"), "about 5")
    assert told.args[0].startswith('"about 5" is not an amount')
    assert plan.table(BudgetAmount)["homes:2016"].amount == 123_456


def test_heads_stage_and_source_are_only_read(grid: BudgetGrid):
    for index in (
        head(grid, "Adults", "2016"),
        cell(grid, "homes", "stage"),
        cell(grid, "homes", "source_file"),
    ):
        assert not grid.flags(index) & Qt.ItemFlag.ItemIsEditable
        assert not grid.setData(index, "5")
    assert cell(grid, "wards", "stage").data(roles.STAGE) == "integrate"


def test_the_cursor_stays_on_its_line_when_it_moves_to_another_group(plan: Plan, grid: BudgetGrid):
    from PySide6.QtCore import QPersistentModelIndex

    kept = QPersistentModelIndex(cell(grid, "homes", "2016"))
    edits.assign_area(plan, ["homes"], "mental")
    assert grid.line_at(kept.row()) == "homes"
    assert kept.data() == "1,235"
    plan.undo()
    assert grid.line_at(kept.row()) == "homes"


def test_lines_that_come_and_go_are_followed_through_undo(plan: Plan, grid: BudgetGrid):
    rows = grid.rowCount()
    edits.remove(plan, BudgetLine, ["wards"])
    assert grid.rowCount() == rows - 2
    plan.undo()
    assert grid.rowCount() == rows
    assert head(grid, "Mental health", "2016").data() == "9,000"


def test_capital_in_kind_and_notes_are_marked(plan: Plan, grid: BudgetGrid):
    edits.change(plan, BudgetLine, ["homes"], in_kind=1, note="See minute 4")
    edits.set_amount_fields(plan, "homes", 2016, note="One year only")
    name, figure = cell(grid, "homes", "description"), cell(grid, "homes", "2016")
    assert name.data(roles.TAGS) == ["In kind"]
    assert (name.data(roles.NOTED), figure.data(roles.NOTED)) == (True, True)
    assert "One year only" in figure.data(Qt.ItemDataRole.ToolTipRole)
    assert "£1,234.56" in figure.data(Qt.ItemDataRole.AccessibleTextRole)
    assert any(
        grid.index(row, 0).data() == "Adults, revenue in kind" for row in range(grid.rowCount())
    )


def test_tags_in_notes_are_not_taken_for_formatting(plan: Plan, grid: BudgetGrid):
    edits.change(plan, BudgetLine, ["homes"], note="<img src='x'> & <b>bold</b>")
    tip = cell(grid, "homes", "description").data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img src=" in tip
    assert "<b>" not in tip


def test_more_years_make_more_columns(plan: Plan, grid: BudgetGrid):
    edits.set_details(plan, years_shown=6)
    assert grid.column_of("2021") == grid.columnCount() - 1


def test_the_totals_below_follow_and_say_what_they_count(plan: Plan, grid: BudgetGrid):
    totals = TotalsRow(grid)
    at = grid.column_of("2016")
    assert (totals.rowCount(), totals.index(0, 0).data()) == (1, "All lines shown")
    assert totals.index(0, at).data() == "10,000"
    grid.setData(cell(grid, "wards", "2016"), "1")
    assert totals.index(0, at).data() == "1,001"
    edits.change(plan, BudgetLine, ["wards"], in_kind=1)
    words = [totals.index(row, 0).data() for row in range(totals.rowCount())]
    assert words == ["All lines shown, net revenue", "All lines shown, net revenue in kind"]
    assert [totals.index(row, at).data() for row in (0, 1)] == ["1,000", "1"]
