"""The Pools screen: choosing pool and year, turning tabs, the VAT question, an empty plan."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from jcplanner.domain.pools import Pool
from jcplanner.domain.problems import Place
from jcplanner.gui.actions import ACTIONS
from jcplanner.gui.screens.pools import (
    AGREEMENT,
    BRIDGE,
    CONTRIBUTIONS,
    ENDING,
    IN_YEAR,
    INSTALMENTS,
    PoolsScreen,
)
from jcplanner.gui.session import Session
from jcplanner.plan import edits

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_the_head_says_what_the_pool_is_and_how_far_its_agreement_has_come(pools: PoolsScreen):
    assert pools.pool_box.currentText() == "Care homes pool"
    assert pools.about.text() == "section 75, hosted by The Council, from 1 April 2017"
    assert pools.agreement_button.text() == "Agreement 0 of 13"


def test_the_buttons_and_keys_of_the_head_turn_the_tabs(qtbot: QtBot, pools: PoolsScreen):
    qtbot.mouseClick(pools.agreement_button, Qt.MouseButton.LeftButton)
    assert pools.tabs.currentIndex() == AGREEMENT
    qtbot.mouseClick(pools.statement_button, Qt.MouseButton.LeftButton)
    assert pools.tabs.currentIndex() == IN_YEAR
    qtbot.keyClick(pools, Key.Key_PageUp, CTRL)
    assert pools.tabs.currentIndex() == AGREEMENT
    qtbot.keyClick(pools, Key.Key_PageDown, CTRL)
    assert pools.tabs.currentIndex() == IN_YEAR


def test_another_year_is_shown_in_the_panel_in_sight(qtbot: QtBot, pools: PoolsScreen):
    assert pools.contributions.heading.text() == "Contributions, 2018/19"
    qtbot.keyClick(pools, Key.Key_Left, ALT)
    assert pools.contributions.heading.text() == "Contributions, 2017/18"
    pools.turn_to(INSTALMENTS)
    assert pools.instalments.heading.text() == "Instalments, 2017/18"


def test_a_problem_leads_to_its_pool_year_tab_and_row(pools: PoolsScreen):
    pools.add_pool()
    for table, key, tab in (
        ("contribution", "p:n:2018", CONTRIBUTIONS),
        ("pool_agreement", "v1", AGREEMENT),
        ("agreement_term", "p:duration", AGREEMENT),
        ("instalment", "p:n:2018:3", INSTALMENTS),
        ("budget_line", "beds", IN_YEAR),
        ("risk_share_rule", "r", CONTRIBUTIONS),
    ):
        pools.pool_box.setCurrentIndex(1)
        pools.show_place(Place("pools", table, key, 2018))
        assert (pools.pool, pools.tabs.currentIndex(), pools.year_box.year) == ("p", tab, 2018)
    assert pools.place() == Place("pools", "pool", "p", 2018)
    assert pools.contributions.view.key() == "n"
    assert pools.agreement.view.key() == "duration"
    assert pools.instalments.view.key() == "n:3"
    assert pools.agreement.versions_view.currentIndex().row() == 0


def test_every_tab_shows_the_pool_and_offers_its_own_commands(pools: PoolsScreen):
    offered: list[set[str]] = []
    everywhere = {spec.shortcut for spec in ACTIONS if spec.shortcut}
    for tab in (CONTRIBUTIONS, BRIDGE, AGREEMENT, IN_YEAR, INSTALMENTS, ENDING):
        pools.turn_to(tab)
        keys = [held.shortcut().toString() for held in pools.actions_offered()]
        given = [key for key in keys if key]
        assert len(given) == len(set(given))
        assert not everywhere & set(given)
        assert all(keys[at] for at, held in enumerate(pools.actions_offered()) if held.text())
        offered.append(set(given))
    assert len({frozenset(held) for held in offered}) == len(offered)


def test_a_change_of_host_asks_the_vat_question_at_once(qtbot: QtBot, pools: PoolsScreen):
    assert pools.question.isHidden()
    edits.change(pools.plan, Pool, ["p"], host="n")
    assert pools.question.isVisible()
    words = pools.question.words.text()
    assert "The Clinical Commissioning Group is an NHS body" in words
    assert "£13,400,000 is bought under section 33 today." in words
    qtbot.mouseClick(pools.question.close_button, Qt.MouseButton.LeftButton)
    assert pools.question.isHidden()
    edits.change(pools.plan, Pool, ["p"], name="Another name")
    assert pools.question.isHidden()
    pools.turn_to(AGREEMENT)
    qtbot.mouseClick(pools.agreement.question_button, Qt.MouseButton.LeftButton)
    assert pools.question.isVisible()


def test_a_second_pool_is_added_found_and_turned_to(qtbot: QtBot, pools: PoolsScreen):
    qtbot.keyClick(pools, Key.Key_N, CTRL)
    assert pools.tabs.currentIndex() == AGREEMENT
    assert pools.pool_box.currentText() == "New pooled fund"
    assert pools.focusWidget() is pools.agreement.form.field("name")
    qtbot.keyClicks(pools.focusWidget(), "Carers pool")
    qtbot.keyClick(pools.focusWidget(), Key.Key_Return)
    assert pools.pool_box.currentText() == "Carers pool"
    pools.find("care homes")
    assert pools.pool == "p"
    qtbot.keyClick(pools, Key.Key_Down, ALT)
    assert pools.pool_box.currentText() == "Carers pool"


def test_a_pool_that_is_removed_gives_way_to_the_next(pools: PoolsScreen):
    edits.remove(pools.plan, Pool, ["p"])
    assert pools.pool is None
    assert pools.faces.currentIndex() == 1
    pools.plan.undo()
    assert pools.pool == "p"
    assert pools.faces.currentIndex() == 0


def test_a_plan_without_pools_says_what_to_do_and_offers_it(qtbot: QtBot, blank: Session):
    screen = PoolsScreen(blank)
    qtbot.addWidget(screen)
    screen.show()
    qtbot.waitExposed(screen)
    screen.take_focus()
    assert screen.head.isHidden()
    assert screen.focusWidget() is screen.empty_button
    assert [held.text() for held in screen.actions_offered()] == ["&New pool"]
    qtbot.keyClick(screen.empty_button, Key.Key_Space)
    assert screen.plan.table(Pool)
    assert not screen.head.isHidden()
    assert screen.tabs.currentIndex() == AGREEMENT
    screen.close()


def test_the_bridge_of_one_partner_is_chosen_by_key(qtbot: QtBot, pools: PoolsScreen):
    pools.turn_to(BRIDGE)
    assert pools.bridge.said.text().startswith("All partners: contributions go from £19.4m")
    pools.bridge.turn()
    assert pools.bridge.said.text().startswith("The Council: contributions go from £11.6m")
    pools.year_box.choose(2016)
    assert "first year of the plan" in pools.bridge.said.text()
    assert pools.bridge.chart.isHidden()


def test_no_message_is_left_open(pools: PoolsScreen):
    assert not pools.findChildren(QMessageBox)
