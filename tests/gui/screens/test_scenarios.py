"""The Scenarios screen: the list, side by side, overrides, promoting."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.problems import Place
from jcplanner.domain.scenarios import Scenario, ScenarioOverride
from jcplanner.gui.screens.scenarios import ScenariosScreen
from jcplanner.gui.session import Session
from jcplanner.plan import edits, scenario_edits
from jcplanner.plan.plan import Plan
from jcplanner.reports.scenarios import Measure


@pytest.fixture
def screen(qtbot: QtBot, plan: Plan) -> Iterator[ScenariosScreen]:
    """The screen over the small plan, in pounds, with its commands at hand."""
    edits.set_details(plan, unit="pounds")
    session = Session(plan)
    made = ScenariosScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.addActions([action for action in made.actions_offered() if not action.isSeparator()])
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    session.close()


@pytest.fixture
def slow(screen: ScenariosScreen, qtbot: QtBot) -> str:
    """A scenario with one override: homes at £2,000.00 in 2016/17."""
    key = scenario_edits.add_scenario(screen.plan, "Slower start", "Later?")
    scenario_edits.set_override(screen.plan, key, "budget_amount", "homes:2016", "amount", 200_000)
    settle(qtbot, screen)
    return key


def settle(qtbot: QtBot, screen: ScenariosScreen) -> None:
    """Let the screen catch up with what changed."""
    qtbot.waitUntil(lambda: not screen._soon.isActive())


def beside(screen: ScenariosScreen) -> dict[str, list[str]]:
    """The rows side by side: the texts by name."""
    model = screen.beside.model
    return {
        item.name: list(model.texts(row))[1:]
        for row, item in enumerate(model.items)
        if isinstance(item, Measure)
    }


def overrides(screen: ScenariosScreen) -> list[list[str]]:
    """The rows of overrides."""
    model = screen.overrides.model
    return [list(model.texts(row)) for row in range(model.rowCount())]


def test_without_scenarios_it_says_what_one_is_for_and_makes_the_first(
    qtbot: QtBot, screen: ScenariosScreen
):
    assert screen.faces.currentIndex() == 1
    screen.take_focus()
    assert screen.first_button.hasFocus()
    qtbot.keyClick(screen.first_button, Qt.Key.Key_Space)
    (held,) = screen.plan.table(Scenario).values()
    assert held.name == "New scenario"
    assert screen.faces.currentIndex() == 0
    settle(qtbot, screen)
    assert screen.scenarios.compared() == [held.id]


def test_side_by_side_gives_plan_scenario_and_difference(
    qtbot: QtBot, screen: ScenariosScreen, slow: str
):
    # Net of 2016/17: 1,234.56 - 234.56 + 9,000.00 = 10,000.00; homes at 2,000.00 add 765.44.
    rows = beside(screen)
    assert rows["2016/17"] == ["10,000", "10,765", "765"]
    assert rows["2017/18"] == ["1,300", "1,300", "0"]
    screen.year_box.choose(2016)
    rows = beside(screen)
    assert rows["The Council"] == ["1,000", "1,765", "765"]
    assert rows["Learning disability"] == ["1,000", "1,765", "765"]
    assert rows["The Clinical Commissioning Group"] == ["9,000", "9,000", "0"]


def test_differences_only_leaves_out_what_is_the_same(
    qtbot: QtBot, screen: ScenariosScreen, slow: str
):
    screen.year_box.choose(2016)
    qtbot.keyClick(screen, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert screen.beside.only.isChecked()
    rows = beside(screen)
    assert "The Clinical Commissioning Group" not in rows
    assert {"2016/17", "The Council", "Learning disability"} <= rows.keys()
    assert all(row[2] != "0" for row in rows.values())


def test_a_tick_puts_a_scenario_beside_the_plan(qtbot: QtBot, screen: ScenariosScreen, slow: str):
    other = scenario_edits.copy_scenario(screen.plan, slow)
    settle(qtbot, screen)
    assert len(beside(screen)["2016/17"]) == 3
    screen.scenarios.select(other)
    screen.scenarios.list.setFocus()
    qtbot.keyClick(screen.scenarios.list, Qt.Key.Key_Space)
    assert len(beside(screen)["2016/17"]) == 5
    qtbot.keyClick(screen.scenarios.list, Qt.Key.Key_Space)
    assert len(beside(screen)["2016/17"]) == 3


def test_side_by_side_follows_edits_of_the_plan(qtbot: QtBot, screen: ScenariosScreen, slow: str):
    edits.set_amounts(screen.plan, {("wards", 2016): 1_000_000, ("homes", 2016): 1})
    settle(qtbot, screen)
    # The plan: 0.01 - 234.56 + 10,000.00 = 9,765.45; the scenario keeps its homes: 11,765.44.
    assert beside(screen)["2016/17"] == ["9,765", "11,765", "2,000"]
    assert overrides(screen) == [
        ["Homes, 2016/17", "Amount", "£1,234.56", "£0.01", "£2,000.00", "Moved on", ""]
    ]


def test_an_override_of_what_has_gone_has_no_effect_and_is_said_to(
    qtbot: QtBot, screen: ScenariosScreen, slow: str
):
    edits.remove(screen.plan, BudgetLine, ["homes"])
    settle(qtbot, screen)
    assert overrides(screen)[0][5] == "No effect: no longer in the plan"
    assert screen.overrides.about.text() == "1, 1 without effect"
    assert not screen.overrides.promote_button.isEnabled()
    screen.plan.undo()
    settle(qtbot, screen)
    assert overrides(screen)[0][5] == ""


def test_back_to_plan_ends_the_selected_overrides(qtbot: QtBot, screen: ScenariosScreen, slow: str):
    screen.overrides.view.select(0)
    qtbot.keyClick(screen.overrides.view, Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier)
    assert not screen.plan.table(ScenarioOverride)
    settle(qtbot, screen)
    assert beside(screen)["2016/17"] == ["10,000", "10,000", "0"]


def test_a_note_says_why(qtbot: QtBot, screen: ScenariosScreen, slow: str):
    screen.overrides.view.select(0)
    qtbot.keyClick(screen.overrides.view, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    (dialog,) = screen.window().findChildren(QInputDialog)
    dialog.setTextValue("New contract")
    dialog.accept()
    settle(qtbot, screen)
    assert overrides(screen)[0][6] == "New contract"


def test_enter_leads_to_where_the_number_is_typed(qtbot: QtBot, screen: ScenariosScreen, slow: str):
    went: list[Place] = []
    screen.session.place_wanted.connect(went.append)
    screen.overrides.view.select(0)
    qtbot.keyClick(screen.overrides.view, Qt.Key.Key_Return)
    assert went == [Place("budgets", "budget_amount", "homes:2016", 2016)]


def test_promoting_lists_what_would_be_lost_and_then_does_it(
    qtbot: QtBot, screen: ScenariosScreen, slow: str
):
    scenario_edits.set_override(screen.plan, slow, "budget_amount", "wards:2016", "amount", 5)
    edits.set_amounts(screen.plan, {("wards", 2016): 1_000_000})
    settle(qtbot, screen)
    qtbot.keyClick(
        screen,
        Qt.Key.Key_P,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    dialog = screen.dialog
    model = dialog.model
    assert [list(model.texts(row)) for row in range(2)] == [
        ["Wards, 2016/17", "Amount", "£9,000.00", "£10,000.00", "£0.05", "The plan moved on"],
        ["Homes, 2016/17", "Amount", "£1,234.56", "£1,234.56", "£2,000.00", ""],
    ]
    assert dialog.moved.text().startswith("One of them has changed in the plan")
    dialog.leave_moved.setChecked(True)
    assert list(model.texts(0))[5] == "Stays in the scenario"
    assert "1 number is written" in dialog.said.text()
    room = dialog.view.columnWidth(3) - 16
    assert room >= dialog.view.fontMetrics().horizontalAdvance("Lost from the plan")
    assert room >= dialog.view.fontMetrics().horizontalAdvance("£1,412,000,000.00")
    assert dialog.promote_button.shortcut().toString() == "Alt+P"
    dialog.promote_button.click()
    amounts = screen.plan.table(BudgetAmount)
    assert amounts["homes:2016"].amount == 200_000
    assert amounts["wards:2016"].amount == 1_000_000
    assert screen.plan.undo_name == "Promote Slower start"
    assert [held.of_record for held in screen.plan.table(ScenarioOverride).values()] == [
        "wards:2016"
    ]


def test_space_leaves_a_number_in_the_scenario(qtbot: QtBot, screen: ScenariosScreen, slow: str):
    screen.promote()
    dialog = screen.dialog
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert not dialog.promote_button.isEnabled()
    assert dialog.keep_button.text() == "Write it after all"
    qtbot.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.promote_button.isEnabled()
    dialog.reject()


def test_copying_adding_and_removing(
    qtbot: QtBot, screen: ScenariosScreen, slow: str, message: Callable[[], QMessageBox]
):
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(screen, Qt.Key.Key_Y, control | shift)
    settle(qtbot, screen)
    names = [held.name for held in screen.plan.table(Scenario).ordered()]
    assert names == ["Slower start", "Slower start (copy)"]
    assert len(screen.plan.table(ScenarioOverride)) == 2
    qtbot.keyClick(screen, Qt.Key.Key_N, control)
    qtbot.keyClick(screen, Qt.Key.Key_N, control)
    settle(qtbot, screen)
    names = [held.name for held in screen.plan.table(Scenario).ordered()]
    assert names[2:] == ["New scenario", "New scenario 2"]
    screen.scenarios.select(slow)
    screen.scenarios.remove()
    box = message()
    assert box.text() == 'Remove the scenario "Slower start"?'
    assert box.informativeText() == "1 override goes with it. This can be undone."
    box.buttons()[0].click()
    assert slow not in screen.plan.table(Scenario)
    settle(qtbot, screen)
    assert len(screen._views) == len(screen.scenarios.compared())


def test_the_name_of_a_new_scenario_is_typed_over(qtbot: QtBot, screen: ScenariosScreen):
    """The list catches up a moment later: what is selected to be typed over must stay selected."""
    qtbot.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, screen)
    screen.refresh()
    field = screen.scenarios.form.field("name")
    assert field.hasFocus()
    qtbot.keyClicks(field, "Slower")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [held.name for held in screen.plan.table(Scenario).values()] == ["Slower"]


def test_only_while_it_is_in_sight_do_other_scenarios_follow(
    qtbot: QtBot, screen: ScenariosScreen, slow: str
):
    listeners = len(screen.plan._listeners)
    assert screen._views
    screen.hide()
    assert not screen._views
    assert len(screen.plan._listeners) == listeners - 1
    edits.set_amounts(screen.plan, {("wards", 2016): 1_000_000})
    screen.show()
    assert beside(screen)["2016/17"][0] == "11,000"


def test_looking_at_it_is_asked_of_the_window(qtbot: QtBot, screen: ScenariosScreen, slow: str):
    asked: list[str] = []
    screen.session.scenario_wanted.connect(asked.append)
    qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == [slow]


def test_a_place_leads_to_a_scenario(qtbot: QtBot, screen: ScenariosScreen, slow: str):
    other = scenario_edits.add_scenario(screen.plan, "Other")
    screen.show_place(Place("scenarios", "scenario", other))
    assert screen.scenarios.key == other
    assert screen.overrides.title.text() == "Overrides of Other"


def test_no_number_of_an_override_is_cut(screen: ScenariosScreen, slow: str, qtbot: QtBot):
    """A paper speaks of £1,412,000,000: it stands there whole, however narrow the window."""
    scenario_edits.set_override(
        screen.plan, slow, "budget_amount", "homes:2016", "amount", 141_200_000_000
    )
    screen.resize(840, 520)
    settle(qtbot, screen)
    view = screen.overrides.view
    widths = [view.columnWidth(column) for column in range(view.model().columnCount())]
    assert view.model().index(0, 4).data() == "£1,412,000,000.00"
    needed = view.fontMetrics().horizontalAdvance("£1,412,000,000.00")
    assert all(width >= needed + 16 for width in widths[2:5])
    assert widths[1] >= view.fontMetrics().horizontalAdvance("Cap or threshold") + 16


def test_names_of_scenarios_take_what_room_there_is(
    screen: ScenariosScreen, slow: str, qtbot: QtBot
):
    name = "Slower start in both years"
    edits.change(screen.plan, Scenario, [slow], name=name)
    screen.resize(1700, 700)
    settle(qtbot, screen)
    heads = screen.beside.model
    shown = [
        heads.headerData(place, Qt.Orientation.Horizontal) for place in range(heads.columnCount())
    ]
    assert name in shown
