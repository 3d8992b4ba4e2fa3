"""Rolling forward from the Budgets screen: preview, choices, and that twice is once."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt

from jcplanner.domain.assumptions import Assumption, AssumptionRate
from jcplanner.domain.budgets import BudgetAmount
from jcplanner.gui.screens.budgets import BudgetsScreen
from jcplanner.gui.screens.budgets_roll_forward import RollForwardDialog
from jcplanner.plan.plan import Plan

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(budgets: BudgetsScreen) -> BudgetsScreen:
    return budgets


def choose(screen: BudgetsScreen, first: tuple[str, str], last: tuple[str, str]) -> None:
    grid, table = screen.grid, screen.pane.table
    ends = [
        grid.index(screen.view.row_of[line], grid.column_of(key)) for line, key in (first, last)
    ]
    table.go_to(ends[0].row(), ends[0].column())
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    table.selectionModel().select(QItemSelection(*ends), flag)


def opened(screen: BudgetsScreen) -> RollForwardDialog:
    found = [held for held in screen.window().findChildren(RollForwardDialog) if held.isVisible()]
    assert len(found) == 1
    return found[0]


def amounts(plan: Plan, line: str) -> list[int | None]:
    table = plan.table(BudgetAmount)
    return [held.amount if (held := table.get(f"{line}:{year}")) else None for year in plan.years]


def test_a_line_is_rolled_forward_to_the_end_by_keys_alone(
    qtbot, plan: Plan, screen: BudgetsScreen
):
    choose(screen, ("wards", "2016"), ("wards", "2016"))
    qtbot.keyClick(screen.pane.table, KEY.Key_R, CTRL | SHIFT)
    dialog = opened(screen)
    qtbot.waitUntil(lambda: dialog.typed.hasFocus())
    assert (dialog.typed.text(), dialog.typed.selectedText()) == ("2", "2")
    assert not dialog.growth.isVisible()
    qtbot.keyClicks(dialog.typed, "1.5")
    qtbot.keyClick(dialog.typed, KEY.Key_Return)
    assert amounts(plan, "wards") == [900_000, 913_500, 927_203, 941_111]
    assert plan.table(BudgetAmount)["wards:2019"].status == "indicative"
    assert screen.bar.said.text() == "Roll forward 2016/17 to 2019/20: 3 amounts changed."
    screen.moves.roll_forward()
    again = opened(screen)
    assert again.typed.text() == "1.5"
    assert again.words.text() == "3 amounts are there already and stay. There is nothing to fill."
    again.accept()
    assert again.fault.text() == "Nothing would change."
    again.reject()


def test_years_that_have_amounts_are_written_over_where_asked(plan: Plan, screen: BudgetsScreen):
    choose(screen, ("homes", "2016"), ("homes", "2018"))
    screen.moves.roll_forward()
    dialog = opened(screen)
    assert [dialog.model.texts(at)[3] for at in range(len(dialog.model.items))] == ["2018/19"]
    dialog.replace.setChecked(True)
    dialog.typed.setText("10%")
    dialog.show_preview()
    assert [dialog.model.texts(at)[4:] for at in range(len(dialog.model.items))] == [
        ("1,300.00", "1,358.02", "+58.02"),
        ("blank", "1,493.82", "+1,493.82"),
    ]
    assert dialog.wholes.text() == "Net revenue: £1,300.00 before, £2,851.84 after (+1,551.84)"
    dialog.accept()
    assert amounts(plan, "homes") == [123_456, 135_802, 149_382, None]


def test_a_held_row_stays(qtbot, plan: Plan, screen: BudgetsScreen):
    choose(screen, ("homes", "2017"), ("charges", "2019"))
    screen.moves.roll_forward()
    dialog = opened(screen)
    dialog.view.setFocus()
    dialog.view.select(1)
    qtbot.keyClick(dialog.view, KEY.Key_Space)
    dialog.accept()
    assert amounts(plan, "homes") == [123_456, 130_000, 132_600, None]
    assert amounts(plan, "charges") == [23_456, None, None, None]


def test_it_goes_by_the_plans_growth_rates_where_there_are_any(plan: Plan, screen: BudgetsScreen):
    with plan.step("Assume") as draft:
        draft.add(Assumption("pay", 1, "Pay"))
        draft.add(AssumptionRate("pay:2017", "pay", 2017, 300))
    choose(screen, ("wards", "2016"), ("wards", "2017"))
    screen.moves.roll_forward()
    dialog = opened(screen)
    dialog.growth.setCurrentIndex(1)
    assert not dialog.typed.isVisible()
    dialog.accept()
    assert amounts(plan, "wards") == [900_000, 927_000, None, None]


def test_what_is_no_percentage_is_said(plan: Plan, screen: BudgetsScreen):
    choose(screen, ("wards", "2016"), ("wards", "2017"))
    screen.moves.roll_forward()
    dialog = opened(screen)
    for typed in ("lots", "", "1.234", "100000000000000"):
        dialog.typed.setText(typed)
        dialog.accept()
        assert dialog.isVisible() and dialog.fault.text().endswith(".")
    dialog.reject()


def test_there_must_be_a_year_after_the_chosen_one(screen: BudgetsScreen, message):
    choose(screen, ("wards", "2019"), ("wards", "2019"))
    screen.moves.roll_forward()
    assert "no year after" in message().text()
    message().close()


def test_the_subtotal_of_a_group_stands_for_its_lines(plan: Plan, screen: BudgetsScreen):
    group = screen.view.group_of("homes")
    assert group is not None
    screen.pane.table.go_to(group.row, screen.grid.column_of("2016"))
    assert screen.moves.lines() == ["homes", "charges"]
    screen.moves.roll_forward()
    dialog = opened(screen)
    dialog.typed.setText("0")
    dialog.accept()
    assert amounts(plan, "charges") == [23_456] * 4
