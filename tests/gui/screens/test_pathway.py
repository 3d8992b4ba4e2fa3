"""The Pathway screen over a real plan: cards, the panel beside them, what moves, and undo."""

import pytest
from PySide6.QtCore import Qt

from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Place
from jcplanner.gui.lines_dialog import LinesDialog
from jcplanner.gui.screens.pathway import PathwayScreen
from jcplanner.gui.screens.pathway_panel import NEW_POOL
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan

KEY = Qt.Key


@pytest.fixture
def screen(qtbot, plan: Plan):
    edits.set_details(plan, unit="pounds")
    session = Session(plan)
    made = PathwayScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 660)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    session.close()


def at(screen: PathwayScreen, area: str, year: int) -> None:
    screen.show_place(Place("pathway", "service_area", area, year))


def words(screen: PathwayScreen) -> str:
    return str(screen.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))


def choose(box, key: str) -> None:
    box.setCurrentIndex(box.findData(key))


def test_a_card_says_stage_arrangement_money_and_where_it_comes_from(screen: PathwayScreen):
    at(screen, "adults", 2017)
    assert words(screen) == "Adults, 2017/18: Align, aligned, 1,300"
    at(screen, "learning", 2017)
    assert words(screen).endswith("Align, aligned, 1,300, inherited from Adults")
    at(screen, "mental", 2018)
    assert words(screen) == "Mental health, 2018/19: Not started, separate, no amounts, not set"


def test_arrow_keys_move_between_cards_and_enter_goes_to_the_panel(qtbot, screen: PathwayScreen):
    at(screen, "adults", 2017)
    qtbot.keyClick(screen.view, KEY.Key_Right)
    qtbot.keyClick(screen.view, KEY.Key_Down)
    assert words(screen).startswith("Learning disability, 2018/19")
    assert screen.panel.heading.text() == "Learning disability, 2018/19"
    qtbot.keyClick(screen.view, KEY.Key_Return)
    assert screen.focusWidget() is screen.panel.stage
    qtbot.keyClick(screen.panel.stage, KEY.Key_Escape)
    assert screen.focusWidget() is screen.view


def test_a_stage_brings_its_typical_arrangement_and_says_what_moves_before_anything_does(
    screen: PathwayScreen,
):
    at(screen, "adults", 2017)
    before = len(screen.plan.steps)
    choose(screen.panel.stage, "integrate")
    assert screen.panel.arrangement.currentData() == "pooled"
    said = screen.panel.moves.text()
    assert "£1,300 moves from aligned to pooled in 2017/18." in said
    assert "The stage changes from align to integrate." in said
    assert "Moving with it: Learning disability." in said
    assert len(screen.plan.steps) == before


def test_applying_is_one_step_that_can_be_undone(screen: PathwayScreen):
    at(screen, "adults", 2017)
    before = len(screen.plan.steps)
    choose(screen.panel.stage, "learn")
    choose(screen.panel.lead, "n")
    screen.panel.note.setPlainText("Cabinet asks for it")
    screen.apply_action.trigger()
    assert len(screen.plan.steps) == before + 1
    held = screen.plan.table(PathwayStep)["adults:2017"]
    assert (held.stage, held.arrangement, held.lead_partner) == ("learn", "virtual pool", "n")
    assert held.note == "Cabinet asks for it"
    assert words(screen) == "Adults, 2017/18: Learn, virtual pool, 1,300"
    screen.plan.undo()
    assert words(screen) == "Adults, 2017/18: Align, aligned, 1,300"
    assert screen.panel.stage.currentData() == "align"


def test_a_new_pool_and_the_step_that_names_it_are_one_step(screen: PathwayScreen):
    at(screen, "adults", 2017)
    before = len(screen.plan.steps)
    choose(screen.panel.stage, "integrate")
    choose(screen.panel.pool, NEW_POOL)
    assert not screen.panel.new_pool.isHidden()
    screen.panel.pool_name.setText("Adults pooled fund")
    choose(screen.panel.host, "c")
    assert "£1,300 goes into Adults pooled fund." in screen.panel.moves.text()
    screen.panel.apply()
    assert len(screen.plan.steps) == before + 1
    pool = screen.plan.table(PathwayStep)["adults:2017"].pool
    assert pool is not None
    assert screen.plan.table(Pool)[pool].name == "Adults pooled fund"
    assert screen.plan.table(Pool)[pool].host == "c"
    screen.plan.undo()
    assert list(screen.plan.table(Pool)) == ["pool"]


def test_a_pool_without_a_name_cannot_be_made(screen: PathwayScreen):
    at(screen, "adults", 2017)
    choose(screen.panel.pool, NEW_POOL)
    screen.panel.pool_name.setText("  ")
    assert not screen.panel.apply_button.isEnabled()


def test_inherit_again_drops_the_areas_own_card(screen: PathwayScreen):
    edits.set_pathway(screen.plan, "learning", 2017, stage="learn")
    at(screen, "learning", 2017)
    assert words(screen).endswith("Learn, virtual pool, 1,300")
    assert "It would inherit align, aligned, from Adults." in screen.panel.where.text()
    screen.inherit_action.trigger()
    assert words(screen).endswith("inherited from Adults")
    assert not screen.inherit_action.isEnabled()


def test_put_back_drops_what_was_chosen(screen: PathwayScreen):
    at(screen, "adults", 2017)
    choose(screen.panel.stage, "integrate")
    assert screen.panel.back_button.isEnabled()
    screen.panel.back_button.click()
    assert screen.panel.stage.currentData() == "align"
    assert screen.panel.moves.text() == "Nothing moves in 2017/18."
    assert not screen.panel.apply_button.isEnabled()


def test_an_edit_of_an_amount_moves_the_card_at_once(screen: PathwayScreen):
    at(screen, "adults", 2017)
    edits.set_amounts(screen.plan, {("homes", 2017): 500_000_00})
    assert words(screen).endswith("500,000")


def test_the_lines_behind_a_card_add_up_to_it(screen: PathwayScreen):
    at(screen, "adults", 2017)
    screen.lines_action.trigger()
    dialog = screen.findChild(LinesDialog)
    assert dialog is not None
    assert dialog.total.text() == "Total £1,300.00"
    assert [dialog.model.texts(row)[0] for row in range(dialog.model.rowCount())] == ["Homes"]
    dialog.reject()


def test_a_pools_problem_leads_to_its_card(screen: PathwayScreen):
    screen.show_place(Place("pathway", "pool", "pool", 2017))
    assert words(screen).startswith("Mental health, 2017/18")


def test_find_goes_to_the_next_area_with_the_words(screen: PathwayScreen):
    at(screen, "adults", 2018)
    screen.find("mental")
    assert words(screen).startswith("Mental health, 2018/19")


def test_a_plan_without_areas_says_what_to_do_first(qtbot, blank: Session):
    made = PathwayScreen(blank)
    qtbot.addWidget(made)
    made.show()
    assert made.faces.currentIndex() == 1
    made.close()


def test_sixty_areas_are_shown(qtbot, screen: PathwayScreen):
    for number in range(60):
        edits.add(screen.plan, type(screen.plan.table(Pool)["pool"]), name=f"Pool {number}")
    from jcplanner.domain.services import ServiceArea

    with screen.plan.step("Add areas") as draft:
        for number in range(60):
            draft.add(ServiceArea(f"a{number}", 10 + number, f"Area {number}"))
    assert screen.model.rowCount() == 63
    at(screen, "a59", 2019)
    assert words(screen).startswith("Area 59, 2019/20")
    assert not screen.grab().isNull()


def test_what_moves_follows_an_edit_while_something_is_chosen(screen: PathwayScreen):
    at(screen, "adults", 2017)
    choose(screen.panel.stage, "integrate")
    edits.set_amounts(screen.plan, {("homes", 2017): 2_000_00})
    assert screen.panel.stage.currentData() == "integrate"
    assert "£2,000 moves from aligned to pooled in 2017/18." in screen.panel.moves.text()
