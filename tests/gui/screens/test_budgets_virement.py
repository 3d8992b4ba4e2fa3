"""Virements from the Budgets screen: made by keys, listed, reversed, and led to from a problem."""

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.problems import Place
from jcplanner.domain.virements import Virement, VirementMove
from jcplanner.gui.record_places import place_of
from jcplanner.gui.screens.budgets import BudgetsScreen
from jcplanner.gui.screens.budgets_dialogs import PickDialog
from jcplanner.gui.screens.budgets_virement import MOVE, VirementDialog
from jcplanner.gui.screens.budgets_virements import VirementsDialog
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.virement_edits import Asked, make_virement

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def screen(plan: Plan, budgets: BudgetsScreen) -> BudgetsScreen:
    edits.change(plan, BudgetLine, ["wards"], partner="c")
    return budgets


def choose(screen: BudgetsScreen, *lines: str) -> None:
    table, column = screen.pane.table, screen.grid.column_of("2016")
    table.go_to(screen.view.row_of[lines[0]], column)
    for line in lines[1:]:
        table.selectionModel().select(
            screen.grid.index(screen.view.row_of[line], column),
            QItemSelectionModel.SelectionFlag.Select,
        )


def opened(screen: BudgetsScreen, kind: type):
    found = [held for held in screen.window().findChildren(kind) if held.isVisible()]
    assert len(found) == 1
    return found[0]


def amount(plan: Plan, line: str, year: int = 2016) -> int | None:
    held = plan.table(BudgetAmount).get(f"{line}:{year}")
    return None if held is None else held.amount


def type_move(qtbot, dialog: VirementDialog, row: int, text: str) -> None:
    dialog.table.setFocus()
    dialog.table.go_to(row, MOVE)
    qtbot.keyClick(dialog.table, text[0])
    editor = dialog.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: dialog.table.state() == dialog.table.State.NoState)
    # Qt puts the editor away in its own time; two would be taken for each other.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_virement_is_made_by_keys_alone(qtbot, plan: Plan, screen: BudgetsScreen):
    choose(screen, "homes", "wards")
    qtbot.keyClick(screen.pane.table, KEY.Key_M, CTRL | SHIFT)
    dialog = opened(screen, VirementDialog)
    qtbot.waitUntil(lambda: dialog.reason.hasFocus())
    qtbot.keyClicks(dialog.reason, "Prevention")
    qtbot.keyClicks(dialog.agreed_by, "Cabinet")
    qtbot.keyClicks(dialog.agreed_on, "28/07/2016")
    type_move(qtbot, dialog, 0, "-100")
    assert dialog.remainder.text() == "Left to place: £100.00"
    assert dialog.model.index(0, MOVE + 1).data() == "1,134.56"
    dialog.table.go_to(1, MOVE)
    qtbot.mouseClick(dialog.rest_button, Qt.MouseButton.LeftButton)
    assert dialog.model.index(1, MOVE).data() == "+100.00"
    assert dialog.remainder.text() == "Left to place: £0.00"
    assert dialog.years.text() == "Moves 2016/17. 2017/18 stays: not all lines have amounts there."
    qtbot.keyClick(dialog.reason, KEY.Key_Return)
    assert (amount(plan, "homes"), amount(plan, "wards")) == (113_456, 910_000)
    held = plan.table(Virement).ordered()[0]
    assert (held.reason, held.agreed_by, held.agreed_on) == ("Prevention", "Cabinet", "2016-07-28")
    assert screen.bar.said.text() == "Virement made: Prevention."


def test_enter_in_a_cell_makes_nothing_and_ctrl_enter_counts_what_is_being_typed(
    qtbot, plan: Plan, screen: BudgetsScreen
):
    choose(screen, "homes", "wards")
    screen.moves.new_virement()
    dialog = opened(screen, VirementDialog)
    dialog.reason.setText("Prevention")
    type_move(qtbot, dialog, 0, "-100")
    type_move(qtbot, dialog, 1, "100")
    assert dialog.isVisible() and not plan.table(Virement)
    dialog.table.go_to(1, MOVE)
    qtbot.keyClick(dialog.table, "9")
    editor = dialog.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClick(editor, KEY.Key_Return, CTRL)
    assert "£91 less than nil" in dialog.fault.text()
    dialog.model.put(1, 10_000)
    qtbot.keyClick(dialog.table, KEY.Key_Return, CTRL)
    assert amount(plan, "wards") == 910_000


def test_in_a_scenario_no_virement_is_begun(
    qtbot, plan: Plan, screen: BudgetsScreen, message, monkeypatch
):
    monkeypatch.setattr(type(plan), "scenario", "higher")
    screen.moves.new_virement()
    assert "choose Plan as agreed" in message().text()
    message().close()


def test_what_is_wrong_is_said_in_the_dialog_and_nothing_is_lost(
    qtbot, plan: Plan, screen: BudgetsScreen, message
):
    choose(screen, "homes", "wards")
    screen.moves.new_virement()
    dialog = opened(screen, VirementDialog)
    dialog.accept()
    assert "two lines at least" in dialog.fault.text()
    dialog.model.put(0, -10_000)
    dialog.model.put(1, 9_000)
    dialog.accept()
    assert "£10 less than nil" in dialog.fault.text()
    dialog.model.put(1, 10_000)
    assert dialog.fault.text() == ""
    dialog.accept()
    assert "needs a reason" in dialog.fault.text()
    dialog.reason.setText("Prevention")
    dialog.agreed_on.setText("some day")
    dialog.accept()
    assert "not a date" in dialog.fault.text()
    dialog.agreed_on.clear()
    dialog.recurrence.setCurrentIndex(1)
    assert not dialog.model.setData(dialog.model.index(0, MOVE), "lots")
    assert "not an amount" in message().text()
    message().close()
    dialog.accept()
    assert plan.table(Virement).ordered()[0].recurrence == "non-recurrent"


def test_lines_are_added_by_typing_their_name_and_taken_out(
    qtbot, plan: Plan, screen: BudgetsScreen
):
    choose(screen, "homes")
    screen.moves.new_virement()
    dialog = opened(screen, VirementDialog)
    dialog.add_line()
    pick = next(held for held in dialog.findChildren(PickDialog) if held.isVisible())
    words = [pick.list.item(at).text() for at in range(pick.list.count())]
    assert words == [
        "Client charges, Council, Learning disability",
        "Wards, Council, Mental health",
    ]
    qtbot.keyClicks(pick.typed, "charges")
    qtbot.keyClick(pick.typed, KEY.Key_Return)
    assert dialog.model.lines == ["homes", "charges"]
    assert dialog.model.index(1, 0).data() == "Client charges (income)"
    dialog.model.put(1, 5_000)
    assert dialog.model.index(1, MOVE + 1).data() == "(184.56)"
    assert "A line of income that gains has less income" in dialog.years.text()
    dialog.table.go_to(1, MOVE)
    qtbot.keyClick(dialog.table, KEY.Key_Delete)
    assert not dialog.model.moves["charges"]
    dialog.remove_line()
    assert dialog.model.lines == ["homes"]
    dialog.year.choose(2018)
    assert dialog.model.index(0, MOVE - 1).data() == "blank"
    dialog.reject()


def test_the_head_of_a_group_brings_its_lines(screen: BudgetsScreen):
    screen.pane.table.go_to(0, 0)
    screen.moves.new_virement()
    dialog = opened(screen, VirementDialog)
    assert dialog.model.lines == ["homes", "charges"]
    dialog.reject()


def test_the_list_is_empty_until_one_is_made(qtbot, plan: Plan, screen: BudgetsScreen):
    qtbot.keyClick(screen.pane.table, KEY.Key_M, CTRL | ALT)
    dialog = opened(screen, VirementsDialog)
    assert "No virement has been made yet" in dialog.empty.text()
    assert not dialog.card.isVisible()
    dialog.begin()
    opened(screen, VirementDialog).reject()


def test_a_virement_is_reversed_from_the_list(plan: Plan, screen: BudgetsScreen, message):
    make_virement(plan, Asked("Prevention", 2016, {"homes": -10_000, "wards": 10_000}))
    screen.moves.virements()
    dialog = opened(screen, VirementsDialog)
    assert dialog.model.texts(0) == (
        "Prevention", "2016/17", "Recurrent", "", "", "£100.00", "",
    )  # fmt: skip
    assert dialog.moves_model.texts(0) == ("Homes", "Council", "Learning disability", "(£100.00)")
    dialog.reverse()
    box = message()
    assert box.text() == 'Reverse "Prevention"?'
    assert "Moves 2016/17." in box.informativeText()
    next(held for held in box.buttons() if held.text() == "Reverse").click()
    assert (amount(plan, "homes"), amount(plan, "wards")) == (123_456, 900_000)
    assert [dialog.model.texts(at)[0] for at in (0, 1)] == ["Reverse: Prevention", "Prevention"]
    assert dialog.model.texts(1)[6] == "Reversed"
    dialog.view.select(1)
    assert not dialog.reverse_button.isEnabled()
    plan.undo()
    assert len(dialog.model.items) == 1
    dialog.reject()


def test_a_reversal_that_cannot_be_is_said(plan: Plan, screen: BudgetsScreen, message):
    make_virement(plan, Asked("Prevention", 2016, {"homes": -10_000, "wards": 10_000}))
    edits.set_amounts(plan, {("wards", 2016): None})
    screen.moves.virements()
    dialog = opened(screen, VirementsDialog)
    dialog.reverse()
    assert "blank is not nil" in message().text()
    message().close()
    dialog.reject()


def test_a_problem_leads_to_its_virement(plan: Plan, screen: BudgetsScreen):
    for reason in ("First", "Second"):
        make_virement(plan, Asked(reason, 2016, {"homes": -100, "wards": 100}))
    first = plan.table(Virement).ordered()[0].id
    with plan.step("As a merge may leave it") as draft:
        draft.change(VirementMove, f"{first}:wards", amount=300)
    place = Place("budgets", "virement", first, 2016)
    assert place_of(plan.records, "virement_move", f"{first}:wards") == place
    screen.show_place(place)
    dialog = opened(screen, VirementsDialog)
    assert dialog.chosen is not None and dialog.chosen.virement.reason == "First"
    assert dialog.model.texts(1)[6] == "Not nil"
    assert dialog.about.text().startswith("The moves come to £2.00")
    dialog.reject()


def test_too_many_lines_are_not_taken_for_a_virement(screen: BudgetsScreen, message, monkeypatch):
    monkeypatch.setattr("jcplanner.gui.screens.budgets_moves.MOST_MOVED", 2)
    screen.pane.table.selectAll()
    screen.moves.new_virement()
    assert "3 lines are chosen" in message().text()
    message().close()
