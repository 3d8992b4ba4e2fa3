"""The Alignment screen over real plans: totals, what they open, and finding an area for lines."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.problems import Place
from jcplanner.gui.area_file_dialog import AreaFileDialog
from jcplanner.gui.lines_dialog import LinesDialog
from jcplanner.gui.screens.alignment import AlignmentScreen
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan

KEY = Qt.Key


@pytest.fixture
def screen(qtbot, plan: Plan):
    edits.set_details(plan, unit="pounds")
    session = Session(plan)
    made = AlignmentScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 660)
    made.show()
    qtbot.waitExposed(made)
    made.show_place(Place("alignment", "service_area", "adults", 2016))
    yield made
    made.close()
    session.close()


def table(screen: AlignmentScreen) -> dict[str, list[str]]:
    model = screen.model
    return {
        model.rows[row].name: [
            str(model.index(row, column).data()) for column in range(2, model.columnCount())
        ]
        for row in range(model.rowCount())
    }


def opened(screen: AlignmentScreen) -> LinesDialog:
    dialogs = [held for held in screen.findChildren(LinesDialog) if held.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


def listed(screen: AlignmentScreen) -> list[str]:
    model = screen.unassigned.model
    return [model.texts(row)[0] for row in range(model.rowCount())]


def test_areas_stand_beside_partners_with_subtotals_and_coverage(screen: AlignmentScreen):
    assert screen.model.columns == ("Council", "CCG", "All partners")
    assert table(screen) == {
        "Adults": ["1,000", "–", "1,000", "0%"],
        "Learning disability": ["1,000", "–", "1,000", "0%"],
        "Mental health": ["–", "9,000", "9,000", "0%"],
        "All areas": ["1,000", "9,000", "10,000", "0%"],
    }


def test_gross_and_income_and_capital_are_laid_side_by_side_as_well(screen: AlignmentScreen):
    screen.measure_box.setCurrentIndex(1)
    assert table(screen)["All areas"][:3] == ["1,235", "9,000", "10,235"]
    screen.measure_box.setCurrentIndex(2)
    assert table(screen)["All areas"][:3] == ["235", "–", "235"]
    screen.measure_box.setCurrentIndex(0)
    screen.nature_box.setCurrentIndex(1)
    assert table(screen)["All areas"] == ["–", "–", "–", "–"]


def test_lines_of_an_area_with_areas_inside_it_have_a_row_of_their_own(screen: AlignmentScreen):
    edits.assign_area(screen.plan, ["wards"], "adults")
    held = table(screen)
    assert held["Adults"][:3] == ["1,000", "9,000", "10,000"]
    assert held["Adults, no area inside it"][:3] == ["–", "9,000", "9,000"]


def test_totals_follow_an_edit_at_once(screen: AlignmentScreen):
    edits.set_amounts(screen.plan, {("wards", 2016): 1_000_00})
    assert table(screen)["All areas"][:3] == ["1,000", "1,000", "2,000"]


def test_every_figure_opens_lines_that_add_up_to_it(qtbot, screen: AlignmentScreen):
    edits.assign_area(screen.plan, ["charges"], None)
    for row in range(screen.model.rowCount()):
        for column in range(2, 5):
            screen.view.setCurrentIndex(screen.model.index(row, column))
            amount = screen.model.rows[row].amounts[column - 2]
            qtbot.keyClick(screen.view, KEY.Key_Return)
            dialog = opened(screen)
            pence = sum(line.pence for line in dialog.model.items)
            assert pence == (amount or 0)
            dialog.reject()
            qtbot.waitUntil(lambda: not screen.findChildren(LinesDialog))


def test_a_stage_leads_to_its_card(qtbot, screen: AlignmentScreen):
    found: list[Place] = []
    screen.session.place_wanted.connect(found.append)
    screen.view.setCurrentIndex(screen.model.index(0, 1))
    qtbot.keyClick(screen.view, KEY.Key_Space)
    assert found == [Place("pathway", "service_area", "adults", 2016)]


def test_lines_are_put_into_an_area_by_keyboard_and_undone(qtbot, screen: AlignmentScreen):
    edits.assign_area(screen.plan, ["homes", "charges"], None)
    assert listed(screen) == ["Homes", "Client charges"]
    assert table(screen)["No service area"][:3] == ["1,000", "–", "1,000"]
    view, box = screen.unassigned.view, screen.unassigned.area_box
    view.setFocus()
    view.select(0)
    qtbot.keyClick(view, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, KEY.Key_Return)
    assert screen.focusWidget() is box
    qtbot.keyClicks(box.lineEdit(), "Mental health")
    qtbot.keyClick(box, KEY.Key_Return)
    assert screen.plan.table(BudgetLine)["homes"].service_area == "mental"
    assert listed(screen) == []
    assert screen.unassigned.none.text() == "Every line has a service area."
    assert "No service area" not in table(screen)
    assert screen.unassigned.undo.text.text() == "2 lines put into Mental health."
    screen.unassigned.undo.undo_button.click()
    assert listed(screen) == ["Homes", "Client charges"]


def test_lines_dragged_onto_an_area_are_put_into_it(screen: AlignmentScreen):
    edits.assign_area(screen.plan, ["homes"], None)
    model = screen.unassigned.model
    carried = model.mimeData([model.index(0, 0)])
    row = next(at for at, held in enumerate(screen.model.rows) if held.area == "mental")
    spot = screen.view.visualRect(screen.model.index(row, 0)).center()
    event = QDropEvent(
        QPointF(spot),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    screen.view.dropEvent(event)
    assert screen.plan.table(BudgetLine)["homes"].service_area == "mental"


def test_lines_dropped_beside_the_areas_go_nowhere(screen: AlignmentScreen):
    edits.assign_area(screen.plan, ["homes"], None)
    model, viewport = screen.unassigned.model, screen.view.viewport()
    carried = model.mimeData([model.index(0, 0)])
    event = QDropEvent(
        QPointF(QPoint(5, viewport.height() - 5)),
        Qt.DropAction.CopyAction,
        carried,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    screen.view.dropEvent(event)
    assert screen.plan.table(BudgetLine)["homes"].service_area is None


def test_an_area_that_is_not_there_is_told_and_nothing_moves(screen: AlignmentScreen):
    edits.assign_area(screen.plan, ["homes"], None)
    screen.unassigned.view.select(0)
    screen.unassigned.area_box.setCurrentText("Nowhere")
    before = len(screen.plan.steps)
    screen.unassigned.assign()
    assert "No service area has this name" in screen.unassigned.how.text()
    assert len(screen.plan.steps) == before


def test_the_list_is_filtered_by_words(qtbot, screen: AlignmentScreen):
    edits.assign_area(screen.plan, ["homes", "charges", "wards"], None)
    screen.unassigned.filter.setText("client")
    qtbot.waitUntil(lambda: listed(screen) == ["Client charges"])


def test_many_lines_are_put_into_an_area_as_one_step(screen: AlignmentScreen):
    count = 3_000
    with screen.plan.step("Bring in") as draft:
        for number in range(count):
            line = f"l{number}"
            draft.add(BudgetLine(line, 10 + number, "c", None, f"Line {number}"))
            draft.add(BudgetAmount(f"{line}:2016", line, 2016, 100))
    assert screen.unassigned.heading.text() == "Lines without a service area: 3,000"
    before = len(screen.plan.steps)
    screen.unassigned.view.selectAll()
    screen.unassigned.area_box.setCurrentText("Adults")
    screen.unassigned.assign()
    assert len(screen.plan.steps) == before + 1
    assert table(screen)["Adults"][0] == "4,000"


def test_the_year_and_an_area_are_led_to(screen: AlignmentScreen):
    screen.show_place(Place("alignment", "service_area", "mental", 2017))
    assert screen.year == 2017
    assert screen.model.rows[screen.view.currentIndex().row()].name == "Mental health"
    assert table(screen)["All areas"] == ["1,300", "–", "1,300", "100%"]


def test_an_empty_plan_says_what_to_do_first(qtbot, blank: Session):
    made = AlignmentScreen(blank)
    qtbot.addWidget(made)
    made.show()
    assert made.faces.currentWidget() is made.first_steps
    made.close()


def test_the_table_is_copied_for_excel(qtbot, screen: AlignmentScreen):
    qtbot.keyClick(screen.view, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    rows = [row.split("\t") for row in QGuiApplication.clipboard().text().splitlines()]
    assert rows[0] == ["Service area", "Stage", "Council", "CCG", "All partners", "Coverage"]
    assert rows[-1] == ["All areas", "", "1,000", "9,000", "10,000", "0%"]


def test_find_goes_round_the_areas(screen: AlignmentScreen):
    for wanted in ("Learning disability", "Mental health", "All areas", "Adults"):
        screen.find("a")
        assert screen.view.currentIndex().data() == wanted


def test_everything_about_the_area_of_a_row_opens_on_one_page(screen: AlignmentScreen):
    screen.show_place(Place("alignment", "service_area", "mental"))
    screen.open_area_file()
    [dialog] = screen.findChildren(AreaFileDialog)
    assert dialog.heading.text() == "Everything about Mental health"
    dialog.accept()
