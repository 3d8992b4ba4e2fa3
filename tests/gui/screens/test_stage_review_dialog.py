"""Stage reviews by the keyboard: from a card to the gate, from what is missing to where it is put right."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from jcplanner.domain.decisions import Decision
from jcplanner.domain.pathway import PathwayStep
from jcplanner.domain.problems import Place
from jcplanner.domain.services import ServiceArea
from jcplanner.domain.stage_reviews import (
    ConsolidatedLine,
    Consolidation,
    Evaluation,
    GateCriterion,
    StageReview,
)
from jcplanner.domain.versions import Version
from jcplanner.gui.screens.pathway import PathwayScreen
from jcplanner.gui.screens.stage_review_dialog import StageReviewDialog
from jcplanner.gui.session import Session
from jcplanner.plan import edits
from jcplanner.plan.decision_edits import record_on_figures_now
from jcplanner.plan.opening import new_plan
from tests.domain.gated_records import GATED

KEY = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def screen(qtbot, tmp_path: Path) -> Iterator[PathwayScreen]:
    held = new_plan(tmp_path / "Gate.jcplan", GATED)
    edits.set_details(held.plan, unit="pounds")
    session = Session(held.plan)
    made = PathwayScreen(session)
    qtbot.addWidget(made)
    made.resize(1180, 660)
    made.show()
    qtbot.waitExposed(made)
    made.addActions(made.actions_offered())
    made.activateWindow()
    qtbot.waitActive(made)
    yield made
    made.close()
    session.close()
    held.discard()


def dialog_of(screen: PathwayScreen) -> StageReviewDialog:
    found = [held for held in screen.findChildren(StageReviewDialog) if held.isVisible()]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def dialog(qtbot, screen: PathwayScreen) -> StageReviewDialog:
    """The stage reviews of older people, 2018/19, opened by its shortcut."""
    screen.show_place(Place("pathway", "service_area", "older", 2018))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is screen.view)
    QApplication.processEvents()
    qtbot.keyClick(screen.view, KEY.Key_G, CTRL)
    made = dialog_of(screen)
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def test_a_card_says_how_its_gate_stands(screen: PathwayScreen):
    screen.show_place(Place("pathway", "service_area", "older", 2018))
    index = screen.view.currentIndex()
    said = str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.endswith("gate ready to close, due 1 Dec 2017")
    edits.change(screen.plan, Decision, ["p:board"], outcome="not yet")
    said = str(screen.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
    assert said.endswith("gate open, due 1 Dec 2017: 1 thing missing")
    assert "1 thing missing" in screen.model.face(screen.view.currentIndex()).gate
    assert "1 thing missing" in str(index.data(Qt.ItemDataRole.ToolTipRole))


def test_the_gate_is_closed_by_the_keyboard_and_the_pathway_moves_in_the_same_step(
    qtbot, screen: PathwayScreen, dialog: StageReviewDialog
):
    assert dialog.gate.day.text() == "09/11/2017"
    before = len(screen.plan.steps)
    assert dialog.focusWidget() is dialog.gate.verdict
    qtbot.keyClick(dialog.gate.verdict, KEY.Key_Return, CTRL)
    assert len(screen.plan.steps) == before + 1
    assert screen.plan.table(StageReview)["g"].verdict == "moves on"
    assert screen.plan.table(PathwayStep)["older:2018"].stage == "learn"
    assert dialog.state.text() == "Gate passed 9 Nov 2017"
    assert dialog.gate.reopen_button.isVisible()
    qtbot.keyClick(dialog, KEY.Key_Z, CTRL)
    assert screen.plan.table(StageReview)["g"].verdict == "open"


def test_a_refused_gate_says_what_is_missing_and_each_leads_to_its_place(
    qtbot, screen: PathwayScreen, dialog: StageReviewDialog, message
):
    edits.change(screen.plan, GateCriterion, ["m"], evidence="")
    edits.change(screen.plan, Decision, ["p:board"], outcome="deferred")
    wanted: list[Place] = []
    screen.session.place_wanted.connect(wanted.append)
    qtbot.keyClick(dialog.gate.verdict, KEY.Key_Return, CTRL)
    box = message()
    assert box.text().startswith(
        'The gate cannot be closed yet: criterion "Consulted" has no evidence; Governing Body has '
        "deferred its decision."
    )
    box.close()
    rows = dialog.gate.lacks.view
    rows.setFocus()
    rows.select(0)
    qtbot.keyClick(rows, KEY.Key_Return)
    assert dialog.panel is dialog.criteria
    assert dialog.criteria.section.key == "m"
    assert dialog.focusWidget() is dialog.criteria.section.form.field("evidence")
    qtbot.keyClick(dialog, KEY.Key_1, ALT)
    rows.select(1)
    qtbot.keyClick(rows, KEY.Key_Return)
    assert wanted == [Place("decisions", "decision", "p:board")]
    assert not dialog.isVisible()


def test_a_field_of_the_review_that_is_missing_gets_the_keyboard(
    qtbot, screen: PathwayScreen, dialog: StageReviewDialog
):
    edits.change(screen.plan, StageReview, ["g"], proposal=None)
    rows = dialog.gate.lacks.view
    rows.select(0)
    qtbot.keyClick(rows, KEY.Key_Return)
    assert dialog.focusWidget() is dialog.gate.form.field("proposal")


def test_stepping_back_asks_for_the_stage_and_the_reasons(
    qtbot, screen: PathwayScreen, dialog: StageReviewDialog, message
):
    gate = dialog.gate
    gate.verdict.setCurrentIndex(gate.verdict.findData("steps back"))
    assert gate.back_to.isVisible()
    assert gate.back_to.currentData() == "not started"
    qtbot.keyClick(gate.day, KEY.Key_Return, CTRL)
    message().close()
    qtbot.keyClicks(gate.reasons, "Two homes closed")
    qtbot.keyClick(gate.day, KEY.Key_Return, CTRL)
    review = screen.plan.table(StageReview)["g"]
    assert (review.verdict, review.reasons) == ("steps back", "Two homes closed")
    assert screen.plan.table(PathwayStep)["older:2018"].stage == "not started"
    gate.reopen_button.click()
    assert screen.plan.table(StageReview)["g"].verdict == "open"


def test_the_first_review_of_an_area_is_started_from_the_empty_page(qtbot, screen: PathwayScreen):
    screen.show_place(Place("pathway", "service_area", "other", 2017))
    screen.review_action.trigger()
    dialog = dialog_of(screen)
    dialog.activateWindow()
    qtbot.waitActive(dialog)
    assert dialog.focusWidget() is dialog.start_button
    assert "moves from align to learn" in dialog.nothing_words
    qtbot.keyClick(dialog.start_button, KEY.Key_Space)
    review = screen.plan.table(StageReview)[dialog.review]
    assert (review.service_area, review.from_stage, review.to_stage) == (
        "other",
        "not started",
        "align",
    )
    QApplication.processEvents()
    qtbot.keyClick(dialog, KEY.Key_2, ALT)
    assert dialog.focusWidget() is dialog.criteria.template_button
    qtbot.keyClick(dialog.criteria.template_button, KEY.Key_T, CTRL)
    assert dialog.criteria.section.model.rowCount() == 3
    assert len(screen.plan.table(GateCriterion)) == 5


def test_a_problem_of_a_criterion_opens_its_review_there(screen: PathwayScreen):
    screen.show_place(Place("pathway", "gate_criterion", "m", 2018))
    dialog = dialog_of(screen)
    assert dialog.area == "older"
    assert dialog.criteria.section.key == "m"
    dialog.accept()
    screen.show_place(Place("pathway", "stage_review", "g", 2018))
    assert dialog_of(screen).panel is dialog_of(screen).gate


def test_figures_can_be_frozen_and_are_then_compared(
    qtbot, screen: PathwayScreen, dialog: StageReviewDialog
):
    qtbot.keyClick(dialog, KEY.Key_4, ALT)
    panel = dialog.panels["Figures"]
    panel.freeze_button.click()
    [version] = screen.plan.table(Version).values()
    assert version.name == "Older people: align to learn"
    assert screen.plan.table(StageReview)["g"].version == version.id
    edits.set_amounts(screen.plan, {("beds", 2017): 310_00})
    assert list(panel.card.model.texts(0)) == ["2017/18", "The Council", "300", "310", "10"]


def test_an_integrated_budget_takes_lines_and_adds_them_up(
    qtbot, screen: PathwayScreen, dialog: StageReviewDialog
):
    qtbot.keyClick(dialog, KEY.Key_6, ALT)
    budget = dialog.budget
    assert dialog.focusWidget() is budget.add_button
    budget.add_button.click()
    [key] = screen.plan.table(Consolidation)
    assert screen.plan.table(Consolidation)[key].service_area == "older"
    qtbot.keyClicks(budget.find_line, "continuing")
    budget.find_line.settle()
    budget.take()
    assert list(screen.plan.table(ConsolidatedLine)) == [f"{key}:chc"]
    budget.area_button.click()
    assert budget.lines.model.rowCount() == 2
    assert list(budget.sums.model.texts(2)) == ["Total", "", "500", "", ""]
    budget.lines.view.setFocus()
    budget.lines.view.select(0)
    qtbot.keyClick(budget.lines.view, KEY.Key_Delete)
    assert list(screen.plan.table(ConsolidatedLine)) == [f"{key}:chc"]


def test_evaluation_questions_belong_to_the_area(qtbot, screen: PathwayScreen, dialog):
    qtbot.keyClick(dialog, KEY.Key_7, ALT)
    dialog.evaluation.section.add_button.click()
    [held] = screen.plan.table(Evaluation).values()
    assert held.service_area == "older"
    assert dialog.evaluation.lessons.model.rowCount() == 1


def test_removing_the_area_closes_the_dialog(screen: PathwayScreen, dialog: StageReviewDialog):
    edits.remove(screen.plan, ServiceArea, ["older"])
    assert not dialog.isVisible()


def test_every_tab_has_a_key_and_every_field_a_name(qtbot, dialog: StageReviewDialog):
    for at in range(dialog.tabs.count()):
        qtbot.keyClick(dialog, KEY(KEY.Key_1.value + at), ALT)
        assert dialog.tabs.currentIndex() == at
        assert dialog.focusWidget() is not None
    for held in (dialog.reviews, dialog.gate.verdict, dialog.gate.day, dialog.gate.reasons):
        assert held.accessibleName()


def test_a_gate_on_figures_that_have_moved_since_a_decision_closes_only_with_reasons(
    qtbot, screen: PathwayScreen, dialog: StageReviewDialog, message
):
    record_on_figures_now(screen.plan, "Cabinet", "p", "cabinet")
    edits.set_amounts(screen.plan, {("beds", 2017): 400_00})
    qtbot.keyClick(dialog.gate.verdict, KEY.Key_Return, CTRL)
    box = message()
    assert box.text() == (
        "1 figure changed since Cabinet decided (Residential care 2017/18: £300 to £400). Put the proposal "
        "to it again, or say in the reasons why the gate closes all the same."
    )
    box.close()
    assert screen.plan.table(StageReview)["g"].verdict == "open"
    assert dialog.focusWidget() is dialog.gate.reasons
    qtbot.keyClicks(dialog.gate.reasons, "The Cabinet Member was told")
    qtbot.keyClick(dialog.gate.reasons, KEY.Key_Return, CTRL)
    assert screen.plan.table(StageReview)["g"].verdict == "moves on"
