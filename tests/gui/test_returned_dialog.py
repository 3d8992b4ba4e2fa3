"""A workbook that came back, in the window: ticks, what is accepted, what is said."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.partners import Partner
from jcplanner.exchange.partner_return import export_return
from jcplanner.exchange.returned import read_returned
from jcplanner.gui.returned_card import ReturnedCard
from jcplanner.gui.returned_dialog import LOOK, NEW, OLD, TICK, ReturnedDialog
from jcplanner.gui.screens.exchange import ExchangeScreen
from jcplanner.gui.session import Session
from jcplanner.plan import edits

HEAD = 5


@pytest.fixture
def session(plan):
    made = Session(plan)
    yield made
    made.close()


@pytest.fixture
def sent(excel: Any, plan, tmp_path) -> Path:
    """The Council's lines, filled in: a conflict, a plain amount, a code, and text for an amount."""
    path = tmp_path / "council.xlsx"
    export_return(plan, "c", path)
    excel.write(path, "homes", "2016/17", 1500)
    excel.write(path, "homes", "2018/19", 1600)
    excel.write(path, "charges", "Code", "=C1")
    excel.write(path, "charges", "Provider", "<b>Several</b>")
    excel.write(path, "charges", "2016/17", "to follow")
    edits.set_amounts(plan, {("homes", 2016): 100_000})
    return path


@pytest.fixture
def dialog(qtbot, session, plan, sent):
    made = ReturnedDialog(session, read_returned(plan, sent))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    return made


def shown(dialog: ReturnedDialog) -> list[list[str]]:
    model = dialog.model
    return [
        [str(model.index(row, column).data() or "") for column in range(1, 6)]
        for row in range(model.rowCount())
    ]


def test_it_lists_old_and_new_and_says_conflicts_in_words(dialog):
    assert shown(dialog) == [
        ["Homes", "2016/17", "£1,000.00", "£1,500.00", "the plan has changed this too; it was £1,234.56"],
        ["Homes", "2018/19", "blank", "£1,600.00", ""],
        ["Client charges", "Provider", "blank", "<b>Several</b>", ""],
    ]  # fmt: skip
    no_result = "a formula has no saved result; save the workbook in Excel first"
    assert [dialog.remarks.texts(row) for row in range(2)] == [
        ["7", f'"Client charges", Code was not taken: {no_result}.'],
        ["7", '"Client charges", 2016/17 was not taken: "to follow" is text where an amount belongs.'],
    ]  # fmt: skip


def test_what_the_plan_has_changed_too_is_not_ticked(dialog):
    assert dialog.model.ticked == [False, True, True]
    assert dialog.count.text() == "2 of 3 ticked"
    assert dialog.accept_button.text() == "Accept 2 differences"


def test_all_and_none_can_be_ticked(qtbot, dialog):
    dialog.all_button.click()
    assert dialog.accept_button.text() == "Accept 3 differences"
    qtbot.keyClick(
        dialog,
        Qt.Key.Key_N,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert dialog.model.ticked == [False] * 3
    assert not dialog.accept_button.isEnabled()


def test_space_ticks_the_selected_rows(qtbot, dialog):
    dialog.view.select(0)
    qtbot.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.model.ticked == [True, True, True]
    dialog.view.selectAll()
    qtbot.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.model.ticked == [False, False, False]


def test_a_click_on_the_box_ticks_its_row_only(qtbot, dialog):
    dialog.view.select(2)
    box = dialog.view.visualRect(dialog.model.index(0, TICK)).center()
    qtbot.mouseClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert dialog.model.ticked == [True, True, True]
    beside = dialog.view.visualRect(dialog.model.index(1, NEW)).center()
    qtbot.mouseClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert dialog.model.ticked == [True, True, True]


def test_ticked_differences_come_in_as_one_step(qtbot, dialog, plan):
    steps = len(plan.steps)
    with qtbot.waitSignal(dialog.taken) as said:
        dialog.accept_button.click()
    assert said.args == ["council.xlsx: 2 differences accepted, 1 not."]
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert len(plan.steps) == steps + 1 and plan.undo_name == "Take back council.xlsx"
    assert plan.table(BudgetAmount)["homes:2018"].amount == 160_000
    assert plan.table(BudgetAmount)["homes:2016"].amount == 100_000
    assert plan.table(BudgetLine)["charges"].provider == "<b>Several</b>"


def test_closing_it_changes_nothing(dialog, plan):
    steps = len(plan.steps)
    dialog.close_button.click()
    assert len(plan.steps) == steps


def test_a_plan_changed_behind_it_takes_nothing(dialog, plan, message: Callable[[], QMessageBox]):
    edits.set_amounts(plan, {("homes", 2018): 1})
    dialog.accept_button.click()
    assert "has changed since council.xlsx was read" in message().text()
    message().close()
    assert dialog.isVisible()
    assert plan.table(BudgetLine)["charges"].provider == ""


def test_the_whole_of_a_long_text_can_be_read(dialog):
    dialog.view.select(0)
    assert dialog.whole.toPlainText() == (
        "The plan has: £1,000.00\nThe workbook has: £1,500.00\n"
        "Look twice: the plan has changed this too; it was £1,234.56"
    )


def test_it_is_read_out_in_words(dialog):
    spoken = dialog.model.index(0, OLD).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("not to be accepted, Homes, 2016/17, £1,000.00, £1,500.00")
    assert dialog.view.accessibleName() == "Differences"


def test_a_workbook_without_differences_says_so(qtbot, session, plan, tmp_path):
    export_return(plan, "n", tmp_path / "ccg.xlsx")
    made = ReturnedDialog(session, read_returned(plan, tmp_path / "ccg.xlsx"))
    qtbot.addWidget(made)
    made.show()
    assert made.none.isVisible() and not made.accept_button.isVisible()


def test_a_step_that_is_not_known_ticks_nothing(qtbot, session, plan, sent):
    returned = read_returned(plan, sent)
    returned.since = None
    made = ReturnedDialog(session, returned)
    qtbot.addWidget(made)
    assert made.model.ticked == [False, False, False]
    assert made.model.index(0, LOOK).isValid()


def test_the_card_reads_a_workbook_and_offers_to_undo(qtbot, session, plan, sent):
    card = ReturnedCard(session)
    qtbot.addWidget(card)
    card.show()
    card.take_back_from(sent)
    qtbot.waitUntil(lambda: card.dialog is not None, timeout=20_000)
    card.dialog.accept_button.click()
    qtbot.waitUntil(card.strip.isVisible)
    assert card.strip.text.text() == "council.xlsx: 2 differences accepted, 1 not."
    card.strip.undo_button.click()
    assert plan.table(BudgetLine)["charges"].provider == ""


def test_a_file_that_is_not_ours_is_refused_in_words(
    qtbot, session, tmp_path, message: Callable[[], QMessageBox]
):
    openpyxl.Workbook().save(tmp_path / "foreign.xlsx")
    card = ReturnedCard(session)
    qtbot.addWidget(card)
    card.show()
    card.take_back_from(tmp_path / "foreign.xlsx")

    def refused() -> None:
        assert "not a workbook that jcplanner wrote" in message().text()

    qtbot.waitUntil(refused, timeout=20_000)
    message().close()
    assert card.dialog is None


def test_a_partners_lines_are_sent_from_the_card(qtbot, session, plan, tmp_path):
    screen = ExchangeScreen(session)
    qtbot.addWidget(screen)
    screen.show()
    card = screen.returned_card
    assert [card.partner.itemText(at) for at in range(card.partner.count())] == ["Council", "CCG"]
    card.partner.setCurrentIndex(1)
    card.send_to(card.partner.currentData(), tmp_path / "ccg.xlsx")
    qtbot.waitUntil(lambda: card.written is not None, timeout=20_000)
    assert card.where.text().startswith("Written: ccg.xlsx")
    assert read_returned(plan, tmp_path / "ccg.xlsx").partner == "n"
    edits.change(plan, Partner, ["n"], short_name="ICB")
    screen.refresh()
    assert card.partner.currentText() == "ICB"
