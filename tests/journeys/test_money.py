"""Money in the real window, by real keys: contributions, risk share, gap, savings, and all of it undone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from jcplanner.domain.assumptions import Assumption, AssumptionRate
from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.partners import Partner
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.phasing import savings_in
from jcplanner.domain.planning import PlanDetails
from jcplanner.domain.pooling import balance
from jcplanner.domain.pools import Contribution, Pool
from jcplanner.domain.record import Record
from jcplanner.domain.savings import Saving
from jcplanner.domain.scenarios import Scenario, ScenarioOverride
from jcplanner.domain.services import ServiceArea
from jcplanner.exchange.workbooks import export_workbook
from jcplanner.gui import style
from jcplanner.gui.preferences import Preferences
from jcplanner.gui.screens.gap import GapScreen
from jcplanner.gui.screens.pools import PoolsScreen
from jcplanner.gui.tables.table_view import TableView
from jcplanner.gui.window import Window
from jcplanner.plan import edits, gap_edits, risk_edits, saving_edits
from jcplanner.plan.opening import new_plan
from jcplanner.plan.plan import Plan
from jcplanner.plan.rule_sets import rule_sets

Key, Modifier = Qt.Key, Qt.KeyboardModifier
ENTER = Key.Key_Return

# DESIGN rule 6: a pool of £20.0m, £12.0m of it the council's and £8.0m the CCG's, overspent by £1.3m. The
# partners' own lines come to the same the other way round, so that agreed amounts show.
POOL: tuple[Record, ...] = (
    PlanDetails("plan", "Shire", first_year=2016, years_shown=4, unit="thousands"),
    Partner("c", 1, "Shire Council", "Council"),
    Partner("n", 2, "Shire CCG", "CCG", "CCG"),
    ServiceArea("home", 1, "Home First"),
    BudgetLine("care", 1, "c", "home", "Home care", budget_holder="Head of care"),
    BudgetLine("beds", 2, "n", "home", "Step-down beds", budget_holder="Operations"),
    *(BudgetAmount(f"care:{year}", "care", year, 8_000_000_00) for year in range(2016, 2020)),
    *(BudgetAmount(f"beds:{year}", "beds", year, 12_000_000_00) for year in range(2016, 2020)),
    Pool("pool", 1, "Home First pool", "c", legal_basis="s75 NHS Act 2006"),
    PathwayStep("home:2017", "home", 2017, "integrate", "pooled", "pool", "c"),
)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    """The window over the plan above, wide enough for every column."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    style.apply(qapp, dark=False)
    path = tmp_path / "Shire.jcplan"
    new_plan(path, POOL).close()
    made = Window(Preferences())
    qtbot.addWidget(made)
    made.resize(1600, 1000)
    made.show()
    made.documents.open(path)
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    made.documents.finish()
    made.close()


def plan_of(window: Window) -> Plan:
    assert window.session is not None
    return window.session.plan


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
    """A key on whatever has the keyboard."""
    target: QWidget = window.focusWidget() or window
    QTest.keyClick(target, key, modifier)
    QApplication.processEvents()


def type_into(window: Window, view: TableView, row: int, head: str, text: str) -> None:
    """Type into a cell, found by its heading, and Enter."""
    model, across = view.model(), Qt.Orientation.Horizontal
    heads = [model.headerData(at, across) for at in range(model.columnCount())]
    view.setFocus()
    view.go_to(row, heads.index(head))
    QTest.keyClick(view, Key.Key_F2)
    type_in(editor_of(view), text)


def editor_of(view: TableView) -> QLineEdit:
    """The editor that is open over a cell; for a list to choose from, the field that is typed in."""
    return next(held for held in view.viewport().findChildren(QLineEdit) if held.isVisible())


def type_in(editor: QLineEdit, text: str) -> None:
    """Type over what stands in an editor, and Enter, whose commit Qt leaves until after the key."""
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, ENTER)
    QApplication.processEvents()


def in_row(view: TableView, row: int) -> list[str]:
    model = view.model()
    return [str(model.index(row, at).data() or "") for at in range(model.columnCount())]


def pools_of(window: Window) -> PoolsScreen:
    press(window, Key.Key_1, Modifier.AltModifier)
    screen = next(held for held in window.findChildren(PoolsScreen) if held.isVisible())
    screen.year_box.choose(2017)
    return screen


def gap_of(window: Window) -> GapScreen:
    press(window, Key.Key_2, Modifier.AltModifier)
    return next(held for held in window.findChildren(GapScreen) if held.isVisible())


def figure(screen: GapScreen, label: str) -> str:
    return next(
        card.figure.text() for card in screen.figures if card.label.text().startswith(label)
    )


def undo_until(window: Window, is_back: Callable[[], bool]) -> None:
    """Ctrl+Z, as often as it takes."""
    for _ in range(12):
        if is_back():
            return
        press(window, Key.Key_Z, Modifier.ControlModifier)
    assert is_back()


def test_contributions_are_agreed_and_an_overspend_is_tried_without_changing_the_plan(
    window: Window,
) -> None:
    plan, screen = plan_of(window), pools_of(window)
    view = screen.contributions.view
    assert in_row(view, 0)[0] == "Council"
    type_into(window, view, 0, "Contribution", "12m")
    assert balance(plan.records, plan.figures, "pool", 2017) == 4_000_000_00
    type_into(window, view, 1, "Contribution", "8m")
    assert balance(plan.records, plan.figures, "pool", 2017) == 0
    amounts = {held.partner: held.amount for held in plan.table(Contribution).values()}
    assert amounts == {"c": 12_000_000_00, "n": 8_000_000_00}

    for name, takes in (
        ("Pro rata", ["1,300", "780", "520", "0"]),
        ("Equal shares", ["1,300", "650", "650", "0"]),
        ("Pro rata capped at 5%", ["1,000", "600", "400", "300"]),
    ):
        rules = next(held for held in rule_sets() if held.name == name)
        risk_edits.put_rule_set(plan, "pool", rules, 2017)
        steps = len(plan.steps)
        press(window, Key.Key_T, Modifier.ControlModifier)
        assert screen.risk.amount.hasFocus()
        QTest.keyClicks(screen.risk.amount, "1.3m over")
        press(window, ENTER)
        heads = screen.risk.model.headers
        row = screen.risk.model.texts(0)
        assert [row[heads.index(head)] for head in ("Takes", "Council", "CCG", "Left")] == takes, (
            name
        )
        assert len(plan.steps) == steps
    view.setFocus()  # in a field that is typed in, Ctrl+Z belongs to its text
    undo_until(window, lambda: not plan.table(Contribution))
    assert in_row(view, 0)[8] == "", "the contribution rests on its own lines again"


def test_an_assumption_typed_moves_the_gap_and_a_saving_closes_part_of_it(
    window: Window, tmp_path: Path
) -> None:
    plan, screen = plan_of(window), gap_of(window)
    press(window, Key.Key_Space)  # the first thing to do has the keyboard
    assert screen.part is screen.assumptions
    grid = screen.assumptions.grid_view
    type_in(editor_of(grid), "Pay and prices")
    (assumption,) = plan.table(Assumption).values()
    assert assumption.name == "Pay and prices"
    screen.year_box.choose(2017)
    assert figure(screen, "Requirement") == "£20.0m"
    type_into(window, grid, 0, "2017/18", "2.5")
    assert figure(screen, "Requirement") == "£20.5m"

    screen.show_part(screen.resources)
    for row, typed in ((0, "8m"), (1, "12m")):
        type_into(window, screen.resources.view, row, "2017/18", typed)
    assert figure(screen, "Gap") == "£500k"

    screen.show_part(screen.savings)
    screen.savings.take_focus()
    press(window, Key.Key_Space)
    view = screen.savings.section.grid_view
    type_in(editor_of(view), "Shorter stays")
    type_into(window, view, 0, "Full-year effect", "848k")
    (saving,) = plan.table(Saving).values()
    assert savings_in(plan.records, 2017).total == 848_000_00
    type_into(window, view, 0, "Phasing", "slow")
    # [S84]: £320k of £848,000 in the first year.
    assert plan.table(Saving)[saving.id].profile == "slow"
    assert savings_in(plan.records, 2017).total == 320_120_00
    assert figure(screen, "Efficiency and savings") == "£320k"
    assert figure(screen, "Unidentified") == "£180k"

    path = tmp_path / "Shire.xlsx"
    export_workbook(plan, path)
    book = load_workbook(path, data_only=True)
    saved = [cell.value for row in book["Savings"].iter_rows() for cell in row]
    assert 320_120 in saved
    assert any(cell.value == 179_880 for row in book["Gap"].iter_rows() for cell in row), (
        "what is unidentified stands on the Gap sheet"
    )

    undo_until(window, lambda: not plan.table(Saving))
    assert figure(screen, "Gap") == "£500k"
    undo_until(window, lambda: not plan.table(Assumption))
    assert figure(screen, "Requirement") == "£20.0m"


def test_a_scenario_moves_the_gap_and_leaves_the_plan_as_agreed(
    window: Window, qtbot: QtBot
) -> None:
    agreed = plan_of(window)
    key = edits.add(agreed, Assumption, name="Pay and prices")
    gap_edits.set_rates(agreed, {(key, 2017, "central"): 250})
    saving = saving_edits.add_saving(agreed, name="Shorter stays", full_year_effect=848_000_00)

    press(window, Key.Key_3, Modifier.AltModifier)
    press(window, Key.Key_Space)  # the first thing to do has the keyboard
    (scenario,) = agreed.table(Scenario)
    press(window, Key.Key_Return, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: plan_of(window).scenario == scenario)
    qtbot.wait(20)  # what was put away goes when the event loop runs

    screen = gap_of(window)
    screen.year_box.choose(2017)
    screen.show_part(screen.assumptions)
    type_into(window, screen.assumptions.grid_view, 0, "2017/18", "5")
    assert figure(screen, "Requirement") == "£21.0m"
    screen.show_part(screen.savings)
    type_into(window, screen.savings.section.grid_view, 0, "Full-year effect", "500k")
    assert figure(screen, "Efficiency and savings") == "£500k"
    assert agreed.table(AssumptionRate)[f"{key}:2017"].central == 250
    assert agreed.table(Saving)[saving].full_year_effect == 848_000_00

    press(window, Key.Key_0, Modifier.ControlModifier | Modifier.AltModifier)
    qtbot.waitUntil(lambda: plan_of(window) is agreed)
    qtbot.wait(20)
    screen = gap_of(window)
    assert figure(screen, "Requirement") == "£20.5m"
    assert figure(screen, "Efficiency and savings") == "£848k"
    assert len(agreed.table(ScenarioOverride)) == 2
    undo_until(window, lambda: not agreed.table(ScenarioOverride))
    assert figure(screen, "Efficiency and savings") == "£848k"
