"""Risks & lessons by the keyboard alone: registers, filters, scores, files."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.registers import (
    Action,
    Issue,
    Risk,
)
from jcplanner.gui.screens.registers import HEAT, TWICE, RegistersScreen
from jcplanner.gui.screens.registers_kinds import RiskSection
from jcplanner.gui.screens.registers_twice import TwicePanel
from jcplanner.gui.standing import put_back, standing_of
from jcplanner.plan import edits
from tests.gui.screens.registers_keys import ALT, CTRL, SHIFT, asked, choose, counts, press, section


def test_a_risk_is_added_scored_and_occurs_by_keys_alone(
    qtbot: QtBot, registers: RegistersScreen
) -> None:
    press(qtbot, Qt.Key.Key_N, CTRL)
    (key,) = registers.plan.table(Risk)
    held = section(registers, Risk.TABLE)
    assert held.form.field("event").hasFocus()
    qtbot.keyClicks(held.form.field("event"), "One organisation ceases to be viable")
    press(qtbot, Qt.Key.Key_Tab)
    assert registers.plan.table(Risk)[key].event == "One organisation ceases to be viable"
    assert isinstance(held, RiskSection)
    choose(qtbot, held.scores.boxes["current_likelihood"], 4)
    choose(qtbot, held.scores.boxes["current_impact"], 5)
    risk = registers.plan.table(Risk)[key]
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
    assert counts(registers)["Risks"] == "1"
    press(qtbot, Qt.Key.Key_O, ALT)
    (issue,) = registers.plan.table(Issue).values()
    assert (issue.risk, issue.raised_on) == (key, date.today().isoformat())
    assert registers.entry.key == Issue.TABLE
    assert section(registers, Issue.TABLE).key == issue.id
    assert (counts(registers)["Risks"], counts(registers)["Issues"]) == ("0", "1")
    section(registers, Risk.TABLE).view.setFocus()
    press(qtbot, Qt.Key.Key_I, ALT)
    assert registers.entry.key == Issue.TABLE
    assert len(registers.plan.table(Issue)) == 1


def test_a_score_typed_into_the_table_outside_1_to_5_is_refused_in_a_sentence(
    qtbot: QtBot, registers: RegistersScreen, message: Callable[[], QMessageBox]
) -> None:
    key = edits.add(registers.plan, Risk, event="One", current_impact=3)
    registers.session.do(
        lambda: edits.change(registers.plan, Risk, [key], current_impact=9), registers
    )
    assert "whole number from 1 (negligible) to 5 (severe)" in message().text()
    message().close()
    assert registers.plan.table(Risk)[key].current_impact == 3


def test_registers_are_turned_by_keys_and_entered(qtbot: QtBot, registers: RegistersScreen) -> None:
    edits.add(registers.plan, Issue, name="One")
    assert registers.list.hasFocus()
    press(qtbot, Qt.Key.Key_PageDown, CTRL)
    assert registers.entry.key == HEAT
    press(qtbot, Qt.Key.Key_PageDown, CTRL)
    assert registers.entry.key == Issue.TABLE
    press(qtbot, Qt.Key.Key_Return)
    assert section(registers, Issue.TABLE).view.hasFocus()
    press(qtbot, Qt.Key.Key_PageUp, CTRL)
    assert registers.entry.key == HEAT


def test_filters_leave_away_and_a_new_record_gets_what_is_looked_at(
    qtbot: QtBot, registers: RegistersScreen
) -> None:
    for name, area in (("Staff", "learning"), ("Wards", "mental"), ("Guidance", None)):
        edits.add(registers.plan, Risk, event=name, service_area=area)
    held = section(registers, Risk.TABLE)
    held.words.setFocus()
    qtbot.keyClicks(held.words, "learning")
    press(qtbot, Qt.Key.Key_Return)
    assert [held.table.id_at(row) for row in range(held.model.rowCount())] == [
        next(
            key
            for key in registers.plan.table(Risk)
            if registers.plan.records.name("risk", key) == "Staff"
        )
    ]
    assert held.count.text() == "1 of 3 shown"
    press(qtbot, Qt.Key.Key_A, CTRL | SHIFT)
    assert (held.model.rowCount(), held.words.text()) == (3, "")
    choose(qtbot, held.area_box, 1)
    choose(qtbot, held.stage_box, 2)
    assert held.model.rowCount() == 1
    press(qtbot, Qt.Key.Key_N, CTRL)
    made = registers.plan.table(Risk)[held.key]
    assert (made.service_area, made.stage) == ("adults", "align")
    registers.find("guid")
    assert held.model.rowCount() == 0
    held.select(
        next(key for key, row in registers.plan.table(Risk).rows.items() if "Guidance" in row)
    )
    assert held.model.rowCount() == 4


def test_sorting_goes_up_down_and_back_to_peoples_order(
    qtbot: QtBot, registers: RegistersScreen
) -> None:
    for name, likelihood in (("B", 2), ("A", 5), ("C", 3)):
        edits.add(registers.plan, Risk, event=name, current_likelihood=likelihood, current_impact=3)
    held = section(registers, Risk.TABLE)

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


def test_a_record_moves_past_its_neighbour_in_sight(
    qtbot: QtBot, registers: RegistersScreen
) -> None:
    keys = [
        edits.add(registers.plan, Risk, event=name, service_area=area)
        for name, area in (("A", "mental"), ("B", "learning"), ("C", "mental"))
    ]
    held = section(registers, Risk.TABLE)
    held.words.setText("mental")
    held.apply_filter()
    held.select(keys[2])
    held.view.setFocus()
    press(qtbot, Qt.Key.Key_Up, ALT)
    assert held.table.ids == [keys[2], keys[0]]
    assert [risk.event for risk in registers.plan.table(Risk).ordered()] == ["C", "B", "A"]


def test_problems_lead_to_their_records(registers: RegistersScreen) -> None:
    key = edits.add(registers.plan, Action, name="No owner")
    edits.change(registers.plan, BudgetLine, ["homes", "wards"], provider="Shaw")
    places = {held.place.table: held.place for held in registers.plan.problems}
    registers.show_place(places[Action.TABLE])
    assert section(registers, Action.TABLE).key == key
    registers.show_place(places[TWICE])
    part = registers.part
    assert isinstance(part, TwicePanel)
    assert part.chosen is not None


def test_what_changes_while_another_register_is_shown_is_there_when_it_is_turned_to(
    registers: RegistersScreen,
) -> None:
    issues = section(registers, Issue.TABLE)
    section(registers, Risk.TABLE)
    edits.add(registers.plan, Issue, name="Meanwhile")
    assert section(registers, Issue.TABLE) is issues
    assert issues.count.text() == "1"
    assert issues.form_card.isVisible()


def test_a_file_is_brought_in_after_saying_what_would_change(
    qtbot: QtBot, registers: RegistersScreen, tmp_path: Path, message: Callable[[], QMessageBox]
) -> None:
    path = tmp_path / "issues.csv"
    path.write_text("Issue,Source\nReview rejected,004 para 32\n", encoding="utf-8")
    register = section(registers, Issue.TABLE).register
    with qtbot.waitSignal(registers.files.brought_in, timeout=20_000) as told:
        registers.files.read(register, path)
        qtbot.waitUntil(lambda: asked() is not None, timeout=20_000)
        box = message()
        assert "1 new, 0 changed" in box.text()
        assert 'Row 2: new, "Review rejected"' in box.informativeText()
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told.args is not None
    assert "1 new" in told.args[0]
    (issue,) = registers.plan.table(Issue).values()
    assert issue.source == "004 para 32"
    out = tmp_path / "out.csv"
    registers.files.write(register, out)
    assert "Review rejected" in out.read_text(encoding="utf-8-sig")
    message().close()


def test_every_control_has_a_name_and_commands_differ(registers: RegistersScreen) -> None:
    for row in range(registers.model.rowCount()):
        registers.list.select(row)
        offered = [held for held in registers.actions_offered() if not held.isSeparator()]
        keys = [held.shortcut().toString() for held in offered]
        assert len(keys) == len(set(keys)), keys
        part = registers.part
        for box in part.findChildren(QComboBox):
            assert box.accessibleName(), registers.entry.title


def test_in_a_narrow_window_a_box_takes_the_place_of_the_list(
    qtbot: QtBot, registers: RegistersScreen
) -> None:
    registers.resize(760, 520)
    assert registers.box.isVisible()
    assert not registers.card.isVisible()
    registers.take_focus()
    assert registers.box.hasFocus()
    choose(qtbot, registers.box, 2)
    assert registers.entry.key == Issue.TABLE


def test_a_register_stands_alike_while_the_plan_is_shown_another_way(
    registers: RegistersScreen,
) -> None:
    keys = [edits.add(registers.plan, Risk, event=name, state="closed") for name in ("A", "B")]
    edits.add(registers.plan, Risk, event="Open one")
    held = section(registers, Risk.TABLE)
    held.state_box.setCurrentIndex(held.state_box.findData("closed"))
    held.apply_filter()
    held.select(keys[1])
    stood = standing_of(registers)
    other = RegistersScreen(registers.session)
    put_back(other, stood)
    part = section(other, Risk.TABLE)
    assert (part.table.ids, part.key) == (keys, keys[1])
    other.deleteLater()


def test_turning_to_a_register_opens_no_window_and_keeps_the_keyboard(
    qtbot: QtBot, registers: RegistersScreen
) -> None:
    shown: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            is_shown = event.type() == QEvent.Type.Show
            if is_shown and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(type(watched).__name__)
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    for _ in range(registers.model.rowCount()):
        press(qtbot, Qt.Key.Key_PageDown, CTRL)
        assert registers.list.hasFocus()
    QApplication.instance().removeEventFilter(watch)
    assert shown == []
