"""Trying an over- or underspend on the screen, and editing the rules of a pool, by real keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from jcplanner.domain.risk_case import rules_of, shares_of
from jcplanner.domain.risk_rules import RiskShareRule
from jcplanner.gui.screens.pools_risk import RiskPanel
from jcplanner.gui.screens.pools_risk_rules import RulesDialog
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.plan import Plan
from jcplanner.plan.risk_edits import add_rule

Key = Qt.Key


@pytest.fixture
def panel(qtbot: QtBot, worked_pool: Plan) -> Iterator[RiskPanel]:
    """The two cards over the pool of DESIGN rule 6, in thousands."""
    edits.set_details(worked_pool, unit="thousands")
    session = Session(worked_pool)
    made = RiskPanel(session)
    for card in (made.chart_card, made.try_card):
        qtbot.addWidget(card)
    qtbot.addWidget(made)
    made.try_card.resize(1100, 300)
    made.try_card.show()
    qtbot.waitExposed(made.try_card)
    made.show_pool("pool", 2017)
    yield made
    session.close()


def rows(panel: RiskPanel) -> list[list[str]]:
    return [list(panel.model.texts(row)) for row in range(panel.model.rowCount())]


def test_the_table_begins_with_the_forecast_and_ends_with_what_nobody_takes(panel: RiskPanel):
    assert panel.model.headers == [
        "Rule, in order",
        "What the agreement says",
        "Takes",
        "Council",
        "CCG",
        "Elsewhere",
        "Left",
    ]
    words = "60 : 40, each at most 5% of its contribution"
    assert rows(panel)[0] == ["1  Pro rata, capped", words, "1,000", "600", "400", "0", "300"]
    assert rows(panel)[1][0] == "Unallocated"
    assert rows(panel)[1][1].startswith("no rule takes it. Both chief finance officers must agree")
    assert rows(panel)[1][-1] == "300"
    assert panel.amount.text() == "£1,300,000 over"
    assert panel.slider.value() == 650
    assert panel.view.isColumnHidden(5)


def test_an_amount_is_typed_as_it_is_said_and_the_plan_stays(qtbot: QtBot, panel: RiskPanel):
    steps = len(panel.plan.steps)
    panel.take_focus()
    qtbot.keyClicks(panel.amount, "500k under")
    qtbot.keyClick(panel.amount, Key.Key_Return)
    assert panel.amount.text() == "£500,000 under"
    assert panel.model.headers[2] == "Gives back"
    assert rows(panel)[0][2:5] == ["500", "300", "200"]
    assert panel.slider.value() == -250
    panel.forecast_button.click()
    assert panel.amount.text() == "£1,300,000 over"
    assert len(panel.plan.steps) == steps


def test_what_cannot_be_read_is_said_and_the_last_amount_stays_in_the_table(
    qtbot: QtBot, panel: RiskPanel
):
    panel.take_focus()
    qtbot.keyClicks(panel.amount, "-5")
    qtbot.keyClick(panel.amount, Key.Key_Return)
    assert panel.fault.text() == 'Say whether "-5" is over or under, like 1.3m over.'
    assert panel.fault.isVisible()
    assert rows(panel)[0][2] == "1,000"


def test_the_slider_moves_by_tenths_of_one_per_cent(qtbot: QtBot, panel: RiskPanel):
    panel.slider.setFocus()
    qtbot.keyClick(panel.slider, Key.Key_Home)
    assert panel.amount.text() == "£2,000,000 under"
    qtbot.keyClick(panel.slider, Key.Key_Right)
    assert panel.amount.text() == "£1,980,000 under"
    assert rows(panel)[-1] == ["Unallocated", "every penny has a rule", "", "", "", "", "0"]


def test_a_line_with_rules_of_its_own_is_given_its_part(qtbot: QtBot, panel: RiskPanel):
    assert not panel.line_part.isVisible()
    key = add_rule(panel.plan, "pool", "overspend", "fixed: the host bears it")
    edits.change(panel.plan, RiskShareRule, [key], line="beds")
    panel.show_pool("pool", 2017)
    assert panel.line_part.isVisible()
    assert panel.line_amount.text() == "on budget"
    panel.line_amount.setFocus()
    panel.line_amount.selectAll()
    qtbot.keyClicks(panel.line_amount, "300k over")
    qtbot.keyClick(panel.line_amount, Key.Key_Return)
    host, capped, unallocated = rows(panel)
    assert host[1:5] == ["for Hospital beds alone: Council bears it", "300", "300", "0"]
    assert (capped[2], unallocated[-1]) == ("1,000", "0")
    panel.try_forecast()
    assert panel.line_amount.text() == "on budget"


def test_what_is_tried_stays_while_the_plan_changes_and_goes_with_the_year(panel: RiskPanel):
    panel.try_amount(100_000_00)
    edits.change(panel.plan, RiskShareRule, ["over"], cap=100)
    panel.show_pool("pool", 2017)
    assert panel.amount.text() == "£100,000 over"
    panel.show_pool("pool", 2016)
    panel.show_pool("pool", 2017)
    assert panel.amount.text() == "£1,300,000 over"


def test_the_chart_follows_what_is_tried(panel: RiskPanel):
    panel.try_amount(-2_000_000_00)
    drawing = panel.chart.shown
    assert drawing is not None
    assert drawing.marked == 0
    panel.show_pool("pool", 2016)
    assert panel.no_chart.isVisibleTo(panel.chart_card)
    panel.show_pool(None, 2017)
    assert not panel.amount.isEnabled()


@pytest.fixture
def dialog(qtbot: QtBot, panel: RiskPanel) -> RulesDialog:
    made = panel.edit_rules()
    assert made is not None
    qtbot.waitExposed(made)
    return made


def names(dialog: RulesDialog) -> list[str]:
    return [rule.rule for rule in rules_of(dialog.plan.records, "pool")]


def test_rules_are_added_moved_and_removed_by_keys(qtbot: QtBot, dialog: RulesDialog):
    dialog.adder.setCurrentIndex(dialog.adder.findText("Overspend: risk pool"))
    qtbot.keyClick(dialog.add_button, Key.Key_Space)
    assert dialog.form_card.heading.text() == "Risk pool"
    assert dialog.key == rules_of(dialog.plan.records, "pool")[-1].id
    qtbot.keyClick(dialog.up_button, Key.Key_Space)
    overs = [name for name in names(dialog) if name != "pro rata to contribution"]
    assert overs == ["risk pool", "pro rata, capped"]
    qtbot.keyClick(dialog.view, Key.Key_Delete)
    assert "risk pool" not in names(dialog)


def test_shares_are_typed_beside_the_rule(qtbot: QtBot, dialog: RulesDialog):
    dialog.adder.setCurrentIndex(dialog.adder.findText("Overspend: fixed percentages"))
    dialog.add()
    field = dialog._share_fields["c"]
    field.setFocus()
    qtbot.keyClicks(field, "60")
    qtbot.keyClick(field, Key.Key_Return)
    assert shares_of(dialog.plan.records, dialog.risk.rules) == {dialog.key: {"c": 6_000}}
    assert dialog.shares_words.text() == "Shares: 60 : 0; 40% goes on to the next rule"


def test_a_rule_can_be_for_one_line(dialog: RulesDialog):
    place = dialog.line_box.findData("homes")
    dialog.line_box.setCurrentIndex(place)
    dialog.line_box.activated.emit(place)
    assert dialog.plan.table(RiskShareRule)["over"].line == "homes"
    assert list(dialog.model.texts(0))[2].startswith("for Care homes alone: 60 : 40")


def test_a_set_of_rules_is_put_in_after_asking(dialog: RulesDialog, message):
    dialog.sets.setCurrentIndex(dialog.sets.findText("Pro rata"))
    dialog.put_set()
    box: QMessageBox = message()
    assert box.informativeText() == "The 2 rules that are there go. This can be undone."
    box.buttons()[0].click()
    assert names(dialog) == ["pro rata to contribution", "pro rata to contribution"]
    dialog.plan.undo()
    assert names(dialog) == ["pro rata, capped", "pro rata to contribution"]


def test_a_rule_of_the_other_side_is_refused_in_one_sentence(dialog: RulesDialog, message):
    dialog.view.select(1)
    dialog.session.do(lambda: dialog._write(dialog.key, "rule", "pro rata, capped"), dialog)
    box = message()
    assert box.text() == '"pro rata, capped" is not a rule for an underspend; choose another.'
    box.close()


def test_every_control_of_the_rules_has_a_name(dialog: RulesDialog):
    for widget in (dialog.view, dialog.adder, dialog.sets, dialog.line_box, dialog.add_button):
        assert widget.accessibleName()
