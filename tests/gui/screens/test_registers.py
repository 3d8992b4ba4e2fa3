"""Risks & lessons by the keyboard alone: registers, filters, scores, heat map, what is bought twice."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.problems import Place
from jcplanner.domain.registers import (
    Action,
    Benefit,
    BenefitAmount,
    Contract,
    ContractShare,
    Issue,
    Lesson,
    Risk,
)
from jcplanner.gui.screens.registers import HEAT, TWICE, RegistersScreen
from jcplanner.gui.screens.registers_heat import HeatPanel
from jcplanner.gui.screens.registers_kinds import BenefitSection, ContractSection, RiskSection
from jcplanner.gui.screens.registers_section import RegisterSection
from jcplanner.gui.screens.registers_twice import TwicePanel
from jcplanner.gui.session import Session
from jcplanner.plan import edits, versions
from jcplanner.plan.plan import Plan

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def screen(qtbot: QtBot, plan: Plan) -> Iterator[RegistersScreen]:
    """The screen over the small plan; places wanted lead back to it, as in the window."""
    edits.set_details(plan, unit="pounds")
    session = Session(plan)
    made = RegistersScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    qtbot.waitExposed(made)

    def go(place: Place) -> None:
        if place.screen == "registers":
            made.show_place(place)

    def offer() -> None:
        for action in made.actions():
            made.removeAction(action)
        made.addActions([held for held in made.actions_offered() if not held.isSeparator()])

    session.place_wanted.connect(go)
    made.offers_changed.connect(offer)
    offer()
    made.take_focus()
    yield made
    made.close()
    session.close()


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    """A key where the keyboard is."""
    from PySide6.QtWidgets import QApplication

    where = QApplication.focusWidget()
    assert where is not None
    qtbot.keyClick(where, key, modifiers or Qt.KeyboardModifier.NoModifier)


def section(screen: RegistersScreen, key: str) -> RegisterSection:
    held = screen.show_part(key)
    assert isinstance(held, RegisterSection)
    return held


def choose(qtbot: QtBot, box: QComboBox, downs: int) -> None:
    """Choose from a box by the arrow keys, without opening its list."""
    box.setFocus()
    for _ in range(downs):
        qtbot.keyClick(box, Qt.Key.Key_Down)


def counts(screen: RegistersScreen) -> dict[str, str]:
    return {
        name.strip(): count
        for name, count in (screen.model.texts(row) for row in range(screen.model.rowCount()))
    }


def test_a_risk_is_added_scored_and_occurs_by_keys_alone(
    qtbot: QtBot, screen: RegistersScreen
) -> None:
    press(qtbot, Qt.Key.Key_N, CTRL)
    (key,) = screen.plan.table(Risk)
    held = section(screen, Risk.TABLE)
    assert held.form.field("event").hasFocus()
    qtbot.keyClicks(held.form.field("event"), "One organisation ceases to be viable")
    press(qtbot, Qt.Key.Key_Tab)
    assert screen.plan.table(Risk)[key].event == "One organisation ceases to be viable"
    assert isinstance(held, RiskSection)
    choose(qtbot, held.scores.boxes["current_likelihood"], 4)
    choose(qtbot, held.scores.boxes["current_impact"], 5)
    risk = screen.plan.table(Risk)[key]
    assert (risk.current_likelihood, risk.current_impact) == (4, 5)
    assert held.scores.words["current"].text() == (
        "4 x 5 = 20, high. Likely: more likely than not; 50% to 80%. Severe: the arrangement or a "
        "partner's budget fails."
    )
    assert held.scores.boxes["current_likelihood"].itemText(4) == (
        "4 likely: more likely than not; 50% to 80%"
    )
    assert held.scores.boxes["current_likelihood"].short == "4 likely"
    assert held.model.index(0, held.model.columnCount() - 1).data() == "20, high"
    assert counts(screen)["Risks"] == "1"
    press(qtbot, Qt.Key.Key_O, ALT)
    (issue,) = screen.plan.table(Issue).values()
    assert (issue.risk, issue.raised_on) == (key, date.today().isoformat())
    assert screen.entry.key == Issue.TABLE
    assert section(screen, Issue.TABLE).key == issue.id
    assert (counts(screen)["Risks"], counts(screen)["Issues"]) == ("0", "1")
    section(screen, Risk.TABLE).view.setFocus()
    press(qtbot, Qt.Key.Key_I, ALT)
    assert screen.entry.key == Issue.TABLE
    assert len(screen.plan.table(Issue)) == 1


def test_a_score_typed_into_the_table_outside_1_to_5_is_refused_in_a_sentence(
    qtbot: QtBot, screen: RegistersScreen, message: Callable[[], QMessageBox]
) -> None:
    key = edits.add(screen.plan, Risk, event="One", current_impact=3)
    screen.session.do(lambda: edits.change(screen.plan, Risk, [key], current_impact=9), screen)
    assert "whole number from 1 (negligible) to 5 (severe)" in message().text()
    message().close()
    assert screen.plan.table(Risk)[key].current_impact == 3


def test_registers_are_turned_by_keys_and_entered(qtbot: QtBot, screen: RegistersScreen) -> None:
    edits.add(screen.plan, Issue, name="One")
    assert screen.list.hasFocus()
    press(qtbot, Qt.Key.Key_PageDown, CTRL)
    assert screen.entry.key == HEAT
    press(qtbot, Qt.Key.Key_PageDown, CTRL)
    assert screen.entry.key == Issue.TABLE
    press(qtbot, Qt.Key.Key_Return)
    assert section(screen, Issue.TABLE).view.hasFocus()
    press(qtbot, Qt.Key.Key_PageUp, CTRL)
    assert screen.entry.key == HEAT


def test_filters_leave_away_and_a_new_record_gets_what_is_looked_at(
    qtbot: QtBot, screen: RegistersScreen
) -> None:
    for name, area in (("Staff", "learning"), ("Wards", "mental"), ("Guidance", None)):
        edits.add(screen.plan, Risk, event=name, service_area=area)
    held = section(screen, Risk.TABLE)
    held.words.setFocus()
    qtbot.keyClicks(held.words, "learning")
    press(qtbot, Qt.Key.Key_Return)
    assert [held.table.id_at(row) for row in range(held.model.rowCount())] == [
        next(
            key
            for key in screen.plan.table(Risk)
            if screen.plan.records.name("risk", key) == "Staff"
        )
    ]
    assert held.count.text() == "1 of 3 shown"
    press(qtbot, Qt.Key.Key_A, CTRL | SHIFT)
    assert (held.model.rowCount(), held.words.text()) == (3, "")
    choose(qtbot, held.area_box, 1)
    choose(qtbot, held.stage_box, 2)
    assert held.model.rowCount() == 1
    press(qtbot, Qt.Key.Key_N, CTRL)
    made = screen.plan.table(Risk)[held.key]
    assert (made.service_area, made.stage) == ("adults", "align")
    screen.find("guid")
    assert held.model.rowCount() == 0
    held.select(next(key for key, row in screen.plan.table(Risk).rows.items() if "Guidance" in row))
    assert held.model.rowCount() == 4


def test_sorting_goes_up_down_and_back_to_peoples_order(
    qtbot: QtBot, screen: RegistersScreen
) -> None:
    for name, likelihood in (("B", 2), ("A", 5), ("C", 3)):
        edits.add(screen.plan, Risk, event=name, current_likelihood=likelihood, current_impact=3)
    held = section(screen, Risk.TABLE)

    def names() -> list[str]:
        return [held.model.index(row, 0).data() for row in range(held.model.rowCount())]

    held.view.setFocus()
    for wanted in (["A", "B", "C"], ["C", "B", "A"], ["B", "A", "C"]):
        press(qtbot, Qt.Key.Key_O, CTRL | SHIFT)
        assert names() == wanted
    held.sort_by(held.model.columnCount() - 1)
    assert names() == ["B", "C", "A"]
    held.sort_by(held.model.columnCount() - 1)
    assert names() == ["A", "C", "B"]


def test_a_record_moves_past_its_neighbour_in_sight(qtbot: QtBot, screen: RegistersScreen) -> None:
    keys = [
        edits.add(screen.plan, Risk, event=name, service_area=area)
        for name, area in (("A", "mental"), ("B", "learning"), ("C", "mental"))
    ]
    held = section(screen, Risk.TABLE)
    held.words.setText("mental")
    held.apply_filter()
    held.select(keys[2])
    held.view.setFocus()
    press(qtbot, Qt.Key.Key_Up, ALT)
    assert held.table.ids == [keys[2], keys[0]]
    assert [risk.event for risk in screen.plan.table(Risk).ordered()] == ["C", "B", "A"]


def test_the_heat_map_is_walked_with_arrows_and_opened(
    qtbot: QtBot, screen: RegistersScreen
) -> None:
    key = edits.add(screen.plan, Risk, event="Viable", current_likelihood=4, current_impact=4)
    versions.freeze(screen.plan, "Cabinet 28 July 2016")
    edits.change(screen.plan, Risk, [key], current_likelihood=3)
    press(qtbot, Qt.Key.Key_M, CTRL)
    part = screen.part
    assert isinstance(part, HeatPanel)
    assert part.version_box.currentText() == "Cabinet 28 July 2016"
    part.take_focus()
    assert part.map.cell == (3, 4)
    assert part.map.accessibleDescription() == (
        "Possible and major: 3 x 4 = 12, medium. Viable (lowered, was 4 x 4 = 16, high)."
    )
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_Right)
    assert part.map.cell == (4, 5)
    assert part.map.accessibleDescription() == "Likely and severe: 4 x 5 = 20, high. No risk."
    for _ in range(9):
        press(qtbot, Qt.Key.Key_Right)
    assert part.map.cell == (4, 5)
    part.map.go_to(3, 4)
    assert part.model.texts(0) == ("Viable", "\u2193 was 4 x 4")
    press(qtbot, Qt.Key.Key_Return)
    assert screen.entry.key == Risk.TABLE
    assert section(screen, Risk.TABLE).key == key
    part.map.grab()


def test_the_heat_map_shows_target_scores_and_what_has_none(
    qtbot: QtBot, screen: RegistersScreen
) -> None:
    edits.add(screen.plan, Risk, event="Viable", current_likelihood=4, current_impact=4)
    part = screen.show_part(HEAT)
    assert isinstance(part, HeatPanel)
    part.take_focus()
    press(qtbot, Qt.Key.Key_Right, ALT)
    assert part.moment == "target"
    assert part.map.held.count == 0
    assert part.beside.text() == "1 risk stands beside the map, without a target score."


def test_a_lesson_is_applied_and_verified_by_keys(
    qtbot: QtBot, screen: RegistersScreen, message: Callable[[], QMessageBox]
) -> None:
    key = edits.add(screen.plan, Lesson, name="Record benefits formally")
    held = section(screen, Lesson.TABLE)
    held.view.setFocus()
    press(qtbot, Qt.Key.Key_P, ALT)
    assert "Say where the lesson was applied, or how" in message().text()
    message().close()
    edits.change(screen.plan, Lesson, [key], applied="A register is kept", verified_by="The Board")
    held.view.setFocus()
    press(qtbot, Qt.Key.Key_P, ALT)
    assert screen.plan.table(Lesson)[key].state == "applied"
    press(qtbot, Qt.Key.Key_R, ALT)
    held_lesson = screen.plan.table(Lesson)[key]
    assert (held_lesson.state, held_lesson.verified_on) == ("verified", date.today().isoformat())
    assert counts(screen)["Lessons"] == "0"


def test_an_action_is_done_today(qtbot: QtBot, screen: RegistersScreen) -> None:
    key = edits.add(screen.plan, Action, name="Bring back proposals for decision")
    section(screen, Action.TABLE).view.setFocus()
    press(qtbot, Qt.Key.Key_D, ALT)
    assert screen.plan.table(Action)[key].done_on == date.today().isoformat()


def test_benefits_are_typed_by_year_and_nil_is_said(qtbot: QtBot, screen: RegistersScreen) -> None:
    key = edits.add(screen.plan, Benefit, name="Care well coordinated")
    held = section(screen, Benefit.TABLE)
    assert isinstance(held, BenefitSection)
    held.grid_view.setFocus()
    held.grid_view.go_to(0, 1)
    held.grid_view.edit(held.grid_view.currentIndex())
    editor = held.grid_view.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "0")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(screen.plan.table(BenefitAmount)))
    (amount,) = screen.plan.table(BenefitAmount).values()
    assert (amount.benefit, amount.year, amount.planned) == (key, 2017, 0)
    assert "It is not planned to save money" in held.said.text()


def test_shares_of_a_contract_are_typed_and_added_up(qtbot: QtBot, screen: RegistersScreen) -> None:
    key = edits.add(screen.plan, Contract, name="Care homes", value=100_00)
    held = section(screen, Contract.TABLE)
    assert isinstance(held, ContractSection)
    for partner, text in (("c", "60"), ("n", "30%")):
        field = held.shares.shares[partner]
        field.setFocus()
        qtbot.keyClicks(field, text)
        press(qtbot, Qt.Key.Key_Return)
    assert held.shares.said.text() == "Together 90%: not 100%. A year: Council £60, CCG £30."
    line = held.shares.lines["c"]
    line.setFocus()
    qtbot.keyClicks(line, "homes 00123")
    qtbot.keyClick(line.popup, Qt.Key.Key_Down)
    qtbot.keyClick(line.popup, Qt.Key.Key_Return)
    assert screen.plan.table(ContractShare)[f"{key}:c"].line == "homes"
    field = held.shares.shares["n"]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "most")
    press(qtbot, Qt.Key.Key_Return)
    assert "not a percentage" in held.shares.fault.text()
    assert screen.plan.table(ContractShare)[f"{key}:n"].share == 3_000


def test_the_same_provider_bought_twice_leads_to_lines_and_to_a_joint_contract(
    qtbot: QtBot, screen: RegistersScreen
) -> None:
    edits.change(screen.plan, BudgetLine, ["homes"], provider="Shaw Homes")
    edits.change(screen.plan, BudgetLine, ["wards"], provider="shaw  homes")
    assert counts(screen)["Bought twice"] == "1"
    press(qtbot, Qt.Key.Key_T, ALT)
    part = screen.part
    assert isinstance(part, TwicePanel)
    assert part.model.texts(0)[1:] == ("CCG, Council", "2", "No")
    wanted: list[Place] = []
    screen.session.place_wanted.connect(wanted.append)
    part.take_focus()
    press(qtbot, Qt.Key.Key_L, ALT)
    assert wanted == [Place("budgets", "budget_line", "homes")]
    press(qtbot, Qt.Key.Key_J, ALT)
    (contract,) = screen.plan.table(Contract).values()
    assert contract.provider == "Shaw Homes"
    assert {held.line for held in screen.plan.table(ContractShare).values()} == {"homes", "wards"}
    assert screen.entry.key == Contract.TABLE
    assert counts(screen)["Bought twice"] == ""


def test_problems_lead_to_their_records(screen: RegistersScreen) -> None:
    key = edits.add(screen.plan, Action, name="No owner")
    edits.change(screen.plan, BudgetLine, ["homes", "wards"], provider="Shaw")
    places = {held.place.table: held.place for held in screen.plan.problems}
    screen.show_place(places[Action.TABLE])
    assert section(screen, Action.TABLE).key == key
    screen.show_place(places[TWICE])
    part = screen.part
    assert isinstance(part, TwicePanel)
    assert part.chosen is not None


def test_what_changes_while_another_register_is_shown_is_there_when_it_is_turned_to(
    screen: RegistersScreen,
) -> None:
    issues = section(screen, Issue.TABLE)
    section(screen, Risk.TABLE)
    edits.add(screen.plan, Issue, name="Meanwhile")
    assert section(screen, Issue.TABLE) is issues
    assert issues.count.text() == "1"
    assert issues.form_card.isVisible()


def test_a_file_is_brought_in_after_saying_what_would_change(
    qtbot: QtBot, screen: RegistersScreen, tmp_path: Path, message: Callable[[], QMessageBox]
) -> None:
    path = tmp_path / "issues.csv"
    path.write_text("Issue,Source\nReview rejected,004 para 32\n", encoding="utf-8")
    register = section(screen, Issue.TABLE).register
    with qtbot.waitSignal(screen.files.brought_in, timeout=20_000) as told:
        screen.files.read(register, path)
        qtbot.waitUntil(lambda: _asked() is not None, timeout=20_000)
        box = message()
        assert "1 new, 0 changed" in box.text()
        assert 'Row 2: new, "Review rejected"' in box.informativeText()
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert "1 new" in told.args[0]
    (issue,) = screen.plan.table(Issue).values()
    assert issue.source == "004 para 32"
    out = tmp_path / "out.csv"
    screen.files.write(register, out)
    assert "Review rejected" in out.read_text(encoding="utf-8-sig")
    message().close()


def _asked() -> QMessageBox | None:
    from PySide6.QtWidgets import QApplication

    found = [
        held
        for held in QApplication.topLevelWidgets()
        if isinstance(held, QMessageBox) and held.isVisible()
    ]
    return found[0] if found else None


def test_every_control_has_a_name_and_commands_differ(screen: RegistersScreen) -> None:
    for row in range(screen.model.rowCount()):
        screen.list.select(row)
        offered = [held for held in screen.actions_offered() if not held.isSeparator()]
        keys = [held.shortcut().toString() for held in offered]
        assert len(keys) == len(set(keys)), keys
        part = screen.part
        for box in part.findChildren(QComboBox):
            assert box.accessibleName(), screen.entry.title


def test_in_a_narrow_window_a_box_takes_the_place_of_the_list(
    qtbot: QtBot, screen: RegistersScreen
) -> None:
    screen.resize(760, 520)
    assert screen.box.isVisible()
    assert not screen.card.isVisible()
    screen.take_focus()
    assert screen.box.hasFocus()
    choose(qtbot, screen.box, 2)
    assert screen.entry.key == Issue.TABLE
