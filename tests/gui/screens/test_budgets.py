"""The Budgets screen driven as people drive it: keys, clipboard, menus and dialogs."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLineEdit, QWidget

from jcplanner.domain.budgets import BudgetAmount, BudgetLine
from jcplanner.domain.problems import Place
from jcplanner.gui import style
from jcplanner.gui.actions import ACTIONS
from jcplanner.gui.history_dialog import HistoryDialog
from jcplanner.gui.screens.budgets import BudgetsScreen
from jcplanner.gui.screens.budgets_dialogs import NoteDialog, PercentDialog, PickDialog
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.grid_filters import Filter
from jcplanner.plan.plan import Plan

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(qtbot, plan: Plan) -> Iterator[BudgetsScreen]:
    edits.set_details(plan, unit="pounds")
    session = Session(plan)
    made = BudgetsScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.addActions([action for action in made.actions_offered() if not action.menu()])
    made.show()
    qtbot.waitExposed(made)
    made.pane.table.setFocus()
    yield made
    made.close()
    session.close()


def at(screen: BudgetsScreen, line: str, key: str) -> None:
    """Put the cursor on a cell."""
    screen.pane.table.go_to(screen.view.row_of[line], screen.grid.column_of(key))


def choose(screen: BudgetsScreen, first: tuple[str, str], last: tuple[str, str]) -> None:
    """Select a block from one cell to another."""
    grid = screen.grid
    ends = [
        grid.index(screen.view.row_of[line], grid.column_of(key)) for line, key in (first, last)
    ]
    at(screen, *first)
    screen.pane.table.selectionModel().select(
        QItemSelection(*ends), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )


def command(screen: BudgetsScreen, words: str) -> None:
    """Trigger a command of the screen by its words."""
    found = [
        action
        for action in screen.actions_offered()
        if action.text().replace("&", "").startswith(words)
    ]
    assert len(found) == 1, [action.text() for action in found]
    found[0].trigger()


def opened(screen: QWidget, kind: type[QDialog]) -> QDialog:
    found = [held for held in screen.window().findChildren(kind) if held.isVisible()]
    assert len(found) == 1
    return found[0]


def shown(screen: BudgetsScreen, line: str, key: str) -> str:
    return screen.grid.index(screen.view.row_of[line], screen.grid.column_of(key)).data()


def amount(plan: Plan, line: str, year: int) -> int | None:
    held = plan.table(BudgetAmount).get(f"{line}:{year}")
    return None if held is None else held.amount


def test_it_opens_with_the_cursor_on_the_first_figure(screen: BudgetsScreen):
    index = screen.pane.table.currentIndex()
    assert screen.grid.line_at(index.row()) == "homes"
    assert index.data() == "1,235"
    assert screen.head.title.about.text() == "3 lines; income in brackets"
    assert screen.pane.totals.model().index(0, 0).data() == "All lines shown"


def test_a_figure_is_typed_and_the_totals_follow_at_once(qtbot, plan: Plan, screen: BudgetsScreen):
    at(screen, "wards", "2016")
    qtbot.keyClicks(screen.pane.table.viewport(), "1")
    editor = screen.pane.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "2k")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: amount(plan, "wards", 2016) == 1_200_000)
    totals = screen.pane.totals.model()
    assert totals.index(0, screen.grid.column_of("2016")).data() == "13,000"


def test_copying_and_pasting_back_changes_nothing(plan: Plan, screen: BudgetsScreen):
    screen.pane.table.selectAll()
    screen.pane.table.copy()
    text = QGuiApplication.clipboard().text()
    assert "1,234.56" in text
    assert "(234.56)" in text
    steps = len(plan.steps)
    command(screen, "Paste")
    assert len(plan.steps) == steps


def test_a_block_from_excel_is_one_step(plan: Plan, screen: BudgetsScreen):
    QGuiApplication.clipboard().setText("£1,000\t2,000\r\n(300)\t(400)\r\n")
    at(screen, "homes", "2016")
    command(screen, "Paste")
    assert plan.undo_name == "Paste 4 cells"
    assert screen.bar.said.text() == "Pasted 4 cells."
    assert (amount(plan, "homes", 2017), amount(plan, "charges", 2017)) == (200_000, 40_000)
    plan.undo()
    assert amount(plan, "homes", 2017) == 130_000


def test_a_block_that_does_not_fit_is_refused_in_words(plan: Plan, screen: BudgetsScreen, message):
    QGuiApplication.clipboard().setText("1\n2\n3")
    at(screen, "charges", "2016")
    command(screen, "Paste")
    assert "would cover the subtotal" in message().text()
    message().close()
    assert amount(plan, "charges", 2016) == 23_456


def test_fill_down_and_right(plan: Plan, screen: BudgetsScreen):
    choose(screen, ("homes", "2016"), ("charges", "2016"))
    command(screen, "Fill down")
    assert amount(plan, "charges", 2016) == 123_456
    plan.undo()
    at(screen, "wards", "2016")
    command(screen, "Fill right by the")
    assert [amount(plan, "wards", year) for year in (2017, 2018, 2019)] == [
        918_000,
        936_360,
        955_087,
    ]
    assert plan.undo_name == "Fill right +2%"
    choose(screen, ("homes", "2016"), ("homes", "2017"))
    screen.edits.fill_right()
    assert amount(plan, "homes", 2017) == 123_456
    assert amount(plan, "homes", 2018) is None


def test_the_percentage_is_asked_for_and_remembered(qtbot, plan: Plan, screen: BudgetsScreen):
    at(screen, "wards", "2016")
    command(screen, "Fill right by…")
    dialog = opened(screen, PercentDialog)
    dialog.typed.setText("lots")
    dialog.accept()
    assert "not an amount" in dialog.fault.text()
    dialog.typed.setText("-1.5%")
    qtbot.keyClick(dialog.typed, KEY.Key_Return)
    assert amount(plan, "wards", 2017) == 886_500
    assert screen.head.fill.text() == "Fill right -1.5%"


def test_chosen_amounts_change_by_percent(plan: Plan, screen: BudgetsScreen):
    choose(screen, ("homes", "2016"), ("charges", "2017"))
    command(screen, "Change amounts")
    dialog = opened(screen, PercentDialog)
    dialog.typed.setText("10")
    dialog.accept()
    assert (amount(plan, "homes", 2016), amount(plan, "charges", 2016)) == (135_802, 25_802)


def test_delete_blanks_and_undo_brings_back(qtbot, plan: Plan, screen: BudgetsScreen):
    choose(screen, ("homes", "2016"), ("homes", "2017"))
    qtbot.keyClick(screen.pane.table, KEY.Key_Delete)
    assert amount(plan, "homes", 2016) is None
    assert plan.undo_name == "Blank 2 cells"
    plan.undo()
    assert shown(screen, "homes", "2017") == "1,300"


def test_lines_are_put_into_an_area_found_by_typing(qtbot, plan: Plan, screen: BudgetsScreen):
    choose(screen, ("homes", "2016"), ("charges", "2016"))
    command(screen, "Put into service area")
    dialog = opened(screen, PickDialog)
    qtbot.keyClicks(dialog.typed, "ment")
    qtbot.keyClick(dialog.typed, KEY.Key_Return)
    assert {plan.table(BudgetLine)[line].service_area for line in ("homes", "charges")} == {
        "mental"
    }
    assert plan.undo_name == "Put 2 lines into Mental health"
    assert screen.grid.line_at(screen.pane.table.currentIndex().row()) == "homes"


def test_partner_source_and_reporting_line_are_set_for_many(plan: Plan, screen: BudgetsScreen):
    for words, typed, name, value in (
        ("Set partner", "ccg", "partner", "n"),
        ("Set funding source", "base", "funding_source", "core"),
        ("Set reporting line", "Head of homes", "budget_holder", "Head of homes"),
    ):
        choose(screen, ("homes", "2016"), ("wards", "2016"))
        command(screen, words)
        dialog = opened(screen, PickDialog)
        dialog.typed.setText(typed)
        dialog.accept()
        assert {getattr(line, name) for line in plan.table(BudgetLine).values()} == {value}


def test_a_line_is_added_like_the_one_under_the_cursor_and_named(
    qtbot, plan: Plan, screen: BudgetsScreen
):
    at(screen, "wards", "2016")
    command(screen, "Add a line")
    editor = screen.pane.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Beds")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: "Beds" in {row.description for row in plan.table(BudgetLine).values()})
    made = next(row for row in plan.table(BudgetLine).values() if row.description == "Beds")
    assert (made.partner, made.service_area) == ("n", "mental")


def test_the_stage_can_be_shown_as_it_is_in_another_year(screen: BudgetsScreen):
    assert shown(screen, "wards", "stage") == "Integrate"
    menu = next(a.menu() for a in screen.actions_offered() if a.text() == "Stage in the &year")
    next(action for action in menu.actions() if action.text() == "2018/19").trigger()
    assert shown(screen, "wards", "stage") == "Not started"


def test_lines_are_copied_with_their_amounts(plan: Plan, screen: BudgetsScreen):
    at(screen, "homes", "2016")
    command(screen, "Copy the lines")
    made = next(r for r in plan.table(BudgetLine).values() if r.description == "Homes (copy)")
    assert amount(plan, made.id, 2016) == 123_456
    assert screen.grid.line_at(screen.pane.table.currentIndex().row()) == made.id


def test_removing_says_first_what_goes_along(plan: Plan, screen: BudgetsScreen, message):
    at(screen, "homes", "2016")
    command(screen, "Remove the lines")
    box = message()
    assert box.text() == 'Remove "Homes"?'
    assert "2 budget amounts go too" in box.informativeText()
    assert "homes" in plan.table(BudgetLine)
    next(button for button in box.buttons() if button.text() == "Remove").click()
    assert "homes" not in plan.table(BudgetLine)
    plan.undo()
    assert amount(plan, "homes", 2016) == 123_456


def test_notes_stand_on_the_figure_or_on_the_line(plan: Plan, screen: BudgetsScreen):
    at(screen, "homes", "2016")
    command(screen, "Note")
    dialog = opened(screen, NoteDialog)
    dialog.field.setPlainText("One year only")
    dialog.accept()
    assert plan.table(BudgetAmount)["homes:2016"].note == "One year only"
    at(screen, "homes", "description")
    command(screen, "Note")
    dialog = next(held for held in screen.findChildren(NoteDialog) if held.isVisible())
    dialog.field.setPlainText("See minute 4")
    dialog.accept()
    assert plan.table(BudgetLine)["homes"].note == "See minute 4"


def test_the_panel_tells_where_a_figure_comes_from_and_what_it_was(
    qtbot, plan: Plan, screen: BudgetsScreen
):
    edits.change(plan, BudgetLine, ["homes"], source_file="ledger.csv", source_row=214)
    edits.set_amounts(plan, {("homes", 2016): 39_500_000}, "Uplift")
    at(screen, "homes", "2016")
    panel = screen.figure
    qtbot.waitUntil(lambda: panel.figure.words.text() == "£395,000.00")
    assert panel.figure.caption.text() == "Homes, 2016/17"
    assert panel.was.text() == "was £1,234.56"
    assert panel.source.words.text() == "ledger.csv, row 214"
    assert panel.changed.words.text().endswith("Uplift")
    command(screen, "History of this figure")
    dialog = opened(screen, HistoryDialog)
    assert len(dialog.model.items) == 2
    dialog.close()


def test_filters_are_listed_and_taken_off(qtbot, screen: BudgetsScreen):
    screen.set_filter("description", Filter(typed="w"))
    assert list(screen.view.row_of) == ["wards"]
    assert screen.head.title.about.text().startswith("1 of 3 lines")
    chip = next(
        held
        for held in screen.bar.findChildren(QAbstractButton)
        if held.text().startswith("Line: w")
    )
    assert chip.accessibleName() == "Take off the filter Line: w"
    chip.click()
    assert len(screen.view.row_of) == 3
    assert screen.pane.isVisible()


def test_nothing_that_passes_is_said_with_the_way_back(screen: BudgetsScreen):
    screen.set_filter("description", Filter(typed="zebra"))
    assert screen.empty.isVisible()
    assert not screen.pane.isVisible()
    assert screen.empty.words.text() == "No line passes the filters"
    screen.empty.clear.click()
    assert screen.pane.isVisible()


def test_the_column_menu_sorts_and_filters_by_keyboard(qtbot, screen: BudgetsScreen):
    at(screen, "homes", "2016")
    command(screen, "Sort and filter")
    menu = screen.column_menu
    assert menu.isVisible()
    qtbot.keyClicks(menu.typed, "> 1k")
    qtbot.keyClick(menu.typed, KEY.Key_Return)
    assert set(screen.view.row_of) == {"homes", "wards"}
    command(screen, "Clear all filters")
    at(screen, "homes", "partner")
    command(screen, "Sort and filter")
    menu = screen.column_menu
    assert [menu.values.item(row).text() for row in range(menu.values.count())] == [
        "CCG",
        "Council",
    ]
    menu.values.item(0).setCheckState(Qt.CheckState.Checked)
    menu.apply()
    assert set(screen.view.row_of) == {"wards"}
    assert screen.head.partner.currentText() == "CCG"


def test_an_amount_that_cannot_be_read_as_a_filter_is_refused(screen: BudgetsScreen, message):
    screen.set_filter("2016", Filter(typed="lots"))
    assert '"lots" is not an amount' in message().text()
    message().close()
    assert screen.view.filters == {}


def test_a_click_on_a_header_sorts_up_then_down_then_not(qtbot, screen: BudgetsScreen):
    screen.arrange(grouping="")
    header = screen.pane.table.header
    place = screen.grid.column_of("description")
    screen.pane.table.horizontalScrollBar().setValue(0)
    spot = QPoint(header.sectionViewportPosition(place) + 12, header.height() // 2)
    orders = []
    for _ in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        orders.append([row for row in screen.view.rows if isinstance(row, str)])
    assert orders == [
        ["charges", "homes", "wards"],
        ["wards", "homes", "charges"],
        ["homes", "charges", "wards"],
    ]


def test_finding_goes_on_from_the_cursor(screen: BudgetsScreen):
    screen.find("council")
    assert screen.grid.line_at(screen.pane.table.currentIndex().row()) == "homes"
    command(screen, "Find next")
    assert screen.grid.line_at(screen.pane.table.currentIndex().row()) == "charges"
    command(screen, "Find previous")
    assert screen.grid.line_at(screen.pane.table.currentIndex().row()) == "homes"
    screen.find("zebra")
    assert screen.bar.said.text() == 'No line shown holds "zebra".'


def test_groups_fold_from_the_keyboard_and_lines_in_them_are_found(qtbot, screen: BudgetsScreen):
    table = screen.pane.table
    table.go_to(0, 0)
    qtbot.keyClick(table, KEY.Key_Left)
    assert "homes" not in screen.view.row_of
    qtbot.keyClick(table, KEY.Key_Return)
    assert "homes" in screen.view.row_of
    command(screen, "Fold all")
    assert screen.view.row_of == {}
    screen.find("charges")
    assert screen.grid.line_at(table.currentIndex().row()) == "charges"
    command(screen, "Unfold all")
    assert len(screen.view.row_of) == 3


def test_what_is_folded_in_a_chosen_head_is_meant_with_it(plan: Plan, screen: BudgetsScreen):
    command(screen, "Fold all")
    screen.pane.table.go_to(0, 0)
    assert set(screen.edits.lines()) == {"homes", "charges"}


def test_columns_grouping_and_percentage_are_remembered(qtbot, plan: Plan, screen: BudgetsScreen):
    screen.column_actions["provider"].setChecked(True)
    screen.column_actions["ledger_code"].setChecked(False)
    screen._set_grouping("partner")
    again = BudgetsScreen(Session(plan))
    qtbot.addWidget(again)
    assert not again.pane.table.isColumnHidden(again.grid.column_of("provider"))
    assert again.pane.table.isColumnHidden(again.grid.column_of("ledger_code"))
    assert again.view.grouping == "partner"
    assert again.head.grouping.currentText() == "Group: partner"


def test_capital_is_shown_apart_when_there_is_some(plan: Plan, screen: BudgetsScreen):
    assert not screen.head.nature.isVisible()
    edits.change(plan, BudgetLine, ["wards"], nature="capital")
    assert screen.head.nature.isVisible()
    assert "wards" not in screen.view.row_of
    screen._set_nature("both")
    totals = screen.pane.totals.model()
    words = [totals.index(row, 0).data() for row in range(totals.rowCount())]
    assert words == ["All lines shown, net revenue", "All lines shown, net capital"]


@pytest.mark.parametrize(
    ("place", "line", "column"),
    [
        (Place("budgets", "budget_line", "wards", 2017), "wards", "2017"),
        (Place("budgets", "budget_line", "wards"), "wards", "description"),
        (Place("budgets", "budget_amount", "charges:2016"), "charges", "2016"),
    ],
)
def test_a_place_leads_to_its_figure_even_through_filters(
    screen: BudgetsScreen, place: Place, line: str, column: str
):
    screen.set_filter("description", Filter(typed="homes"))
    command(screen, "Fold all")
    screen.show_place(place)
    index = screen.pane.table.currentIndex()
    assert screen.grid.line_at(index.row()) == line
    assert screen.grid.columns[index.column()].key == column


def test_a_place_of_an_area_shows_the_lines_within_it(plan: Plan, screen: BudgetsScreen):
    screen.show_place(Place("budgets", "service_area", "adults", 2016))
    assert set(screen.view.row_of) == {"homes", "charges"}
    screen.show_place(Place("budgets", "service_area,partner", "mental,n", 2016))
    assert set(screen.view.row_of) == {"wards"}
    edits.assign_area(plan, ["wards"], None)
    screen.show_place(Place("budgets", "service_area", "", 2016))
    assert set(screen.view.row_of) == {"wards"}


def test_an_empty_plan_says_what_to_do_next(qtbot, blank: Session):
    screen = BudgetsScreen(blank)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.empty.words.text() == "No budget lines yet"
    with qtbot.waitSignal(blank.place_wanted) as asked:
        screen.empty.bring_in.click()
    assert asked.args[0].screen == "exchange"
    screen.empty.add.click()
    assert len(blank.plan.table(BudgetLine)) == 1
    assert screen.pane.isVisible()


def test_the_worked_example_opens_with_its_totals(qtbot, example: Session):
    screen = BudgetsScreen(example)
    qtbot.addWidget(screen)
    screen.show()
    assert screen.view.lines_shown > 0
    assert screen.pane.totals.model().index(0, screen.grid.column_of("2015")).data()


def test_every_command_has_a_shortcut_of_its_own(screen: BudgetsScreen):
    actions = [
        held for held in screen.actions_offered() if not held.isSeparator() and not held.menu()
    ]
    keys = [held.shortcut().toString() for held in actions]
    assert all(keys)
    assert len(set(keys)) == len(keys)
    assert not set(keys) & {QKeySequence(spec.shortcut).toString() for spec in ACTIONS}


def test_the_line_stays_in_sight_while_years_scroll_by(qtbot, plan: Plan, screen: BudgetsScreen):
    edits.set_details(plan, years_shown=11)
    table = screen.pane.table
    at(screen, "wards", "2026")
    qtbot.waitUntil(lambda: table.frozen.covers > 0)
    assert screen.pane.totals.frozen.covers > 0
    at(screen, "wards", "partner")
    assert table.visualRect(table.currentIndex()).left() >= table.frozen.covers - 1
    at(screen, "wards", "2026")
    spot = table.frozen.visualRect(screen.grid.index(screen.view.row_of["homes"], 0)).center()
    qtbot.mouseClick(table.frozen.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert screen.grid.line_at(table.currentIndex().row()) == "homes"
    assert table.frozen.covers == 0


@pytest.mark.parametrize("dark", [False, True])
def test_it_draws_every_kind_of_cell_in_light_and_dark(qtbot, qapp, plan: Plan, screen, dark: bool):
    edits.change(plan, BudgetLine, ["homes"], in_kind=1, note="<b>Note</b>")
    edits.change(plan, BudgetLine, ["wards"], nature="capital")
    edits.set_amount_fields(plan, "homes", 2016, note="Once")
    edits.set_amounts(plan, {("charges", 2016): 99_999_999_999_99})
    screen._set_nature("both")
    screen.set_filter("2016", Filter(typed="<>"))
    screen.grid.sort_by("2016", descending=True)
    style.apply(qapp, dark=dark)
    try:
        picture = screen.grab()
        assert picture.width() == screen.width()
    finally:
        style.apply(qapp, dark=False)


def test_every_control_has_a_name(screen: BudgetsScreen):
    for kind in (QComboBox, QLineEdit, QAbstractButton):
        for held in screen.findChildren(kind):
            if held.isVisible() and held.parent() is not screen.pane.table:
                assert held.accessibleName() or getattr(held, "text", str)(), held
