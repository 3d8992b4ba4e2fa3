import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit

from jcplanner.domain.partners import Partner
from jcplanner.gui.tables.record_table import RecordTable
from jcplanner.gui.tables.table_view import TableView
from jcplanner.plan.plan import Plan

KEY = Qt.Key


@pytest.fixture
def view(qtbot, plan: Plan) -> TableView:
    made = TableView(name="Partners")
    made.setModel(RecordTable(plan, Partner, columns=("name", "short_name", "kind"), parent=made))
    made.resize(600, 300)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    made.go_to(0, 0)
    return made


def place(view: TableView) -> tuple[int, int]:
    return view.currentIndex().row(), view.currentIndex().column()


def test_typing_replaces_and_enter_goes_down(qtbot, plan: Plan, view: TableView):
    qtbot.keyClicks(view.viewport(), "T")
    editor = view.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "own")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: plan.table(Partner)["c"].name == "Town")
    qtbot.waitUntil(lambda: place(view) == (1, 0))


def test_f2_edits_what_is_there_and_escape_leaves_it(qtbot, plan: Plan, view: TableView):
    qtbot.keyClick(view.viewport(), KEY.Key_F2)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "The Council"
    qtbot.keyClicks(editor, "x")
    qtbot.keyClick(editor, KEY.Key_Escape)
    assert plan.table(Partner)["c"].name == "The Council"
    assert place(view) == (0, 0)


def test_tab_goes_right_without_opening_the_next_editor(qtbot, plan: Plan, view: TableView):
    qtbot.keyClick(view.viewport(), KEY.Key_F2)
    editor = view.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClick(editor, KEY.Key_Tab)
    qtbot.waitUntil(lambda: place(view) == (0, 1))
    assert view.state() != TableView.State.EditingState


def test_a_choice_is_made_by_typing_part_of_it(qtbot, plan: Plan, view: TableView):
    view.go_to(0, 2)
    view.edit(view.currentIndex())
    box = view.findChild(QComboBox)
    assert box is not None
    box.lineEdit().setText("federation")
    qtbot.keyClick(box, KEY.Key_Return)
    qtbot.waitUntil(lambda: plan.table(Partner)["c"].kind == "GP federation")


def test_a_choice_opens_on_the_first_key(qtbot, plan: Plan, view: TableView):
    view.go_to(0, 2)
    qtbot.keyClick(view, KEY.Key_I)
    box = view.findChild(QComboBox)
    assert box is not None
    assert box.currentText() == "i"
    qtbot.keyClicks(box, "cb")
    qtbot.keyClick(box, KEY.Key_Return)
    qtbot.waitUntil(lambda: plan.table(Partner)["c"].kind == "ICB")
    qtbot.waitUntil(lambda: place(view) == (1, 2))


def test_one_enter_takes_the_suggestion(qtbot, plan: Plan, view: TableView):
    view.activateWindow()
    qtbot.waitActive(view)
    view.go_to(0, 2)
    view.edit(view.currentIndex())
    box = view.findChild(QComboBox)
    assert box is not None
    qtbot.keyClicks(box, "feder")
    popup = box.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, KEY.Key_Return)
    qtbot.waitUntil(lambda: plan.table(Partner)["c"].kind == "GP federation")
    qtbot.waitUntil(lambda: view.state() != TableView.State.EditingState)


def test_a_word_that_is_no_choice_is_refused(qtbot, plan: Plan, view: TableView, message):
    view.go_to(0, 2)
    view.edit(view.currentIndex())
    box = view.findChild(QComboBox)
    assert box is not None
    box.lineEdit().setText("spaceship")
    qtbot.keyClick(box, KEY.Key_Return)
    qtbot.wait(20)  # Qt ends the editing after the key has been dealt with
    assert message().text().startswith("Kind is one of: council, CCG")
    message().close()
    assert plan.table(Partner)["c"].kind == "council"


def test_a_refused_edit_is_told_plainly(qtbot, view: TableView, message):
    view.model().setData(view.model().index(0, 0), "")
    assert message().text() == "Name cannot be blank."
    message().close()


def test_a_block_is_copied_as_tab_separated_text(view: TableView):
    model = view.model()
    block = QItemSelection(model.index(0, 1), model.index(1, 2))
    view.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    view.copy()
    assert QGuiApplication.clipboard().text() == "Council\tCouncil\nCCG\tCCG"


def test_f6_leaves_the_table(qtbot, view: TableView):
    told: list[bool] = []
    view.focusNextPrevChild = lambda forward: told.append(forward) or True
    qtbot.keyClick(view, KEY.Key_F6)
    qtbot.keyClick(view, KEY.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert told == [True, False]


def test_delete_is_told(qtbot, view: TableView):
    with qtbot.waitSignal(view.delete_wanted):
        qtbot.keyClick(view, KEY.Key_Delete)


def test_it_has_a_name_for_screen_readers(view: TableView):
    assert view.accessibleName() == "Partners"
