"""In-year figures typed and pasted on the screen, the questions asked, and the account."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from jcplanner.domain.in_year import EACH_MONTH
from jcplanner.domain.outturns import Outturn
from jcplanner.domain.problems import Place
from jcplanner.domain.risk_rules import RiskShareRule
from jcplanner.gui.screens.pools_in_year import InYearPanel
from jcplanner.gui.screens.pools_in_year_rows import FIRST, FORECAST, VARIANCE, pool_at
from jcplanner.gui.screens.pools_in_year_view import InYearView
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.in_year_edits import to_date
from jcplanner.plan.plan import Plan

Key = Qt.Key
Asked = Callable[[], QMessageBox]
DECEMBER = FIRST + 8


@pytest.fixture
def panel(qtbot: QtBot, worked_pool: Plan) -> Iterator[InYearPanel]:
    """The panel over the pool of DESIGN rule 6, in thousands."""
    edits.set_details(worked_pool, unit="thousands")
    session = Session(worked_pool)
    made = InYearPanel(session)
    qtbot.addWidget(made)
    made.resize(1100, 400)
    made.show()
    qtbot.waitExposed(made)
    made.show_pool("pool", 2017)
    session.changed.connect(lambda _notice: made.refresh())
    yield made
    session.close()


TOTAL, HOMES, BEDS, FEES = range(4)


def texts(panel: InYearPanel, row: int) -> list[str]:
    shown = [
        column
        for column in range(panel.sheet.columnCount())
        if not panel.view.isColumnHidden(column)
    ]
    return [str(panel.sheet.index(row, column).data() or "") for column in shown]


def type_into(qtbot: QtBot, panel: InYearPanel, row: int, column: int, text: str) -> None:
    panel.view.setFocus()
    panel.view.go_to(row, column)
    qtbot.keyClick(panel.view, Key.Key_F2)
    editor = panel.view.findChildren(QLineEdit)[-1]
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: panel.view.state() != InYearView.State.EditingState)


def test_it_opens_at_the_newest_month_with_variances_in_words(panel: InYearPanel):
    assert panel.period == 9
    over = "£1,300,000 over"
    assert texts(panel, HOMES) == [
        "Care homes",
        "Council",
        "14,000",
        "11,400",
        "15,200",
        "15,300",
        over,
    ]
    assert texts(panel, FEES) == ["Fees", "Council", "(2,000)", "(1,500)", "(2,000)", "", ""]
    assert texts(panel, TOTAL) == ["All lines, net", "", "20,000", "9,900", "", "21,300", over]
    assert "2 lines have no forecast and count at their budgets" in panel.about.text()


def test_a_forecast_and_an_actual_are_typed_in_place(qtbot: QtBot, panel: InYearPanel):
    type_into(qtbot, panel, BEDS, FORECAST, "7.9m")
    assert panel.plan.table(Outturn)["beds:2017:9"].forecast == 7_900_000_00
    assert panel.sheet.index(BEDS, VARIANCE).data() == "£100,000 under"
    type_into(qtbot, panel, BEDS, DECEMBER, "6m")
    assert panel.plan.table(Outturn)["beds:2017:9"].actual == 6_000_000_00


def test_an_extra_digit_is_asked_about_before_it_goes_in(
    qtbot: QtBot, panel: InYearPanel, message: Asked
):
    type_into(qtbot, panel, BEDS, DECEMBER, "60m")
    box = message()
    assert box.text().startswith(
        "Hospital beds: £60,000,000 to month 9 (December) is about 10 times"
    )
    assert box.defaultButton().text() == "Cancel"
    assert "beds:2017:9" not in panel.plan.table(Outturn)
    box.buttons()[0].click()
    assert panel.plan.table(Outturn)["beds:2017:9"].actual == 60_000_000_00


def test_each_month_shows_and_takes_single_months(qtbot: QtBot, panel: InYearPanel):
    panel.switch_way()
    assert panel.way == EACH_MONTH
    assert panel.sheet.index(HOMES, DECEMBER).data() == "3,900"
    type_into(qtbot, panel, HOMES, DECEMBER, "4m")
    assert to_date(panel.plan, "homes", 2017)[8] == 11_500_000_00


def test_a_row_of_twelve_months_is_pasted_as_one_step(panel: InYearPanel):
    panel.move_period(-20)
    panel.period_box.setCurrentIndex(0)
    assert not panel.view.isColumnHidden(FIRST + 11)
    months = "\t".join(f"{8_000_000 * period // 12}" for period in range(1, 13))
    QGuiApplication.clipboard().setText(months)
    panel.view.go_to(BEDS, FIRST)
    steps = len(panel.plan.steps)
    panel.view.paste()
    assert len(panel.plan.steps) == steps + 1
    assert to_date(panel.plan, "beds", 2017)[11] == 8_000_000_00


def test_figures_to_date_pasted_as_months_are_asked_about(panel: InYearPanel, message: Asked):
    panel.period_box.setCurrentIndex(0)
    panel.switch_way()
    months = "\t".join(f"{8_000_000 * period // 12}" for period in range(1, 13))
    QGuiApplication.clipboard().setText(months)
    panel.view.go_to(BEDS, FIRST)
    steps = len(panel.plan.steps)
    panel.view.paste()
    box = message()
    assert "They look like figures to date, not of each month." in box.text()
    box.buttons()[1].click()
    assert len(panel.plan.steps) == steps


def test_delete_blanks_a_figure(qtbot: QtBot, panel: InYearPanel):
    panel.view.setFocus()
    panel.view.go_to(HOMES, FORECAST)
    qtbot.keyClick(panel.view, Key.Key_Delete)
    assert panel.plan.table(Outturn)["homes:2017:9"].forecast is None


def test_the_account_is_shown_by_quarter_and_at_year_end(panel: InYearPanel):
    panel.switch()
    rows = panel.account_sheet.rows
    assert [cell.text for cell in rows[-1].cells] == [
        "Unallocated",
        "",
        "",
        "300",
        "no rule takes it; both chief finance officers must agree",
    ]
    assert rows[-1].strong
    panel.show_statement(2)
    assert "to month 6 (September)" in panel.about.text()
    panel.copy_account()
    assert QGuiApplication.clipboard().text().startswith("\tBudget\tTo date")
    panel.switch()
    assert panel.quarter == 0


def test_no_pool_or_no_lines_says_what_to_do(panel: InYearPanel):
    panel.show_pool("pool", 2018)
    assert "name the pool on the Pathway screen" in panel.about.text()
    panel.show_pool(None, 2018)
    assert not panel.isEnabled()


def test_places_of_problems_lead_to_the_pool_and_the_line(panel: InYearPanel):
    assert pool_at(panel.plan, Place("pools", RiskShareRule.TABLE, "over")) == "pool"
    assert pool_at(panel.plan, Place("pools", "budget_line", "beds", 2017)) == "pool"
    assert pool_at(panel.plan, Place("pools", "budget_line", "beds", 2016)) is None
    assert pool_at(panel.plan, Place("pools", "pool", "x")) == "x"
    panel.show_place("beds")
    assert panel.view.key() == "beds"


def test_a_line_leads_to_budgets(qtbot: QtBot, panel: InYearPanel):
    panel.show_place("beds")
    with qtbot.waitSignal(panel.session.place_wanted) as told:
        panel.show_line()
    assert told.args == [Place("budgets", "budget_line", "beds", 2017)]


def test_every_control_has_a_name_and_every_command_keys(panel: InYearPanel):
    for box in (panel.show_box, panel.period_box, panel.way_box, panel.view, panel.account_view):
        assert box.accessibleName()
    assert all(not action.shortcut().isEmpty() for action in panel.actions_offered())
