"""The Savings tab of the Gap screen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from jcplanner.domain.problems import Place
from jcplanner.domain.savings import Saving, SavingCost
from jcplanner.gui.screens.gap import GapScreen
from jcplanner.gui.screens.gap_savings import SavingsPanel
from jcplanner.gui.session import Session
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.find_field import FindField
from jcplanner.plan import edits, saving_edits, scenario_edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.scenario_plan import ScenarioPlan

ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down


@pytest.fixture
def session(plan: Plan):
    edits.set_details(plan, unit="pounds")
    made = Session(plan)
    yield made
    made.close()


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> GapScreen:
    made = GapScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    qtbot.waitExposed(made)
    made.show_place(Place("gap", "saving"))
    return made


@pytest.fixture
def panel(screen: GapScreen) -> SavingsPanel:
    return screen.savings


def savings(plan: Plan) -> list[Saving]:
    return plan.table(Saving).ordered()


def column(panel: SavingsPanel, name: str) -> int:
    across = Qt.Orientation.Horizontal
    grid = panel.section.grid
    labels = [grid.headerData(at, across) for at in range(grid.columnCount())]
    return labels.index(name)


def shown(panel: SavingsPanel, row: int, name: str) -> str:
    grid = panel.section.grid
    return grid.index(row, column(panel, name)).data()


def editor_at(panel: SavingsPanel, row: int, name: str, kind: type[QWidget] = QLineEdit) -> QWidget:
    view = panel.section.grid_view
    view.setFocus()
    view.go_to(row, column(panel, name))
    QTest.keyClick(view, Qt.Key.Key_F2)
    return next(held for held in view.viewport().findChildren(kind) if held.isVisible())


def typed(qtbot: QtBot, panel: SavingsPanel, row: int, name: str, text: str) -> None:
    editor = editor_at(panel, row, name)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    entered(qtbot, editor)


def entered(qtbot: QtBot, editor: QWidget) -> None:
    """Enter, whose commit Qt leaves until the key has been dealt with."""
    qtbot.keyClick(editor, ENTER)
    QApplication.processEvents()


def said(panel: SavingsPanel) -> list[str]:
    return [label.text() for label in panel.words.labels if label.isVisible()]


def test_without_savings_it_says_what_to_do_and_the_first_is_named_at_once(
    qtbot: QtBot, panel: SavingsPanel, plan: Plan
):
    assert panel.faces.currentIndex() == 1
    qtbot.keyClick(panel.first_button, Qt.Key.Key_Space)
    assert panel.faces.currentIndex() == 0
    view = panel.section.grid_view
    editor = next(held for held in view.viewport().findChildren(QLineEdit) if held.isVisible())
    qtbot.keyClicks(editor, "Review of packages")
    entered(qtbot, editor)
    (saving,) = savings(plan)
    assert (saving.name, saving.start_year) == ("Review of packages", 2017)
    plan.undo()
    plan.undo()
    assert panel.faces.currentIndex() == 1


def test_typing_a_target_says_at_once_what_share_of_the_budget_it_is(
    qtbot: QtBot, panel: SavingsPanel, plan: Plan
):
    saving_edits.add_saving(plan, name="Review")
    typed(qtbot, panel, 0, "Full-year effect", "1.2k")
    field = editor_at(panel, 0, "Target held against", FindField)
    assert isinstance(field, FindField)
    field.selectAll()
    qtbot.keyClicks(field, "homes")
    popup = field.popup
    QTest.keyClick(popup, DOWN)
    QTest.keyClick(popup, ENTER)
    (saving,) = savings(plan)
    assert (saving.target_line, saving.partner) == ("homes", "c")
    assert said(panel)[0] == (
        "Warning: £1,200 is 97.2% of the £1,235 gross of Learning disability (2016/17) and 120% of the "
        "£1,000 that Council pays itself: it cannot be found inside its own share."
    )
    assert shown(panel, 0, "Target held against") == "Homes"
    assert [shown(panel, 0, name) for name in ("2016/17", "2017/18")] == ["0", "1,200"]
    assert panel.section.totals.text() == (
        "All savings deliver 2017/18 £1,200, 2018/19 £1,200, 2019/20 £1,200."
    )
    typed(qtbot, panel, 0, "Full-year effect", "2k")
    assert said(panel)[0].startswith("Serious: £2,000 is 162% of the £1,235 gross")
    plan.undo()
    assert said(panel)[0].startswith("Warning: £1,200")


def test_words_that_find_no_line_are_refused_in_a_sentence(
    qtbot: QtBot, panel: SavingsPanel, plan: Plan, message: Callable[[], QMessageBox]
):
    saving_edits.add_saving(plan, target_line="homes")
    field = editor_at(panel, 0, "Target held against", FindField)
    assert isinstance(field, FindField)
    field.selectAll()
    qtbot.keyClicks(field, "no such line")
    entered(qtbot, field)
    assert message().text().startswith('There is no budget line called "no such line"')
    message().accept()
    assert savings(plan)[0].target_line == "homes"


def test_phasing_month_and_cost_move_the_years(qtbot: QtBot, panel: SavingsPanel, plan: Plan):
    key = saving_edits.add_saving(plan, full_year_effect=848_000_00)
    typed(qtbot, panel, 0, "2017/18 cost", "48k")
    assert plan.table(SavingCost)[f"{key}:2017"].amount == 48_000_00
    edits.change(plan, Saving, [key], profile="slow")
    # [S84]: a slow ramp delivers £320k of an £848,000 full-year effect in year 1.
    assert shown(panel, 0, "2017/18") == "320,120"
    assert panel.chart.series is not None
    assert panel.chart.series.sentence == (
        "Delivered by year. 2017/18: £320k, less £48k; 2018/19: £848k; 2019/20: £848k."
    )


def test_what_is_delivered_cannot_be_typed_or_blanked(
    qtbot: QtBot, panel: SavingsPanel, plan: Plan, message: Callable[[], QMessageBox]
):
    saving_edits.add_saving(plan, full_year_effect=100)
    view, grid = panel.section.grid_view, panel.section.grid
    at = grid.index(0, column(panel, "2017/18"))
    assert not at.flags() & Qt.ItemFlag.ItemIsEditable
    view.setFocus()
    view.go_to(0, at.column())
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert message().text().startswith("What a saving delivers follows from")
    message().accept()
    assert len(savings(plan)) == 1


def test_costs_are_pasted_and_blanked_as_one_step(qtbot: QtBot, panel: SavingsPanel, plan: Plan):
    key = saving_edits.add_saving(plan, name="Review")
    view = panel.section.grid_view
    view.setFocus()
    view.go_to(0, column(panel, "2017/18 cost"))
    QGuiApplication.clipboard().setText("1,000\t250.50")
    steps = len(plan.steps)
    view.paste_action.trigger()
    assert len(plan.steps) == steps + 1
    assert plan.undo_name == 'Change the cost to achieve "Review"'
    assert {held.year: held.amount for held in plan.table(SavingCost).values()} == {
        2017: 1_000_00,
        2018: 250_50,
    }
    view.go_to(0, column(panel, "2018/19 cost"))
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert list(plan.table(SavingCost)) == [f"{key}:2017"]


def test_a_saving_is_moved_and_removed_with_its_costs_and_brought_back(
    qtbot: QtBot, panel: SavingsPanel, plan: Plan, message: Callable[[], QMessageBox]
):
    first, second = (saving_edits.add_saving(plan, name=name) for name in ("One", "Two"))
    saving_edits.set_costs(plan, {(second, 2017): 100})
    panel.section.select(second)
    panel.up_action.trigger()
    assert [held.id for held in savings(plan)] == [second, first]
    panel.remove_action.trigger()
    assert "1 cost to achieve goes too" in message().informativeText()
    message().defaultButton().click()
    assert [held.id for held in savings(plan)] == [first]
    plan.undo()
    assert len(plan.table(SavingCost)) == 1


def test_money_counted_twice_shows_beside_each_saving_that_it_is_about(
    panel: SavingsPanel, plan: Plan
):
    keys = [
        saving_edits.add_saving(
            plan, name=name, target_line="homes", benefit_area="learning", full_year_effect=100
        )
        for name in ("One", "Two")
    ]
    for key in keys:
        panel.section.select(key)
        assert any("are both held against" in text for text in said(panel)), said(panel)
        assert panel.words_card.heading.text() == plan.table(Saving)[key].name


def test_a_problem_leads_to_its_saving(screen: GapScreen, panel: SavingsPanel, plan: Plan):
    saving_edits.add_saving(plan, name="One")
    saving_edits.add_saving(plan, name="Two", full_year_effect=100, target_line="homes")
    (problem,) = (held for held in plan.problems if held.place.table == "saving")
    screen.show_part(screen.bridge)
    screen.show_place(problem.place)
    assert screen.part is panel
    assert panel.section.key == problem.place.id
    assert screen.actions_offered()[-len(panel.actions_offered()) :][0] is panel.add_action


def test_a_blank_confidence_is_certain_again(qtbot: QtBot, panel: SavingsPanel, plan: Plan):
    saving_edits.add_saving(plan, confidence=2_500)
    typed(qtbot, panel, 0, "Confidence", " ")
    assert savings(plan)[0].confidence == 10_000


def test_more_years_bring_more_columns(panel: SavingsPanel, plan: Plan):
    saving_edits.add_saving(plan)
    before = panel.section.grid.columnCount()
    edits.set_details(plan, years_shown=6)
    assert panel.section.grid.columnCount() == before + 4
    assert column(panel, "2021/22 cost") == column(panel, "2016/17 cost") + 5


def test_every_control_is_reached_and_named(panel: SavingsPanel, plan: Plan):
    saving_edits.add_saving(plan, name="One")
    section = panel.section
    for held in (section.view, section.add_button, section.remove_button, panel.words):
        assert held.accessibleName()
    panel.take_focus()
    assert section.view.hasFocus()


def test_in_a_scenario_numbers_are_its_own_and_marked(qtbot: QtBot, plan: Plan):
    key = saving_edits.add_saving(plan, name="One", full_year_effect=100_00)
    saving_edits.set_costs(plan, {(key, 2017): 10_00})
    session = Session(ScenarioPlan(plan, scenario_edits.add_scenario(plan, "Slower")))
    panel = SavingsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(1180, 500)
    panel.show()
    typed(qtbot, panel, 0, "2017/18 cost", "25")
    typed(qtbot, panel, 0, "Full-year effect", "60")
    grid = panel.section.grid
    for name, marked in (("2017/18 cost", True), ("Full-year effect", True), ("2017/18", False)):
        at = grid.index(0, column(panel, name))
        assert bool(at.data(roles.OVERRIDDEN)) is marked, name
    assert "Plan: £10.00" in grid.index(0, column(panel, "2017/18 cost")).data(
        Qt.ItemDataRole.ToolTipRole
    )
    panel.refresh()  # as its screen does after every step
    assert panel.section.totals.text().startswith("All savings deliver 2017/18 £60 less £25 cost")
    assert plan.table(Saving)[key].full_year_effect == 100_00
    assert plan.table(SavingCost)[f"{key}:2017"].amount == 10_00
    session.close()
    session.plan.close()
