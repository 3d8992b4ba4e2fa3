"""The Overview over real plans: its figures, what they open, and a plan with nothing in it."""

import pytest
from PySide6.QtCore import Qt

from jcplanner.domain.problems import Place
from jcplanner.domain.services import ServiceArea
from jcplanner.gui.lines_dialog import LinesDialog
from jcplanner.gui.screens.overview import OverviewScreen
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan

KEY = Qt.Key
IN_PLAN, ALIGNED, POOLED, WITHOUT = range(4)


@pytest.fixture
def screen(qtbot, plan: Plan):
    edits.set_details(plan, unit="pounds")
    session = Session(plan)
    made = OverviewScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 660)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    session.close()


@pytest.fixture
def places(screen: OverviewScreen) -> list[Place]:
    found: list[Place] = []
    screen.session.place_wanted.connect(found.append)
    return found


def opened(screen: OverviewScreen) -> LinesDialog:
    dialogs = [held for held in screen.findChildren(LinesDialog) if held.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


def figure(screen: OverviewScreen, place: int) -> str:
    return screen.figures[place].figure.text()


def test_the_key_figures_are_those_of_the_year(screen: OverviewScreen):
    screen.show_place(Place("overview", year=2016))
    assert figure(screen, IN_PLAN) == "£10k"
    assert screen.figures[IN_PLAN].about.text() == "Council £1,000, CCG £9,000"
    assert figure(screen, ALIGNED) == "0%"
    screen.show_place(Place("overview", year=2017))
    assert figure(screen, IN_PLAN) == "£1,300"
    assert figure(screen, ALIGNED) == "100%"
    assert screen.figures[ALIGNED].about.text() == "£1,300 of £1,300 net revenue"
    assert figure(screen, WITHOUT) == "0"


def test_a_stated_range_stands_beside_a_partners_amount(example: Session, qtbot):
    made = OverviewScreen(example)
    qtbot.addWidget(made)
    made.show()
    about = made.figures[IN_PLAN].about.text()
    assert "CCG £8.0m (stated £70.0m to £80.0m)" in about
    made.close()


def test_a_key_figure_opens_lines_that_add_up_to_it(screen: OverviewScreen):
    screen.show_place(Place("overview", year=2016))
    screen.figures[IN_PLAN].figure.click()
    dialog = opened(screen)
    assert dialog.total.text() == "Total £10,000.00"
    assert dialog.model.rowCount() == 3
    dialog.reject()


def test_lines_lead_to_budgets(screen: OverviewScreen, places: list[Place]):
    screen.show_place(Place("overview", year=2016))
    screen.open_figure(IN_PLAN)
    dialog = opened(screen)
    dialog.view.select(0)
    dialog.budgets_button.click()
    assert places == [Place("budgets", "budget_line", "wards", 2016)]


def test_lines_follow_edits_while_they_are_open(screen: OverviewScreen):
    screen.show_place(Place("overview", year=2016))
    screen.open_figure(IN_PLAN)
    dialog = opened(screen)
    edits.set_amounts(screen.plan, {("wards", 2016): 0})
    assert dialog.total.text() == "Total £1,000.00"
    dialog.reject()


def test_lines_without_an_area_lead_to_alignment(screen: OverviewScreen, places: list[Place]):
    edits.assign_area(screen.plan, ["homes"], None)
    screen.refresh()
    assert figure(screen, WITHOUT) == "1"
    screen.open_figure(WITHOUT)
    assert places[-1].screen == "alignment"


def test_the_page_follows_an_edit(qtbot, screen: OverviewScreen):
    screen.show_place(Place("overview", year=2016))
    edits.set_amounts(screen.plan, {("wards", 2016): 19_000_00})
    qtbot.waitUntil(lambda: figure(screen, IN_PLAN) == "£20k")


def test_a_stage_leads_to_its_card_and_an_amount_opens_its_lines(
    qtbot, screen: OverviewScreen, places: list[Place]
):
    view = screen.ribbon_view
    view.setCurrentIndex(screen.ribbon_model.index(0, 1))
    assert view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Adults, 2017/18: Align"
    qtbot.keyClick(view, KEY.Key_Return)
    assert places == [Place("pathway", "service_area", "adults", 2017)]
    screen.show_place(Place("overview", year=2016))
    view.setCurrentIndex(screen.ribbon_model.index(0, 4))
    qtbot.keyClick(view, KEY.Key_Return)
    dialog = opened(screen)
    assert dialog.total.text() == "Total £1,000.00"
    dialog.reject()


def test_stated_figures_stand_beside_derived_ones_and_open_their_lines(screen: OverviewScreen):
    assert list(screen.stated.texts(0)) == ["Paper 7", "10,000", "10,000", "0"]
    screen.stated_view.select(0)
    screen.stated_view.activated.emit(screen.stated_view.currentIndex())
    dialog = opened(screen)
    assert dialog.total.text() == "Total £10,000.00"
    dialog.reject()


def test_problems_lead_to_their_places(qtbot, screen: OverviewScreen, places: list[Place]):
    notes = sum(problem.severity == "note" for problem in screen.plan.problems)
    # As many as the status line counts; notes are told apart.
    said = f"Problems: {len(screen.plan.problems) - notes}, notes: {notes}"
    qtbot.waitUntil(lambda: screen.problems_heading.text() == said)
    assert list(screen.problems.items) == screen.plan.problems[:5]
    screen.problems_view.select(0)
    screen.problems_view.activated.emit(screen.problems_view.currentIndex())
    screen.all_problems.click()
    assert places == [screen.plan.problems[0].place, Place("problems")]


def test_alt_and_arrows_change_the_year(screen: OverviewScreen):
    screen.show_place(Place("overview", year=2016))
    screen.next_year.trigger()
    assert screen.year == 2017
    screen.last_year.trigger()
    screen.last_year.trigger()
    assert screen.year == 2016


def test_the_unit_is_followed(screen: OverviewScreen):
    screen.show_place(Place("overview", year=2016))
    amount = screen.ribbon_model.index(0, 4)
    assert amount.data() == "1,000"
    screen.session.set_unit("thousands")
    assert amount.data() == "1"
    heading = screen.ribbon_model.headerData(4, Qt.Orientation.Horizontal)
    assert heading == "Net £k"


def test_an_empty_plan_says_what_to_do_first(qtbot, blank: Session):
    made = OverviewScreen(blank)
    qtbot.addWidget(made)
    made.show()
    found: list[Place] = []
    blank.place_wanted.connect(found.append)
    assert made.faces.currentWidget() is made.first_steps
    partners, areas, budgets = made.first_steps.buttons
    assert partners.property("role") == "primary"
    for held in (partners, areas, budgets):
        held.click()
    assert [place.screen for place in found] == ["partners", "areas", "exchange"]
    edits.add(blank.plan, ServiceArea, name="Carers")
    made.refresh()
    assert areas.property("role") == "quiet"
    made.close()


def test_lines_without_an_area_have_a_ribbon_of_their_own(screen: OverviewScreen):
    edits.assign_area(screen.plan, ["wards"], None)
    screen.show_place(Place("overview", year=2016))
    screen.refresh()
    last = screen.ribbon_model.rowCount() - 1
    assert screen.ribbon_model.index(last, 0).data() == "No service area"
    assert screen.ribbon_model.index(last, 4).data() == "9,000"


def test_a_double_click_opens_the_lines_once(qtbot, screen: OverviewScreen):
    view = screen.stated_view
    spot = view.visualRect(screen.stated.index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    opened(screen).reject()


def test_a_click_on_an_amount_opens_its_lines(qtbot, screen: OverviewScreen):
    screen.show_place(Place("overview", year=2016))
    view = screen.ribbon_view
    spot = view.visualRect(screen.ribbon_model.index(0, 4)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    dialog = opened(screen)
    assert dialog.total.text() == "Total £1,000.00"
    dialog.reject()


def test_tab_goes_through_the_page_as_it_is_read(qtbot, screen: OverviewScreen):
    qtbot.waitUntil(lambda: screen.chart.chart is not None)
    screen.activateWindow()
    screen.year_box.setFocus()
    wanted = [
        *(held.figure for held in screen.figures if held.isVisible() and held.figure.isEnabled()),
        screen.ribbon_view,
        screen.chart.chart,
        screen.all_problems,
        screen.problems_view,
        screen.stated_view,
    ]
    reached = []
    for _ in wanted:
        qtbot.keyClick(screen.focusWidget(), KEY.Key_Tab)
        reached.append(screen.focusWidget())
    assert reached == wanted


def test_find_goes_to_the_next_area_with_the_words(screen: OverviewScreen):
    screen.find("disability")
    assert screen.ribbon_view.currentIndex().data() == "Learning disability"
    screen.find("nowhere")
    assert screen.ribbon_view.currentIndex().data() == "Learning disability"
