"""What the Budgets screen shows: filters, order, groups, columns, places, and how it looks."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from jcplanner.domain.budgets import BudgetLine
from jcplanner.domain.problems import Place
from jcplanner.gui import style
from jcplanner.gui.actions import ACTIONS
from jcplanner.gui.screens.budgets import BudgetsScreen
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.grid_filters import Filter
from jcplanner.plan.plan import Plan

KEY = Qt.Key


@pytest.fixture
def screen(budgets: BudgetsScreen) -> BudgetsScreen:
    return budgets


def at(screen: BudgetsScreen, line: str, key: str) -> None:
    """Put the cursor on a cell."""
    screen.pane.table.go_to(screen.view.row_of[line], screen.grid.column_of(key))


def command(screen: BudgetsScreen, words: str) -> None:
    """Trigger a command of the screen by its words."""
    found = [
        action
        for action in screen.actions_offered()
        if action.text().replace("&", "").startswith(words)
    ]
    assert len(found) == 1, [action.text() for action in found]
    found[0].trigger()


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


def test_columns_their_widths_and_the_grouping_are_remembered(
    qtbot, plan: Plan, screen: BudgetsScreen
):
    screen.column_actions["provider"].setChecked(True)
    screen.column_actions["ledger_code"].setChecked(False)
    screen.pane.table.header.resizeSection(screen.grid.column_of("partner"), 150)
    assert screen.pane.own_widths == {"partner": 150}
    screen._set_grouping("partner")
    again = BudgetsScreen(Session(plan))
    qtbot.addWidget(again)
    assert not again.pane.table.isColumnHidden(again.grid.column_of("provider"))
    assert again.pane.table.isColumnHidden(again.grid.column_of("ledger_code"))
    assert again.pane.table.columnWidth(again.grid.column_of("partner")) == 150
    assert again.view.grouping == "partner"
    assert again.head.grouping.currentText() == "Group: partner"


def test_the_cursor_leaves_a_column_that_is_hidden(screen: BudgetsScreen):
    at(screen, "wards", "ledger_code")
    screen.column_actions["ledger_code"].setChecked(False)
    index = screen.pane.table.currentIndex()
    assert (screen.grid.line_at(index.row()), index.column()) == ("wards", 0)


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
