"""Lessons, actions, benefits, contracts and providers bought twice, by the keyboard alone."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.problems import Place
from jcplanner.domain.registers import (
    Action,
    Benefit,
    BenefitAmount,
    Contract,
    ContractShare,
    Lesson,
)
from jcplanner.gui.screens.registers import RegistersScreen
from jcplanner.gui.screens.registers_kinds import BenefitSection, ContractSection
from jcplanner.gui.screens.registers_twice import TwicePanel
from jcplanner.plan import edits
from tests.gui.screens.registers_keys import ALT, counts, press, section


def test_a_lesson_is_applied_and_verified_by_keys(
    qtbot: QtBot, registers: RegistersScreen, message: Callable[[], QMessageBox]
) -> None:
    key = edits.add(registers.plan, Lesson, name="Record benefits formally")
    held = section(registers, Lesson.TABLE)
    held.view.setFocus()
    press(qtbot, Qt.Key.Key_P, ALT)
    assert "Say where the lesson was applied, or how" in message().text()
    message().close()
    edits.change(
        registers.plan, Lesson, [key], applied="A register is kept", verified_by="The Board"
    )
    held.view.setFocus()
    press(qtbot, Qt.Key.Key_P, ALT)
    assert registers.plan.table(Lesson)[key].state == "applied"
    press(qtbot, Qt.Key.Key_R, ALT)
    held_lesson = registers.plan.table(Lesson)[key]
    assert (held_lesson.state, held_lesson.verified_on) == ("verified", date.today().isoformat())
    assert counts(registers)["Lessons"] == "0"


def test_an_action_is_done_today(qtbot: QtBot, registers: RegistersScreen) -> None:
    key = edits.add(registers.plan, Action, name="Bring back proposals for decision")
    section(registers, Action.TABLE).view.setFocus()
    press(qtbot, Qt.Key.Key_D, ALT)
    assert registers.plan.table(Action)[key].done_on == date.today().isoformat()


def test_benefits_are_typed_by_year_and_nil_is_said(
    qtbot: QtBot, registers: RegistersScreen
) -> None:
    key = edits.add(registers.plan, Benefit, name="Care well coordinated")
    held = section(registers, Benefit.TABLE)
    assert isinstance(held, BenefitSection)
    held.grid_view.setFocus()
    held.grid_view.go_to(0, 1)
    held.grid_view.edit(held.grid_view.currentIndex())
    editor = held.grid_view.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "0")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(registers.plan.table(BenefitAmount)))
    (amount,) = registers.plan.table(BenefitAmount).values()
    assert (amount.benefit, amount.year, amount.planned) == (key, 2017, 0)
    assert "It is not planned to save money" in held.said.text()


def test_shares_of_a_contract_are_typed_and_added_up(
    qtbot: QtBot, registers: RegistersScreen
) -> None:
    key = edits.add(registers.plan, Contract, name="Care homes", value=100_00)
    held = section(registers, Contract.TABLE)
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
    assert registers.plan.table(ContractShare)[f"{key}:c"].line == "homes"
    field = held.shares.shares["n"]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "most")
    press(qtbot, Qt.Key.Key_Return)
    assert "not a percentage" in held.shares.fault.text()
    assert registers.plan.table(ContractShare)[f"{key}:n"].share == 3_000


def test_the_same_provider_bought_twice_leads_to_lines_and_to_a_joint_contract(
    qtbot: QtBot, registers: RegistersScreen
) -> None:
    edits.change(registers.plan, BudgetLine, ["homes"], provider="Shaw Homes")
    edits.change(registers.plan, BudgetLine, ["wards"], provider="shaw  homes")
    assert counts(registers)["Bought twice"] == "1"
    press(qtbot, Qt.Key.Key_T, ALT)
    part = registers.part
    assert isinstance(part, TwicePanel)
    assert part.model.texts(0)[1:] == ("CCG, Council", "2", "No")
    wanted: list[Place] = []
    registers.session.place_wanted.connect(wanted.append)
    part.take_focus()
    press(qtbot, Qt.Key.Key_L, ALT)
    assert wanted == [Place("budgets", "budget_line", "homes")]
    press(qtbot, Qt.Key.Key_J, ALT)
    (contract,) = registers.plan.table(Contract).values()
    assert contract.provider == "Shaw Homes"
    assert {held.line for held in registers.plan.table(ContractShare).values()} == {
        "homes",
        "wards",
    }
    assert registers.entry.key == Contract.TABLE
    assert counts(registers)["Bought twice"] == ""
