"""The Gap screen, worked by keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from jcplanner.domain.assumptions import (
    Assumption,
    AssumptionRate,
    ControlTotal,
    Pressure,
    Resource,
)
from jcplanner.domain.control_totals import partners_under
from jcplanner.domain.gap import EVERYONE
from jcplanner.domain.partners import Partner
from jcplanner.domain.problems import Place
from jcplanner.gui.lines_dialog import LinesDialog
from jcplanner.gui.screens.gap import GapScreen
from jcplanner.gui.screens.gap_grid import YearCell
from jcplanner.plan import edits, gap_edits

ENTER = Qt.Key.Key_Return


def shown(qtbot, session):
    made = GapScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    return made


@pytest.fixture
def session(make_session):
    """Derby's Home First with two assumptions and resources, nothing else of the gap."""
    made = make_session("derby-home-first")
    plan = made.plan
    for kind in (Assumption, Pressure, Resource, ControlTotal):
        edits.remove(plan, kind, list(plan.table(kind)))
    edits.add(plan, Assumption, name="Pay")
    edits.add(plan, Assumption, name="Ageing", kind="demographic")
    edits.set_details(plan, unit="pounds")
    return made


@pytest.fixture
def screen(qtbot, session):
    made = shown(qtbot, session)
    made.year_box.choose(2017)
    return made


def assumption(session, place=0):
    return session.plan.table(Assumption).ordered()[place].id


def type_into(qtbot, view, words):
    """Type over the current cell, as into a spreadsheet."""
    qtbot.keyClicks(view.viewport(), words[0])
    editor = view.findChild(QLineEdit)
    qtbot.keyClicks(editor, words[1:])
    settle(qtbot, view, editor)


def settle(qtbot, view, editor):
    """Enter ends the typing once the event loop has run."""
    qtbot.keyClick(editor, ENTER)
    qtbot.waitUntil(lambda: view.state() == view.State.NoState)


def go_to(view, key, year, field="central"):
    cell = next(held for held in view.grid.cells if (held.year, held.field) == (year, field))
    view.go_to_cell(key, cell)
    view.setFocus()


def on_assumptions(screen):
    screen.show_part(screen.assumptions)
    return screen.assumptions.grid_view


def test_a_rate_is_typed_in_place_and_moves_the_key_figures(qtbot, screen, session):
    view, pay = on_assumptions(screen), assumption(session)
    before = screen.figures[0].figure.text()
    go_to(view, pay, 2017)
    type_into(qtbot, view, "10")
    assert session.plan.table(AssumptionRate)[f"{pay}:2017"].central == 1000
    assert view.model().data(view.model().index(0, 4)) == "10.00%"
    assert screen.figures[0].figure.text() != before
    assert session.plan.undo_name == "Change rate"


def test_a_rate_that_cannot_be_read_changes_nothing(qtbot, screen, session, message):
    view, pay = on_assumptions(screen), assumption(session)
    go_to(view, pay, 2017)
    type_into(qtbot, view, "two")
    assert "is not a percentage" in message().text()
    assert not session.plan.table(AssumptionRate)


def test_delete_blanks_rates_and_control_r_fills_them_to_the_right(qtbot, screen, session):
    view, pay = on_assumptions(screen), assumption(session)
    gap_edits.set_rates(session.plan, {(pay, 2017, "central"): 250})
    go_to(view, pay, 2017)
    qtbot.keyClick(view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    rates = session.plan.table(AssumptionRate)
    assert [rates[f"{pay}:{year}"].central for year in session.plan.pathway_years] == [250] * 3
    go_to(view, pay, 2018)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert f"{pay}:2018" not in rates
    assert pay in session.plan.table(Assumption)


def test_rates_are_pasted_from_a_spreadsheet_over_the_columns_in_sight(qtbot, screen, session):
    view = on_assumptions(screen)
    screen.assumptions.ranges.setChecked(False)
    go_to(view, assumption(session), 2017)
    QGuiApplication.clipboard().setText("1%\t2.5%\n3\t4\n")
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    rates = session.plan.table(AssumptionRate)
    found = {
        (place, year): rates[f"{assumption(session, place)}:{year}"].central
        for place in (0, 1)
        for year in (2017, 2018)
    }
    assert found == {(0, 2017): 100, (0, 2018): 250, (1, 2017): 300, (1, 2018): 400}
    assert session.plan.undo_name == "Change 4 rates"


def test_pasting_needs_a_year_to_begin_on(qtbot, screen, session, message):
    view = on_assumptions(screen)
    view.go_to(0, 0)
    view.setFocus()
    QGuiApplication.clipboard().setText("1%")
    view.paste()
    assert "cursor on a year" in message().text()


def test_an_assumption_is_added_moved_and_removed_by_keyboard(qtbot, screen, session):
    view = on_assumptions(screen)
    screen.add_action.trigger()
    editor = view.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Fees")
    settle(qtbot, view, editor)
    names = [held.name for held in session.plan.table(Assumption).ordered()]
    assert names == ["Pay", "Ageing", "Fees"]
    screen.assumptions.select(assumption(session, 2))
    screen.up_action.trigger()
    assert session.plan.table(Assumption).ordered()[1].name == "Fees"
    screen.remove_action.trigger()
    assert len(session.plan.table(Assumption)) == 2


def test_a_blank_low_stands_in_for_central(screen, session):
    view, pay = on_assumptions(screen), assumption(session)
    gap_edits.set_rates(session.plan, {(pay, 2017, "central"): 250})
    low = next(held for held in view.grid.cells if (held.year, held.field) == (2017, "low"))
    assert view.grid.held(pay, low) is None
    assert view.grid.stands_in(pay, low) == "2.50%"


def test_a_resource_is_typed_and_says_where_it_comes_from(qtbot, screen, session):
    screen.show_part(screen.resources)
    panel, council = screen.resources, session.plan.table(Partner).ordered()[0].id
    go_to(panel.view, council, 2017, "amount")
    type_into(qtbot, panel.view, "1.9m")
    held = session.plan.table(Resource)[f"{council}:2017"]
    assert held.amount == 190_000_000
    go_to(panel.view, council, 2017, "amount")
    panel.source.setFocus()
    qtbot.keyClicks(panel.source, "MTFS")
    qtbot.keyClick(panel.source, ENTER)
    assert session.plan.table(Resource)[f"{council}:2017"].source == "MTFS"
    assert "typed" in panel.about.text()


def test_the_partners_of_a_control_total_are_ticked_and_the_headroom_is_said(screen, session):
    plan = session.plan
    screen.show_part(screen.controls)
    screen.add_action.trigger()
    (total,) = plan.table(ControlTotal)
    edits.change(plan, ControlTotal, [total], amount=1_000_00)
    partner = plan.table(Partner).ordered()[0].id
    screen.controls.box(partner).click()
    assert partners_under(plan.records, total) == (partner,)
    assert "overdrawn by" in screen.controls.headroom.text()
    model = screen.controls.model
    assert model.index(0, model.columnCount() - 1).data().startswith("(")
    edits.change(plan, ControlTotal, [total], amount=10**12)
    assert "headroom" in screen.controls.headroom.text()


def test_a_pressure_begins_in_the_first_year_after_the_base(screen, session):
    screen.show_part(screen.pressures)
    screen.add_action.trigger()
    (pressure,) = session.plan.table(Pressure).values()
    assert pressure.year == 2017


def test_the_bridge_and_its_table_follow_year_and_side(screen, session):
    gap_edits.set_rates(session.plan, {(assumption(session), 2018, "central"): 1000})
    drawn = screen.bridge.drawing
    assert drawn.bars[0].name == "Budget 2016/17"
    screen.next_year.trigger()
    assert screen.year_box.year == 2018
    assert screen.bridge.drawing != drawn
    assert screen.bridge.model.rowCount() == len(screen.bridge.drawing.bars)
    screen.whose_box.setCurrentIndex(screen.whose_box.findData(EVERYONE))
    screen.whose_box.activated.emit(screen.whose_box.currentIndex())
    assert "added together" in screen.head.about.text()


def test_an_area_of_the_list_is_drawn_with_enter(qtbot, screen):
    screen.show_part(screen.trajectory)
    screen.trajectory.view.select(0)
    qtbot.keyClick(screen.trajectory.view, ENTER)
    assert screen.trajectory.area == screen.trajectory.model.items[0].area
    assert len(screen.trajectory.chart.drawing.curves) == 2


def test_sensitivity_says_what_has_no_range(screen, session):
    screen.show_part(screen.sensitivity)
    assert "Pay, Ageing" in screen.sensitivity.without.text()
    pay = assumption(session)
    gap_edits.set_rates(
        session.plan, {(pay, 2017, field): rate for field, rate in (("central", 200), ("low", 100))}
    )
    assert screen.sensitivity.without.text().endswith("Ageing.")
    assert [swing.name for swing in screen.sensitivity.chart.drawing.swings] == ["Pay"]


def test_key_figures_open_their_lines_or_their_part(qtbot, screen):
    screen.figures[0].figure.click()
    assert screen.findChild(LinesDialog) is not None
    screen.figures[1].figure.click()
    assert screen.part is screen.resources
    screen.figures[4].figure.click()
    assert screen.part is screen.sensitivity


def test_places_lead_to_assumption_pressure_resource_and_control_total(screen, session):
    ageing = assumption(session, 1)
    screen.show_place(Place("gap", "assumption", ageing, 2018))
    view = screen.assumptions.grid_view
    assert screen.part is screen.assumptions
    assert view.grid.id_at(view.currentIndex().row()) == ageing
    assert view.grid.place(view.currentIndex().column()) == YearCell(2018, "central", "2018/19")
    partner = session.plan.table(Partner).ordered()[1].id
    screen.show_place(Place("gap", "resource", partner, 2017))
    assert screen.part is screen.resources
    assert screen.resources.grid.id_at(screen.resources.view.currentIndex().row()) == partner
    pressure = edits.add(session.plan, Pressure, name="P", year=2017)
    screen.show_place(Place("gap", "pressure", pressure, 2017))
    assert screen.pressures.key == pressure


def test_parts_turn_by_keyboard_and_offer_their_own_commands(screen):
    offered = {action.text() for action in screen.actions_offered()}
    assert "Show the chart as a &table" in offered
    screen.next_part.trigger()
    screen.next_part.trigger()
    assert screen.part is screen.assumptions
    offered = {action.text() for action in screen.actions_offered()}
    assert {"&Add assumption", "Fill &right", "&Paste"} <= offered


def test_an_empty_gap_leads_to_the_first_assumption(qtbot, blank):
    screen = shown(qtbot, blank)
    assert screen.faces.currentIndex() == 1
    screen.first_assumption.click()
    assert screen.faces.currentIndex() == 0
    assert screen.part is screen.assumptions
    assert len(blank.plan.table(Assumption)) == 1
    assert screen.assumptions.grid_view.findChild(QLineEdit) is not None
    blank.plan.undo()
    assert screen.faces.currentIndex() == 0  # what was begun stays in sight


def test_years_that_come_bring_their_columns(screen, session):
    view = on_assumptions(screen)
    before = view.grid.columnCount()
    edits.set_details(session.plan, years_shown=5)
    assert view.grid.columnCount() == before + 3


def test_finding_words_chooses_the_next_assumption(screen, session):
    on_assumptions(screen)
    screen.find("age")
    assert screen.assumptions.key == assumption(session, 1)


def test_an_empty_register_has_no_empty_card_beside_it(qtbot, session, screen):
    screen.show_place(Place("gap", Pressure.TABLE))
    register = screen.pressures
    assert register.isVisible()
    assert not register.form_card.isVisible()
    qtbot.mouseClick(register.add_button, Qt.MouseButton.LeftButton)
    assert register.form_card.isVisible()
    assert register.form_card.isAncestorOf(screen.window().focusWidget())
    session.plan.undo()
    assert not register.form_card.isVisible()
    qtbot.waitUntil(register.add_button.hasFocus)
