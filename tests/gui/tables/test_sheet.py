"""Sheets: yellow cells, what they take as one step, and what they tell views and screen readers."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from jcplanner.domain.column import Column, Kind
from jcplanner.domain.problems import Refusal
from jcplanner.gui import style
from jcplanner.gui.tables import roles
from jcplanner.gui.tables.sheet import Sheet, SheetCell, SheetRow, SheetView, Values
from jcplanner.plan.plan import Plan

AMOUNT = Column("amount", "Amount", Kind.MONEY)
STATE = Column("state", "State", Kind.CHOICE, default="open", choices=("open", "shut"))


class Written:
    """What a sheet handed over, step by step."""

    def __init__(self) -> None:
        self.steps: list[dict] = []

    def __call__(self, values: Values) -> None:
        if -100 in values.values():
            raise Refusal("Nothing below zero.")
        self.steps.append(dict(values))


def rows(amount: int | None = 1_200_50) -> list[SheetRow]:
    return [
        SheetRow(
            key,
            (
                SheetCell(key.capitalize()),
                SheetCell("Open", STATE, "open"),
                SheetCell("1,201" if amount else "", AMOUNT, amount, faint="7", tip="In full"),
            ),
        )
        for key in ("first", "second")
    ] + [
        SheetRow(
            "all", (SheetCell("All"), SheetCell(), SheetCell("2,401", tone="bad")), strong=True
        )
    ]


@pytest.fixture
def written() -> Written:
    return Written()


@pytest.fixture
def view(qtbot: QtBot, plan: Plan, written: Written) -> Iterator[SheetView]:
    sheet = Sheet(plan, ("Who", "State", "Amount"), written, right=(2,), tips={2: "In pounds"})
    sheet.put(rows())
    made = SheetView(sheet, "A sheet")
    qtbot.addWidget(made)
    made.resize(420, 200)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    yield made
    made.close()


def test_cells_say_what_they_are(view: SheetView):
    sheet = view.sheet
    assert sheet.index(0, 2).data(roles.EDIT) == "1,200.50"
    assert sheet.index(0, 2).data(roles.SPOKEN) == "First, Amount: 1,201"
    assert sheet.index(0, 2).data(roles.ALIGN) == roles.RIGHT
    assert sheet.index(0, 1).data(roles.CHOICES) == [("open", "Open"), ("shut", "Shut")]
    assert sheet.index(2, 0).data(roles.GROUP) == (False, 0, "")
    assert sheet.headerData(2, Qt.Orientation.Horizontal, roles.TIP) == "<qt>In pounds</qt>"
    editable = Qt.ItemFlag.ItemIsEditable
    assert [bool(sheet.flags(sheet.index(0, at)) & editable) for at in range(3)] == [
        False,
        True,
        True,
    ]
    sheet.put(rows(None))
    assert sheet.index(0, 2).data(roles.SPOKEN) == "First, Amount: 7"


def test_a_typed_text_is_read_by_its_column_and_the_same_value_is_no_step(
    view: SheetView, written: Written
):
    sheet = view.sheet
    assert sheet.setData(sheet.index(0, 2), "1,200.50")
    assert written.steps == []
    assert sheet.setData(sheet.index(0, 2), "2k")
    assert sheet.setData(sheet.index(1, 1), "shut", roles.VALUE)
    assert written.steps == [{("first", "amount"): 2_000_00}, {("second", "state"): "shut"}]


def test_what_cannot_be_read_or_is_refused_is_told(qtbot: QtBot, view: SheetView):
    sheet = view.sheet
    for text, words in (("much", '"much" is not an amount'), ("-1", "Nothing below zero.")):
        with qtbot.waitSignal(sheet.refused) as told:
            assert not sheet.setData(sheet.index(0, 2), text)
        assert told.args is not None
        assert told.args[0].startswith(words)
    for box in view.findChildren(QMessageBox):
        box.close()


def test_blanking_leaves_choices_and_totals_as_they_are(
    qtbot: QtBot, view: SheetView, written: Written
):
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert written.steps == [{("first", "amount"): None, ("second", "amount"): None}]


def test_a_block_is_pasted_as_one_step_and_what_does_not_fit_is_passed_by(
    qtbot: QtBot, view: SheetView, written: Written
):
    QGuiApplication.clipboard().setText("shut\t1\tx\nshut\t2\tx\nshut\t3\tx\nshut\t4\tx")
    view.go_to(0, 1)
    qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert written.steps == [
        {
            ("first", "state"): "shut",
            ("first", "amount"): 1_00,
            ("second", "state"): "shut",
            ("second", "amount"): 2_00,
        }
    ]


def test_a_cell_to_be_read_opens_by_enter_and_by_double_click(qtbot: QtBot, view: SheetView):
    view.go_to(1, 0)
    with qtbot.waitSignal(view.opened):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    at = view.visualRect(view.sheet.index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(view.opened):
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.key() == "first"


def test_the_cursor_stays_where_the_same_rows_are_put_again(view: SheetView):
    view.go_to(1, 2)
    view.sheet.put(rows(5))
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 2)
    view.sheet.put(rows()[:1])
    assert not view.currentIndex().isValid()


def test_cells_to_type_in_stand_on_the_colour_of_input_in_both_looks(
    qtbot: QtBot, qapp, view: SheetView
):
    view.go_to(2, 0)
    for dark in (True, False):
        style.apply(qapp, dark=dark)
        picture = view.viewport().grab().toImage()
        palette = style.colours()
        found = []
        for row, column in ((0, 2), (0, 0)):
            rect = view.visualRect(view.sheet.index(row, column))
            found.append(picture.pixelColor(rect.left() + 3, rect.top() + 3).name())
        assert found == [palette.input, palette.surface]
