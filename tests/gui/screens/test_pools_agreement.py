"""The Agreement tab: checklist, versions, the pool itself."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from jcplanner.domain.pools import AgreementTerm, Pool, PoolAgreement
from jcplanner.gui.screens.pools import AGREEMENT, PoolsScreen
from tests.gui.screens.sheets import go_to, row_texts, type_into

Key = Qt.Key
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_the_checklist_has_the_regulations_thirteen_items(pools: PoolsScreen):
    pools.turn_to(AGREEMENT)
    sheet = pools.agreement.sheet
    assert sheet.rowCount() == 13
    assert [cell.text for cell in sheet.rows[0].cells[:3]] == [
        "7(3)(a)",
        "Agreed aims",
        "Not yet agreed",
    ]
    assert pools.agreement.count.text() == "0 of 13 settled"
    assert pools.agreement.view.hasFocus()


def test_items_are_agreed_by_key_and_the_head_counts_them(qtbot: QtBot, pools: PoolsScreen):
    pools.turn_to(AGREEMENT)
    view = pools.agreement.view
    view.go_to(0, 2)
    for _ in range(10):
        qtbot.keyClick(view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    pools.addActions(pools.agreement.actions_offered())
    qtbot.keyClick(pools, Key.Key_G, BOTH)
    assert pools.agreement_button.text() == "Agreement 11 of 13"
    assert pools.plan.undo_name == "Change 11 items"
    pools.agreement.take_focus()
    assert view.key() == "management"


def test_clause_and_words_are_typed(qtbot: QtBot, pools: PoolsScreen):
    pools.turn_to(AGREEMENT)
    view = pools.agreement.view
    type_into(qtbot, view, "duration", "Clause", "22.1")
    held = pools.plan.table(AgreementTerm)["p:duration"]
    assert (held.clause, held.state) == ("22.1", "not yet agreed")
    go_to(view, "duration", "Clause")
    qtbot.keyClick(view, Key.Key_Delete)
    assert not pools.plan.table(AgreementTerm)
    assert row_texts(view, "duration")[3] == ""


def test_a_version_is_added_named_and_taken_back(qtbot: QtBot, pools: PoolsScreen):
    pools.turn_to(AGREEMENT)
    panel = pools.agreement
    qtbot.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    editor = next(held for held in panel.versions_view.findChildren(QLineEdit) if held.isVisible())
    qtbot.keyClicks(editor, "Variation")
    qtbot.keyClick(editor, Key.Key_Return)
    QCoreApplication.processEvents()
    versions = pools.plan.table(PoolAgreement)
    assert [(held.name, held.pool) for held in versions.ordered()] == [
        ("Agreement", "p"),
        ("Variation", "p"),
    ]
    panel.versions_view.go_to(1, 0)
    qtbot.mouseClick(panel.remove_button, Qt.MouseButton.LeftButton)
    assert len(versions) == 1
    assert panel.strip.text.text() == 'Removed "Variation".'
    qtbot.mouseClick(panel.strip.undo_button, Qt.MouseButton.LeftButton)
    assert len(versions) == 2


def test_only_the_pools_own_versions_are_listed(pools: PoolsScreen):
    pools.turn_to(AGREEMENT)
    pools.add_pool()
    assert pools.agreement.versions.ids == []
    pools.move_pool(-1)
    assert pools.agreement.versions.ids == ["v1"]


def test_the_version_that_holds_on_a_day_is_named(qtbot: QtBot, pools: PoolsScreen):
    pools.turn_to(AGREEMENT)
    panel = pools.agreement
    assert panel.holding.text() == '"Agreement" holds on 1 April 2018.'
    for typed, words in (
        ("31/03/2017", "No agreed version holds on 31 March 2017."),
        ("soon", '"soon" is not a date; write it like 28/07/2016.'),
        ("", "Type a day to see which version holds on it."),
    ):
        panel.on_day.setFocus()
        panel.on_day.selectAll()
        qtbot.keyClick(panel.on_day, Key.Key_Delete)
        qtbot.keyClicks(panel.on_day, typed)
        qtbot.keyClick(panel.on_day, Key.Key_Return)
        assert panel.holding.text() == words


def test_what_the_pool_is_can_be_changed_here(qtbot: QtBot, pools: PoolsScreen):
    pools.show_details()
    assert pools.tabs.currentIndex() == AGREEMENT
    field = pools.agreement.form.field("manager")
    field.setFocus()
    qtbot.keyClicks(field, "Head of joint commissioning")
    qtbot.keyClick(field, Key.Key_Return)
    assert pools.plan.table(Pool)["p"].manager == "Head of joint commissioning"
