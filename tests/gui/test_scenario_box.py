"""Looking at a scenario: the whole window shows the plan through it, and says so."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Place
from jcplanner.domain.scenarios import Scenario, ScenarioOverride
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.scenario_box import ScenarioBand
from jcplanner.gui.window import Window
from jcplanner.plan import edits, scenario_edits
from jcplanner.plan.grid_filters import Filter
from jcplanner.plan.opening import OpenPlan
from jcplanner.plan.plan import Plan


@pytest.fixture
def window(qtbot: QtBot, make_plan: Callable[..., OpenPlan]) -> Iterator[Window]:
    """The window over the small plan, with one scenario in it."""
    held = make_plan()
    edits.set_details(held.plan, unit="pounds")
    scenario_edits.add_scenario(held.plan, "Slower start")
    held.close()
    made = Window(Preferences())
    qtbot.addWidget(made)
    made.show()
    made.documents.open(Path(held.path))
    qtbot.waitExposed(made)
    yield made
    made.documents.finish()
    made.close()


def agreed(window: Window) -> Plan:
    """The plan that is open."""
    assert window.documents.held is not None
    return window.documents.held.plan


def scenario(window: Window) -> str:
    """The one scenario of the plan."""
    return next(iter(agreed(window).table(Scenario)))


def shown(window: Window) -> str:
    """The scenario that the window shows."""
    assert window.session is not None
    return window.session.plan.scenario


def bands(window: Window) -> list[ScenarioBand]:
    """The bands that say that a scenario is shown."""
    return window.centralWidget().findChildren(ScenarioBand)


def look(qtbot: QtBot, window: Window) -> None:
    """Choose the scenario with the keyboard."""
    box = window._header.scenario_box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: shown(window) == scenario(window))
    qtbot.waitUntil(lambda: window._screens[window.screen_key].isVisible())
    qtbot.wait(20)  # what was put away goes when the event loop runs


def test_the_header_lists_the_plan_as_agreed_and_each_scenario(window: Window):
    box = window._header.scenario_box
    texts = [box.itemText(place) for place in range(box.count())]
    assert texts == ["Plan as agreed", "Slower start", "", "Scenarios…"]
    assert box.currentText() == "Plan as agreed"
    assert not bands(window)


def test_choosing_a_scenario_shows_every_screen_through_it_and_says_so(
    qtbot: QtBot, window: Window
):
    window.show_screen("budgets")
    look(qtbot, window)
    assert window.screen_key == "budgets"
    (band,) = bands(window)
    assert band._name.text() == "Scenario: Slower start"
    assert "Slower start" in window.windowTitle()
    screen = window._screens["budgets"]
    screen.grid.setData(
        screen.grid.index(screen.view.row_of["homes"], screen.grid.column_of("2016")), "2,000"
    )
    assert agreed(window).table(BudgetAmount)["homes:2016"].amount == 123_456
    assert window.session.plan.table(BudgetAmount)["homes:2016"].amount == 200_000
    assert band._count.text() == "1 override"
    assert agreed(window).undo_name == "Change amount, Homes 2016/17, in Slower start"


def test_the_screen_stays_where_it_was(qtbot: QtBot, window: Window):
    window.session.go(Place("budgets", "budget_line", "wards", 2017))
    screen = window._screens["budgets"]
    screen.set_filter("partner", None)
    before = screen.grid.line_at(screen.pane.table.currentIndex().row())
    column = screen.pane.table.currentIndex().column()
    look(qtbot, window)
    screen = window._screens["budgets"]
    index = screen.pane.table.currentIndex()
    assert (
        (screen.grid.line_at(index.row()), index.column())
        == (before, column)
        == (
            "wards",
            screen.grid.column_of("2017"),
        )
    )


def test_a_tab_and_a_year_stay_too(qtbot: QtBot, window: Window):
    screen = window.show_screen("pools")
    screen.findChild(QTabWidget).setCurrentIndex(1)
    screen.year_box.choose(2018)
    look(qtbot, window)
    screen = window._screens["pools"]
    assert screen.findChild(QTabWidget).currentIndex() == 1
    assert screen.year_box.year == 2018


def test_what_the_lists_of_a_screen_have_chosen_stays_too(qtbot: QtBot, window: Window):
    plan = agreed(window)
    edits.add(plan, Pool, name="Another pool")
    screen = window.show_screen("pools")
    qtbot.waitUntil(screen.isVisible)
    other = next(key for key in plan.table(Pool) if key != "pool")
    screen.pool_box.setCurrentIndex(screen.pool_box.findData(other))
    screen.refresh()
    look(qtbot, window)
    assert window._screens["pools"].pool == other


def test_filters_folds_and_order_of_budgets_stay_too(qtbot: QtBot, window: Window):
    screen = window.show_screen("budgets")
    screen.set_filter("partner", Filter(chosen=frozenset(("c",))))
    screen.grid.sort_by("description", descending=True)
    screen.fold_all(folded=True)
    look(qtbot, window)
    view = window._screens["budgets"].view
    assert view.filters == {"partner": Filter(chosen=frozenset(("c",)))}
    assert view.sorting == ("description", True)
    assert view.folded == screen.view.folded != set()


def test_control_alt_0_shows_the_plan_as_agreed_again(qtbot: QtBot, window: Window):
    look(qtbot, window)
    qtbot.keyClick(
        window,
        Qt.Key.Key_0,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    )
    qtbot.waitUntil(lambda: shown(window) == "")
    assert not bands(window)


def test_alt_0_opens_the_list_from_anywhere(qtbot: QtBot, window: Window):
    window.show_screen("budgets")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.AltModifier)
    box = window._header.scenario_box
    assert box.view().isVisible()
    qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(window) == scenario(window))
    assert window.screen_key == "budgets"


def test_the_last_entry_leads_to_the_screen_of_scenarios(qtbot: QtBot, window: Window):
    box = window._header.scenario_box
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.currentIndex())
    assert window.screen_key == "scenarios"
    assert box.currentText() == "Plan as agreed"


def test_removing_the_scenario_that_is_shown_shows_the_plan_as_agreed(qtbot: QtBot, window: Window):
    look(qtbot, window)
    edits.remove(window.session.plan, Scenario, [scenario(window)])
    qtbot.waitUntil(lambda: shown(window) == "")
    box = window._header.scenario_box
    assert box.findText("Slower start") < 0


def test_undoing_the_making_of_the_scenario_that_is_shown_is_no_fault(qtbot: QtBot, window: Window):
    key = scenario_edits.add_scenario(agreed(window), "Another")
    window.documents.look_at(key)
    assert shown(window) == key
    scenario_edits.set_override(agreed(window), key, "budget_amount", "homes:2016", "amount", 5)
    window.undo()
    assert shown(window) == key
    window.undo()
    qtbot.waitUntil(lambda: shown(window) == "")
    assert key not in agreed(window).table(Scenario)
    window.redo()
    assert key in agreed(window).table(Scenario)


def test_renaming_the_scenario_renames_band_and_box(qtbot: QtBot, window: Window):
    look(qtbot, window)
    edits.change(window.session.plan, Scenario, [scenario(window)], name="Later")
    (band,) = bands(window)
    assert band._name.text() == "Scenario: Later"
    assert window._header.scenario_box.currentText() == "Later"


def test_back_to_the_plan_on_the_chosen_figures(qtbot: QtBot, window: Window):
    key = scenario(window)
    for cell in ("homes:2016", "homes:2017", "wards:2016"):
        scenario_edits.set_override(agreed(window), key, "budget_amount", cell, "amount", 5)
    window.show_screen("budgets")
    look(qtbot, window)
    screen = window._screens["budgets"]
    row = screen.view.row_of["homes"]
    screen.pane.table.go_to(row, screen.grid.column_of("2016"))
    qtbot.keyClick(screen.pane.table, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(
        screen.pane.table,
        Qt.Key.Key_Backspace,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    )
    held = agreed(window).table(ScenarioOverride).values()
    assert [one.of_record for one in held] == ["wards:2016"]


def test_back_to_the_plan_says_why_there_is_nothing_to_do(
    qtbot: QtBot, window: Window, message: Callable
):
    screen = window.show_screen("budgets")
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(screen.pane.table, Qt.Key.Key_Backspace, keys)
    assert message().text().startswith("This is the plan as agreed")
    message().close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    look(qtbot, window)
    screen = window._screens["budgets"]
    qtbot.keyClick(screen.pane.table, Qt.Key.Key_Backspace, keys)
    assert message().text() == "None of the chosen figures is otherwise than in the plan."
    message().close()


def test_saving_and_opening_again_keeps_the_scenario(qtbot: QtBot, window: Window):
    look(qtbot, window)
    edits.set_amounts(window.session.plan, {("homes", 2016): 5})
    path = window.documents.held.path
    window.documents.open(path)
    assert shown(window) == ""
    window.documents.look_at(scenario(window))
    assert window.session.plan.table(BudgetAmount)["homes:2016"].amount == 5
    assert window.session.plan.table(BudgetLine)["homes"].description == "Homes"
